import GradusExpression

/// Superscripts that are no powers: `x^{(i)}`, `W^{[1]}`, `\theta^{\text{old}}`, `x^*`.
///
/// Nobody puts a power of one number or letter in brackets: what stands in brackets above a name is an index. It is the
/// index of a sum where it is the letter of one, and part of the name otherwise, as a subscript is: W^{(1)} is W_1.
extension Parser {
  /// What follows the `^` where it makes a name or an entry; nil, without moving, where it is a power.
  mutating func namingSuperscript(on base: Syntax) throws(ReadingError) -> Syntax? {
    guard base.asName != nil || base.isIndexed, current.kind == .open(.brace) || token(0).isWord else { return nil }
    if base.asName == "e", !names.isVariable("e") { return nil }
    if let word = wordAbove {
      for _ in 0..<word.count { advance() }
      return try raisedIndex(word.text, on: base, previousEnd)
    }
    guard next.kind == .open(.round) || next.kind == .open(.square) else { return nil }
    let text: String
    switch token(2).kind {
    case .number(let value) where value.isInteger: text = value.description
    case .name(let name): text = name
    default: return nil
    }
    guard token(3).kind == .close(.round) || token(3).kind == .close(.square) else {
      try refuseShift(base)
      return try raisedShift(text, on: base)
    }
    guard token(4).kind == .close(.brace) else { return nil }
    for _ in 0..<5 { advance() }
    return try raisedIndex(text, on: base, previousEnd)
  }

  /// `\text{old}`, alone or in braces, and how many tokens it takes.
  private var wordAbove: (text: String, count: Int)? {
    if current.isWord, case .name(let word) = current.kind, Function(spelling: word) == nil { return (word, 1) }
    if current.kind == .open(.brace), next.isWord, case .name(let word) = next.kind, token(2).kind == .close(.brace) {
      return (word, 3)
    }
    return nil
  }

  /// `x^{(t+1)}` under a sum over t; nil, without moving, for anything else.
  private mutating func raisedShift(_ letter: String, on base: Syntax) throws(ReadingError) -> Syntax? {
    guard boundIndices.contains(letter), let name = base.asName, token(3).kind == .plus || token(3).kind == .minus,
      case .number(let value) = token(4).kind, let shift = value.integerValue, token(6).kind == .close(.brace)
    else { return nil }
    let isBack = token(3).kind == .minus
    let range = base.range.lowerBound..<token(6).range.upperBound
    let index = try shifted(letter, by: isBack ? -shift : shift, range)
    let isBold = tokens[..<place].last { $0.range.lowerBound == base.range.lowerBound }?.isBold ?? false
    for _ in 0..<7 { advance() }
    return Syntax(.indexed(name, [index], isBold: isBold), range)
  }

  /// x^{(t+1)} is the next iterate to one and a power to another.
  private func refuseShift(_ base: Syntax) throws(ReadingError) {
    guard case .name(let letter) = token(2).kind, token(3).kind == .plus || token(3).kind == .minus,
      case .number = token(4).kind, token(5).kind == .close(.round) || token(5).kind == .close(.square),
      token(6).kind == .close(.brace)
    else { return }
    if boundIndices.contains(letter) { return }
    let (name, sign, shift) = (text(base.range), text(token(3).range), text(token(4).range))
    throw error(
      .ambiguous(
        "\(name) with \(letter)\(sign)\(shift) in brackets above it",
        choices: ["\(name)^{\(letter)\(sign)\(shift)} for the power", "a name such as \(name)_{next}"]),
      base.range.lowerBound..<token(6).range.upperBound)
  }

  /// A name with an index in brackets above it.
  func raisedIndex(_ text: String, on base: Syntax, _ end: Int) throws(ReadingError) -> Syntax {
    let range = base.range.lowerBound..<end
    if boundIndices.contains(text) {
      let above = Syntax.Index.letter(text, size: nil)
      // The superscript counts the examples: it comes first.
      if case .indexed(let name, let below, let isBold) = base.kind {
        return Syntax(.indexed(name, [above] + below, isBold: isBold), range)
      }
      guard let name = base.asName else { throw secondIndex(base, end) }
      let isBold = tokens[..<place].last { $0.range.lowerBound == base.range.lowerBound }?.isBold ?? false
      guard let underscore = name.lastIndex(of: "_"), let below = Int(name[name.index(after: underscore)...]), below > 0
      else { return Syntax(.indexed(name, [above], isBold: isBold), range) }
      return Syntax(.indexed(String(name[..<underscore]), [above, .place(below)], isBold: isBold), range)
    }
    guard let name = base.asName else { throw secondIndex(base, end) }
    let mark = name.firstIndex(of: "_").map { String(name[$0...]) }
    guard mark == nil || MathCharacters.marks.values.contains(mark!) else { throw secondIndex(base, end) }
    let key = KnownNames.key("\(name)_\(text)")
    let hasNamesake = tokens.contains {
      if case .name(let other) = $0.kind { KnownNames.key(other) == key } else { false }
    }
    guard !hasNamesake else {
      throw error(
        .ambiguous("\(self.text(range)) beside \(name)_\(text)", choices: ["one of the two under another name"]), range)
    }
    try refuseFunction("\(name)_\(text)", range)
    return Syntax(.name("\(name)_\(text)"), range)
  }

