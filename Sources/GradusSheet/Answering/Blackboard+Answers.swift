import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation
import GradusSolving

extension Blackboard {
  typealias Answered = (Passage, Exercise.Outcome)

  /// Answers a statement; what it names stands on the blackboard from then on.
  mutating func answer(_ kind: SheetStatement.Kind) throws(StatementProblem) -> Answered {
    switch kind {
    case .declaration(let phrase):
      try declare(phrase)
      return (declared(phrase), .stated)
    case .definition(let whole, let body, let isTold): return try definition(whole, body, isTold)
    case .network(let name, let layers):
      let network = try network(layers)
      define(name.text, as: network)
      return ([.words("\(name.text) be the network"), .mathematics(.line(network.inWords))], .stated)
    case .options: preconditionFailure("options belong to the question above them")
    case .question(let question, let name):
      let (passage, answer) = try answer(question)
      if let name { try bind(name, to: answer) }
      return (passage, .answered(answer))
    }
  }

  /// A declaration as it stands on the page: `A ∈ ℝⁿˣⁿ symmetric`.
  private func declared(_ phrase: Phrase) -> Passage {
    guard case .declaration(let declaration)? = (try? reader.statements(phrase.text))?.first else {
      return [.words(phrase.text)]
    }
    var passage: Passage = []
    for (index, name) in declaration.names.enumerated() {
      guard let symbol = reader.symbols.first(where: { $0.name == name }) else { return [.words(phrase.text)] }
      if index > 0 { passage.append(.words(",")) }
      passage.append(.mathematics(.membership(.symbol(symbol))))
    }
    return passage + (declaration.facts.isEmpty ? [] : [.words(declaration.facts.joined(separator: ", "))])
  }

  private mutating func bind(_ name: Phrase, to answer: Answer) throws(StatementProblem) {
    var formula = answer.value.formula
    if case .solution(.unique(let matrix)) = answer.value {
      formula =
        matrix.columnCount == 1
        ? .vector(matrix.column(0)) : .literal(shape: matrix.shape, matrix.rows.flatMap(\.self))
    }
    guard let formula else {
      throw StatementProblem("the answer is no single formula, so it can have no name", at: name)
    }
    guard formula.rank <= 2 else {
      throw StatementProblem(
        "the answer has \(formula.rank) axes; names are for scalars, vectors and matrices", at: name)
    }
    define(try spelling(name), as: formula)
  }

  private func answer(_ question: SheetStatement.Question) throws(StatementProblem) -> (Passage, Answer) {
    switch question {
    case .compute(let phrase): try compute(phrase, named: nil)
    case .solve(let equation, let unknown): try solve(equation, unknown)
    case .derivative(let kind, let formula, let variables, let style, let layout):
      try differentiate(kind, formula, variables, style, layout)
    case .show(let left, let right): try show(left, right)
    case .forward(let network, let point): try forward(network, point)
    case .backward(let network, let point, let target, let length): try backward(network, point, target, length)
    case .descent(let formula, let start, let length, let count, let variables):
      try descent(formula, start, length, count, variables)
    case .minimise(let formula, let variable): try minimise(formula, variable)
    case .optimalStep(let formula, let variable): try optimalStep(formula, variable)
    case .convexity(let formula, let variables): try convexity(formula, variables)
    case .plot(let request): try plot(request)
    }
  }

  // MARK: Definitions, and values that follow from them

