import GradusExpression

/// Reads inequalities as what they tell of names: `\lambda > 0`, `0 < p < 1`, `a, b \ge 0`, `A \succ 0`.
struct ConditionReader {
  let source: String
  /// The tokens of one statement, the end of text last.
  let tokens: [Token]

  /// What stands between two names or numbers.
  private enum Relation { case comparison(Token.Comparison), definiteness(Token.Comparison), other }

  /// What stands on one side of a sign.
  private enum Side {
    case names([(name: String, range: Range<Int>)])
    case number(Rational)
    case infinity
    case other
  }

  /// Nil where the tokens are no inequality.
  init?(source: String, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
    var signs: [Token.Kind] = []
    var depth = 0
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .open, .begin: depth += 1
      case .close, .end: depth -= 1
      case _ where depth == 0 && ConditionReader.relation(token) != nil:
        // Something stands on both sides of each sign.
        guard index > 0, index + 2 < tokens.count, ConditionReader.relation(tokens[index - 1]) == nil else {
          return nil
        }
        signs.append(token.kind)
      default: break
      }
    }
    // ⟨x, y⟩ may be typed <x, y>.
    let opens = signs.firstIndex(of: .comparison(.less)).map { signs[$0...].contains(.comparison(.greater)) }
    guard !signs.isEmpty, opens != true else { return nil }
  }

  private static func relation(_ token: Token) -> Relation? {
    switch token.kind {
    case .comparison(let comparison): .comparison(comparison)
    case .definiteness(let comparison): .definiteness(comparison)
    case .notEqual: .other
    default: nil
    }
  }

  /// One declaration for each inequality, and one without names for those that no fact tells.
  func declarations() -> [DeclarationSyntax] {
    chains().flatMap { chain in zip(chain.signs, zip(chain.sides, chain.sides.dropFirst())).map(declaration) }
  }

  // MARK: Cutting

  /// `0 < p < 1`: the sides and the signs between them.
  private func chains() -> [(sides: [[Token]], signs: [Token])] {
    var chains: [(sides: [[Token]], signs: [Token])] = []
    var chain: (sides: [[Token]], signs: [Token]) = ([[]], [])
    var depth = 0
    for token in tokens.dropLast() {
      switch token.kind {
      case .open, .begin: depth += 1
      case .close, .end: depth -= 1
      default: break
      }
      let isBreak = depth == 0 && (token.kind == .comma || token.kind == .and || token.kind == .semicolon)
      if depth == 0, ConditionReader.relation(token) != nil {
        chain.signs.append(token)
        chain.sides.append([])
      } else if isBreak, !chain.signs.isEmpty {
        chains.append(chain)
        chain = ([[]], [])
      } else {
        chain.sides[chain.sides.count - 1].append(token)
      }
    }
    // What stands behind the last sign and has none, as b in `a > 0, b`, is said nothing of.
    return chain.signs.isEmpty ? chains : chains + [chain]
  }

  // MARK: Reading

  private func declaration(_ sign: Token, _ sides: ([Token], [Token])) -> DeclarationSyntax {
    let (left, right) = (side(sides.0), side(sides.1))
    let start = sides.0.first?.range.lowerBound ?? sign.range.lowerBound
    let end = sides.1.last?.range.upperBound ?? sign.range.upperBound
    let written = Parser.slice(source, start..<end)
    func told(_ names: [(name: String, range: Range<Int>)], _ facts: [Fact], whole: Bool) -> DeclarationSyntax {
      DeclarationSyntax(
        names: facts.isEmpty ? [] : names.map(\.name), nameRanges: facts.isEmpty ? [] : names.map(\.range),
        shape: .open,
        facts: facts.map(\.rawValue), factsRange: start..<end, range: start..<end,
        unused: whole ? [] : [facts.isEmpty ? written : "\(written) beyond its sign"],
        isInequality: true)
    }
    guard let relation = ConditionReader.relation(sign) else { return told([], [], whole: false) }
    switch (left, relation, right) {
    case (.names, .comparison(.less), .infinity), (.names, .comparison(.lessOrEqual), .infinity):
      return told([], [], whole: true)
    case (.infinity, .comparison, .names): return told([], [], whole: true)
    case (.names(let names), .comparison(let comparison), .number(let bound)):
      let found = ConditionReader.facts(comparison, bound)
      return told(names, found.facts, whole: found.isAll)
    case (.number(let bound), .comparison(let comparison), .names(let names)):
      let found = ConditionReader.facts(comparison.turned, bound)
      return told(names, found.facts, whole: found.isAll)
    case (.names(let names), .definiteness(let comparison), .number(.zero)):
      return told(names, ConditionReader.definiteness(comparison, names.map(\.name)), whole: comparison.isGreater)
    case (.number(.zero), .definiteness(let comparison), .names(let names)):
      return told(
        names, ConditionReader.definiteness(comparison.turned, names.map(\.name)), whole: comparison.turned.isGreater)
    default: return told([], [], whole: false)
    }
  }

  /// What x > c tells of x, and whether that is all of it.
  private static func facts(_ comparison: Token.Comparison, _ bound: Rational) -> (facts: [Fact], isAll: Bool) {
    switch comparison {
    case .greater where !bound.isNegative: ([.positive], bound.isZero)
    case .greaterOrEqual where bound.isZero: ([.nonnegative], true)
    case .greaterOrEqual where !bound.isNegative: ([.positive], false)
    case .less where bound == 1: ([.belowOne], true)
    case .lessOrEqual where bound == 1: ([.atMostOne], true)
    default: ([], false)
    }
  }

  /// Of capitals it is a matrix that is definite; of a vector the sign compares entry by entry.
  private static func definiteness(_ comparison: Token.Comparison, _ names: [String]) -> [Fact] {
    let isMatrix = names.allSatisfy { $0.first?.isUppercase == true }
    switch comparison {
    case .greater: return [isMatrix ? .positiveDefinite : .positive]
    case .greaterOrEqual: return [isMatrix ? .positiveSemidefinite : .nonnegative]
    case .less, .lessOrEqual: return []
    }
  }

  private func side(_ tokens: [Token]) -> Side {
    var rest = tokens.filter { $0.kind != .ampersand && $0.kind != .newline }[...]
    if rest.count == 1, rest.first?.kind == .infinity { return .infinity }
    let isNegative = rest.first?.kind == .minus
    if isNegative { rest = rest.dropFirst() }
    switch rest.map(\.kind) {
    case [.infinity]: return .infinity
    case let kinds where kinds.count == 1:
      if case .number(let value) = kinds[0] { return .number(isNegative ? -value : value) }
      // `A \succ \mathbf{0}`
      if case .filled(let value) = kinds[0], !isNegative { return .number(Rational(value)) }
    default: break
    }
    guard !isNegative, !rest.isEmpty, rest.count % 2 == 1 else { return .other }
    var names: [(name: String, range: Range<Int>)] = []
    for (place, token) in rest.enumerated() {
      if place % 2 == 1 {
        guard token.kind == .comma else { return .other }
      } else {
        guard case .name(let name) = token.kind else { return .other }
        names.append((name, token.range))
      }
    }
    return .names(names)
  }
}

extension Token.Comparison {
  /// The sign as it is read from right to left.
  fileprivate var turned: Self {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  fileprivate var isGreater: Bool { self == .greater || self == .greaterOrEqual }
}
