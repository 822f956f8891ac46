import GradusExpression

/// What stands below and behind `\sum` and `\prod`.
extension Parser {
  /// Whether the sign that was just read has its indices below it, before or behind what stands above it.
  var hasIndexBelow: Bool {
    if current.kind == .underscore || current.isSubscript { return true }
    if case .superscript = current.kind { return next.kind == .underscore || next.isSubscript }
    guard current.kind == .caret else { return false }
    if next.kind != .open(.brace) { return token(2).kind == .underscore || token(2).isSubscript }
    var ahead = 2
    while token(ahead).kind != .close(.brace), token(ahead).kind != .endOfText { ahead += 1 }
    return token(ahead + 1).kind == .underscore || token(ahead + 1).isSubscript
  }

  /// The letters of `_i`, `_{ij}`, `_{i,j}`, `_{i=1}`, `ᵢ₌₁`, `_{i \ne j}`, and the pairs of them that differ.
  mutating func indicesOfSum() throws(ReadingError) -> (letters: [String], differing: [(String, String)]) {
    if case .subscripted(let text) = current.kind {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 1 || parts.count == 2 && parts[1] == "1", parts[0].allSatisfy(\.isLetter), !parts[0].isEmpty
      else { throw unexpected("the letters of indices, and 1 as the first") }
      advance()
      return (parts[0].map(String.init), [])
    }
    advance()
    let isBraced = current.kind == .open(.brace)
    if isBraced { advance() }
    var letters: [String] = []
    var differing: [(String, String)] = []
    var isUnequal = false
    repeat {
      switch current.kind {
      case .name(let name) where name.allSatisfy({ $0.isLetter && $0.isASCII }):
        let new = name.map(String.init)
        if isUnequal, let left = letters.last { differing.append((left, new[0])) }
        isUnequal = false
        letters += new
      case .comma where isBraced && !letters.isEmpty: break
      case .notEqual where isBraced && !letters.isEmpty: isUnequal = true
      case .equals where isBraced && !letters.isEmpty:
        advance()
        guard case .number(1) = current.kind else { throw unexpected("1, the first index") }
      case .element where isBraced, .open(.round) where isBraced: throw sumOverSet
      default: throw unexpected("the letter of an index, such as i")
      }
      advance()
    } while isBraced && current.kind != .close(.brace)
    if isBraced { advance() }
    // An index of a sum further out is only told apart from.
    letters.removeAll { letter in
      differing.contains { $0.0 == letter || $0.1 == letter } && boundIndices.contains(letter)
    }
    return (letters, differing)
  }

  /// `\max_j x_{ij}` over an index; nil, without moving, where the letter below is no index of what follows, as in
  /// `\min_w f(w)`.
  mutating func extremum(_ function: Function, _ token: Token) throws(ReadingError) -> Syntax? {
    let before = self
    guard let (letters, _) = try? indicesOfSum(), !letters.isEmpty else {
      self = before
      return nil
    }
    let value = try? reduction(
      function, over: letters, upTo: nil, differing: [], token.range.lowerBound..<previousEnd)
    if let value, case .reduction(_, _, let inner) = value.kind, letters.allSatisfy(inner.hasEntries) { return value }
    self = before
    return nil
  }

  private var sumOverSet: ReadingError {
    error(
      .unsupported(
        "a sum over the members of a set",
        advice:
          "sum over all indices and multiply by what is 1 for the members and 0 for the others, as in \\sum_{i,j} M_{ij} (…)"
      ), current.range)
  }

  /// The product behind the sign is what is summed; each index has to be carried by something in it.
  mutating func reduction(
    _ function: Function, over letters: [String], upTo last: Syntax?, differing: [(String, String)], _ sign: Range<Int>
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
    let place = inner.range.lowerBound..<inner.range.lowerBound
    func times(_ factor: Syntax) {
      let whole = Syntax.Factor(operation: .times, value: inner, signRange: place)
      inner = Syntax(.product(factor, [whole]), min(factor.range.lowerBound, place.lowerBound)..<inner.range.upperBound)
    }
    for (left, right) in differing {
      guard function == .sum else {
        throw error(.unsupported("≠ under \(text(sign))", advice: "it is read under sums"), sign)
      }
      // 1 − δ is 0 where the two are equal.
      let delta = Syntax(.constantEntry(.eye, [.letter(left, size: nil), .letter(right, size: nil)]), sign)
      let one = Syntax.Addend(isNegative: false, value: Syntax(.number(1), sign))
      times(Syntax(.sum([one, Syntax.Addend(isNegative: true, value: delta)]), sign))
    }
    if let last {
      // The last index is the size of the axis.
      for letter in letters { times(Syntax(.constantEntry(.ones, [.letter(letter, size: last)]), last.range)) }
    }
    return Syntax(.reduction(function, over: letters, inner), sign.lowerBound..<inner.range.upperBound)
  }
}

extension Token {
  var isSubscript: Bool { if case .subscripted = kind { true } else { false } }
}

extension Syntax {
  /// Whether an entry inside has the index below or above it.
  fileprivate func hasEntries(at letter: String) -> Bool {
    switch kind {
    case .indexed(_, let indices, _), .part(_, let indices):
      if indices.contains(.letter(letter, size: nil)) { return true }
    default: break
    }
    return children.contains { $0.hasEntries(at: letter) }
  }

  /// Whether an entry inside has the index, or the index itself stands there as a number.
  func uses(index letter: String) -> Bool {
    let own: [Index]
    switch kind {
    case .part(_, let indices), .constantEntry(_, let indices), .indexed(_, let indices, _): own = indices
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
