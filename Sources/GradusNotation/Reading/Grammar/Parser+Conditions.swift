import GradusExpression

/// Conditions: `1[x > 0]`, `\mathbb{1}_{y = k}`, `(x > 0) .* x`. A condition is 1 where it holds and 0 elsewhere.
extension Parser {
  /// One comparison: the left side is larger.
  struct Comparison {
    let left: Syntax
    let right: Syntax
    let isStrict: Bool

    /// The comparison that holds where this one does not.
    var opposite: Comparison { Comparison(left: right, right: left, isStrict: !isStrict) }
  }

  /// Comparisons that all hold, or a formula that is 1 or 0.
  enum Condition {
    case all([Comparison])
    case value(Syntax)
  }

  /// The condition in the bracket at this place, as a number.
  mutating func bracketedCondition() throws(ReadingError) -> Syntax {
    guard case .open(let bracket) = current.kind else { throw unexpected("a bracket with a condition") }
    let start = current.range.lowerBound
    advance()
    let inner = try enclosed(.bracket) { parser throws(ReadingError) in try parser.condition() }
    let value = number(of: inner, start..<previousEnd)
    try expect(.close(bracket), "an operator, a comparison or the closing bracket")
    return Syntax(value.kind, start..<previousEnd)
  }

  /// An indicator behind its name: `1[x > 0]`, `\mathbb{1}_{x > 0}`, `I(x > 0)`; nil, without moving, where none follows.
  mutating func indicator(from start: Int) throws(ReadingError) -> Syntax? {
    let hasUnderscore = current.kind == .underscore
    guard case .open = token(hasUnderscore ? 1 : 0).kind, holdsCondition(hasUnderscore ? 1 : 0, allowingEquals: true)
    else { return nil }
    if hasUnderscore { advance() }
    // 1_{\{x > 0\}}
    if current.kind == .open(.brace), case .open = next.kind, holdsCondition(1, allowingEquals: true) {
      advance()
      let inner = try bracketedCondition()
      try expect(.close(.brace), "}")
      return Syntax(inner.kind, start..<previousEnd)
    }
    let value = try bracketedCondition()
    return Syntax(value.kind, start..<previousEnd)
  }

  /// The names of indicators before a condition.
  static let indicatorNames: Set = ["I", "chi", "delta", "ind", "Ind", "indicator", "1"]

  // MARK: Grammar

  /// Comparisons joined by and, or, and where no other argument follows by commas.
  mutating func condition(joinedByCommas: Bool = true) throws(ReadingError) -> Condition {
    try descend()
    defer { depth -= 1 }
    var result = try conjunction(joinedByCommas)
    while current.kind == .or {
      let start = previousEnd
      advance()
      let other = try conjunction(joinedByCommas)
      // p ∨ q is 1 − (1 − p)(1 − q).
      let range = start..<previousEnd
      let both = Syntax.product([complement(of: result, range), complement(of: other, range)], range)
      result = .value(Syntax.one(minus: both, range))
    }
    return result
  }

  private mutating func conjunction(_ joinedByCommas: Bool) throws(ReadingError) -> Condition {
    var result = try comparisons()
    while current.kind == .and || joinedByCommas && current.kind == .comma && !endsCondition(next) {
      advance()
      let other = try comparisons()
      switch (result, other) {
      case (.all(let a), .all(let b)): result = .all(a + b)
      default:
        let range = 0..<previousEnd
        result = .value(Syntax.product([number(of: result, range), number(of: other, range)], range))
      }
    }
    return result
  }

  private func endsCondition(_ token: Token) -> Bool {
    switch token.kind {
    case .rowBreak, .end, .endOfText, .newline, .close: true
    default: false
    }
  }

  func isWord(_ word: String) -> Bool { current.kind == .name(word) && !names.isKnown(word) }

