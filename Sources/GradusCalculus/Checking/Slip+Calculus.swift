package import GradusExpression

/// Slips of the rules of differentiation, which only the formula itself shows.
extension Slip {
  /// Looks for one slip on the way from a formula to its derivative.
  ///
  /// - Parameters:
  ///   - formula: what was differentiated.
  ///   - variables: the symbol, or symbols one after the other.
  package static func likely(
    answer: Formula, expected: Formula, of formula: Formula, withRespectTo variables: [Formula]
  ) -> Slip? {
    let isPlain = formula.isScalar && variables.count == 1 && answer.shape == expected.shape
    if isPlain, let slip = innerDerivative(answer, expected, formula, variables[0]) { return slip }
    if let slip = likely(answer: answer, expected: expected) { return slip }
    guard answer.shape == expected.shape else { return nil }
    if isPlain, let slip = rule(answer, expected, formula, variables[0]) { return slip }
    return factor(answer, expected) ?? term(answer, expected) ?? pair(answer, expected)
  }

  /// The most parts of a formula that are tried.
  private static let mostParts = 16

  /// The parts of a formula that a variable moves.
  private static func moving(_ formula: Formula, _ variable: Formula) -> [Formula] {
    Array(
      formula.nodesBottomUp.filter { $0 != variable && $0 != formula && $0.contains(variable) }.prefix(mostParts))
  }

  /// The inner derivative of the chain rule is missing.
  private static func innerDerivative(
    _ answer: Formula, _ expected: Formula, _ formula: Formula, _ variable: Formula
  ) -> Slip? {
    guard variable.isScalar else { return nil }
    for part in moving(formula, variable) where part.isScalar {
      guard let inner = try? derivative(of: part, withRespectTo: variable).simplified(), inner != .one, !inner.isZero
      else { continue }
      if Formula.product([answer, inner]).agrees(with: expected) { return .missingInnerDerivative(of: part, inner) }
    }
    return nil
  }

  /// Something was held constant, or a product was differentiated factor by factor.
  private static func rule(_ answer: Formula, _ expected: Formula, _ formula: Formula, _ variable: Formula) -> Slip? {
    func slope(_ part: Formula) -> Formula? { try? derivative(of: part, withRespectTo: variable).simplified() }
    for part in moving(formula, variable) {
      let constant = Formula.symbol("held constant", part.shape)
      let held = formula.substituting([part: constant])
      guard held.contains(variable), let slope = slope(held) else { continue }
      if slope.substituting([constant: part]).agrees(with: answer) { return .heldConstant(part) }
    }
    if variable.isScalar, case .contraction(let product) = formula.coefficientAndRest.rest.node {
      let factors = product.factors.filter { $0.formula.contains(variable) }
      let slopes = factors.compactMap { $0.labels.isEmpty ? slope($0.formula) : nil }
      let rest = product.factors.filter { !$0.formula.contains(variable) }.map(\.formula)
      if factors.count > 1, slopes.count == factors.count, rest.allSatisfy(\.isScalar),
        Formula.product(slopes + rest).scaled(by: formula.coefficientAndRest.coefficient).agrees(with: answer)
      {
        return .productOfDerivatives
      }
    }
    return nil
  }

  /// A scalar factor of the right answer that the given one lacks, or the other way round.
  private static func factor(_ answer: Formula, _ expected: Formula) -> Slip? {
    for factor in scalarFactors(of: expected) where times(factor, answer).agrees(with: expected) {
      return .missingFactor(factor)
    }
    for factor in scalarFactors(of: answer) where times(factor, expected).agrees(with: answer) {
      return .extraFactor(factor)
    }
    return nil
  }

  private static func times(_ scalar: Formula, _ formula: Formula) -> Formula {
    .contraction([.init(scalar, []), .init(formula, Array(0..<formula.rank))], output: Array(0..<formula.rank))
  }

  /// The products of a few of the scalar factors of a product, roots of them among these, with and without its number.
  private static func scalarFactors(of formula: Formula) -> [Formula] {
    let (coefficient, rest) = formula.coefficientAndRest
    var single: [Formula] = []
    if case .contraction(let product) = rest.node {
      single = product.factors.filter(\.labels.isEmpty).map(\.formula)
    } else if rest.isScalar, rest != .one {
      single = [rest]
    }
    single = Array(single.prefix(4))
    var found: [Formula] = []
    for mask in 1..<max(1 << single.count, 1) {
      found.append(.product(single.indices.filter { mask >> $0 & 1 == 1 }.map { single[$0] }))
    }
    for factor in single {
      let (base, exponent) = factor.baseAndExponent
      if exponent.isNegative { found.append(.power(base, .constant(Rational(-1, 2)))) }
      if exponent < -1 { found.append(.power(base, -1)) }
      if exponent > 1 { found.append(base) }
    }
    let numbers = Set([coefficient, Rational(1, 2), 2]).subtracting([1]).sorted()
    return found + numbers.flatMap { number in found.map { $0.scaled(by: number) } }
  }

  /// One term has the wrong number in front.
  private static func term(_ answer: Formula, _ expected: Formula) -> Slip? {
    let terms = answer.terms.count > 1 ? answer.terms : CommonFactorLaws.distribute(Term(1, answer))
    guard (2...8).contains(terms.count) else { return nil }
    for term in terms {
      let part = term.formula.scaled(by: term.coefficient)
      for number in [Rational(2), -1, Rational(1, 2), -2, 3, 4]
      where (answer + part.scaled(by: number - 1)).agrees(with: expected) {
        return .factorOfTerm(part, number)
      }
    }
    return nil
  }

  /// Two matrices are to be transposed.
  private static func pair(_ answer: Formula, _ expected: Formula) -> Slip? {
    let square = answer.symbols.filter { $0.shape.count == 2 && $0.shape[0] == $0.shape[1] }.prefix(5)
    for (place, first) in square.enumerated() {
      for second in square.dropFirst(place + 1) {
        let turned = [first, second].map(Formula.symbol).map { ($0, $0.transposed) }
        if answer.substituting(Dictionary(uniqueKeysWithValues: turned)).agrees(with: expected) {
          return .lostTransposes(first.name, second.name)
        }
      }
    }
    return nil
  }
}
