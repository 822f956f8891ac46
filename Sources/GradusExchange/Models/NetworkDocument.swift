internal import GradusLearning
internal import GradusOptimization

/// The network as it stands in a model file: its layers as they are described, `dense 512, relu, dense 10, softmax`.
struct NetworkDocument: Codable {
  var inputs: Int
  var layers: String

  init(_ network: Network) {
    inputs = network.inputs
    layers = network.layerDescription
  }

  var network: Network {
    get throws { try Network(inputs: inputs, layers: Layer.list(layers)) }
  }
}
