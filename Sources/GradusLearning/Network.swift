public import GradusExpression

/// A dense network as a plain value: how many inputs, and a width and an activation for every layer.
///
/// Examples are rows: `Z = A W + b` with W of shape (inputs, outputs), and A = activation(Z) of the layer before.
public struct Network: Hashable, Sendable {
  /// A layer of nodes that all see every output of the layer before.
  public struct Dense: Hashable, Sendable {
    /// The number of nodes.
    public let width: Int
    /// What is made of the weighted sums.
    public let activation: Activation

    /// A layer of so many nodes.
    public init(width: Int, activation: Activation) {
      self.width = width
      self.activation = activation
    }
  }

  /// How many numbers go in.
  public let inputs: Int
  /// The layers, first to last.
  public let layers: [Dense]

  /// - Throws: `NetworkError` without layers, with a width that is not positive, or with softmax before the end.
  public init(inputs: Int, layers: [Dense]) throws(NetworkError) {
    guard inputs > 0 else { throw .noInputs(inputs) }
    guard !layers.isEmpty else { throw .noLayers }
    guard layers.count <= Self.layerLimit else { throw .tooManyLayers(layers.count) }
    for (index, layer) in layers.enumerated() {
      guard layer.width > 0 else { throw .noNodes(layer: index + 1, width: layer.width) }
      guard layer.activation != .softmax || index == layers.count - 1 else { throw .earlySoftmax(layer: index + 1) }
    }
    var count = 0
    var width = inputs
    for layer in layers {
      guard width <= Self.parameterLimit else { throw .tooLarge }
      // W has a row an input and b one number a node.
      let (part, overflow) = (width + 1).multipliedReportingOverflow(by: layer.width)
      let (sum, excess) = count.addingReportingOverflow(part)
      guard !overflow, !excess, sum <= Self.parameterLimit else { throw .tooLarge }
      count = sum
      width = layer.width
    }
    self.inputs = inputs
    self.layers = layers
  }

  /// A classifier: hidden layers of one activation, and at the end a softmax over the classes.
  public init(
    inputs: Int, hidden: [Int], activation: Activation, classes: Int
  ) throws(NetworkError) {
    try self.init(
      inputs: inputs,
      layers: hidden.map { Dense(width: $0, activation: activation) } + [Dense(width: classes, activation: .softmax)])
  }

  /// The most parameters that a network may have: 2²⁸, a gigabyte of them, before what an optimiser remembers.
  public static let parameterLimit = 1 << 28

  /// The most layers that a network may have.
  public static let layerLimit = 256

  /// How many numbers come out.
  public var outputs: Int { layers[layers.count - 1].width }

  /// The number of inputs of a layer.
  public func inputs(ofLayer index: Int) -> Int { index == 0 ? inputs : layers[index - 1].width }

  /// The number of weights and biases.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }
}

/// Why layers make no network.
public enum NetworkError: DescribedError, Hashable, Sendable {
  case noInputs(Int)
  case noLayers
  case noNodes(layer: Int, width: Int)
  case earlySoftmax(layer: Int)
  case tooLarge
  case tooManyLayers(Int)

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .noInputs(let count): "a network of \(count) inputs: at least 1 is needed"
    case .noLayers: "a network needs at least one layer"
    case .noNodes(let layer, let width): "layer \(layer) would have \(width) nodes: at least 1 is needed"
    case .earlySoftmax(let layer): "layer \(layer) has the activation softmax, which only the last layer may have"
    case .tooManyLayers(let count): "\(count) layers: at most \(Network.layerLimit) are trained"
    case .tooLarge: "the network would have more than \(Network.parameterLimit) parameters"
    }
  }
}

extension Network: CustomStringConvertible {
  /// `784 → 512 relu → 512 relu → 10 softmax`
  public var description: String {
    (["\(inputs)"] + layers.map { "\($0.width) \($0.activation.rawValue)" }).joined(separator: " → ")
  }
}
