import Foundation
import GradusExchange
import GradusExpression
import GradusLearning
import GradusOptimization
import SwiftProtobuf
import Testing

@testable import GradusONNX

@Suite("Models as graphs")
struct ExportTests {
  @Test("every layer and activation is tried")
  func complete() throws {
    let tried = Set(try ExportCase.layers().map(\.name))
    #expect(tried == Set(Layer.all.map(\.name)))
    #expect(tried.count > 30)
  }

  @Test(
    "what comes out of the graph is what our own network gives",
    arguments: try! ExportCase.layers() + ExportCase.functions() + ExportCase.tasks())
  func numbers(_ own: ExportCase) throws {
    for opset in [17, 20, 23] {
      let bytes = try ONNXFile.bytes(of: own.model, opset: opset, named: "x.onnx")
      let proto = try ONNXFile.proto(bytes, named: "x.onnx")
      try ExportFolder.write(own, bytes, opset: opset)
      #expect(proto.opsetImport.first { $0.domain.isEmpty }?.version == Int64(opset))
      #expect(proto.graph.node.allSatisfy { !$0.name.isEmpty && ($0.opType != "Gemm" || $0.input.count == 3) })
      let named = Set(proto.graph.valueInfo.map(\.name) + proto.graph.output.map(\.name))
      #expect(proto.graph.node.flatMap(\.output).allSatisfy(named.contains))
      // Texts and gaps are no formulas.
      guard case .table = own.model.form else {
        try compare(own, proto)
        continue
      }
    }
  }

  /// The formulas of the graph, by the evaluator.
  private func compare(_ own: ExportCase, _ proto: Onnx_ModelProto) throws {
    let reader = try GraphReader(proto)
    let input = try #require(own.inputs.first)
    let values: [Double] =
      switch input.values {
      case .bytes(let bytes): bytes.map(Double.init)
      case .floats(let floats): floats.map(Double.init)
      case .doubles(let doubles): doubles
      case .texts: []
      }
    var inputs = reader.arrays
    inputs[reader.inputs[0].name] = Tensor(shape: input.shape, values: values)
    let formula = try #require(reader[proto.graph.output.last?.name ?? ""]?.formula)
    let found = try Evaluator(inputs: inputs).evaluate(formula)
    let told = try Predictor(own.model).predictions(for: own.examples)
    for (x, y) in zip(found.values, told.flatMap(\.outputs)) {
      // Near its poles atanh makes much of the rounding before it.
      let tolerance = own.name == "atanh" ? 1e-3 : 1e-5
      #expect(abs(x - Double(y)) <= tolerance * max(1, abs(x)), "\(x) and \(y)")
    }
    if case .classification = own.model.task, let label = reader["label"] {
      let labels = try Evaluator(inputs: inputs).evaluate(label.formula)
      #expect(labels.values.map { Int($0) } == told.map { $0.label ?? -1 })
    }
  }

  @Test("a function that has no operator is named", arguments: ["lgamma", "erfinv", "digamma"])
  func unwritten(name: String) throws {
    let own = try ExportCase.numbers(name, "dense 6, \(name), dense 4, softmax")
    let error = #expect(throws: ExchangeError.self) { try ONNXFile.bytes(of: own.model, named: "x.onnx") }
    #expect(error?.description.contains(name) == true && error?.description.contains("layer 2") == true)
  }

  @Test(
    "our own file comes back to the bit, and a changed one is found out",
    arguments: try! ExportCase.tasks() + [ExportCase.layers()[0]])
  func back(_ own: ExportCase) throws {
    let bytes = try ONNXFile.bytes(of: own.model, named: "x.onnx")
    #expect(try ONNXFile.bytes(of: own.model, named: "x.onnx") == bytes)
    #expect(try ONNXFile.model(file: bytes, named: "x.onnx", ImportChoices()).model == own.model)
    var proto = try ONNXFile.proto(bytes, named: "x.onnx")
    let weights = try #require(proto.graph.initializer.firstIndex { $0.name == "layers.0.weight" })
    proto.graph.initializer[weights].rawData[3] ^= 0x41
    let changed: [UInt8] = try proto.serializedBytes()
    #expect(throws: (any Error).self) { try ONNXFile.model(file: changed, named: "x.onnx", ImportChoices()) }
  }

