import GradusExpression
import GradusRewriting

/// Writes out how one derivative comes about.
struct Working {
  let formula: Formula
  let variable: Formula
  let relu: ReLUConvention
  let definitions: [(name: String, formula: Formula)]

  /// The lines from the formula to the answer; the last line's right side is the answer.
  func steps(style: WorkingStyle, answer: Derivation) throws(DifferentiationError) -> [Step] {
    if !formula.contains(variable) {
      return [
        Step(
          rule: "derivative of a constant", before: formula, after: answer.result,
          sentence: "The formula does not depend on \(name(variable)).")
      ]
    }
    let named = NamedParts(of: formula, variables: [variable], given: definitions)
    var steps = naming(named)
    switch style {
    case .chain: steps += try chain(named)
    case .differential: steps += try differential(named)
    }
    return steps + closing(named, steps, style, answer)
  }

  // MARK: Names

  private func naming(_ named: NamedParts) -> [Step] {
    if named.parts.count == 1 { return [] }
    return named.parts.dropLast().map { part in
      Step(
        rule: "name a part", before: part.name, after: part.definition,
        sentence: "Let \(name(part.name)) stand for this part.", level: .normal)
    }
  }

  /// The names and the variable that a definition depends on directly.
  private func inner(_ part: NamedParts.Part, _ named: NamedParts) -> [Formula] {
    let symbols = Set(part.definition.symbols.map(Formula.symbol))
    return named.parts.map(\.name).filter(symbols.contains) + (symbols.contains(variable) ? [variable] : [])
  }

  private func name(_ symbol: Formula) -> String {
    if case .symbol(let symbol) = symbol.node { return symbol.name }
    return "it"
  }

  // MARK: Chain rule

  /// From the outside in: ∂f/∂u for each named part u is the sum, over the parts p that use it, of ∂f/∂p · ∂p/∂u.
  private func chain(_ named: NamedParts) throws(DifferentiationError) -> [Step] {
    var steps: [Step] = []
    let whole = named.parts.last!
    var gathered: [Formula: [Formula]] = [:]
    for part in named.parts.reversed() {
      let outer: Formula
      if part.name == whole.name {
        outer = try derivative(of: part.name, withRespectTo: part.name, layout: .numerator)
      } else {
        let sum = Formula.sum(gathered[part.name] ?? [], shape: formula.shape + part.name.shape).simplified()
        if (gathered[part.name] ?? []).count > 1 {
          steps.append(
            Step(
              rule: "sum over the paths", before: .sum(gathered[part.name]!, shape: sum.shape, flattening: false),
              after: sum,
              sentence: "\(name(part.name)) is used in several places: their contributions add up."))
        }
        outer = sum
      }
      let children = inner(part, named)
      for child in children {
        let total = try through(part, to: child, outer: outer).simplified()
        let sentence = "The derivative of \(describe(part, whole)) in \(name(child))."
        steps += try termByTerm(part.definition, children, sentence: sentence) { term throws(DifferentiationError) in
          try derivative(of: term, withRespectTo: child, layout: .numerator, relu: relu)
        }
        if part.name != whole.name {
          steps.append(
            Step(
              rule: "chain rule", before: outer, after: total,
              sentence:
                "The derivative of \(name(whole.name)) in \(name(part.name)), times that of \(name(part.name)) in \(name(child))."
            ))
        }
        gathered[child, default: []].append(total)
      }
    }
    let parts = gathered[variable] ?? []
    if parts.count > 1 {
      let sum = Formula.sum(parts, shape: formula.shape + variable.shape)
      steps.append(
        Step(
          rule: "sum over the paths", before: .sum(parts, shape: sum.shape, flattening: false), after: sum.simplified(),
          sentence: "\(name(variable)) acts through several parts: their contributions add up."))
    }
    return steps
  }

