/// How a number of double precision is written. Every text with such a number in it is written through here.
package enum NumberStyle: Hashable, Sendable {
  /// As many digits as tell it from every other number, and a whole number without a point: `36`, `-0.1`, `1e+20`.
  case exact
  /// As many digits, and always the point that tells a computed number from an exact one: `36.0`.
  case computed
  /// At most so many digits that count, as in working; with a true minus: `36`, `−0.5`, `0.380469`.
  case significant(Int)
  /// Three digits that count, for a size in a sentence: `9.0`, `0.0123`, `1.23e-05`.
  case estimate
  /// So many digits behind the point, for tables and pictures: `0.3805`.
  case fixed(Int)
  /// At most two digits behind the point, for places in pictures: `0.5`, `12`.
  case place
  /// Two digits and a power of ten, for errors and conditions: `3.1e-11`.
  case scientific
}

extension Double {
  /// The number in a style; what is infinite or no number in the words of Swift.
  package func written(_ style: NumberStyle) -> String {
    guard isFinite else { return "\(self)" }
    return switch style {
    case .exact: withoutPoint
    case .computed: "\(self)"
    case .significant(let count): self == 0 ? "0" : rounded(to: count).withoutPoint.withTrueMinus
    case .estimate: estimate
    case .fixed(let digits): fixed(digits)
    case .place: fixed(2).withoutZeros
    case .scientific: self == 0 ? "\(self)" : scientific(2)
    }
  }

  private var withoutPoint: String { magnitude < 1e15 && self == rounded() ? "\(Int(self))" : "\(self)" }

  /// The nearest number of so many digits: scaled to an integer and back, by an exact power of ten where there is one.
  private func rounded(to count: Int) -> Double {
    let exponent = magnitude.exponentOfTen
    let scale = (0..<Swift.abs(count - 1 - exponent)).reduce(1.0) { scale, _ in scale * 10 }
    // 10²² is the last power of ten that is exact; beyond it the digits are read.
    guard scale <= 1e22 else { return Double(scientific(count)) ?? self }
    return exponent < count ? (self * scale).rounded() / scale : (self / scale).rounded() * scale
  }

  private var estimate: String {
    guard self != 0 else { return "\(self)" }
    let exponent = magnitude.exponentOfTen
    guard (-3...3).contains(exponent) else { return scientific(3) }
    return exponent == 3 ? "\(rounded())" : "\(rounded(to: 3))"
  }

  private func fixed(_ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let units = (magnitude * scale).rounded()
    guard units < 1e15 else { return scientific(2) }
    let text = "\(Int(units))"
    let padded = String(repeating: "0", count: Swift.max(0, digits + 1 - text.count)) + text
    return (self < 0 && units > 0 ? "-" : "") + padded.dropLast(digits)
      + (digits == 0 ? "" : ".\(padded.suffix(digits))")
  }

  /// A number from 1 to 10 with at most so many digits, and the power of ten as Swift and C write it.
  private func scientific(_ count: Int) -> String {
    var exponent = magnitude.exponentOfTen
    // Below the normal numbers a power of ten has few digits left: it is divided by in two parts.
    let half = exponent / 2
    var front = (self / Self.power(half) / Self.power(exponent - half)).rounded(to: count)
    // 9.96 is 10 to two digits.
    if front.magnitude >= 10 { (front, exponent) = (front / 10, exponent + 1) }
    let digits = Swift.abs(exponent) < 10 ? "0\(Swift.abs(exponent))" : "\(Swift.abs(exponent))"
    return "\(front)e\(exponent < 0 ? "-" : "+")\(digits)"
  }

  private static func power(_ exponent: Int) -> Double {
    let power = (0..<Swift.abs(exponent)).reduce(1.0) { power, _ in power * 10 }
    return exponent < 0 ? 1 / power : power
  }

  /// The k with 10ᵏ ≤ self < 10ᵏ⁺¹, for a positive number.
  private var exponentOfTen: Int {
    var (k, power) = (0, 1.0)
    while power * 10 <= self { (k, power) = (k + 1, power * 10) }
    while power > self { (k, power) = (k - 1, power / 10) }
    return k
  }
}

extension String {
  /// `1.50` as `1.5`, `2.00` as `2`.
  fileprivate var withoutZeros: String {
    guard contains("."), !contains("e") else { return self }
    let digits = String(reversed().drop { $0 == "0" }.reversed())
    return digits.hasSuffix(".") ? String(digits.dropLast()) : digits
  }

  fileprivate var withTrueMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}

extension Tensor {
  /// How the entries of a vector stand.
  package enum Brackets: Hashable, Sendable {
    /// `(1, 2)`
    case tuple
    /// `[1; 2]`
    case column
  }

  /// The numbers in a style: `2.5`, `(1, 2)`, `[3 6; 2 4]`; what has more axes with its shape before it.
  package func written(_ style: NumberStyle, _ brackets: Brackets = .tuple) -> String {
    let numbers = values.map { $0.written(style) }
    switch rank {
    case 0: return numbers[0]
    case 1:
      return brackets == .tuple
        ? "(" + numbers.joined(separator: ", ") + ")" : "[" + numbers.joined(separator: "; ") + "]"
    case 2:
      let rows = (0..<shape[0]).map { numbers[$0 * shape[1]..<($0 + 1) * shape[1]].joined(separator: " ") }
      return "[" + rows.joined(separator: "; ") + "]"
    default: return "\(shape) " + numbers.joined(separator: " ")
    }
  }
}
