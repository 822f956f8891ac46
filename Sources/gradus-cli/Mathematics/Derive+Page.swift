import Gradus

extension Derive {
  /// The lines of the working that were asked for.
  func working(of answer: Derivative) -> [Line] {
    guard let steps else { return [] }
    return answer.steps.filter { $0.level <= steps }.map { Line($0, from: answer.request.formula) }
  }

  /// The answer as it stands on a page: the formula, its conditions, its other forms and its check.
  func page(_ answer: Derivative, _ check: NumericalCheck) -> Report {
    let original = answer.request.formula
    var result = [Line("", .value(answer.result, from: original))]
    result += answer.conditions.map { Line([.words("if")] + $0.passage, isContinuation: true) }
    result += answer.spectralRequirements.map { Line("where \($0)") }
    result += DerivativeForms(answer, as: .unicode).lines.map { Line($0) }
    if let note = answer.structureNote { result.append(Line(Passage(note))) }
    return Report(result: result, working: working(of: answer), check: Line(check.sentence))
  }
}
