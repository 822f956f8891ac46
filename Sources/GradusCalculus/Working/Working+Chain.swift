import GradusExpression

extension Working {
  /// From the outside in: ∂f/∂u for each named part u is the sum, over the parts p that use it, of ∂f/∂p · ∂p/∂u.
  func chain() throws(DifferentiationError) -> [Step] {
    var steps: [Step] = []
    let whole = named.parts.last!
    var gathered: [Formula: [Formula]] = [:]
    for part in named.parts.reversed() {
      let outer: Formula
      if part.name == whole.name {
        outer = try derivative(of: part.name, withRespectTo: part.name, layout: .numerator)
      } else {
        let (sum, line) = joining(gathered[part.name] ?? [], in: part.name, "\(part.name) is used in several places")
        if let line { steps.append(line) }
        outer = sum
      }
      for child in inner(part) {
        steps += try lines(of: part, in: child)
        let local = try derivative(of: part.definition, withRespectTo: child, layout: .numerator, relu: relu)
        let (slope, line) = shortening(Working.flat(local))
        // A tensor of more axes than paper has is never looked at by itself.
        if let line, slope.rank <= 2 { steps.append(line) }
        let total = through(part, outer: outer, local: slope, to: child).simplification()
        if part.name != whole.name {
          steps.append(
            Step(
              rule: "chain rule", before: outer, after: total.result, facts: total.facts,
              sentence:
                "The derivative of \(whole.name) in \(part.name), times that of \(part.name) in \(child).",
              relation: .chain(of: whole.name, through: part.name, in: child)))
        }
        gathered[child, default: []].append(total.result)
      }
    }
    if let line = joining(gathered[variable] ?? [], in: variable, "\(variable) acts through several parts").line {
      steps.append(line)
    }
    return steps
  }

  /// The lines of ∂p/∂c for a part p and a symbol c in its definition.
  private func lines(of part: NamedParts.Part, in child: Formula) throws(DifferentiationError) -> [Step] {
    let rules = Differential(changes: [child: differential(of: child)], relu: relu)
    let isWhole = part.name == named.parts.last!.name
    let steps =
      try factorByFactor(part.definition, child, rules)
      + termByTerm(
        part.definition, inner(part), sentence: "The derivative of \(describe(part)) in \(child).",
        .derivative(of: part.name, in: child), rules
      ) {
        term throws(DifferentiationError) in
        try derivative(of: term, withRespectTo: child, layout: .numerator, relu: relu)
      }
    return isWhole ? steps : steps.filter { $0.after.rank <= 2 }
  }

  /// The contributions of several paths as one sum, with the line for it where there are several.
  private func joining(_ parts: [Formula], in symbol: Formula, _ why: Words) -> (sum: Formula, line: Step?) {
    let sum = Formula.sum(parts, shape: formula.shape + symbol.shape, flattening: false)
    let simplification = sum.simplification()
    if parts.count < 2 { return (simplification.result, nil) }
    let line = Step(
      rule: "sum over the paths", before: sum, after: simplification.result, facts: simplification.facts,
      sentence: why + ": their contributions add up.", relation: .total(of: named.parts.last!.name, in: symbol))
    return (simplification.result, line)
  }

  /// ∂f/∂p · ∂p/∂c for a part p and a symbol c in its definition.
  private func through(_ part: NamedParts.Part, outer: Formula, local: Formula, to child: Formula) -> Formula {
    let (seeds, own) = (formula.rank, part.name.rank)
    return .contraction(
      [
        .init(outer, Array(0..<seeds + own)),
        .init(local, Array(seeds..<seeds + own + child.rank)),
      ], output: Array(0..<seeds) + Array(seeds + own..<seeds + own + child.rank), flattening: true)
  }
}
