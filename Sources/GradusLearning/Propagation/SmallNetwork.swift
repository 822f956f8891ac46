/// A dense network small enough to be worked on paper: every weight is a number on the page.
///
/// Each layer computes `a = σ(x W + b)`; a row of W is an input, a column a node.
public struct SmallNetwork: Hashable, Sendable {
  /// A dense layer in numbers.
  public struct Layer: Hashable, Sendable {
    /// A row for every input, a column for every node.
    public let weights: [[Double]]
    /// One number a node.
    public let biases: [Double]
    /// What is made of the weighted sums.
    public let activation: Activation

    /// A layer with a row of weights an input and a bias a node.
    public init(weights: [[Double]], biases: [Double], activation: Activation = .identity) {
      self.weights = weights
      self.biases = biases
      self.activation = activation
    }

    /// How many numbers go in.
    public var inputs: Int { weights.count }
    /// How many nodes there are.
    public var outputs: Int { biases.count }
  }

  /// At least one; the inputs of each are the nodes of the one before it.
  public let layers: [Layer]

  /// - Throws: `PropagationError.network` where the layers do not fit together.
  public init(layers: [Layer]) throws(PropagationError) {
    self.layers = layers
    if let fault { throw .network(fault) }
  }

  /// How many numbers go in.
  public var inputs: Int { layers[0].inputs }
  /// How many numbers come out.
  public var outputs: Int { layers[layers.count - 1].outputs }

  /// The network with another activation in every layer but the last.
  package func withHiddenActivation(_ activation: Activation) throws(PropagationError) -> SmallNetwork {
    let last = layers.count - 1
    return try SmallNetwork(
      layers: layers.enumerated().map { index, layer in
        index == last ? layer : Layer(weights: layer.weights, biases: layer.biases, activation: activation)
      })
  }

  /// The first thing that does not fit; nil where everything does.
  private var fault: String? {
    if layers.isEmpty { return "it has no layers" }
    for (index, layer) in layers.enumerated() {
      let place = "layer \(index + 1)"
      if layer.outputs == 0 { return "\(place) has no biases, and so no nodes" }
      if layer.inputs == 0 { return "\(place) has no weights" }
      if let row = layer.weights.firstIndex(where: { $0.count != layer.outputs }) {
        let found = layer.weights[row].count
        return "\(place) has \(layer.outputs) biases, but row \(row + 1) of its weights has \(found) numbers"
      }
      if index > 0, layer.inputs != layers[index - 1].outputs {
        let before = layers[index - 1].outputs
        return "\(place) has weights for \(layer.inputs) inputs, but layer \(index) has \(before) nodes"
      }
      if layer.activation == .softmax, index < layers.count - 1 {
        return "\(place) has the activation softmax, which only the last layer may have"
      }
      if !(layer.weights.joined() + layer.biases).allSatisfy(\.isFinite) {
        return "\(place) has a weight or bias that is no finite number"
      }
    }
    return nil
  }
}
