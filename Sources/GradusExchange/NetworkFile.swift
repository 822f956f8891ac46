internal import FoundationEssentials
public import GradusLearning

/// A small network written out by hand, with every weight, as JSON:
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
public struct NetworkFile: Hashable, Sendable {
  /// One layer of nodes.
  public struct Layer: Hashable, Sendable {
    /// A row for every input, a column for every node.
    public let weights: [[Double]]
    /// One number a node.
    public let biases: [Double]
    public let activation: Activation

    public var inputs: Int { weights.count }
    public var outputs: Int { biases.count }
  }

  /// At least one; the inputs of each are the nodes of the one before it.
  public let layers: [Layer]

  public var inputs: Int { layers[0].inputs }
  public var outputs: Int { layers[layers.count - 1].outputs }

  /// Reads a file.
  ///
  /// - Throws: `ExchangeError` where it is missing, no such JSON, or where the layers do not fit together.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(file: FileBytes.read(path), named: path)
  }

  /// Reads the bytes of a file; `name` is what errors call it.
  public init(file: [UInt8], named name: String) throws(ExchangeError) {
    do {
      let document = try JSONDecoder().decode(Document.self, from: Data(file))
      layers = document.layers.map {
        Layer(weights: $0.weights, biases: $0.biases, activation: $0.activation ?? .identity)
      }
    } catch {
      throw ExchangeError(.malformed, file: name, "is no network: \(explanation(of: error))")
    }
    if let fault { throw ExchangeError(.malformed, file: name, fault) }
  }

  /// The first thing that does not fit; nil where everything does.
  private var fault: String? {
    if layers.isEmpty { return "has no layers" }
    for (index, layer) in layers.enumerated() {
      let place = "layer \(index + 1)"
      if layer.outputs == 0 { return "\(place) has no biases, and so no nodes" }
      if layer.inputs == 0 { return "\(place) has no weights" }
      if let row = layer.weights.firstIndex(where: { $0.count != layer.outputs }) {
        return
          "\(place) has \(layer.outputs) biases, but row \(row + 1) of its weights has \(layer.weights[row].count) numbers"
      }
      if index > 0, layer.inputs != layers[index - 1].outputs {
        return
          "\(place) has weights for \(layer.inputs) inputs, but layer \(index) has \(layers[index - 1].outputs) nodes"
      }
      if layer.activation == .softmax, index < layers.count - 1 {
        return "\(place) has the activation softmax, which only the last layer may have"
      }
    }
    return nil
  }
}

extension NetworkFile {
  /// Writes the file.
  ///
  /// - Throws: `ExchangeError` where it cannot be written.
  public func write(to path: String) throws(ExchangeError) { try FileBytes.write(file, to: path) }

  /// The bytes of the file.
  public var file: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let document = Document(
      layers: layers.map { .init(weights: $0.weights, biases: $0.biases, activation: $0.activation) })
    do { return Array(try encoder.encode(document)) + [UInt8(ascii: "\n")] } catch {
      preconditionFailure("a network without JSON: \(error)")
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
}
