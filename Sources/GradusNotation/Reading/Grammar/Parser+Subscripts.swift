import GradusExpression

/// Subscripts that are indices, as papers write them: `X_{ik}`, `(X^{-1})_{jl}`, `\delta_{ij}`, `\sum_{i} x_i y_i`.
extension Parser {
  /// `x_i`, `x_{ij}`, `x_{i1}` where an index of a sum around it stands in the subscript; nil where none does.
  mutating func boundEntry(named name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    guard let underscore = name.lastIndex(of: "_"), underscore > name.startIndex,
      let indices = indices(below: String(name[name.index(after: underscore)...]), token)
    else { return nil }
    let written = text(token.range)
    if let brace = written.firstRange(of: "_{"), written[brace.upperBound...].contains("_") {
      throw error(
        .unsupported(
          "\(written), whose index is an entry itself", advice: "multiply by what is 1 at that entry and 0 elsewhere"),
        token.range)
    }
    if name.hasPrefix("delta_"), indices.count == 2, !names.isVariable("delta") {
      return Syntax(.constantEntry(.eye, indices), token.range)
    }
    let base = String(name[..<underscore])
    if let values = try spectrum(base, indices, token) { return values }
    try refuseFunctionOfIndex(base, name, token)
    return Syntax(.indexed(base, indices, isBold: token.isBold), token.range)
  }

  /// `q(z)` under a sum over z: the entry of q at z, as of a finite distribution.
  mutating func valueAtIndex(_ name: String, _ token: Token) -> Syntax? {
    guard current.kind == .open(.round), case .name(let letter) = next.kind, boundIndices.contains(letter),
      self.token(2).kind == .close(.round), !names.isFunction(name), !names.isScalar(name),
      Function(spelling: name) == nil,
      name.count == 1 || MathCharacters.greekNames.contains(name)
    else { return nil }
    for _ in 0..<3 { advance() }
    return Syntax(
      .indexed(name, [.letter(letter, size: nil)], isBold: false), token.range.lowerBound..<previousEnd)
  }

  /// `\lambda_i(A)` and `\sigma_i(A)` under a sum over i: the eigenvalues and the singular values of A.
  private mutating func spectrum(
    _ base: String, _ indices: [Syntax.Index], _ token: Token
  ) throws(ReadingError) -> Syntax? {
    guard base == "lambda" || base == "sigma", indices.count == 1, current.kind == .open(.round), !current.followsSpace,
      case .name(let matrix) = next.kind, matrix.first?.isUppercase == true, !names.isVariable(base)
    else { return nil }
    let arguments = try arguments()
    return Syntax(.call(base == "lambda" ? .eig : .svals, arguments), token.range.lowerBound..<previousEnd)
  }

  /// The letters and digits of a subscript as indices, where one of them is an index of a sum around it. A word such as
  /// `max` is none, although a sum may run over its m.
  private func indices(below text: String, _ token: Token) -> [Syntax.Index]? {
    guard (1...6).contains(text.count), !self.text(token.range).drop(while: { $0 != "_" }).contains("\\") else {
      return nil
    }
    var indices: [Syntax.Index] = []
    var (bound, unbound) = (0, 0)
    for character in text {
      if let place = character.wholeNumberValue, character.isASCII {
        guard place > 0, indices.allSatisfy({ if case .letter = $0 { true } else { false } }) else { return nil }
        indices.append(.place(place))
      } else if character.isASCII, character.isLowercase {
        indices.append(.letter(String(character), size: nil))
        if boundIndices.contains(String(character)) { bound += 1 } else { unbound += 1 }
      } else {
        return nil
      }
    }
    return bound > 0 && (unbound == 0 || text.count < 3) ? indices : nil
  }

  /// The entry that a name with a subscript in braces is, where the name before it is declared with as many axes; nil
  /// where the whole is a name.
  func entry(named name: String, _ token: Token) -> Syntax? {
    guard let (base, letters) = subscripted(name, token) else { return nil }
    let isBraced = text(token.range).contains("_{")
    if base == "delta", letters.count == 2, isBraced, !names.isVariable(base) {
      return Syntax(.constantEntry(.eye, letters.map { .letter($0, size: nil) }), token.range)
    }
    guard isBraced, names.rank(base) == letters.count,
      letters.allSatisfy({ "i"..."o" ~= $0 && !names.isVariable($0) })
    else { return nil }
    let whole = Syntax(.name(base), token.range)
    return Syntax(.part(whole, letters.map { .letter($0, size: nil) }), token.range)
  }

