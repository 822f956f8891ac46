import Foundation
import GradusLearning
import Testing

@testable import GradusExchange

@Suite("Models as arrays of others")
struct ArrayFileTests {
  static func model(_ layers: String, inputs: Int = 4, seed: UInt64 = 1) throws -> TrainedModel {
    let network = try Network(inputs: inputs, layers: Layer.list(layers))
    var generator = SeededGenerator(seed: seed)
    var parameters = network.initialParameters(using: &generator)
    // Biases and statistics that are not all alike.
    for (name, values) in parameters {
      parameters[name] = values.indices.map { values[$0] + 0.25 + 0.5 * Float($0) / Float(values.count) }
    }
    let names = (0..<network.outputs).map { "class \($0)" }
    return try TrainedModel(
      network: network, parameters: parameters, task: .classification(names), form: .numbers(inputs))
  }

  static let layers = [
    "dense 3, relu, dense 2, softmax", "dense 3, batchnorm, gelu, dense 5, layernorm, tanh, dense 2, softmax",
    "dense 4, residual(dense 4, tanh), prelu, maxout 3, dense 2, softmax",
    "standardize, dense 3 bias=no, relu, dense 2, softmax",
    "embedding(category 1 3 2), dense 3, relu, dense 2, softmax",
  ]

  static func file(_ model: TrainedModel, _ format: String, _ names: ArrayNames) throws -> [UInt8] {
    switch format {
    case "npz": try ModelArrayFile.numPyArchive(model, names: names, named: "x")
    case "safetensors": try ModelArrayFile.safetensors(model, names: names, named: "x")
    default: try ModelArrayFile.json(model, named: "x")
    }
  }

  @Test("our own files come back to the bit", arguments: layers, ["npz", "safetensors", "json"])
  func back(layers: String, format: String) throws {
    let model = try Self.model(layers)
    for names in ArrayNames.allCases where names != .sklearn || layers == Self.layers[0] {
      let file = try Self.file(model, format, names)
      #expect(try Self.file(model, format, names) == file)
      #expect(try ModelArrayFile.model(file: file, named: "x", ImportChoices()).model == model)
    }
  }

  @Test("numbers that were changed are found out by the test vectors", arguments: ["npz", "safetensors"])
  func changed(format: String) throws {
    let model = try Self.model(Self.layers[0])
    let arrays = try NamedArrays(model, .torch, file: "x")
    var other = arrays
    var values = arrays.entries[0].values
    values[0] += 1
    other.entries[0] = .init(name: arrays.entries[0].name, shape: arrays.entries[0].shape, values: values)
    #expect(try arrays.model(file: "x") == model)
    let error = #expect(throws: ExchangeError.self) { try other.model(file: "x") }
    #expect(error?.reason.contains("test vector") == true)
  }

  @Test("PyTorch has matrices on their side, and counts all layers")
  func torch() throws {
    let model = try Self.model(Self.layers[0])
    let arrays = try NamedArrays(model, .torch, file: "x")
    #expect(arrays.entries.map(\.name) == ["0.weight", "0.bias", "2.weight", "2.bias"])
    #expect(arrays.entries.map(\.shape) == [[3, 4], [3], [2, 3], [2]])
    let own = try #require(model.parameters["layers.0.weight"])
    #expect(arrays.entries[0].values[1] == own[3] && arrays.entries[0].values[4] == own[1])
  }

  @Test("PyTorch has the table of an embedding as it is")
  func embedding() throws {
    let model = try Self.model(Self.layers[4])
    let arrays = try NamedArrays(model, .torch, file: "x")
    #expect(arrays.entries.map(\.name) == ["0.0.weight", "1.weight", "1.bias", "3.weight", "3.bias"])
    #expect(arrays.entries.map(\.shape) == [[3, 2], [3, 3], [3], [2, 3], [2]])
    #expect(arrays.entries[0].values == model.parameters["layers.0.0.weight"])
  }

  @Test("arrays alone tell the layers", arguments: [ArrayNames.torch, .sklearn, .keras])
  func alone(names: ArrayNames) throws {
    let model = try Self.model("dense 3, tanh, dense 5, tanh, dense 2, softmax")
    var arrays = try NamedArrays(model, names, file: "x")
    arrays.words = [:]
    let file = Safetensors(
      tensors: arrays.entries.map { NamedTensor(name: $0.name, shape: $0.shape, values: $0.values) }
    ).file
    let imported = try ModelArrayFile.model(
      file: file, named: "x", ImportChoices(activation: .tanh, names: ["class 0", "class 1"]))
    #expect(imported.model == model)
    #expect(imported.notes.count == 2)
  }

