public import GradusExpression

extension Derivative {
  /// The derivative where its variables have these values; the working ends with them.
  ///
  /// - Parameter point: what each variable becomes, as x₀ for x.
  public func taken(at point: [(variable: Formula, value: Formula)]) -> Derivative {
    let values = Dictionary(point.map { ($0.variable, $0.value) }) { first, _ in first }
    let value = result.substituting(values).simplified()
    var place: Words = "The derivative is taken at"
    for (index, (variable, value)) in point.enumerated() {
      place = place + "\(index == 0 ? " " : ", ")\(variable) = \(value)"
    }
    let last = Step(rule: "put in", before: result, after: value, sentence: place + Words("."))
    return Derivative(
      request: request, result: value, numeratorResult: numeratorResult.substituting(values).simplified(),
      freeResult: freeResult.substituting(values).simplified(), steps: request.showsWorking ? steps + [last] : [],
      facts: facts, structureNote: structureNote)
  }
}
