import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

extension Blackboard {
  /// The formula and the one variable that a question of optimisation is about.
  private func objective(_ phrase: Phrase, over name: Phrase?) throws(StatementProblem) -> (Meaning, Formula) {
    let freeNames =
      try name.map { name throws(StatementProblem) in [try spelling(name)] } ?? parameters[phrase.text] ?? []
    let meaning = try read(phrase, freeNames: freeNames)
    if let name { return (meaning, .symbol(try symbol(name, in: meaning.value))) }
    let candidates =
      freeNames.isEmpty ? meaning.value.symbols : meaning.value.symbols.filter { freeNames.contains($0.name) }
    guard candidates.count == 1 else {
      let list = candidates.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      throw StatementProblem("say over what: over one of \(list)", at: phrase)
    }
    return (meaning, .symbol(candidates[0]))
  }

  /// Several numbers as one vector: the formula with its entries in their place, the vector, and their names.
  private func joined(
    _ phrase: Phrase, over names: [Phrase]
  ) throws(StatementProblem) -> (meaning: Meaning, variable: Formula, name: Mathematics, working: [WorkingLine]) {
    var freeNames: [String] = []
    for name in names { freeNames.append(try spelling(name)) }
    if names.isEmpty { freeNames = parameters[phrase.text] ?? [] }
    guard freeNames.count > 1 else {
      let (meaning, variable) = try objective(phrase, over: names.first)
      return (meaning, variable, .formula(variable), [])
    }
    let meaning = try read(phrase, freeNames: freeNames)
    let vector = Formula.symbol("z", [.number(freeNames.count)])
    var entries: [Formula: Formula] = [:]
    for (index, name) in freeNames.enumerated() {
      guard let symbol = meaning.value.symbols.first(where: { $0.name == name }), symbol.shape.isEmpty else {
        throw StatementProblem("\(name) is no number in this formula; several variables are numbers", at: phrase)
      }
      entries[.symbol(symbol)] = .contraction(
        [.init(.basis(index, .number(freeNames.count)), [0]), .init(vector, [0])], output: [])
    }
    let listed = freeNames.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
    let name = Mathematics.line("(\(listed))")
    return (
      Meaning(written: meaning.written, value: meaning.value.substituting(entries)), vector, name,
      partials(of: meaning.value, in: freeNames.map { .symbol($0) }, name)
    )
  }

  /// The partial derivatives set to zero, where these are linear equations in numbers.
  private func partials(of formula: Formula, in variables: [Formula], _ name: Mathematics) -> [WorkingLine] {
    let slopes = variables.compactMap { try? gradient(of: formula, withRespectTo: $0).simplified() }
    guard slopes.count == variables.count, let system = LinearSystem(slopes, variables) else { return [] }
    let lines = zip(variables, slopes).map { variable, slope in
      WorkingLine("", .equation(.line("∂/∂\(variable.written(as: .unicode))"), .formula(slope)))
    }
    let solved = answer(
      system, system.solve(), name, lengths: [variables.count], avoiding: Set(variables.flatMap(\.symbols).map(\.name))
    ) { _ in .zero([]) }
    return [WorkingLine("The partial derivatives:")] + lines + [
      WorkingLine("They vanish together where these equations hold.")
    ]
      + solved.working
  }

