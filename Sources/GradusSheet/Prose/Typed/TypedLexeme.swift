import GradusNotation

/// A word, number or sign of a text in which formulas are typed without dollar signs.
struct TypedLexeme: Hashable {
  enum Kind: Hashable {
    case number
    /// Letters without a space: `x`, `Ax`, `theta`, `exp`, with the digits right behind them: `W1`.
    case name(letters: String, digits: String)
    /// A command of LaTeX with its groups: `\frac{1}{2}`.
    case command
    case sign(String)
    /// Raised or lowered characters of Unicode: ², ᵀ, ₁.
    case raised(String)
    case lowered(String)
    /// `3x2`, before `matrix`.
    case size
    /// What is no mathematics: `w.r.t.`, `Newton's`, `2nd`, or a formula between its signs.
    case prose
  }

  let kind: Kind
  /// The characters of the text that it is.
  let range: Range<Int>
  let followsSpace: Bool

  var sign: String? { if case .sign(let sign) = kind { sign } else { nil } }
  var letters: String? { if case .name(let letters, "") = kind { letters } else { nil } }
}

/// Cuts a text into lexemes.
struct TypedLexer {
  let source: [Character]
  private var place = 0
  private(set) var lexemes: [TypedLexeme] = []
  /// Whether `*` that opened an emphasis is still open.
  private var isEmphasis = false

  init(_ source: [Character]) {
    self.source = source
    while place < source.count {
      let start = place
      let followsSpace = start == 0 || source[start - 1].isWhitespace
      let kind = next()
      guard place > start else { preconditionFailure("a lexeme has a character at least") }
      if let kind { lexemes.append(TypedLexeme(kind: kind, range: start..<place, followsSpace: followsSpace)) }
    }
  }

  private func peek(_ offset: Int = 0) -> Character {
    place + offset < source.count && place + offset >= 0 ? source[place + offset] : " "
  }

  /// Nil of spaces and of marks of emphasis.
  private mutating func next() -> TypedLexeme.Kind? {
    let character = peek()
    if character.isWhitespace {
      place += 1
      return nil
    }
    if let (_, end) = ProseText.mathematics(source, place) {
      place = end
      return .prose
    }
    if character == "<", let end = endOfTag() {
      place = end
      return .prose
    }
    if isAddress {
      while place < source.count, !source[place].isWhitespace { place += 1 }
      return .prose
    }
    if let letters = scripts(MathCharacters.superscripts) { return .raised(letters) }
    if let letters = scripts(MathCharacters.subscripts) { return .lowered(letters) }
    if character == "\\" { return command() }
    if character.isLetter, character != "ℝ" { return name() }
    if character.isNumber { return number() }
    return sign()
  }

