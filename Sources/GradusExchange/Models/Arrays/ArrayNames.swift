internal import GradusLearning

/// How the arrays of a model are called and lie in a file: as ours, or as another library has them.
public enum ArrayNames: String, CaseIterable, Hashable, Sendable {
  /// `layers.0.weight` of shape (inputs, outputs), counted over the layers that keep something.
  case gradus
  /// `0.weight` of shape (outputs, inputs), counted over all layers, as the state of a `torch.nn.Sequential`; the table of an embedding is
  /// (texts, numbers), as the weight of an `nn.Embedding`.
  case torch
  /// `coefs_0` of shape (inputs, outputs) and `intercepts_0`, as the attributes of scikit-learn's multi-layer perceptrons.
  case sklearn
  /// `arr_0`, `arr_1`, … of shape (inputs, outputs), in the order of Keras' `get_weights()`.
  case keras
}

/// Where a parameter of a network stands in a file.
struct ArrayPlace: Hashable {
  let parameter: Network.Parameter
  let name: String
  /// Whether the file has the matrix on its side.
  let isTransposed: Bool

  /// The shape in the file.
  var shape: [Int] { isTransposed ? parameter.shape.reversed() : parameter.shape }
}

extension ArrayNames {
  /// The places of all parameters.
  ///
  /// - Throws: `ArrayNamesFault` where the network has what the other library's names do not tell.
  func places(of network: Network) throws(ArrayNamesFault) -> [ArrayPlace] {
    switch self {
    case .gradus:
      return network.parameters.map { ArrayPlace(parameter: $0, name: $0.name, isTransposed: false) }
    case .torch:
      return network.parameters.map {
        ArrayPlace(
          parameter: $0, name: "\($0.layer).\($0.slot.name)", isTransposed: $0.shape.count == 2 && !$0.slot.isTable)
      }
    case .keras:
      return network.parameters.enumerated().map {
        ArrayPlace(parameter: $1, name: "arr_\($0)", isTransposed: false)
      }
    case .sklearn:
      guard network.layers.allSatisfy({ $0.width != nil || $0.activation != nil }) else {
        throw ArrayNamesFault(description: "scikit-learn's perceptrons have dense layers and activations alone")
      }
      let dense = Set(network.parameters.map(\.layer)).sorted()
      return network.parameters.map { parameter in
        let number = dense.firstIndex(of: parameter.layer) ?? 0
        let name = parameter.slot.name == "weight" ? "coefs_\(number)" : "intercepts_\(number)"
        return ArrayPlace(parameter: parameter, name: name, isTransposed: false)
      }
    }
  }
}

/// Why names do not fit a network.
struct ArrayNamesFault: Error { let description: String }
