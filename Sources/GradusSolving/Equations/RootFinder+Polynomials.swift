import BigInt
import Foundation
import GradusCalculus
package import GradusExpression

extension RootFinder {
  mutating func roots(of quotient: SymbolicQuotient) -> [Root]? {
    let factors = quotient.denominator.keys.filter { $0.degree > 0 }
    let polynomial = quotient.numerator
    if polynomial.degree > 1 || !factors.isEmpty {
      note(
        "bring to one side", polynomial(unknown), .zero,
        factors.isEmpty
          ? "Bring everything to one side and collect the powers of the unknown."
          : "Bring everything over one denominator: a quotient vanishes where its numerator does and its denominator does not."
      )
    }
    guard let found = roots(of: polynomial) else { return nil }
    // A denominator that vanishes too rules a root out.
    let kept = found.compactMap { root -> Root? in
      var required = root.conditions
      for factor in factors {
        let value = factor(root.value)
        guard let sign = certainSign(value) else {
          if value.number != nil { return nil }
          required.append(.nonzero(value.simplified()))
          continue
        }
        if sign == .zero { return nil }
      }
      return root.with(conditions: required)
    }
    if kept.isEmpty, !found.isEmpty { reason = "a denominator vanishes where the numerator does" }
    return kept
  }

  mutating func roots(of polynomial: SymbolicPolynomial) -> [Root]? {
    let coefficients = polynomial.coefficients
    guard let lowest = coefficients.firstIndex(where: { !$0.isZero }) else {
      isEverywhere = true
      return []
    }
    if polynomial.degree == 0 {
      guard certainSign(coefficients[0]).map({ !$0.contains(.zero) }) == true else { return nil }
      reason = "the unknown cancels, and what is left is never 0"
      return []
    }
    if lowest > 0 {
      let rest = SymbolicPolynomial(Array(coefficients[lowest...]))
      let power = Formula.power(unknown, .constant(Rational(lowest)))
      let zero = Root(.zero, multiplicity: lowest)
      if rest.degree == 0 {
        note("a power vanishes", unknown, .zero, "A power is 0 where its base is.")
        return [zero]
      }
      note(
        "factor out", .product([power, rest(unknown)], flattening: false), .zero,
        "Factor out \(lowest == 1 ? "the unknown" : "the power of the unknown"): a product is 0 where one of its factors is."
      )
      return roots(of: rest).map { [zero] + $0 }
    }
    if polynomial.degree == 1 {
      let value = quotient(-coefficients[0], coefficients[1])
      note(
        "collect the unknown", .product([coefficients[1], unknown]), -coefficients[0],
        "Terms with the unknown on the left, the others on the right.")
      if coefficients[1] != .one { note("divide", unknown, value, "Divide by the factor of the unknown.") }
      requireNonzero(coefficients[1])
      return [Root(value)]
    }
    let (exponent, inner) = polynomial.inPower
    if inner.degree == 1 {
      let value = quotient(-inner.coefficients[0], inner.coefficients[1])
      requireNonzero(inner.coefficients[1])
      note("isolate", .power(unknown, .constant(Rational(exponent))), value, "Isolate the power.")
      return roots(ofPower: exponent, value)
    }
    if exponent > 1 {
      let name = Self.freeName(in: polynomial(unknown))
      note(
        "substitute", inner(name), .zero,
        "Only powers of \(Self.power(exponent)) of the unknown occur: put one letter for that.")
      var part = RootFinder(name, facts: facts)
      guard let values = part.roots(of: inner) else { return nil }
      take(part, besides: inner(name))
      return gather(values) { finder, value in
        finder.note(
          "undo the substitution", .power(finder.unknown, .constant(Rational(exponent))), value, "Put it back.")
        return finder.roots(ofPower: exponent, value)
      }
    }
    if polynomial.degree == 2 { return rootsOfQuadratic(coefficients) }
    return polynomial.rational.flatMap { roots(of: $0) }
  }

  private static func power(_ exponent: Int) -> String {
    switch exponent {
    case 2: "the square"
    case 3: "the cube"
    default: "the \(exponent)th power"
    }
  }