  private mutating func definition(_ whole: Phrase, _ body: Phrase, _ isTold: Bool) throws(StatementProblem) -> Answered
  {
    let statements: [Statement]
    do { statements = try reader.statements(whole.text) } catch { throw StatementProblem(error, in: whole) }
    guard statements.count == 1, case .definition(let definition) = statements[0] else {
      throw StatementProblem(
        "a definition has a name on its left, as in x = a'*b; an equation is a question: solve \(whole.text)", at: whole
      )
    }
    if !definition.parameters.isEmpty {
      try defineFunction(definition.name, definition.parameters, whole: whole)
      let left = definition.parameters.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      let name = Formula.symbol(definition.name).written(as: .unicode)
      return (
        [.mathematics(.equation(.line("\(name)(\(left))"), .typed(definition.body)))], .stated
      )
    }
    let meaning = try read(body)
    let symbol = Formula.symbol(definition.name, meaning.value.shape)
    // A formula whose names all have values is a question: what is it?
    let isQuestion = !isTold && !meaning.written.symbols.isEmpty && meaning.value.symbols.isEmpty
    if isQuestion {
      let (passage, answer) = try compute(body, named: symbol)
      guard let value = answer.value.formula else { return (passage, .answered(answer)) }
      define(definition.name, as: value)
      return (passage, .answered(answer))
    }
    define(definition.name, as: meaning.value)
    return ([.mathematics(.equation(.formula(symbol), .typed(definition.body)))], .stated)
  }

  private func compute(_ phrase: Phrase, named name: Formula?) throws(StatementProblem) -> (Passage, Answer) {
    let meaning = try read(phrase)
    let written = typeset(phrase) ?? .formula(meaning.written)
    let asked: Mathematics = name.map { .equation(.formula($0), written) } ?? written
    let passage: Passage = [
      .words(meaning.value.symbols.isEmpty ? "Compute" : "Simplify"), .mathematics(asked), .words("."),
    ]
    func result(_ value: Mathematics, _ relation: Mathematics.Relation = .equals) -> [WorkingLine] {
      [WorkingLine("", .related([name.map { .formula($0) } ?? written, value], by: relation))]
    }
    guard meaning.value.symbols.isEmpty, meaning.value.sizeSymbols.isEmpty else {
      let derivation = meaning.value.simplification()
      return (
        passage,
        Answer(
          .formula(derivation.result), result: result(.formula(derivation.result)), working: lines(derivation.steps))
      )
    }
    if let exact = ExactEvaluator().evaluate(meaning.value) {
      let value = Formula.literal(shape: exact.shape, exact.values)
      let working = ProductWorking(meaning.written, values: { expanded($0) }, name: name)?.lines ?? []
      return (
        passage,
        Answer(.formula(value), result: result(.numbers(exact)), working: working, origin: .value(meaning.value))
      )
    }
    do {
      let value = try Evaluator(inputs: [:]).evaluate(meaning.value)
      guard value.values.allSatisfy(\.isFinite) else {
        throw StatementProblem(
          "there is no value: a division by zero, a singular matrix, or a logarithm or root outside its domain",
          at: phrase)
      }
      return (passage, Answer(.formula(meaning.value), result: result(.line(value.decimals), .approximates)))
    } catch let problem as StatementProblem {
      throw problem
    } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
  }

  // MARK: Derivatives

  private func differentiate(
    _ kind: SheetStatement.DerivativeKind, _ phrase: Phrase, _ names: [Phrase], _ style: WorkingStyle?, _ layout: Layout
  ) throws(StatementProblem) -> (Passage, Answer) {
    let found = try derivative(kind, of: phrase, variables: names, style: style, layout: layout, showsWorking: true)
    let name = name(of: phrase)
    let listed = found.variables.map { $0.written(as: .unicode) }
    var passage: Passage = [.words("Find the \(kind.noun(count: found.variables.count)) of")]
    passage.append(.mathematics(title(phrase, Meaning(written: found.written, value: found.formula))))
    passage += [.words("with respect to"), .mathematics(.line(listed.joined(separator: ", ")))]
    if style == .chain { passage.append(.words("by the chain rule")) }
    if style == .differential { passage.append(.words("by differentials")) }
    passage.append(.words("."))

    var (result, working): ([WorkingLine], [WorkingLine]) = ([], [])
    var checks: [String] = []
    for (variable, answer) in zip(found.variables, found.answers) {
      let numbers = NumericalCheck.check(answer)
      if numbers.obstacle == nil, !numbers.passed {
        throw StatementProblem(
          "the derivative that was found does not agree with differences of the formula", at: phrase)
      }
      if let words = numbers.words { checks.append(words) }
      let left = kind.symbol(of: name, in: variable, isPartial: found.formula.symbols.count > 1)
      if found.variables.count > 1 {
        working.append(WorkingLine([.words("With respect to"), .formula(variable), .words(":")]))
      }
      working += lines(answer.steps.filter { $0.level <= .normal })
      result.append(
        WorkingLine(
          "",
          name == nil && found.variables.count == 1
            ? .value(answer.result.computed) : .equation(.line(left), .value(answer.result.computed))))
      if !answer.facts.isEmpty {
        result.append(WorkingLine("Uses: " + answer.facts.map(\.description).joined(separator: ", ") + "."))
      }
    }
    if kind == .jacobian, found.formula.rank > 0 {
      result.append(
        WorkingLine(
          layout == .denominator ? "A row for each entry of the variable." : "A row for each entry of the formula."))
    }
    let results = found.answers.map(\.result.computed)
    return (
      passage,
      Answer(
        results.count == 1 ? .formula(results[0]) : .formulas(results), result: result, working: working,
        check: checks.count == results.count ? checks[0] : nil,
        origin: results.count == 1
          ? .derivative(of: found.formula, in: found.variables[0], order: kind.order) : nil)
    )
  }

