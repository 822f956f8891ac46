// Networks that a page writes as equations, `z = W x + b`, `h = \\sigma(z)`, `L = …`: forward, backward and a step.
extension QuestionReader {
  /// `Compute the forward pass`, `Compute all gradients`, `Perform one step of gradient descent`, of equations with values for their names.
  mutating func propagation(_ instruction: Instruction) -> [Reading]? {
    let words = (instruction.lead + instruction.words).map { $0.lowercased() }
    let all = Set(words)
    guard scope.layers.isEmpty, scope.values.contains(where: { !$0.isNumeric }) else { return nil }
    let isForward = all.contains("forward") && !all.isDisjoint(with: ["pass", "propagation", "propagate"])
    if isForward, !all.contains("backward") { return forward() }
    if !all.isDisjoint(with: ["new", "updated"]), !all.isDisjoint(with: ["loss", "cost", "objective", "error"]),
      let step = scope.method.parameterStep, !instruction.words.contains(where: Instruction.isFormula)
    {
      return newLoss(step)
    }
    let takesStep =
      all.contains("descent") && !all.isDisjoint(with: ["step", "update", "iteration"]) && scope.functions.isEmpty
      && !all.contains("rule")
    let asksAll =
      !all.isDisjoint(with: ["all", "every", "each"])
      && !all.isDisjoint(with: ["gradients", "gradient", "derivatives"])
      || all.contains("backward") && all.contains("pass") || all.contains("backpropagation") && all.contains("perform")
    guard takesStep || asksAll, let loss = scope.values.last(where: { !$0.isNumeric })?.name else { return nil }
    let parameters = parameters(of: loss)
    guard !parameters.isEmpty else { return nil }
    if !takesStep {
      return parameters.map { name in
        let place = isNumber(name) ? " at \(name)" : ""
        return .statement("compute derivative of \(loss) with respect to \(name)\(place)", givens: [], claim: nil)
      }
    }
    let told = instruction.lead + [","] + instruction.words
    guard let length = QuestionReader.length(told, instruction, scope.names) ?? scope.method.stepLength else {
      return [.unread("no step length was found")]
    }
    let step = parameters.map { (name: $0, next: "\($0) - (\(length))*\\frac{\\partial \(loss)}{\\partial \($0)}") }
    scope.method.parameterStep = (loss, step)
    return step.map { .statement("compute \($0.next)", givens: [], claim: nil) }
  }

  /// The value of each name that is made of others.
  private func forward() -> [Reading]? {
    let made = scope.values.filter { !$0.isNumeric }
    guard made.count > 1 else { return nil }
    return made.map { .statement("compute \($0.name)", givens: [], claim: nil) }
  }

  /// The loss with every parameter after its step.
  private mutating func newLoss(_ step: (loss: String, next: [(name: String, next: String)])) -> [Reading] {
    var givens: [String] = []
    for (place, one) in step.next.enumerated() { givens.append("let q_\(place + 1) = \(one.next)") }
    for (place, one) in step.next.enumerated() { givens.append("let \(one.name) = q_\(place + 1)") }
    supposes = true
    return [
      .statement(
        "compute \(step.loss)", givens: givens.map { SourceLine(text: $0, number: 0) }, claim: nil)
    ]
  }

  private func isNumber(_ name: String) -> Bool { scope.values.contains { $0.name == name && $0.isNumeric } }

  /// The weights and biases that a loss is made of, in the order in which the equations use them.
  private func parameters(of loss: String) -> [String] {
    let made = Set(scope.values.filter { !$0.isNumeric }.map(\.name))
    let parts = scope.parts(of: loss).subtracting(made)
    let letters: Set<String> = ["w", "b", "theta", "v", "u", "beta", "c"]
    return parts.filter { name in
      guard let base = name.split(whereSeparator: { $0 == "_" || $0 == "^" || $0.isNumber }).first else { return false }
      return letters.contains(base.filter(\.isLetter).lowercased())
    }.sorted { ($0.last.map(String.init) ?? "", $0) < ($1.last.map(String.init) ?? "", $1) }
  }
}
