import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper
import GradusSolving

extension Blackboard {
  /// The formula and the one variable that a question of optimisation is about.
  func objective(_ phrase: Phrase, over name: Phrase?) throws(StatementProblem) -> (Meaning, Formula) {
    let freeNames = try freeNames(name.map { [$0] } ?? [], of: phrase)
    let meaning = try read(phrase, freeNames: freeNames)
    if let name { return (meaning, .symbol(try symbol(name, in: meaning.value))) }
    var candidates =
      freeNames.isEmpty ? meaning.value.symbols : meaning.value.symbols.filter { freeNames.contains($0.name) }
    // Where nothing says over what, it is over what is called as variables are; the answer says so.
    let letters: Set<String> = ["x", "y", "z", "u", "v", "w", "theta", "beta", "t", "s", "p", "q", "r"]
    let usual = candidates.filter { letters.contains($0.name) && $0.facts.isEmpty }
    if candidates.count > 1, usual.count == 1, !usual[0].shape.isEmpty { candidates = usual }
    guard candidates.count == 1 else {
      let list = candidates.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      throw StatementProblem("say over what: over one of \(list)", at: phrase)
    }
    return (meaning, .symbol(candidates[0]))
  }

  /// - Parameter negated: whether the negative is minimised, so that the formula itself is largest there.
  func minimise(_ phrase: Phrase, _ names: [Phrase], negated: Bool = false) throws(StatementProblem) -> (
    Passage, Answer
  ) {
    let freeNames = try freeNames(names, of: phrase)
    guard freeNames.count > 1 else {
      let (meaning, variable) = try objective(phrase, over: names.first)
      let found = try minimiser(negated ? -meaning.value : meaning.value, over: variable, phrase)
      return asked(phrase, meaning, .formula(variable), found, Report(found, ofNegative: negated), negated: negated)
    }
    let meaning = try read(phrase, freeNames: freeNames)
    var variables: [Formula] = []
    for name in freeNames {
      guard let symbol = meaning.value.symbols.first(where: { $0.name == name }), symbol.shape.isEmpty else {
        throw StatementProblem("\(name) is no number in this formula; several variables are numbers", at: phrase)
      }
      variables.append(.symbol(symbol))
    }
    guard let joint = JointVariable(variables, avoiding: meaning.value) else {
      throw StatementProblem("the variables are not different ones", at: phrase)
    }
    let objective = negated ? -meaning.value : meaning.value
    let found = try minimiser(joint.joining(objective), over: joint.vector, phrase)
    return asked(
      phrase, meaning, .entries(variables, shape: [variables.count]), found,
      Report(found, over: joint, of: objective, ofNegative: negated), joint, negated: negated)
  }

  /// What a formula is at its minimum, or its maximum.
  func extremeValue(
    _ phrase: Phrase, _ names: [Phrase], _ isLargest: Bool
  ) throws(StatementProblem) -> (Passage, Answer) {
    let (passage, found) = try minimise(phrase, names, negated: isLargest)
    let (meaning, variables) = try bendingSubject(phrase, names)
    let question: Passage = [
      .words("Find the \(isLargest ? "largest" : "smallest") value of"), .mathematics(title(phrase, meaning)),
      .words("."),
    ]
    guard case .formula(let place) = found.value else { return (question, found) }
    let parts = variables.count == 1 ? [place] : variables.indices.map { place.entry($0).computed.simplified() }
    let values = Dictionary(zip(variables, parts)) { first, _ in first }
    let value = meaning.value.substituting(values).computed.simplified()
    return (
      question,
      Answer(
        .formula(value), result: valueLines(value),
        working: [Line(passage)] + found.working + found.result + [Line("Its value there:", .value(value))])
    )
  }

  private func minimiser(
    _ formula: Formula, over variable: Formula, _ phrase: Phrase
  ) throws(StatementProblem) -> Minimiser {
    do { return try GradusSolving.minimise(formula, over: variable) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
  }

  /// The question and its answer, with the least value where it is known.
  private func asked(
    _ phrase: Phrase, _ meaning: Meaning, _ name: Mathematics, _ found: Minimiser, _ report: Report,
    _ joint: JointVariable? = nil, negated: Bool = false
  ) -> (Passage, Answer) {
    var report = report
    let formula = joint?.joining(meaning.value) ?? meaning.value
    if let solution = found.solution, found.kind == .uniqueMinimum, formula.isScalar,
      let point = ExactEvaluator().evaluate(solution),
      let least = ExactEvaluator().evaluate(
        formula.substituting([found.variable: .literal(shape: point.shape, point.values)]))
    {
      report.result.append(Line([.words("The value there is"), .mathematics(.numbers(least))]))
    }
    if negated {
      report.working.insert(
        Line("It is largest where the negative is smallest, which the working is about:", .formula(-meaning.value)),
        at: 0)
    }
    return (
      [
        .words(negated ? "Maximise" : "Minimise"), .mathematics(title(phrase, meaning)), .words("over"),
        .mathematics(name), .words("."),
      ],
      Answer(found.solution.map { .formula($0) } ?? .none, report)
    )
  }

  func optimalStep(_ phrase: Phrase, _ name: Phrase?) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, variable) = try objective(phrase, over: name)
    let search: ExactLineSearch
    do { search = try ExactLineSearch(meaning.value, over: variable) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
    return (
      [
        .words("Find the step length of gradient descent from"), .formula(variable), .words("that makes"),
        .mathematics(title(phrase, meaning)), .words("smallest."),
      ],
      Answer(.formula(search.stepLength), Report(search))
    )
  }
}
