import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

@Suite("Looking into a training")
struct LookingInTests {
  /// Rows that tell their class by where they lie.
  func data(_ count: Int = 90) throws -> Dataset {
    var generator = SeededGenerator(seed: 3)
    let rows = (0..<count).map { row in (0..<4).map { Float(generator.normal()) + ($0 == row % 3 ? 3 : 0) } }
    return try Dataset(rows, classes: (0..<count).map { ["a", "b", "c"][$0 % 3] })
  }

  @Test("the rate that is proposed trains, and the curve falls and then rises")
  func rates() throws {
    let data = try data()
    let network = try Network(inputs: 4, hidden: [16], activation: .relu, classes: 3)
    let curve = try LearningRateCurve(
      of: network, on: data, settings: TrainingSettings(optimizer: .gradientDescent, batchSize: 16), to: 100)
    let rate = try #require(curve.proposal)
    #expect(rate > 1e-3 && rate < 10, "\(rate)")
    let losses = curve.points.map(\.smoothedLoss)
    #expect(try #require(losses.min()) < losses[0] / 2)
    // The rise ends where the loss leaps up, and not with the last step.
    #expect(curve.points.count < 120)
    for (a, b) in zip(curve.points, curve.points.dropFirst()) {
      #expect(abs(b.learningRate / a.learningRate - 1.1673) < 1e-3)
    }
    let training = try Training(
      network, on: data,
      settings: TrainingSettings(optimizer: .gradientDescent, learningRate: rate, batchSize: 16, epochs: 20))
    var last: EpochReport?
    while let epoch = try training.nextEpoch() { last = epoch }
    #expect(try #require(last?.accuracy) > 0.9)
  }

