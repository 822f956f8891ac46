internal import FoundationEssentials
public import GradusLearning

/// A small network in a file, written out by hand with every weight, as JSON:
///
///     {
///       "layers": [
///         {"weights": [[2, 1, 3], [2, -1, 1]], "biases": [1, 0, -1], "activation": "relu"},
///         {"weights": [[3], [1], [2]], "biases": [1], "activation": "identity"}
///       ]
///     }
///
/// In `weights` a row is an input and a column a node, so that a layer computes `activation(x W + b)` for a row `x`.
/// `activation` is `identity` where it is left out, or `relu`, `sigmoid`, `tanh`, or, in the last layer, `softmax`.
extension SmallNetwork {
  /// Reads a file.
  ///
  /// - Throws: `ExchangeError` where it is missing, no such JSON, or where the layers do not fit together.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(file: FileBytes.read(path), named: path)
  }

  /// Reads the bytes of a file; `name` is what errors call it.
  package init(file: [UInt8], named name: String) throws(ExchangeError) {
    let document: Document
    do { document = try JSONDecoder().decode(Document.self, from: Data(file)) } catch {
      throw ExchangeError(.malformed, file: name, "is no network: \(explanation(of: error))")
    }
    do { self = try document.network } catch { throw ExchangeError(.malformed, file: name, error.description) }
  }

  /// Writes the file.
  ///
  /// - Throws: `ExchangeError` where it cannot be written.
  public func write(to path: String) throws(ExchangeError) { try FileBytes.write(file, to: path) }

  /// The bytes of the file.
  public var file: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do { return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")] } catch {
      preconditionFailure("a network without JSON: \(error)")
    }
  }
}

extension SmallNetwork: Codable {
  /// As in the file.
  public func encode(to encoder: any Encoder) throws { try Document(self).encode(to: encoder) }

  /// - Throws: `DecodingError.dataCorrupted` where the layers do not fit together.
  public init(from decoder: any Decoder) throws {
    let document = try Document(from: decoder)
    do { self = try document.network } catch {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }
}

/// The JSON as it stands in the file.
private struct Document: Codable {
  struct Layer: Codable {
    var weights: [[Double]]
    var biases: [Double]
    var activation: Activation?
  }
  var layers: [Layer]

  init(_ network: SmallNetwork) {
    layers = network.layers.map { Layer(weights: $0.weights, biases: $0.biases, activation: $0.activation) }
  }

  var network: SmallNetwork {
    get throws(PropagationError) {
      try SmallNetwork(
        layers: layers.map { .init(weights: $0.weights, biases: $0.biases, activation: $0.activation ?? .identity) })
    }
  }
}
