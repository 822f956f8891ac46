import GradusExpression

/// a + b i with rational a and b.
struct GaussianRational: Hashable {
  let real: Rational
  let imaginary: Rational

  init(_ real: Rational, _ imaginary: Rational = 0) { (self.real, self.imaginary) = (real, imaginary) }

  var isZero: Bool { real.isZero && imaginary.isZero }
  var isReal: Bool { imaginary.isZero }

  /// 1 / self; the number is not zero.
  var reciprocal: GaussianRational {
    let size = real * real + imaginary * imaginary
    return GaussianRational(real / size, -imaginary / size)
  }

  static func + (left: GaussianRational, right: GaussianRational) -> GaussianRational {
    GaussianRational(left.real + right.real, left.imaginary + right.imaginary)
  }

  static func * (left: GaussianRational, right: GaussianRational) -> GaussianRational {
    if left.isReal, right.isReal { return GaussianRational(left.real * right.real) }
    return GaussianRational(
      left.real * right.real - left.imaginary * right.imaginary,
      left.real * right.imaginary + left.imaginary * right.real)
  }
}
