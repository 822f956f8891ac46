import GradusExpression
import GradusRewriting

/// Writes out how one derivative comes about.
struct Working {
  let formula: Formula
  let variable: Formula
  let relu: ReLUConvention
  let definitions: [(name: String, formula: Formula)]
  private let style: WorkingStyle
  let named: NamedParts
  /// In a number, and without names from the author, working goes as at school: u′ and v′, then u′ v + u v′.
  private let usesPrimes: Bool

  init(
    formula: Formula, variable: Formula, relu: ReLUConvention, definitions: [(name: String, formula: Formula)],
    style: WorkingStyle
  ) {
    self.formula = formula
    self.variable = variable
    self.relu = relu
    self.definitions = definitions
    self.style = style
    usesPrimes = style == .chain && variable.isScalar && definitions.isEmpty
    named = NamedParts(of: formula, variables: [variable], given: definitions, namesFactors: usesPrimes)
  }

  /// The lines from the formula to its derivative, in which no name of a part is left; nothing is put in its shortest form at the end.
  func steps() throws(DifferentiationError) -> [Step] {
    if !formula.contains(variable) {
      return [
        Step(
          rule: "derivative of a constant", before: formula, after: .zero(formula.shape + variable.shape),
          sentence: "The formula does not depend on \(variable).", relation: .derivative(in: variable))
      ]
    }
    var steps = naming()
    switch style {
    case .chain where usesPrimes: steps += try forward(prime)
    case .chain: steps += try chain()
    case .differential: steps += try forward(differential)
    }
    return steps + puttingBack(steps.last?.after ?? formula)
  }

  // MARK: Names

  private func naming() -> [Step] {
    named.parts.dropLast().map { part in
      Step(
        rule: "name a part", before: part.name, after: part.definition,
        sentence: "Let \(part.name) stand for this part.", relation: .definition, level: .normal)
    }
  }

  /// The names and the variable that a definition depends on directly.
  func inner(_ part: NamedParts.Part) -> [Formula] {
    let symbols = Set(part.definition.symbols.map(Formula.symbol))
    return named.parts.map(\.name).filter(symbols.contains) + (symbols.contains(variable) ? [variable] : [])
  }

  private func name(_ symbol: Formula) -> String {
    if case .symbol(let symbol) = symbol.node { return symbol.name }
    return "it"
  }

  func describe(_ part: NamedParts.Part) -> Words {
    part.name == named.parts.last!.name ? "the whole" : Words(part.name)
  }

  /// dX, with the shape of X.
  func differential(of symbol: Formula) -> Formula { .symbol("d" + name(symbol), symbol.shape) }

  /// u′, and x′ = 1.
  private func prime(of symbol: Formula) -> Formula {
    symbol == variable ? .one : .symbol(name(symbol) + "′", symbol.shape)
  }

  /// Each name is replaced by what it stands for; outer names stand for formulas with inner names in them.
  private func puttingBack(_ last: Formula) -> [Step] {
    var line = last
    for part in named.parts.reversed() { line = line.substituting([part.name: part.definition]) }
    if line == last { return [] }
    return [
      Step(
        rule: "put the names back", before: last, after: line,
        sentence: "Each name is replaced by what it stands for.", relation: .equality)
    ]
  }

  // MARK: The answer

  /// The laws by which the last line becomes the answer.
  func closing(_ line: Formula, answer: Derivation) -> [Step] {
    if style == .differential, formula.contains(variable) { return readingOff(line, answer: answer) }
    if line == answer.result { return [] }
    let simplification = line.simplification()
    if simplification.result != answer.result { return leap(from: line, by: simplification, to: answer) }
    let laws = simplification.steps
    if laws.count == 1, laws[0].rule == FractionLaws.commonDenominator.name,
      let nested = FractionLaws.overOneDenominator(laws[0].before)
    {
      let shown = line.substituting([laws[0].before: nested], flattening: false)
      return [
        Step(
          rule: laws[0].rule, before: line, after: shown, sentence: laws[0].sentence, relation: .equality,
          level: .normal),
        Step(
          rule: "simplify", before: shown, after: answer.result, sentence: "The numerator in its shortest form.",
          relation: .equality),
      ]
    }
    // One law that is used once changes the whole line.
    let parts = laws.count == 1 ? [] : laws.filter { $0.before != line || $0.after != answer.result }
    return parts + [shortest(line, by: simplification)]
  }

  /// The line of a simplification as a whole, with the names of its laws.
  private func shortest(_ line: Formula, by simplification: Derivation) -> Step {
    let laws = simplification.steps
    let names = laws.map(\.rule).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let isNaming = !names.isEmpty && names.allSatisfy { name in FunctionLaw.naming.contains { $0.name == name } }
    return Step(
      rule: names.count == 1 || isNaming ? names[0] : "simplify", before: line, after: simplification.result,
      facts: simplification.facts,
      sentence: names.count == 1
        ? laws[0].sentence : "The same, in its shortest form: \(names.joined(separator: ", ")).",
      relation: .equality)
  }

  /// The lines from one form of the derivative to another one that no law alone leads to: as far as the laws lead, and on from there.
  private func leap(from line: Formula, by simplification: Derivation, to answer: Derivation) -> [Step] {
    var steps: [Step] = []
    var last = line
    if simplification.result != line, simplification.result.length <= line.length {
      steps.append(shortest(line, by: simplification))
      last = simplification.result
    }
    let reflects = last.hasSigmoid && answer.result.hasSigmoid
    steps.append(
      Step(
        rule: reflects ? "1 − sigmoid(u) = sigmoid(−u)" : "simplify", before: last, after: answer.result,
        facts: answer.facts,
        sentence: reflects ? "The logistic function at −u." : "The same, in its shortest form.", relation: .equality))
    return steps
  }

  /// df = tr(Gᵀ dX) and df = gᵀ dx: the derivative stands before the change.
  private func readingOff(_ last: Formula, answer: Derivation) -> [Step] {
    var closing: [Step] = []
    var line = last
    let change = differential(of: variable)
    let simplification = line.simplification()
    let collected =
      formula.isScalar && !variable.isScalar
      ? Formula.contraction(
        [
          .init(answer.result, Array(0..<variable.rank)), .init(change, Array(0..<variable.rank)),
        ], output: [], flattening: true) : simplification.result
    if collected != line {
      closing.append(
        Step(
          rule: "collect", before: line, after: collected,
          facts: Set(simplification.facts + answer.facts).sorted(),
          sentence: variable.rank == 2 && formula.isScalar
            ? "Factors move around within a trace, and a trace may be transposed: everything is brought before \(change)."
            : "The terms are brought together.",
          relation: .equality, level: .normal))
      line = collected
    }
    closing.append(
      Step(
        rule: "read off the derivative", before: line, after: answer.result,
        sentence: "The differential is linear in \(change); what stands with it is the derivative."))
    return closing
  }
}

extension Formula {
  fileprivate var hasSigmoid: Bool {
    nodesBottomUp.contains { if case .map(.sigmoid, _) = $0.node { true } else { false } }
  }
}
