import GradusExpression

extension Tensor {
  /// The numbers to six significant digits: `2.5`, `(1, 2)`, `[3 6; 2 4]`.
  var decimals: String { written(.significant(6)) }
}

extension Double {
  /// The nearest number of six significant digits, exactly; 0 for what is no number.
  var sixDigits: Rational {
    guard isFinite, self != 0 else { return 0 }
    if magnitude >= 1e15 || magnitude < 1e-12 { return Rational("\(self)") ?? 0 }
    var (scaled, scale) = (self, Rational.one)
    while scaled.magnitude < 100_000 { (scaled, scale) = (scaled * 10, scale * 10) }
    return Rational(Int(scaled.rounded())) / scale
  }
}
