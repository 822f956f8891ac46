extension LatexTypesetter {
  /// The element at this place; something is there, and no end of the row.
  mutating func atom() -> Atom {
    let character = source[place]
    if character == "\\" { return command() }
    if character == "{" { return Atom(markup: "<mrow>\(group())</mrow>") }
    if character == "^" || character == "_" { return Atom(markup: "") }
    if character.isASCII, character.isNumber { return Atom(markup: number()) }
    place += 1
    switch character {
    case "~": return Atom(markup: "<mspace width=\"0.25em\"/>")
    case "-": return Atom(markup: "<mo>−</mo>")
    case "*": return Atom(markup: "<mo>∗</mo>")
    case "(", ")", "[", "]", "|": return Atom(markup: "<mo stretchy=\"false\">\(character)</mo>")
    case "'": return Atom(markup: "<mo>′</mo>")
    default: return Atom(markup: element(character))
    }
  }

  private mutating func number() -> String {
    var text = ""
    while place < source.count, source[place].isASCII {
      let isPoint = source[place] == "." && place + 1 < source.count && source[place + 1].isNumber
      guard source[place].isNumber || isPoint else { break }
      text += isPoint ? "." : alphabet.letter(source[place])
      place += 1
    }
    return "<mn>\(text)</mn>"
  }

  private func element(_ character: Character) -> String {
    if character.isLetter { return identifier(alphabet.letter(character)) }
    return "<mo>\(MathML.escaped(String(character)))</mo>"
  }

  func identifier(_ letter: String) -> String {
    alphabet == .upright ? "<mi mathvariant=\"normal\">\(letter)</mi>" : "<mi>\(letter)</mi>"
  }

  /// The element that a command makes.
  private mutating func command() -> Atom {
    let name = commandName
    let start = place
    place = min(place + 1 + name.count, source.count)
    if let character = LatexSymbols.identifiers[name] { return Atom(markup: identifier(letter(character))) }
    if let character = LatexSymbols.operators[name] {
      return Atom(markup: "<mo stretchy=\"false\">\(MathML.escaped(character))</mo>")
    }
    if let character = LatexSymbols.bigOperators[name] {
      return Atom(markup: "<mo>\(character)</mo>", takesLimits: true)
    }
    if let character = LatexSymbols.integrals[name] { return Atom(markup: "<mo>\(character)</mo>") }
    if let width = LatexSymbols.spaces[name] { return Atom(markup: "<mspace width=\"\(width)\"/>") }
    if LatexSymbols.functions.contains(name) { return Atom(markup: "<mi>\(name)</mi><mo>&#x2061;</mo>") }
    if let words = LatexSymbols.limits[name] {
      return Atom(markup: "<mo movablelimits=\"true\">\(words)</mo>", takesLimits: true)
    }
    if let (mark, isWide) = LatexSymbols.accents[name] {
      let inner = argument()
      let stretch = isWide ? " stretchy=\"true\"" : " stretchy=\"false\""
      return Atom(
        markup: "<mover accent=\"true\"><mrow>\(inner)</mrow><mo\(stretch)>\(mark)</mo></mover>",
        takesLimits: name == "overbrace")
    }
    if let mark = LatexSymbols.marksBelow[name] {
      return Atom(
        markup: "<munder><mrow>\(argument())</mrow><mo stretchy=\"true\">\(mark)</mo></munder>",
        takesLimits: name == "underbrace")
    }
    if let chosen = MathAlphabet.commands[name] { return Atom(markup: inAlphabet(chosen)) }
    if let chosen = MathAlphabet.switches[name] {
      alphabet = chosen
      return Atom(markup: rest())
    }
    if LatexSymbols.silent.contains(name) { return Atom(markup: "") }
    if LatexSymbols.skipped.contains(name) {
      if place < source.count, source[place] == "*" { place += 1 }
      _ = plainGroup()
      return Atom(markup: "")
    }
    if let atom = construction(name) { return atom }
    // Unknown: its name stays to be read.
    return Atom(markup: "<mtext>\(MathML.escaped(String(source[start..<place])))</mtext>")
  }

  private func letter(_ character: String) -> String {
    character.first.map { character.count == 1 ? alphabet.letter($0) : character } ?? ""
  }

  /// A letter or group in another alphabet; several upright letters are one word.
  private mutating func inAlphabet(_ chosen: MathAlphabet) -> String {
    let before = alphabet
    defer { alphabet = before }
    alphabet = chosen
    skipSpaces()
    if chosen == .upright, place < source.count, source[place] == "{" {
      let start = place
      let word = plainGroup()
      if word.count > 1, word.allSatisfy({ $0.isLetter }) { return "<mi>\(word)</mi>" }
      place = start
    }
    return "<mrow>\(argument())</mrow>"
  }
}
