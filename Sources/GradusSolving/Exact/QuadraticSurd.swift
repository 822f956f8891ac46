import BigInt
public import GradusExpression

/// a + b √d, exactly: a root of a quadratic with rational coefficients. A negative d makes it complex.
public struct QuadraticSurd: Hashable, Sendable {
  /// The part without a root.
  public let rationalPart: Rational
  /// b, the factor of the root; never zero.
  public let coefficient: Rational
  /// d, a whole number other than 0 and 1, free of the squares of small primes.
  public let radicand: Rational

  /// The two roots of x² + p x + q, the one with +√ first; nil where they are rational.
  package static func roots(linear p: Rational, constant q: Rational) -> (QuadraticSurd, QuadraticSurd)? {
    // x = −p/2 ± √(p²/4 − q), and √(u/v) = √(u v) / v.
    let discriminant = p * p / 4 - q
    let (square, free) = Self.splitSquare(discriminant.numerator * discriminant.denominator)
    if free == 0 || free == 1 { return nil }
    let factor = Rational(square, discriminant.denominator)
    let surds = [factor, -factor].map {
      QuadraticSurd(rationalPart: -p / 2, coefficient: $0, radicand: Rational(free))
    }
    return (surds[0], surds[1])
  }

  /// n = s² f with f free of the squares of primes below 1000 and itself no square.
  private static func splitSquare(_ number: BigInt) -> (root: BigInt, free: BigInt) {
    if number.isZero { return (0, 0) }
    var free = BigInt(number.magnitude)
    var root: BigInt = 1
    for prime in 2..<1000 {
      let square = BigInt(prime * prime)
      if square > free { break }
      while (free % square).isZero {
        free /= square
        root *= BigInt(prime)
      }
    }
    let whole = free.squareRoot()
    if whole > 1, whole * whole == free {
      root *= whole
      free = 1
    }
    return (root, number.sign == .minus ? -free : free)
  }

  /// Whether the root is one of a number that is not negative.
  public var isReal: Bool { !radicand.isNegative }

  /// The real and the imaginary part, rounded.
  public var value: (real: Double, imaginary: Double) {
    let part = coefficient.doubleValue * radicand.magnitude.doubleValue.squareRoot()
    guard isReal else { return (rationalPart.doubleValue, part) }
    if rationalPart.isNegative == coefficient.isNegative || rationalPart.isZero {
      return (rationalPart.doubleValue + part, 0)
    }
    // Two numbers that nearly cancel: a + b √d = (a² − b² d) / (a − b √d), whose top is exact.
    let top = rationalPart * rationalPart - coefficient * coefficient * radicand
    return (top.doubleValue / (rationalPart.doubleValue - part), 0)
  }
}

extension QuadraticSurd: CustomStringConvertible {
  /// `1/2 + √5/2`, `3 − 2√2`, `1 + 2i`, `−i√3`.
  public var description: String {
    let magnitude = coefficient.magnitude
    let radical = radicand.magnitude.isOne ? "" : "√\(radicand.magnitude)"
    let number = magnitude.numerator == 1 ? "" : "\(magnitude.numerator)"
    var surd = number + (isReal ? "" : "i") + radical
    if magnitude.denominator != 1 { surd += "/\(magnitude.denominator)" }
    if rationalPart.isZero { return (coefficient.isNegative ? "−" : "") + surd }
    let first = rationalPart.description.replacing("-", with: "−")
    return first + (coefficient.isNegative ? " − " : " + ") + surd
  }
}
