internal import GradusLearning

/// The network as it stands in a model file.
struct NetworkDocument: Codable {
  struct Layer: Codable {
    var width: Int
    var activation: Activation
  }
  var inputs: Int
  var layers: [Layer]

  init(_ network: Network) {
    inputs = network.inputs
    layers = network.layers.map { Layer(width: $0.width, activation: $0.activation) }
  }

  var network: Network {
    get throws(NetworkError) {
      try Network(inputs: inputs, layers: layers.map { .init(width: $0.width, activation: $0.activation) })
    }
  }
}
