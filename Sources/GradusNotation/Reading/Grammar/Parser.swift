import GradusExpression

/// Turns tokens into ``Syntax``, by recursive descent as deep as the budget and the stack allow.
///
///     sum      = product { ("+" | "-") product }
///     product  = { "+" | "-" } factor { ("*" | "/" | ".*" | "./" | "·" | "×" | "⊗" | nothing) factor }
///     factor   = { "+" | "-" } ( derivative product | postfix )
///     postfix  = operand { "'" | "^" exponent | ".^" exponent | superscript }
///     exponent = { "+" | "-" } operand
///
/// A sign binds less than a power: -x^2 is -(x^2).
struct Parser {
  let source: String
  let names: KnownNames
  let isLatex: Bool
  var tokens: [Token]
  var place = 0
  var depth = 0
  /// What is open around this place; the innermost decides what a bar or a space means.
  var enclosures: [Enclosure] = []
  /// The indices of the sums around this place.
  var boundIndices: [String] = []
  /// From where to where those of them run that say so.
  var indexBounds: [String: SumRange.Bounds] = [:]
  /// The places of the brackets that hold a comparison outside of brackets within: with one of < > ≤ ≥ ≠ ==, and with =.
  private var conditions: (comparisons: Set<Int>, equalities: Set<Int>)
  /// Whether the text is Python with arrays, where `*` works entry by entry and places are counted from 0.
  let isPython: Bool

  enum Enclosure { case bracket, bar, doubleBar, spacedMatrix, environment }

  init(source: String, tokens: [Token], names: KnownNames, isLatex: Bool, isPython: Bool? = nil) {
    self.isPython = isPython ?? Parser.isPython(tokens)
    self.source = source
    self.tokens = tokens
    self.names = names
    self.isLatex = isLatex
    conditions = Parser.conditions(in: tokens)
  }

  /// Whether the bracket so many tokens ahead holds a comparison, outside of brackets within.
  func holdsCondition(_ opening: Int, allowingEquals: Bool = false) -> Bool {
    let index = min(place + opening, tokens.count - 1)
    return conditions.comparisons.contains(index) || allowingEquals && conditions.equalities.contains(index)
  }

  /// Finds the brackets with conditions again after the tokens were changed.
  mutating func refreshConditions() { conditions = Parser.conditions(in: tokens) }

