public import GradusExpression

/// c₀ + c₁ x + … + cₙ xⁿ with exact rational coefficients and cₙ ≠ 0.
public struct RationalPolynomial: Hashable, Sendable {
  /// The coefficients by rising power; the last one is not zero, and the zero polynomial has none.
  public let coefficients: [Rational]

  /// A polynomial with these coefficients, the constant first.
  public init(_ coefficients: [Rational]) {
    var trimmed = coefficients
    while trimmed.last?.isZero == true { trimmed.removeLast() }
    self.coefficients = trimmed
  }

  /// The degree; -1 for the zero polynomial.
  public var degree: Int { coefficients.count - 1 }
  /// Whether it is the polynomial 0.
  public var isZero: Bool { coefficients.isEmpty }
  var leading: Rational { coefficients.last ?? 0 }

  /// The value at `x`, by Horner's rule.
  public func callAsFunction(_ x: Rational) -> Rational {
    coefficients.reversed().reduce(Rational.zero) { $0 * x + $1 }
  }

  /// The value at `real + i imaginary`, exactly.
  func callAsFunction(real: Rational, imaginary: Rational) -> (real: Rational, imaginary: Rational) {
    var value: (real: Rational, imaginary: Rational) = (0, 0)
    for coefficient in coefficients.reversed() {
      value = (
        value.real * real - value.imaginary * imaginary + coefficient,
        value.real * imaginary + value.imaginary * real
      )
    }
    return value
  }

  /// The derivative.
  public var derivative: RationalPolynomial {
    RationalPolynomial(coefficients.indices.dropFirst().map { Rational($0) * coefficients[$0] })
  }

  /// The polynomial divided by its leading coefficient.
  package var monic: RationalPolynomial {
    isZero ? self : RationalPolynomial(coefficients.map { $0 / leading })
  }

  /// Quotient and remainder. Traps when the divisor is zero.
  package func divided(by divisor: RationalPolynomial) -> (
    quotient: RationalPolynomial, remainder: RationalPolynomial
  ) {
    precondition(!divisor.isZero, "division of a polynomial by zero")
    var remainder = coefficients
    var quotient = Array(repeating: Rational.zero, count: max(0, degree - divisor.degree + 1))
    for power in quotient.indices.reversed() {
      let factor = remainder[power + divisor.degree] / divisor.leading
      quotient[power] = factor
      if factor.isZero { continue }
      for index in divisor.coefficients.indices { remainder[power + index] -= factor * divisor.coefficients[index] }
    }
    return (RationalPolynomial(quotient), RationalPolynomial(remainder))
  }

  /// The monic greatest common divisor, by Euclid.
  package func greatestCommonDivisor(with other: RationalPolynomial) -> RationalPolynomial {
    var (first, second) = (self, other)
    while !second.isZero { (first, second) = (second, first.divided(by: second).remainder.monic) }
    return first.monic
  }

  /// f = a₁ a₂² a₃³ …: the factors that are not constant, each with simple roots only, with their exponents.
  ///
  /// Yun's algorithm (SYMSAC 1976).
  package var squareFreeFactors: [(factor: RationalPolynomial, multiplicity: Int)] {
    guard degree > 0 else { return [] }
    var factors: [(factor: RationalPolynomial, multiplicity: Int)] = []
    let common = greatestCommonDivisor(with: derivative)
    var whole = monic.divided(by: common).quotient
    var part = monic.derivative.divided(by: common).quotient - whole.derivative
    var multiplicity = 1
    while whole.degree > 0 {
      let factor = whole.greatestCommonDivisor(with: part)
      if factor.degree > 0 { factors.append((factor, multiplicity)) }
      whole = whole.divided(by: factor).quotient
      part = part.divided(by: factor).quotient - whole.derivative
      multiplicity += 1
    }
    return factors
  }

  static func - (left: RationalPolynomial, right: RationalPolynomial) -> RationalPolynomial {
    let count = max(left.coefficients.count, right.coefficients.count)
    return RationalPolynomial(
      (0..<count).map { power in
        (power < left.coefficients.count ? left.coefficients[power] : 0)
          - (power < right.coefficients.count ? right.coefficients[power] : 0)
      })
  }
}

extension RationalPolynomial: CustomStringConvertible {
  /// `λ² − 5·λ + 6`, in the letter λ.
  public var description: String {
    if isZero { return "0" }
    var text = ""
    for power in coefficients.indices.reversed() where !coefficients[power].isZero {
      let coefficient = coefficients[power]
      let letter = power == 0 ? "" : power == 1 ? "λ" : "λ" + power.raisedDigits
      let number = coefficient.magnitude.isOne && power > 0 ? "" : coefficient.magnitude.description
      let separator = number.isEmpty || letter.isEmpty ? "" : "·"
      let sign = text.isEmpty ? (coefficient.isNegative ? "−" : "") : (coefficient.isNegative ? " − " : " + ")
      text += sign + number + separator + letter
    }
    return text
  }
}

extension Int {
  /// The number in raised digits: `12` is `¹²`.
  var raisedDigits: String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(String(self).map { $0.wholeNumberValue.map { digits[$0] } ?? "⁻" })
  }
}
