/// A document of LaTeX in the terms of Markdown, line by line, so that lines keep their numbers: headings, labels of
/// questions, displays, and where solutions begin and end.
struct LatexDocument {
  let lines: [String]

  /// Nil where the text is no document of LaTeX.
  init?(_ lines: [String]) {
    let isDocument = lines.contains { line in
      [
        "\\documentclass", "\\begin{document}", "\\section", "\\begin{enumerate}", "\\begin{exercise}",
        "\\begin{problem}",
        "\\begin{questions}",
      ].contains { line.contains($0) }
    }
    let isMarkdown = lines.contains { $0.hasPrefix("# ") || $0.hasPrefix("## ") || $0.hasPrefix("```") }
    guard isDocument, !isMarkdown else { return nil }
    var state = State()
    // LaTeX numbers sections; where it numbers exercises too, these are meant by a number.
    let exercises = ["\\begin{exercise}", "\\begin{problem}", "\\begin{question", "\\begin{task}", "\\begin{ex}"]
    if !lines.contains(where: { line in exercises.contains { line.contains($0) } }) { state.sections = 0 }
    let begin = lines.firstIndex { $0.contains("\\begin{document}") }
    let starred = !lines.contains { $0.contains("\\section{") || $0.contains("\\subsection{") }
    state.isListOfExercises = starred && state.sections != nil && LatexDocument.hasInnerLists(lines)
    self.lines = lines.enumerated().map { index, line in
      // What stands before the document is said to LaTeX and to nobody else.
      if let begin, index < begin { return "" }
      return state.line(line)
    }
  }

  /// What was begun above the line.
  private struct State {
    /// The counts of the lists that are open; nil for those without numbers.
    var lists: [Int?] = []
    var exercises = 0
    /// The count of sections, where they have numbers.
    var sections: Int?
    var isDisplay = false
    /// Whether the document has lists within lists and nothing else that has numbers.
    var isListOfExercises = false

    mutating func line(_ source: String) -> String {
      var text = LatexDocument.withoutRemark(source)
      for name in ["equation", "align", "gather", "displaymath", "multline", "eqnarray"] {
        for star in ["", "*"] {
          if text.contains("\\begin{\(name)\(star)}") {
            let inner =
              name == "align" || name == "eqnarray" ? "\\begin{aligned}" : name == "gather" ? "\\begin{gathered}" : ""
            text = text.replacing("\\begin{\(name)\(star)}", with: "$$" + inner)
            isDisplay = true
          }
          if text.contains("\\end{\(name)\(star)}") {
            let inner =
              name == "align" || name == "eqnarray" ? "\\end{aligned}" : name == "gather" ? "\\end{gathered}" : ""
            text = text.replacing("\\end{\(name)\(star)}", with: inner + "$$")
            isDisplay = false
          }
        }
      }
      text = text.replacing("\\[", with: "$$").replacing("\\]", with: "$$")
      text = text.replacing("\\(", with: "$").replacing("\\)", with: "$")
      if isDisplay { return text }
      text = headings(text)
      text = environments(text)
      text = items(text)
      return LatexDocument.words(text)
    }

    private mutating func headings(_ text: String) -> String {
      var text = text
      for (name, sign) in [
        ("section", "##"), ("subsection", "###"), ("subsubsection", "####"), ("title", "#"), ("paragraph", "####"),
      ] {
        for star in ["", "*"] {
          guard let start = text.firstRange(of: "\\\(name)\(star){"),
            let (title, end) = LatexDocument.group(text, at: start.upperBound)
          else { continue }
          if ProseLabel.solutionWords.contains(title.lowercased()) {
            text = "**\(title).** " + text[end...]
          } else {
            let isNumbered = name == "section" && star.isEmpty && !title.contains { $0.isNumber }
            if isNumbered, let count = sections { sections = count + 1 }
            let number = isNumbered ? sections.map { "\($0) " } ?? "" : ""
            text = "\(sign) \(number)\(title)"
          }
        }
      }
      return text
    }

    private mutating func environments(_ text: String) -> String {
      var text = text
      for name in ["exercise", "problem", "question", "task", "ex"] {
        if let start = text.firstRange(of: "\\begin{\(name)}") {
          exercises += 1
          var rest = text[start.upperBound...]
          if rest.first == "[", let close = rest.firstIndex(of: "]") { rest = rest[rest.index(after: close)...] }
          text = text[..<start.lowerBound] + "**Exercise \(exercises).** " + rest
        }
        text = text.replacing("\\end{\(name)}", with: "")
      }
      for name in ["solution", "answer", "proof", "sol"] {
        text = text.replacing("\\begin{\(name)}", with: "**Solution.** ")
        text = text.replacing("\\end{\(name)}", with: ProseLabel.end)
      }
      for name in ["enumerate", "parts", "questions", "subparts", "itemize", "subquestions"] {
        if let start = text.firstRange(of: "\\begin{\(name)}") {
          lists.append(name == "itemize" ? nil : 0)
          var rest = text[start.upperBound...]
          if rest.first == "[", let close = rest.firstIndex(of: "]") { rest = rest[rest.index(after: close)...] }
          text = String(text[..<start.lowerBound] + rest)
        }
        if text.contains("\\end{\(name)}") {
          _ = lists.popLast()
          text = text.replacing("\\end{\(name)}", with: "")
        }
      }
      return text
    }

