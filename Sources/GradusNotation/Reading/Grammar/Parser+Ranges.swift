import GradusExpression

/// What a sum runs over: `_{i=1}`, `_{i<j}`, `_{i \ne j}`, `_{i \in S}`, `_{(i,j) \in \Omega}`, `_{j=i+1}`, `_{1 \le i < j \le n}`.
struct SumRange {
  /// The indices that the sum binds.
  var letters: [String] = []
  /// What else holds of them, each as a factor that is 1 or 0.
  var factors: [Syntax.Kind] = []
  /// The pairs that differ.
  var differing: [(String, String)] = []
  /// The first value of the index, where it is written.
  var first: Int?
  /// The size of the axis, where it is written beside the index.
  var size: Syntax?

  /// From where to where one index runs, counted from 1: it starts at `first`, and ends `gap` before the last.
  struct Bounds {
    var first: Int
    var gap: Int
    /// Whether the text counts from 0: the index as a number is then one less than its place.
    var isFromZero = false
  }
}

extension Parser {
  /// The range below a sign of a sum.
  mutating func sumRange() throws(ReadingError) -> SumRange {
    var range = SumRange()
    if case .subscripted(let text) = current.kind {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 1 || parts.count == 2 && Int(parts[1]) != nil, parts[0].allSatisfy(\.isLetter),
        !parts[0].isEmpty
      else { throw unexpected("the letters of indices, and the first value") }
      advance()
      (range.letters, range.first) = (parts[0].map(String.init), parts.count == 2 ? Int(parts[1]) : nil)
      return range
    }
    advance()
    guard current.kind == .open(.brace) else {
      range.letters = try lettersHere()
      return range
    }
    advance()
    if case .number(1) = current.kind, next.kind == .comparison(.lessOrEqual) {
      // 1 ≤ i < j ≤ n
      advance()
      advance()
      range.first = 1
    }
    repeat { try clause(of: &range) } while current.kind != .close(.brace)
    advance()
    // An index of a sum further out is only told apart from, or compared with.
    let outer = boundIndices
    let compared = range.letters.filter { outer.contains($0) }
    if !range.differing.isEmpty || !range.factors.isEmpty { range.letters.removeAll(where: compared.contains) }
    return range
  }

  private mutating func lettersHere() throws(ReadingError) -> [String] {
    guard case .name(let name) = current.kind, name.allSatisfy({ $0.isLetter && $0.isASCII }) else {
      throw unexpected("the letter of an index, such as i")
    }
    advance()
    return name.map(String.init)
  }

  private mutating func clause(of range: inout SumRange) throws(ReadingError) {
    switch current.kind {
    case .name: try letters(of: &range)
    case .comma, .colon, .semicolon:
      if range.letters.isEmpty { throw unexpected("the letter of an index, such as i") }
      advance()
    case .open(.round):
      // (i,j) ∈ Ω
      advance()
      var letters = try lettersHere()
      while current.kind == .comma {
        advance()
        letters += try lettersHere()
      }
      try expect(.close(.round), ")")
      guard current.kind == .element else { throw unexpected("∈ and the name of a set") }
      range.letters += letters
      try membership(letters, of: &range)
    default: throw unexpected("the letter of an index, such as i")
    }
  }

  private mutating func letters(of range: inout SumRange) throws(ReadingError) {
    let new = try lettersHere()
    range.letters += new.filter { !range.letters.contains($0) }
    while true {
      let left = range.letters.last(where: new.contains) ?? new[new.count - 1]
      switch current.kind {
      case .notEqual:
        advance()
        let other = try lettersHere()
        range.differing.append((left, other[0]))
        range.letters += other.filter { !range.letters.contains($0) }
        return
      case .comparison(let comparison):
        advance()
        if comparison == .lessOrEqual, !isIndexLetter(current) {
          // The n of 1 ≤ i < j ≤ n.
          range.size = try product()
          return
        }
        let other = try lettersHere()[0]
        if !range.letters.contains(other) { range.letters.append(other) }
        switch comparison {
        case .less: range.factors.append(.band(left, other, Band(offset: 1, fillsAbove: true)))
        case .lessOrEqual: range.factors.append(.band(left, other, Band(offset: 0, fillsAbove: true)))
        case .greater: range.factors.append(.band(other, left, Band(offset: 1, fillsAbove: true)))
        case .greaterOrEqual: range.factors.append(.band(other, left, Band(offset: 0, fillsAbove: true)))
        }
        if case .comparison(.lessOrEqual) = current.kind {
          advance()
          range.size = try product()
        }
        return
      case .equals:
        advance()
        try firstValue(left, of: &range)
        return
      case .element:
        try membership([left], of: &range)
        return
      default: return
      }
    }
  }

  private func isIndexLetter(_ token: Token) -> Bool {
    guard case .name(let name) = token.kind, name.count == 1 else { return false }
    return !names.isKnown(name) && "i"..."l" ~= name
  }