  /// `\operatorname{max}_{p} A_{ip}`; nil where the name is no function with indices below it.
  mutating func reduction(named name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    guard isLatex, let (base, letters) = subscripted(name, token), let function = Function(spelling: base),
      [.sum, .prod, .max, .min, .logsumexp].contains(function)
    else { return nil }
    return try reduction(function, over: SumRange(letters: letters), upTo: nil, token.range)
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
    guard hasIndexBelow else {
      throw error(
        .unsupported(
          "\(text(sign)) without an index",
          advice: "write \(function.rawValue)(…) over the entries, or an index as in \(text(sign))_{i} x_i y_i"),
        sign)
    }
    var last = try lastIndex()
    let range = try sumRange()
    if last == nil { last = try lastIndex() }
    return try reduction(function, over: range, upTo: last, sign.lowerBound..<previousEnd)
  }

  /// The number or name above a sign of a sum; nil, without moving, where nothing stands there.
  private mutating func lastIndex() throws(ReadingError) -> Syntax? {
    if current.kind == .caret {
      advance()
      if current.kind == .infinity || current.kind == .open(.brace) && next.kind == .infinity {
        throw error(
          .unsupported("a sum without end", advice: "give a number or a size as its last index"), current.range)
      }
      return try operand()
    }
    guard case .superscript(let text) = current.kind else { return nil }
    let last = Syntax(Rational(text).map(Syntax.Kind.number) ?? .name(text), current.range)
    advance()
    return last
  }

  /// `[A x]_i`: brackets with a subscript hold one formula, not the elements of a matrix.
  mutating func bracketedWithSubscript() throws(ReadingError) -> Syntax? {
    if holdsCondition(0) { return try bracketedCondition() }
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
    let indices = try subscriptIndices(from: base.range.lowerBound)
    let range = base.range.lowerBound..<previousEnd
    if let name = base.asName, indices.contains(where: { $0.letter.map(boundIndices.contains) == true }) {
      let isBold = tokens[..<place].last { $0.range.lowerBound == base.range.lowerBound }?.isBold ?? false
      return Syntax(.indexed(name, indices, isBold: isBold), range)
    }
    let letters = indices.compactMap { if case .letter(let letter, _) = $0 { letter } else { nil } }
    if case .matrix(let rows) = base.kind, rows.count == 1, rows[0].count == 1 {
      if letters.count == indices.count, letters.contains(where: rows[0][0].uses) {
        return Syntax(.tensor(letters, rows[0][0]), range)
      }
      return Syntax(.part(rows[0][0], indices), range)
    }
    return Syntax(.part(base, indices), range)
  }

  /// The indices of a subscript: `_i`, `_{ij}`, `_{i,j}`, `_{1,2}`, `ᵢⱼ`.
  private mutating func subscriptIndices(from start: Int) throws(ReadingError) -> [Syntax.Index] {
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
      case .name(let name) where isBraced && name.count == 1 && (next.kind == .minus || next.kind == .plus):
        guard case .number(let value) = token(2).kind, let shift = value.integerValue else {
          advance()
          advance()
          throw unexpected("a number, as in \(name)-1")
        }
        let isBack = next.kind == .minus
        advance()
        advance()
        result.append(try shifted(name, by: isBack ? -shift : shift, start..<current.range.upperBound + 1))
      case .name(let name) where name.allSatisfy({ $0.isLetter && $0.isASCII }): result += letters(name)
      case .number(let value):
        guard let position = value.integerValue, position >= 1 else { throw unexpected("a place counted from 1") }
        result.append(.place(position))
      case .comma where isBraced: break
      default: throw unexpected("an index, such as i or 2")
      }
      advance()
    } while isBraced && current.kind != .close(.brace)
    if isBraced { advance() }
    return result
  }
}