  private func quotient(_ top: Formula, _ bottom: Formula) -> Formula { (top / bottom).simplified() }

  private mutating func requireNonzero(_ formula: Formula) {
    if facts.sign(formula).contains(.zero), formula.constantValue == nil, formula.number == nil {
      require(.nonzero(formula.simplified()))
    }
  }

  /// The roots for every value of an inner part.
  private mutating func gather(
    _ values: [Root], _ solve: (inout RootFinder, Formula) -> [Root]?
  ) -> [Root]? {
    var all: [Root] = []
    for value in values {
      guard let found = solve(&self, value.value) else { return nil }
      all += found.map {
        $0.with(
          isExact: $0.isExact && value.isExact, multiplicity: $0.multiplicity * value.multiplicity,
          conditions: value.conditions + $0.conditions)
      }
    }
    return all
  }

  /// xⁿ = value
  private mutating func roots(ofPower n: Int, _ value: Formula) -> [Root]? {
    let sign = certainSign(value)
    if sign == .zero { return [Root(.zero, multiplicity: n)] }
    if n == 2, let number = value.constantValue {
      if number.isNegative {
        reason = "a square is never negative, and \(number.printed) is"
        return []
      }
      let roots = RationalPolynomial([-number, 0, 1]).roots().map {
        Root($0.root.formula, approximation: $0.root.value.real)
      }
      note(roots, "Take the square root on both sides: both signs are solutions.")
      return roots
    }
    let magnitude = sign == .negative ? value.scaled(by: -1) : value
    let exact = magnitude.constantValue.flatMap { $0.exactRoot(n) }
    let root = exact.map(Formula.constant) ?? .power(magnitude, .constant(Rational(1, n)))
    if n % 2 == 0 {
      if sign == .negative {
        reason = "an even power is never negative"
        return []
      }
      let certain = facts.sign(value).isNonnegative || sign == .positive
      let roots = [root.scaled(by: -1), root].map { Root($0, conditions: certain ? [] : [.nonnegative(value)]) }
      note(roots, "Take the root on both sides: both signs are solutions.")
      return roots
    }
    let real =
      sign == .negative
      ? root.scaled(by: -1)
      : sign != nil ? root : Formula.map(.sign, value) .* .power(.map(.abs, value), .constant(Rational(1, n)))
    note("take the root", unknown, real, "Take the root on both sides; an odd power takes every value once.")
    return [Root(real)]
  }

  private mutating func note(_ roots: [Root], _ sentence: Words) {
    for (place, root) in roots.enumerated() {
      note(
        "solution", unknown, root.value,
        roots.count == 1 ? sentence : place == 0 ? sentence : "The other solution:")
    }
  }

  /// x = (−b ± √(b² − 4 a c)) / (2 a)
  private mutating func rootsOfQuadratic(_ coefficients: [Formula]) -> [Root]? {
    let (c, b, a) = (coefficients[0], coefficients[1], coefficients[2])
    let formula = "The quadratic formula, x = (−b ± √(b² − 4 a c)) / (2 a), for a x² + b x + c = 0"
    if let polynomial = SymbolicPolynomial(coefficients).rational {
      let numbers = polynomial.coefficients
      let discriminant = numbers[1] * numbers[1] - 4 * numbers[0] * numbers[2]
      let values = "with a = \(numbers[2].printed), b = \(numbers[1].printed), c = \(numbers[0].printed)"
      let sign =
        discriminant.isZero ? "0" : "\(discriminant.printed), which is \(discriminant > 0 ? "positive" : "negative")"
      let sentence = "\(formula) \(values): the discriminant b² − 4 a c is \(sign)"
      if discriminant.isNegative {
        reason = "the discriminant b² − 4 a c is \(discriminant.printed), which is negative"
        note(
          "quadratic formula", SymbolicPolynomial(coefficients)(unknown), .zero, Words(sentence + ": no real solution.")
        )
        return []
      }
      let roots = polynomial.roots().map {
        Root($0.root.formula, multiplicity: $0.multiplicity, approximation: $0.root.value.real)
      }
      note(roots, Words(sentence + (roots.count == 1 ? ": one solution, twice." : ": two solutions.")))
      return roots
    }
    let discriminant = (b.power(2) - a.times(c).scaled(by: 4)).simplified()
    requireNonzero(a)
    let sign = certainSign(discriminant)
    if sign == .negative {
      reason = "the discriminant b² − 4 a c is negative"
      return []
    }
    if !(facts.sign(discriminant).isNonnegative || sign != nil) { require(.nonnegative(discriminant)) }
    let root = Formula.power(discriminant, .constant(Rational(1, 2)))
    let roots = [root.scaled(by: -1), root].map { Root(quotient($0 - b, a.scaled(by: 2))) }
    note(roots, Words(formula + "; the discriminant b² − 4 a c must not be negative."))
    return roots
  }

