import Glibc
import GradusExchange
import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

@Suite("A model file")
struct ModelFileTests {
  static let optimizers: [Optimizer] = [
    .gradientDescent, .momentum(Rational(9, 10)), .nesterov(Rational(1, 2)), .adam(),
    .adamW(beta1: Rational(4, 5)),
  ]

  /// A classifier and a state of training with numbers that are all different.
  func sample(_ optimizer: Optimizer) throws -> ModelFile {
    var generator = SeededGenerator(seed: 5)
    let network = try Network(inputs: 6, hidden: [4], activation: .tanh, classes: 3)
    let parameters = network.initialParameters(using: &generator)
    let trained = try TrainedModel(
      network: network, parameters: parameters, classNames: ["a", "b \"quoted\"", "ü"],
      imageShape: ImageShape(height: 2, width: 3))
    let memories = network.trained.flatMap { parameter in
      optimizer.memories(of: parameter.symbol).map {
        ("\($0.name).\(parameter.name)", (0..<parameter.count).map { _ in Swift.abs(Float(generator.normal())) })
      }
    }
    let settings = TrainingSettings(
      optimizer: optimizer, learningRate: 0.1,
      schedule: .warmup(steps: 3, then: .cosine(steps: 100, floor: Rational(1, 10))),
      weightDecay: Rational(1, 1000), batchSize: 32, lastBatch: .drop, epochs: 7, seed: .max, validationFraction: 0.1)
    let state = TrainingState(
      network: network, settings: settings, epoch: 2, step: 99, generator: generator, parameters: parameters,
      memories: Dictionary(uniqueKeysWithValues: memories), dataFingerprint: 0xfedc_ba98_7654_3210,
      history: [EpochReport(epoch: 1, seconds: nil, loss: 0.3, accuracy: 0.9, validationAccuracy: nil)])
    return ModelFile(trained, training: state)
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
    let model = ModelFile(try sample(.gradientDescent).model)
    #expect(try ModelFile(model.safetensors, named: "x") == model)
  }