  private static func conditions(in tokens: [Token]) -> (comparisons: Set<Int>, equalities: Set<Int>) {
    var open: [Int] = []
    var (comparisons, equalities): (Set<Int>, Set<Int>) = ([], [])
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .open, .begin: open.append(index)
      case .close, .end: _ = open.popLast()
      case .comparison, .notEqual, .doubleEquals: if let last = open.last { comparisons.insert(last) }
      case .equals: if let last = open.last { equalities.insert(last) }
      default: break
      }
    }
    return (comparisons, equalities)
  }

  /// The whole of the tokens as one formula.
  mutating func formula() throws(ReadingError) -> Syntax {
    let objective = try objective()
    let result = if let objective { objective } else { try sum() }
    guard current.kind == .endOfText else {
      if case .comparison = current.kind {
        throw error(.bareComparison, current.range)
      }
      throw unexpected("an operator or the end of the formula")
    }
    return result
  }

  // MARK: Levels

  mutating func sum() throws(ReadingError) -> Syntax {
    let first = try product()
    var addends = [Syntax.Addend(isNegative: false, value: first)]
    while current.kind == .plus || current.kind == .minus, !separatesElements {
      let isNegative = current.kind == .minus
      advance()
      addends.append(Syntax.Addend(isNegative: isNegative, value: try product()))
    }
    guard addends.count > 1 else { return first }
    return Syntax(.sum(addends), first.range.lowerBound..<previousEnd)
  }

  /// A sign before a product belongs to the whole of it: -a*b is -(a*b).
  mutating func product() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    let isNegative = sign()
    let value = try product(from: try factor())
    return isNegative ? Syntax(.negative(value), start..<value.range.upperBound) : value
  }

  /// Moves over signs; whether they make a minus.
  private mutating func sign() -> Bool {
    var isNegative = false
    while current.kind == .plus || current.kind == .minus {
      if current.kind == .minus { isNegative.toggle() }
      advance()
    }
    return isNegative
  }

  /// The product that goes on behind its first factor.
  private mutating func product(from first: Syntax) throws(ReadingError) -> Syntax {
    var factors: [Syntax.Factor] = []
    var lastExplicit: Syntax.ProductOperator?
    while true {
      let sign = current.range
      if let operation = Parser.operation(of: current.kind), !separatesElements {
        advance()
        let slashed = tokens[place - 1].kind == .slash
        let value = try factor()
        if isPython { try refuseTransposedEntries(operation, factors.last?.value ?? first) }
        let entries = isPython ? Parser.ofEntries(operation, factors.isEmpty ? first : nil, value) : operation
        factors.append(Syntax.Factor(operation: entries, value: value, signRange: sign))
        lastExplicit = slashed ? .over : operation
      } else if current.kind == .leftDivision {
        return try leftDivision(first, factors)
      } else if startsOperand, allowsJuxtaposition {
        guard try multiplies(first, factors, isBehindQuotient: lastExplicit == .over) else { break }
        let place = sign.lowerBound..<sign.lowerBound
        factors.append(Syntax.Factor(operation: .times, value: try factor(), signRange: place))
        if lastExplicit == .over, factors.count > 1 { lastExplicit = .times }
      } else {
        break
      }
    }
    guard !factors.isEmpty else { return first }
    return Syntax(.product(first, factors), first.range.lowerBound..<previousEnd)
  }

  /// Whether what stands here without a sign multiplies what stands before; what is doubtful is refused. Apart from the recursion,
  /// whose frames stay small.
  private func multiplies(
    _ first: Syntax, _ factors: [Syntax.Factor], isBehindQuotient: Bool
  ) throws(ReadingError) -> Bool {
    if isBehindQuotient { try checkQuotient(first: first, factors: factors) }
    if case .number = current.kind {
      // Numbers side by side in a matrix are its entries.
      if enclosures.last == .environment, current.followsSpace, factors.isEmpty, first.asNumber != nil { return false }
      throw unexpected("an operator before the number")
    }
    try refuseIndexInRoundBrackets(factors.last?.value ?? first)
    return true
  }

  /// A\b is the solution of A x = b.
  private mutating func leftDivision(_ first: Syntax, _ factors: [Syntax.Factor]) throws(ReadingError) -> Syntax {
    advance()
    let range = first.range.lowerBound..<previousEnd
    let left = factors.isEmpty ? first : Syntax(.product(first, factors), range)
    let right = try factor()
    return try product(from: Syntax(.call(.solve, [left, right]), first.range.lowerBound..<previousEnd))
  }

  /// X(1,2) is an entry to MATLAB and a product to mathematics.
  private func refuseIndexInRoundBrackets(_ base: Syntax) throws(ReadingError) {
    guard let name = base.asName, current.kind == .open(.round), !current.followsSpace else { return }
    var ahead = 1
    while case .number = token(ahead).kind, token(ahead + 1).kind == .comma { ahead += 2 }
    guard case .number = token(ahead).kind, token(ahead + 1).kind == .close(.round) else { return }
    let inside = text(next.range.lowerBound..<token(ahead).range.upperBound)
    throw error(
      .ambiguous(
        "\(name)(\(inside))", choices: ["\(name)[\(inside)] for the entry", "\(name)*(\(inside)) for the product"]),
      base.range.lowerBound..<token(ahead + 1).range.upperBound)
  }

  /// `1/2 x` is a half of x; `1/2x` and `a/b c` can be read in two ways.
  private func checkQuotient(first: Syntax, factors: [Syntax.Factor]) throws(ReadingError) {
    if factors.count == 1, case .number = first.kind, case .number = factors[0].value.kind,
      current.followsSpace
    {
      return
    }
    let upper = factors.count == 1 ? first : factors[factors.count - 2].value
    let lower = factors[factors.count - 1].value
    let next = text(current.range)
    throw ReadingError(
      .ambiguous(
        "\(text(upper.range))/\(text(lower.range)) \(next)",
        choices: [
          "(\(text(upper.range))/\(text(lower.range)))*\(next)…",
          "\(text(upper.range))/(\(text(lower.range))*\(next)…)",
        ]), in: source, at: upper.range.lowerBound..<current.range.upperBound)
  }

  mutating func factor() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    let isNegative = sign()
    let derivative = try derivative()
    let value = if let derivative { derivative } else { try postfix() }
    return isNegative ? Syntax(.negative(value), start..<value.range.upperBound) : value
  }

  mutating func postfix() throws(ReadingError) -> Syntax {
    var value = try operand()
    var marks = 0
    while !(current.followsSpace && enclosures.last == .spacedMatrix) {
      guard let next = try mark(on: value) else { break }
      value = next
      marks += 1
      if marks + depth > Budget.current.limits.levels { throw tooDeep }
    }
    return value
  }

  private static func operation(of kind: Token.Kind) -> Syntax.ProductOperator? {
    switch kind {
    case .star, .cross: .times
    case .middleDot: .dot
    case .slash: .over
    case .dotStar: .entrywiseTimes
    case .dotSlash: .entrywiseOver
    case .circledTimes: .kronecker
    case .at: .matrixTimes
    default: nil
    }
  }

  /// x.T * y is no product of matrices in Python, where x.T of a vector is x.
  private func refuseTransposedEntries(_ operation: Syntax.ProductOperator, _ left: Syntax) throws(ReadingError) {
    guard operation == .times, case .transpose(let inner) = left.kind, !inner.mayBeMatrix(names) else { return }
    let name = text(inner.range)
    throw error(
      .ambiguous(
        "\(name).T before *", choices: ["\(name).T @ … for the product", "\(name) * … entry by entry"]),
      left.range)
  }

  /// `*` and `/` of Python work entry by entry; with a number they scale.
  private static func ofEntries(
    _ operation: Syntax.ProductOperator, _ left: Syntax?, _ right: Syntax
  ) -> Syntax.ProductOperator {
    switch operation {
    case .times: left?.asNumber != nil || right.asNumber != nil ? .times : .entrywiseTimes
    case .over: right.asNumber != nil ? .over : .entrywiseOver
    default: operation
    }
  }
}

