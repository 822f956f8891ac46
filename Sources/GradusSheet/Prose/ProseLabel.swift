/// What stands before a question or an answer on a page of prose: `**a**`, `(b)`, `c.`, `ii)`, `**Problem 1.**`, `Solution:`.
struct ProseLabel {
  enum Kind: Hashable {
    case part(String)
    case exercise(String)
    case solution
    case endOfSolution
  }

  let kind: Kind
  /// What stands behind it.
  let rest: String
  /// The lines that the label takes for itself.
  let skippedLines: Int

  static let exerciseWords: Set<String> = [
    "exercise", "problem", "question", "task", "assignment", "oppgave", "aufgabe", "ex", "q", "prob", "exercice",
    "opgave", "uppgift", "tehtävä",
  ]
  static let solutionWords: Set<String> = ["solution", "solutions", "answer", "answers", "proof"]

  init?(_ text: String) {
    var rest = text[...]
    func drop(_ characters: String) { rest = rest.drop { characters.contains($0) } }
    drop(" >")
    if rest.hasPrefix(ProseLabel.end) {
      self.init(.endOfSolution, rest.dropFirst(ProseLabel.end.count))
      return
    }
    let isBold = rest.hasPrefix("**") || rest.hasPrefix("__")
    let isEmphasised = isBold || rest.hasPrefix("*") || rest.hasPrefix("_")
    if rest.hasPrefix("- ") || rest.hasPrefix("* ") { rest = rest.dropFirst(2) }
    drop("*_")
    if let found = ProseLabel.named(&rest) {
      let closes = isEmphasised
      if closes { drop("*_") }
      drop(".:")
      if closes { drop("*_") }
      self.init(found, rest)
      return
    }
    if let number = ProseLabel.leveled(&rest, isBold: isBold) {
      self.init(.exercise(number), rest)
      return
    }
    let opens = rest.first == "("
    if opens { rest.removeFirst() }
    let name = rest.prefix { $0.isLetter || $0.isNumber }
    guard ProseLabel.isLabel(name) else { return nil }
    rest = rest.dropFirst(name.count)
    let mark = rest.first
    let isClosed = mark == ")" || mark == "." || mark == ":" && isBold
    if isClosed { rest.removeFirst() }
    let closesBold = isBold && (rest.hasPrefix("**") || rest.hasPrefix("__"))
    if isBold {
      guard closesBold else { return nil }
      rest = rest.dropFirst(2)
      if rest.first == ")" || rest.first == "." || rest.first == ":" { rest.removeFirst() }
    } else {
      guard isClosed, !opens || mark == ")", rest.first.map({ $0.isWhitespace }) ?? true else { return nil }
    }
    self.init(.part(name.lowercased()), rest)
  }

  private init(_ kind: Kind, _ rest: Substring) {
    self.kind = kind
    let blank = rest.prefix { $0.isWhitespace }
    self.rest = String(rest.dropFirst(blank.count))
    skippedLines = blank.count { $0 == "\n" }
  }

  /// The mark that the reader of LaTeX leaves at the end of a solution.
  static let end = "<!--end of solution-->"

  /// `Exercise 3`, `Problem 1`, `Solution`, `Answer to a`, with what is in brackets behind it.
  private static func named(_ rest: inout Substring) -> Kind? {
    let word = rest.prefix { $0.isLetter }.lowercased()
    var after = rest.dropFirst(word.count)
    if exerciseWords.contains(word) {
      // `Ex. 3`, `Q3`
      if word.count < 5, after.first == "." { after.removeFirst() }
      after = after.drop { $0 == " " }
      let number = after.prefix { $0.isLetter || $0.isNumber || $0 == "." && $0 != " " }
      let trimmed = String(number).trimmingSuffix(".")
      guard trimmed.first?.isNumber == true else { return nil }
      after = after.dropFirst(trimmed.count)
      if after.first == ")" { after.removeFirst() }
      rest = after
      return .exercise(trimmed)
    }
    if solutionWords.contains(word) {
      // `Answers are to be handed in` is no label.
      let next = after.first { $0 != "*" && $0 != "_" }
      guard next == "." || next == ":" || after.allSatisfy({ $0.isWhitespace || "*_".contains($0) }) else { return nil }
      rest = after
      return .solution
    }
    return nil
  }

  /// A number of several levels before a sentence: `5.1 Compute …`, `**2.3.** Let …`, `1.2) Show …`.
  private static func leveled(_ rest: inout Substring, isBold: Bool) -> String? {
    let number = rest.prefix { $0.isNumber || $0 == "." }
    let levels = number.split(separator: ".", omittingEmptySubsequences: false)
    let parts = levels.last == "" ? levels.dropLast() : levels
    guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.count) && $0.first != "0" }) else {
      return nil
    }
    var after = rest.dropFirst(number.count)
    if after.first == ")" || after.first == ":" { after.removeFirst() }
    if isBold, after.hasPrefix("**") || after.hasPrefix("__") { after = after.dropFirst(2) }
    guard after.first.map(\.isWhitespace) ?? true else { return nil }
    // `2.5 is the value of …` goes on with a sentence.
    let next = after.drop { $0.isWhitespace }.first
    guard next.map({ $0.isUppercase || "$*(\\[".contains($0) }) ?? true else { return nil }
    rest = after
    return parts.joined(separator: ".")
  }

  /// One letter, a small number, or a Roman number.
  private static func isLabel(_ name: Substring) -> Bool {
    if name.count == 1, name.first!.isASCII, name.first!.isLetter { return true }
    if name.count <= 2, !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isNumber }) { return true }
    if ["ii", "iii", "iv", "vi", "vii", "viii", "ix"].contains(name) { return true }
    // 1a, 2b; but 3P are points.
    return name.count <= 3 && name.last != "P" && name.first?.isNumber == true && name.last?.isLetter == true
      && name.dropLast().allSatisfy(\.isNumber)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ mark: Character) -> String {
    var text = self
    while text.last == mark { text.removeLast() }
    return text
  }
}
