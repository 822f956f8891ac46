extension Formula {
  /// Σ coefficient · formula over formulas of one shape, in canonical form: like terms collected, terms in order.
  ///
  /// - Parameters:
  ///   - shape: the shape of every term; needed where there may be none.
  ///   - flattening: whether a term that is a sum gives its terms. Derivatives do not flatten, so that a shared sum stays
  ///     shared.
  public static func sum(_ terms: [Term], shape: [Size], flattening: Bool = true) -> Formula {
    Budget.spend(terms.count + 1)
    var coefficients: [Formula: Rational] = [:]
    func add(_ coefficient: Rational, _ formula: Formula) {
      precondition(
        formula.shape == shape, "a term \(describe(shape: formula.shape)) in a sum \(describe(shape: shape))")
      switch formula.node {
      case .constant(let value):
        coefficients[.one, default: 0] += coefficient * value
      case .sum(let inner) where flattening || inner.count <= 1:
        for term in inner { add(coefficient * term.coefficient, term.formula) }
      default:
        coefficients[formula, default: 0] += coefficient
      }
    }
    for term in terms where !term.coefficient.isZero { add(term.coefficient, term.formula) }

    let kept = coefficients.filter { !$0.value.isZero }
    if kept.isEmpty { return zero(shape) }
    if kept.count == 1, let (formula, coefficient) = kept.first {
      if formula == .one { return constant(coefficient) }
      if coefficient.isOne { return formula }
    }
    let sorted = kept.map { Term($0.value, $0.key) }.sorted { $0.formula < $1.formula }
    return Formula(.sum(sorted), shape: shape)
  }

  /// The sum of formulas of one shape.
  public static func sum(_ formulas: [Formula], shape: [Size], flattening: Bool = true) -> Formula {
    sum(formulas.map { Term(1, $0) }, shape: shape, flattening: flattening)
  }

  /// A number times the formula.
  public func scaled(by coefficient: Rational) -> Formula {
    if let value = constantValue { return .constant(coefficient * value) }
    return .sum([Term(coefficient, self)], shape: shape)
  }

  /// The number in front and the rest: `3 x` is 3 and `x`; a sum of several terms has the coefficient 1.
  package var coefficientAndRest: (coefficient: Rational, rest: Formula) {
    switch node {
    case .constant(let value): (value, .one)
    case .sum(let terms) where terms.count == 1: (terms[0].coefficient, terms[0].formula)
    default: (1, self)
    }
  }

  /// The terms whose sum the formula is.
  public var terms: [Term] {
    switch node {
    case .sum(let terms): terms
    case .constant(let value): value.isZero ? [] : [Term(value, .one)]
    default: [Term(1, self)]
    }
  }
}
