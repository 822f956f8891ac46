import GradusExpression

/// Densities, divergences and expectations as papers write them.
extension Parser {
  /// `\mathcal{N}(x; \mu, \Sigma)`, `KL(q \| p)`, `\mathbb{E}_i[…]`; nil, without moving, for any other name.
  mutating func probability(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    guard case .open(let bracket) = current.kind, bracket != .angle, !names.isKnown(name) else { return nil }
    if let value = try polygamma(name, token) { return value }
    let written = text(token.range)
    if name == "N", !written.hasPrefix("N") { return try normalDensity(token.range.lowerBound) }
    if ["KL", "D_KL"].contains(name) { return try divergence(token) }
    let isExpectation =
      name.hasPrefix("E_") && (written.hasPrefix("\\mathbb") || written.hasPrefix("\\op") || written.hasPrefix("𝔼"))
    guard isExpectation else { return nil }
    if let mean = try sampleMean(name, token) { return mean }
    return try expectation(name, token)
  }

  /// The mean over an index: `\mathbb{E}_i[\ell(x_i)]`.
  private mutating func sampleMean(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    let letters = name.dropFirst(2).map(String.init)
    guard letters.count == 1, letters[0].first?.isLowercase == true else { return nil }
    let before = self
    boundIndices += letters
    defer { boundIndices = before.boundIndices }
    guard let inner = try? postfix() else {
      self = before
      return nil
    }
    guard inner.uses(index: letters[0]), !inner.hasName(letters[0]) else {
      self = before
      return nil
    }
    return Syntax(.reduction(.mean, over: letters, inner), token.range.lowerBound..<previousEnd)
  }

  /// `\mathbb{E}_q[\log q - \log p]` under a finite distribution q that stands in it: Σ qᵢ (log qᵢ − log pᵢ).
  private mutating func expectation(_ name: String, _ token: Token) throws(ReadingError) -> Syntax? {
    let weight = String(name.dropFirst(2))
    let before = self
    let inner = try postfix()
    guard weight.count == 1 || MathCharacters.greekNames.contains(weight), inner.hasName(weight) else {
      self = before
      return nil
    }
    let range = token.range.lowerBound..<previousEnd
    let weights = Syntax(.name(weight), token.range)
    return Syntax(
      .call(
        .sum, [Syntax(.product(weights, [.init(operation: .entrywiseTimes, value: inner, signRange: range)]), range)]),
      range)
  }

  /// The separators `|`, `;` and `||` of the bracket at this place as commas, so that its parts are its arguments.
  private mutating func partsOfBracket() throws(ReadingError) -> [Syntax] {
    guard case .open(let bracket) = current.kind else { return [] }
    var (index, depth) = (place, 0)
    repeat {
      switch tokens[index].kind {
      case .open, .begin: depth += 1
      case .close, .end: depth -= 1
      case .bar, .doubleBar, .semicolon:
        if depth == 1 {
          // `||` is one separator.
          if case .bar = tokens[index + 1].kind { tokens.remove(at: index) }
          tokens[index].kind = .comma
        }
      case .endOfText: depth = 0
      default: break
      }
      index += 1
    } while depth > 0
    refreshConditions()
    advance()
    let parts = try enclosed(.bracket) { parser throws(ReadingError) in
      var parts = [try parser.sum()]
      while parser.current.kind == .comma {
        parser.advance()
        parts.append(try parser.sum())
      }
      return parts
    }
    try expect(.close(bracket), "an operator, a comma or the closing bracket")
    return parts
  }

  /// 𝒩(x; μ, σ²), and of vectors 𝒩(x; μ, Σ).
  private mutating func normalDensity(_ start: Int) throws(ReadingError) -> Syntax {
    let parts = try partsOfBracket()
    let range = start..<previousEnd
    guard parts.count == 3 else {
      throw error(
        .unsupported(
          "a normal distribution of \(parts.count) parts", advice: "its density is \\mathcal{N}(x; \\mu, \\sigma^2)"),
        range)
    }
    let half = Syntax(.number(Rational(1, 2)), range)
    let deviation = Syntax(
      .sum([.init(isNegative: false, value: parts[0]), .init(isNegative: true, value: parts[1])]), range)
    func times(_ factors: [Syntax]) -> Syntax {
      Syntax(
        .product(factors[0], factors.dropFirst().map { .init(operation: .times, value: $0, signRange: range) }), range)
    }
    func power(_ base: Syntax, _ exponent: Rational) -> Syntax {
      Syntax(.power(base, Syntax(.number(exponent), range), entrywise: false), range)
    }
    let turns = times([Syntax(.number(2), range), Syntax(.name("pi"), range), parts[2]])
    let isMatrix = parts[2].mayBeMatrix(names)
    let quadratic =
      isMatrix
      ? times([half, Syntax(.transpose(deviation), range), Syntax(.call(.inv, [parts[2]]), range), deviation])
      : times([half, power(deviation, 2), power(parts[2], -1)])
    let volume = isMatrix ? Syntax(.call(.det, [turns]), range) : turns
    return times([
      power(volume, Rational(-1, 2)), Syntax(.call(.elementary(.exp), [Syntax(.negative(quadratic), range)]), range),
    ])
  }

  /// KL(q ‖ p) = Σ qᵢ log(qᵢ/pᵢ) of two vectors of probabilities.
  private mutating func divergence(_ token: Token) throws(ReadingError) -> Syntax {
    let parts = try partsOfBracket()
    let range = token.range.lowerBound..<previousEnd
    guard parts.count == 2, parts.allSatisfy({ $0.asName != nil || $0.isValueOfFunction }) else {
      throw error(
        .unsupported(text(range), advice: "of two vectors of probabilities it is read, as in KL(q || p)"), range)
    }
    let ratio = Syntax(.product(parts[0], [.init(operation: .entrywiseOver, value: parts[1], signRange: range)]), range)
    let logarithm = Syntax(.call(.log, [ratio]), range)
    let product = Syntax(
      .product(parts[0], [.init(operation: .entrywiseTimes, value: logarithm, signRange: range)]), range)
    return Syntax(.call(.sum, [product]), range)
  }
}

extension Syntax {
  /// Whether the name stands in it by itself.
  fileprivate func hasName(_ name: String) -> Bool { asName == name || children.contains { $0.hasName(name) } }

  fileprivate var isValueOfFunction: Bool { if case .call = kind { true } else { false } }
}
