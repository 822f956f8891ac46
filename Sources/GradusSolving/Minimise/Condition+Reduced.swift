import BigInt
import GradusCalculus
package import GradusExpression

extension Condition {
  /// Whether the facts tell that it holds.
  fileprivate var alwaysHolds: Bool {
    switch self {
    case .positive(let formula): FactReasoner().sign(formula).isPositive
    case .nonnegative(let formula): FactReasoner().sign(formula).isNonnegative
    case .nonzero(let formula): formula.isScalar && !FactReasoner().sign(formula).contains(.zero)
    case .invertible, .positiveDefinite, .positiveSemidefinite, .noOppositeEigenvalues: false
    }
  }

  /// The same of other formulas.
  package func mapped(_ change: (Formula) -> Formula) -> Condition {
    switch self {
    case .positive(let formula): .positive(change(formula))
    case .nonnegative(let formula): .nonnegative(change(formula))
    case .nonzero(let formula): .nonzero(change(formula))
    case .invertible(let matrix): .invertible(change(matrix))
    case .positiveDefinite(let matrix): .positiveDefinite(change(matrix))
    case .positiveSemidefinite(let matrix): .positiveSemidefinite(change(matrix))
    case .noOppositeEigenvalues(let left, let right): .noOppositeEigenvalues(change(left), change(right))
    }
  }

  /// The same without a factor that is a number.
  var reduced: Condition {
    func positive(_ formula: Formula) -> Formula {
      let (coefficient, rest) = formula.coefficientAndRest
      // 1/u has the sign of u, and a/a none at all.
      if let product = rest.withoutPowers { return coefficient.isNegative ? product.scaled(by: -1) : product }
      return coefficient.isNegative ? rest.scaled(by: -1) : rest
    }
    return switch self {
    case .positive(let formula): .positive(positive(formula))
    case .nonnegative(let formula): .nonnegative(positive(formula))
    case .nonzero(let formula): .nonzero(formula.coefficientAndRest.rest.rootOfPower)
    case .invertible, .positiveDefinite, .positiveSemidefinite, .noOppositeEigenvalues: self
    }
  }
}

extension Formula {
  /// a, where the formula is a number aᵏ for a whole k > 0: both are zero together.
  fileprivate var rootOfPower: Formula {
    let (base, exponent) = baseAndExponent
    return isScalar && exponent.isInteger && !exponent.isNegative ? base : self
  }

  /// Of a number that is a product: the factors with odd exponents, each once, without those that are known to be positive; nil where
  /// that is no simpler.
  fileprivate var withoutPowers: Formula? {
    guard isScalar else { return nil }
    var factors = [self]
    if case .contraction(let product) = node {
      guard product.factors.allSatisfy({ $0.labels.isEmpty }), product.summed.isEmpty else { return nil }
      factors = product.factors.map(\.formula)
    }
    guard factors.contains(where: { $0.baseAndExponent.exponent.isNegative }),
      factors.allSatisfy({ $0.baseAndExponent.exponent.isInteger })
    else { return nil }
    let facts = FactReasoner()
    let odd = factors.map(\.baseAndExponent).filter {
      $0.exponent.numerator % 2 != 0 && !facts.sign($0.base).isPositive
    }
    return odd.isEmpty ? nil : .product(odd.map(\.base))
  }
}

extension [Condition] {
  /// Both, each once; what is positive definite need not be called invertible too.
  func merging(_ other: [Condition]) -> [Condition] {
    let definite = other.compactMap { condition -> [Term]? in
      if case .positiveDefinite(let matrix) = condition { matrix.termsUpToScale } else { nil }
    }
    var result: [Condition] = []
    let all = (self + other).map(\.reduced)
    for condition in all where !result.contains(condition) && !condition.alwaysHolds {
      if case .invertible(let matrix) = condition, definite.contains(matrix.termsUpToScale) { continue }
      if case .nonzero(let formula) = condition,
        all.contains(.positive(formula)) || all.contains(.positive(formula.scaled(by: -1)))
      {
        continue
      }
      result.append(condition)
    }
    return result
  }
}

extension Formula {
  /// The terms divided by the first one's coefficient: the same for all multiples of a formula.
  fileprivate var termsUpToScale: [Term] {
    let terms = coefficientAndRest.rest.terms
    guard let first = terms.first?.coefficient else { return [] }
    return terms.map { Term($0.coefficient / first, $0.formula) }
  }
}
