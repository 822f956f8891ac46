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
