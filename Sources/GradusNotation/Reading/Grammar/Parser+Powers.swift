import GradusExpression

extension Parser {
  /// One mark behind an operand: a transpose, a power, a superscript; nil where none follows.
  mutating func mark(on base: Syntax) throws(ReadingError) -> Syntax? {
    let start = base.range.lowerBound
    switch current.kind {
    case .open(.square) where base.canHaveParts:
      guard let indices = try indices() else { return nil }
      return Syntax(.part(base, indices), start..<previousEnd)
    case .prime:
      advance()
      return Syntax(.transpose(base), start..<previousEnd)
    case .factorial: return try factorial(of: base)
    case .superscript(let text):
      let range = current.range
      advance()
      if text == "t" || text == "H", isOnlyAbove(text),
        let transposed = try transposingLetter(text, on: base, current, { _ in })
      {
        return transposed
      }
      if text.hasPrefix("("), text.hasSuffix(")") {
        return try raisedIndex(String(text.dropFirst().dropLast()), on: base, range.upperBound)
      }
      return try superscript(text, range, on: base)
    case .caret:
      advance()
      if let marked = try transposingSuperscript(on: base) { return marked }
      if let marked = try entrywiseSuperscript(on: base) { return marked }
      if let named = try namingSuperscript(on: base) { return named }
      if let transposed = try transposingLetter(on: base) { return transposed }
      let exponent = try exponent()
      try refusePowerChain(base, exponent)
      return Syntax(.power(base, exponent, entrywise: false), start..<previousEnd)
    case .member(let name): return try member(name, of: base)
    case .doubleStar:
      if !isPython, base.mayBeMatrix(names) {
        throw error(
          .ambiguous(
            "\(text(base.range))**\(text(next.range)) of a matrix",
            choices: [
              "\(text(base.range)).^\(text(next.range)) entry by entry",
              "\(text(base.range))^\(text(next.range)) for the product of matrices",
            ]),
          base.range.lowerBound..<next.range.upperBound)
      }
      advance()
      let exponent = try exponent()
      try refusePowerChain(base, exponent)
      return Syntax(.power(base, exponent, entrywise: base.asNumber == nil), start..<previousEnd)
    case .dotCaret:
      advance()
      let exponent = try exponent()
      try refusePowerChain(base, exponent)
      return Syntax(.power(base, exponent, entrywise: true), start..<previousEnd)
    case .underscore where isPositivePart: return try positivePart(of: base)
    case .underscore where base.canHaveParts, .subscripted where base.canHaveParts: return try entry(of: base)
    default: return nil
    }
  }

  private mutating func factorial(of base: Syntax) throws(ReadingError) -> Syntax {
    let start = base.range.lowerBound
    advance()
    if current.kind == .factorial {
      throw error(.unsupported("!!", advice: "double factorials are not read"), start..<current.range.upperBound)
    }
    return Syntax(.call(.defined(.factorial), [base]), start..<previousEnd)
  }

  /// Whether `_+` stands here.
  private var isPositivePart: Bool {
    next.kind == .plus || next.kind == .open(.brace) && token(2).kind == .plus && token(3).kind == .close(.brace)
  }

  /// `(x)_+` and `[x]_+`: x where it is positive, else 0. Without brackets `v_+` may be a name too, as that of a positive example.
  private mutating func positivePart(of base: Syntax) throws(ReadingError) -> Syntax {
    if !")]}".contains(text(previousEnd - 1..<previousEnd)) {
      let name = text(base.range)
      throw error(
        .ambiguous(
          "\(name)_+", choices: ["(\(name))_+ for the positive part", "\(name)_p, or so, for a name of its own"]),
        base.range.lowerBound..<next.range.upperBound)
    }
    for _ in 0..<(next.kind == .plus ? 2 : 4) { advance() }
    var inner = base
    if case .matrix(let rows) = base.kind, rows.count == 1, rows[0].count == 1 { inner = rows[0][0] }
    return Syntax(.call(.relu, [inner]), base.range.lowerBound..<previousEnd)
  }

  /// a^b^c: MATLAB starts from the left, mathematics from the right.
  private func refusePowerChain(_ base: Syntax, _ exponent: Syntax) throws(ReadingError) {
    guard current.kind == .caret || current.kind == .dotCaret || current.kind == .doubleStar else { return }
    let (a, b) = (text(base.range), text(exponent.range))
    throw error(
      .ambiguous("a power of a power", choices: ["(\(a)^\(b))^…", "\(a)^(\(b)^…)"]),
      base.range.lowerBound..<current.range.upperBound)
  }

