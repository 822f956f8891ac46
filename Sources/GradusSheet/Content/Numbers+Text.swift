import GradusExpression
import GradusLearning

extension Tensor {
  /// The numbers to six significant digits: `2.5`, `(1, 2)`, `[3 6; 2 4]`.
  var decimals: String {
    let numbers = values.map(decimal)
    if shape.isEmpty { return numbers[0] }
    if shape.count == 1 { return "(" + numbers.joined(separator: ", ") + ")" }
    let width = shape[shape.count - 1]
    let rows = stride(from: 0, to: width == 0 ? 0 : numbers.count, by: width).map {
      numbers[$0..<$0 + width].joined(separator: " ")
    }
    return "[" + rows.joined(separator: "; ") + "]"
  }
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
