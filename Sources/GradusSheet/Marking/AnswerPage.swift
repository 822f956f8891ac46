/// A student's answers: a Markdown page with lines such as `1a) x = 2*3 + 1 = 7`. Lines below, down to the next label or
/// blank line, continue the answer; they may hold one line of working each.
struct AnswerPage {
  /// The lines of each answer by label.
  private(set) var answers: [String: [SourceLine]] = [:]
  /// The labels in the order of the page.
  private(set) var labels: [String] = []
  /// The text of each answer as it stands on the page, with its first line.
  private(set) var texts: [String: (text: String, line: Int)] = [:]

  init(_ markdown: String) {
    var current: String?
    let lines = markdown.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = Phrase(AnswerPage.withoutMarks(String(line)).replacing("$", with: "")).trimmed
      if let (label, rest) = AnswerPage.label(of: text) {
        current = label
        if answers[label] == nil { labels.append(label) }
        texts[label] = (String(line.drop { $0 != ")" && $0 != ":" && $0 != "." }.dropFirst()), index + 1)
        answers[label, default: []] += rest.isEmpty ? [] : [SourceLine(text: rest.text, number: index + 1)]
      } else if text.isEmpty || line.hasPrefix("#") || line.hasPrefix("```") {
        if !line.hasPrefix("```") { current = nil }
      } else if let current {
        answers[current]?.append(SourceLine(text: text.text, number: index + 1))
        texts[current]?.text += "\n" + line
      }
    }
  }

  /// Without the marks of a list or a quotation, and bold type of a label; `**` between formulas is a power.
  private static func withoutMarks(_ line: String) -> String {
    let text = String(line.drop { "-*> ".contains($0) })
    guard line.drop(while: { "-> ".contains($0) }).hasPrefix("**"), let end = text.firstRange(of: "**") else {
      return text
    }
    return String(text[..<end.lowerBound] + text[end.upperBound...])
  }

  /// `2.1)` and `1a-2)`, as pages of prose have them.
  private static func partLabel(_ phrase: Phrase) -> (String, Phrase)? {
    let text = phrase.text
    let label = text.prefix { $0.isNumber || $0.isLetter || $0 == "." || $0 == "-" }
    guard label.contains(".") || label.contains("-"), label.count <= 8, label.first?.isNumber == true,
      label.last?.isNumber == true || label.last?.isLetter == true, text.dropFirst(label.count).first == ")"
    else { return nil }
    return (String(label), phrase.dropFirst(label.unicodeScalars.count + 1).trimmed)
  }

  /// `1a)`, `1a:` or `1a.` before an answer.
  private static func label(of phrase: Phrase) -> (String, Phrase)? {
    guard let word = phrase.words.first, word.range.lowerBound == phrase.range.lowerBound, let next = word.next,
      next == ")" || next == ":" || next == "."
    else { return nil }
    if let found = partLabel(phrase) { return found }
    let digits = word.text.prefix(while: \.isNumber)
    let letters = word.text.dropFirst(digits.count)
    guard letters.count <= 1 || letters.allSatisfy({ "ivx".contains($0) }), letters.allSatisfy(\.isLetter),
      !(next == "." && letters.isEmpty)
    else { return nil }
    return (word.text, phrase.dropFirst(word.range.count + 1).trimmed)
  }
}
