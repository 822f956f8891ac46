import GradusExpression
import GradusKernels
import GradusLearning
import GradusNotation
import GradusPaper
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
      .words("Solve"),
      .mathematics(typeset(equation: phrase) ?? .equation(.value(left.written), .value(right.written))),
      .words("for"),
      .formula(variable), .words("."),
    ]
    let equation = Equation(left.value, equals: right.value, for: unknown)
    switch equation.solve() {
    case .exact(let system, let solution):
      return (
        passage,
        answer(system, solution, unknown, equation: equation) { value in
          left.value.substituting([variable: value]) - right.value.substituting([variable: value])
        }
      )
    case .symbolic(let solution, let conditions, let steps):
      return (passage, Answer(.formula(solution), Report(solution, if: conditions, steps: steps, unknown: unknown)))
    case .roots(let found):
      let value: Answer.Value =
        found.roots.isEmpty ? .none : .roots(unknown: unknown.name, found.roots.map(\.value))
      return (passage, Answer(value, Report(found, unknown: unknown)))
    case .unsolved(let reason): return (passage, Answer(.none, result: [Line("No answer: \(reason).")]))
    }
  }

  /// The equation as it was typed.
  func typeset(equation phrase: Phrase) -> Mathematics? {
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
  ///   - name: what stands left of the solution, where it is not the unknown.
  ///   - equation: the equation that the system is, where it is one.
  ///   - difference: left − right with a value put in for the unknown.
  func answer(
    _ system: LinearSystem, _ solution: LinearSolution, _ unknown: Symbol, called name: Mathematics? = nil,
    avoiding taken: Set<String> = [], equation: Equation? = nil, difference: (Formula) -> Formula
  ) -> Answer {
    let report = Report(solution, of: system, unknown: unknown, called: name, avoiding: taken, equation: equation)
    guard case .unique(let matrix) = solution else { return Answer(.solution(solution), report) }
    let value = Formula.literal(shape: unknown.shape.lengths, matrix.elements)
    let rest = ExactEvaluator().evaluate(difference(value))
    precondition(rest?.values.allSatisfy(\.isZero) != false, "\(matrix) leaves \(String(describing: rest)) over")
    var checked = report
    if rest != nil { checked.check = Line("Checked: put in, it satisfies every equation.") }
    return Answer(.solution(solution), checked, origin: .system(system))
  }
}