// MARK: Tokens

extension Parser {
  var current: Token { tokens[place] }

  var next: Token { tokens[min(place + 1, tokens.count - 1)] }

  func token(_ ahead: Int) -> Token { tokens[min(place + ahead, tokens.count - 1)] }

  var previousEnd: Int { place > 0 ? tokens[place - 1].range.upperBound : 0 }

  mutating func advance() {
    if place < tokens.count - 1 { place += 1 }
  }

  mutating func expect(_ kind: Token.Kind, _ description: String) throws(ReadingError) {
    guard current.kind == kind else { throw unexpected(description) }
    advance()
  }

  mutating func descend() throws(ReadingError) {
    depth += 1
    if depth > Budget.current.limits.levels || !LargeStack.hasRoom { throw tooDeep }
  }

  /// Brackets, signs, powers and marks inside one another are too many for the budget or for the stack.
  var tooDeep: ReadingError {
    ReadingError(.tooDeep(limit: min(depth, Budget.current.limits.levels)), in: source, at: current.range)
  }

  func unexpected(_ expected: String) -> ReadingError {
    ReadingError(.unexpected(found: found, expected: expected), in: source, at: current.range)
  }

  func error(_ problem: ReadingError.Problem, _ range: Range<Int>) -> ReadingError {
    ReadingError(problem, in: source, at: range)
  }

  var found: String {
    switch current.kind {
    case .endOfText: "the end"
    case .newline: "the end of the line"
    default: text(current.range)
    }
  }

  func text(_ range: Range<Int>) -> String { Parser.slice(source, range) }

  /// The part of a text at a place counted in Unicode scalars.
  static func slice(_ source: String, _ range: Range<Int>) -> String {
    let scalars = source.unicodeScalars
    let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
    return String(scalars[start..<scalars.index(start, offsetBy: range.count)])
  }

  /// Inside `[1 -2]` a space before an operator and none behind it starts the next element.
  var separatesElements: Bool {
    enclosures.last == .spacedMatrix && current.followsSpace && !next.followsSpace
      && (current.kind == .plus || current.kind == .minus)
  }

  var allowsJuxtaposition: Bool { !(enclosures.last == .spacedMatrix && current.followsSpace) }

  /// Whether the token at this place can start an operand.
  var startsOperand: Bool {
    switch current.kind {
    case .number, .name, .filled, .open, .squareRoot, .fraction, .binomial, .begin, .nabla, .partial, .bigOperator: true
    // `|_{x = a}` belongs to what stands before.
    case .bar where next.kind == .underscore: false
    case .bar(let side): side == .left || (side == .either && !enclosures.contains { $0 == .bar || $0 == .doubleBar })
    case .doubleBar(let side): side == .left || (side == .either && enclosures.last != .doubleBar)
    default: false
    }
  }
}
