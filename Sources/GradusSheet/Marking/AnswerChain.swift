/// A line of somebody's answer, taken apart at its signs: `x = 1*4 + 2*2 = 8`.
struct AnswerChain {
  struct Part {
    /// In the reader's spelling.
    let text: String
    /// As it stands on the page.
    let shown: String
    let line: Int
  }

  var parts: [Part]
  /// Whether it goes on from the chain above, as `= 2*A*x` does.
  let isContinuation: Bool
}

extension AnswerChain {
  /// The chains of a student's lines; a line that begins with `=` goes on with the one above.
  static func chains(_ lines: [SourceLine]) -> [AnswerChain] {
    var chains: [AnswerChain] = []
    for line in lines.flatMap(AnswerChain.latexLines) {
      for piece in AnswerChain.statements(AnswerChain.inReadersSpelling(line.text)) {
        let phrase = Phrase(piece).trimmed
        var parts = phrase.parts(between: "=").map { Part(text: $0.text, shown: $0.text, line: line.number) }
        let continues = parts.count > 1 && parts[0].text.isEmpty
        if continues { parts.removeFirst() }
        parts.removeAll { $0.text.isEmpty }
        if parts.isEmpty { continue }
        if continues, let last = chains.indices.last {
          chains[last].parts += parts
        } else {
          chains.append(AnswerChain(parts: parts, isContinuation: continues))
        }
      }
    }
    return chains
  }

  /// The lines of LaTeX's `aligned` within a line, without their marks.
  private static func latexLines(_ line: SourceLine) -> [SourceLine] {
    guard line.text.contains("&") || line.text.contains("\\begin{aligned}") || line.text.contains("\\begin{align")
    else { return [line] }
    return LatexTokens(line.text).rows.map { SourceLine(text: $0.withoutFullStop.text, number: line.number) }
  }

  /// What people type and the reader has no sign for: `**`, `[[1, 2], [3, 4]]`, `50 %`, `x1`, `≈`.
  static func inReadersSpelling(_ text: String) -> String {
    var text = text.replacing("**", with: "^").replacing("≈", with: "=").replacing("\\approx", with: "=").replacing(
      "~=", with: "=")
    for arrow in ["⇒", "⟹", "=>", "→", "\\Rightarrow", "\\implies", "->", "⇔", "<=>", "\\iff", "\\Leftrightarrow"] {
      text = text.replacing(arrow, with: ";;")
    }
    text = withoutUnits(nestedLists(text))
    if let sign = text.lastIndex(of: "%") {
      let number = text[..<sign].reversed().drop { $0 == " " }.prefix { $0.isNumber || $0 == "." }
      let digits = String(number.reversed())
      if !digits.isEmpty, let place = text[..<sign].ranges(of: digits).last {
        text = text[..<place.lowerBound] + "(\(digits)/100)" + text[text.index(after: sign)...]
      }
    }
    return text
  }

  /// `1.5 bits` is 1.5: the unit of an information is no factor.
  private static func withoutUnits(_ text: String) -> String {
    var text = text
    for unit in [
      "bits", "bit", "nats", "nat", "\\text{bits}", "\\text{ bits}", "\\mathrm{bits}", "\\text{nats}", "\\text{ nats}",
    ] {
      for range in text.ranges(of: unit).reversed() {
        let before = text[..<range.lowerBound].last { $0 != " " && $0 != "\\" && $0 != "," && $0 != "~" && $0 != "$" }
        let after = text[range.upperBound...].first
        let isWhole = after.map { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? true
        if before?.isNumber == true, isWhole { text.removeSubrange(range) }
      }
    }
    return text
  }

  /// `[[18, 30], [12, 20]]` as `[18 30; 12 20]`.
  private static func nestedLists(_ text: String) -> String {
    guard let start = text.firstRange(of: "[["), let end = text.ranges(of: "]]").last?.upperBound,
      start.lowerBound < end
    else { return text }
    let inside = text[start.upperBound..<text.index(end, offsetBy: -2)]
    guard !inside.contains("[["), inside.contains(",") || inside.contains("]") else { return text }
    let rows = inside.split(separator: "]").map { row in
      row.filter { $0 != "[" }.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
        .map { "(\($0))" }.joined(separator: " ")
    }
    return text[..<start.lowerBound] + "[" + rows.filter { !$0.isEmpty }.joined(separator: "; ") + "]" + text[end...]
  }

  /// `x1 = 15, x2 = 10` and `1 and 3` one by one.
  private static func statements(_ text: String) -> [String] {
    var result: [String] = []
    for piece in text.split(separator: ";;").map(String.init) {
      let phrase = Phrase(piece).trimmed
      var parts = phrase.parts(between: ";").flatMap { $0.parts(between: ",") }
      parts = parts.flatMap { part -> [Phrase] in
        var rest = part
        var found: [Phrase] = []
        while let (before, after) = rest.split(atAnyOf: ["and", "or"]) {
          if !before.isEmpty { found.append(before) }
          rest = after
        }
        return found + [rest]
      }
      result += parts.map(\.text).filter { !$0.isEmpty }
    }
    return result
  }
}
