package import GradusExpression

/// Mathematics on a page, before anybody says in which notation it is written.
package indirect enum Mathematics: Hashable, Sendable {
  case formula(Formula)
  /// A formula as somebody typed it, in the order and with the brackets that he chose.
  case typed(Syntax)
  /// A formula that came from another, whose sums stay together: `2 (x₁ + x₂²) + cos(x₁)`.
  case derived(Formula, from: Formula)
  /// Both sides of a step: `∂/∂w (X w − y) = X`; the sums of the formula that the working began with stay together.
  case step(Step, from: Formula?)
  /// A line of mathematics in Unicode: `z¹₂ = 1·1 − 1·3 + 0 = −2`.
  case line(String)
  /// Exact numbers, entry by entry: `(15, 10)`, `[18 30; 12 20]`.
  case numbers(Literal)
  /// Formulas, entry by entry: `(1 − 2 t, t)`.
  case entries([Formula], shape: [Int])
  /// The rows of a matrix with a bar before the columns of the right side.
  case augmented([[Rational]], bar: Int)
  /// `A ∈ ℝⁿˣⁿ`, of a symbol.
  case membership(Formula)
  /// `a = b = c`, with the sign between each two.
  case related([Mathematics], by: Relation)

  /// The sign between two sides.
  package enum Relation: String, Hashable, Sendable {
    case equals = "="
    case becomes = "→"
    case differs = "≠"
    case approximates = "≈"
    case exceeds = ">"
    case isAtLeast = "≥"
    /// The left side takes the value of the right.
    case assigns = "←"
    case exchanges = "↔"
    case fallsShortOf = "<"
    case isAtMost = "≤"
  }

  /// The formula, with its entries where it is a vector or matrix of numbers.
  package static func value(_ formula: Formula, from original: Formula? = nil) -> Mathematics {
    guard formula.symbols.isEmpty, (1...2).contains(formula.rank), formula.length <= 400,
      let literal = ExactEvaluator().evaluate(formula)
    else { return original.map { .derived(formula, from: $0) } ?? .formula(formula) }
    return .numbers(literal)
  }

  /// `left = right`.
  package static func equation(_ left: Mathematics, _ right: Mathematics) -> Mathematics {
    .related([left, right], by: .equals)
  }
}
