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
    guard simplification.result == answer.result else {
      let laws = line.applying(FunctionLaw.all).uses.map(\.law.name).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      return [
        Step(
          rule: laws.first ?? "simplify", before: line, after: answer.result, facts: answer.facts,
          sentence: laws.count < 2
            ? "The same, in its shortest form." : "The same, in its shortest form: \(laws.joined(separator: ", ")).",
          relation: .equality)
      ]
    }
    let laws = simplification.steps
    let names = laws.map(\.rule).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    // One law that is used once changes the whole line.
    var parts = laws.count == 1 ? [] : laws.filter { $0.before != line || $0.after != answer.result }
    var line = line
    if laws.count == 1, let nested = FractionLaws.overOneDenominator(laws[0].before), laws[0].rule == names[0],
      names[0] == FractionLaws.commonDenominator.name
    {
      let shown = line.substituting([laws[0].before: nested], flattening: false)
      parts.append(
        Step(
          rule: names[0], before: line, after: shown, sentence: laws[0].sentence, relation: .equality, level: .normal))
      line = shown
    }
    return parts + [
      Step(
        rule: names.count == 1 ? (parts.isEmpty ? names[0] : "simplify") : "simplify", before: line, after: answer.result, facts: simplification.facts,
        sentence: names.count == 1
          ? (parts.isEmpty ? laws[0].sentence : "The numerator in its shortest form.") : "The same, in its shortest form: \(names.joined(separator: ", ")).",
        relation: .equality)
    ]
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
