import GradusExpression
import GradusKernels
import GradusLearning
import GradusOptimization
import GradusPlan
import Testing

@Suite("A network")
struct NetworkTests {
  @Test("tells its parameters, their shapes and their number")
  func parameters() throws {
    let network = try Network(inputs: 784, hidden: [512, 512], activation: .relu, classes: 10)
    #expect(network.parameters.map(\.shape) == [[784, 512], [512], [512, 512], [512], [512, 10], [10]])
    #expect(network.parameters.map(\.name).prefix(2) == ["layers.0.weight", "layers.0.bias"])
    #expect(network.parameterCount == 669_706)
    #expect(network.description == "784 → 512 relu → 512 relu → 10 softmax")
  }

  @Test("is refused with layers that make none")
  func refuses() {
    #expect(throws: NetworkError.noInputs(0)) { try Network(inputs: 0, hidden: [], activation: .relu, classes: 2) }
    #expect(throws: NetworkError.noLayers) { try Network(inputs: 1, layers: []) }
    #expect(throws: NetworkError.tooLarge) {
      try Network(inputs: 784, hidden: [Int.max / 2], activation: .relu, classes: 2)
    }
  }

  @Test("begins with weights of the right spread, biases zero, and the same ones from the same seed")
  func initial() throws {
    let network = try Network(inputs: 300, hidden: [200], activation: .relu, classes: 100)
    var generator = SeededGenerator(seed: 4)
    let values = network.initialParameters(using: &generator)
    func variance(_ name: String) -> Double {
      let values = values[name] ?? []
      return values.reduce(0) { $0 + Double($1) * Double($1) } / Double(values.count)
    }
    #expect(abs(variance("layers.0.weight") / (2.0 / 300) - 1) < 0.03)
    // A uniform distribution in ±a has the variance a²/3.
    #expect(abs(variance("layers.1.weight") / (6.0 / 300 / 3) - 1) < 0.03)
    #expect(values["layers.0.bias"] == Array(repeating: 0, count: 200))
    var again = SeededGenerator(seed: 4)
    #expect(network.initialParameters(using: &again) == values)
    var other = SeededGenerator(seed: 5)
    #expect(network.initialParameters(using: &other) != values)
  }

  /// The course sheet's exercise 4: a network with numbers that are known.
  @Test("computes the sheet's network", arguments: [(Activation.identity, 36.0), (.relu, 38)])
  func sheet(activation: Activation, expected: Double) throws {
    let network = try Network(
      inputs: 2, layers: [.dense(3), .activation(activation), .dense(1)])
    let output = network.forward(.symbol("X", [1, 2])).output
    let values = [
      "X": Tensor(matrix: [[1, 3]]), "W1": Tensor(matrix: [[2, 1, 3], [2, -1, 1]]), "b1": Tensor(vector: [1, 0, -1]),
      "W2": Tensor(matrix: [[3], [1], [2]]), "b2": Tensor(vector: [1]),
    ]
    #expect(try Evaluator(inputs: values).evaluate(output).values == [expected])
  }
}

@Suite("The formulas of a training step")
struct TrainingStepTests {
  /// Values for every symbol of a network's training step.
  func inputs(_ step: TrainingStep, batch: Int, seed: UInt64) -> [String: Tensor] {
    var generator = SeededGenerator(seed: seed)
    var inputs: [String: Tensor] = [:]
    for parameter in step.network.parameters {
      inputs[parameter.symbol.name] = Tensor(
        shape: parameter.shape, values: (0..<parameter.count).map { _ in generator.normal() / 2 })
    }
    let network = step.network
    inputs["X"] = Tensor(
      shape: [batch, network.inputs], values: (0..<batch * network.inputs).map { _ in generator.uniform() })
    inputs["Y"] = Tensor(shape: [batch, network.outputs], repeating: 0)
    for row in 0..<batch { inputs["Y"]?[row, generator.integer(below: network.outputs)] = 1 }
    inputs["learningRate"] = Tensor(0.1)
    return inputs
  }

