import GradusExpression

/// Subscripts that are indices, as papers write them: `X_{ik}`, `(X^{-1})_{jl}`, `\delta_{ij}`, `\sum_{i} x_i y_i`.
extension Parser {
  /// The entry that a name with a subscript is: where an index of a sum around it stands there, and in braces where the
  /// name before it is declared with as many axes; nil where the whole is a name.
  func entry(named name: String, _ token: Token) -> Syntax? {
    guard let (base, letters) = subscripted(name, token) else { return nil }
    let isBraced = text(token.range).contains("_{")
    if base == "delta", letters.count == 2, isBraced, !names.isVariable(base) {
      return Syntax(.constantEntry(.eye, letters.map { .letter($0, size: nil) }), token.range)
    }
    guard
      letters.contains(where: boundIndices.contains)
        || (isBraced && names.rank(base) == letters.count
          && letters.allSatisfy { "i"..."o" ~= $0 && !names.isVariable($0) })
    else { return nil }
    let whole = Syntax(.name(base), token.range)
    return Syntax(.part(whole, letters.map { .letter($0, size: nil) }), token.range)
  }

  /// `\operatorname{max}_{p} A_{ip}`; nil where the name is no function with indices below it.
  mutating func reduction(named name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    guard isLatex, let (base, letters) = subscripted(name, token), let function = Function(spelling: base),
      [.sum, .prod, .max, .min, .logsumexp].contains(function)
    else { return nil }
    return try reduction(function, over: letters, upTo: nil, token.range)
  }

  /// A name and the letters of its subscript.
  private func subscripted(_ name: String, _ token: Token) -> (base: String, letters: [String])? {
    guard let underscore = name.lastIndex(of: "_"), !names.isKnown(name) else { return nil }
    let letters = name[name.index(after: underscore)...]
    guard (1...6).contains(letters.count), letters.allSatisfy({ $0.isASCII && $0.isLowercase }),
      !text(token.range).drop(while: { $0 != "_" }).contains("\\")
    else { return nil }
    return (String(name[..<underscore]), letters.map(String.init))
  }

  /// `\sum_{i=1}^{n} x_i y_i`, `∑ᵢ xᵢ yᵢ`: the sum of the product behind it.
  mutating func bigOperator(_ function: Function) throws(ReadingError) -> Syntax {
    let sign = current.range
    advance()
    guard current.kind == .underscore || current.isSubscript else {
      throw error(
        .unsupported(
          "\(text(sign)) without an index",
          advice: "write \(function.rawValue)(…) over the entries, or an index as in \(text(sign))_{i} x_i y_i"),
        sign)
    }
    let indices = try subscriptIndices(allowsStart: true)
    let letters = indices.compactMap { if case .letter(let letter, _) = $0 { letter } else { nil } }
    guard letters.count == indices.count else { throw unexpected("the letters of indices") }
    var last: Syntax?
    if current.kind == .caret {
      advance()
      last = try operand()
    } else if case .superscript(let text) = current.kind {
      last = Syntax(Rational(text).map(Syntax.Kind.number) ?? .name(text), current.range)
      advance()
    }
    return try reduction(function, over: letters, upTo: last, sign.lowerBound..<previousEnd)
  }

  /// The product behind the sign is what is summed; each index has to be carried by something in it.
  private mutating func reduction(
    _ function: Function, over letters: [String], upTo last: Syntax?, _ sign: Range<Int>
  ) throws(ReadingError) -> Syntax {
    let outer = boundIndices
    boundIndices += letters
    defer { boundIndices = outer }
    var inner = try product()
    for letter in letters where !inner.uses(index: letter) {
      throw error(
        .unsupported(
          "\(text(sign)) over \(letter)",
          advice: "nothing under it has the index \(letter); write entries as x_\(letter), or sum(…) over a vector"),
        sign)
    }
    if let last, letters.count == 1 {
      // The last index is the size of the axis.
      let ones = Syntax(.constantEntry(.ones, [.letter(letters[0], size: last)]), last.range)
      let factor = Syntax.Factor(
        operation: .times, value: inner, signRange: inner.range.lowerBound..<inner.range.lowerBound)
      inner = Syntax(.product(ones, [factor]), last.range.lowerBound..<inner.range.upperBound)
    }
    return Syntax(.reduction(function, over: letters, inner), sign.lowerBound..<previousEnd)
  }

