import GradusExpression
import GradusLearning
import GradusOptimization
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
    #expect(throws: NetworkError.noNodes(layer: 2, width: 0)) {
      try Network(inputs: 1, hidden: [3, 0], activation: .relu, classes: 2)
    }
    #expect(throws: NetworkError.earlySoftmax(layer: 1)) {
      try Network(inputs: 1, hidden: [3], activation: .softmax, classes: 2)
    }
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
      inputs: 2, layers: [.init(width: 3, activation: activation), .init(width: 1, activation: .identity)])
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
    for scalar in StepScalar.allCases { inputs[scalar.rawValue] = Tensor(0.1) }
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
    let found = try Evaluator(inputs: values).evaluate([step.loss, step.correct, step.forward.output])
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
      (.adam(AdamConstants()), 12), (.adamW(AdamConstants()), 12),
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
    let network = try Network(inputs: 3, layers: [.init(width: 2, activation: .relu)])
    #expect(throws: TrainingError.noClassifier(network)) {
      try TrainingStep(network: network, optimizer: .gradientDescent, batch: 4)
    }
  }
}