  @Test(
    "have the gradients that finite differences give", arguments: [Activation.identity, .relu, .sigmoid, .tanh], [1, 5])
  func gradients(activation: Activation, batch: Int) throws {
    let network = try Network(inputs: 4, hidden: [6, 3], activation: activation, classes: 3)
    let step = try TrainingStep(network: network, optimizer: .gradientDescent, batch: .symbol("batch"))
    let inputs = inputs(step, batch: batch, seed: 11)
    let gradients = try Evaluator(inputs: inputs).evaluate(step.gradients)
    for (parameter, gradient) in zip(network.parameters, gradients) {
      #expect(gradient.shape == parameter.shape)
      for index in gradient.values.indices {
        let h = 1e-5
        let losses = try [h, -h].map { change in
          var moved = inputs
          moved[parameter.symbol.name]?.values[index] += change
          return try Evaluator(inputs: moved).evaluate(step.loss).scalar
        }
        let slope = (losses[0] - losses[1]) / (2 * h)
        #expect(abs(gradient.values[index] - slope) < 1e-7 + 1e-5 * abs(slope), "\(parameter.name)[\(index)]")
      }
    }
  }

  @Test("give the mean cross-entropy and count the hits", arguments: 0..<5)
  func loss(seed: UInt64) throws {
    let network = try Network(inputs: 4, hidden: [], activation: .identity, classes: 3)
    let step = try TrainingStep(network: network, optimizer: .gradientDescent, batch: .symbol("batch"))
    let values = inputs(step, batch: 6, seed: seed)
    let found = try Evaluator(inputs: values).evaluate([step.loss, try #require(step.correct), step.forward.output])
    let targets = try #require(values["Y"])
    var (sum, hits) = (0.0, 0)
    for row in 0..<6 {
      let probabilities = (0..<3).map { found[2][row, $0] }
      let own = (0..<3).first { targets[row, $0] == 1 }!
      sum -= ElementaryFunction.log(probabilities[own])
      if probabilities[own] == probabilities.max() { hits += 1 }
    }
    #expect(abs(found[0].scalar - sum / 6) < 1e-12)
    #expect(found[1].scalar == Double(hits))
  }

  @Test("stay finite where a softmax would overflow")
  func stable() throws {
    let network = try Network(inputs: 1, hidden: [], activation: .identity, classes: 2)
    let step = try TrainingStep(network: network, optimizer: .gradientDescent, batch: 1)
    let values = [
      "X": Tensor(matrix: [[1]]), "W1": Tensor(matrix: [[5000, -5000]]), "b1": Tensor(vector: [0, 0]),
      "Y": Tensor(matrix: [[0, 1]]),
    ]
    let found = try Evaluator(inputs: values).evaluate([step.loss] + step.gradients)
    #expect(found[0].scalar == 10_000)
    #expect(found[1].values == [1, -1])
  }

  @Test(
    "update every parameter and memory",
    arguments: [
      (Optimizer.gradientDescent, 4), (.momentum(Rational(9, 10)), 8), (.nesterov(Rational(9, 10)), 8),
      (.adam(), 12), (.adamW(), 12),
    ])
  func updates(optimizer: Optimizer, count: Int) throws {
    let network = try Network(inputs: 3, hidden: [2], activation: .tanh, classes: 2)
    let step = try TrainingStep(network: network, optimizer: optimizer, batch: 4, weightDecay: Rational(1, 10))
    #expect(step.updates.count == count)
    #expect(Set(step.updates.map(\.symbol.name)).count == count)
    #expect(step.updates.allSatisfy { $0.symbol.shape == $0.value.shape })
    // Weights decay, biases do not.
    #expect(step.gradients.count == 4)
  }

  @Test("need a softmax at the end")
  func classifier() throws {
    let network = try Network(inputs: 3, layers: [.dense(2), .activation(.relu)])
    #expect(throws: TrainingError.outputMap(network, .crossEntropy)) {
      try TrainingStep(network: network, optimizer: .gradientDescent, batch: 4)
    }
  }
}

@Suite("A network of any layers")
struct LayerTests {
  static let descriptions = [
    "dense 5, relu, dense 3", "dense 5 bias=no, batchnorm, gelu, dropout 0.3, dense 3",
    "layernorm, dense 4, tanh, noise 0.2, dense 3",
    "residual(dense 7, silu, dense 4), rmsnorm, dense 3", "maxout 6 3, prelu, dense 3",
    "dense 6, \"x*sigmoid(1.702*x)\", frozen(dense 5, relu), dense 3",
    "dense(8, orthogonal), elu 0.5, flatten, dense(3, normal 0.1)",
    "residual(batchnorm, relu, dense 4, residual(dense 4, mish)), dense 3",
    "\"gain .* x + shift\", formula(\"W*x + b\", W=\"[5, d] = orthogonal\", b=0.5), tanh, dense 3",
    "residual(\"x / (1 + norm2(x))\", formula(\"A*tanh(B'*x)\", A=\"[d, 2]\", B=\"[d,2]=0.3\")), dense 3",
    "dense 5, \"softmax(s*x)\", formula(\"x'*Q*x * x\", Q=\"[5, d]\"), dense 3",
  ]

