import GradusExchange
import GradusExpression
import GradusLearning
import SwiftProtobuf
import Testing

@testable import GradusONNX

@Suite("Graphs of bytes")
struct RoundingTests {
  @Test(
    "weights are whole steps of their columns, nothing is off by more than half of one, and all comes back",
    arguments: try! ExportCase.tasks() + ExportCase.layers())
  func rounded(_ own: ExportCase) throws {
    let bytes: [UInt8]
    do { bytes = try ONNXFile.bytes(of: own.model, roundedOn: own.examples, named: "x.onnx") } catch let error
      as ExchangeError
    {
      // What has no product of its own is said.
      #expect(error.reason.contains("no product"))
      #expect(!own.model.network.parameters.contains { $0.name.hasSuffix("weight") && $0.shape.count == 2 })
      return
    }
    let proto = try ONNXFile.proto(bytes, named: "x.onnx")
    let rounded = proto.graph.initializer.filter { $0.name.hasSuffix(RoundedName.bytes) }
    #expect(!rounded.isEmpty && proto.graph.node.count { $0.opType == "QuantizeLinear" } > 0)
    let named = Set(proto.graph.valueInfo.map(\.name) + proto.graph.output.map(\.name))
    #expect(proto.graph.node.flatMap(\.output).allSatisfy(named.contains))
    let back = try ONNXFile.model(file: bytes, named: "x.onnx", ImportChoices())
    #expect(back.notes.count == 1)
    for parameter in own.model.network.parameters {
      let (a, b) = (own.model.parameters[parameter.name] ?? [], back.model.parameters[parameter.name] ?? [])
      let steps = try proto.graph.initializer.first { $0.name == parameter.name + RoundedName.scale }.map {
        try TensorReader.tensor($0).values
      }
      for place in a.indices {
        let most = steps.map { 0.5001 * $0[place % $0.count] + 1e-7 * Double(a[place].magnitude) } ?? 0
        #expect(abs(Double(a[place]) - Double(b[place])) <= most, "\(parameter.name)")
      }
    }
  }

  @Test("a file of another that says nothing but its graph is read with the numbers of its bytes")
  func foreign() throws {
    let own = try ExportCase.numbers("x", "dense 16, relu, dense 4, softmax")
    var proto = try ONNXFile.proto(
      ONNXFile.bytes(of: own.model, roundedOn: own.examples, named: "x.onnx"), named: "x.onnx")
    proto.metadataProps = []
    let found = try ONNXFile.model(file: proto.serializedBytes(), named: "x.onnx", ImportChoices())
    let expected = try ByteRounding(own.model, opset: 17, on: own.examples).model
    #expect(found.model.network.layers.map(\.description) == expected.network.layers.map(\.description))
    for (name, values) in expected.parameters {
      let other = found.model.parameters[name] ?? []
      #expect(values.count == other.count && zip(values, other).allSatisfy { abs($0 - $1) <= 1e-6 }, "\(name)")
    }
    #expect(found.notes.contains { $0.contains("rounded to bytes") })
  }

  @Test("what is rounded to bytes and back is what the definition says")
  func definition() throws {
    let own = try ExportCase.numbers("x", "dense 3, softmax")
    let rounding = try ByteRounding(own.model, opset: 17, on: own.examples)
    let product = try #require(rounding.products.first)
    guard case .floats(let numbers) = own.examples.numbers else { return }
    let (least, greatest) = (min(numbers.min() ?? 0, 0), max(numbers.max() ?? 0, 0))
    #expect(abs(product.scale - (greatest - least) / 255) < 1e-6)
    #expect(Float(product.zero) == (-least / product.scale).rounded())
    let weights = own.model.parameters[product.weight.name] ?? []
    let bytes = product.bytes(of: weights)
    for column in 0..<3 {
      #expect(stride(from: column, to: bytes.count, by: 3).map { bytes[$0].magnitude }.max() == 127)
    }
  }

  @Test("steps that are none are refused", arguments: [[0], [-1], [Float.nan]] as [[Float]])
  func wrong(steps: [Float]) throws {
    let own = try ExportCase.numbers("x", "dense 3, softmax")
    var proto = try ONNXFile.proto(
      ONNXFile.bytes(of: own.model, roundedOn: own.examples, named: "x.onnx"), named: "x.onnx")
    proto.metadataProps = []
    let place = try #require(proto.graph.initializer.firstIndex { $0.name.hasSuffix("input/scale") })
    proto.graph.initializer[place] = Onnx_TensorProto(proto.graph.initializer[place].name, [], .floats(steps))
    let error = #expect(throws: ExchangeError.self) {
      try ONNXFile.model(file: proto.serializedBytes(), named: "x.onnx", ImportChoices())
    }
    #expect(error?.reason.contains("QuantizeLinear") == true)
  }
}
