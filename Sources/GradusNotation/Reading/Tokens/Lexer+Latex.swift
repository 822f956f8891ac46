extension Lexer {
  /// A command of LaTeX, from its backslash.
  mutating func command() throws(ReadingError) {
    let start = place
    guard let name = commandName() else {
      throw error(.unexpected(found: "\\ at the end", expected: "a command"), start..<start + 1)
    }
    isLatex = true
    if name == "star", tokens.last?.kind == .caret || tokens.suffix(2).map(\.kind) == [.caret, .open(.brace)] {
      place += 5
      append(.star, from: start)
      return
    }
    guard let meaning = LatexCommand.table[name] else {
      let range = start..<start + 1 + name.unicodeScalars.count
      if name.count == 1, tokens.last.map({ !$0.isOperator }) == true {
        throw error(.unsupported("the division \\ from the left", advice: "write solve(A, b)"), start..<start + 1)
      }
      throw error(
        .unknownCommand(
          name, suggestion: Suggestion.nearest(to: name, among: LatexCommand.table.keys.filter { $0.count > 1 })), range
      )
    }
    place += 1 + name.unicodeScalars.count
    switch meaning {
    case .token(let kind): append(kind, from: start)
    case .name(let letter): try finishName(from: start, letter)
    case .function(let spelling): append(.name(spelling), from: start, isWord: true)
    case .nothing: sawSpace = true
    case .skipped:
      sawSpace = true
      if peek(0) == "*" { place += 1 }
      if peek(0) == "{" { place = (scalars[place...].firstIndex(of: "}") ?? scalars.count - 1) + 1 }
    case .delimiter(let side):
      skipSpaces()
      // The invisible delimiter of \left. and \right.
      if peek(0) == "." { place += 1 } else { pendingSide = side }
    case .typeface, .mark:
      if case .mark = meaning {} else if try filledOrReals(from: start) { return }
      let behind = start + 1 + name.unicodeScalars.count
      place = start
      if let letter = letterArgument() {
        try finishName(from: start, letter)
        return
      }
      place = behind
      if case .mark(let suffix) = meaning {
        try mark(suffix, from: start)
      } else if LatexCommand.boldTypefaces.contains(name) {
        markBoldGroup()
      }
    case .word:
      if peek(0) == "*" { place += 1 }
      skipSpaces()
      if let word = plainGroup() {
        try finishName(from: start, word, isWord: true)
      }
    case .begin, .end: try environment(from: start, opens: name == "begin")
    case .refused(let advice): throw error(.unsupported("\\" + name, advice: advice), start..<place)
    }
  }

  /// `\mathbf 1`, `\mathbb{1}`, `\mathbb R` after their command.
  private mutating func filledOrReals(from start: Int) throws(ReadingError) -> Bool {
    let before = place
    skipSpaces()
    let braced = peek(0) == "{"
    if braced { place += 1 }
    skipSpaces()
    guard let scalar = peek(0), scalar == "0" || scalar == "1" || scalar == "R" else {
      place = before
      return false
    }
    place += 1
    skipSpaces()
    if braced, peek(0) != "}" {
      place = before
      return false
    }
    if braced { place += 1 }
    if scalar == "R" {
      guard slice(start..<before).elementsEqual("\\mathbb".unicodeScalars) else {
        place = before
        return false
      }
      append(.reals, from: start)
    } else {
      append(.filled(scalar == "1" ? 1 : 0), from: start)
    }
    return true
  }

  /// One letter with its typefaces and marks, as a name: `\hat{\mathbf{y}}` is `y_hat`; nil where no single letter
  /// follows, and then the place is where it was.
  private mutating func letterArgument(depth: Int = 0) -> String? {
    let start = place
    guard depth < 8 else { return nil }
    skipSpaces()
    if let command = commandName(), let meaning = LatexCommand.table[command] {
      place += 1 + command.unicodeScalars.count
      switch meaning {
      case .name(let letter): return letter
      case .typeface:
        if LatexCommand.boldTypefaces.contains(command) { isBoldLetter = true }
        if let letter = letterArgument(depth: depth + 1) { return letter }
      case .mark(let suffix): if let letter = letterArgument(depth: depth + 1) { return letter + suffix }
      default: break
      }
    } else if peek(0) == "{" {
      place += 1
      if let letter = letterArgument(depth: depth + 1) {
        skipSpaces()
        if peek(0) == "}" {
          place += 1
          return letter
        }
      }
    } else if let scalar = peek(0) {
      place += 1
      if Lexer.isASCIILetter(scalar) { return String(scalar) }
      if let greek = MathCharacters.greek[scalar] { return greek }
    }
    place = start
    return nil
  }

  /// `\hat{y_i}` is ŷ_i; over anything else than a letter a mark has no meaning here, and to drop it would be another
  /// formula.
  private mutating func mark(_ suffix: String, from start: Int) throws(ReadingError) {
    skipSpaces()
    if let group = plainGroup(), let underscore = group.firstIndex(of: "_") {
      let letter = group[..<underscore]
      if letter.count == 1 || MathCharacters.greekNames.contains(String(letter)) {
        try finishName(from: start, "\(letter)\(suffix)\(group[underscore...])")
        return
      }
    }
    throw error(
      .unsupported(
        "\(String(slice(start..<place))) over more than a letter",
        advice: "give what it stands over a name of one letter"),
      start..<place)
  }

  /// The group at this place is set in bold type.
  private mutating func markBoldGroup() {
    skipSpaces()
    guard peek(0) == "{" else { return }
    var (end, depth) = (place, 0)
    repeat {
      if scalars[end] == "{" { depth += 1 } else if scalars[end] == "}" { depth -= 1 }
      end += 1
    } while depth > 0 && end < scalars.count
    endOfBold = end
  }

  /// `\begin{pmatrix}`: a token for matrices, nothing for `equation`, `align` and their like.
  private mutating func environment(from start: Int, opens: Bool) throws(ReadingError) {
    let from = place
    guard peek(0) == "{", let close = scalars[place...].prefix(40).firstIndex(of: "}") else {
      throw error(
        .unexpected(found: "\\\(opens ? "begin" : "end")", expected: "an environment in braces"), start..<place)
    }
    let name = String(slice(place + 1..<close)).filter { $0 != "*" }
    place = close + 1
    switch name {
    case "pmatrix", "bmatrix", "Bmatrix", "matrix", "smallmatrix", "psmallmatrix", "bsmallmatrix", "vmatrix", "Vmatrix":
      append(opens ? .begin(name) : .end(name), from: start)
    case "array":
      if opens { _ = plainGroup() }
      append(opens ? .begin(name) : .end(name), from: start)
    case "equation", "align", "aligned", "gather", "gathered", "split", "displaymath", "math", "multline", "alignat":
      sawSpace = true
    default:
      let known = ["pmatrix", "bmatrix", "matrix", "array", "equation", "align"]
      throw error(
        .unsupported(
          "the environment \(name)",
          advice: "expected one of " + known.joined(separator: ", ")), from..<place)
    }
  }

  mutating func skipSpaces() {
    while let scalar = peek(0), scalar == " " || scalar == "\t" { place += 1 }
  }
}
