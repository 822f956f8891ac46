/// Prose taken apart: words, marks and formulas in turn.
struct ProseText: Hashable {
  enum Piece: Hashable {
    case word(String)
    /// A comma, a full stop, a bracket.
    case mark(Character)
    case formula(LatexTokens, isDisplayed: Bool)
  }

  struct Placed: Hashable {
    let piece: Piece
    /// The line of the page, from 1.
    let line: Int
    /// Whether a space stands before it.
    let followsSpace: Bool
  }

  var pieces: [Placed]

  var formulas: [(formula: LatexTokens, isDisplayed: Bool, line: Int)] {
    pieces.compactMap {
      if case .formula(let formula, let isDisplayed) = $0.piece { (formula, isDisplayed, $0.line) } else { nil }
    }
  }

  var words: [String] { pieces.compactMap { if case .word(let word) = $0.piece { word.lowercased() } else { nil } } }

  /// Takes a paragraph apart; it begins on the line.
  init(_ text: String, line: Int) {
    var pieces: [Placed] = []
    var line = line
    let source = Array(ProseText.withoutMarkup(ProseText.marked(text)))
    var place = 0
    var followsSpace = false
    func append(_ piece: Piece) {
      pieces.append(Placed(piece: piece, line: line, followsSpace: followsSpace))
      followsSpace = false
    }
    while place < source.count {
      let character = source[place]
      if character.isWhitespace {
        if character == "\n" { line += 1 }
        followsSpace = true
        place += 1
      } else if let (inside, end) = ProseText.mathematics(source, place) {
        append(.formula(LatexTokens(inside), isDisplayed: ProseText.isDisplay(source, place)))
        line += inside.count { $0 == "\n" }
        place = end
      } else if character.isLetter || character.isNumber {
        let end = ProseText.endOfWord(source, place)
        append(.word(String(source[place..<end])))
        place = end
      } else {
        append(.mark(character))
        place += 1
      }
    }
    self.pieces = ProseText.withoutPoints(pieces)
  }

  /// With signs around the formulas, where the text has none.
  private static func marked(_ text: String) -> String {
    text.contains("$") || text.contains("\\(") || text.contains("\\[") || text.contains("\\begin")
      ? text : TypedText.marked(text)
  }

  init(_ pieces: [Placed]) { self.pieces = pieces }

  /// What a question is worth says nothing of it: `(5 points)`, `[3 pts.]`, and `(3P)` at the beginning.
  private static func withoutPoints(_ pieces: [Placed]) -> [Placed] {
    var result: [Placed] = []
    var place = 0
    while place < pieces.count {
      let isFirst = result.isEmpty
      if isFirst || pieces[place].followsSpace, let end = endOfPoints(pieces, from: place, isFirst: isFirst) {
        place = end
      } else {
        result.append(pieces[place])
        place += 1
      }
    }
    return result
  }

  private static func endOfPoints(_ pieces: [Placed], from place: Int, isFirst: Bool) -> Int? {
    guard let close = [Piece.mark("("): Piece.mark(")"), .mark("["): .mark("]")][pieces[place].piece],
      let end = pieces[place...].firstIndex(where: { $0.piece == close })
    else { return nil }
    var inside = ""
    for placed in pieces[(place + 1)..<end] {
      switch placed.piece {
      case .word(let word): inside += word
      case .mark(let mark): inside.append(mark)
      case .formula: return nil
      }
    }
    let unit = inside.drop { $0.isNumber || ".,/½".contains($0) }
    guard inside.first?.isNumber == true else { return nil }
    // `[4]` behind the last sentence.
    if unit.isEmpty, pieces[place].piece == .mark("["), end == pieces.count - 1, place > 0 { return end + 1 }
    let name = unit.lowercased().filter { $0 != "." }
    return units.contains(name) || isFirst && (name == "p" || name == "%") ? end + 1 : nil
  }

  private static let units: Set<String> = [
    "pt", "pts", "point", "points", "mark", "marks", "credit", "credits", "poeng", "punkt", "punkte",
  ]

  /// Whether the formula that begins here has a line of its own.
  private static func isDisplay(_ source: [Character], _ place: Int) -> Bool {
    place + 1 < source.count
      && (source[place] == "$" && source[place + 1] == "$" || source[place] == "\\" && "[b".contains(source[place + 1]))
  }

  /// What stands between dollar signs, `\(…\)` or `\[…\]`, and the place behind it.
  static func mathematics(_ source: [Character], _ place: Int) -> (String, Int)? {
    func close(_ mark: [Character], from start: Int) -> (String, Int)? {
      var end = start
      while end + mark.count <= source.count {
        if source[end] == "\\", mark[0] == "$" {
          end += 2
        } else if Array(source[end..<end + mark.count]) == mark {
          return (String(source[start..<end]), end + mark.count)
        } else {
          end += 1
        }
      }
      return nil
    }
    let next = place + 1 < source.count ? source[place + 1] : " "
    if source[place] == "$" {
      return next == "$" ? close(["$", "$"], from: place + 2) : close(["$"], from: place + 1)
    }
    guard source[place] == "\\" else { return nil }
    if next == "b", let found = environment(source, place) { return found }
    if next == "(" { return close(["\\", ")"], from: place + 2) }
    return next == "[" ? close(["\\", "]"], from: place + 2) : nil
  }

