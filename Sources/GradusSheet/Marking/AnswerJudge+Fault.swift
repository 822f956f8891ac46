import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

extension AnswerJudge {
  /// Why a part is not what is expected; nil where it is, as exactly as it is written.
  func fault(_ value: Value, _ expected: Formula) -> String? {
    let found = value.formula
    // One number may stand for a vector with one entry, and a row for a column.
    if found.isScalar, expected.shape == [1] {
      return fault(Value(part: value.part, formula: found.broadcast(to: [1])), expected)
    }
    guard let reason = difference(found, expected) else { return nil }
    if expected.symbols.isEmpty, found.symbols.isEmpty, let precision = AnswerPrecision(value.part.text),
      let (a, b) = AnswerJudge.numbers(found, expected), precision.agree(a, b)
    {
      return nil
    }
    return reason
  }

  /// Both as numbers, where both are.
  static func numbers(_ found: Formula, _ expected: Formula) -> (Tensor, Tensor)? {
    guard let a = try? Evaluator(inputs: [:]).evaluate(found), let b = try? Evaluator(inputs: [:]).evaluate(expected)
    else { return nil }
    return (a, b)
  }

  private func difference(_ found: Formula, _ expected: Formula) -> String? {
    switch found.isEqual(to: expected) {
    case .proved, .decided, .sampled: return nil
    case .partial(let gap): return "for some sizes only one of it and the answer has a value: \(gap.reason)"
    case .shapes(let left, let right):
      if let slip = Slip.likely(answer: found, expected: expected) { return slip.words }
      return "it has the shape \(describe(shape: left)), the answer \(describe(shape: right))"
    case .undecided: return "no point was found at which it has a value"
    case .different(let point):
      if let slip = Slip.likely(answer: found, expected: expected), !expected.symbols.isEmpty { return slip.words }
      let given = point.inputs.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.decimals)" }
      let at = given.isEmpty ? "" : "with \(given.joined(separator: ", ")) "
      return "\(at)it is \(point.left.decimals), and the answer is \(point.right.decimals)"
    }
  }
}

extension AnswerJudge {
  /// The verdict on several formulas: a chain for each, in their order or by their names, or one vector of all of them.
  mutating func verdict(_ chains: [AnswerChain], each expected: [Formula], isOrdered: Bool = true) -> Mark.Verdict {
    var values: [Value] = []
    for chain in chains {
      let (name, read, problem) = read(chain, expected.first)
      if let problem, !isLenient { return problem }
      guard let end = read.last else { continue }
      values.append(end)
      if isLenient, let name { bind(name, to: end.formula) }
    }
    if values.count == 1, expected.count > 1, values[0].formula.rank == 1,
      values[0].formula.shape[0].value(in: [:]) == expected.count
    {
      let whole = values[0]
      values = expected.indices.map { index in
        let unit = Formula.basis(index, whole.formula.shape[0])
        let entry = Formula.contraction([.init(unit, [0]), .init(whole.formula, [0])], output: []).simplified()
        return Value(part: whole.part, formula: entry)
      }
    }
    var open = expected
    var wrong: Value?
    for value in values {
      let place =
        isOrdered && !isLenient
        ? (open.first.map { fault(value, $0) == nil } == true ? 0 : nil) : open.firstIndex { fault(value, $0) == nil }
      if let place {
        open.remove(at: place)
      } else if !isLenient {
        wrong = wrong ?? value
        if isOrdered, !open.isEmpty { open.removeFirst() }
      }
    }
    let right =
      expected.count - open.count
      - (isOrdered && !isLenient && wrong != nil
        ? values.count { value in !expected.contains { fault(value, $0) == nil } } : 0)
    if open.isEmpty, wrong == nil { return .right }
    let line = wrong?.part.line ?? values.last?.part.line ?? chains.first?.parts.first?.line ?? 0
    if right > 0 {
      return .partly(right: right, of: expected.count, line: line, text: wrong?.part.shown ?? "")
    }
    guard let shown = wrong ?? values.last else {
      return .unreadable(line: line, reason: "no answer was found that can be read")
    }
    let reason =
      expected.count == values.count ? fault(shown, expected[0]) ?? "" : "\(expected.count) answers are asked for"
    return .wrong(line: line, text: shown.part.shown, reason: reason)
  }

  /// The entries of a vector of numbers, one by one.
  static func entries(_ vector: Formula) -> [Formula]? {
    guard vector.rank == 1, let literal = ExactEvaluator().evaluate(vector) else { return nil }
    return literal.values.map(Formula.constant)
  }
}
