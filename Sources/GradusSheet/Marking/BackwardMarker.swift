import GradusExpression
import GradusLearning

/// Marks the derivatives of a network, each by its name: `∂L/∂W² = [72; 0; 40]`.
struct BackwardMarker {
  let lines: [SourceLine]
  let board: Blackboard

  func verdict(on backward: BackwardPropagation) -> Mark.Verdict {
    let expected = named(backward)
    let judge = AnswerJudge(board, expecting: [], isLenient: false)
    var right = 0
    for chain in AnswerChain.chains(lines) {
      guard chain.parts.count > 1, let last = chain.parts.last else { continue }
      let name = plain(chain.parts[0].text)
      guard let wanted = expected.first(where: { name.hasSuffix($0.name) })?.value else { continue }
      guard let found = try? judge.formula(last.text) else {
        return .unreadable(line: last.line, reason: "\(last.shown) is no matrix of numbers")
      }
      let value = AnswerJudge.Value(part: last, formula: shaped(found, like: wanted))
      if let fault = judge.fault(value, wanted) { return .wrong(line: last.line, text: last.shown, reason: fault) }
      right += 1
    }
    if right == expected.count { return .right }
    if right > 0 { return .partly(right: right, of: expected.count, line: lines[0].number, text: "") }
    return .notMarked(reason: "no derivative was found by its name, as in ∂L/∂W² = …")
  }

  private func named(_ backward: BackwardPropagation) -> [(name: String, value: Formula)] {
    backward.layers.enumerated().flatMap { index, layer in
      let weights = layer.weightGradient.flatMap(\.self).map { Rational("\($0)") ?? 0 }
      let biases = layer.biasGradient.map { Rational("\($0)") ?? 0 }
      return [
        ("W\(index + 1)", Formula.literal(shape: [layer.weightGradient.count, biases.count], weights)),
        ("b\(index + 1)", biases.count == 1 ? Formula.constant(biases[0]) : .vector(biases)),
      ]
    }
  }

  /// Letters and digits in a row: `∂L/∂W²` ends in `W2`.
  private func plain(_ text: String) -> String {
    let digits: [Character: Character] = [
      "¹": "1", "²": "2", "³": "3", "⁴": "4", "₁": "1", "₂": "2", "₃": "3", "₄": "4",
    ]
    return String(text.map { digits[$0] ?? $0 }.filter { $0.isLetter || $0.isNumber })
  }

  /// A column of one is a row of numbers too.
  private func shaped(_ found: Formula, like wanted: Formula) -> Formula {
    guard let numbers = ExactEvaluator().evaluate(found), let other = ExactEvaluator().evaluate(wanted),
      numbers.values.count == other.values.count
    else { return found }
    return .literal(shape: other.shape, numbers.values)
  }
}