  /// A display that stands between `\begin{align}` and `\end{align}` without dollar signs, and the place behind it.
  private static func environment(_ source: [Character], _ place: Int) -> (String, Int)? {
    for name in displays {
      let (open, close) = (Array("\\begin{\(name)}"), Array("\\end{\(name)}"))
      guard source[place...].starts(with: open) else { continue }
      var end = place + open.count
      while end + close.count <= source.count {
        if source[end..<(end + close.count)].elementsEqual(close) {
          return (String(source[(place + open.count)..<end]), end + close.count)
        }
        end += 1
      }
    }
    return nil
  }

  private static let displays = ["equation", "align", "gather", "multline", "eqnarray", "flalign", "displaymath"]
    .flatMap {
      [$0, $0 + "*"]
    }

  /// Letters and digits, with apostrophes, hyphens and points within: `w.r.t.`, `step-length`, `0.5`, `Newton's`.
  private static func endOfWord(_ source: [Character], _ place: Int) -> Int {
    var end = place
    while end < source.count {
      let character = source[end]
      let next = end + 1 < source.count ? source[end + 1] : " "
      if character.isLetter || character.isNumber || character == "_" {
        end += 1
      } else if "-'’.".contains(character), next.isLetter || next.isNumber {
        end += 1
      } else {
        break
      }
    }
    let word = String(source[place..<end])
    return end < source.count && source[end] == "." && abbreviations.contains(word.lowercased()) ? end + 1 : end
  }

  private static let abbreviations: Set<String> = [
    "w.r.t", "i.e", "e.g", "resp", "cf", "fig", "eq", "eqs", "sec", "no", "vs", "approx", "etc", "wrt",
  ]

  /// Without the marks of emphasis, links and footnotes of Markdown.
  private static func withoutMarkup(_ text: String) -> String {
    var result = ""
    let source = Array(text)
    var place = 0
    while place < source.count {
      let rest = source[place...]
      if let (_, end) = mathematics(source, place) {
        result += String(source[place..<end])
        place = end
      } else if rest.starts(with: Array("<sup>")), let end = rest.firstRange(of: Array("</sup>")) {
        place = end.upperBound
      } else if rest.starts(with: Array("[^")), let end = rest.firstIndex(of: "]") {
        place = end + 1
      } else {
        if source[place] != "*", source[place] != "`" { result.append(source[place]) }
        place += 1
      }
    }
    return result
  }
}

extension ProseText {
  /// The sentences: they end at a full stop, a question mark, or before a formula that is displayed on its own.
  var sentences: [ProseText] {
    var sentences: [[Placed]] = [[]]
    var depth = 0
    for (index, placed) in pieces.enumerated() {
      sentences[sentences.count - 1].append(placed)
      if case .formula(let formula, true) = placed.piece, index + 1 < pieces.count {
        // A display ends the sentence with its full stop, or before a capital.
        if formula.endsSentence { sentences.append([]) }
        if case .word(let next) = pieces[index + 1].piece, next.first?.isUppercase == true, next.count > 1 {
          sentences.append([])
        }
      }
      guard case .mark(let mark) = placed.piece else { continue }
      if mark == "(" { depth += 1 }
      if mark == ")" { depth = max(0, depth - 1) }
      let ends = depth == 0 && (mark == "." || mark == "?" || mark == "!")
      if ends, index + 1 == pieces.count || pieces[index + 1].followsSpace { sentences.append([]) }
    }
    return sentences.filter { !$0.isEmpty }.map(ProseText.init)
  }

  /// Whether the text ends a sentence.
  var isClosed: Bool {
    switch pieces.last?.piece {
    case .mark(let mark): ".?!".contains(mark)
    case .formula(let formula, true): formula.endsSentence
    default: false
    }
  }

  /// Whether it ends in the middle, as `find the gradient of` does before a list.
  var isDangling: Bool {
    let last = pieces.last { $0.piece != .mark(":") }?.piece
    if case .word(let word)? = last { return word.lowercased() == "of" }
    return false
  }

  var isQuestion: Bool { pieces.last?.piece == .mark("?") }

  /// Whether it goes on with a sentence that was begun: with a small letter, a formula in the line or a mark.
  var continues: Bool {
    guard case .word(let word)? = pieces.first?.piece else { return false }
    return word.first?.isLowercase == true
  }
}

extension LatexTokens {
  /// A full stop behind the last formula of a display.
  var endsSentence: Bool {
    var tokens = tokens
    while let last = tokens.last, last.hasPrefix("\\end{") || last == "\\\\" { tokens.removeLast() }
    return tokens.last == "."
  }
}
