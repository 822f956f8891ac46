extension ReadingError {
  /// The line and column of the place, both from 1; the column counts what the reader sees as characters.
  public var position: (line: Int, column: Int) {
    let scalars = Array(source.unicodeScalars)
    let place = min(range.lowerBound, scalars.count)
    let before = scalars[..<place]
    let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    var prefix = String.UnicodeScalarView()
    prefix.append(contentsOf: scalars[lineStart..<place])
    return (before.count { $0 == "\n" } + 1, String(prefix).count + 1)
  }

  /// The message with the line of the text and a caret under the place:
  ///
  ///     1:7: found ), expected a number, a name or (
  ///     sin(x+) + 1
  ///           ^
  ///
  /// - Parameter name: what stands before the position, such as a file's name.
  public func rendered(name: String? = nil) -> String {
    let scalars = Array(source.unicodeScalars)
    let start = min(range.lowerBound, scalars.count)
    let lineStart = scalars[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let lineEnd = scalars[start...].firstIndex(of: "\n") ?? scalars.count
    // A very long line is shown around the place only.
    let from = max(lineStart, start - 60)
    let to = min(lineEnd, start + 60)
    let end = max(start, min(range.upperBound, to))
    let lead = from > lineStart ? "…" : ""
    let tail = to < lineEnd ? "…" : ""
    func text(_ part: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[part].map { $0 == "\t" || $0 == "\r" ? " " : $0 })
      return String(view)
    }
    let indent = String(repeating: " ", count: TextWidth.of(lead + text(from..<start)))
    let carets = String(repeating: "^", count: max(1, TextWidth.of(text(start..<end))))
    let (line, column) = position
    let place = (name.map { "\($0):" } ?? "") + "\(line):\(column): "
    return "\(place)\(message)\n\(lead)\(text(from..<to))\(tail)\n\(indent)\(carets)"
  }
}

extension ReadingError {
  /// The sentence, the line of the source and a mark below the place.
  public var description: String { rendered() }
}

/// How many columns of a terminal a text takes.
enum TextWidth {
  static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  /// A character of East Asian width or an emoji takes two columns, a lone combining mark none, all others one.
  static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
