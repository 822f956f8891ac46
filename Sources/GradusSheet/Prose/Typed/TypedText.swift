/// Finds the formulas that are typed in a text without signs around them.
struct TypedText {
  /// The text with `\(` and `\)` around each formula, in LaTeX. Lines stay where they are.
  static func marked(_ text: String) -> String {
    let source = Array(text)
    let lexemes = TypedLexer(source).lexemes
    var result = ""
    var copied = 0
    var place = 0
    // A text that is made to take for ever stays as it is from some place on.
    var work = 0
    let reader = TypedText(source: source, lexemes: lexemes)
    while place < lexemes.count, work < 20_000 + 400 * lexemes.count {
      if let end = reader.endOfNumbers(place) {
        let range = lexemes[place].range.lowerBound..<lexemes[end - 1].range.upperBound
        result += String(source[copied..<range.lowerBound]) + "\\((" + String(source[range]) + ")\\)"
        copied = range.upperBound
        place = end
        continue
      }
      guard reader.mayBegin(place),
        let (latex, end, isStrong) = TypedFormula.read(source, lexemes, at: place, work: &work),
        isStrong || reader.isName(place..<end)
      else {
        place += 1
        continue
      }
      let range = lexemes[place].range.lowerBound..<lexemes[end - 1].range.upperBound
      result += String(source[copied..<range.lowerBound]) + "\\(" + latex
      result += String(repeating: "\n", count: source[range].count { $0 == "\n" }) + "\\)"
      copied = range.upperBound
      place = end
    }
    return result + String(source[copied...])
  }

  private let source: [Character]
  private let lexemes: [TypedLexeme]

  private func text(_ place: Int) -> String {
    place >= 0 && place < lexemes.count ? String(source[lexemes[place].range]) : ""
  }
  private func word(_ place: Int) -> String? { place >= 0 && place < lexemes.count ? lexemes[place].letters : nil }

  /// Behind `2, 4, 4, 5` of `the mean of 2, 4, 4, 5`, which is a list of data; nil where none stands there.
  private func endOfNumbers(_ place: Int) -> Int? {
    guard ["of", "data", "numbers", "sample", "observations", "samples"].contains(word(place - 1) ?? "") else {
      return nil
    }
    var end = place
    var count = 0
    while end < lexemes.count {
      if ["-", "−"].contains(text(end)), end + 1 < lexemes.count, !lexemes[end + 1].followsSpace { end += 1 }
      guard end < lexemes.count, lexemes[end].kind == .number else { break }
      end += 1
      count += 1
      guard text(end) == ",", end + 1 < lexemes.count,
        lexemes[end + 1].kind == .number || ["-", "−"].contains(text(end + 1))
      else { return count > 2 ? end : nil }
      end += 1
    }
    return nil
  }

  /// Whether a formula may begin with this lexeme.
  private func mayBegin(_ place: Int) -> Bool {
    let lexeme = lexemes[place]
    // In the middle of what is no formula, none begins.
    if !lexeme.followsSpace, place > 0, lexemes[place - 1].range.upperBound == lexeme.range.lowerBound {
      switch lexemes[place - 1].kind {
      case .sign(let sign):
        if !["(", ",", ":", ";", "\"", "“", "[", "{", "—", "–", "'", "‘", "`"].contains(sign) { return false }
      case .prose, .size, .name, .number, .command, .raised, .lowered: return false
      }
    }
    switch lexeme.kind {
    case .prose, .raised, .lowered: return false
    case .command: return !["\\quad", "\\item", "\\section", "\\label", "\\ref"].contains(text(place))
    case .number, .size: return true
    case .sign(let sign): return !"+*/=<>~,.;:!?".contains(sign) && sign != "..." && sign != ")"
    case .name(let letters, _):
      if letters == "a" || letters == "A" || letters == "I" { return !isArticle(place) }
      // `L2 norm`, `L1 regularisation`, `F1 score`
      if "lLF".contains(letters), case .name(_, let digits) = lexeme.kind, digits == "1" || digits == "2" {
        return ["=", "+", "-"].contains(text(place + 1))
      }
      if TypedWords.labelled.contains(text(place - 1).lowercased()), letters.count == 1 {
        return text(place + 1) == "(" || text(place + 1) == "="
      }
      return true
    }
  }

  private func isArticle(_ place: Int) -> Bool {
    guard let next = word(place + 1) else { return false }
    if text(place) == "a" { return !TypedWords.isOperand(next) || next.count > 1 }
    if text(place) == "I" {
      return next.count > 1 && !TypedWords.behindNames.contains(next) || ["am", "have", "was"].contains(next)
    }
    // A capital within a sentence is a name.
    guard place == 0 || ".?!:".contains(text(place - 1)) else { return false }
    return next.count > 1 && !TypedWords.behindNames.contains(next)
  }

  /// Whether letters alone are a name: `x`, `A`, `theta`, `A B`.
  private func isName(_ range: Range<Int>) -> Bool {
    guard range.count == 1 else {
      return range.allSatisfy { place in
        if case .name(let letters, _) = lexemes[place].kind { letters.count == 1 && letters != "a" } else { false }
      }
    }
    guard case .name(let letters, let digits) = lexemes[range.lowerBound].kind else { return false }
    if letters.count == 1 {
      if letters == "a" || letters == "I" { return false }
      if ["e", "i", "s"].contains(letters), digits.isEmpty { return false }
      return true
    }
    // `the shape of Wx`, `Compute AB.`
    if TypedWords.isProduct(letters, isAttached: false), letters.count == 2, letters.first!.isUppercase, digits.isEmpty
    {
      let before = text(range.lowerBound - 1).lowercased()
      return ["of", "compute", "find", "evaluate", "that", "is", "for", "and", "by", "simplify"].contains(before)
    }
    guard TypedWords.greek(letters) != nil else { return false }
    return !TypedWords.behindGreekWords.contains(word(range.upperBound) ?? "")
  }
}