    /// `\item`, `\item[(b)]`, `\question`, `\part` as labels.
    private mutating func items(_ text: String) -> String {
      var text = text
      for name in ["item", "question", "part", "subpart"] {
        guard let start = text.firstRange(of: "\\\(name)"), text[start.upperBound...].first?.isLetter != true else {
          continue
        }
        var rest = text[start.upperBound...].drop { $0 == " " }
        var label: String?
        if rest.first == "[", let close = rest.firstIndex(of: "]") {
          let told = rest[rest.index(after: rest.startIndex)..<close]
          // Of the class exam, `\part[2]` is worth two points.
          if name == "item" { label = String(told).filter { $0.isLetter || $0.isNumber } }
          rest = rest[rest.index(after: close)...].drop { $0 == " " }
        }
        let before = text[..<start.lowerBound]
        if let count = lists.last ?? 0, label == nil {
          if !lists.isEmpty { lists[lists.count - 1] = count + 1 }
          label = numbered(count, isExercise: name == "question")
        }
        guard let label else { return before + "- " + rest }
        if name == "question" { return before + "**Exercise \(label).** " + rest }
        text = before + "**(\(label))** " + rest
      }
      return text
    }

    private func numbered(_ count: Int, isExercise: Bool) -> String {
      if isExercise { return "\(count + 1)" }
      // A list of exercises has numbers, the lists in it letters, as LaTeX prints them.
      if isListOfExercises {
        if lists.count == 1 { return "\(count + 1)" }
        if lists.count == 2, count < 26 { return String(UnicodeScalar(UInt8(97 + count))) }
      }
      if lists.count > 1 { return ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][min(count, 9)] }
      return count < 26 ? String(UnicodeScalar(UInt8(97 + count))) : "\(count + 1)"
    }
  }

  private static func hasInnerLists(_ lines: [String]) -> Bool {
    var depth = 0
    for line in lines {
      if line.contains("\\begin{enumerate}") { depth += 1 }
      if line.contains("\\end{enumerate}") { depth -= 1 }
      if depth > 1 { return true }
    }
    return false
  }

  /// Without what stands behind a percent sign.
  private static func withoutRemark(_ line: String) -> String {
    var result = ""
    var isEscaped = false
    for character in line {
      if character == "%", !isEscaped { break }
      isEscaped = character == "\\" && !isEscaped
      result.append(character)
    }
    return result
  }

  /// What stands in braces from a place on, and the place behind them.
  private static func group(_ text: String, at start: String.Index) -> (String, String.Index)? {
    var depth = 1
    var place = start
    while place < text.endIndex {
      if text[place] == "{" { depth += 1 }
      if text[place] == "}" { depth -= 1 }
      if depth == 0 { return (String(text[start..<place]), text.index(after: place)) }
      place = text.index(after: place)
    }
    return nil
  }

  /// Commands between formulas in Markdown's spelling; those that only place things go.
  private static func words(_ line: String) -> String {
    // Displays, and the formulas between them.
    line.split(separator: "$$", omittingEmptySubsequences: false).enumerated().map { index, part in
      if index % 2 == 1 { return String(part) }
      return part.split(separator: "$", omittingEmptySubsequences: false).enumerated().map { place, text in
        place % 2 == 1 ? String(text) : plainWords(String(text))
      }.joined(separator: "$")
    }.joined(separator: "$$")
  }

  private static func plainWords(_ text: String) -> String {
    var text = text
    for (name, mark) in [("textbf", "**"), ("emph", "*"), ("textit", "*"), ("underline", "*"), ("texttt", "`")] {
      while let start = text.firstRange(of: "\\\(name){"), let (inside, end) = group(text, at: start.upperBound) {
        text = text[..<start.lowerBound] + mark + inside + mark + text[end...]
      }
    }
    for name in [
      "label", "vspace", "hspace", "ref", "footnote", "usepackage", "begin", "end", "includegraphics", "caption",
      "author", "date", "input", "include",
    ] {
      while let start = text.firstRange(of: "\\\(name)") {
        var end = start.upperBound
        if text[end...].first == "*" { end = text.index(after: end) }
        if text[end...].first == "[", let close = text[end...].firstIndex(of: "]") { end = text.index(after: close) }
        if text[end...].first == "{", let (_, close) = group(text, at: text.index(after: end)) { end = close }
        text.removeSubrange(start.lowerBound..<end)
      }
    }
    for name in [
      "noindent", "newpage", "maketitle", "bigskip", "medskip", "smallskip", "centering", "par", "clearpage", "points",
      "hfill",
    ] {
      text = text.replacing("\\\(name)", with: "")
    }
    return text.replacing("\\\\", with: " ").replacing("~", with: " ").replacing("\\%", with: "%").replacing(
      "\\&", with: "&"
    )
    .replacing("``", with: "“").replacing("''", with: "”").replacing("\\ ", with: " ").replacing("\\,", with: " ")
  }
}
