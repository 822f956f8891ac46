import GradusExpression
import GradusRewriting

/// Laws of fractions with sums in them, each where the formula gets shorter: u stands for a scalar that is a sum.
enum FractionLaws {
  static let all: [RewriteRule] = [tangent, cancelSums, clearFractions, commonDenominator]

  /// sin(x)/cos(x) = tan(x), sinh(x)/cosh(x) = tanh(x).
  static let tangent = RewriteRule("sine over cosine", "The sine over the cosine is the tangent.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (i, factor) in contraction.factors.enumerated() {
      let (over, p) = factor.formula.baseAndExponent
      guard case .map(let sine, let x) = over.node, sine == .sin || sine == .sinh, p >= 1 else { continue }
      let cosine = Formula.map(sine == .sin ? .cos : .cosh, x)
      for (j, other) in contraction.factors.enumerated() where other.labels == factor.labels {
        let (under, q) = other.formula.baseAndExponent
        guard under == cosine, q <= -1 else { continue }
        let parts: [Formula] = [
          .map(sine == .sin ? .tan : .tanh, x), .power(over, .constant(p - 1)), .power(under, .constant(q + 1)),
        ]
        return Rewrite(contraction.replacing([i, j], by: parts.map { .init($0, factor.labels) }))
      }
    }
    return nil
  }

  /// (x/√v + 1)/(√v + x) = 1/√v: two sums that differ by a factor cancel.
  static let cancelSums = RewriteRule("cancel", "Numerator and denominator have a sum in common.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (i, top) in contraction.factors.enumerated() where top.formula.isScalarSum {
      let cleared = top.formula.clearedOfFractions
      for (j, bottom) in contraction.factors.enumerated() {
        let (u, exponent) = bottom.formula.baseAndExponent
        guard exponent <= -1, u.isScalarSum, let first = u.terms.first,
          let match = cleared.sum.terms.first(where: { $0.formula == first.formula })
        else { continue }
        let ratio = match.coefficient / first.coefficient
        guard cleared.sum == u.scaledTermByTerm(ratio) else { continue }
        let rest = contraction.replacing(
          [i, j], by: [.init(cleared.denominator, []), .init(.power(u, .constant(exponent + 1)), [])])
        return Rewrite(rest.scaled(by: ratio))
      }
    }
    return nil
  }

  /// 1/(a (x²/a² + 1)) = a/(x² + a²): a denominator loses the fractions in it.
  static let clearFractions = RewriteRule("clear the fractions", "Fractions in a denominator are cleared.") { formula in
    let contraction =
      if case .contraction(let product) = formula.node { product } else {
        Contraction(factors: [.init(formula, [])], sizes: [], rank: 0)
      }
    guard formula.rank == 0 || contraction.factors.count > 1 else { return nil }
    for (place, factor) in contraction.factors.enumerated() where factor.labels.isEmpty {
      let (u, exponent) = factor.formula.baseAndExponent
      guard exponent.isNegative, exponent.isInteger, u.isScalarSum else { continue }
      let cleared = u.clearedOfFractions
      guard cleared.sum != u, cleared.isWhole else { continue }
      let candidate = contraction.replacing(
        [place],
        by: [
          .init(.power(cleared.sum, .constant(exponent)), []),
          .init(.power(cleared.denominator, .constant(exponent)), []),
        ])
      if candidate.length < formula.length { return Rewrite(candidate) }
    }
    return nil
  }

  /// 2/u − 2 (x² − 1)/u² = 4/u² for u = x² + 1: terms over powers of one sum share a denominator, entry by entry.
  static let commonDenominator = RewriteRule("common denominator", "The terms are put over one denominator.") {
    formula in
    shared(in: formula).map { Rewrite($0.numerator.entrywise(.power($0.u, .constant($0.exponent)))) }
  }

  /// The terms over the denominator that they come to share, the numerator as it is then: (x² + 1 − x²)/u. Nil where they come to share
  /// none.
  static func overOneDenominator(_ formula: Formula) -> Formula? {
    guard let (u, exponent, _) = shared(in: formula) else { return nil }
    let raised = formula.terms.map { term in
      let product = term.formula.entrywise(.power(u, .constant(-exponent)))
      let (coefficient, rest) = product.coefficientAndRest
      return Term(term.coefficient * coefficient, rest)
    }
    let own = Array(0..<formula.rank)
    return .contraction(
      [
        .init(.sum(raised, shape: formula.shape, flattening: false), own), .init(.power(u, .constant(exponent)), own),
      ], output: own)
  }

  /// The sum u over whose power all terms can stand, and the numerator, where the formula gets shorter by it.
  private static func shared(in formula: Formula) -> (u: Formula, exponent: Rational, numerator: Formula)? {
    guard case .sum(let terms) = formula.node, (2...8).contains(terms.count) else { return nil }
    var lowest: [Formula: Rational] = [:]
    var holders: [Formula: Int] = [:]
    for term in terms {
      for (u, exponent) in term.formula.entryPowers where exponent.isNegative && u.isShortSum {
        lowest[u] = min(lowest[u] ?? 0, exponent)
        holders[u, default: 0] += 1
      }
    }
    for (u, exponent) in lowest.sorted(by: { $0.key < $1.key }) {
      // With more terms than before nothing has cancelled, unless all of them stood over u.
      let most = holders[u] == terms.count ? terms.count + 1 : terms.count
      guard let numerator = numerator(terms, over: u, to: exponent, shape: formula.shape),
        numerator.terms.count <= most
      else { continue }
      let candidate = numerator.entrywise(.power(u, .constant(exponent)))
      if candidate.length < formula.length { return (u, exponent, numerator) }
    }
    return nil
  }

  /// The sum of terms over uᵉ, multiplied out; nil where it has many terms or a root of u is left.
  private static func numerator(_ terms: [Term], over u: Formula, to exponent: Rational, shape: [Size]) -> Formula? {
    var over: [Term] = []
    for term in terms {
      let own = term.formula.entryPowers.first { $0.base == u }?.exponent ?? 0
      guard let count = (own - exponent).integerValue, (0...4).contains(count) else { return nil }
      let rest = own.isZero ? term.formula : term.formula.entrywise(.power(u, .constant(-own)))
      guard var products = CommonFactorLaws.distribute(Term(term.coefficient, rest), atMost: 200) else { return nil }
      for _ in 0..<count {
        products = products.flatMap { product in
          u.terms.map { Term(product.coefficient * $0.coefficient, product.formula.entrywise($0.formula)) }
        }
        if products.count > 40 { return nil }
      }
      over += products
    }
    return .sum(over, shape: shape)
  }
}