  @Test(
    "is refused when its words are missing or wrong",
    arguments: [
      ("format", nil, "no model that `gradus train` wrote"), ("format", "pt", "no model that `gradus train` wrote"),
      ("input", nil, #"its "input" is missing"#),
      ("input", #"{"image":"2by3"}"#, "its input.image is 2by3, not a size like 28x28"),
      ("input", #"{"image":"3x3"}"#, "the images are 3x3, which is 9 numbers, and the network has 6 inputs"),
      ("input", #"{"numbers":-4}"#, "its input.numbers is -4"), ("input", "{}", "its input is empty"),
      ("input", #"{"table":{"columns":[],"targets":["y"]}}"#, "its input.table makes no sense: it has no columns"),
      (
        "input",
        #"{"table":{"columns":[{"name":"a","kind":{"number":{"fill":0,"indicates":false,"shift":0,"scale":0}}}],"targets":["y"]}}"#,
        "the numbers of a are scaled by 0"
      ),
      ("task", #"{"kind":"numbers","names":["a"],"means":[0],"deviations":[0]}"#, "its task.deviations is [0.0]"),
      ("task", #"{"kind":"guesses","names":["a"]}"#, #"its "task" is wrong"#),
      ("network", "{", #"its "network" is wrong: it is no JSON"#),
      ("network", #"{"inputs":6,"layers":"softmax"}"#, "at least one layer"),
      (
        "network", #"{"inputs":6,"layers":"dense 5, tanh, dense 3, softmax"}"#,
        "has the shape [6, 4], not [6, 5]"
      ),
      (
        "network",
        #"{"inputs":6,"layers":"dense 4, tanh, dense 3, tanh, dense 3, softmax"}"#,
        "layers.2.weight of the network"
      ),
      ("task", #"{"kind":"classes","names":["a"]}"#, "1 class names for a network with 3 outputs"),
      ("training", "{}", #"its "training" is wrong"#),
    ] as [(String, String?, String)])
  func malformed(key: String, value: String?, words: String) throws {
    var file = try sample(.momentum(Rational(8, 10))).safetensors
    file.metadata[key] = value
    let error = try #require(failure { try ModelFile(file, named: "x") })
    #expect(error.reason.contains(words), "\(error)")
  }

  @Test("is refused when what the optimiser remembers is missing")
  func memories() throws {
    let file = try sample(.momentum(Rational(8, 10))).safetensors
    let rest = Safetensors(
      tensors: file.tensors.filter { $0.name != "velocity.layers.1.bias" }, metadata: file.metadata)
    #expect(try #require(failure { try ModelFile(rest, named: "x") }).reason.contains("velocity.layers.1.bias"))
  }

  @Test(
    "is refused when a field of its training is out of range, by the name of the field",
    arguments: [
      (#""step":99"#, #""step":9223372036854775807"#, "training.step is 9223372036854775807"),
      (#""step":99"#, #""step":-1"#, "training.step is -1"),
      (#""step":99"#, #""step":1e99"#, #"its "training" is wrong"#),
      (#""epoch":2"#, #""epoch":-3"#, "training.epoch is -3"),
      (#""epoch":1"#, #""epoch":9223372036854775807"#, "training.history[0].epoch is 9223372036854775807"),
      (#""accuracy":0.9"#, #""accuracy":1e300"#, "training.history[0].accuracy is 1e+300"),
      ("momentum 0.8", "momentum 1", "optimizer is not read: the momentum of momentum is 1: it must be"),
      ("momentum 0.8", "momentum -1/2", "the momentum of momentum is -0.5: it must be"),
      ("momentum 0.8", "momentum x", "optimizer is not read"),
      ("momentum 0.8", "momentun 0.8", "unknown optimiser"),
      ("warmup(3", "warmup(0", "schedule is not read: the steps of warmup is 0: it must be a count"),
      ("warmup(3", "warmup(-9223372036854775808", "the steps of warmup is"),
      ("warmup(3", "warmup(3, 3", "warmup has steps, and nothing that 3 could be"),
      ("cosine 100", "cosine 0", "the steps of cosine is 0"),
      ("cosine 100 0.1", "cosine 100 1e308", "the floor of cosine is"),
      (#""batchSize":32"#, #""batchSize":0"#, "training.settings.batchSize is 0"),
      (#""learningRate":0.1"#, #""learningRate":-1"#, "training.settings.learningRate is -1"),
      (#""weightDecay":"1/1000""#, #""weightDecay":"1e400""#, "training.settings.weightDecay is 1000"),
      (#""epochs":7"#, #""epochs":9223372036854775807"#, "training.settings.epochs is 9223372036854775807"),
      (#""seed":"18446744073709551615""#, #""seed":"-1""#, "training.settings.seed is -1"),
      (#""lastBatch":"drop""#, #""lastBatch":"x""#, "training.settings.lastBatch is x"),
      (#""validationFraction":0.1"#, #""validationFraction":1"#, "training.settings.validationFraction is 1"),
    ])
  func outOfRange(old: String, new: String, words: String) throws {
    var file = try sample(.momentum(Rational(8, 10))).safetensors
    let text = try #require(file.metadata["training"])
    #expect(text.contains(old), "\(text)")
    file.metadata["training"] = text.replacing(old, with: new, maxReplacements: 1)
    let error = try #require(failure { try ModelFile(file, named: "x") })
    #expect(error.reason.contains(words), "\(error)")
  }

  @Test("is refused at once when a number in it has 100,000 digits")
  func manyDigits() throws {
    var file = try sample(.momentum(Rational(8, 10))).safetensors
    file.metadata["training"] = file.metadata["training"]?.replacing(
      "momentum 0.8", with: "momentum 0." + String(repeating: "9", count: 100_000))
    let error = try #require(failure { try ModelFile(file, named: "x") })
    #expect(error.reason.contains("training.settings.optimizer"))
    #expect(error.reason.count < 300)
  }

  @Test(
    "is refused when its network is too large to count",
    arguments: [
      (#"{"inputs":9223372036854775807,"layers":"dense 3, softmax"}"#, "more than"),
      (#"{"inputs":6,"layers":"dense 99999999999, softmax"}"#, "more than"),
      (#"{"inputs":6,"layers":"dense 9223372036854775807, softmax"}"#, "the width of dense is"),
      (
        #"{"inputs":6,"layers":""# + Array(repeating: "dense 1", count: 1500).joined(separator: ", ") + #""}"#,
        "1500 layers"
      ),
    ])
  func tooLarge(network: String, words: String) throws {
    var file = try sample(.gradientDescent).safetensors
    file.metadata["network"] = network
    #expect(try #require(failure { try ModelFile(file, named: "x") }).reason.contains(words))
  }

  @Test("is refused when its numbers are not finite, but for whoever only looks", arguments: [Float.nan, .infinity])
  func notFinite(bad: Float) throws {
    let file = try sample(.momentum(Rational(8, 10))).safetensors
    for name in ["layers.0.weight", "layers.1.bias", "velocity.layers.0.bias"] {
      let tensors = file.tensors.map { tensor in
        tensor.name != name
          ? tensor
          : NamedTensor(
            name: name, shape: tensor.shape, values: Array(repeating: Float(0), count: tensor.count - 1) + [bad])
      }
      let spoilt = Safetensors(tensors: tensors, metadata: file.metadata)
      #expect(try #require(failure { try ModelFile(spoilt, named: "x") }).reason.contains(name))
      if name.hasPrefix("layers") {
        _ = try ModelFile(
          Safetensors(
            tensors: tensors.filter { $0.name.hasPrefix("layers") },
            metadata: file.metadata.filter { $0.key != "training" }), named: "x", readsAnyNumbers: true)
      }
    }
  }
}

@Suite("A file that is replaced")
struct ReplacedFileTests {
  func permissions(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test("keeps its permissions", arguments: [0o600, 0o640, 0o444 | 0o200, 0o755] as [mode_t])
  func keeps(mode: mode_t) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("file", [1])
    chmod(path, mode)
    try FileBytes.write([2, 3], to: path)
    #expect(permissions(path) == mode)
    #expect(try FileBytes.read(path) == [2, 3])
    #expect(folder.names == ["file"])
  }

  @Test("is the file behind a link, which stays; a link to nothing gets its file")
  func links() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("file", [1])
    chmod(path, 0o600)
    symlink("file", "\(folder.path)/link")
    symlink("new", "\(folder.path)/dangling")
    try FileBytes.write([2], to: "\(folder.path)/link")
    try FileBytes.write([3], to: "\(folder.path)/dangling")
    #expect(folder.names == ["dangling", "file", "link", "new"])
    #expect(try FileBytes.read(path) == [2])
    #expect(permissions(path) == 0o600)
    #expect(try FileBytes.read("\(folder.path)/new") == [3])
  }

  @Test("is told from another by what it is, not by its name")
  func identity() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("file", [1])
    symlink("file", "\(folder.path)/link")
    try folder.write("other", [1])
    #expect(FileBytes.areOne(path, "\(folder.path)/link"))
    #expect(FileBytes.areOne(path, "\(folder.path)/./file"))
    #expect(!FileBytes.areOne(path, "\(folder.path)/other"))
    #expect(FileBytes.areOne("\(folder.path)/new", "\(folder.path)/../\(folder.path.split(separator: "/").last!)/new"))
    #expect(!FileBytes.areOne("\(folder.path)/new", "\(folder.path)/newer"))
  }
}

@Suite("A file of layers")
struct LayerFileTests {
  @Test(
    "is a list of descriptions, alone or under its name",
    arguments: [
      #"["dense 5", "relu", "residual(dense 5, gelu)"]"#, #"{"layers": ["dense 5, relu", "residual(dense 5, gelu)"]}"#,
    ])
  func reads(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("n.json", Array(text.utf8))
    let layers = try LayerFile.layers(contentsOf: "\(folder.path)/n.json")
    #expect(layers.map(\.description) == ["dense 5", "relu", "residual(dense 5, gelu)"])
  }

  @Test(
    "says what is wrong, and where",
    arguments: [
      ("{", "is no list of layers"), (#"{"layer": []}"#, "is no list of layers"),
      (#"["dense 5", "denze 3"]"#, "layer 2, \"denze 3\": unknown layer \"denze\""),
    ])
  func refuses(text: String, words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("n.json", Array(text.utf8))
    let error = try #require(failure { try LayerFile.layers(contentsOf: "\(folder.path)/n.json") })
    #expect(error.reason.contains(words), "\(error)")
  }
}
