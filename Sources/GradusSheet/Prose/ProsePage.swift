/// A page of prose, taken apart into what stands on it one below the other.
struct ProsePage {
  enum Element: Hashable {
    case heading(level: Int, number: String?, title: String)
    /// `**a**`, `(b)`, `c.`, `ii)`
    case label(String)
    /// What follows is the author's answer.
    case solution
    case endOfSolution
    case text(ProseText)
    /// A figure, a rule, a table, code, a footnote: shown, and not read.
    case passed(String)
  }

  struct Item: Hashable {
    let element: Element
    /// The lines of the page, from 0; what is shown for the item.
    let lines: Range<Int>
  }

  let lines: [String]
  private(set) var items: [Item] = []
  /// How many bullets stand so far below a question about them; nil where there is none.
  private var bulletCount: Int?

  init(_ lines: [String]) {
    self.lines = lines
    var place = 0
    while place < lines.count {
      let start = place
      if bulletCount != nil, !ProsePage.isBullet(lines[place]), !lines[place].allSatisfy(\.isWhitespace) {
        bulletCount = nil
      }
      if lines[place].allSatisfy(\.isWhitespace) {
        place += 1
      } else if let end = endOfPassed(place) {
        items.append(Item(element: .passed(end.what), lines: start..<end.place))
        place = end.place
      } else if let heading = ProsePage.heading(lines[place]) {
        items.append(Item(element: heading, lines: start..<start + 1))
        place += 1
      } else {
        place = endOfParagraph(place)
        if let count = bulletCount, count < ProsePage.romans.count {
          items.append(Item(element: .label(ProsePage.romans[count]), lines: start..<start))
          bulletCount = count + 1
        }
        appendParagraph(
          start..<place, isBullet: bulletCount != nil || ProsePage.isBullet(lines[start]) && asks(lines[start]))
        if bulletCount == nil, opensCases(start..<place) { bulletCount = 0 }
      }
    }
  }

  /// A paragraph goes to the next empty line, heading or label; a display is whole.
  private func endOfParagraph(_ start: Int) -> Int {
    var place = start
    var isDisplay = false
    while place < lines.count {
      let line = lines[place]
      if !isDisplay, place > start {
        if line.allSatisfy(\.isWhitespace) || ProsePage.heading(line) != nil || endOfPassed(place) != nil { break }
        if ProseLabel(line) != nil { break }
        if ProsePage.isBullet(line), bulletCount != nil || opensCases(start..<place) || asks(line) { break }
      }
      // A line with one pair of signs holds a whole display.
      if (line.count(of: "$$") + line.count(of: "\\[") + line.count(of: "\\]")) % 2 == 1 { isDisplay.toggle() }
      place += 1
    }
    return place
  }

  private static func isBullet(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    return ["- ", "* ", "• ", "+ "].contains(where: text.hasPrefix) && ProseLabel(line) == nil
  }

  /// Whether a bullet asks: `- Compute $\nabla f$.`
  private func asks(_ line: String) -> Bool {
    let text = String(line.drop { $0 == " " }.dropFirst(2))
    return ProseText(text, line: 1).sentences.first.flatMap { Instruction($0) } != nil
  }

