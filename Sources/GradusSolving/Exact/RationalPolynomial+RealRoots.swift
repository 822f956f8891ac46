import BigInt
import GradusExpression

extension RationalPolynomial {
  /// The real roots of a polynomial with simple roots that are no dyadic fractions, in rising order, each to 70 significant bits.
  ///
  /// Sturm's theorem counts the roots of an interval exactly, so that none is lost or invented however large the coefficients
  /// are; an interval with one root is halved by the sign of the polynomial.
  func realRoots() -> [Rational] {
    guard degree > 0 else { return [] }
    let chain = sturmChain.map(\.wholeCoefficients)
    let own = chain[0]
    func signChanges(_ x: DyadicFraction) -> Int {
      let signs = chain.map { x.sign(of: $0) }.filter { $0 != 0 }
      return zip(signs, signs.dropFirst()).count { $0 != $1 }
    }
    // Cauchy: every root is smaller than 1 + max |cᵢ/cₙ|.
    let largest = coefficients.dropLast().map { ($0 / leading).magnitude }.max() ?? 0
    let bits = largest.numerator.bitWidth - largest.denominator.bitWidth + 3
    let bound = DyadicFraction(BigInt(1) << max(bits, 1), 0)
    var roots: [Rational] = []
    var open = [(low: -bound, high: bound, lowChanges: signChanges(-bound), highChanges: signChanges(bound))]
    while let interval = open.popLast() {
      let count = interval.lowChanges - interval.highChanges
      if count == 0 { continue }
      if count == 1 {
        roots.append(DyadicFraction.root(of: own, between: interval.low, and: interval.high))
        continue
      }
      let middle = interval.low.middle(interval.high)
      let changes = signChanges(middle)
      open.append((interval.low, middle, interval.lowChanges, changes))
      open.append((middle, interval.high, changes, interval.highChanges))
    }
    return roots.sorted()
  }

  /// f, f′ and the negative remainders of Euclid's algorithm.
  var sturmChain: [RationalPolynomial] {
    var chain = [self, derivative]
    while let last = chain.last, last.degree > 0 {
      let remainder = chain[chain.count - 2].divided(by: last).remainder
      if remainder.isZero { break }
      // Only signs matter: dividing by a positive number keeps the coefficients small.
      let size = -remainder.leading.magnitude
      chain.append(RationalPolynomial(remainder.coefficients.map { $0 / size }))
    }
    return chain
  }

  /// The coefficients times their common denominator.
  private var wholeCoefficients: [BigInt] {
    let scale = coefficients.reduce(BigInt(1)) {
      $0 / $0.greatestCommonDivisor(with: $1.denominator) * $1.denominator
    }
    return coefficients.map { $0.numerator * (scale / $0.denominator) }
  }
}

/// numerator / 2^exponent, not in lowest terms: halving an interval takes no common divisor.
private struct DyadicFraction {
  let numerator: BigInt
  let exponent: Int

  init(_ numerator: BigInt, _ exponent: Int) { (self.numerator, self.exponent) = (numerator, exponent) }

  static prefix func - (value: DyadicFraction) -> DyadicFraction { DyadicFraction(-value.numerator, value.exponent) }

  private func raised(to exponent: Int) -> BigInt { numerator << (exponent - self.exponent) }

  func middle(_ other: DyadicFraction) -> DyadicFraction {
    let exponent = max(exponent, other.exponent)
    return DyadicFraction(raised(to: exponent) + other.raised(to: exponent), exponent + 1)
  }

  /// The sign of Σ cᵢ xⁱ, by Horner's rule times 2^(exponent · degree).
  func sign(of coefficients: [BigInt]) -> Int {
    var value = BigInt(0)
    for (count, coefficient) in coefficients.reversed().enumerated() {
      value = value * numerator + (coefficient << (exponent * count))
    }
    return value.isZero ? 0 : value.sign == .minus ? -1 : 1
  }

  /// The one root between two numbers at which a polynomial has different signs.
  static func root(of coefficients: [BigInt], between low: DyadicFraction, and high: DyadicFraction) -> Rational {
    var (low, high) = (low, high)
    let sign = low.sign(of: coefficients)
    while true {
      let exponent = max(low.exponent, high.exponent)
      let (a, b) = (low.raised(to: exponent), high.raised(to: exponent))
      let middle = low.middle(high)
      let isNarrow = a.sign == b.sign && (b - a).magnitude.bitWidth + 70 <= min(a.magnitude, b.magnitude).bitWidth
      let own = isNarrow ? 0 : middle.sign(of: coefficients)
      if own == 0 { return Rational(middle.numerator, BigInt(1) << middle.exponent) }
      if own == sign { low = middle } else { high = middle }
    }
  }
}