  private mutating func roots(of polynomial: RationalPolynomial) -> [Root]? {
    let all = polynomial.roots()
    let rational = all.filter { if case .rational = $0.root { true } else { false } }
    if !rational.isEmpty {
      let factors = rational.map { root, multiplicity in
        Formula.power(unknown - root.formula, .constant(Rational(multiplicity)))
      }
      var rest = polynomial
      for (root, multiplicity) in rational {
        guard case .rational(let number) = root else { continue }
        for _ in 0..<multiplicity { rest = rest.divided(by: RationalPolynomial([-number, 1])).quotient }
      }
      note(
        "factor", .product(factors + [rest.formula(unknown)], flattening: false), .zero,
        "A rational root is a divisor of the constant term over a divisor of the leading coefficient; those that are roots are divided out."
      )
    }
    let real = all.filter { $0.root.value.imaginary == 0 }
    // A number beyond the range of a Double has no digits to show.
    if real.contains(where: { !$0.root.isExact && ($0.root.value.real == 0 || !$0.root.value.real.isFinite) }) {
      return nil
    }
    if all.contains(where: { if case .surd = $0.root { true } else { false } }) {
      note(
        "quadratic factors", unknown, unknown,
        "What is left has factors of degree 2, which the quadratic formula solves.")
    }
    if real.contains(where: { !$0.root.isExact }) {
      note(
        "numbers", unknown, unknown,
        "What is left has no root that is rational or quadratic: its real roots are computed as numbers.")
    }
    if real.isEmpty { reason = "the polynomial has no real root" }
    return real.map {
      Root(
        $0.root.formula, isExact: $0.root.isExact, multiplicity: $0.multiplicity, approximation: $0.root.value.real)
    }
  }
}

extension Formula {
  fileprivate func power(_ exponent: Int) -> Formula { .power(self, .constant(Rational(exponent))) }
  fileprivate func times(_ other: Formula) -> Formula { .product([self, other]) }
}

extension AlgebraicNumber {
  /// The number as a formula; its real part where it is no real number.
  package var formula: Formula {
    switch self {
    case .rational(let number): .constant(number)
    case .surd(let surd):
      .constant(surd.rationalPart)
        + Formula.power(.constant(surd.radicand), .constant(Rational(1, 2))).scaled(by: surd.coefficient)
    case .numeric(let real, _): .constant(Rational(exactly: real) ?? 0)
    }
  }
}

extension RationalPolynomial {
  /// The polynomial at an unknown.
  package func formula(_ x: Formula) -> Formula { SymbolicPolynomial(coefficients.map(Formula.constant))(x) }
}

extension Rational {
  /// The number whose nth power this positive one is, where it is rational; one beyond double precision is not looked for.
  fileprivate func exactRoot(_ n: Int) -> Rational? {
    func whole(_ value: BigInt) -> BigInt? {
      let guess = BigInt(pow(Double(value), 1 / Double(n)).rounded())
      return guess.power(n) == value ? guess : nil
    }
    guard numerator.bitWidth < 1000, denominator.bitWidth < 1000, let top = whole(numerator),
      let bottom = whole(denominator)
    else { return nil }
    return Rational(top, bottom)
  }
}
