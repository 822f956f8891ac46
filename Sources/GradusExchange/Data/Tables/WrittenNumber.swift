internal import GradusLearning

/// A cell that is a number under some convention: digits with at most one mark, a point or a comma, and perhaps an exponent.
struct WrittenNumber {
  /// What stands between its digits.
  typealias Mark = Table.DecimalMark

  let mark: Mark?
  /// Whether the mark may just as well separate thousands: 1,234 is one or the other, while 0,123 and 1,5 are not.
  let mayBeThousands: Bool
  /// With a point before the decimals.
  private let text: String

  /// Nil where the cell is no number.
  init?(_ cell: String) {
    var rest = cell[...]
    var sign = ""
    if let first = rest.first, "+-−".contains(first) {
      sign = first == "+" ? "" : "-"
      rest.removeFirst()
    }
    if ["nan", "inf", "infinity"].contains(rest.lowercased()) {
      (mark, mayBeThousands, text) = (nil, false, sign + rest)
      return
    }
    let whole = Self.digits(&rest)
    let mark = rest.first.flatMap { Mark(rawValue: $0 == "." ? "point" : $0 == "," ? "comma" : "") }
    if mark != nil { rest.removeFirst() }
    let decimals = mark == nil ? "" : Self.digits(&rest)
    // .5 and 5. are numbers; a comma without digits on both sides separates.
    guard !whole.isEmpty || !decimals.isEmpty, mark != .comma || !whole.isEmpty && !decimals.isEmpty else { return nil }
    var exponent = ""
    if let letter = rest.first, letter == "e" || letter == "E" {
      rest.removeFirst()
      if let first = rest.first, "+-−".contains(first) {
        exponent = first == "+" ? "" : "-"
        rest.removeFirst()
      }
      let digits = Self.digits(&rest)
      guard !digits.isEmpty else { return nil }
      exponent = "e" + exponent + digits
    }
    guard rest.isEmpty else { return nil }
    self.mark = mark
    mayBeThousands =
      mark != nil && exponent.isEmpty && decimals.count == 3 && (1...3).contains(whole.count) && whole.first != "0"
    text = sign + (whole.isEmpty ? "0" : whole) + (decimals.isEmpty ? "" : "." + decimals) + exponent
  }

  /// The number, with its mark before the decimals.
  var value: Double { Double(text) ?? .nan }

  private static func digits(_ rest: inout Substring) -> String {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    rest = rest[digits.endIndex...]
    return String(digits)
  }
}

extension Double {
  /// The number of a cell of at most fifteen digits, without zeros before them that make it a code: what most cells are, read quickly. Nil for
  /// any other cell, a number or not.
  ///
  /// Of so few digits the quotient m / 10ᵏ of two exact numbers is the nearest to what is written.
  ///
  /// - Parameter allowsPoint: whether a point before decimals needs no thought.
  init?(plain cell: Span<UInt8>, allowsPoint: Bool) {
    var (mantissa, digits, decimals) = (0, 0, -1)
    var isNegative = false
    for place in cell.indices {
      let byte = cell[place]
      switch byte {
      case UInt8(ascii: "-") where place == 0: isNegative = true
      case UInt8(ascii: ".") where allowsPoint && decimals < 0 && digits > 0: decimals = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if decimals >= 0 { decimals += 1 } else if digits > 0, mantissa == 0 { return nil }
        mantissa = 10 * mantissa + Int(byte - UInt8(ascii: "0"))
        digits += 1
        if digits > 15 { return nil }
      default: return nil
      }
    }
    guard digits > 0, decimals != 0 else { return nil }
    let size = decimals > 0 ? Double(mantissa) / Self.powers[decimals] : Double(mantissa)
    self = isNegative ? -size : size
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