  private static let romans = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
  ]

  /// Whether the lines end in a question about what follows: `Differentiate each of the following:`
  private func opensCases(_ range: Range<Int>) -> Bool {
    let text = lines[range].joined(separator: "\n")
    guard text.last(where: { !$0.isWhitespace && $0 != "*" }) == ":",
      let sentence = ProseText(text, line: range.lowerBound + 1).sentences.last, Instruction(sentence) != nil
    else { return false }
    return !Set(sentence.words).isDisjoint(with: ["following", "below", "each", "these", "of"])
  }

  private mutating func appendParagraph(_ range: Range<Int>, isBullet: Bool = false) {
    var text = lines[range].joined(separator: "\n")
    if isBullet { text = String(text.drop { $0 == " " }.dropFirst(2)) }
    var line = range.lowerBound + 1
    var begin = range.lowerBound
    var own: String?
    // `**Problem 2.** (a) Let …`
    while let label = ProseLabel(text) {
      let element: Element
      switch label.kind {
      case .part(let name):
        element = .label(name)
        own = name
      case .exercise(let number): element = .heading(level: 7, number: number, title: "")
      case .solution: element = .solution
      case .endOfSolution: element = .endOfSolution
      }
      // What stands behind the label on its line is shown with it.
      let isAlone = label.rest.allSatisfy(\.isWhitespace)
      items.append(Item(element: element, lines: begin..<(isAlone ? range.upperBound : begin)))
      if isAlone { return }
      line += label.skippedLines
      text = label.rest
      if label.skippedLines > 0 {
        items[items.count - 1] = Item(element: element, lines: begin..<begin + label.skippedLines)
        begin += label.skippedLines
      }
    }
    // A solution may end on its line.
    let end = text.firstRange(of: ProseLabel.end)
    if let end { text = String(text[..<end.lowerBound]) }
    for (index, part) in InlineLabels(text, behind: own).parts.enumerated() {
      // The paragraph is shown whole, with its first part.
      let behind = range.upperBound..<range.upperBound
      if let label = part.label {
        items.append(Item(element: .label(label), lines: index == 0 ? begin..<begin : behind))
      }
      items.append(
        Item(
          element: .text(ProseText(part.text, line: line + part.lines)),
          lines: index == 0 ? begin..<range.upperBound : behind))
    }
    if end != nil { items.append(Item(element: .endOfSolution, lines: range.upperBound..<range.upperBound)) }
  }

  /// `## 1 Linear algebra`, `## Exercise 2: …`
  private static func heading(_ line: String) -> Element? {
    if let bold = boldHeading(line) { return bold }
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level), line.dropFirst(level).first == " " else { return nil }
    let title = String(line.dropFirst(level + 1)).replacing("*", with: "")
    let words = title.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    if let first = words.first, words.count <= 2, ProseLabel.solutionWords.contains(first) { return .solution }
    // The title of a page has the number of a course, `EE 364`.
    let isTitle =
      level == 1 && words.first?.first?.isNumber != true && !ProseLabel.exerciseWords.contains(words.first ?? "")
    let number = isTitle ? "" : Sheet.exerciseNumber(line)
    return .heading(level: level, number: number.isEmpty ? nil : number, title: title)
  }

  /// `**1. Gradients and Hessians**`: a number and a title, bold and alone on its line.
  private static func boldHeading(_ line: String) -> Element? {
    let text = line.drop { $0.isWhitespace }
    guard text.hasPrefix("**"), let end = text.dropFirst(2).firstRange(of: "**"),
      text[end.upperBound...].allSatisfy({ $0.isWhitespace || ".:".contains($0) })
    else { return nil }
    let inside = text[text.index(text.startIndex, offsetBy: 2)..<end.lowerBound]
    let number = inside.prefix { $0.isNumber }
    let title = ProsePage.withoutPoints(inside.dropFirst(number.count).drop { ".) :".contains($0) })
    guard (1...2).contains(number.count), inside.dropFirst(number.count).first.map({ ".) :".contains($0) }) == true,
      title.first?.isLetter == true, !title.contains("$"), !title.contains("?"), title.last != "."
    else { return nil }
    return .heading(level: 7, number: String(number), title: String(title))
  }

  /// `Gradients` of `[10 points] Gradients` and of `(4 pts) Gradients`.
  private static func withoutPoints(_ title: Substring) -> Substring {
    guard let close: Character = ["(": ")", "[": "]"][title.first ?? " "], let end = title.firstIndex(of: close),
      title[..<end].contains(where: \.isNumber), ["point", "pt", "mark", "%"].contains(where: title[..<end].contains)
    else { return title }
    return title[end...].dropFirst().drop { $0 == " " }
  }

  /// What is shown and not read: code, a table, a figure and what is written under it, a rule, a footnote.
  private func endOfPassed(_ place: Int) -> (place: Int, what: String)? {
    let line = lines[place]
    let text = line.drop { $0 == " " }
    if text.hasPrefix("```") || text.hasPrefix("~~~") {
      let mark = String(text.prefix(3))
      var end = place + 1
      while end < lines.count, !lines[end].drop(while: { $0 == " " }).hasPrefix(mark) { end += 1 }
      return (min(end + 1, lines.count), "code")
    }
    if text.hasPrefix("|"), text.dropFirst().contains("|") {
      var end = place
      while end < lines.count, lines[end].drop(while: { $0 == " " }).hasPrefix("|") { end += 1 }
      return (end, "table")
    }
    if text.hasPrefix("![") || text.lowercased().hasPrefix("<img") { return (place + 1, "figure") }
    let lower = text.replacing("*", with: "").lowercased()
    if lower.hasPrefix("figure ") || lower.hasPrefix("fig. "), lower.dropFirst(5).contains(":") {
      return (place + 1, "figure")
    }
    if text.count >= 3, text.allSatisfy({ "-_* ".contains($0) }) { return (place + 1, "rule") }
    if text.hasPrefix("<sup>") || text.hasPrefix("[^") {
      return (endOfText(place), "footnote")
    }
    if text.hasPrefix("<!--") {
      var end = place
      while end < lines.count, !lines[end].contains("-->") { end += 1 }
      return (min(end + 1, lines.count), "remark")
    }
    return nil
  }

  private func endOfText(_ place: Int) -> Int {
    var end = place
    while end < lines.count, !lines[end].allSatisfy(\.isWhitespace) { end += 1 }
    return end
  }
}

extension String {
  fileprivate func count(of mark: String) -> Int { split(separator: mark, omittingEmptySubsequences: false).count - 1 }
}