  /// The name of what a phrase is, where it is one.
  func name(of phrase: Phrase) -> String? {
    if let names = parameters[phrase.text] {
      let list = names.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      return "\(Formula.symbol(phrase.text).written(as: .unicode))(\(list))"
    }
    return isDefined(phrase.text) ? Formula.symbol(phrase.text).written(as: .unicode) : nil
  }

  /// Steps as lines of working.
  func lines(_ steps: [Step]) -> [WorkingLine] {
    steps.map { step in
      var sentence: Passage = [.words(step.rule.prefix(1).uppercased() + step.rule.dropFirst())]
      sentence += step.sentence.isEmpty ? [.words(".")] : [.words(":")] + step.sentence.passage(of: step)
      if !step.facts.isEmpty {
        sentence.append(.words("Uses: \(step.facts.map(\.description).joined(separator: ", "))."))
      }
      let relation: Mathematics.Relation = step.rule == "name a part" ? .equals : .becomes
      return WorkingLine(sentence, .related([.formula(step.before), .formula(step.after)], by: relation))
    }
  }

  // MARK: Equality

  private func show(_ left: Phrase, _ right: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let (a, b) = (try read(left), try read(right))
    let (first, second) = (typeset(left) ?? .line(left.text), typeset(right) ?? .line(right.text))
    let passage: Passage = [.words("Show that"), .mathematics(.equation(first, second)), .words(".")]
    func answer(_ holds: Bool, _ sentence: String, _ working: [WorkingLine]) -> (Passage, Answer) {
      (passage, Answer(.shown(holds), result: [WorkingLine(sentence)], working: working))
    }
    let sides = [
      WorkingLine([.words("The left side is")], .formula(a.value.simplified())),
      WorkingLine([.words("The right side is")], .formula(b.value.simplified())),
    ]
    switch a.value.isEqual(to: b.value) {
    case .proved(let one, let other):
      let facts = Set(one.facts + other.facts).sorted().map(\.description).joined(separator: ", ")
      return answer(
        true, "Both sides are the same formula." + (facts.isEmpty ? "" : " Uses: \(facts)."),
        sides + lines(one.steps) + lines(other.steps))
    case .sampled(let points):
      return answer(true, "Equal at all of \(points) random points; no law that is known here shows why.", sides)
    case .different(let point):
      let values = point.inputs.sorted { $0.key < $1.key }.map { name, tensor in
        WorkingLine("", .equation(.formula(.symbol(name)), .line(tensor.decimals)))
      }
      return answer(
        false, "This does not hold.",
        sides + [WorkingLine("A counterexample:")] + values + [
          WorkingLine("The left side is", .line(point.left.decimals)),
          WorkingLine("The right side is", .line(point.right.decimals)),
        ])
    case .shapes(let one, let other):
      return answer(
        false,
        "This cannot hold: the left side has the shape \(describe(shape: one)), the right side \(describe(shape: other)).",
        sides)
    case .undecided: return answer(false, "Not decided: no point was found at which both sides have a value.", sides)
    }
  }
}

