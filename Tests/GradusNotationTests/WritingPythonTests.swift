import Foundation
import GradusExpression
import GradusNotation
import Testing
import _GradusTestSupport

@Suite("The NumPy function computes what the evaluator computes", .enabled(if: PythonProcess.hasNumPy))
struct WritingPythonTests {
  @Test("Random formulas", arguments: 0..<4)
  func random(block: Int) throws {
    var cases: [(name: String, formula: Formula, inputs: [String: Tensor])] = []
    for seed in block * 50..<block * 50 + 50 {
      var random = RandomFormula(seed: seed)
      let formula = seed % 5 == 0 ? random.tensor() : random.formula(depth: 1 + seed % 4)
      let sized = [formula, Formula.symbol("size", ["m", "n"])]
      let inputs = (sized[0] * Formula.one + Formula.zero(formula.shape)).sampledInputs(
        sizes: ["m": 2, "n": 3], seed: seed)
      cases.append(("f\(seed)", formula, inputs.merging(["size": Tensor(shape: [2, 3], repeating: 0)]) { a, _ in a }))
    }
    let size = Symbol("size", ["m", "n"])
    let values = try PythonProcess.evaluate(cases, arguments: cases.map { _ in [size] })
    for (index, example) in cases.enumerated() {
      guard let expected = try? Evaluator(inputs: example.inputs, sizes: ["m": 2, "n": 3]).evaluate(example.formula)
      else {
        continue
      }
      guard expected.values.allSatisfy({ $0.isFinite && abs($0) < 1e9 }) else { continue }
      #expect(
        values[index].distance(to: expected) < 1e-7,
        "\(example.formula.written(as: .ascii)):\n\(example.formula.pythonFunction(named: example.name))")
    }
  }
}

/// Runs generated functions in Python.
enum PythonProcess {
  static let hasNumPy: Bool = (try? run("import numpy")) != nil

  struct Failure: Error { let text: String }

  static func run(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-"]
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
    try process.run()
    input.fileHandleForWriting.write(Data(script.utf8))
    try input.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(text: String(decoding: message, as: UTF8.self)) }
    return String(decoding: text, as: UTF8.self)
  }

  /// - Parameter arguments: for each case the symbols that its function takes besides those of the formula.
  static func evaluate(
    _ cases: [(name: String, formula: Formula, inputs: [String: Tensor])], arguments: [[Symbol]]
  ) throws -> [Tensor] {
    var script = "import json\nimport warnings\nwarnings.simplefilter('ignore')\nresults = []\n"
    for (example, symbols) in zip(cases, arguments) {
      script += example.formula.pythonFunction(named: example.name, arguments: symbols) + "\n"
      let names = Set((example.formula.symbols + symbols).map(\.name)).sorted()
      let arguments = names.map { "\($0)=\(nested(example.inputs[$0]!.shape[...], example.inputs[$0]!.values[...]))" }
      script += "r = \(example.name)(\(arguments.joined(separator: ", ")))\n"
      script += "results.append([list(r.shape), [repr(float(v)) for v in r.ravel()]])\n"
    }
    script += "print(json.dumps(results))\n"
    struct Value: Decodable {
      let shape: [Int]
      let values: [String]
      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        shape = try container.decode([Int].self)
        values = try container.decode([String].self)
      }
    }
    let decoded = try JSONDecoder().decode([Value].self, from: Data(try run(script).utf8))
    return decoded.map { Tensor(shape: $0.shape, values: $0.values.map { Double($0) ?? .nan }) }
  }

  private static func nested(_ shape: ArraySlice<Int>, _ values: ArraySlice<Double>) -> String {
    guard let first = shape.first else { return "\(values.first!)" }
    let length = values.count / max(first, 1)
    return "["
      + (0..<first).map {
        let start = values.startIndex + $0 * length
        return nested(shape.dropFirst(), values[start..<start + length])
      }.joined(separator: ", ") + "]"
  }
}
