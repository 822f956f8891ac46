import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

/// Compares an answer, chain by chain, with what is expected, in the names of the sheet.
struct AnswerJudge {
  var board: Blackboard
  /// Whether what cannot be read is passed over, as in the prose of an author, and not told.
  let isLenient: Bool
  /// The parts that were passed over.
  private(set) var unread = 0
  /// What was read last.
  private(set) var last: Formula?
  /// The value of an unknown, by which equations on the way are judged.
  var solution: (unknown: String, values: [Formula])?

  init(_ board: Blackboard, expecting symbols: [Symbol], isLenient: Bool) {
    self.board = board.knowing(symbols)
    self.isLenient = isLenient
  }

  /// A part as it was read.
  struct Value {
    let part: AnswerChain.Part
    let formula: Formula
  }

  /// The verdict on chains that lead to one formula.
  mutating func verdict(_ chains: [AnswerChain], _ expected: Formula) -> Mark.Verdict {
    var isReached = false
    var latest: Mark.Verdict?
    for (index, chain) in chains.enumerated() {
      let isLast = index == chains.count - 1
      if isEquationThatHolds(chain, expected) { continue }
      let (name, values, problem) = read(chain, expected)
      if let problem, !isLenient { return problem }
      guard let end = values.last else {
        if problem != nil { unread += 1 }
        continue
      }
      if let fault = inconsistency(values) { return fault }
      if fault(end, expected) == nil {
        isReached = true
        last = end.formula
      } else if !isLenient
        && (isLast || name.map(Self.namesAnswer) == true || values.count > 1 && fault(values[0], expected) == nil)
      {
        let wrong = values.first { fault($0, expected) != nil } ?? end
        return .wrong(line: wrong.part.line, text: wrong.part.shown, reason: fault(wrong, expected) ?? "")
      } else {
        latest = .wrong(line: end.part.line, text: end.part.shown, reason: fault(end, expected) ?? "")
      }
      if let name { bind(name, to: end.formula) }
    }
    guard isReached, let last else {
      return latest
        ?? .unreadable(line: chains.first?.parts.first?.line ?? 0, reason: "no answer was found that can be read")
    }
    return last == expected || last.written(as: .ascii) == expected.written(as: .ascii) ? .right : .rightInAnotherForm
  }

  // MARK: Chains

  /// The name before the first sign, the parts that could be read, and what was wrong with the first that could not.
  mutating func read(_ chain: AnswerChain, _ expected: Formula?) -> (
    name: String?, values: [Value], problem: Mark.Verdict?
  ) {
    var parts = chain.parts[...]
    var name: String?
    if parts.count > 1, let first = parts.first, isName(first.text, expected) {
      name = first.text
      parts = parts.dropFirst()
    }
    var values: [Value] = []
    var problem: Mark.Verdict?
    for part in parts {
      do throws(StatementProblem) {
        values.append(Value(part: part, formula: try formula(part.text)))
      } catch {
        if problem == nil { problem = .unreadable(line: part.line, reason: error.message) }
        if isLenient { unread += 1 }
      }
    }
    return (name, values, values.count < parts.count ? problem : nil)
  }

  func formula(_ text: String) throws(StatementProblem) -> Formula {
    // Leibniz' signs are taken for the name of something, and not differentiated.
    if isLenient, ["\\partial", "\\frac{d", "∂", "\\nabla", "∇"].contains(where: text.contains) {
      throw StatementProblem("a sign for a derivative", at: Phrase(text))
    }
    return try board.read(Phrase(text).trimmed).value
  }

  /// What stands before the first `=` when it names the answer: `x`, `∇f`, `∂f/∂x`, `f'(x)`, and no formula that has a value.
  private func isName(_ text: String, _ expected: Formula?) -> Bool {
    if Self.namesAnswer(text) { return true }
    guard let read = try? board.read(Phrase(text).trimmed) else { return true }
    if case .symbol(let symbol) = read.written.node {
      return expected?.symbols.contains { $0.name == symbol.name } != true || board.isDefined(symbol.name)
    }
    // f(x), and an entry x₁ of the unknown.
    return text.contains("(") && expected?.symbols.isEmpty == false
      && LatexTokens.nameBeforeArguments(LatexTokens(text).tokens) != nil
      || SymbolNames.parts(LatexTokens(text).tokens) != nil && !read.value.symbols.isEmpty
  }

  static func namesAnswer(_ text: String) -> Bool {
    text.contains("∇") || text.contains("∂") || text.contains("\\nabla") || text.contains("\\partial")
      || text.contains("'(")
      || text.hasPrefix("d") && text.contains("/d") || text.contains("\\frac{d")
  }

  /// Gives a name the value that it was found to have.
  mutating func bind(_ name: String, to formula: Formula) {
    guard !Self.namesAnswer(name), SymbolNames.parts(LatexTokens(name).tokens) != nil, formula.rank <= 2,
      let spelling = try? board.spelling(Phrase(name)), !board.isDefined(spelling), formula != .symbol(spelling)
    else { return }
    board.define(spelling, as: formula)
    board.reexpand(with: spelling)
  }

  /// Two parts beside each other that differ.
  private func inconsistency(_ values: [Value]) -> Mark.Verdict? {
    for (left, right) in zip(values, values.dropFirst()) {
      // A name that nobody has given a value cannot be compared with one that has.
      guard Set(left.formula.symbols.map(\.name)) == Set(right.formula.symbols.map(\.name)) || !isLenient else {
        continue
      }
      if let reason = fault(right, left.formula) {
        return .wrong(line: right.part.line, text: right.part.shown, reason: reason)
      }
    }
    return nil
  }

  /// `3x + 6 = 12` on the way to x = 2: both sides are equal with the solution put in.
  private func isEquationThatHolds(_ chain: AnswerChain, _ expected: Formula) -> Bool {
    guard chain.parts.count == 2, expected.symbols.isEmpty, chain.parts.allSatisfy({ !Self.namesAnswer($0.text) })
    else { return false }
    let free = solution.map { [$0.unknown] } ?? []
    let sides = chain.parts.compactMap { try? board.read(Phrase($0.text).trimmed, freeNames: free).value }
    guard sides.count == 2 else { return false }
    let symbols = Set(sides.flatMap(\.symbols))
    let values = solution?.values ?? [expected]
    guard symbols.count == 1, let unknown = symbols.first, free.isEmpty || free == [unknown.name] else { return false }
    // The unknown alone on a side is the answer itself.
    if sides.contains(where: { if case .symbol = $0.node { true } else { false } }) { return false }
    return values.contains { value in
      let value = unknown.shape.isEmpty && value.shape == [1] ? AnswerJudge.entries(value)?.first ?? value : value
      guard value.shape == unknown.shape else { return false }
      let put = sides.map { $0.substituting([.symbol(unknown): value]) }
      return put[0].isEqual(to: put[1]).holds
    }
  }
}
