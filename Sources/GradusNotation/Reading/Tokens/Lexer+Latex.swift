extension Lexer {
  /// A command of LaTeX, from its backslash.
  mutating func command() throws(ReadingError) {
    let start = place
    guard let name = commandName() else {
      throw error(.unexpected(found: "\\ at the end", expected: "a command"), start..<start + 1)
    }
    if isLeftDivision(name) {
      place += 1
      append(.leftDivision, from: start)
      return
    }
    isLatex = true
    if name == "star", tokens.last?.kind == .caret || tokens.suffix(2).map(\.kind) == [.caret, .open(.brace)] {
      place += 5
      append(.star, from: start)
      return
    }
    guard let meaning = LatexCommand.table[name] else {
      let range = start..<start + 1 + name.unicodeScalars.count
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
    case .enclosing(let spelling):
      if !enclose(spelling, from: start) { append(.name(spelling), from: start, isWord: true) }
    case .nothing: sawSpace = true
    case .skipped: skipGroup()
    case .delimiter(let side):
      skipSpaces()
      // The invisible delimiter of \left. and \right.
      if peek(0) == "." { place += 1 } else { pendingSide = side }
    case .typeface: if try !filledOrReals(from: start) { try decorated(name, nil, from: start) }
    case .mark(let suffix): try decorated(name, suffix, from: start)
    case .word: try uprightWord(from: start)
    case .begin, .end: try environment(from: start, opens: name == "begin")
    case .refused(let advice): throw error(.unsupported("\\" + name, advice: advice), start..<place)
    }
  }

  /// Passes over the group behind a command that says nothing.
  private mutating func skipGroup() {
    sawSpace = true
    if peek(0) == "*" { place += 1 }
    if peek(0) == "{" { place = (scalars[place...].firstIndex(of: "}") ?? scalars.count - 1) + 1 }
  }

  /// A letter in a typeface or under a mark, or what a group of them is.
  private mutating func decorated(_ name: String, _ suffix: String?, from start: Int) throws(ReadingError) {
    let behind = start + 1 + name.unicodeScalars.count
    place = start
    if let letter = letterArgument() {
      try finishName(from: start, letter)
      return
    }
    place = behind
    if let suffix {
      try mark(suffix, from: start)
    } else if LatexCommand.boldTypefaces.contains(name) {
      markBoldGroup()
    }
  }

  /// `\operatorname{tr}`, and `{\rm tr}`.
  private mutating func uprightWord(from start: Int) throws(ReadingError) {
    if peek(0) == "*" { place += 1 }
    skipSpaces()
    if let word = plainGroup() {
      guard word.first != "_", word.last != "_" else {
        throw error(.unsupported("this name", advice: "a name begins and ends with a letter or a digit"), start..<place)
      }
      try finishName(from: start, word, isWord: true)
    } else if tokens.last?.kind == .open(.brace) {
      // {\rm tr}
      let letters = scalars[place...].prefix { Lexer.isASCIILetter($0) }
      let end = letters.endIndex
      guard !letters.isEmpty, end < scalars.count, scalars[end] == "}" else { return }
      tokens.removeLast()
      place = end + 1
      try finishName(from: start, String(slice(letters.indices)), isWord: true)
    }
  }

  /// Whether the backslash at this place divides from the left, as in `A\b` and `(A'*A)\(A'*b)`: behind an operand, before
  /// what is no command, in a text without commands.
  private mutating func isLeftDivision(_ name: String) -> Bool {
    guard tokens.last.map(\.endsOperand) == true else { return false }
    switch name {
    case "(": return !source.contains("\\)")
    case "[": return !source.contains("\\]")
    case " ": return !hasCommands
    default: return LatexCommand.table[name] == nil && !hasCommands
    }
  }

  /// Whether a backslash begins a command somewhere in the text.
  private var hasCommands: Bool {
    mutating get {
      if let known = knownCommands { return known }
      var lexer = self
      let found = scalars.indices.contains { index in
        guard scalars[index] == "\\" else { return false }
        lexer.place = index
        return lexer.commandName().map { $0.count > 1 && LatexCommand.table[$0] != nil } ?? false
      }
      knownCommands = found
      return found
    }
  }

  /// `\norm{x}`, `\abs{x}`, `\inner{x}{y}` as the delimiters that they draw; false where no group follows.
  private mutating func enclose(_ spelling: String, from start: Int) -> Bool {
    let before = place
    if peek(0) == "*" { place += 1 }
    skipSpaces()
    guard peek(0) == "{", let end = endOfGroup(at: place) else {
      place = before
      return false
    }
    let (opening, closing): (Token.Kind, Token.Kind) =
      switch spelling {
      case "norm": (.doubleBar(.left), .doubleBar(.right))
      case "abs": (.bar(.left), .bar(.right))
      default: (.open(.angle), .close(.angle))
      }
    delimiters[end] = closing
    if spelling == "inner", end + 1 < scalars.count, scalars[end + 1] == "{", let last = endOfGroup(at: end + 1) {
      // One comma in place of `}{`.
      delimiters[end] = .comma
      delimiters[last] = closing
      skipped.insert(end + 1)
    }
    place += 1
    append(opening, from: start)
    return true
  }

  /// The place of the brace that closes the group which opens there.
  private func endOfGroup(at opening: Int) -> Int? {
    var depth = 0
    for place in opening..<scalars.count {
      if scalars[place] == "{" { depth += 1 } else if scalars[place] == "}" { depth -= 1 }
      if depth == 0 { return place }
    }
    return nil
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
    endOfBold = endOfGroup(at: place).map { $0 + 1 } ?? scalars.count
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
    case "array", "cases", "dcases", "rcases":
      if opens, name == "array" { _ = plainGroup() }
      if opens {
        // \left\{ \begin{array} … \end{array} \right. is a brace before cases.
        let isBraced = name == "array" && opensBraceBefore(start)
        if isBraced { tokens.removeLast() }
        openEnvironments.append(isBraced || name != "array" ? "cases" : "array")
        append(.begin(openEnvironments.last!), from: start)
      } else {
        append(.end(openEnvironments.popLast() ?? name), from: start)
      }
    case "equation", "align", "aligned", "gather", "gathered", "split", "displaymath", "math", "multline", "alignat":
      sawSpace = true
    default:
      let known = ["pmatrix", "bmatrix", "matrix", "array", "cases", "equation", "align"]
      throw error(
        .unsupported(
          "the environment \(name)",
          advice: "expected one of " + known.joined(separator: ", ")), from..<place)
    }
  }

  /// Whether the last token is a `\{` that `\right.` will close.
  private func opensBraceBefore(_ start: Int) -> Bool {
    guard let last = tokens.last, last.kind == .open(.round), slice(last.range).elementsEqual("\\{".unicodeScalars)
    else {
      return false
    }
    let before = String(slice(max(0, last.range.lowerBound - 12)..<last.range.lowerBound))
    return before.filter({ !$0.isWhitespace }).hasSuffix("\\left")
      && String(slice(start..<scalars.count)).contains("\\right.")
  }

  mutating func skipSpaces() {
    while let scalar = peek(0), scalar == " " || scalar == "\t" { place += 1 }
  }
}