  /// `i=1`, `t=2`, and `j=i+1` for i < j.
  private mutating func firstValue(_ letter: String, of range: inout SumRange) throws(ReadingError) {
    if case .number(let value) = current.kind, let first = value.integerValue, first >= 0 {
      advance()
      range.first = first
    } else if case .name(let other) = current.kind, boundIndices.contains(other) {
      advance()
      var offset = 0
      if current.kind == .plus, case .number(let value) = next.kind, let shift = value.integerValue {
        offset = shift
        advance()
        advance()
      }
      range.factors.append(.band(other, letter, Band(offset: offset, fillsAbove: true)))
    } else {
      throw unexpected("a number, the first index")
    }
  }

  /// `∈ S`, `∈ N(i)`, `∈ [n]`
  private mutating func membership(_ letters: [String], of range: inout SumRange) throws(ReadingError) {
    advance()
    if current.kind == .open(.square), token(2).kind == .close(.square) {
      advance()
      range.size = try operand()
      advance()
      return
    }
    guard case .name(let name) = current.kind else { throw unexpected("the name of a set of indices") }
    let start = current.range.lowerBound
    advance()
    var set = name
    var outer: [String] = []
    if let underscore = name.lastIndex(of: "_") {
      let below = name[name.index(after: underscore)...].map(String.init)
      if below.allSatisfy(boundIndices.contains) { (set, outer) = (String(name[..<underscore]), below) }
    }
    if current.kind == .open(.round) {
      advance()
      outer = try lettersHere()
      try expect(.close(.round), ")")
    }
    guard outer.count + letters.count <= 2 else {
      throw error(.unsupported("a set with three indices", advice: "at most two are read"), start..<previousEnd)
    }
    range.factors.append(.membership(of: set, outer + letters))
  }

  // MARK: Bounds

  /// From where to where the index runs, with what stands above the sign: the size of the axis, and the bounds within it.
  func bounds(
    of range: SumRange, upTo last: Syntax?, _ sign: Range<Int>
  ) throws(ReadingError) -> (size: Syntax?, bounds: SumRange.Bounds?) {
    guard let last = last ?? range.size else {
      guard let first = range.first, first != 1 else { return (nil, range.first.map { .init(first: $0, gap: 0) }) }
      if first > 1 { return (nil, .init(first: first, gap: 0)) }
      throw error(
        .unsupported("an index from 0", advice: "write where it ends, as in \\sum_{i=0}^{n-1}"), sign)
    }
    var (size, gap) = (last, 0)
    if case .sum(let addends) = last.kind, addends.count == 2, let shift = addends[1].value.asNumber?.integerValue {
      (size, gap) = (addends[0].value, addends[1].isNegative ? shift : -shift)
    }
    let first = range.first ?? 1
    if first == 0 {
      // n entries that are counted from 0.
      guard gap >= 1 || size.asNumber != nil else {
        throw error(
          .unsupported(
            "\(text(sign)) from 0 to \(text(last.range))",
            advice: "that is one entry more than \(text(last.range)); sum from 1, or up to \(text(last.range))-1"), sign
        )
      }
      if let count = size.asNumber {
        return (Syntax(.number(count - Rational(gap) + 1), last.range), .init(first: 1, gap: 0, isFromZero: true))
      }
      return (size, .init(first: 1, gap: gap - 1, isFromZero: true))
    }
    guard gap >= 0 else {
      throw error(.unsupported("a sum up to \(text(last.range))", advice: "write a name for its last index"), sign)
    }
    if gap > 0, let count = size.asNumber { (size, gap) = (Syntax(.number(count - Rational(gap)), last.range), 0) }
    return (size, .init(first: first, gap: gap))
  }

  /// What leaves out the indices before the first and behind the last.
  func masks(_ letter: String, _ bounds: SumRange.Bounds) -> [Syntax.Kind] {
    var masks: [Syntax.Kind] = []
    if bounds.first > 1 { masks.append(.band(letter, nil, Band(offset: 1 - bounds.first, fillsAbove: false))) }
    if bounds.gap > 0 { masks.append(.band(letter, nil, Band(offset: bounds.gap, fillsAbove: false))) }
    return masks
  }

  /// `x_{t-1}`: the index has to stay on the axis.
  func shifted(_ letter: String, by shift: Int, _ range: Range<Int>) throws(ReadingError) -> Syntax.Index {
    guard boundIndices.contains(letter) else {
      throw error(
        .unsupported(
          "\(text(range)), where no sum runs over \(letter),", advice: "give it a name of its own, such as x_{prev}"),
        range)
    }
    guard let bounds = indexBounds[letter], bounds.first + shift >= 1, shift <= bounds.gap else {
      let start = "\\sum_{\(letter)=\(max(1, 1 - shift))}^{\(shift > 0 ? "n-\(shift)" : "n")}"
      throw error(
        .unsupported(
          "\(text(range)), which leaves the range of the sum,",
          advice: "say where the sum starts and ends, as in \(start)"), range)
    }
    return .shifted(letter, by: shift)
  }
}
