import BigInt

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

extension Rational {
  /// The nearest `Double`, ties to the even one; infinite beyond the largest, and 0 below half the smallest.
  public var doubleValue: Double {
    let (top, bottom) = (numerator.magnitude, denominator.magnitude)
    if max(top.bitWidth, bottom.bitWidth) <= 53 { return Double(Int(numerator)) / Double(Int(denominator)) }
    // The exponent of the leading bit is this or one less; below the normal numbers there are fewer digits.
    let exponent = top.bitWidth - bottom.bitWidth
    if exponent > 1100 { return isNegative ? -.infinity : .infinity }
    if exponent < -1200 { return isNegative ? -0.0 : 0 }
    let shift = min(54 - exponent, 1076)
    var (quotient, remainder) =
      shift >= 0
      ? (top << shift).quotientAndRemainder(dividingBy: bottom)
      : top.quotientAndRemainder(dividingBy: bottom << -shift)
    // Exactly 53 significant bits, or as many as there are above 2⁻¹⁰⁷⁴, rounded once.
    let excess = max(quotient.bitWidth - 53, shift - 1074)
    if excess > 0 {
      let unit = BigUInt(1) << excess
      let (kept, lost) = quotient.quotientAndRemainder(dividingBy: unit)
      let half = unit >> 1
      let isUp = lost > half || (lost == half && (!remainder.isZero || !(kept % 2).isZero))
      quotient = isUp ? kept + 1 : kept
      remainder = 0
    }
    let value = scalbn(Double(UInt64(quotient)), Int32(max(excess, 0) - shift))
    return isNegative ? -value : value
  }

  /// log of a positive number, also of one beyond the range of a `Double`.
  var naturalLogarithm: Double {
    let value = doubleValue
    if value.isNormal { return log(value) }
    let exponent = numerator.magnitude.bitWidth - denominator.magnitude.bitWidth
    let scale = BigInt(1) << abs(exponent)
    let rest = exponent > 0 ? Rational(numerator, denominator * scale) : Rational(numerator * scale, denominator)
    return log(rest.doubleValue) + Double(exponent) * log(2)
  }
}

extension Rational {
  /// The number that a `Double` is, exactly: `Rational(0.5)` is 1/2, and `Rational(0.1)` is 3602879701896397/36028797018963968,
  /// because no `Double` is a tenth (`Rational("0.1")` is). Nil for NaN and infinities.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    if value == 0 {
      self = 0
      return
    }
    // The significand is a whole number of units of the last place.
    let unit = value.ulp.exponent
    let whole = Rational(BigInt(value.scaled(exponent: -Int(unit))))
    self = whole * (unit >= 0 ? Rational(BigInt(1) << Int(unit)) : Rational(1, BigInt(1) << Int(-unit)))
  }
}

extension Double {
  /// Times a power of 2, in two steps where one factor would overflow.
  fileprivate func scaled(exponent: Int) -> Double {
    let half = exponent / 2
    return self * Double(sign: .plus, exponent: half, significand: 1)
      * Double(sign: .plus, exponent: exponent - half, significand: 1)
  }
}
