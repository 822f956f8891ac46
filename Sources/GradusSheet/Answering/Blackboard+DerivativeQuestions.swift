import GradusCalculus
import GradusExpression
import GradusNotation

extension Blackboard {
  func differentiate(
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
      working += answer.steps.filter { $0.level <= .normal }.map(\.line)
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