  /// a < b ≤ c, or a condition in brackets.
  private mutating func comparisons() throws(ReadingError) -> Condition {
    let start = current.range.lowerBound
    if case .open(let bracket) = current.kind, bracket != .angle, holdsCondition(0) {
      let before = self
      advance()
      let inner = try enclosed(.bracket) { parser throws(ReadingError) in try parser.condition() }
      try expect(.close(bracket), "the closing bracket")
      if !continuesComparison { return inner }
      self = before
    }
    var left = try sum()
    var all: [Comparison] = []
    var product: [Syntax] = []
    while continuesComparison {
      let sign = current.kind
      advance()
      let right = try sum()
      let range = start..<previousEnd
      switch sign {
      case .comparison(.greater): all.append(Comparison(left: left, right: right, isStrict: true))
      case .comparison(.greaterOrEqual): all.append(Comparison(left: left, right: right, isStrict: false))
      case .comparison(.less): all.append(Comparison(left: right, right: left, isStrict: true))
      case .comparison(.lessOrEqual): all.append(Comparison(left: right, right: left, isStrict: false))
      case .notEqual: product.append(difference(left, right, range))
      default: product.append(Syntax.one(minus: difference(left, right, range), range))
      }
      left = right
    }
    guard !all.isEmpty || !product.isEmpty else { throw unexpected("a comparison, such as x > 0") }
    if product.isEmpty { return .all(all) }
    let range = start..<previousEnd
    return .value(Syntax.product(all.map { number(of: $0, range) } + product, range))
  }

  private var continuesComparison: Bool {
    switch current.kind {
    case .comparison, .notEqual, .doubleEquals, .equals: true
    default: false
    }
  }

  // MARK: Numbers

  /// 1 where the two differ.
  private func difference(_ a: Syntax, _ b: Syntax, _ range: Range<Int>) -> Syntax {
    let larger = number(of: Comparison(left: a, right: b, isStrict: true), range)
    let smaller = number(of: Comparison(left: b, right: a, isStrict: true), range)
    return Syntax(
      .sum([.init(isNegative: false, value: larger), .init(isNegative: false, value: smaller)]), range)
  }

  /// 1 where the left side is larger: step(a − b).
  func number(of comparison: Comparison, _ range: Range<Int>) -> Syntax {
    let argument: Syntax
    if comparison.right.asNumber?.isZero == true {
      argument = comparison.left
    } else if comparison.left.asNumber?.isZero == true {
      argument = Syntax(.negative(comparison.right), comparison.right.range)
    } else {
      argument = Syntax(
        .sum([.init(isNegative: false, value: comparison.left), .init(isNegative: true, value: comparison.right)]),
        range)
    }
    return Syntax(.call(.elementary(comparison.isStrict ? .step : .stepFromZero), [argument]), range)
  }

  func number(of condition: Condition, _ range: Range<Int>) -> Syntax {
    switch condition {
    case .all(let comparisons): Syntax.product(comparisons.map { number(of: $0, range) }, range)
    case .value(let value): value
    }
  }

  /// 1 where the condition does not hold.
  func complement(of condition: Condition, _ range: Range<Int>) -> Syntax {
    if case .all(let comparisons) = condition, comparisons.count == 1 {
      return number(of: comparisons[0].opposite, range)
    }
    return Syntax.one(minus: number(of: condition, range), range)
  }
}

extension Syntax {
  /// The product entry by entry.
  static func product(_ factors: [Syntax], _ range: Range<Int>) -> Syntax {
    guard let first = factors.first else { return Syntax(.number(1), range) }
    if factors.count == 1 { return first }
    return Syntax(
      .product(first, factors.dropFirst().map { Factor(operation: .entrywiseTimes, value: $0, signRange: range) }),
      range)
  }

  static func one(minus value: Syntax, _ range: Range<Int>) -> Syntax {
    Syntax(
      .sum([Addend(isNegative: false, value: Syntax(.number(1), range)), Addend(isNegative: true, value: value)]), range
    )
  }
}
