// Functions that a sentence tells case by case: `$H(r) = \frac12 r^2$ if $|r| \le 1$ and $|r| - \frac12$ otherwise`.
extension ProseText {
  /// The sentence with such a definition as one formula, its cases below one another.
  var withCases: ProseText {
    for (place, placed) in pieces.enumerated() {
      guard case .formula(let first, let isDisplayed) = placed.piece, first.split(at: ["="]).count == 2,
        let (condition, behind) = condition(behind: place + 1)
      else { continue }
      var (cases, next) = ([(first.split(at: ["="])[1].tokens, condition)], behind)
      while let (value, after) = formula(at: next), !value.tokens.contains("="),
        let (told, end) = self.condition(behind: after)
      {
        cases.append((value.tokens, told))
        next = end
      }
      guard cases.count > 1 else { continue }
      var tokens = first.split(at: ["="])[0].tokens + ["=", "\\begin{cases}"]
      for (index, one) in cases.enumerated() {
        tokens += (index == 0 ? [] : ["\\\\"]) + one.0 + ["&"] + (one.1 ?? ["\\text{otherwise}"])
      }
      tokens.append("\\end{cases}")
      let whole = Placed(
        piece: .formula(LatexTokens(tokens), isDisplayed: isDisplayed), line: placed.line,
        followsSpace: placed.followsSpace)
      return ProseText(Array(pieces[..<place]) + [whole] + Array(pieces[next...]))
    }
    return self
  }

  /// What stands behind `if`, nil of `otherwise`; and the place behind it. Nil where neither stands there.
  private func condition(behind place: Int) -> (tokens: [String]?, end: Int)? {
    guard place < pieces.count, case .word(let word) = pieces[place].piece else { return nil }
    switch word.lowercased() {
    case "otherwise", "else", "elsewhere": return (nil, place + 1)
    case "if", "when", "for":
      guard let (told, end) = formula(at: place + 1), GivenReader.isInequality(told) else { return nil }
      return (told.tokens, end)
    default: return nil
    }
  }

  /// The formula that stands there, past a comma and an `and`, and the place behind it.
  private func formula(at place: Int) -> (LatexTokens, Int)? {
    var place = place
    while place < pieces.count {
      switch pieces[place].piece {
      case .mark(","), .mark(";"): place += 1
      case .word(let word) where ["and", "or", "by"].contains(word.lowercased()): place += 1
      case .formula(let formula, _): return (formula, place + 1)
      default: return nil
      }
    }
    return nil
  }
}
