/// A trained network with what is needed to use it: its parameters, what its images look like, and what its classes mean.
public struct Classifier: Hashable, Sendable {
  /// The layers.
  public let network: Network
  /// The values of every parameter by its name, row-major.
  public let parameters: [String: [Float]]
  /// The names of the classes, in the order of the outputs.
  public let classNames: [String]
  /// The size of the images that it takes.
  public let imageShape: ImageShape

  /// - Throws: `TrainingError.dataMismatch` where parameters are missing or of another size, or where classes or images do
  ///   not fit the network.
  public init(
    network: Network, parameters: [String: [Float]], classNames: [String], imageShape: ImageShape
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
    guard classNames.count == network.outputs else {
      throw .dataMismatch("\(classNames.count) class names for a network with \(network.outputs) outputs")
    }
    guard imageShape.count == network.inputs else {
      throw .dataMismatch(
        "images of \(imageShape) have \(imageShape.count) samples, the network has \(network.inputs) inputs")
    }
    self.network = network
    self.parameters = parameters
    self.classNames = classNames
    self.imageShape = imageShape
  }
}