  @Test("is described as it is read", arguments: descriptions)
  func roundTrip(text: String) throws {
    let network = try Network(inputs: 4, layers: Layer.list(text), output: .softmax)
    #expect(network.layerDescription == "\(text), softmax")
    #expect(try Network(inputs: 4, layers: Layer.list(network.layerDescription)) == network)
    #expect(network.outputs == 3)
    #expect(Set(network.parameters.map(\.name)).count == network.parameters.count)
    #expect(Set(network.parameters.map(\.symbol.name)).count == network.parameters.count)
  }

  @Test("has the gradients that finite differences give", arguments: descriptions, [2, 5])
  func gradients(text: String, batch: Int) throws {
    let network = try Network(inputs: 4, layers: Layer.list(text), output: .softmax)
    let step = try TrainingStep(network: network, optimizer: .gradientDescent, batch: .number(batch))
    var inputs = TrainingStepTests().inputs(step, batch: batch, seed: 3)
    var generator = SeededGenerator(seed: 8)
    for parameter in network.parameters where parameter.role != .parameter {
      inputs[parameter.symbol.name] = Tensor(
        shape: parameter.shape, values: (0..<parameter.count).map { _ in generator.uniform() + 0.5 })
    }
    for draw in step.forward.draws {
      let shape = draw.symbol.shape.map { $0.value(in: [:]) ?? 0 }
      inputs[draw.symbol.name] = Tensor(
        shape: shape,
        values: (0..<shape.reduce(1, *)).map { _ in
          draw.distribution == .normal ? generator.normal() : Double(generator.integer(below: 2))
        })
    }
    let gradients = try Evaluator(inputs: inputs).evaluate(step.gradients)
    for (parameter, gradient) in zip(network.trained, gradients) {
      for index in gradient.values.indices {
        let h = 1e-5
        let losses = try [h, -h].map { change in
          var moved = inputs
          moved[parameter.symbol.name]?.values[index] += change
          return try Evaluator(inputs: moved).evaluate(step.loss).scalar
        }
        let slope = (losses[0] - losses[1]) / (2 * h)
        #expect(abs(gradient.values[index] - slope) < 1e-6 + 1e-5 * abs(slope), "\(parameter.name)[\(index)]")
      }
    }
  }

  /// The plan of a whole step, in double precision, beside the evaluator: loss and every update.
  @Test("runs as its formulas say", arguments: descriptions, [2, 5])
  func plans(text: String, batch: Int) throws {
    let network = try Network(inputs: 4, layers: Layer.list(text), output: .softmax)
    let step = try TrainingStep(
      network: network, optimizer: .adamW(), batch: .number(batch), weightDecay: Rational(1, 10))
    let executor = try Executor(
      Plan(
        outputs: [("loss", step.loss)], updates: step.updates.map { ($0.symbol.name, $0.value) }, precision: .float64))
    var generator = SeededGenerator(seed: 4)
    var inputs: [String: Tensor] = [:]
    for input in executor.plan.inputs {
      let count = input.shape.reduce(1, *)
      let isMask = step.forward.draws.contains { $0.symbol.name == input.name && $0.distribution != .normal }
      let values = (0..<count).map { _ in isMask ? Double(generator.integer(below: 2)) : generator.uniform() + 0.1 }
      inputs[input.name] = Tensor(shape: input.shape, values: values)
      try executor.write(input.name, values)
    }
    executor.run()
    let evaluator = Evaluator(inputs: inputs)
    let expected = try evaluator.evaluate(step.loss).scalar
    #expect(abs(try executor.readScalar("loss") - expected) < 1e-9 * max(1, abs(expected)))
    for update in step.updates {
      let wanted = try evaluator.evaluate(update.value).values
      for (a, b) in zip(try executor.readDouble(update.symbol.name), wanted) {
        #expect(abs(a - b) < 1e-9 * max(1, abs(b)), "\(update.symbol.name): \(a), not \(b)")
      }
    }
  }

