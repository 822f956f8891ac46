import GradusExpression

/// c₀ + c₁ x + … + cₙ xⁿ with numbers as coefficients that formulas without x stand for, and cₙ not zero as it is written.
struct SymbolicPolynomial: Hashable {
  /// By rising power; none for the zero polynomial.
  let coefficients: [Formula]

  /// Beyond this degree nothing is multiplied out.
  static let mostDegree = 100

  init(_ coefficients: [Formula]) {
    var trimmed = coefficients
    while trimmed.last?.isZero == true { trimmed.removeLast() }
    self.coefficients = trimmed
  }

  var degree: Int { coefficients.count - 1 }
  var isZero: Bool { coefficients.isEmpty }

  /// The polynomial with numbers for coefficients; nil where a symbol or an irrational number is among them.
  var rational: RationalPolynomial? {
    let numbers = coefficients.compactMap(\.constantValue)
    return numbers.count == coefficients.count ? RationalPolynomial(numbers) : nil
  }

  /// The formula that the polynomial is at a number.
  func callAsFunction(_ x: Formula) -> Formula {
    .sum(
      coefficients.enumerated().map { Term(1, .product([$1, .power(x, .constant(Rational($0)))])) }, shape: [],
      flattening: true)
  }

  /// The greatest k for which the polynomial is one in xᵏ, with the coefficients of that.
  var inPower: (exponent: Int, polynomial: SymbolicPolynomial) {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    let k = coefficients.indices.filter { !coefficients[$0].isZero }.reduce(0, divisor)
    return k < 2 ? (1, self) : (k, SymbolicPolynomial(stride(from: 0, through: degree, by: k).map { coefficients[$0] }))
  }

  static func + (left: SymbolicPolynomial, right: SymbolicPolynomial) -> SymbolicPolynomial {
    SymbolicPolynomial(
      (0..<max(left.coefficients.count, right.coefficients.count)).map { power in
        [left, right].reduce(Formula.zero) { sum, part in
          power <= part.degree ? sum + part.coefficients[power] : sum
        }
      })
  }

  static func * (left: SymbolicPolynomial, right: SymbolicPolynomial) -> SymbolicPolynomial {
    if left.isZero || right.isZero { return SymbolicPolynomial([]) }
    var result = Array(repeating: Formula.zero, count: left.degree + right.degree + 1)
    for (i, a) in left.coefficients.enumerated() {
      for (j, b) in right.coefficients.enumerated() { result[i + j] = result[i + j] + a.multipliedOut(by: b) }
    }
    return SymbolicPolynomial(result)
  }

  func power(_ exponent: Int) -> SymbolicPolynomial {
    (0..<exponent).reduce(SymbolicPolynomial([.one])) { product, _ in product * self }
  }
}

extension Formula {
  /// The product of two numbers, term by term.
  fileprivate func multipliedOut(by other: Formula) -> Formula {
    var terms: [Term] = []
    for a in self.terms {
      for b in other.terms { terms.append(Term(a.coefficient * b.coefficient, .product([a.formula, b.formula]))) }
    }
    return .sum(terms, shape: [])
  }
}

/// A quotient of polynomials in an unknown number, with the denominator in the factors that it was written with.
struct SymbolicQuotient {
  private(set) var numerator: SymbolicPolynomial
  private(set) var denominator: [SymbolicPolynomial: Int]

  private init(_ numerator: SymbolicPolynomial, over denominator: [SymbolicPolynomial: Int] = [:]) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Nil where the formula is no quotient of polynomials.
  init?(_ formula: Formula, in unknown: Formula) {
    guard formula.isScalar, let result = Self.quotient(formula, unknown) else { return nil }
    self = result
  }

  private static func quotient(_ formula: Formula, _ unknown: Formula) -> SymbolicQuotient? {
    if formula == unknown { return SymbolicQuotient(SymbolicPolynomial([.zero, .one])) }
    let whole = formula.contains(unknown) ? nil : SymbolicQuotient(SymbolicPolynomial([formula]))
    switch formula.node {
    case .sum(let terms):
      var result = SymbolicQuotient(SymbolicPolynomial([]))
      for term in terms {
        guard var part = quotient(term.formula, unknown) else { return nil }
        part.numerator = part.numerator * SymbolicPolynomial([.constant(term.coefficient)])
        result = result.plus(part)
      }
      return result
    case .contraction(let contraction):
      let numbers = contraction.factors.filter(\.labels.isEmpty)
      let others = contraction.factors.filter { !$0.labels.isEmpty }
      guard !others.contains(where: { $0.formula.contains(unknown) }) else { return whole }
      var result = SymbolicQuotient(SymbolicPolynomial([others.isEmpty ? .one : contraction.rebuilt(others)]))
      for number in numbers {
        guard let part = quotient(number.formula, unknown) else { return nil }
        result = result.times(part)
      }
      return result.isSane ? result : nil
    case .power(let base, let exponent):
      guard let power = exponent.constantValue?.integerValue, abs(power) <= SymbolicPolynomial.mostDegree else {
        return whole
      }
      if power < 0, whole != nil { return whole }
      guard let part = quotient(base, unknown), part.numerator.degree * abs(power) <= SymbolicPolynomial.mostDegree
      else { return nil }
      return part.raised(to: power)
    default: return whole
    }
  }

  private var isSane: Bool { numerator.degree <= SymbolicPolynomial.mostDegree }

  private func plus(_ other: SymbolicQuotient) -> SymbolicQuotient {
    let common = denominator.merging(other.denominator) { max($0, $1) }
    func expanded(_ quotient: SymbolicQuotient) -> SymbolicPolynomial {
      common.reduce(quotient.numerator) { $0 * $1.key.power($1.value - (quotient.denominator[$1.key] ?? 0)) }
    }
    return SymbolicQuotient(expanded(self) + expanded(other), over: common)
  }

  private func times(_ other: SymbolicQuotient) -> SymbolicQuotient {
    SymbolicQuotient(
      numerator * other.numerator, over: denominator.merging(other.denominator) { $0 + $1 })
  }

  private func raised(to power: Int) -> SymbolicQuotient {
    let count = abs(power)
    let top = numerator.power(count)
    let bottom = denominator.mapValues { $0 * count }
    if power >= 0 { return SymbolicQuotient(top, over: bottom) }
    return SymbolicQuotient(
      bottom.reduce(SymbolicPolynomial([.one])) { $0 * $1.key.power($1.value) }, over: [numerator: count])
  }
}
