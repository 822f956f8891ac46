import GradusCalculus
import GradusExpression
import GradusNotation

extension Blackboard {
  func compute(_ phrase: Phrase, named name: Formula?) throws(StatementProblem) -> (Passage, Answer) {
    if name == nil, let request = primed(phrase) { return try differentiate(request) }
    var meaning = try read(phrase)
    meaning.value = withLaterValues(meaning.value)
    let written = typeset(phrase) ?? .formula(meaning.written)
    let asked: Mathematics = name.map { .equation(.formula($0), written) } ?? written
    let passage: Passage = [
      .words(meaning.value.symbols.isEmpty ? "Compute" : "Simplify"), .mathematics(asked), .words("."),
    ]
    func result(_ value: Mathematics, _ relation: Mathematics.Relation = .equals) -> [Line] {
      [Line("", .related([name.map { .formula($0) } ?? written, value], by: relation))]
    }
    guard meaning.value.symbols.isEmpty, meaning.value.sizeSymbols.isEmpty else {
      let derivation = meaning.value.simplification()
      return (
        passage,
        Answer(
          .formula(derivation.result), result: result(.formula(derivation.result)),
          working: derivation.steps.map { Line($0) })
      )
    }
    if let exact = ExactEvaluator().evaluate(meaning.value) {
      let value = Formula.literal(shape: exact.shape, exact.values)
      let working = ProductWorking(meaning.written, values: { expanded($0) }, name: name)?.lines ?? []
      return (
        passage,
        Answer(.formula(value), result: result(.numbers(exact)), working: working, origin: .value(meaning.value))
      )
    }
    do {
      let value = try Evaluator(inputs: [:]).evaluate(meaning.value)
      guard value.values.allSatisfy(\.isFinite) else {
        throw StatementProblem(
          "there is no value: a division by zero, a singular matrix, or a logarithm or root outside its domain",
          at: phrase)
      }
      return (passage, Answer(.formula(meaning.value), result: result(.line(value.decimals), .approximates)))
    } catch let problem as StatementProblem {
      throw problem
    } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
  }
}