  func minimise(_ phrase: Phrase, _ names: [Phrase]) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, variable, name, partials) = try joined(phrase, over: names)
    let passage: Passage = [
      .words("Minimise"), .mathematics(title(phrase, meaning)), .words("over"), .mathematics(name), .words("."),
    ]
    let found: Minimiser
    do { found = try GradusSolving.minimise(meaning.value, over: variable) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
    var working = partials
    if working.isEmpty {
      if name != .formula(variable) { working.append(WorkingLine("Together:", .equation(.formula(variable), name))) }
      working.append(WorkingLine("The gradient:", .equation(.line("∇"), .formula(found.gradient.entrywise))))
      working += found.steps.filter { $0.rule != "gradient" }.map(\.line)
    }
    working += found.convexity.proof.map(\.line)
    var result: [WorkingLine] = []
    if let solution = found.solution {
      let exact = ExactEvaluator().evaluate(solution).map { Formula.literal(shape: $0.shape, $0.values) } ?? solution
      result.append(WorkingLine(found.inWords, .equation(name, .value(exact))))
      if meaning.value.shape.isEmpty, variable.shape == exact.shape,
        let least = ExactEvaluator().evaluate(meaning.value.substituting([variable: exact])),
        found.kind == .uniqueMinimum
      {
        result.append(WorkingLine([.words("The value there is"), .mathematics(.numbers(least)), .words(".")]))
      }
      result += found.conditions.map { WorkingLine([.words("if")] + $0.passage) }
    }
    if !found.remark.isEmpty {
      result.append(WorkingLine(found.remark.prefix(1).uppercased() + found.remark.dropFirst() + "."))
    }
    return (
      passage,
      Answer(
        found.solution.map { .formula($0) } ?? .none, result: result, working: working,
        check: found.checks > 0 ? "Checked: the gradient vanishes there on \(found.checks) samples of numbers." : nil)
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
      Answer(
        .formula(search.stepLength),
        result: [
          WorkingLine("", .equation(.formula(search.step), .formula(search.stepLength))),
          WorkingLine([
            .words("with"), .mathematics(.equation(.formula(search.direction), .formula(search.gradient))),
          ]),
        ] + search.conditions.map { WorkingLine([.words("if")] + $0.passage) },
        working: search.steps.map(\.line))
    )
  }

  func convexity(_ phrase: Phrase, _ names: [Phrase]) throws(StatementProblem) -> (Passage, Answer) {
    var freeNames: [String] = []
    for name in names { freeNames.append(try spelling(name)) }
    if names.isEmpty { freeNames = parameters[phrase.text] ?? [] }
    let meaning = try read(phrase, freeNames: freeNames)
    let symbols = meaning.value.symbols.filter { freeNames.contains($0.name) }
    let variables = (symbols.isEmpty && meaning.value.symbols.count == 1 ? meaning.value.symbols : symbols).map(
      Formula.symbol)
    guard !variables.isEmpty else { throw StatementProblem("say in what: over x", at: phrase) }
    let found: Convexity
    do { found = try GradusSolving.convexity(of: meaning.value, in: variables) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
    var result = [WorkingLine([.mathematics(title(phrase, meaning)), .words("is \(found.verdict.rawValue).")])]
    if found.verdict == .notProved { result = [WorkingLine("No proof and no counterexample was found.")] }
    var working = found.proof.map(\.line)
    if let bend = found.counterexample {
      working.append(WorkingLine("It bends down along a direction:"))
      for (letter, values) in [("", bend.point), ("d", bend.direction)] {
        working += values.sorted { $0.key < $1.key }.map { name, tensor in
          WorkingLine("", .equation(.formula(.symbol(letter + name)), .line(tensor.decimals)))
        }
      }
      working.append(
        WorkingLine("There the second difference is", .line(Tensor(bend.secondDifference).decimals)))
    }
    return (
      [
        .words("Is"), .mathematics(title(phrase, meaning)), .words("convex in"),
        .mathematics(.line(variables.map { $0.written(as: .unicode) }.joined(separator: ", "))), .words("?"),
      ],
      Answer(.convexity(found), result: result, working: working)
    )
  }
}

extension Minimiser {
  fileprivate var inWords: String {
    switch kind {
    case .uniqueMinimum:
      conditions.isEmpty ? "The unique minimiser:" : "The unique minimiser, where the conditions hold:"
    case .minimum: "A minimiser:"
    case .maximum: "The maximum:"
    case .stationaryPoint: "The stationary point:"
    case .none: ""
    }
  }
}
