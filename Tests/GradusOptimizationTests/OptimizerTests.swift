import Foundation
import GradusExpression
import GradusOptimization
import Testing

/// Steps of a formula, by the oracle, beside the plain loops that the papers give.
@Suite("An optimiser's update formula")
struct OptimizerTests {
  static let gradients: [[Double]] = [[1, -2, 0.5], [0.25, -1, 0], [-3, 4, 1e-3], [0.1, 0.1, 0.1], [2, -2, 2]]
  static let start = [0.5, -1, 2]

  /// The parameters after every step by the formulas.
  func run(
    _ optimizer: Optimizer, rate: Double, decay: Rational = 0, gradients: [[Double]] = Self.gradients,
    from start: [Double] = Self.start
  ) throws -> [[Double]] {
    let parameter = Symbol("w", ["n"])
    let update = optimizer.update(parameter, gradient: .symbol("g", ["n"]), weightDecay: decay)
    var w = Tensor(vector: start)
    var memories = Dictionary(
      uniqueKeysWithValues: optimizer.memories(of: parameter).map {
        ($0.name, Tensor(shape: [3], repeating: Double($0.initial)))
      })
    var trace: [[Double]] = []
    for (index, gradient) in gradients.enumerated() {
      var inputs = ["w": w, "g": Tensor(vector: gradient)]
      inputs["learningRate"] = Tensor(rate)
      let time = Evaluator(inputs: ["t": Tensor(Double(index + 1)), "learningRate": Tensor(rate)])
      for scalar in optimizer.scalars { inputs[scalar.name] = try time.evaluate(scalar.value) }
      for (memory, value) in memories { inputs["w.\(memory)"] = value }
      let evaluator = Evaluator(inputs: inputs)
      w = try evaluator.evaluate(update.parameter)
      for memory in memories.keys { memories[memory] = try evaluator.evaluate(#require(update.memories[memory])) }
      trace.append(w.values)
    }
    return trace
  }

  func expect(_ trace: [[Double]], _ reference: [[Double]]) {
    for (step, (found, expected)) in zip(trace, reference).enumerated() {
      for (a, b) in zip(found, expected) {
        #expect(abs(a - b) <= 1e-13 * max(1, abs(b)), "step \(step + 1): \(a), not \(b)")
      }
    }
    #expect(trace.count == reference.count)
  }

  @Test("of gradient descent is the plain loop", arguments: [0, 0.01])
  func gradientDescent(decay: Double) throws {
    var w = Self.start
    let reference = Self.gradients.map { g in
      for i in w.indices { w[i] -= 0.1 * (g[i] + decay * w[i]) }
      return w
    }
    expect(try run(.gradientDescent, rate: 0.1, decay: #require(Rational("\(decay)"))), reference)
  }

  @Test("of momentum is the plain loop", arguments: [0, 0.5, 0.9])
  func momentum(μ: Double) throws {
    var w = Self.start
    var v = [0.0, 0, 0]
    let reference = Self.gradients.map { g in
      for i in w.indices {
        v[i] = μ * v[i] + g[i]
        w[i] -= 0.1 * v[i]
      }
      return w
    }
    expect(try run(.momentum(#require(Rational("\(μ)"))), rate: 0.1), reference)
  }

  /// Sutskever's own form: v ← μ v − η ∇f(θ + μ v), θ ← θ + v. With φ = θ + μ v the gradient is taken at φ.
  @Test("of Nesterov's momentum is Sutskever's form, seen from the point of the gradient")
  func nesterov() throws {
    let (μ, η) = (0.9, 0.1)
    var theta = Self.start
    var v = [0.0, 0, 0]
    let reference = Self.gradients.map { g in
      for i in theta.indices {
        v[i] = μ * v[i] - η * g[i]
        theta[i] += v[i]
      }
      return zip(theta, v).map { $0 + μ * $1 }
    }
    expect(try run(.nesterov(Rational(9, 10)), rate: η), reference)
  }

  @Test("of Adam is algorithm 1 of the paper")
  func adam() throws {
    expect(try run(.adam(), rate: 0.001), adamReference(rate: 0.001, coupled: 0, decoupled: 0))
    expect(
      try run(.adam(), rate: 0.1, decay: Rational(1, 100)),
      adamReference(rate: 0.1, coupled: 0.01, decoupled: 0))
  }

  @Test("of AdamW is algorithm 2 of its paper: the decay bypasses the mean squares")
  func adamW() throws {
    expect(
      try run(.adamW(), rate: 0.1, decay: Rational(1, 100)),
      adamReference(rate: 0.1, coupled: 0, decoupled: 0.01))
  }

  @Test("of Adam has the constants of the paper where none are given")
  func adamDefaults() {
    let constants = Optimizer.all.first { $0.name == "adam" }?.settings.map(\.standard)
    let numbers: [SettingValue?] = [
      .number(Rational(9, 10)), .number(Rational(999, 1000)), .number(Rational(1, 100_000_000)), .word("corrected"),
    ]
    #expect(constants == numbers)
  }

  /// Without a bias in its means, Adam's first step has the length of the learning rate in every direction.
  @Test("of Adam begins with a step of the learning rate against the sign of the gradient")
  func adamFirstStep() throws {
    let first = try run(.adam(), rate: 0.001)[0]
    for (i, g) in Self.gradients[0].enumerated() {
      #expect(abs(first[i] - (Self.start[i] - 0.001 * (g > 0 ? 1 : -1))) < 1e-9)
    }
  }

  @Test("of lookahead is algorithm 1 of its paper", arguments: [1, 2, 3])
  func lookahead(every: Int) throws {
    var (fast, slow) = (Self.start, Self.start)
    var v = [0.0, 0, 0]
    let reference = (Self.gradients + Self.gradients).enumerated().map { index, g in
      for i in fast.indices {
        v[i] = 0.9 * v[i] + g[i]
        fast[i] -= 0.1 * v[i]
      }
      if (index + 1) % every == 0 {
        for i in fast.indices { slow[i] += 0.3 * (fast[i] - slow[i]) }
        fast = slow
      }
      return fast
    }
    let optimizer = try Optimizer(Clause(parsing: "lookahead(momentum 0.9, every=\(every), share=0.3)"))
    expect(try run(optimizer, rate: 0.1, gradients: Self.gradients + Self.gradients), reference)
    #expect(try Optimizer(Clause(parsing: optimizer.clause.description)) == optimizer)
    let aside = try Optimizer(Clause(parsing: "lookahead(adamw)"))
    #expect(aside.usualWeightDecay == Rational(1, 100) && aside.usualLearningRate == 0.001)
    for wrong in ["lookahead(lookahead)", "lookahead(lbfgs)", "lookahead(adam, sgd)", "lookahead(every=0)"] {
      #expect(throws: DescriptionError.self) { _ = try Optimizer(Clause(parsing: wrong)) }
    }
  }

  @Test("of LAMB is algorithm 2 of its paper, and plain where a norm is zero")
  func lamb() throws {
    let optimizer = try Optimizer(Clause("lamb"))
    func reference(_ gradients: [[Double]], _ start: [Double], decay: Double) -> [[Double]] {
      var (w, m, s) = (start, [0.0, 0, 0], [0.0, 0, 0])
      return gradients.enumerated().map { index, gradient in
        let t = Double(index + 1)
        var r = [0.0, 0, 0]
        for i in w.indices {
          m[i] = 0.9 * m[i] + 0.1 * gradient[i]
          s[i] = 0.999 * s[i] + 0.001 * gradient[i] * gradient[i]
          let root = (s[i] / (1 - pow(0.999, t))).squareRoot() + 1e-6
          r[i] = m[i] / (1 - pow(0.9, t)) / root + decay * w[i]
        }
        func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let trust = norm(w) > 0 && norm(r) > 0 ? norm(w) / norm(r) : 1
        for i in w.indices { w[i] -= 0.1 * trust * r[i] }
        return w
      }
    }
    expect(try run(optimizer, rate: 0.1, decay: Rational(1, 10)), reference(Self.gradients, Self.start, decay: 0.1))
    let still = [[0.0, 0, 0], [0, 0, 0], [1, 0, -1]]
    for start in [[0.0, 0, 0], Self.start] {
      expect(try run(optimizer, rate: 0.1, gradients: still, from: start), reference(still, start, decay: 0))
    }
  }

  @Test("of Lion is program 1 of its paper")
  func lion() throws {
    var (w, m) = (Self.start, [0.0, 0, 0])
    let reference = Self.gradients.map { g in
      for i in w.indices {
        let direction = 0.9 * m[i] + 0.1 * g[i]
        w[i] -= 0.1 * ((direction > 0 ? 1 : direction < 0 ? -1 : 0) + 0.01 * w[i])
        m[i] = 0.99 * m[i] + 0.01 * g[i]
      }
      return w
    }
    expect(try run(Optimizer(Clause("lion")), rate: 0.1, decay: Rational(1, 100)), reference)
  }

  /// Keras and the paper keep steps in the velocity, PyTorch gradients: at one rate the points are the same.
  @Test("of momentum has two conventions that agree at a constant rate", arguments: ["momentum", "nesterov"])
  func conventions(name: String) throws {
    let steps = try Optimizer(Clause(parsing: "\(name) velocity=steps"))
    expect(try run(steps, rate: 0.1), try run(Optimizer(Clause(name)), rate: 0.1))
  }

  func adamReference(rate: Double, coupled: Double, decoupled: Double) -> [[Double]] {
    let (b1, b2, epsilon) = (0.9, 0.999, 1e-8)
    var (w, m, s) = (Self.start, [0.0, 0, 0], [0.0, 0, 0])
    var (p1, p2) = (1.0, 1.0)
    return Self.gradients.map { gradient in
      p1 *= b1
      p2 *= b2
      for i in w.indices {
        let g = gradient[i] + coupled * w[i]
        m[i] = b1 * m[i] + (1 - b1) * g
        s[i] = b2 * s[i] + (1 - b2) * g * g
        w[i] -= rate * (m[i] / (1 - p1) / ((s[i] / (1 - p2)).squareRoot() + epsilon) + decoupled * w[i])
      }
      return w
    }
  }
}

@Suite("A schedule")
struct ScheduleTests {
  @Test("gives the factor of every step")
  func factors() {
    #expect((1...3).map { Schedule.constant.factor(at: $0) } == [1, 1, 1])
    #expect(
      (1...6).map { Schedule.step(every: 2, factor: Rational(1, 2)).factor(at: $0) } == [1, 1, 0.5, 0.5, 0.25, 0.25])
    let cosine = Schedule.cosine(steps: 4, floor: Rational(1, 5))
    #expect(cosine.factor(at: 1) == 1)
    #expect(abs(cosine.factor(at: 3) - 0.6) < 1e-15)
    #expect(cosine.factor(at: 5) == 0.2)
    #expect(cosine.factor(at: 99) == 0.2)
    let warm = Schedule.warmup(steps: 4, then: .step(every: 1, factor: Rational(1, 10)))
    #expect((1...6).map { warm.factor(at: $0) } == [0.25, 0.5, 0.75, 1, 1, 0.1])
  }
}