  /// A line for each term of a sum, then one for the sum; for anything else the one line. Products and sums are flat here,
  /// but nothing is simplified yet.
  private func termByTerm(
    _ definition: Formula, _ children: [Formula], sentence: String,
    _ differentiate: (Formula) throws(DifferentiationError) -> Formula
  ) throws(DifferentiationError) -> [Step] {
    let flat = Rewriter([])
    var steps: [Step] = []
    let terms = definition.terms
    if terms.count > 1 {
      var constants: [Step] = []
      for term in terms {
        let part = term.formula.scaled(by: term.coefficient)
        let after = flat.rewrite(try differentiate(part)).result
        if after.isZero {
          constants.append(
            Step(
              rule: "derivative of a constant", before: part, after: after,
              sentence: "This term does not depend on the variable.", level: .normal))
        } else {
          let rule = term.formula.depth == 1 ? "derivative of the variable" : term.formula.differentiationRule
          steps.append(
            Step(rule: rule, before: part, after: after, sentence: "One term of the sum.", level: .normal))
        }
      }
      // Where parts have names, a term without this one has its line under another.
      if children.count == 1 { steps += constants }
    }
    let after = flat.rewrite(try differentiate(definition)).result
    steps.append(
      Step(rule: definition.differentiationRule, before: definition, after: after, sentence: sentence, level: .normal))
    return steps
  }

  private func describe(_ part: NamedParts.Part, _ whole: NamedParts.Part) -> String {
    part.name == whole.name ? "the whole" : name(part.name)
  }

  /// ∂f/∂p · ∂p/∂c for a part p and a symbol c in its definition.
  private func through(
    _ part: NamedParts.Part, to child: Formula, outer: Formula
  ) throws(DifferentiationError) -> Formula {
    let local = try derivative(of: part.definition, withRespectTo: child, layout: .numerator, relu: relu)
    let (seeds, own) = (formula.rank, part.name.rank)
    return .contraction(
      [
        .init(outer, Array(0..<seeds + own)),
        .init(local, Array(seeds..<seeds + own + child.rank)),
      ], output: Array(0..<seeds) + Array(seeds + own..<seeds + own + child.rank), flattening: true)
  }

  // MARK: Differentials

  /// From the inside out: the differential of each part in those of what it is made of, and at the end df in dx alone.
  private func differential(_ named: NamedParts) throws(DifferentiationError) -> [Step] {
    var steps: [Step] = []
    var inVariable: [Formula: Formula] = [:]
    for part in named.parts {
      let children = inner(part, named)
      let sentence = "The differential of \(describe(part, named.parts.last!))."
      steps += try termByTerm(part.definition, children, sentence: sentence) { term throws(DifferentiationError) in
        var terms: [Formula] = []
        for child in children {
          let local = try derivative(of: term, withRespectTo: child, layout: .numerator, relu: relu)
          terms.append(apply(local, to: differentialSymbol(child)))
        }
        return .sum(terms, shape: term.shape)
      }
      let own = steps.last!.after
      let substituted = own.substituting(inVariable).simplified()
      if substituted != own {
        steps.append(
          Step(
            rule: "substitution", before: own, after: substituted,
            sentence: "The differentials of the inner parts are put in."))
      }
      inVariable[differentialSymbol(part.name)] = substituted
    }
    return steps
  }

  private func differentialSymbol(_ symbol: Formula) -> Formula { .symbol("d" + name(symbol), symbol.shape) }

  private func apply(_ derivative: Formula, to differential: Formula) -> Formula {
    let rank = derivative.rank - differential.rank
    return .contraction(
      [.init(derivative, Array(0..<derivative.rank)), .init(differential, Array(rank..<derivative.rank))],
      output: Array(0..<rank), flattening: true)
  }

  // MARK: The answer

  /// The names are put back, and the laws that made the answer are listed.
  private func closing(
    _ named: NamedParts, _ steps: [Step], _ style: WorkingStyle, _ answer: Derivation
  ) -> [Step] {
    var closing: [Step] = []
    let last = steps.last?.after ?? answer.start
    // Outer names stand for formulas with inner names in them.
    var line = last
    for part in named.parts.reversed() { line = line.substituting([part.name: part.definition]) }
    if line != last {
      closing.append(
        Step(
          rule: "put the names back", before: last, after: line,
          sentence: "Each name is replaced by what it stands for.", level: .normal))
    }
    if style == .differential {
      closing.append(
        Step(
          rule: "read off the derivative", before: line, after: answer.result,
          sentence: "The differential is linear in d\(name(variable)); what stands with it is the derivative."))
      return closing
    }
    let simplification = line.simplification()
    closing += simplification.steps
    if simplification.result != answer.result { closing += answer.steps }
    if line != answer.result {
      closing.append(
        Step(
          rule: "simplify", before: line, after: answer.result, facts: Array(Set(closing.flatMap(\.facts))).sorted(),
          sentence: "The same, in its shortest form."))
    }
    return closing
  }
}