  mutating func exponent() throws(ReadingError) -> Syntax {
    try descend()
    defer { depth -= 1 }
    let start = current.range.lowerBound
    var isNegative = false
    while current.kind == .minus || current.kind == .plus {
      if current.kind == .minus { isNegative.toggle() }
      advance()
    }
    let value = try operand()
    return isNegative ? Syntax(.negative(value), start..<previousEnd) : value
  }

  /// What follows a `^` where it is no power: `T`, `\top`, `{-T}`, `\dagger`.
  private mutating func transposingSuperscript(on base: Syntax) throws(ReadingError) -> Syntax? {
    let braced = current.kind == .open(.brace)
    var ahead = braced ? 1 : 0
    let isInverse = token(ahead).kind == .minus
    if isInverse { ahead += 1 }
    let mark: String
    switch token(ahead).kind {
    case .superscript(let text): mark = text
    case .prime: mark = "T"
    case .name("T") where !names.isScalar("T"): mark = "T"
    case .plus where braced && !isInverse && token(ahead + 1).kind == .close(.brace): mark = "+"
    case .star where !isInverse: return try starred(base, isBraced: braced)
    default: return nil
    }
    let range = token(ahead).range
    if braced, token(ahead + 1).kind != .close(.brace) { return nil }
    for _ in 0..<ahead + (braced ? 2 : 1) { advance() }
    return try superscript((isInverse ? "-" : "") + mark, range, on: base)
  }

  /// `x^{\odot 2}`
  private mutating func entrywiseSuperscript(on base: Syntax) throws(ReadingError) -> Syntax? {
    guard current.kind == .open(.brace), next.kind == .dotStar else { return nil }
    advance()
    advance()
    let exponent = try enclosed(.bracket) { parser throws(ReadingError) in try parser.sum() }
    try expect(.close(.brace), "}")
    return Syntax(.power(base, exponent, entrywise: true), base.range.lowerBound..<previousEnd)
  }

  /// A superscript in its ASCII spelling: `-1`, `2`, `n`, `T`, `-T`, `+`.
  private func superscript(_ text: String, _ range: Range<Int>, on base: Syntax) throws(ReadingError) -> Syntax {
    let whole = base.range.lowerBound..<range.upperBound
    var text = text
    // ᵀᵀ transposes twice.
    let marks = text == "T" && names.isScalar("T") ? 0 : text.reversed().prefix { $0 == "T" }.count
    text.removeLast(marks)
    let transposes = marks > 0
    var value = base
    if transposes, let number = base.asNumber {
      // 1ᵀ is the row of ones; other numbers have no transpose.
      guard number == 1 || number == 0 else {
        throw error(
          .unsupported(
            "\(self.text(base.range))^T",
            advice: "a number has no transpose; declare T: scalar where T is the exponent"), whole)
      }
      value = Syntax(.filled(number), base.range)
    }
    if text == "+" {
      value = Syntax(.call(.pinv, [base]), whole)
    } else if text == "-" && transposes {
      value = Syntax(.power(base, Syntax(.number(-1), range), entrywise: false), whole)
    } else if let number = Rational(text), number.isInteger {
      value = Syntax(.power(base, Syntax(.number(number), range), entrywise: false), whole)
    } else if text.count == 1, text.first?.isLetter == true {
      value = Syntax(.power(base, Syntax(.name(text), range), entrywise: false), whole)
    } else if !(transposes && text.isEmpty) {
      throw error(.unexpected(found: self.text(range), expected: "an integer, a letter or ᵀ as superscript"), range)
    }
    return (0..<marks).reduce(value) { value, _ in Syntax(.transpose(value), whole) }
  }
}

extension Syntax {
  /// Whether it looks like a matrix: a capital that is declared no number or vector, or what is made of one.
  func mayBeMatrix(_ names: KnownNames) -> Bool {
    switch kind {
    case .name(let name): names.rank(name).map { $0 == 2 } ?? (name.first?.isUppercase == true)
    case .call(let function, let arguments):
      switch function {
      case .elementary, .defined, .transpose, .inv, .pinv, .adj, .expm, .logm:
        arguments.contains { $0.mayBeMatrix(names) }
      default: false
      }
    case .sum, .product, .transpose, .negative, .power: children.contains { $0.mayBeMatrix(names) }
    default: false
    }
  }

  /// Whether brackets with indices right behind it pick a part of it.
  var canHaveParts: Bool {
    switch kind {
    case .name, .indexed, .call, .application, .transpose, .part, .sum, .product, .negative, .power, .tensor, .matrix:
      true
    case .number, .filled, .bars, .norm, .constantEntry, .reduction, .derivative, .slope, .placed, .objective,
      .membership, .band:
      false
    }
  }
}
