import GradusCalculus
import GradusExpression
import GradusNotation

extension Blackboard {
  func show(_ left: Phrase, _ right: Phrase) throws(StatementProblem) -> (Passage, Answer) {
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
        sides + (one.steps + other.steps).map(\.line))
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
