package import GradusExpression
package import GradusNotation
package import GradusSolving

extension LinearSolution {
  /// The answer as lines: `x = (1, 2)`, or a family, or why there is none.
  ///
  /// - Parameters:
  ///   - name: what stands left of the solution.
  ///   - shape: that of the unknown.
  ///   - taken: names that no parameter may have.
  package func lines(_ name: Mathematics, shape: [Int], avoiding taken: Set<String>) -> [Line] {
    switch self {
    case .unique(let matrix):
      return [Line("", .equation(name, .numbers(Literal(shape: shape, values: matrix.elements))))]
    case .infinite(let family):
      let parameters = family.parameters(avoiding: taken)
      let family = Mathematics.equation(name, .entries(family.formulas(in: parameters), shape: shape))
      return [Line([.mathematics(family), .words("for every")] + Passage(Words(listing: parameters)))]
    case .none(let contradiction):
      return [Line(Passage("no solution: " + contradiction.sentence))]
    case .undefined(let matrix, let rightSide):
      return [Line("not defined: the matrix has shape \(matrix), the right-hand side \(rightSide)")]
    }
  }

  /// The answer for a program, with the parts that the other kinds of answers have too.
  package func members(shape: [Int], avoiding taken: Set<String>) -> [String: JSONValue] {
    switch self {
    case .unique(let matrix): return ["status": "unique", "solution": .exact(matrix.elements, shape)]
    case .infinite(let family):
      let parameters = family.parameters(avoiding: taken)
      let count = parameters.count == 1 ? "one unknown" : "\(parameters.count) unknowns"
      return [
        "status": "infinite", "solution": .exact(family.particular.elements, shape),
        "null_space": .array(family.directions.map { .exact($0.elements, shape) }),
        "general": .nested(family.formulas(in: parameters).map { .string($0.written(as: .ascii)) }, shape),
        "parameters": .array(parameters.map { .string($0.written(as: .ascii)) }),
        "reason": .string("the equations leave \(count) free"),
      ]
    case .none(let contradiction):
      return ["status": "none", "reason": .string(contradiction.sentence.text { $0.written(as: .ascii) })]
    case .undefined(let matrix, let rightSide):
      return [
        "status": "undefined",
        "reason": .string("the matrix has shape \(matrix), the right-hand side \(rightSide)"),
      ]
    }
  }

  /// The numbers as a program; nil where there are none.
  package func code(name: String, shape: [Int]) -> Code? {
    switch self {
    case .unique(let matrix):
      .entries(matrix.elements.map { AffineEntry(constant: $0) }, shape: shape, name: name, parameters: [])
    case .infinite(let family):
      .entries(family.entries, shape: shape, name: name, parameters: family.parameters(avoiding: [name]))
    case .none, .undefined: nil
    }
  }
}

extension SolutionFamily {
  /// The entries as formulas of the parameters.
  func formulas(in parameters: [Formula]) -> [Formula] {
    entries.map { entry in
      .sum(
        [Term(entry.constant, .one)] + zip(entry.coefficients, parameters).map { Term($0, $1) }, shape: [])
    }
  }
}

extension JSONValue {
  /// Exact numbers in strings, nested by row.
  package static func exact(_ numbers: [Rational], _ shape: [Int]) -> JSONValue {
    nested(numbers.map { .string($0.description) }, shape)
  }

  package static func nested(_ cells: [JSONValue], _ shape: [Int]) -> JSONValue {
    switch shape.count {
    case 0: return cells[0]
    case 1: return .array(cells)
    default:
      return .array(
        stride(from: 0, to: cells.count, by: max(shape[1], 1)).map { .array(Array(cells[$0..<$0 + shape[1]])) })
    }
  }
}
