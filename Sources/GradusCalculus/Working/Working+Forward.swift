import GradusExpression

extension Working {
  /// From the inside out: what each part's differential, or its derivative in a number, is made of, and then in dx alone.
  func forward(_ change: (Formula) -> Formula) throws(DifferentiationError) -> [Step] {
    var steps: [Step] = []
    var inVariable: [Formula: Formula] = [:]
    var changes = [variable: change(variable)]
    let primes = change(variable) == .one
    // With other symbols about, the one that moves is named.
    let relation: Step.Relation =
      primes ? (formula.symbols.count > 1 ? .derivative(in: variable) : .prime) : .differential
    for part in named.parts {
      let isWhole = part.name == named.parts.last!.name
      let rules = Differential(changes: changes, relu: relu, usesQuotientRule: primes)
      let sentence =
        rules.sentence(for: part.definition)
        ?? "The \(primes ? "derivative" : "differential") of \(describe(part))."
      steps += try termByTerm(part.definition, inner(part), sentence: sentence, relation, rules) {
        term throws(DifferentiationError) in try rules.of(term)
      }
      let own = steps.last!.after
      if isWhole { steps.append(steps.removeLast().shown(at: .brief)) }
      let put = Working.flat(own.substituting(inVariable))
      if put != own {
        steps.append(
          Step(
            rule: "substitution", before: own, after: put,
            sentence: "The \(primes ? "derivatives" : "differentials") of the inner parts are put in.",
            relation: .equality, level: isWhole ? .brief : .normal))
      }
      let (simplified, line) = shortening(put)
      if let line, !isWhole { steps.append(line) }
      changes[part.name] = change(part.name)
      inVariable[change(part.name)] = simplified
    }
    return steps
  }
}