extension Formula {
  fileprivate var isScalarSum: Bool {
    if case .sum(let terms) = node { return rank == 0 && (2...6).contains(terms.count) }
    return false
  }

  fileprivate var isShortSum: Bool { if case .sum(let terms) = node { (2...6).contains(terms.count) } else { false } }

  /// What each entry of the formula is a product of, with exponents: the factors that have all its axes.
  fileprivate var entryPowers: [(base: Formula, exponent: Rational)] {
    guard case .contraction(let contraction) = node else { return [baseAndExponent] }
    let own = Array(0..<rank)
    return contraction.factors.filter { $0.labels == own }.map(\.formula.baseAndExponent)
  }

  /// The product entry by entry of two formulas of one shape, laid flat.
  fileprivate func entrywise(_ other: Formula) -> Formula {
    let own = Array(0..<rank)
    return .contraction([.init(self, own), .init(other, own)], output: own, flattening: true)
  }

  /// The scalars that the formula is a product of, with their exponents.
  fileprivate var scalarPowers: [(base: Formula, exponent: Rational)] {
    if case .contraction(let contraction) = node {
      return contraction.factors.filter(\.labels.isEmpty).map(\.formula.baseAndExponent)
    }
    return rank == 0 ? [baseAndExponent] : []
  }

  fileprivate func scaledTermByTerm(_ number: Rational) -> Formula {
    .sum(terms.map { Term($0.coefficient * number, $0.formula) }, shape: shape)
  }

  /// The sum times the least product of powers that leaves no scalar with a negative exponent in any term, and 1 over that
  /// product; `isWhole` where its exponents are whole numbers.
  fileprivate var clearedOfFractions: (sum: Formula, denominator: Formula, isWhole: Bool) {
    var least: [Formula: Rational] = [:]
    for term in terms {
      for (base, exponent) in term.formula.scalarPowers where exponent.isNegative {
        least[base] = min(least[base] ?? 0, exponent)
      }
    }
    let powers = least.sorted { $0.key < $1.key }
    let factor = powers.map { Formula.power($0.key, .constant(-$0.value)) }
    let sum = Formula.sum(
      terms.map { Term($0.coefficient, Formula.product([$0.formula] + factor)) }, shape: shape)
    let denominator = Formula.product(powers.map { .power($0.key, .constant($0.value)) })
    return (sum, denominator, powers.allSatisfy(\.value.isInteger))
  }
}
