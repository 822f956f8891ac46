import ArgumentParser
import Gradus

/// Widths between commas, as in `512,512`; `none` for no hidden layer.
@Sendable func readWidths(_ argument: String) throws -> [Int] {
  if argument == "none" { return [] }
  return try argument.split(separator: ",", omittingEmptySubsequences: false).map { word in
    guard let width = Int(word), width > 0 else {
      throw ValidationError("a width is a whole number above zero; expected widths as in 512,512, or none")
    }
    return width
  }
}

/// `balanced`, or a factor for each class.
@Sendable func readClassWeights(_ argument: String) throws -> ClassWeights {
  guard let weights = ClassWeights(argument) else {
    throw ValidationError("expected balanced, or a number of at least 0 for each class, as in 1,2,5")
  }
  return weights
}

/// A number as it was written, exactly.
@Sendable func readExactly(_ argument: String) throws -> Rational {
  guard argument.utf8.count <= 1000 else { throw ValidationError("a number of at most 1000 digits was expected") }
  guard let value = Rational(argument) else { throw ValidationError("expected a number as in 0.9 or 1e-4") }
  return value
}

/// A method by its name with settings, as in `adam` or `momentum 0.9`.
@Sendable func readClause(_ argument: String) throws -> Clause { try described { try .init(parsing: argument) } }

/// The loss of --loss; nil where nothing is said.
func readLoss(_ clause: Clause?) throws -> Loss? {
  try clause.map { clause in try described("--loss") { try .init(clause) } }
}

/// What a description says; what is wrong with it is said under the name of its option.
func described<Value>(_ option: String? = nil, _ read: () throws -> Value) throws -> Value {
  do { return try read() } catch let error as DescriptionError {
    throw ValidationError((option.map { "\($0): " } ?? "") + error.description)
  }
}

/// Augmentations of images, between commas.
@Sendable func readAugmentations(_ argument: String) throws -> [Augmentation] {
  try described { try Augmentation.list(argument) }
}

/// An activation by its name, or as a formula with or without quotation marks.
@Sendable func readActivation(_ argument: String) throws -> Activation {
  try described { try .init(clauseOrFormula(argument, known: Activation.names)) }
}

/// A loss by its name, or as a formula with or without quotation marks.
@Sendable func readLossClause(_ argument: String) throws -> Clause {
  try described { try clauseOrFormula(argument, known: Loss.all.map(\.name)) }
}

/// A loss of an exercise, or one of training.
@Sendable func readPropagationLoss(_ argument: String) throws -> PropagationLoss {
  try described { try .init(clauseOrFormula(argument, known: Loss.all.map(\.name))) }
}

/// A text that is more than a known name with its settings is a formula: a shell takes the quotation marks away.
private func clauseOrFormula(_ argument: String, known: [String]) throws -> Clause {
  if let clause = try? Clause(parsing: argument), clause.isFormula || known.contains(clause.name.lowercased()) {
    return clause
  }
  guard argument.contains(where: { "*+^/(".contains($0) }) else { return try Clause(parsing: argument) }
  return Clause(formula: argument)
}

