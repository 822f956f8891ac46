extension Lexer {
  /// Completes a name with the marks over its letter and its subscripts, and appends it.
  mutating func finishName(from start: Int, _ base: String, isWord: Bool = false) throws(ReadingError) {
    var name = Lexer.marked(base)
    while let scalar = peek(0), let suffix = MathCharacters.marks[scalar] {
      isBeyondASCII = true
      name += suffix
      place += 1
    }
    if let scalar = peek(0), MathCharacters.subscripts[scalar] != nil {
      isBeyondASCII = true
      let below = takeRun(MathCharacters.subscripts)
      guard !below.contains("=") else {
        throw error(.unsupported("this subscript", advice: "= stands only under a sum"), start..<place)
      }
      name += "_" + below
    } else if peek(0) == "_", !standsAboveSum {
      name += try subscriptText()
    }
    append(.name(name), from: start, isWord: isWord)
  }

  /// `hat_m` of programs is `m_hat`.
  private static func marked(_ name: String) -> String {
    guard let underscore = name.firstIndex(of: "_"), MathCharacters.marks.values.contains("_" + name[..<underscore])
    else { return name }
    let rest = name[name.index(after: underscore)...]
    let letter = rest.prefix { $0 != "_" }
    guard letter.count == 1 && letter.first!.isLetter || MathCharacters.greekNames.contains(String(letter)) else {
      return name
    }
    return "\(letter)_\(name[..<underscore])\(rest.dropFirst(letter.count))"
  }

  /// In `\sum^n_{i=1}` the subscript is that of the sum.
  private var standsAboveSum: Bool {
    guard tokens.count >= 2, tokens[tokens.count - 1].kind == .caret else { return false }
    if case .bigOperator = tokens[tokens.count - 2].kind { return true }
    return false
  }

  /// `_{12}`, `_k`, `_\text{out}` after a name, as `_12`, `_k`, `_out`; nothing where no name can follow.
  private mutating func subscriptText() throws(ReadingError) -> String {
    let start = place
    place += 1
    if let scalar = peek(0), Lexer.isDigit(scalar) || Lexer.isASCIILetter(scalar) {
      let from = place
      place += 1
      // θ_12 in ASCII is one subscript; LaTeX takes a single character.
      while !isLatex, let more = peek(0), Lexer.isDigit(more) || Lexer.isASCIILetter(more) { place += 1 }
      return "_" + String(slice(from..<place))
    }
    if let scalar = peek(0), let greek = MathCharacters.greek[scalar] {
      place += 1
      return "_" + greek
    }
    if peek(0) == "\\", let name = commandName(), case .name(let greek)? = LatexCommand.table[name] {
      place += 1 + name.unicodeScalars.count
      return "_" + greek
    }
    if let content = plainGroup(), content.first != "_", content.last != "_" { return "_" + content }
    if peek(0) == "\\" {
      throw error(
        .unsupported("this subscript", advice: "a subscript of a name is made of letters and digits"),
        start..<min(scalars.count, place + 1))
    }
    // The underscore is a token of its own: `x_{t-1}`, `1_{x > 0}`.
    place = start
    return ""
  }

  /// The letters and digits of a `{…}` at this place, commas and spaces dropped; nil, without moving, where the group
  /// holds anything else.
  mutating func plainGroup() -> String? {
    let start = place
    var text = ""
    var depth = 0
    while let scalar = peek(0), place - start <= 120 {
      if scalar == "{" {
        depth += 1
      } else if scalar == "}" {
        depth -= 1
        if depth == 0 {
          place += 1
          guard !text.isEmpty else { break }
          return text
        }
      } else if depth == 0 {
        break
      } else if scalar == ".", depth == 1, peek(1) == "}", text.count > 3 {
        // The full stop behind `\text{otherwise.}`
        place += 1
        continue
      } else if scalar == "\\", let name = commandName() {
        switch LatexCommand.table[name] {
        case .name(let letter)?: text += letter
        case .word?, .typeface?, .nothing?: break
        case .function?: text += name
        case .token(.underscore)?: text += "_"
        default:
          place = start
          return nil
        }
        place += name.unicodeScalars.count
      } else if Lexer.isDigit(scalar) || Lexer.isASCIILetter(scalar) || scalar == "_" {
        text.unicodeScalars.append(scalar)
      } else if let greek = MathCharacters.greek[scalar] {
        text += greek
      } else if scalar != "," && scalar != " " {
        break
      }
      place += 1
    }
    place = start
    return nil
  }

  /// The name of the command whose backslash stands at this place.
  func commandName() -> String? {
    guard peek(0) == "\\", let first = peek(1) else { return nil }
    guard Lexer.isASCIILetter(first) else { return String(first) }
    var end = place + 1
    while end < scalars.count, Lexer.isASCIILetter(scalars[end]) { end += 1 }
    return String(slice(place + 1..<end))
  }
}