  @Test("health says the norms, the next step and dead nodes, and changes nothing")
  func health() throws {
    let data = try data()
    let network = try Network(inputs: 4, layers: Layer.list("dense 6, relu, dense 3, softmax"))
    var dead = [Float](repeating: 0, count: 6)
    // Nodes that let nothing through.
    dead[0] = -1000
    dead[1] = -1000
    let settings = TrainingSettings(
      optimizer: .gradientDescent, learningRate: 0.1, batchSize: 90, isShuffled: false, epochs: 1)
    let training = try Training(network, on: data, settings: settings, from: ["layers.0.bias": dead])
    let before = training.state
    let (parameters, layers) = try training.health()
    #expect(training.state == before && parameters.map(\.name) == network.trained.map(\.name))
    #expect(layers.map(\.description) == ["dense 6", "relu", "dense 3"])
    #expect(layers[1].deadShare == 2.0 / 6 && layers[0].deadShare == 0)
    _ = try training.nextEpoch()
    for row in parameters {
      let (old, new) = (try #require(before.parameters[row.name]), try #require(training.state.parameters[row.name]))
      let norm = old.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      let step = zip(old, new).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }.squareRoot()
      #expect(abs(row.norm - norm) < 1e-5 * max(norm, 1))
      if norm > 0, norm < 100 { #expect(abs((row.updateRatio ?? .nan) - step / norm) < 1e-4) }
      if norm < 100 { #expect(abs(row.gradientNorm * 0.1 - step) < 1e-4) }
    }
  }

  @Test(
    "every layer and loss has the derivative that differences have",
    arguments: [
      "standardize, dense 5, tanh, dense 3, softmax", "dense 5, batchnorm, gelu, dense 3, softmax",
      "dense 6, dropout 0.4, layernorm, silu, dense 3, softmax",
      "dense 6, rmsnorm, softplus, residual(dense 6, tanh), dense 3, softmax",
      "maxout 4 2, prelu, noise 0.1, dense 3, softmax", "dense 5, selu, frozen(dense 4, tanh), dense 3, softmax",
      "embedding(category 2 3 2), dense 5, tanh, dense 3, softmax",
      "embedding(category 1 2 1, category 3 2 4), dense 3, softmax",
    ])
  func gradients(layers: String) throws {
    let network = try Network(inputs: 4, layers: Layer.list(layers))
    for loss in ["cross-entropy", "focal", "brier"] {
      let check = try GradientCheck(network, loss: .named(loss))
      #expect(check.rows.map(\.name) == network.trained.map(\.name))
      #expect(check.isPassed, "\(layers), \(loss): \(check.error)")
    }
  }

  @Test("inputs are standardised by what is trained on, and the model keeps how")
  func standardize() throws {
    let data = try data()
    let network = try Network(inputs: 4, layers: Layer.list("standardize 1e-9, dense 3, softmax"))
    let training = try Training(network, on: data, settings: TrainingSettings(epochs: 0))
    let first = try #require(training.health().layers.first)
    #expect(abs(first.mean) < 1e-5 && abs(first.deviation - 1) < 1e-4)
    #expect(try training.model().parameters["layers.0.mean"]?.count == 4)
    #expect(network.trained.map(\.name) == ["layers.1.weight", "layers.1.bias"])
    #expect(throws: NetworkError.self) { try Network(inputs: 4, layers: Layer.list("dense 4, standardize, dense 3")) }
  }

  @Test("a dense layer before a batch normalisation has no bias unless it was asked for")
  func idleBias() throws {
    func names(_ text: String) throws -> [String] {
      try Network(inputs: 4, layers: Layer.list(text)).parameters.map(\.name)
    }
    #expect(try !names("dense 5, batchnorm, dense 3").contains("layers.0.bias"))
    #expect(try names("dense 5 bias=yes, batchnorm, dense 3").contains("layers.0.bias"))
    #expect(try names("dense 5, relu, batchnorm, dense 3").contains("layers.0.bias"))
    #expect(try !names("residual(dense 4, batchnorm, relu)").contains("layers.0.0.bias"))
    let text = try Network(inputs: 4, layers: Layer.list("dense 5, batchnorm, dense 3")).layerDescription
    #expect(text == "dense 5 bias=no, batchnorm, dense 3")
  }

  @Test("layers are trained at a share of the learning rate", arguments: ["sgd", "adam", "adamw", "adafactor", "lion"])
  func rate(optimizer: String) throws {
    let data = try data()
    func trained(_ layers: String, rate: Double) throws -> [String: [Float]] {
      let network = try Network(inputs: 4, layers: Layer.list(layers))
      let settings = TrainingSettings(
        optimizer: try Optimizer(Clause(parsing: optimizer)), learningRate: rate, batchSize: 90, isShuffled: false,
        epochs: 1)
      let training = try Training(network, on: data, settings: settings)
      let before = training.state.parameters
      _ = try training.nextEpoch()
      return before.merging(training.state.parameters) { zip($0, $1).map { $1 - $0 } }
    }
    // The first step of the wrapped layer is that of a quarter of the rate, and the other layer's is as before.
    let whole = try trained("dense 5, tanh, dense 3, softmax", rate: 0.01)
    let quarter = try trained("dense 5, tanh, dense 3, softmax", rate: 0.0025)
    let mixed = try trained("rate(0.25, dense 5), tanh, dense 3, softmax", rate: 0.01)
    for (own, other, name) in [
      ("layers.0.0.weight", "layers.0.weight", quarter), ("layers.1.weight", "layers.1.weight", whole),
    ] {
      for (a, b) in zip(try #require(mixed[own]), try #require(name[other])) { #expect(abs(a - b) < 1e-6) }
    }
    let text = try Network(inputs: 4, layers: Layer.list("rate(0.25, dense 5), dense 3")).layerDescription
    #expect(text == "rate(0.25, dense 5), dense 3")
  }

  @Test("a network begins with given parameters, and refuses those that are not its own")
  func given() throws {
    let data = try data()
    let network = try Network(inputs: 4, hidden: [], activation: .identity, classes: 3)
    let bias: [Float] = [1, 2, 3]
    let training = try Training(network, on: data, settings: TrainingSettings(epochs: 0), from: ["layers.0.bias": bias])
    #expect(training.state.parameters["layers.0.bias"] == bias)
    for given in [["layers.7.bias": bias], ["layers.0.bias": [1]], ["layers.0.bias": [1, 2, .nan]]] {
      #expect(throws: TrainingError.self) { try Training(network, on: data, settings: TrainingSettings(), from: given) }
    }
  }

  @Test("a model is told layer by layer")
  func layers() throws {
    let network = try Network(
      inputs: 4, layers: Layer.list("dense 3, relu, batchnorm, dense 2"), output: .softmax)
    var values: [String: [Float]] = [:]
    // W = U diag(3, 4, 0): the third node sees nothing, and is dead; the second is below zero everywhere.
    values["layers.0.weight"] = [3, 0, 0, 0, -4, 0, 0, 0, 0, 0, 0, 0]
    values["layers.0.bias"] = [0, 0, 0]
    for parameter in network.parameters where values[parameter.name] == nil {
      values[parameter.name] = Array(repeating: 1, count: parameter.count)
    }
    let model = try TrainedModel(
      network: network, parameters: values, task: .classification(["a", "b"]), form: .numbers(4))
    let examples = try Examples([[1, 1, 0, 0], [2, 3, 0, 0], [3, 2, 9, 9]])
    let layers = try model.layerInspections(on: examples)
    #expect(layers.map(\.inputs) == [4, 3, 3, 3] && layers.map(\.outputs) == [3, 3, 3, 2])
    let weight = layers[0].parameters[0]
    #expect(weight.name == "layers.0.weight" && weight.norm == 5 && weight.zeroShare == 10.0 / 12)
    #expect(abs(try #require(weight.largestSingularValue) - 4) < 1e-12)
    #expect(layers[2].parameters.map(\.role) == [.parameter, .parameter, .state, .state])
    let relu = try #require(layers[1].health)
    #expect(relu.mean == 2 && abs(relu.deadShare - 2.0 / 3) < 1e-12)
    #expect(try model.layerInspections()[1].health == nil)
    #expect(throws: TrainingError.self) { _ = try model.layerInspections(on: Examples([[1, 2]])) }
  }
}