/// The layers of a network. Without a value an option has the default that its help names.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The layers, first to last, as in \"dense 512, batchnorm, relu, dropout 0.2, dense 10\"; `gradus list layers` lists them; or a JSON file with a list of them.",
      valueName: "description"))
  var network: String?

  @Option(
    help:
      "Short for dense layers: widths of the hidden ones, first to last, or none. (default: 512,512; 100 for tables)",
    transform: readWidths)
  var layers: [Int]?

  @Option(
    help: "Activation of the hidden layers of --layers, or a formula as in \"x*sigmoid(1.702*x)\". (default: relu)",
    transform: readActivation)
  var activation: Activation?

  /// - Parameters:
  ///   - usual: the widths of the hidden layers where nothing is said.
  ///   - form: what the examples are, which an embedding goes by.
  ///   - embeds: whether the network begins with an embedding where it has none.
  func network(
    inputs: Int, classes: Int, output: OutputMap, usual: [Int] = [512, 512], form: ExampleForm? = nil,
    embeds: Bool = false
  ) throws -> Network {
    func fitted(_ layers: [Layer]) throws -> [Layer] {
      let isComplete = !embeds || layers.contains { $0.isEmbedding }
      let layers = isComplete ? layers : [.embedding()] + layers
      guard let form else { return layers }
      return try described(isComplete ? "--network" : "--categories embed") { try layers.fitted(to: form) }
    }
    guard let network else {
      let made = try Network(
        inputs: inputs, hidden: layers ?? usual, activation: activation ?? .relu, classes: classes, output: output)
      return embeds ? try Network(inputs: inputs, layers: fitted(made.layers), output: made.output) : made
    }
    let layers = try fitted(
      network.hasSuffix(".json")
        ? LayerFile.layers(contentsOf: network) : described("--network") { try Layer.list(network) })
    let made = try Network(inputs: inputs, layers: layers, output: OutputMap(endOf: layers) ?? output)
    guard made.outputs == classes else {
      throw ValidationError(
        "--network: the last layer gives \(made.outputs) numbers, and \(classes) \(classes == 1 ? "is" : "are") needed: end with \"dense \(classes)\""
      )
    }
    return made
  }

  func validate() throws {
    if network != nil, layers != nil || activation != nil {
      throw ValidationError("--network says all layers; leave out \(layers != nil ? "--layers" : "--activation").")
    }
  }

  var given: [String] {
    [(network != nil, "--network"), (layers != nil, "--layers"), (activation != nil, "--activation")].filter(\.0)
      .map(\.1)
  }
}

/// How a network is trained.
struct OptimizerOptions: ParsableArguments {
  @Option(
    help:
      "What is made small: `gradus list losses` lists them; or a formula of an example's scores z and targets y, as in \"sum(abs(z - y))\". (default: cross-entropy; for numbers squared-error, for labels binary-cross-entropy)",
    transform: readLossClause)
  var loss: Clause?

  @Option(
    help:
      "How the parameters follow their gradient, as in \"adam beta1=0.8\": `gradus list optimizers` lists them. (default: adam)",
    transform: readClause)
  var optimizer: Clause?

  @Option(help: "Learning rate. (default: what serves most networks with the optimiser; 0.001 for adam)")
  var learningRate: Double?

  @Option(help: "Momentum of momentum, nesterov and rmsprop. (default: 0.9, for rmsprop 0)", transform: readExactly)
  var momentum: Rational?

  @Option(
    help:
      "Weight decay; biases and normalisations do not decay. (default: 0.01 for adamw, otherwise 0; for tables 0.0001)",
    transform: readExactly)
  var weightDecay: Rational?

  @Option(help: "Examples in a step. (default: 128; 32 for tables)")
  var batchSize: Int?

  private func chosen() throws -> Optimizer {
    var clause = optimizer ?? Clause("adam")
    if let momentum {
      clause = Clause(clause.name, clause.arguments + [.init(label: "momentum", .number(momentum))])
    }
    if momentum != nil, let method = Optimizer.all.first(where: { $0.name == clause.name }),
      !method.settings.contains(where: { $0.name == "momentum" })
    {
      throw ValidationError(
        "--momentum goes with an optimiser that has one, as momentum or nesterov, not \(clause.name).")
    }
    return try described("--optimizer") { try .init(clause) }
  }

  /// - Parameter task: what the data are for, which a loss goes by where none is given.
  func settings(for task: LearningTask? = nil) throws -> TrainingSettings {
    let optimizer = try chosen()
    return TrainingSettings(
      loss: try readLoss(loss) ?? task?.usualLoss ?? .crossEntropy, optimizer: optimizer,
      learningRate: learningRate ?? optimizer.usualLearningRate,
      weightDecay: weightDecay ?? optimizer.usualWeightDecay, batchSize: batchSize ?? 128)
  }

  func validate() throws { _ = try settings() }

  var given: [String] {
    [
      (loss != nil, "--loss"), (optimizer != nil, "--optimizer"), (learningRate != nil, "--learning-rate"),
      (momentum != nil, "--momentum"), (weightDecay != nil, "--weight-decay"), (batchSize != nil, "--batch-size"),
    ].filter(\.0).map(\.1)
  }
}
