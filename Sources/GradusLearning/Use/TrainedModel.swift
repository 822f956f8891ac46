/// A trained network with what is needed to use it: its parameters, what its examples are, and what its outputs mean.
public struct TrainedModel: Hashable, Sendable {
  /// The layers.
  public let network: Network
  /// The values of every parameter by its name, row-major.
  public let parameters: [String: [Float]]
  /// What it is to tell.
  public let task: LearningTask
  /// What it takes.
  public let form: ExampleForm

  /// - Throws: `TrainingError.dataMismatch` where parameters are missing or of another size, or where the task or the examples do
  ///   not fit the network.
  public init(
    network: Network, parameters: [String: [Float]], task: LearningTask, form: ExampleForm
  ) throws(TrainingError) {
    for parameter in network.parameters {
      guard let values = parameters[parameter.name] else {
        throw .dataMismatch("the parameter \(parameter.name) of the network \(network) is missing")
      }
      guard values.count == parameter.count else {
        throw .dataMismatch(
          "the parameter \(parameter.name) has \(values.count) numbers, the network \(network) needs \(parameter.count)"
        )
      }
    }
    try network.check(form)
    guard task.outputs(of: network.output) == network.outputs else {
      throw .dataMismatch("\(task.names.count) \(task.noun) for a network with \(network.outputs) outputs")
    }
    self.network = network
    self.parameters = parameters
    self.task = task
    self.form = form
  }

  /// A classifier of images.
  ///
  /// - Throws: `TrainingError.dataMismatch` where parameters are missing or of another size, or where classes or images do not fit the
  ///   network.
  public init(
    network: Network, parameters: [String: [Float]], classNames: [String], imageShape: ImageShape
  ) throws(TrainingError) {
    try self.init(
      network: network, parameters: parameters, task: .classification(classNames), form: .image(imageShape))
  }

  /// The names of the classes or labels that it tells, in their order; of regression, the names of the numbers.
  public var names: [String] { task.names }
  /// The size of the images that it takes; nil where it takes none.
  public var imageShape: ImageShape? { form.imageShape }
}

extension LearningTask {
  /// What is told, in a word.
  var noun: String {
    switch self {
    case .classification: "class names"
    case .multilabel: "labels"
    case .regression: "numbers"
    }
  }
}

extension Network {
  /// Whether examples fit the inputs of the network.
  ///
  /// - Throws: `TrainingError.dataMismatch` where they do not.
  package func check(_ form: ExampleForm) throws(TrainingError) {
    guard form.width == inputs else {
      let inputs = "the network has \(self.inputs) input\(self.inputs == 1 ? "" : "s")"
      switch form {
      case .image(let shape):
        throw .dataMismatch("the images are \(shape), which is \(shape.count) numbers, and \(inputs)")
      case .numbers: throw .dataMismatch("the examples are \(form), and \(inputs)")
      case .table: throw .dataMismatch("the examples are \(form), which is \(form.width) numbers, and \(inputs)")
      }
    }
  }

  /// Whether examples and targets fit the inputs and outputs of the network. Data may have fewer classes than the network.
  ///
  /// - Throws: `TrainingError.dataMismatch` where they do not.
  package func check(_ data: Dataset) throws(TrainingError) {
    try check(data.examples.form)
    let wanted = data.task.outputs(of: output)
    let count = data.task.names.count
    switch data.task {
    case .classification:
      guard wanted <= outputs, outputs == 1 || wanted > 1 || count == 1 else {
        throw .dataMismatch(
          "the data have \(count) classes, and the network has \(outputs) output\(outputs == 1 ? "" : "s")")
      }
    case .multilabel, .regression:
      guard wanted == outputs else {
        throw .dataMismatch(
          "the data have \(count) \(data.task.noun) to tell, and the network has \(outputs) output\(outputs == 1 ? "" : "s")"
        )
      }
    }
  }
}
