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
          sentence: "The formula does not depend on \(variable).", relation: .derivative(in: variable))
      ]
    }
    // In a number, and without names from the author, working goes as at school: u′ and v′, then u′ v + u v′.
    let primes = style == .chain && variable.isScalar && definitions.isEmpty
    let named = NamedParts(of: formula, variables: [variable], given: definitions, namesFactors: primes)
    var steps = naming(named)
    switch style {
    case .chain where primes: steps += try forward(named, prime)
    case .chain: steps += try chain(named)
    case .differential: steps += try forward(named, differential)
    }
    return steps + closing(named, steps, style, answer)
  }

  // MARK: Names

  private func naming(_ named: NamedParts) -> [Step] {
    if named.parts.count == 1 { return [] }
    return named.parts.dropLast().map { part in
      Step(
        rule: "name a part", before: part.name, after: part.definition,
        sentence: "Let \(part.name) stand for this part.", relation: .definition, level: .normal)
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
              sentence: "\(part.name) is used in several places: their contributions add up.",
              relation: .total(of: whole.name, in: part.name)))
        }
        outer = sum
      }
      let children = inner(part, named)
      for child in children {
        let total = try through(part, to: child, outer: outer).simplified()
        let sentence = "The derivative of \(describe(part, whole)) in \(child)." as Words
        let rules = Differential(changes: [child: differential(of: child)], relu: relu)
        steps += try factorByFactor(part.definition, child, rules)
        steps += try termByTerm(
          part.definition, children, sentence: sentence, .derivative(of: part.name, in: child), rules
        ) {
          term throws(DifferentiationError) in
          try derivative(of: term, withRespectTo: child, layout: .numerator, relu: relu)
        }
        if part.name != whole.name {
          steps.append(
            Step(
              rule: "chain rule", before: outer, after: total,
              sentence:
                "The derivative of \(whole.name) in \(part.name), times that of \(part.name) in \(child).",
              relation: .chain(of: whole.name, through: part.name, in: child)))
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
          sentence: "\(variable) acts through several parts: their contributions add up.",
          relation: .total(of: whole.name, in: variable)))
    }
    return steps
  }

  /// A line for each term of a sum, then one for the sum; for anything else the one line. Products and sums are flat here,
  /// but nothing is simplified yet.
  private func termByTerm(
    _ definition: Formula, _ children: [Formula], sentence: Words, _ relation: Step.Relation,
    _ rules: Differential, _ differentiate: (Formula) throws(DifferentiationError) -> Formula
  ) throws(DifferentiationError) -> [Step] {
    let flat = Rewriter([])
    var steps: [Step] = []
    let terms = definition.terms
    if terms.count > 1 {
      var constants: [Step] = []
      for term in terms {
        let part = term.formula.scaled(by: term.coefficient)
        if children.count == 1, rules.changes.count == 1 { steps += try factorByFactor(part, children[0], rules) }
        let after = flat.rewrite(try differentiate(part)).result
        if after.isZero {
          constants.append(
            Step(
              rule: "derivative of a constant", before: part, after: after,
              sentence: "This term does not depend on the variable.", relation: relation, level: .normal))
        } else {
          steps.append(
            Step(
              rule: rules.law(for: term.formula).name, before: part, after: after, sentence: "One term of the sum.",
              relation: relation, level: .normal))
        }
      }
      // Where parts have names, a term without this one has its line under another.
      if children.count == 1 { steps += constants }
    }
    let after = flat.rewrite(try differentiate(definition)).result
    steps.append(
      Step(
        rule: rules.law(for: definition).name, before: definition, after: after, sentence: sentence, relation: relation,
        level: .normal))
    return steps
  }

  /// A line for each of several factors that move with the child: that one moves, the others stay.
  private func factorByFactor(
    _ definition: Formula, _ child: Formula, _ rules: Differential
  ) throws(DifferentiationError) -> [Step] {
    let (coefficient, rest) = definition.coefficientAndRest
    guard case .contraction(let product) = rest.node else { return [] }
    let moving = product.factors.indices.filter { rules.moves(product.factors[$0].formula) }
    guard moving.count > 1 else { return [] }
    var steps: [Step] = []
    for place in moving {
      let factor = product.factors[place]
      if case .matrixFunction = factor.formula.node { return [] }
      let local = try derivative(of: factor.formula, withRespectTo: child, layout: .numerator, relu: relu)
      let fresh = (0..<child.rank).map { product.sizes.count + $0 }
      var factors = product.factors
      factors[place] = .init(local, factor.labels + fresh)
      let after = Formula.contraction(
        factors, output: Array(0..<product.rank) + fresh, sizes: product.sizeByLabel, flattening: true
      ).scaled(by: coefficient)
      let same = moving.filter { product.factors[$0].formula == factor.formula }
      let which =
        same.count > 1
        ? ["first", "second", "third", "fourth"].dropFirst(same.firstIndex(of: place)!).first ?? "next" : "factor"
      steps.append(
        Step(
          rule: "product rule, one factor", before: definition, after: after,
          sentence:
            "Only \(same.count > 1 ? "the \(which) of the equal factors" : "one factor") moves; the others stay.",
          level: .all))
    }
    return steps
  }

  private func describe(_ part: NamedParts.Part, _ whole: NamedParts.Part) -> Words {
    part.name == whole.name ? "the whole" : Words(part.name)
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

  /// From the inside out: what each part's differential, or its derivative in a number, is made of, and then in dx alone.
  private func forward(_ named: NamedParts, _ change: (Formula) -> Formula) throws(DifferentiationError) -> [Step] {
    var steps: [Step] = []
    var inVariable: [Formula: Formula] = [:]
    var changes = [variable: change(variable)]
    let primes = change(variable) == .one
    // With other symbols about, the one that moves is named.
    let relation: Step.Relation =
      primes ? (formula.symbols.count > 1 ? .derivative(in: variable) : .prime) : .differential
    for part in named.parts {
      let children = inner(part, named)
      let rules = Differential(changes: changes, relu: relu, usesQuotientRule: primes)
      let sentence =
        rules.sentence(for: part.definition)
        ?? "The \(primes ? "derivative" : "differential") of \(describe(part, named.parts.last!))."
      steps += try termByTerm(part.definition, children, sentence: sentence, relation, rules) {
        term throws(DifferentiationError) in try rules.of(term)
      }
      let own = steps.last!.after
      let put = Rewriter([]).rewrite(own.substituting(inVariable)).result
      if put != own {
        steps.append(
          Step(
            rule: "substitution", before: own, after: put,
            sentence: "The \(primes ? "derivatives" : "differentials") of the inner parts are put in.",
            relation: .equality))
      }
      let simplified = put.simplified()
      if simplified != put, part.name != named.parts.last!.name {
        steps.append(
          Step(
            rule: "simplify", before: put, after: simplified, sentence: "The same, in its shortest form.",
            relation: .equality))
      }
      changes[part.name] = change(part.name)
      inVariable[change(part.name)] = simplified
    }
    return steps
  }

  /// dX, with the shape of X.
  private func differential(of symbol: Formula) -> Formula { .symbol("d" + name(symbol), symbol.shape) }

  /// u′, and x′ = 1.
  private func prime(of symbol: Formula) -> Formula {
    symbol == variable ? .one : .symbol(name(symbol) + "′", symbol.shape)
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
          sentence: "Each name is replaced by what it stands for.", relation: .equality, level: .normal))
    }
    if style == .differential {
      // df = tr(Gᵀ dX) and df = gᵀ dx: the derivative stands before the change.
      let change = differential(of: variable)
      let collected =
        formula.isScalar && !variable.isScalar
        ? Formula.contraction(
          [
            .init(answer.result, Array(0..<variable.rank)), .init(change, Array(0..<variable.rank)),
          ], output: [], flattening: true) : line.simplified()
      if collected != line {
        closing.append(
          Step(
            rule: "collect", before: line, after: collected,
            sentence: variable.rank == 2 && formula.isScalar
              ? "Factors move around within a trace, and a trace may be transposed: everything is brought before \(change)."
              : "The terms are brought together.",
            relation: .equality, level: .normal))
        line = collected
      }
      closing.append(
        Step(
          rule: "read off the derivative", before: line, after: answer.result,
          sentence:
            "The differential is linear in \(differential(of: variable)); what stands with it is the derivative."))
      return closing
    }
    let simplification = line.simplification()
    closing += simplification.steps
    if simplification.result != answer.result { closing += answer.steps }
    if line != answer.result {
      closing.append(
        Step(
          rule: "simplify", before: line, after: answer.result, facts: Array(Set(closing.flatMap(\.facts))).sorted(),
          sentence: "The same, in its shortest form.", relation: .equality))
    }
    return closing
  }
}
