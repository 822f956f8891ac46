import GradusExchange
import GradusLearning
import GradusONNX

extension Samples {
  /// Small networks with layers of all kinds.
  private static let exchanged: [TrainedModel] = [
    "dense 3, relu, dense 2, softmax", "standardize, dense 3, batchnorm, gelu, dense 3, layernorm, dense 2",
    "dense 4, residual(dense 4, tanh), prelu, dense 1, sigmoid",
  ].map { text in
    guard let network = try? Network(inputs: 4, layers: Layer.list(text)) else { preconditionFailure(text) }
    var generator = SeededGenerator(seed: 1)
    let names = (0..<max(network.outputs, 2)).map { "class \($0)" }
    guard
      let model = try? TrainedModel(
        network: network, parameters: network.initialParameters(using: &generator), task: .classification(names),
        form: .image(ImageShape(height: 2, width: 2)))
    else { preconditionFailure(text) }
    return model
  }

  /// Graphs with what we know of them, and without.
  static let graphs: [[UInt8]] = exchanged.flatMap { model in
    guard let file = try? ONNXFile.bytes(of: model, named: "x") else { preconditionFailure("\(model.network)") }
    // A key that is another's: the layers are then looked for in the graph.
    let key = Array("gradus.network".utf8)
    let places = file.indices.filter { file[$0...].starts(with: key) }
    let other = places.reduce(into: file) { $0[$1] = UInt8(ascii: "G") }
    return [file, other]
  }

  /// npz, safetensors and JSON, with what we know of them and without.
  static let arrayFiles: [[UInt8]] = exchanged.flatMap { model -> [[UInt8]] in
    let files = [
      try? ModelArrayFile.numPyArchive(model, names: .keras, named: "x"), try? ModelArrayFile.json(model, named: "x"),
      try? ModelArrayFile.safetensors(model, names: .torch, named: "x"),
    ].compactMap(\.self)
    guard let known = try? Safetensors(file: files[2], named: "x") else { preconditionFailure("\(model.network)") }
    return files + [Safetensors(tensors: known.tensors).file]
  }
}
