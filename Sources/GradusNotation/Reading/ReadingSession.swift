import GradusExpression

/// One call of the reader: texts are parsed and declared first, then elaborated together.
struct ReadingSession {
  var environment: Environment
  let texts: [String]
  let differentiate: (@Sendable (Formula, Symbol) throws -> Formula)?
  private var definitions: [(definition: Statement.Definition, text: Int)] = []
  /// What each text asks for: a formula, the two sides of an equation, or the value of a definition.
  private var goals: [[Goal]] = []
  private var boldNames: Set<String> = []
  /// The texts that are LaTeX.
  private var latexTexts: Set<Int> = []

  private enum Goal {
    case formula(Syntax)
    /// The last definition that no other uses.
    case definition
  }

  init(
    environment: Environment, texts: [String], differentiate: (@Sendable (Formula, Symbol) throws -> Formula)?
  ) {
    self.environment = environment
    self.texts = texts
    self.differentiate = differentiate
  }

  func error(_ problem: ReadingError.Problem, _ text: Int, _ range: Range<Int>) -> ReadingError {
    ReadingError(problem, in: texts[text], at: range)
  }

  /// - Parameter letters: indices of which the formula gives the entry.
  mutating func parse(
    _ text: Int, asEquation: Bool, onlyDeclarations: Bool = false, entriesAt letters: [String] = []
  ) throws(ReadingError) {
    var names = environment.knownNames
    for (definition, _) in definitions {
      if definition.parameters.isEmpty {
        names.insert(variable: definition.name)
      } else {
        names.insert(function: definition.name)
      }
    }
    let reader = try StatementReader(texts[text], names: names, labels: !asEquation, entriesAt: letters)
    boldNames.formUnion(reader.boldNames)
    if reader.isLatex || texts[text].contains("^{") { latexTexts.insert(text) }
    let statements = try statements(reader, names: names, asEquation: asEquation, entriesAt: letters)
    goals.append([])
    for (index, statement) in statements.enumerated() {
      let isLast = index == statements.count - 1
      switch statement {
      case .declaration(let declaration):
        try declare(declaration, text)
        if isLast, !onlyDeclarations {
          // A comparison alone is meant as a formula.
          guard statements.count == 1, declaration.isInequality else { throw unexpectedEnd(text) }
          throw error(.bareComparison, text, declaration.factsRange)
        }
      case .definition(let definition):
        definitions.append((definition, text))
        if isLast, !onlyDeclarations { goals[text] = [.definition] }
      case .equation(let left, let right):
        guard isLast, asEquation else {
          throw error(
            .unexpected(found: "an equation", expected: "a formula"), text,
            left.range.lowerBound..<right.range.upperBound)
        }
        goals[text] = [.formula(left), .formula(right)]
      case .expression(let syntax):
        guard isLast, !asEquation, !onlyDeclarations else {
          let found = Parser.slice(texts[text], syntax.range)
          let expected =
            onlyDeclarations
            ? "a declaration such as x: [n] or x = [1; 2]" : asEquation && isLast ? "=" : "a definition before the last"
          throw error(.unexpected(found: found, expected: expected), text, syntax.range)
        }
        goals[text] = [.formula(syntax)]
      }
    }
  }

  /// In the text of an equation only its last statement is one: `A = [1 2; 3 4]; A*x = b`.
  private func statements(
    _ reader: StatementReader, names: KnownNames, asEquation: Bool, entriesAt letters: [String]
  ) throws(ReadingError) -> [Statement] {
    let statements = try reader.statements()
    guard asEquation, let last = statements.last, case .definition = last else { return statements }
    let plain = try StatementReader(reader.source, names: names, definitions: false, entriesAt: letters)
      .statements()
    return statements.dropLast() + plain.suffix(1)
  }

  private func unexpectedEnd(_ text: Int) -> ReadingError {
    let end = texts[text].unicodeScalars.count
    return error(.unexpected(found: "the end", expected: "a formula after the declarations"), text, end..<end)
  }

  // MARK: Elaboration

  /// The values of the definitions of a text of declarations.
  mutating func finishDeclarations() throws(ReadingError) -> [(key: String, value: Environment.Value)] {
    let before = environment.values
    _ = try finish()
    return environment.values.filter { before[$0.key] == nil }.map { ($0.key, $0.value) }
  }

