import GradusExchange
import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

@Suite("A model file")
struct ModelFileTests {
  static let optimizers: [Optimizer] = [
    .gradientDescent, .momentum(Rational(9, 10)), .nesterov(Rational(1, 2)), .adam(AdamConstants()),
    .adamW(AdamConstants(meanDecay: Rational(4, 5))),
  ]

  /// A classifier and a state of training with numbers that are all different.
  func sample(_ optimizer: Optimizer) throws -> ModelFile {
    var generator = SeededGenerator(seed: 5)
    let network = try Network(inputs: 6, hidden: [4], activation: .tanh, classes: 3)
    let parameters = network.initialParameters(using: &generator)
    let classifier = try Classifier(
      network: network, parameters: parameters, classNames: ["a", "b \"quoted\"", "ü"],
      imageShape: ImageShape(height: 2, width: 3))
    let memories = optimizer.memories.flatMap { memory in
      network.parameters.map {
        ("\(memory.rawValue).\($0.name)", (0..<$0.count).map { _ in Float(generator.normal()) })
      }
    }
    let settings = TrainingSettings(
      optimizer: optimizer, learningRate: 0.1, schedule: .warmup(steps: 3, then: .cosine(steps: 100, floor: 0.1)),
      weightDecay: Rational(1, 1000), batchSize: 32, lastBatch: .drop, epochs: 7, seed: .max, validationFraction: 0.1)
    let state = TrainingState(
      network: network, settings: settings, epoch: 2, step: 99, generator: generator, parameters: parameters,
      memories: Dictionary(uniqueKeysWithValues: memories), dataFingerprint: 0xfedc_ba98_7654_3210,
      history: [EpochReport(epoch: 1, seconds: nil, loss: 0.3, accuracy: 0.9, validationAccuracy: nil)])
    return ModelFile(classifier, training: state)
  }

  @Test("comes back as it was written, with its place in training", arguments: optimizers)
  func roundTrip(optimizer: Optimizer) throws {
    let folder = try TemporaryFolder()
    let model = try sample(optimizer)
    let path = "\(folder.path)/model.safetensors"
    try model.write(to: path)
    #expect(try ModelFile(contentsOf: path) == model)
    #expect(folder.names == ["model.safetensors"])
  }

  @Test("without a place in training is a classifier alone")
  func alone() throws {
    let classifier = try sample(.gradientDescent).classifier
    let model = ModelFile(classifier)
    #expect(try ModelFile(model.safetensors, named: "x") == model)
  }

  @Test(
    "is refused when its words are missing or wrong",
    arguments: [
      ("format", nil, "no model that `gradus train` wrote"), ("format", "pt", "no model that `gradus train` wrote"),
      ("image", nil, #"its "image" is missing"#), ("image", "2by3", "no size like 28x28"),
      ("image", "3x3", "images of 3x3 have 9 samples, the network has 6 inputs"),
      ("network", "{", #"its "network" is wrong: it is no JSON"#),
      ("network", #"{"inputs":6,"layers":[]}"#, "at least one layer"),
      (
        "network", #"{"inputs":6,"layers":[{"width":5,"activation":"tanh"},{"width":3,"activation":"softmax"}]}"#,
        "has the shape [6, 4], not [6, 5]"
      ),
      (
        "network",
        #"{"inputs":6,"layers":[{"width":4,"activation":"tanh"},{"width":3,"activation":"tanh"},{"width":3,"activation":"softmax"}]}"#,
        "layers.2.weight of the network"
      ),
      ("classes", #"["a"]"#, "1 class names for a network with 3 outputs"),
      ("training", "{}", #"its "training" is wrong"#),
    ] as [(String, String?, String)])
  func malformed(key: String, value: String?, words: String) throws {
    var file = try sample(.momentum(Rational(9, 10))).safetensors
    file.metadata[key] = value
    let error = try #require(failure { try ModelFile(file, named: "x") })
    #expect(error.reason.contains(words), "\(error)")
  }

  @Test("is refused when what the optimiser remembers is missing")
  func memories() throws {
    let file = try sample(.momentum(Rational(9, 10))).safetensors
    let rest = Safetensors(
      tensors: file.tensors.filter { $0.name != "velocity.layers.1.bias" }, metadata: file.metadata)
    #expect(try #require(failure { try ModelFile(rest, named: "x") }).reason.contains("velocity.layers.1.bias"))
  }
}
