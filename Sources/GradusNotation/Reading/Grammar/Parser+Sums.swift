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

  /// `\max_j x_{ij}` over an index; nil, without moving, where the letter below is no index of what follows, as in
  /// `\min_w f(w)`.
  mutating func extremum(_ function: Function, _ token: Token) throws(ReadingError) -> Syntax? {
    let before = self
    guard let range = try? sumRange(), !range.letters.isEmpty, range.factors.isEmpty else {
      self = before
      return nil
    }
    let letters = range.letters
    let value = try? reduction(function, over: range, upTo: nil, token.range.lowerBound..<previousEnd)
    if let value, case .reduction(_, _, let inner) = value.kind, letters.allSatisfy(inner.hasEntries) { return value }
    self = before
    return nil
  }

  /// The product behind the sign is what is summed; each index has to be carried by something in it.
  mutating func reduction(
    _ function: Function, over range: SumRange, upTo last: Syntax?, _ sign: Range<Int>
  ) throws(ReadingError) -> Syntax {
    let letters = range.letters
    let (size, bounds) = try bounds(of: range, upTo: last, sign)
    let outer = (boundIndices, indexBounds)
    boundIndices += letters
    for letter in letters { indexBounds[letter] = bounds }
    defer { (boundIndices, indexBounds) = outer }
    var inner = try product()
    // Σᵢ λᵢ(A) runs over the eigenvalues, which have no index of their own.
    if letters.count == 1, inner.isSpectrum {
      return Syntax(.reduction(function, over: letters, inner), sign.lowerBound..<inner.range.upperBound)
    }
    for letter in letters where !inner.uses(index: letter) && !range.factors.contains(where: { $0.uses(letter) }) {
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
    var factors = range.factors
    if let bounds { factors += letters.flatMap { masks($0, bounds) } }
    guard factors.isEmpty || function == .sum else {
      throw error(.unsupported("these bounds under \(text(sign))", advice: "they are read under sums"), sign)
    }
    for factor in factors { times(Syntax(factor, sign)) }
    for (left, right) in range.differing {
      guard function == .sum else {
        throw error(.unsupported("≠ under \(text(sign))", advice: "it is read under sums"), sign)
      }
      // 1 − δ is 0 where the two are equal.
      let delta = Syntax(.constantEntry(.eye, [.letter(left, size: nil), .letter(right, size: nil)]), sign)
      let one = Syntax.Addend(isNegative: false, value: Syntax(.number(1), sign))
      times(Syntax(.sum([one, Syntax.Addend(isNegative: true, value: delta)]), sign))
    }
    if let size {
      // The last index is the size of the axis.
      for letter in letters { times(Syntax(.constantEntry(.ones, [.letter(letter, size: size)]), size.range)) }
    }
    return Syntax(.reduction(function, over: letters, inner), sign.lowerBound..<inner.range.upperBound)
  }
}

extension Token {
  var isSubscript: Bool { if case .subscripted = kind { true } else { false } }
}

extension Syntax {
  /// Whether it is the list of the eigenvalues or singular values of a matrix, or of their logarithms.
  fileprivate var isSpectrum: Bool {
    switch kind {
    case .call(.eig, _), .call(.svals, _): true
    case .call(.log, let arguments): arguments[0].isSpectrum
    default: false
    }
  }

  /// Whether an entry inside has the index below or above it.
  fileprivate func hasEntries(at letter: String) -> Bool {
    switch kind {
    case .indexed(_, let indices, _), .part(_, let indices):
      if indices.contains(where: { $0.letter == letter }) { return true }
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
    return own.contains { $0.letter == letter } || kind.uses(letter)
      || children.contains { $0.uses(index: letter) }
  }
}

extension Syntax.Index {
  /// The letter of the index.
  var letter: String? {
    switch self {
    case .letter(let letter, _), .shifted(let letter, _): letter
    case .place, .whole: nil
    }
  }
}

extension Syntax.Kind {
  /// Whether it is a factor of a range that has the index.
  fileprivate func uses(_ letter: String) -> Bool {
    switch self {
    case .membership(_, let letters): letters.contains(letter)
    default: false
    }
  }
}