  /// A tag of HTML.
  private func endOfTag() -> Int? {
    guard peek(1).isLetter || peek(1) == "/" else { return nil }
    guard let end = source[place...].prefix(60).firstIndex(of: ">"),
      source[(place + 1)..<end].allSatisfy({ $0.isLetter || $0.isNumber || " =\"'/-.:#".contains($0) })
    else { return nil }
    let name = String(source[(place + 1)..<end].drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }).lowercased()
    return ["sup", "sub", "br", "p", "b", "i", "em", "strong", "img", "div", "span", "a", "u", "code"].contains(name)
      ? end + 1 : nil
  }

  /// The address of a page.
  private var isAddress: Bool {
    ["http://", "https://", "www."].contains { source[place...].starts(with: Array($0)) }
  }

  private mutating func scripts(_ table: [Unicode.Scalar: Character]) -> String? {
    var letters = ""
    while let scalar = peek().unicodeScalars.first, peek().unicodeScalars.count == 1, let letter = table[scalar] {
      letters.append(letter)
      place += 1
    }
    return letters.isEmpty ? nil : letters
  }

  // MARK: Commands

  private mutating func command() -> TypedLexeme.Kind {
    place += 1
    while place < source.count, source[place].isASCII, source[place].isLetter { place += 1 }
    if peek(-1) == "\\" {
      place += 1
      place = min(place, source.count)
      return .prose
    }
    while peek() == "{", let end = endOfGroup() { place = end }
    return .command
  }

  private func endOfGroup() -> Int? {
    var depth = 0
    for index in place..<source.count {
      if source[index] == "{" { depth += 1 }
      if source[index] == "}" { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  // MARK: Names

  private mutating func letterRun() -> String {
    let start = place
    while place < source.count, source[place].isLetter, source[place] != "ℝ",
      TypedLexer.isPlain(source[place]) || place == start
    { place += 1 }
    return String(source[start..<place])
  }

  /// Raised and lowered letters belong to no word.
  private static func isPlain(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return MathCharacters.superscripts[scalar] == nil && MathCharacters.subscripts[scalar] == nil
  }

  private mutating func name() -> TypedLexeme.Kind {
    let letters = letterRun()
    if goesOnInProse(letters) {
      repeat {
        place += 1
      } while place < source.count
        && (source[place].isLetter || source[place].isNumber || "-'’.".contains(source[place]) && peek(1).isLetter)
      return .prose
    }
    let start = place
    while place < source.count, source[place].isASCII, source[place].isNumber { place += 1 }
    let digits = String(source[start..<place])
    // `Conv2D`, `b4x`
    if !digits.isEmpty, peek().isLetter, peek() != "ℝ", letters.count > 1 {
      _ = letterRun()
      return .prose
    }
    return .name(letters: letters, digits: digits)
  }

  /// Whether the word goes on behind a hyphen, an apostrophe, a point or a slash: `step-size`, `Newton's`, `w.r.t.`, `and/or`.
  private mutating func goesOnInProse(_ letters: String) -> Bool {
    let next = peek(1)
    switch peek() {
    case "'", "’":
      guard next.isLetter else { return false }
      let rest = String(source[(place + 1)...].prefix { $0.isLetter })
      return ["s", "t", "re", "ll", "ve", "d"].contains(rest) || letters.count > 2
    case "-", "‐", "‑":
      guard next.isLetter else { return false }
      let rest = String(source[(place + 1)...].prefix { $0.isLetter })
      let behind = place + 1 + rest.count
      let isCall = behind < source.count && source[behind] == "("
      return !isCall && !TypedWords.isOperand(rest) || !TypedWords.isOperand(letters) && letters.count > 1
    case ".":
      return next.isLetter && !(next == "T" && letters.count == 1)
    case "/":
      guard next.isLetter else { return false }
      let rest = String(source[(place + 1)...].prefix { $0.isLetter })
      return letters.count > 3 && !TypedWords.isOperand(letters) && rest.count > 3 && !TypedWords.isOperand(rest)
    default: return false
    }
  }

  // MARK: Numbers

  private mutating func number() -> TypedLexeme.Kind {
    let start = place
    while place < source.count,
      source[place].isNumber || source[place] == "." && peek(1).isNumber && peek(1).isASCII
    { place += 1 }
    if "eE".contains(peek()), peek(1).isNumber || "+-".contains(peek(1)) && peek(2).isNumber {
      place += 2
      while place < source.count, source[place].isNumber { place += 1 }
    }
    // `5x5`, `2nd`, `3D`, `5 %`, `1,000`, `10-20`
    if peek().isLetter, peek() != "ℝ" {
      let rest = String(source[place...].prefix { $0.isLetter })
      let behind = place + rest.count
      let isSize = (rest == "x" || rest == "×") && behind < source.count && source[behind].isNumber
      if isSize, let end = endOfTightSize(rest.count) {
        place = end
        return .size
      }
      if isSize || TypedWords.unitsBehindNumbers.contains(rest) {
        while place < source.count, source[place].isLetter || source[place].isNumber || source[place] == "×" {
          place += 1
        }
        return .prose
      }
    }
    if let end = endOfSize() {
      place = end
      return .prose
    }
    if peek() == "×", peek(1).isNumber || peek(1) == " " && peek(2).isNumber {
      while place < source.count, source[place].isNumber || "× ".contains(source[place]) && !peek(1).isLetter {
        place += 1
      }
      return .prose
    }
    if peek() == "%" || peek() == "-" && isWordBehindHyphen {
      place += 1
      while place < source.count, source[place].isLetter || source[place] == "-" && peek(1).isLetter { place += 1 }
      return .prose
    }
    if peek() == "-" || peek() == "–", peek(1).isNumber, place - start <= 4 {
      let digits = source[(place + 1)...].prefix { $0.isNumber }
      let behind = place + 1 + digits.count
      let ends = behind >= source.count || source[behind].isWhitespace || ").,;".contains(source[behind])
      if ends, start == 0 || source[start - 1].isWhitespace || source[start - 1] == "(" {
        place = behind
        return .prose
      }
    }
    return .number
  }

  /// `3x2` of `3x2 matrix`.
  private func endOfTightSize(_ width: Int) -> Int? {
    var end = place + width
    while end < source.count, source[end].isNumber { end += 1 }
    let behind = String(source[end...].drop { $0 == " " }.prefix { $0.isLetter }).lowercased()
    return TypedWords.sized.contains(behind) ? end : nil
  }

  /// `14 x 14`, but not `3 x 4 matrix`, whose size is mathematics.
  private func endOfSize() -> Int? {
    guard peek() == " ", peek(1) == "x" || peek(1) == "×", peek(2) == " ", peek(3).isNumber else { return nil }
    var end = place + 3
    while end < source.count, source[end].isNumber { end += 1 }
    let behind = String(source[end...].drop { $0 == " " }.prefix { $0.isLetter }).lowercased()
    return TypedWords.sized.contains(behind) ? nil : end
  }

  /// `2-norm` and `3-layer`, and not `1-sigma(x)`.
  private var isWordBehindHyphen: Bool {
    let rest = String(source[(place + 1)...].prefix { $0.isLetter })
    let behind = place + 1 + rest.count
    let isCall = behind < source.count && source[behind] == "("
    return rest.count > 1 && !isCall && !TypedWords.isOperand(rest) || rest == "D"
  }

  // MARK: Signs

  private mutating func sign() -> TypedLexeme.Kind? {
    for sign in ["...", "**", "<=", ">=", "!=", "->", "==", ":=", "||", ".*", "./"]
    where source[place...].starts(with: Array(sign)) {
      if sign == "**", isBold { return emphasis(2) }
      place += sign.count
      return .sign(sign)
    }
    if peek() == "*" || peek() == "_" {
      let isOpening =
        (place == 0 || source[place - 1].isWhitespace || "(".contains(source[place - 1]))
        && !peek(1).isWhitespace
      let isClosing =
        isEmphasis && !(place == 0 || source[place - 1].isWhitespace)
        && (peek(1).isWhitespace || ".,;:?!)".contains(peek(1)))
      if isOpening || isClosing {
        isEmphasis = isOpening
        return emphasis(1)
      }
    }
    place += 1
    return .sign(String(source[place - 1]))
  }

  /// Whether two stars are the mark of bold text and no power: `**Let** x`, but not `x**2`.
  private var isBold: Bool {
    let before = place == 0 ? " " : source[place - 1]
    return before.isWhitespace || peek(2).isWhitespace || ".:".contains(before)
  }

  private mutating func emphasis(_ count: Int) -> TypedLexeme.Kind? {
    place += count
    return nil
  }
}
