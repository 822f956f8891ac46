import GradusExpression
import GradusKernels
import GradusLearning
import GradusNotation
import GradusSolving

extension Blackboard {
  func solve(_ phrase: Phrase, _ name: Phrase?) throws(StatementProblem) -> (Passage, Answer) {
    let freeNames = try name.map { name throws(StatementProblem) in [try spelling(name)] } ?? []
    var (left, right) = try readEquation(phrase, freeNames: freeNames)
    let unknown = try unknown(of: left.value, right.value, name, phrase)
    // A number on one side stands for every entry.
    if left.value.shape != right.value.shape {
      (left, right) = (matched(left, to: right.value.shape), matched(right, to: left.value.shape))
    }
    guard left.value.shape == right.value.shape else {
      throw StatementProblem(
        "the sides have the shapes \(describe(shape: left.value.shape)) and \(describe(shape: right.value.shape))",
        at: phrase)
    }
    let variable = Formula.symbol(unknown)
    let passage: Passage = [
      .words("Solve"), .mathematics(asked(phrase) ?? .equation(.value(left.written), .value(right.written))),
      .words("for"),
      .formula(variable), .words("."),
    ]
    switch Equation(left.value, equals: right.value, for: unknown).solve() {
    case .exact(let system, let solution):
      let lengths = unknown.shape.map { $0.value(in: [:]) ?? 1 }
      return (
        passage,
        answer(system, solution, .formula(variable), lengths: lengths, avoiding: [unknown.name]) { value in
          left.value.substituting([variable: value]) - right.value.substituting([variable: value])
        }
      )
    case .symbolic(let solution, let conditions, let steps):
      var result = [WorkingLine("", .equation(.formula(variable), .formula(solution)))]
      result += conditions.map { WorkingLine([.words("if")] + $0.passage) }
      return (passage, Answer(.formula(solution), result: result, working: steps.map(\.line)))
    case .roots(let found): return (passage, answer(found, variable))
    case .unsolved(let reason): return (passage, Answer(.none, result: [WorkingLine("No answer: \(reason).")]))
    }
  }

  /// Every real solution of an equation in one number, a line each.
  private func answer(_ found: RealRoots, _ variable: Formula) -> Answer {
    var result = found.roots.map { root in
      WorkingLine(
        "",
        .related(
          [.formula(variable), root.isExact ? .formula(root.value) : .line(decimal(root.number ?? .nan))],
          by: root.isExact ? .equals : .approximates))
    }
    if found.isEverywhere { result = [WorkingLine("Every number is a solution.")] }
    if result.isEmpty { result = [WorkingLine("No real solution: \(found.reason).")] }
    result += (found.roots.flatMap(\.conditions) + found.conditions).map { WorkingLine([.words("if")] + $0.passage) }
    let only = found.roots.count == 1 ? found.roots.first : nil
    return Answer(only.map { .formula($0.value) } ?? .none, result: result, working: found.steps.map(\.line))
  }

  /// The equation as it was typed.
  private func asked(_ phrase: Phrase) -> Mathematics? {
    guard let (left, right) = phrase.sidesOfEquation, let first = typeset(left), let second = typeset(right) else {
      return nil
    }
    return .equation(first, second)
  }

  private func matched(_ meaning: Meaning, to shape: [Size]) -> Meaning {
    guard meaning.value.isScalar else { return meaning }
    return Meaning(written: meaning.written, value: meaning.value.broadcast(to: shape))
  }

  private func unknown(
    of left: Formula, _ right: Formula, _ name: Phrase?, _ phrase: Phrase
  ) throws(StatementProblem) -> Symbol {
    let symbols = left.symbols + right.symbols.filter { !left.symbols.contains($0) }
    if let name {
      for side in [left, right] { if let symbol = try? symbol(name, in: side) { return symbol } }
      throw StatementProblem("the equation does not hold \(name.text)", at: name)
    }
    let declared = Set(reader.symbols.map(\.name))
    let open = symbols.filter { !declared.contains($0.name) }
    if symbols.count == 1 { return symbols[0] }
    if open.count == 1 { return open[0] }
    if symbols.isEmpty { throw StatementProblem("there is no unknown: everything has a value", at: phrase) }
    let list = symbols.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
    throw StatementProblem("several symbols could be the unknown (\(list)): say for which", at: phrase)
  }

  /// - Parameters:
  ///   - name: what stands left of the solution.
  ///   - difference: left − right with a value put in for the unknown.
  func answer(
    _ system: LinearSystem, _ solution: LinearSolution, _ name: Mathematics, lengths: [Int],
    avoiding names: Set<String>, difference: (Formula) -> Formula
  ) -> Answer {
    var working: [WorkingLine] = []
    if let reduction = system.reduction() {
      let bar = system.unknownCount
      working.append(WorkingLine("The system as an augmented matrix:", .augmented(reduction.start, bar: bar)))
      working += reduction.steps.map { $0.line(bar: bar) }
    }
    switch solution {
    case .unique(let matrix):
      let value = Formula.literal(shape: lengths, matrix.rows.flatMap(\.self))
      let rest = ExactEvaluator().evaluate(difference(value))
      precondition(rest?.values.allSatisfy(\.isZero) != false, "\(matrix) leaves \(String(describing: rest)) over")
      return Answer(
        .solution(solution), result: [WorkingLine("", .equation(name, .value(value)))], working: working,
        check: rest == nil ? nil : "Checked: put in, it satisfies every equation.", origin: .system(system))
    case .infinite(let family):
      let parameters = family.parameterNames(avoiding: names).joined(separator: ", ")
      let text = solution.description(
        unknown: name.written(as: .unicode), asVector: lengths.count == 1, avoiding: names)
      let equation = text.split(separator: " for every ").first.map(String.init) ?? text
      return Answer(
        .solution(solution),
        result: [WorkingLine("Infinitely many solutions, one for every \(parameters):", .line(equation))],
        working: working)
    case .none(let contradiction):
      let determinant = system.matrix.isSquare ? try? system.matrix.determinant() : nil
      let singular = determinant?.isZero == true ? "the matrix is singular, its determinant is 0, and " : ""
      let sentence = "No solution: \(singular)the equations contradict each other: \(contradiction)."
      return Answer(.solution(solution), result: [WorkingLine(sentence)], working: working)
    case .undefined(let matrix, let rightSide):
      return Answer(
        .solution(solution),
        result: [WorkingLine("Not defined: the matrix has shape \(matrix), the right-hand side \(rightSide).")])
    }
  }
}
