extension String {
  /// The text with its control characters shown as `\u001b`, so that no name of a file, a class or a symbol speaks to the
  /// terminal. Ends of lines and tabs stay. The spelling is JSON's, and right in its strings too.
  var withVisibleControls: String {
    guard unicodeScalars.contains(where: { $0.isControl }) else { return self }
    var result = String.UnicodeScalarView()
    let scalars = Array(unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      let endsLine = scalar == "\r" && place + 1 < scalars.count && scalars[place + 1] == "\n"
      if !scalar.isControl || endsLine || scalar == "\n" || scalar == "\t" {
        result.append(scalar)
      } else {
        result.append(contentsOf: scalar.shown.unicodeScalars)
      }
    }
    return String(result)
  }

  /// A name as it stands in a line: without any control character, not even the end of a line.
  var visible: String {
    guard unicodeScalars.contains(where: { $0.isControl }) else { return self }
    return unicodeScalars.map { $0.isControl ? $0.shown : String($0) }.joined()
  }
}

extension Unicode.Scalar {
  /// Controls of terminals, and those that turn the direction of the text around them or end a line.
  fileprivate var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  fileprivate var shown: String {
    switch self {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
