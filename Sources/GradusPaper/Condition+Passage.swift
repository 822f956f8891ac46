import GradusExpression
public import GradusNotation
public import GradusSolving

extension Condition {
  /// The condition in words: `Q is invertible`.
  package var passage: Passage {
    switch self {
    case .invertible(let matrix): [.formula(matrix), .words("is invertible")]
    case .positiveDefinite(let matrix): [.formula(matrix), .words("is positive definite")]
    case .positiveSemidefinite(let matrix): [.formula(matrix), .words("is positive semidefinite")]
    case .positive(let formula): Condition.sign(of: formula, .exceeds, .fallsShortOf)
    case .nonnegative(let formula): Condition.sign(of: formula, .isAtLeast, .isAtMost)
    case .nonzero(let formula): [.mathematics(.related([.formula(formula), .formula(0)], by: .differs))]
    case .noOppositeEigenvalues(let left, let right):
      [.words("no eigenvalue of"), .formula(left), .words("is minus one of"), .formula(right)]
    }
  }

  /// `c > 0`, and `c < 0` of −c.
  private static func sign(
    of formula: Formula, _ relation: Mathematics.Relation, _ mirrored: Mathematics.Relation
  ) -> Passage {
    let (coefficient, rest) = formula.coefficientAndRest
    let isMirrored = coefficient == -1
    return [
      .mathematics(
        .related([.formula(isMirrored ? rest : formula), .formula(0)], by: isMirrored ? mirrored : relation))
    ]
  }

  /// The condition in words, with its formulas in a notation; those in MathML are elements `math`.
  public func written(as notation: Notation) -> String { passage.written(as: notation) }
}

extension [Condition] {
  /// A line for each: "if Q is invertible".
  var lines: [Line] { map { Line([.words("if")] + $0.passage, isContinuation: true) } }
}
