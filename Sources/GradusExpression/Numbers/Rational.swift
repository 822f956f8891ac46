public import BigInt

/// An exact rational number, always in lowest terms with a positive denominator.
///
///     let half = Rational(1, 2)
///     half + half == 1
public struct Rational: Hashable, Sendable {
  /// The numerator; it carries the sign.
  public let numerator: BigInt
  /// The denominator, at least 1.
  public let denominator: BigInt

  /// `numerator / denominator` in lowest terms. Traps when the denominator is zero.
  public init(_ numerator: BigInt, _ denominator: BigInt) {
    precondition(!denominator.isZero, "a rational number with denominator 0: \(numerator)/0")
    if denominator == 1 {
      self.numerator = numerator
      self.denominator = denominator
      return
    }
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator.sign == .minus ? -1 : 1
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  /// A whole number of any size.
  public init(_ integer: BigInt) { self.init(integer, 1) }
  /// A whole number.
  public init(_ integer: Int) { self.init(BigInt(integer), 1) }
  /// A fraction, in lowest terms. Traps where the denominator is 0.
  public init(_ numerator: Int, _ denominator: Int) { self.init(BigInt(numerator), BigInt(denominator)) }

  /// The number 0.
  public static let zero = Rational(0)
  /// The number 1.
  public static let one = Rational(1)

  /// Whether it is 0.
  public var isZero: Bool { numerator.isZero }
  /// Whether it is 1.
  public var isOne: Bool { numerator == 1 && denominator == 1 }
  /// Whether it is a whole number.
  public var isInteger: Bool { denominator == 1 }
  /// Whether it is below 0.
  public var isNegative: Bool { numerator.sign == .minus && !numerator.isZero }
  /// The number without its sign.
  public var magnitude: Rational { isNegative ? -self : self }

  /// The value as an `Int`, or nil where it is no integer or does not fit.
  public var integerValue: Int? { isInteger ? Int(exactly: numerator) : nil }

  /// `1 / self`; nil for zero.
  public var reciprocal: Rational? { isZero ? nil : Rational(denominator, numerator) }
}

extension Rational: Comparable {
  /// Whether the left number is the smaller one.
  public static func < (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }
}

extension Rational: ExpressibleByIntegerLiteral {
  /// A whole number.
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Rational {
  /// The exact sum.
  public static func + (left: Rational, right: Rational) -> Rational {
    Rational(
      left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator)
  }
  /// The exact difference.
  public static func - (left: Rational, right: Rational) -> Rational { left + -right }
  /// The number with the other sign.
  public static prefix func - (value: Rational) -> Rational { Rational(-value.numerator, value.denominator) }
  /// The exact product.
  public static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, left.denominator * right.denominator)
  }
  /// Traps on division by zero.
  public static func / (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.denominator, left.denominator * right.numerator)
  }
  /// Adds a number.
  public static func += (left: inout Rational, right: Rational) { left = left + right }
  /// Subtracts a number.
  public static func -= (left: inout Rational, right: Rational) { left = left - right }
  /// Multiplies by a number.
  public static func *= (left: inout Rational, right: Rational) { left = left * right }
  /// Divides by a number. Traps where it is 0.
  public static func /= (left: inout Rational, right: Rational) { left = left / right }

  /// `self` to an integer power. Traps on zero to a negative power.
  public func power(_ exponent: Int) -> Rational {
    let base = exponent < 0 ? Rational(denominator, numerator) : self
    return Rational(base.numerator.power(abs(exponent)), base.denominator.power(abs(exponent)))
  }
}

extension Rational {
  /// The greatest whole number that is no greater.
  package var floor: Rational {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Rational(remainder.sign == .minus ? quotient - 1 : quotient, 1)
  }

  /// The bits of the longer of numerator and denominator.
  package var bitWidth: Int { max(numerator.bitWidth, denominator.bitWidth) }

  /// ∛self where that is rational.
  var cubeRoot: Rational? {
    guard let top = numerator.exactCubeRoot, let bottom = denominator.exactCubeRoot else { return nil }
    return Rational(top, bottom)
  }
}

extension BigInt {
  /// The whole number whose cube this is; nil where there is none.
  fileprivate var exactCubeRoot: BigInt? {
    if isZero { return 0 }
    // Newton's method from above: r ← (2 r + n/r²)/3 falls until it is ⌊∛n⌋.
    let magnitude = BigInt(self.magnitude)
    var root = BigInt(1) << (magnitude.bitWidth / 3 + 1)
    while true {
      let next = (2 * root + magnitude / (root * root)) / 3
      if next >= root { break }
      root = next
    }
    guard root * root * root == magnitude else { return nil }
    return sign == .minus ? -root : root
  }
}

extension Rational {
  /// Reads `3`, `-3/4`, `0.25`, `1e-3`; nil where the text is no rational number.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let top = Rational(decimal: parts[0]), let bottom = Rational(decimal: parts[1]), !bottom.isZero else {
        return nil
      }
      self = top / bottom
    } else if parts.count == 1, let value = Rational(decimal: parts[0]) {
      self = value
    } else {
      return nil
    }
  }

  private init?(decimal text: some StringProtocol) {
    let halves = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard halves.count <= 2, let mantissa = halves.first else { return nil }
    var exponent = 0
    if halves.count == 2 {
      guard let value = Int(halves[1]), abs(value) <= 4096 else { return nil }
      exponent = value
    }
    let digits = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard digits.count <= 2 else { return nil }
    var joined = String(digits[0])
    if digits.count == 2 {
      joined += digits[1]
      exponent -= digits[1].count
    }
    guard joined.contains(where: \.isNumber), let number = BigInt(joined) else { return nil }
    let scale = BigInt(10).power(abs(exponent))
    self = exponent >= 0 ? Rational(number * scale, 1) : Rational(number, scale)
  }
}

extension Rational: CustomStringConvertible {
  /// `3` or `-3/4`.
  public var description: String { isInteger ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
