package import GradusExpression
import GradusNotation
package import GradusSolving

/// An answer that can be written as a program.
package enum Code: Sendable {
  /// A formula of its symbols, with what must hold of them.
  case formula(Formula, name: String, arguments: [Symbol], conditions: [Condition])
  /// Exact numbers with a name, perhaps with free parameters in them.
  case entries([AffineEntry], shape: [Int], name: String, parameters: [Formula])

  package enum Language: Sendable {
    /// With NumPy.
    case python
    case swift

    func remark(_ text: String) -> String { (self == .python ? "# " : "// ") + text }
    var format: Notation { self == .python ? .python : .swift }
  }

  package func text(in language: Language) -> String {
    switch self {
    case .formula(let formula, let name, let arguments, let conditions):
      let remarks = conditions.map { language.remark("if \($0.written(as: language.format))") + "\n" }.joined()
      switch language {
      case .python: return remarks + formula.pythonFunction(named: name, arguments: arguments)
      case .swift: return remarks + "let \(name.inCamelCase) = " + formula.written(as: .swift)
      }
    case .entries(let entries, let shape, let name, let parameters):
      let parameters = parameters.map { $0.written(as: language.format) }
      let cells = entries.map { $0.text(parameters, in: language) }
      return switch language {
      case .python: Self.python(cells, shape, name, parameters)
      case .swift: Self.swift(cells, shape, name, parameters)
      }
    }
  }

  private static func python(_ cells: [String], _ shape: [Int], _ name: String, _ parameters: [String]) -> String {
    let value = shape.isEmpty ? cells[0] : "np.array(\(nested(cells, shape)))"
    if parameters.isEmpty { return "import numpy as np\n\n\(name) = \(value)" }
    return "import numpy as np\n\n\ndef solution(\(parameters.joined(separator: ", "))):\n    return \(value)"
  }

  private static func swift(_ cells: [String], _ shape: [Int], _ name: String, _ parameters: [String]) -> String {
    let type = ["Double", "[Double]", "[[Double]]"][shape.count]
    let value = shape.isEmpty ? cells[0] : nested(cells, shape)
    if parameters.isEmpty { return "let \(name): \(type) = \(value)" }
    let list = parameters.map { "_ \($0): Double" }.joined(separator: ", ")
    return "func solution(\(list)) -> \(type) { \(value) }"
  }

  /// `[1, 2]`, or a list of rows.
  private static func nested(_ cells: [String], _ shape: [Int]) -> String {
    func list(_ items: some Sequence<String>) -> String { "[" + items.joined(separator: ", ") + "]" }
    guard shape.count == 2 else { return list(cells) }
    return list(stride(from: 0, to: cells.count, by: max(shape[1], 1)).map { list(cells[$0..<$0 + shape[1]]) })
  }
}

extension AffineEntry {
  /// `1/3 - 2*t` in numbers of double precision: Swift divides whole numbers without their rest.
  fileprivate func text(_ parameters: [String], in language: Code.Language) -> String {
    func number(_ value: Rational) -> String {
      value.isInteger || language == .python ? value.description : "\(value.numerator).0/\(value.denominator)"
    }
    var text = constant.isZero ? "" : number(constant)
    for (coefficient, name) in zip(coefficients, parameters) where !coefficient.isZero {
      let sign = text.isEmpty ? (coefficient.isNegative ? "-" : "") : (coefficient.isNegative ? " - " : " + ")
      let magnitude = coefficient.magnitude
      text += sign + (magnitude.isOne ? "" : number(magnitude) + "*") + name
    }
    return text.isEmpty ? "0" : text
  }
}

extension String {
  /// `step_length` as `stepLength`.
  fileprivate var inCamelCase: String {
    let words = split(separator: "_")
    return (words.prefix(1).map(String.init) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() })
      .joined()
  }
}
