import Foundation
import GradusExpression
import GradusNotation

/// The derivatives with known answers, from `Fixtures/derivatives.json`: formulas on a blackboard, and sampled numbers.
struct ReadingCase: Decodable, CustomStringConvertible, Sendable {
  let id: String
  let f_math: String
  let vars: [String: Variable]

  struct Variable: Decodable, Sendable {
    let shape: [String]
    let props: [String]
  }

  var description: String { id }

  /// The names of the facts in the notation.
  static let facts = [
    "posdef": "positive definite", "pm1": "plus-minus-one", "zero_one": "zero-one", "onehot": "one-hot rows",
    "count": "nonnegative",
  ]

  /// The variables as declarations.
  var declarations: [String] {
    vars.sorted { $0.key < $1.key }.map { name, variable in
      let facts = variable.props.map { Self.facts[$0] ?? $0 }.joined(separator: ", ")
      let shape = variable.shape.isEmpty ? "scalar" : "[" + variable.shape.joined(separator: ", ") + "]"
      return "\(name): \(shape) \(facts)"
    }
  }

  func reader() throws -> Reader {
    var reader = Reader()
    for declaration in declarations { try reader.declare(declaration) }
    return reader
  }
}

/// Numbers for the inputs of a case, and its value there.
struct ReadingSample: Decodable, Sendable {
  let id: String
  let dims: [String: Int]
  let inputs: [String: Numbers]
  let f: Numbers
}

/// A number, a vector or a matrix in JSON.
struct Numbers: Decodable, Sendable {
  let tensor: Tensor

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      tensor = Tensor(value)
    } else if let values = try? container.decode([Double].self) {
      tensor = Tensor(vector: values)
    } else {
      tensor = Tensor(matrix: try container.decode([[Double]].self))
    }
  }
}

struct ReadingFixture: Decodable, Sendable {
  let cases: [ReadingCase]
  let samples: [ReadingSample]

  static let shared: ReadingFixture = {
    let url = Bundle.module.url(forResource: "Fixtures/derivatives", withExtension: "json")!
    return try! JSONDecoder().decode(ReadingFixture.self, from: Data(contentsOf: url))
  }()
}
