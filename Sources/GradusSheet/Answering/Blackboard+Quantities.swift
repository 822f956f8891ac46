import GradusCalculus
import GradusExpression
import GradusNotation

extension Blackboard {
  /// A quantity with a name: its definition, the numbers put in, its value.
  func quantity(_ quantity: Quantity, _ arguments: [Phrase], at phrase: Phrase) throws(StatementProblem) -> (
    Passage, Answer
  ) {
    // The maximum of f is no largest entry.
    if quantity.names.contains("maximum"), arguments.count == 1, parameters(of: arguments[0]) != nil {
      return try minimise(arguments[0], [], negated: true)
    }
    var text = quantity.formula
    var shown: [Mathematics] = []
    for (index, argument) in arguments.enumerated() {
      let meaning = try read(argument)
      text = text.replacing("#\(index + 1)", with: "(\(argument.text))")
      if index == 0, text.contains("#n") {
        guard let count = meaning.value.shape.first?.value(in: [:]), count > 0 else {
          throw StatementProblem(
            "the \(quantity.names[0]) is that of numbers; this has no length that is known", at: argument)
        }
        text = text.replacing("#n", with: "\(count)")
      }
      shown.append(typeset(argument) ?? .formula(meaning.written))
    }
    var passage: Passage = [
      .words(
        "Compute the \(quantity.names[0]) \(quantity.names[0] == "angle" || quantity.names[0] == "distance" ? "between" : "of")"
      ), .mathematics(shown[0]),
    ]
    if shown.count > 1 { passage += [.words(quantity.links[0]), .mathematics(shown[1])] }
    passage.append(.words("."))
    do throws(StatementProblem) {
      let (_, answer) = try compute(Phrase(text), named: nil)
      let formula = try read(Phrase(text)).value
      let definition = Line(quantity.definition, typeset(Phrase(text)) ?? .formula(formula))
      let result = answer.value.formula.map { valueLines($0) } ?? answer.result
      return (
        passage, Answer(answer.value, result: result, working: [definition] + answer.working, check: answer.check)
      )
    } catch {
      throw StatementProblem(error.message, at: phrase)
    }
  }

  /// The value of a formula without symbols: exactly where it is rational, and with its decimals where it is not.
  func valueLines(_ formula: Formula, named name: Mathematics? = nil) -> [Line] {
    func line(_ parts: [Mathematics]) -> Mathematics { parts.count == 1 ? parts[0] : .related(parts, by: .equals) }
    let head = name.map { [$0] } ?? []
    if let exact = ExactEvaluator().evaluate(formula) { return [Line("", line(head + [.numbers(exact)]))] }
    guard formula.symbols.isEmpty, let value = try? Evaluator(inputs: [:]).evaluate(formula),
      value.values.allSatisfy(\.isFinite)
    else { return [Line("", line(head + [.value(formula)]))] }
    let decimals = Mathematics.line(value.decimals)
    // A short form says more than its digits.
    let simplest = formula.simplified()
    let isPlain = formula.isScalar && !simplest.nodesBottomUp.contains { $0.rank > 0 }
    if isPlain, simplest.written(as: .unicode).count <= 32 {
      return [Line("", .related([line(head + [.formula(simplest)]), decimals], by: .approximates))]
    }
    return [Line("", name.map { .related([$0, decimals], by: .approximates) } ?? .line("≈ \(value.decimals)"))]
  }
}