  private func secondIndex(_ base: Syntax, _ end: Int) -> ReadingError {
    error(
      .unsupported(
        "an index above \(text(base.range)), which has one below",
        advice: "no sum runs over it: write it as one name of letters and digits, and declare that"),
      base.range.lowerBound..<end)
  }

  /// xᵗ is the transpose to some, and x^H that of complex numbers, where t and H stand nowhere else; nil for a power.
  mutating func transposingLetter(on base: Syntax) throws(ReadingError) -> Syntax? {
    let isBraced = current.kind == .open(.brace)
    guard case .name(let letter) = token(isBraced ? 1 : 0).kind, letter == "t" || letter == "H",
      !isBraced || token(2).kind == .close(.brace), isOnlyAbove(letter)
    else { return nil }
    let behind = token(isBraced ? 3 : 1)
    return try transposingLetter(letter, on: base, behind) { $0.place += isBraced ? 3 : 1 }
  }

  mutating func transposingLetter(
    _ letter: String, on base: Syntax, _ behind: Token, _ move: (inout Parser) -> Void
  ) throws(ReadingError) -> Syntax? {
    if letter == "H" {
      throw error(
        .unsupported("\(text(base.range))^H", advice: "all numbers are real: write ^T for the transpose"), base.range)
    }
    let isBold = tokens[..<place].last { $0.range.lowerBound == base.range.lowerBound }?.isBold ?? false
    let isVector =
      isBold || base.mayBeMatrix(names) || base.asName.flatMap(names.rank).map { $0 > 0 } == true
      || looksLikeVector(behind, base)
    let isNumber = base.asNumber != nil || base.asName == "e" || base.asName.flatMap(names.rank) == 0
    if isNumber || !isVector && !startsOperand(behind) { return nil }
    guard isVector else {
      let name = text(base.range)
      throw error(
        .ambiguous("\(name)^t", choices: ["\(name)^T for the transpose", "t: scalar to declare the exponent"]),
        base.range)
    }
    move(&self)
    return Syntax(.transpose(base), base.range.lowerBound..<previousEnd)
  }

  /// Whether what follows is what a row stands before: a matrix, a bold letter, a member x_i, or the same name again.
  private func looksLikeVector(_ behind: Token, _ base: Syntax) -> Bool {
    guard case .name(let name) = behind.kind else { return false }
    let isMember =
      name.lastIndex(of: "_").map { boundIndices.contains(String(name[name.index(after: $0)...])) } ?? false
    return behind.isBold || isMember || name == base.asName
      || name.first?.isUppercase == true && !names.isScalar(name)
  }

  /// Whether the letter stands nowhere but above something, and is neither known nor an index.
  func isOnlyAbove(_ letter: String) -> Bool {
    if names.isKnown(letter) || boundIndices.contains(letter) { return false }
    return tokens.indices.allSatisfy { index in
      switch tokens[index].kind {
      case .name(letter):
        index > 0 && (tokens[index - 1].kind == .caret || index > 1 && tokens[index - 2].kind == .caret)
      case .name(let name): !name.hasSuffix("_" + letter)
      default: true
      }
    }
  }

  private func startsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .name, .number, .open: true
    default: false
    }
  }

  /// x* is the name of a particular x; of a matrix * is the adjoint to many.
  mutating func starred(_ base: Syntax, isBraced: Bool) throws(ReadingError) -> Syntax {
    let star = token(isBraced ? 1 : 0)
    // In a program x^*y is a slip.
    let behind = token(isBraced ? 3 : 1)
    let isSlip = !isLatex && !isBraced && !behind.followsSpace && startsOperand(behind)
    guard let name = base.asName, name.first?.isLowercase == true, !isBraced || token(2).kind == .close(.brace), !isSlip
    else {
      throw error(
        .unsupported("the superscript *", advice: "write ' or ^T for the transpose, or another name"), star.range)
    }
    for _ in 0..<(isBraced ? 3 : 1) { advance() }
    return Syntax(.name("\(name)_star"), base.range.lowerBound..<previousEnd)
  }
}

extension Syntax {
  fileprivate var isIndexed: Bool { if case .indexed = kind { true } else { false } }
}
