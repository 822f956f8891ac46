import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

extension Blackboard {
  /// Several linear equations in numbers: 2x + y = 5 and x − y = 1.
  func solve(_ equations: [Phrase], _ names: [Phrase]) throws(StatementProblem) -> (Passage, Answer) {
    var freeNames: [String] = []
    for name in names { freeNames.append(try spelling(name)) }
    var differences: [Formula] = []
    var written: [Mathematics] = []
    for equation in equations {
      let (left, right) = try readEquation(equation, freeNames: freeNames)
      guard left.value.isScalar, right.value.isScalar else {
        throw StatementProblem("several equations are solved together where each is one of numbers", at: equation)
      }
      differences.append(left.value - right.value)
      written.append(typeset(equation: equation) ?? .line(equation.text))
    }
    var symbols: [Symbol] = []
    for symbol in differences.flatMap(\.symbols) where !symbols.contains(symbol) { symbols.append(symbol) }
    symbols = symbols.filter { freeNames.isEmpty || freeNames.contains($0.name) }.sorted { $0.name < $1.name }
    let unknowns = symbols.map(Formula.symbol)
    if unknowns.isEmpty { throw StatementProblem("there is no unknown: everything has a value", at: equations[0]) }
    for (difference, equation) in zip(differences, equations) where LinearSystem([difference], unknowns) == nil {
      throw StatementProblem(
        "the equation is not linear in the unknowns with numbers for all else; such are solved one at a time",
        at: equation)
    }
    guard let system = LinearSystem(differences, unknowns) else {
      preconditionFailure("\(differences) are linear one by one and not together")
    }
    let listed = unknowns.map { $0.written(as: .unicode) }.joined(separator: ", ")
    let joint = JointVariable(unknowns)
    let name = joint.map { Mathematics.entries($0.variables, shape: [unknowns.count]) }
    var passage: Passage = [.words("Solve")]
    for (index, equation) in written.enumerated() {
      if index > 0 { passage.append(.words(index == written.count - 1 ? "and" : ",")) }
      passage.append(.mathematics(equation))
    }
    passage += [.words("for"), .mathematics(.line(listed)), .words(".")]
    let unknown = joint?.vector.symbols.first ?? symbols[0]
    let result = answer(system, system.solve(), unknown, called: name, avoiding: Set(symbols.map(\.name))) { value in
      guard let values = ExactEvaluator().evaluate(value)?.values else { return value }
      let point = Dictionary(uniqueKeysWithValues: zip(unknowns, values.map(Formula.constant)))
      return .sum(differences.map { squared($0.substituting(point)) }, shape: [])
    }
    return (passage, result)
  }

  private func squared(_ formula: Formula) -> Formula { formula * formula }
}
