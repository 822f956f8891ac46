import Foundation
import GradusCalculus
import GradusExpression
import GradusNotation

/// A derivative with a known answer: a formula on a blackboard, and numbers to compare with.
struct DerivativeCase: Decodable, CustomStringConvertible, Sendable {
  let id: String
  let kind: String
  let order: Int
  let f_math: String
  let vars: [String: Variable]
  let wrt: String
  let wrt_structure: String?
  let expected_numpy: String

  struct Variable: Decodable, Sendable {
    let shape: [String]
    let props: [String]
  }

  var description: String { id }

  private static let facts = [
    "posdef": "positive definite", "pm1": "plus-minus-one", "zero_one": "zero-one", "onehot": "one-hot rows",
    "count": "nonnegative",
  ]

  func answer(showsWorking: Bool = false, style: WorkingStyle = .chain) throws -> Derivative {
    var reader = Reader()
    for (name, variable) in vars.sorted(by: { $0.key < $1.key }) {
      let shape = variable.shape.isEmpty ? "scalar" : "[" + variable.shape.joined(separator: ", ") + "]"
      try reader.declare("\(name): \(shape) \(variable.props.map { Self.facts[$0] ?? $0 }.joined(separator: ", "))")
    }
    let reading = try reader.read(f_math)
    let variable = Formula.symbol(reading.symbol(wrt)!)
    return try DerivativeRequest(
      reading.formula, withRespectTo: Array(repeating: variable, count: order), style: style,
      structure: wrt_structure == nil ? .free : .tied, showsWorking: showsWorking
    ).answer()
  }
}

/// Numbers for the inputs of a case, and its derivative there in numerator layout.
struct DerivativeSample: Decodable, Sendable {
  let id: String
  let dims: [String: Int]
  let inputs: [String: Numbers]
  let expected: Numbers
  let expected_shape: [Int]
}

/// Numbers nested in any depth.
struct Numbers: Decodable, Sendable {
  let values: [Double]
  let shape: [Int]

  var tensor: Tensor { Tensor(shape: shape, values: values) }

  init(from decoder: any Decoder) throws {
    if let value = try? decoder.singleValueContainer().decode(Double.self) {
      (values, shape) = ([value], [])
      return
    }
    var container = try decoder.unkeyedContainer()
    var parts: [Numbers] = []
    while !container.isAtEnd { parts.append(try container.decode(Numbers.self)) }
    values = parts.flatMap(\.values)
    shape = [parts.count] + (parts.first?.shape ?? [])
  }
}

struct DerivativeFixture: Decodable, Sendable {
  let cases: [DerivativeCase]
  let samples: [DerivativeSample]

  /// The file that the tests of reading keep.
  static let shared: DerivativeFixture = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("GradusNotationTests/Fixtures/derivatives.json")
    return try! JSONDecoder().decode(DerivativeFixture.self, from: Data(contentsOf: file))
  }()

  static let derivatives = shared.cases.filter { $0.kind == "derivative" }
}
