import GradusExpression
import GradusNotation
import GradusPaper
import GradusSolving

// Where a formula is smallest, or largest, among the points that keep equations.
extension Blackboard {
  func constrained(
    _ phrase: Phrase, _ names: [Phrase], _ equations: [Phrase], _ isLargest: Bool
  ) throws(StatementProblem) -> (Passage, Answer) {
    let freeNames = try freeNames(names, of: phrase)
    let meaning = try read(phrase, freeNames: freeNames)
    let board = knowing(meaning.value.symbols)
    var kept: [Formula] = []
    for equation in equations {
      let sides = try board.readEquation(equation, freeNames: freeNames)
      kept.append(sides.left.value - sides.right.value)
    }
    guard kept.count == 1 || kept.allSatisfy(\.isScalar) else {
      throw StatementProblem("several constraints are equations of numbers", at: equations[0])
    }
    let constraint = kept.count == 1 ? kept[0] : Formula.entries(kept, shape: [kept.count])
    let candidates = meaning.value.symbols.filter { symbol in
      freeNames.isEmpty ? constraint.contains(.symbol(symbol)) : freeNames.contains(symbol.name)
    }.map(Formula.symbol)
    guard let first = candidates.first, candidates.count == 1 || candidates.allSatisfy(\.isScalar) else {
      let list = candidates.map { $0.written(as: .unicode) }.joined(separator: ", ")
      throw StatementProblem(
        candidates.isEmpty
          ? "the constraint speaks of nothing that the formula does" : "say over what: over one of \(list)",
        at: phrase)
    }
    let objective = isLargest ? -meaning.value : meaning.value
    let joint = JointVariable(candidates, avoiding: objective + kept.reduce(.zero) { $0 + $1.summed })
    let found: Minimiser
    do {
      found =
        try joint.map { joint in
          try GradusSolving.minimise(
            joint.joining(objective), over: joint.vector, keeping: joint.joining(constraint))
        } ?? GradusSolving.minimise(objective, over: first, keeping: constraint)
    } catch { throw StatementProblem("\(error)", at: phrase) }
    var passage: Passage = [
      .words(isLargest ? "Maximise" : "Minimise"), .mathematics(title(phrase, meaning)), .words("subject to"),
    ]
    for (place, equation) in equations.enumerated() {
      if place > 0 { passage.append(.words("and")) }
      passage.append(.mathematics(typeset(equation: equation) ?? .line(equation.text)))
    }
    let report =
      joint.map { Report(found, over: $0, of: objective, ofNegative: isLargest) }
      ?? Report(found, ofNegative: isLargest)
    return (passage + [.words(".")], Answer(found.solution.map { .formula($0) } ?? .none, report))
  }
}
