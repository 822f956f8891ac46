package import GradusExpression

extension [Size] {
  /// The shape in numbers; a symbolic size, which an exact answer never has, counts as 1.
  package var lengths: [Int] { map { $0.value(in: [:]) ?? 1 } }
}

extension Tensor {
  /// A number to six significant digits, with a true minus.
  package var rounded: String {
    guard scalar != 0, scalar.isFinite else { return "\(scalar)" }
    var (scale, power) = (1.0, scalar.magnitude)
    while power < 100_000 { (scale, power) = (scale * 10, power * 10) }
    return "\((scalar * scale).rounded() / scale)".replacing("-", with: "−")
  }

  /// All digits: `2.5`, `(1.0, 2.0)`, `[3.0 6.0; 2.0 4.0]`.
  package var allDigits: String {
    switch rank {
    case 0: "\(scalar)"
    case 2:
      "["
        + (0..<shape[0]).map { row in (0..<shape[1]).map { "\(self[row, $0])" }.joined(separator: " ") }
        .joined(separator: "; ") + "]"
    default: "(" + values.map { "\($0)" }.joined(separator: ", ") + ")"
    }
  }

  /// Nested by row.
  package var json: JSONValue { .nested(values.map(JSONValue.number), rank > 2 ? [values.count] : shape) }
}

extension Double {
  /// Three significant digits.
  package var short: String {
    guard isFinite, self != 0 else { return "\(self)" }
    var exponent = 0
    var value = magnitude
    while value >= 10 { (value, exponent) = (value / 10, exponent + 1) }
    while value < 1 { (value, exponent) = (value * 10, exponent - 1) }
    let digits = (value * 100).rounded() / 100 * (self < 0 ? -1 : 1)
    guard (-3...3).contains(exponent) else { return "\(digits)e\(exponent)" }
    var scale = 1.0
    for _ in 0..<abs(2 - exponent) { scale *= 10 }
    return exponent <= 2 ? "\((self * scale).rounded() / scale)" : "\(rounded())"
  }
}

extension Tensor {
  /// The numbers as the notation writes them: `2.5`, `[1; 2]`, `[3 6; 2 4]`; deeper ones with their shape.
  package var text: String {
    let numbers = values.map(\.shortText)
    switch rank {
    case 0: return numbers[0]
    case 1: return "[" + numbers.joined(separator: "; ") + "]"
    case 2:
      let rows = (0..<shape[0]).map { numbers[$0 * shape[1]..<($0 + 1) * shape[1]].joined(separator: " ") }
      return "[" + rows.joined(separator: "; ") + "]"
    default:
      return "\(shape) " + numbers.joined(separator: " ")
    }
  }
}

extension Double {
  /// The number without a trailing `.0`, rounded to what double precision bears out.
  fileprivate var shortText: String {
    if let whole = Int(exactly: self) { return "\(whole)" }
    return "\(self)"
  }
}