  /// The formulas that each text asks for; definitions and inferred symbols enter the environment.
  mutating func finish() throws(ReadingError) -> [[Reading]] {
    var formulas = definitions.map { (syntax: $0.definition.body, text: $0.text) }
    for (text, goals) in goals.enumerated() {
      for case .formula(let syntax) in goals { formulas.append((syntax, text)) }
    }
    // What a function of an earlier text calls a size, a row or a number holds where it is used.
    let called = environment.functions(calledBy: formulas.map(\.syntax))
    for (place, function) in called.enumerated() {
      formulas.append((function.value.definition.body, texts.count + place))
      boldNames.formUnion(function.value.boldNames)
    }
    var arrays: [String: Elaborator.LocalArray] = [:]
    for (definition, text) in definitions {
      if let array = definition.array { arrays[KnownNames.key(array.name)] = .init(body: array.body, text: text) }
    }
    let told = environment.arrays(indexedBy: formulas.map(\.syntax) + arrays.values.map(\.body)).filter {
      arrays[$0.key] == nil
    }
    for (place, array) in told.enumerated() {
      let text = texts.count + called.count + place
      arrays[array.key] = .init(body: array.value.body, text: text)
      formulas.append((array.value.body, text))
      boldNames.formUnion(array.value.boldNames)
    }
    var elaborator = Elaborator(
      environment: environment, texts: texts + called.map(\.value.text) + told.map(\.value.text),
      functionTexts: Dictionary(
        uniqueKeysWithValues: called.enumerated().map { ($0.element.key, texts.count + $0.offset) }), arrays: arrays,
      hints: Hints(
        formulas, boldNames: boldNames, latexTexts: latexTexts, environment: environment, equations: equations))
    for (definition, text) in definitions { try elaborator.define(definition, text: text) }
    for (definition, text) in definitions where definition.parameters.isEmpty {
      _ = try elaborator.resolve(
        definition: KnownNames.key(definition.name), Syntax(.name(definition.name), definition.nameRange), text)
    }
    let roots = try roots(&elaborator)
    try elaborator.refuseEscapedIndices()
    let typed = try elaborator.inferShapes()
    var builder = FormulaBuilder(typed, texts: elaborator.texts, differentiate: differentiate)
    try refuseUnfitFacts(builder.symbols)
    let built = try builder.run()
    remember(elaborator, builder, built)
    let found = elaborator.resolved.map { definition, node in
      Reading.Definition(name: definition.name, parameters: definition.parameters, formula: built[node])
    }
    let inferred = builder.inferred(elaborator.symbols)
    return roots.enumerated().map { text, roots in
      roots.enumerated().map { goal, root in
        let names = derivativeNames(goals[text][goal], elaborator)
        return Reading(
          formula: built[root], isRow: builder.nodes[root].kinds.only == .row, definitions: found,
          symbols: builder.symbols, derivativeNames: names,
          underived: underived(root, times: names.count, builder.nodes, built),
          objectiveNames: objectiveNames(goals[text][goal], text), inferred: inferred,
          slope: elaborator.slopes[root].map { slope($0, builder, built) })
      }
    }
  }

  /// The nodes of what the texts are, text by text.
  private func roots(_ elaborator: inout Elaborator) throws(ReadingError) -> [[Int]] {
    var roots: [[Int]] = []
    for (text, goals) in goals.enumerated() {
      roots.append([])
      for goal in goals {
        switch goal {
        case .formula(let syntax):
          roots[text].append(try elaborator.closed(try elaborator.resolve(syntax, text), syntax, text))
        case .definition:
          let result = resultingDefinition(of: text)
          let name = Syntax(.name(result.name), result.nameRange)
          roots[text].append(try elaborator.closed(try elaborator.resolve(name, text), name, text))
        }
      }
      // Both sides of an equation have one shape, as the terms of a sum have.
      if roots[text].count == 2, case .formula(let left) = goals[0], case .formula(let right) = goals[1] {
        let whole = Syntax(left.kind, left.range.lowerBound..<right.range.upperBound)
        _ = try elaborator.append(.sum(isNegative: [false, true]), roots[text], whole, text)
      }
    }
    return roots
  }

