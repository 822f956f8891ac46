import BigInt
import Foundation
import GradusExpression

/// A complex number with exact parts.
struct ApproximateRoot {
  let real: Rational
  let imaginary: Rational

  /// Infinite beyond the range of a Double.
  var rounded: (real: Double, imaginary: Double) { (real.doubleValue, imaginary.doubleValue) }
  /// |imaginary| / |real|
  var elevation: Double {
    real.isZero ? (imaginary.isZero ? 0 : .infinity) : (imaginary / real).magnitude.doubleValue
  }
}

extension RationalPolynomial {
  /// All roots of a polynomial with simple ones, to double precision: those of f(2ᵏ x), which lie near the unit circle or
  /// within, so that no coefficient is beyond the range of a Double.
  func approximateRoots() -> [ApproximateRoot] {
    let exponent = rootBoundExponent
    let unit = exponent >= 0 ? Rational(BigInt(1) << exponent) : Rational(1, BigInt(1) << -exponent)
    let scaled = RationalPolynomial(
      coefficients.enumerated().map { $1 / leading * unit.power($0 - degree) })
    return scaled.approximateUnitRoots().compactMap { root in
      guard let real = Rational(exactly: root.real), let imaginary = Rational(exactly: root.imaginary) else {
        return nil
      }
      return ApproximateRoot(real: real * unit, imaginary: imaginary * unit)
    }
  }

  /// Aberth's simultaneous iteration, zᵢ ← zᵢ − w / (1 − w Σⱼ 1/(zᵢ − zⱼ)) with w = f(zᵢ)/f′(zᵢ): first in floating point,
  /// then with f and f′ evaluated exactly at the rounded zᵢ, so that cancellation costs no digits.
  private func approximateUnitRoots() -> [(real: Double, imaginary: Double)] {
    let radius = 2.0
    var roots = (0..<degree).map { index -> (real: Double, imaginary: Double) in
      // An angle that is no fraction of the circle's symmetries.
      let angle = 2 * Double.pi * Double(index) / Double(degree) + 0.4
      return (radius * cos(angle), radius * sin(angle))
    }
    let slope = derivative
    let numbers = coefficients.map(\.doubleValue)
    let slopes = slope.coefficients.map(\.doubleValue)
    iterate(&roots, radius: radius, tolerance: 1e-10) { root in
      Self.quotient(Self.value(numbers, at: root), Self.value(slopes, at: root))
    }
    iterate(&roots, radius: radius, tolerance: 1e-15) { newtonStep($0, slope) }
    return roots.map { abs($0.imaginary) < 1e-13 * max(abs($0.real), radius * 1e-15) ? ($0.real, 0) : $0 }
  }

  /// Aberth's iteration until no root moves by more than `tolerance` of its size; `step` gives f/f′.
  private func iterate(
    _ roots: inout [(real: Double, imaginary: Double)], radius: Double, tolerance: Double,
    step: ((real: Double, imaginary: Double)) -> (real: Double, imaginary: Double)?
  ) {
    for _ in 0..<400 {
      var largest = 0.0
      for index in roots.indices {
        let root = roots[index]
        guard let step = step(root) else { continue }
        var sum = (real: 0.0, imaginary: 0.0)
        for other in roots.indices where other != index {
          let inverse = Self.quotient((1, 0), (root.real - roots[other].real, root.imaginary - roots[other].imaginary))
          sum = (sum.real + inverse.real, sum.imaginary + inverse.imaginary)
        }
        let denominator = (
          1 - (step.real * sum.real - step.imaginary * sum.imaginary),
          -(step.real * sum.imaginary + step.imaginary * sum.real)
        )
        let change = Self.quotient(step, denominator)
        guard change.real.isFinite, change.imaginary.isFinite else { continue }
        roots[index] = (root.real - change.real, root.imaginary - change.imaginary)
        let size = max(abs(root.real), abs(root.imaginary), radius * 1e-30)
        largest = max(largest, max(abs(change.real), abs(change.imaginary)) / size)
      }
      if largest < tolerance { break }
    }
  }

  /// f(z)/f′(z), the values taken exactly and the quotient rounded; nil at a root or where f′ vanishes.
  private func newtonStep(
    _ z: (real: Double, imaginary: Double), _ slope: RationalPolynomial
  ) -> (real: Double, imaginary: Double)? {
    guard let real = Rational(exactly: z.real), let imaginary = Rational(exactly: z.imaginary) else { return nil }
    let value = self(real: real, imaginary: imaginary)
    let tangent = slope(real: real, imaginary: imaginary)
    let size = tangent.real * tangent.real + tangent.imaginary * tangent.imaginary
    if size.isZero || (value.real.isZero && value.imaginary.isZero) { return nil }
    return (
      ((value.real * tangent.real + value.imaginary * tangent.imaginary) / size).doubleValue,
      ((value.imaginary * tangent.real - value.real * tangent.imaginary) / size).doubleValue
    )
  }

  /// The k of 2ᵏ ≥ maxₖ |cₙ₋ₖ/cₙ|^(1/k), which is half of Fujiwara's bound of the roots.
  private var rootBoundExponent: Int {
    var largest = -1e9
    for (power, coefficient) in coefficients.dropLast().enumerated() where !coefficient.isZero {
      let ratio = (coefficient / leading).magnitude
      let bits = Double(ratio.numerator.bitWidth - ratio.denominator.bitWidth)
      largest = max(largest, (bits + 1) / Double(degree - power))
    }
    return largest < -1e8 ? 0 : Int(largest.rounded(.up))
  }
}

extension RationalPolynomial {
  /// Horner's rule in floating point.
  private static func value(
    _ coefficients: [Double], at z: (real: Double, imaginary: Double)
  ) -> (real: Double, imaginary: Double) {
    coefficients.reversed().reduce((0, 0)) { value, coefficient in
      (
        value.real * z.real - value.imaginary * z.imaginary + coefficient,
        value.real * z.imaginary + value.imaginary * z.real
      )
    }
  }

  private static func quotient(
    _ left: (real: Double, imaginary: Double), _ right: (real: Double, imaginary: Double)
  ) -> (real: Double, imaginary: Double) {
    let size = right.real * right.real + right.imaginary * right.imaginary
    return (
      (left.real * right.real + left.imaginary * right.imaginary) / size,
      (left.imaginary * right.real - left.real * right.imaginary) / size
    )
  }
}

extension Rational {
  /// The exact value of a floating-point number; nil for NaN and the infinities.
  init?(exactly number: Double) {
    guard number.isFinite else { return nil }
    if number == 0 {
      self = 0
      return
    }
    let digits = BigInt(Int(Double(sign: number.sign, exponent: 52, significand: number.significand)))
    let shift = Int(number.exponent) - 52
    self = shift >= 0 ? Rational(digits << shift) : Rational(digits, BigInt(1) << -shift)
  }
}