  /// `[A x]_i`: brackets with a subscript hold one formula, not the elements of a matrix.
  mutating func bracketedWithSubscript() throws(ReadingError) -> Syntax? {
    var (ahead, depth) = (0, 0)
    repeat {
      switch token(ahead).kind {
      case .open: depth += 1
      case .close: depth -= 1
      case .comma where depth == 1, .semicolon, .newline, .endOfText: return nil
      default: break
      }
      ahead += 1
    } while depth > 0
    guard case .underscore = token(ahead).kind else { return nil }
    let start = current.range.lowerBound
    advance()
    let inner = try enclosed(.bracket) { parser throws(ReadingError) in try parser.sum() }
    try expect(.close(.square), "an operator or ]")
    return Syntax(.matrix([[inner]]), start..<previousEnd)
  }

  /// An entry of anything in brackets: `(A x)_i`, `\left[X\right]_{ij}`; a bracket around entries themselves is what has them.
  mutating func entry(of base: Syntax) throws(ReadingError) -> Syntax {
    let indices = try subscriptIndices(allowsStart: false)
    let range = base.range.lowerBound..<previousEnd
    let letters = indices.compactMap { if case .letter(let letter, _) = $0 { letter } else { nil } }
    if case .matrix(let rows) = base.kind, rows.count == 1, rows[0].count == 1 {
      if letters.count == indices.count, letters.contains(where: rows[0][0].uses) {
        return Syntax(.tensor(letters, rows[0][0]), range)
      }
      return Syntax(.part(rows[0][0], indices), range)
    }
    return Syntax(.part(base, indices), range)
  }

  /// The indices of a subscript: `_i`, `_{ij}`, `_{i,j}`, `_{1,2}`, `ᵢⱼ`, and under a sum `_{i=1}`.
  private mutating func subscriptIndices(allowsStart: Bool) throws(ReadingError) -> [Syntax.Index] {
    func letters(_ name: String) -> [Syntax.Index] { name.map { .letter(String($0), size: nil) } }
    if case .subscripted(let text) = current.kind {
      advance()
      return Int(text).map { [.place($0)] } ?? letters(text)
    }
    advance()
    let isBraced = current.kind == .open(.brace)
    if isBraced { advance() }
    var result: [Syntax.Index] = []
    repeat {
      switch current.kind {
      case .name(let name) where name.allSatisfy({ $0.isLetter && $0.isASCII }): result += letters(name)
      case .number(let value):
        guard let position = value.integerValue, position >= 1 else { throw unexpected("a place counted from 1") }
        result.append(.place(position))
      case .comma where isBraced: break
      case .equals where isBraced && allowsStart:
        advance()
        guard case .number(1) = current.kind else { throw unexpected("1, the first index") }
      default: throw unexpected("an index, such as i or 2")
      }
      advance()
    } while isBraced && current.kind != .close(.brace)
    if isBraced { advance() }
    return result
  }
}

extension Token {
  fileprivate var isSubscript: Bool { if case .subscripted = kind { true } else { false } }
}

extension Syntax {
  /// Whether an entry inside has the index, or the index itself stands there as a number.
  fileprivate func uses(index letter: String) -> Bool {
    let own: [Index]
    switch kind {
    case .part(_, let indices), .constantEntry(_, let indices): own = indices
    case .name(let name): return name == letter
    // An index of its own with the same letter is another one.
    case .reduction(_, let letters, _) where letters.contains(letter),
      .tensor(let letters, _) where letters.contains(letter):
      return false
    default: own = []
    }
    return own.contains { if case .letter(letter, _) = $0 { true } else { false } }
      || children.contains { $0.uses(index: letter) }
  }
}
