public import GradusLearning

/// What a person says of a model that comes from elsewhere, where its file does not say it.
public struct ImportChoices: Sendable {
  /// The layers; nil for those that the file tells.
  public var layers: [Layer]?
  /// The activation between dense layers, where a file has arrays alone.
  public var activation: Activation
  /// What the model tells; nil for what its last layer lets expect.
  public var kind: TableRoles.Kind?
  /// The names of what it tells; nil for those of the file, or numbers.
  public var names: [String]?
  /// The size of the images that it takes; nil for rows of numbers.
  public var imageShape: ImageShape?
  /// Whether arrays of an ONNX model may lie in other files of its folder.
  public var readsOtherFiles: Bool

  /// What is said; nothing is the usual.
  public init(
    layers: [Layer]? = nil, activation: Activation = .relu, kind: TableRoles.Kind? = nil, names: [String]? = nil,
    imageShape: ImageShape? = nil, readsOtherFiles: Bool = false
  ) {
    (self.layers, self.activation, self.kind) = (layers, activation, kind)
    (self.names, self.imageShape, self.readsOtherFiles) = (names, imageShape, readsOtherFiles)
  }
}

/// A model from elsewhere, with what a person should know of how it was read.
public struct ImportedModel: Sendable {
  /// The model.
  public let model: TrainedModel
  /// What was taken for granted, in sentences.
  public let notes: [String]

  /// A model that says all of itself.
  package init(_ model: TrainedModel, notes: [String] = []) { (self.model, self.notes) = (model, notes) }

  /// Decides what the numbers of a network mean.
  ///
  /// - Parameters:
  ///   - names: the names that the file has.
  ///   - images: the images that the file says it takes.
  /// - Throws: `ExchangeError` where what was said does not fit.
  package init(
    _ found: Network, _ parameters: [String: [Float]], _ choices: ImportChoices, names: [String]? = nil,
    images: ImageShape? = nil, notes: [String] = [], file: String
  ) throws {
    var (network, notes) = (found, notes)
    let last = network.layers.last?.activation
    let kind = choices.kind ?? Self.usualKind(network)
    if kind == .classes, network.output == .identity, network.outputs > 1 {
      let isLogarithm = last?.name == "log-softmax"
      let layers = isLogarithm ? Array(network.layers.dropLast()) : network.layers
      network = try Network(inputs: network.inputs, layers: layers, output: .softmax)
      if !isLogarithm {
        notes.append(
          "its \(network.outputs) numbers are taken for the scores of classes, before a softmax; --task numbers takes them as they are"
        )
      }
    }
    let isBinary = kind == .classes && network.outputs == 1
    let count = isBinary ? 2 : network.outputs
    if isBinary, network.output != .sigmoid {
      throw ExchangeError(.unsupported, file: file, "gives one number, which tells no classes without a sigmoid")
    }
    let known = choices.names ?? names ?? (0..<count).map { kind == .numbers && count == 1 ? "value" : "\($0)" }
    guard known.count == count, Set(known).count == count else {
      throw ExchangeError(
        .malformed, file: file,
        "tells \(count) things, and there are \(known.count) names: \(known.prefix(12).joined(separator: ", "))")
    }
    let task: LearningTask =
      switch kind {
      case .classes: .classification(known)
      case .labels: .multilabel(known)
      case .numbers: .regression(known.map { RegressionTarget($0) })
      }
    let shape = choices.imageShape ?? images
    if let shape, shape.count != network.inputs {
      throw ExchangeError(
        .malformed, file: file, "takes \(network.inputs) numbers, and images of \(shape) have \(shape.count)")
    }
    model = try TrainedModel(
      network: network, parameters: parameters, task: task, form: shape.map { .image($0) } ?? .numbers(network.inputs))
    self.notes = notes
  }

  private static func usualKind(_ network: Network) -> TableRoles.Kind {
    switch network.output {
    case .softmax: .classes
    case .sigmoid: network.outputs == 1 ? .classes : .labels
    case .identity: network.outputs == 1 ? .numbers : .classes
    }
  }
}
