import GradusExpression

/// The sets that a declaration speaks of besides ℝⁿ: `p ∈ (0, 1)`, `y ∈ \{-1, 1\}^n`, `n ∈ \mathbb{N}`, `Σ ∈ \mathbb{S}^n_{++}`.
extension DeclarationReader {
  /// Nil where another shape than a set follows.
  mutating func set() throws(ReadingError) -> DeclarationSyntax.Shape? {
    let token = tokens[place]
    switch token.kind {
    case .name("N"), .name("ℕ"), .name("Z"), .name("ℤ"):
      place += 1
      return try power()
    case .name("S"), .name("𝕊"): return try symmetricMatrices()
    case .open(.round), .open(.square), .open(.brace):
      return Parser.slice(source, token.range).contains(where: { $0 == "{" }) || token.kind == .open(.brace)
        ? try finiteSet() : try interval()
    default: return nil
    }
  }

  /// `(0, 1)`, `[0, \infty)`, `[0, 1]^n`
  private mutating func interval() throws(ReadingError) -> DeclarationSyntax.Shape? {
    let isOpen = tokens[place].kind == .open(.round)
    let start = place
    place += 1
    guard let low = number(), tokens[place].kind == .comma else {
      place = start
      return nil
    }
    place += 1
    guard let high = number(), [.close(.round), .close(.square)].contains(tokens[place].kind) else {
      place = start
      return nil
    }
    let closes = tokens[place].kind == .close(.square) ? "≤" : "<"
    place += 1
    if case .some(let bound) = low, !bound.isNegative {
      known.append((bound.isZero && !isOpen ? Fact.nonnegative : .positive).rawValue)
      if !bound.isZero { unused.append("\(isOpen ? ">" : "≥") \(bound)") }
    } else if case .some(let bound) = low {
      unused.append("\(isOpen ? ">" : "≥") \(bound)")
    }
    if case .some(let bound) = high {
      if bound == 1 {
        known.append((closes == "≤" ? Fact.atMostOne : .belowOne).rawValue)
      } else {
        unused.append("\(closes) \(bound)")
      }
    }
    return try power()
  }

  /// A number with its sign; the inner nil is one without bounds.
  private mutating func number() -> Rational?? {
    let isNegative = tokens[place].kind == .minus
    if isNegative || tokens[place].kind == .plus { place += 1 }
    let token = tokens[place]
    if token.kind == .infinity {
      place += 1
      return .some(nil)
    }
    guard case .number(let value) = token.kind else { return nil }
    place += 1
    return isNegative ? -value : value
  }

  /// `\{0, 1\}`, `\{-1, +1\}^n`, `\{1, \dots, K\}`
  private mutating func finiteSet() throws(ReadingError) -> DeclarationSyntax.Shape? {
    let start = place
    place += 1
    var numbers: [Rational] = []
    while let value = number() {
      guard case .some(let value) = value else { break }
      numbers.append(value)
      guard tokens[place].kind == .comma else { break }
      place += 1
    }
    guard [.close(.round), .close(.brace)].contains(tokens[place].kind), !numbers.isEmpty else {
      place = start
      throw error("numbers between braces, as in {0, 1}", at: tokens[start])
    }
    place += 1
    switch Set(numbers) {
    case [0, 1]: known.append(Fact.zeroOne.rawValue)
    case [-1, 1]: known.append(Fact.plusMinusOne.rawValue)
    case let all where all.allSatisfy { !$0.isNegative && !$0.isZero }: known.append(Fact.positive.rawValue)
    case let all where all.allSatisfy { !$0.isNegative }: known.append(Fact.nonnegative.rawValue)
    default: unused.append("is one of \(numbers.map { "\($0)" }.joined(separator: ", "))")
    }
    return try power()
  }

  /// `\mathbb{S}^n`, `\mathbb{S}^n_{+}`, `\mathbb{S}_{++}^n`
  private mutating func symmetricMatrices() throws(ReadingError) -> DeclarationSyntax.Shape? {
    place += 1
    let before = known
    try signOfNumbers()
    let shape = try power()
    try signOfNumbers()
    let signs = known.dropFirst(before.count)
    let fact: Fact =
      signs.contains(Fact.positive.rawValue)
      ? .positiveDefinite : signs.contains(Fact.nonnegative.rawValue) ? .positiveSemidefinite : .symmetric
    known = before + [fact.rawValue]
    guard case .sizes(let sizes) = shape else { return .matrix }
    return sizes.count == 1 ? .sizes([sizes[0], sizes[0]]) : shape
  }

  /// `_+`, `_{++}`, `_{>0}`, `_{\ge 0}` below a set of numbers.
  mutating func signOfNumbers() throws(ReadingError) {
    guard tokens[place].kind == .underscore else { return }
    place += 1
    let isGroup = tokens[place].kind == .open(.brace)
    if isGroup { place += 1 }
    let start = place
    switch (tokens[place].kind, tokens[min(place + 1, tokens.count - 1)].kind) {
    case (.plus, .plus), (.comparison(.greater), .number(.zero)):
      known.append(Fact.positive.rawValue)
      place += 2
    case (.comparison(.greaterOrEqual), .number(.zero)):
      known.append(Fact.nonnegative.rawValue)
      place += 2
    case (.plus, _):
      known.append(Fact.nonnegative.rawValue)
      place += 1
    default: throw error("_+, _{++}, _{>0} or _{≥0}", at: tokens[start])
    }
    guard isGroup else { return }
    guard tokens[place].kind == .close(.brace) else { throw error("}", at: tokens[place]) }
    place += 1
  }
}