  @Test(
    "the layers are found in the graph alone",
    arguments: [
      "dense 6, relu, dense 4, softmax", "dense 6 bias=no, tanh, dense 4, softmax", "dense 6, gelu, dense 4, sigmoid",
      "dense 6, leaky-relu 0.2, dense 5, mish, dense 4",
      "dense 6, residual(dense 6, silu, dense 6), relu, dense 4, softmax",
      "dense 6, hard-tanh, dense 5, hard-sigmoid, dense 4, softmax",
      "dense 6, elu, dense 5, hard-swish, dense 4, softmax",
      "dense 6, softplus, dense 5, sigmoid, dense 4, log-softmax",
    ], [17, 20])
  func found(layers: String, opset: Int) throws {
    let own = try ExportCase.numbers(layers, layers)
    var proto = try ONNXFile.proto(try ONNXFile.bytes(of: own.model, opset: opset, named: "x.onnx"), named: "x.onnx")
    proto.metadataProps = []
    let bytes: [UInt8] = try proto.serializedBytes()
    let choices = ImportChoices(kind: own.model.network.output == .identity ? .numbers : nil)
    let model = try ONNXFile.model(file: bytes, named: "x.onnx", choices).model
    #expect(model.network.layerDescription == own.model.network.layerDescription)
    #expect(model.parameters == own.model.parameters)
  }

  @Test("a batch normalisation and a standardisation are found by what they compute")
  func normalisations() throws {
    for layers in ["dense 6, batchnorm, relu, dense 4, softmax", "standardize, dense 6, relu, dense 4, softmax"] {
      let own = try ExportCase.numbers(layers, layers)
      var proto = try ONNXFile.proto(try ONNXFile.bytes(of: own.model, named: "x.onnx"), named: "x.onnx")
      proto.metadataProps = []
      let bytes: [UInt8] = try proto.serializedBytes()
      let model = try ONNXFile.model(file: bytes, named: "x.onnx", ImportChoices()).model
      let (a, b) = (
        try Predictor(own.model).outputs(for: own.examples), try Predictor(model).outputs(for: own.examples)
      )
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }, "\(model.network)")
    }
  }
}

/// Where `Scripts/check-onnx.py` looks for graphs to run in ONNX Runtime; nothing is written unless it made the folder.
enum ExportFolder {
  static let url = ONNXCases.folder.deletingLastPathComponent().appending(path: "onnx-exports")

  static func write(_ own: ExportCase, _ bytes: [UInt8], opset: Int) throws {
    guard FileManager.default.fileExists(atPath: url.path) else { return }
    let name = "\(own.name) \(opset)".replacing("/", with: "_")
    try FileBytes.write(bytes, to: url.appending(path: "\(name).onnx").path)
    let told = try Predictor(own.model).predictions(for: own.examples)
    var answer: [String: Any] = ["outputs": told.map { $0.outputs.map(Double.init) }]
    let isClasses = if case .classification = own.model.task { true } else { false }
    if isClasses { answer["labels"] = told.map { $0.label ?? -1 } }
    answer["inputs"] = own.inputs.map { input -> [String: Any] in
      var entry: [String: Any] = ["name": input.name, "shape": input.shape]
      switch input.values {
      case .bytes(let values): (entry["type"], entry["values"]) = ("uint8", values.map(Int.init))
      case .floats(let values): (entry["type"], entry["values"]) = ("float32", values.map(Double.init))
      case .doubles(let values):
        (entry["type"], entry["values"]) = ("float64", values.map { $0.isNaN ? NSNull() : $0 as Any })
      case .texts(let values): (entry["type"], entry["values"]) = ("object", values)
      }
      return entry
    }
    let text = try JSONSerialization.data(withJSONObject: answer)
    try FileBytes.write(Array(text), to: url.appending(path: "\(name).json").path)
  }
}