  @Test(
    "is refused with layers that do not fit or are not known",
    arguments: [
      ("dens 5", "did you mean dense?"), ("dense", "dense needs its width"), ("dense 0", "the width of dense is 0"),
      ("dense 2.5", "the width of dense is 2.5"),
      ("dropout 1", "the drop of dropout is 1: it must be a number of at least 0 and below 1"),
      (
        "residual(dense 5)",
        "layer 1: the layers inside of a residual block give back as many numbers as they take: 4 go in, and 5 come out"
      ),
      ("residual", "residual needs layers in brackets"), ("relu 3", "relu has no settings"),
      ("dense(5, fast)", "unknown initialisation"), ("\"z + y\"", "has no x, which is what goes in"),
      ("\"x +\"", "is not read"), ("batchnorm momentum=0.1", "setting of batchnorm"),
      ("\"W*x\"", "does not tell how large W is"), ("\"x*y'\"", "gives more than a vector"),
      ("formula(\"W*x\", W=\"32\")", "not lengths in brackets"),
      ("formula(\"W*x\", W=\"[3, k]\")", "has the length \"k\""),
      ("formula(\"s*x\", r=1)", "has no parameter r"), ("formula(\"s*x\", 1)", "a parameter of a formula has its name"),
      ("\"inv(x*x' + A)*x\"", "which is not trained"), ("formula", "a formula between quotation marks"),
      ("formula(\"W*x\", W=\"[3, 3]\")", "is not read"),
    ])
  func refused(text: String, words: String) {
    let error = #expect(throws: (any Error).self) { try Network(inputs: 4, layers: Layer.list(text)) }
    #expect("\(error.map { "\($0)" } ?? "")".contains(words), "\(String(describing: error))")
  }

  @Test("explains itself: every formula has the value of the network's own")
  func explained() throws {
    for text in Self.descriptions where !text.contains("dropout") && !text.contains("noise") {
      let network = try Network(inputs: 4, layers: Layer.list(text), output: .softmax)
      let explanation = try NetworkExplanation(network, loss: .crossEntropy)
      let step = try TrainingStep(network: network, optimizer: .gradientDescent, batch: 5)
      var inputs = TrainingStepTests().inputs(step, batch: 5, seed: 6)
      for parameter in network.parameters where parameter.role != .parameter {
        inputs[parameter.symbol.name] = Tensor(shape: parameter.shape, repeating: 0.7)
      }
      let wanted = try Evaluator(inputs: inputs).evaluate([step.loss] + step.gradients)
      for equation in explanation.forward + explanation.backward {
        inputs[try #require(equation.name.symbols.first?.name)] = try Evaluator(inputs: inputs).evaluate(equation.value)
      }
      #expect(abs(try #require(inputs["L"]).scalar - wanted[0].scalar) < 1e-12)
      for (parameter, gradient) in zip(network.trained, wanted.dropFirst()) {
        let found = try #require(inputs["d\(parameter.symbol.name)"])
        for (a, b) in zip(found.values, gradient.values) { #expect(abs(a - b) < 1e-11, "\(text): \(parameter.name)") }
      }
    }
  }

  @Test("begins with the spread that its initialisations say")
  func initializations() throws {
    let wanted: [(String, Double)] = [
      ("he-normal", 2.0 / 300), ("he-uniform fan=out", 2.0 / 200), ("lecun-normal", 1.0 / 300),
      ("lecun-uniform", 1.0 / 300),
      ("glorot-normal", 2.0 / 500), ("glorot-uniform gain=2", 8.0 / 500), ("normal 0.3", 0.09),
      ("uniform low=-1 high=1", 1.0 / 3),
      ("truncated-normal 1", 0.774), ("torch", 1.0 / 900), ("scikit-learn", 2.0 / 500), ("constant 0.5", 0.25),
      ("zeros", 0),
      ("orthogonal", 1.0 / 300),
    ]
    for (text, variance) in wanted {
      var generator = SeededGenerator(seed: 2)
      let values = try Initialization(Clause(parsing: text)).numbers(shape: [300, 200], inputs: 300, using: &generator)
      #expect(values.count == 60_000)
      let found = values.reduce(0) { $0 + Double($1) * Double($1) } / 60_000
      #expect(abs(found - variance) <= 0.03 * variance, "\(text): \(found), not \(variance)")
    }
    #expect(Set(Initialization.all.map(\.name)) == Set(wanted.map { $0.0.split(separator: " ")[0] }.map(String.init)))
    // Orthonormal columns.
    var generator = SeededGenerator(seed: 2)
    let q = try Initialization(Clause("orthogonal")).numbers(shape: [7, 4], inputs: 7, using: &generator)
    for (a, b) in [(0, 0), (0, 1), (3, 3), (1, 3)] {
      let product = (0..<7).reduce(0) { $0 + Double(q[$1 * 4 + a]) * Double(q[$1 * 4 + b]) }
      #expect(abs(product - (a == b ? 1 : 0)) < 1e-6)
    }
  }
}