  private func derivativeNames(_ goal: Goal, _ elaborator: Elaborator) -> [String] {
    guard case .formula(let syntax) = goal else { return [] }
    if case .derivative(_, let names) = syntax.kind { return names }
    return elaborator.plainDerivative(syntax)?.names ?? []
  }

  /// What stands below the derivative by as many names: that may be a derivative again.
  private func underived(_ root: Int, times: Int, _ nodes: [TypedNode], _ formulas: [Formula]) -> Formula? {
    var node = root
    for _ in 0..<times {
      guard case .derivative = nodes[node].operation else { return nil }
      node = nodes[node].children[0]
    }
    return times == 0 ? nil : formulas[node]
  }

  /// The sides of the texts that are equations.
  private var equations: [(left: Syntax, right: Syntax)] {
    goals.compactMap { goals in
      guard goals.count == 2, case .formula(let left) = goals[0], case .formula(let right) = goals[1] else {
        return nil
      }
      return (left, right)
    }
  }

  private func slope(_ slope: Elaborator.Slope, _ builder: FormulaBuilder, _ formulas: [Formula]) -> Reading.Slope {
    Reading.Slope(
      name: slope.name, parameters: slope.parameters, value: formulas[slope.value],
      variables: slope.variables.map { .symbol(builder.symbol($0)) },
      point: zip(slope.places, slope.arguments).map { (.symbol(builder.symbol($0)), formulas[$1]) },
      isJoined: slope.isJoined)
  }

  private func objectiveNames(_ goal: Goal, _ text: Int) -> [String] {
    let syntax =
      switch goal {
      case .formula(let syntax): syntax
      case .definition: resultingDefinition(of: text).body
      }
    return if case .objective(let names, _) = syntax.kind { names } else { [] }
  }

  /// What a text of definitions is about: the last one that no other uses, as f in `f = sin(g); g = x^2`.
  private func resultingDefinition(of text: Int) -> Statement.Definition {
    let own = definitions.filter { $0.text == text }.map(\.definition)
    var used: Set<String> = []
    for definition in own {
      var pending = [definition.body]
      while let syntax = pending.popLast() {
        if let name = syntax.usedName { used.insert(KnownNames.key(name)) }
        pending += syntax.children
      }
    }
    return own.last { !used.contains(KnownNames.key($0.name)) } ?? own[own.count - 1]
  }

  private mutating func remember(_ elaborator: Elaborator, _ builder: FormulaBuilder, _ formulas: [Formula]) {
    for symbol in builder.symbols {
      let key = KnownNames.key(symbol.name)
      let kind: ShapeKind = symbol.shape.isEmpty ? .scalar : symbol.shape.count == 1 ? .column : .matrix
      environment.symbols[key] = Environment.Declared(
        name: symbol.name, kind: kind, sizes: symbol.shape, facts: symbol.facts)
      for size in symbol.shape { environment.sizes.formUnion(size.symbols) }
    }
    // What bounds a sum is a size from here on: under 1/n Σᵢ₌₁ⁿ, n in a later text is the same n.
    environment.sizes.formUnion(elaborator.hints.writtenSizes)
    for symbol in elaborator.symbols {
      guard let family = symbol.family else { continue }
      let known = symbol.sameAs.map { elaborator.symbols[$0] } ?? symbol
      environment.families[KnownNames.key(family.base)] = known.name
    }
    for (definition, node) in elaborator.resolved where definition.parameters.isEmpty {
      let kind = builder.nodes[node].kinds.only ?? .scalar
      environment.values[KnownNames.key(definition.name)] = Environment.Value(
        name: definition.name, formula: formulas[node], kind: kind)
    }
    for (definition, text) in definitions {
      guard let array = definition.array else { continue }
      environment.arrays[KnownNames.key(array.name)] = Environment.ArrayDefinition(
        member: definition.name, body: array.body, text: texts[text], boldNames: boldNames)
    }
    for (definition, text) in definitions where !definition.parameters.isEmpty {
      environment.functions[KnownNames.key(definition.name)] = Environment.FunctionDefinition(
        definition: definition, text: texts[text], boldNames: boldNames)
    }
  }
}
