public import GradusExpression
internal import GradusOptimization

/// A network as a plain value: how many inputs, its layers, and what is made of the numbers that the last of them gives.
///
/// Examples are rows: a dense layer computes `Z = A W + b` with W of shape (inputs, outputs).
public struct Network: Hashable, Sendable {
  /// How many numbers go in.
  public let inputs: Int
  /// The layers, first to last.
  public let layers: [Layer]
  /// What is made of the scores, which are what the last layer gives.
  public let output: OutputMap
  /// What the layers keep, in the order of the layers.
  public let parameters: [Parameter]
  /// How many numbers come out.
  public let outputs: Int

  /// A softmax, a sigmoid or the identity at the end of the layers is the output map, where none is given.
  ///
  /// - Throws: `NetworkError` without layers, or with layers that do not fit together.
  public init(inputs: Int, layers: [Layer], output: OutputMap? = nil) throws(NetworkError) {
    guard inputs > 0 else { throw .noInputs(inputs) }
    guard layers.count <= Self.layerLimit else { throw .tooManyLayers(layers.count) }
    var layers = layers
    var output = output
    if let last = layers.last?.activation, let map = OutputMap(last), output == nil || output == map {
      output = map
      layers.removeLast()
    }
    guard !layers.isEmpty else { throw .noLayers }
    self.inputs = inputs
    self.layers = layers.withoutIdleBiases
    self.output = output ?? .identity
    (parameters, outputs) = try Self.parameters(self.layers, inputs)
  }

  /// A classifier: hidden layers of one activation, and at the end a softmax over the classes, or what another loss needs.
  public init(
    inputs: Int, hidden: [Int], activation: Activation, classes: Int, output: OutputMap = .softmax
  ) throws(NetworkError) {
    let layers = hidden.flatMap { [Layer.dense($0), .activation(activation)] } + [.dense(classes)]
    try self.init(inputs: inputs, layers: layers.filter { $0.activation != .identity }, output: output)
  }

  /// The most parameters that a network may have: 2²⁸, a gigabyte of them, before what an optimiser remembers.
  package static let parameterLimit = 1 << 28

  /// The most layers that a network may have.
  package static let layerLimit = 1024

  /// The number of trained numbers.
  public var parameterCount: Int { parameters.reduce(0) { $0 + ($1.role == .parameter ? $1.count : 0) } }
}

/// What is made of the scores of a network: with each loss belongs one of them.
public enum OutputMap: String, CaseIterable, Hashable, Sendable {
  /// Probabilities of classes that exclude one another.
  case softmax
  /// A probability for every output alone.
  case sigmoid
  /// The numbers themselves.
  case identity

  /// The output map that an activation is.
  init?(_ activation: Activation) {
    guard let map = Self.allCases.first(where: { Activation.named($0.rawValue) == activation }) else { return nil }
    self = map
  }

  /// The output map that layers end in; nil where the last of them is another.
  package init?(endOf layers: [Layer]) {
    guard let map = layers.last?.activation.flatMap({ Self($0) }) else { return nil }
    self = map
  }

  /// The outputs of scores, of which every row is an example.
  public func callAsFunction(_ scores: Formula) -> Formula {
    switch self {
    case .softmax: GradusExpression.softmax(scores)
    case .sigmoid: GradusExpression.sigmoid(scores)
    case .identity: scores
    }
  }
}

/// Why layers make no network.
public enum NetworkError: DescribedError, Hashable, Sendable {
  case noInputs(Int)
  case noLayers
  /// A layer, counted from 1, that does not fit.
  case layer(Int, String)
  case tooLarge
  case tooManyLayers(Int)

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .noInputs(let count): "a network of \(count) inputs: at least 1 is needed"
    case .noLayers: "a network needs at least one layer"
    case .layer(let layer, let fault): "layer \(layer): \(fault)"
    case .tooManyLayers(let count): "\(count) layers: at most \(Network.layerLimit) are trained"
    case .tooLarge: "the network would have more than \(Network.parameterLimit) parameters"
    }
  }
}

extension Network: CustomStringConvertible {
  /// `784 → 512 relu → 512 relu → 10 softmax`
  public var description: String {
    var text = "\(inputs)"
    for layer in layers {
      if layer.activation != nil {
        text += " \(layer)"
      } else if layer.width != nil {
        text += " → \(layer.description.dropFirst("dense ".count))"
      } else {
        text += " → \(layer)"
      }
    }
    return output == .identity ? text : "\(text) \(output.rawValue)"
  }

  /// The description that the layers are read from: `dense 512, relu, dense 10, softmax`.
  public var layerDescription: String {
    (layers.map(\.description) + (output == .identity ? [] : [output.rawValue])).joined(separator: ", ")
  }
}
