import Gradus

extension Condition {
  /// The condition in words, with its formula in the notation.
  func written(as notation: Format) -> String {
    switch self {
    case .invertible(let matrix): "\(matrix.written(as: notation)) is invertible"
    case .positiveDefinite(let matrix): "\(matrix.written(as: notation)) is positive definite"
    case .positive(let formula): "\(formula.written(as: notation)) > 0"
    case .nonnegative(let formula): "\(formula.written(as: notation)) \(Self.atLeast(notation)) 0"
    case .nonzero(let formula): "\(formula.written(as: notation)) \(Self.notEqual(notation)) 0"
    case .noOppositeEigenvalues(let left, let right):
      "no eigenvalue of \(left.written(as: notation)) is minus one of \(right.written(as: notation))"
    }
  }

  private static func atLeast(_ notation: Format) -> String {
    switch notation {
    case .unicode, .mathml: "≥"
    case .latex: "\\geq"
    case .ascii, .python, .swift: ">="
    }
  }

  private static func notEqual(_ notation: Format) -> String {
    switch notation {
    case .unicode: "≠"
    case .latex: "\\neq"
    case .mathml: "≠"
    case .ascii, .python, .swift: "!="
    }
  }
}