extension String {
  /// The sentence with the symbols of a step set as mathematics. The article "a" stays a word.
  fileprivate func passage(of step: Step) -> Passage {
    let symbols = Set((step.before.symbols + step.after.symbols).map(\.name)).subtracting(["a", "in", "it", "of"])
    var passage: Passage = []
    var words: [Substring] = []
    for word in split(separator: " ") {
      let name = String(word.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      guard symbols.contains(name) else {
        words.append(word)
        continue
      }
      if !words.isEmpty { passage.append(.words(words.joined(separator: " "))) }
      passage.append(.formula(.symbol(name)))
      words = []
      let rest = word.dropFirst(name.count)
      if !rest.isEmpty { words = [rest] }
    }
    if !words.isEmpty { passage.append(.words(words.joined(separator: " "))) }
    return passage
  }
}

extension SheetStatement.DerivativeKind {
  fileprivate func noun(count: Int) -> String {
    switch self {
    case .derivative: count > 1 ? "partial derivatives" : "derivative"
    case .gradient: count > 1 ? "gradients" : "gradient"
    case .jacobian: "Jacobian"
    case .hessian: "Hessian"
    }
  }

  /// `∂f/∂x₁`, `df/dx`, `∇f`.
  fileprivate func symbol(of name: String?, in variable: Formula, isPartial: Bool) -> String {
    let letter = name.map { String($0.prefix { $0 != "(" }) } ?? ""
    let x = variable.written(as: .unicode)
    switch self {
    case .gradient where !letter.isEmpty && !variable.isScalar: return "∇\(letter)"
    case .hessian: return variable.isScalar ? "d²\(letter)/d\(x)²" : "∇²\(letter)"
    case .derivative, .gradient, .jacobian:
      let d = isPartial || !variable.isScalar ? "∂" : "d"
      return "\(d)\(letter)/\(d)\(x)"
    }
  }
}

extension Tensor {
  /// The numbers to six significant digits: `2.5`, `(1, 2)`, `[3 6; 2 4]`.
  var decimals: String {
    let numbers = values.map(decimal)
    if shape.isEmpty { return numbers[0] }
    if shape.count == 1 { return "(" + numbers.joined(separator: ", ") + ")" }
    let width = shape[shape.count - 1]
    let rows = stride(from: 0, to: width == 0 ? 0 : numbers.count, by: width).map {
      numbers[$0..<$0 + width].joined(separator: " ")
    }
    return "[" + rows.joined(separator: "; ") + "]"
  }
}

extension Double {
  /// The nearest number of six significant digits, exactly; 0 for what is no number.
  var sixDigits: Rational {
    guard isFinite, self != 0 else { return 0 }
    if magnitude >= 1e15 || magnitude < 1e-12 { return Rational("\(self)") ?? 0 }
    var (scaled, scale) = (self, Rational.one)
    while scaled.magnitude < 100_000 { (scaled, scale) = (scaled * 10, scale * 10) }
    return Rational(Int(scaled.rounded())) / scale
  }
}

extension Formula {
  /// The formula with every part that is made of rational numbers alone computed: `[1 2; 3 4] + [1 2; 3 4]ᵀ` is `[2 5; 5 8]`.
  var computed: Formula {
    var values: [Formula: Formula] = [:]
    for part in nodesBottomUp where part.symbols.isEmpty && !part.shape.isEmpty && part.shape.allSatisfy(\.isNumber) {
      switch part.node {
      case .literal, .delta, .basis: continue
      default: break
      }
      if part.isOnes || part.isZero { continue }
      if let value = ExactEvaluator().evaluate(part) { values[part] = .literal(shape: value.shape, value.values) }
    }
    return values.isEmpty ? self : substituting(values)
  }
}

extension Size {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}
