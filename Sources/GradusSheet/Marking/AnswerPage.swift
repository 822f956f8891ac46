/// A student's answers: a Markdown page with lines such as `1a) x = 2*3 + 1 = 7`. Lines below, down to the next label or
/// blank line, continue the answer; they may hold one line of working each.
struct AnswerPage {
  /// The lines of each answer by label.
  private(set) var answers: [String: [SourceLine]] = [:]
  /// The labels in the order of the page.
  private(set) var labels: [String] = []

  init(_ markdown: String) {
    var current: String?
    let lines = markdown.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = Phrase(String(line.drop { "-*> ".contains($0) }).replacing("**", with: "").replacing("$", with: ""))
        .trimmed
      if let (label, rest) = AnswerPage.label(of: text) {
        current = label
        if answers[label] == nil { labels.append(label) }
        answers[label, default: []] += rest.isEmpty ? [] : [SourceLine(text: rest.text, number: index + 1)]
      } else if text.isEmpty || line.hasPrefix("#") || line.hasPrefix("```") {
        if !line.hasPrefix("```") { current = nil }
      } else if let current {
        answers[current]?.append(SourceLine(text: text.text, number: index + 1))
      }
    }
  }

  /// `1a)`, `1a:` or `1a.` before an answer.
  private static func label(of phrase: Phrase) -> (String, Phrase)? {
    guard let word = phrase.words.first, word.range.lowerBound == phrase.range.lowerBound, let next = word.next,
      next == ")" || next == ":" || next == "."
    else { return nil }
    let digits = word.text.prefix(while: \.isNumber)
    let letters = word.text.dropFirst(digits.count)
    guard letters.count <= 1, letters.allSatisfy(\.isLetter), !(next == "." && letters.isEmpty) else { return nil }
    return (word.text, phrase.dropFirst(word.range.count + 1).trimmed)
  }
}