  @Test("names as PyTorch's users have them, in their own order")
  func named() throws {
    func tensor(_ name: String, _ shape: [Int]) -> NamedTensor {
      NamedTensor(name: name, shape: shape, values: (0..<shape.reduce(1, *)).map { Float($0) })
    }
    let file = Safetensors(tensors: [
      tensor("fc10.bias", [2]), tensor("fc10.weight", [2, 5]), tensor("fc2.bias", [5]), tensor("fc2.weight", [5, 3]),
      NamedTensor(name: "bn.num_batches_tracked", type: .i64, shape: [], bytes: Array(repeating: 0, count: 8)),
    ]).file
    let model = try ModelArrayFile.model(file: file, named: "x", ImportChoices()).model
    #expect(model.network.layerDescription == "dense 5, relu, dense 2, softmax")
    #expect(model.parameters["layers.0.weight"]?[1] == 3)
    let choices = ImportChoices(layers: try Layer.list("dense 5, gelu, dense 2, sigmoid"))
    #expect(
      try ModelArrayFile.model(file: file, named: "x", choices).model.network.layerDescription
        == "dense 5, gelu, dense 2, sigmoid")
    let wrong = ImportChoices(layers: try Layer.list("dense 4, gelu, dense 2, sigmoid"))
    let error = #expect(throws: ExchangeError.self) { try ModelArrayFile.model(file: file, named: "x", wrong) }
    #expect(error?.reason.contains("fc2.weight [3, 5]") == true)
  }

  @Test("layers whose names are in another order are put in the only one that fits")
  func unordered() throws {
    func file(_ shapes: [(String, [Int])]) -> [UInt8] {
      Safetensors(
        tensors: shapes.flatMap { name, shape in
          [
            NamedTensor(name: "\(name).bias", shape: [shape[0]], values: (0..<shape[0]).map { Float($0) }),
            NamedTensor(name: "\(name).weight", shape: shape, values: (0..<shape[0] * shape[1]).map { Float($0) }),
          ]
        }
      ).file
    }
    let model = try ModelArrayFile.model(
      file: file([("classifier", [3, 16]), ("encoder.fc1", [8, 4]), ("encoder.fc2", [16, 8])]), named: "x",
      ImportChoices()
    ).model
    #expect(model.network.layerDescription == "dense 8, relu, dense 16, relu, dense 3, softmax")
    #expect(model.parameters["layers.0.bias"] == (0..<8).map { Float($0) })
    // No order fits, and of two that are alike either could come first.
    #expect(throws: ExchangeError.self) {
      try ModelArrayFile.model(
        file: file([("a", [3, 16]), ("b", [4, 5]), ("c", [16, 3])]), named: "x", ImportChoices())
    }
    #expect(throws: ExchangeError.self) {
      try ModelArrayFile.model(
        file: file([("a", [3, 8]), ("b", [8, 8]), ("c", [8, 8]), ("d", [8, 4])]), named: "x", ImportChoices())
    }
  }

  @Test("arrays that are no stack are shown")
  func noStack() {
    let file = Safetensors(tensors: [
      NamedTensor(name: "a.weight", shape: [2, 3], values: Array(repeating: 1 as Float, count: 6)),
      NamedTensor(name: "b.weight", shape: [2, 3], values: Array(repeating: 1 as Float, count: 6)),
    ]).file
    let error = #expect(throws: ExchangeError.self) {
      try ModelArrayFile.model(file: file, named: "x", ImportChoices())
    }
    #expect(error?.reason.contains("a.weight [2, 3], b.weight [2, 3]") == true)
  }

  @Test(
    "a file that is no model is named by what it is",
    arguments: [
      ([0x80, 0x04, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, 0], "pickle"),
      ([0x08, 0x08, 0x12, 0x06, 0x67, 0x72, 0x61, 0x64, 0x75, 0x73], "ONNX"),
      ([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0], "Keras"),
      (Array("    TFL3        ".utf8), "TensorFlow Lite"),
    ] as [([UInt8], String)])
  func foreign(bytes: [UInt8], word: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/model"
    try FileBytes.write(bytes, to: path)
    let error = #expect(throws: ExchangeError.self) { try ModelFile(contentsOf: path) }
    #expect(error?.reason.contains(word) == true)
  }
}
