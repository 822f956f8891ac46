import GradusExchange
import GradusExpression
import GradusLearning
import SwiftProtobuf
import Testing

@testable import GradusONNX

@Suite("Linear models in one node")
struct LinearTests {
  /// A graph as scikit-learn's converter writes it: a node with its weights, and a Normalizer behind that of classes.
  private func graph(
    _ type: String, _ weights: [Float], _ intercepts: [Float], transform: String = "NONE", names: [String] = [],
    inputs: Int = 3
  ) throws -> [UInt8] {
    var node = Onnx_NodeProto()
    (node.opType, node.domain, node.name, node.input) = (type, "ai.onnx.ml", "linear", ["X"])
    node.output = type == "LinearClassifier" ? ["label", "raw"] : ["values"]
    func floats(_ name: String, _ values: [Float]) -> Onnx_AttributeProto {
      var made = Onnx_AttributeProto()
      (made.name, made.type, made.floats) = (name, .floats, values)
      return made
    }
    node.attribute = [floats("coefficients", weights), floats("intercepts", intercepts)]
    node.attribute += [.text("post_transform", transform), .texts("classlabels_strings", names)]
    var model = Onnx_ModelProto()
    model.opsetImport = [OperatorVersion.proto("", 17), OperatorVersion.proto("ai.onnx.ml", 1)]
    model.graph.node = [node]
    model.graph.input = [Onnx_ValueInfoProto("X", .float, [.symbol("batch"), .number(inputs)])]
    var last = node.output.last ?? ""
    if type == "LinearClassifier" {
      var normalizer = Onnx_NodeProto()
      (normalizer.opType, normalizer.domain, normalizer.input) = ("Normalizer", "ai.onnx.ml", ["raw"])
      (normalizer.output, normalizer.attribute) = (["probabilities"], [.text("norm", "L1")])
      model.graph.node.append(normalizer)
      last = "probabilities"
    }
    model.graph.output = [Onnx_ValueInfoProto(last, .float, [.symbol("batch"), .number(names.count)])]
    return try model.serializedBytes()
  }

  private let rows: [[Float]] = [[1, -2, 0.5], [0, 3, -1], [-0.25, 0.125, 2]]

  private func outputs(_ file: [UInt8]) throws -> (outputs: [[Double]], names: [String]) {
    let model = try ONNXFile.model(file: file, named: "x.onnx", ImportChoices()).model
    let told = try Predictor(model).predictions(for: Examples(rows))
    return (told.map { $0.outputs.map(Double.init) }, model.names)
  }

  private func scores(_ weights: [Float], _ intercepts: [Float]) -> [[Double]] {
    rows.map { row in
      intercepts.indices.map { k in
        zip(row, weights[k * 3..<k * 3 + 3]).reduce(Double(intercepts[k])) { $0 + Double($1.0 * $1.1) }
      }
    }
  }

  private func check(_ found: [[Double]], _ expected: [[Double]]) {
    for (a, b) in zip(found.joined(), expected.joined()) {
      #expect(abs(a - b) < 1e-6 * max(1, abs(b)), "\(a) and \(b)")
    }
    #expect(found.map(\.count) == expected.map(\.count))
  }

  @Test("a regression gives its number")
  func regressor() throws {
    let (weights, bias) = ([0.5, -1.25, 3] as [Float], [0.75] as [Float])
    check(try outputs(graph("LinearRegressor", weights, bias, names: ["value"])).outputs, scores(weights, bias))
  }

  @Test("of several classes the softmax of their scores")
  func several() throws {
    let weights: [Float] = [1, 2, 3, -1, 0.5, 0.25, 0, -2, 1]
    let bias: [Float] = [0.5, 0, -1]
    let found = try outputs(graph("LinearClassifier", weights, bias, transform: "SOFTMAX", names: ["a", "b", "c"]))
    let expected = scores(weights, bias).map { row in
      let total = row.reduce(0) { $0 + exponential($1) }
      return row.map { exponential($0) / total }
    }
    check(found.outputs, expected)
    #expect(found.names == ["a", "b", "c"])
  }

  @Test(
    "of two classes the logistic function of the second's score, whether the first's is written or not",
    arguments: [true, false])
  func two(isWritten: Bool) throws {
    let (w, b) = ([1, -0.5, 2] as [Float], [0.25] as [Float])
    let weights = isWritten ? w.map { -$0 } + w : w
    let found = try outputs(
      graph(
        "LinearClassifier", weights, isWritten ? [-0.25, 0.25] : b, transform: "LOGISTIC", names: ["no", "yes"]))
    check(found.outputs, scores(w, b).map { [1 / (1 + exponential($0[0])), 1 / (1 + exponential(-$0[0]))] })
    #expect(found.names == ["no", "yes"])
  }

  @Test("what does not fit is refused with the node")
  func wrong() throws {
    for (weights, bias, transform) in [
      ([1, 2], [0], "NONE"), ([1, 2, 3], [0, 1], "NONE"), ([1, 2, .nan], [0], "NONE"), ([1, 2, 3], [0], "PROBIT"),
    ] as [([Float], [Float], String)] {
      let error = #expect(throws: ExchangeError.self) {
        try outputs(graph("LinearRegressor", weights, bias, transform: transform))
      }
      #expect(error?.reason.contains("LinearRegressor") == true)
    }
  }

  /// eˣ by the evaluator of formulas.
  private func exponential(_ x: Double) -> Double {
    let value = Formula.symbol("v", [])
    return (try? Evaluator(inputs: ["v": Tensor(x)]).evaluate(exp(value)).values[0]) ?? .nan
  }
}
