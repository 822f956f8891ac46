import GradusExpression
package import GradusNotation
package import GradusSolving

extension Report {
  /// A verdict on convexity, with the proof or the counterexample.
  ///
  /// - Parameter subject: what the verdict is about, where the line has to say it.
  package init(_ answer: Convexity, of subject: Passage = []) {
    var result = [Line(subject + [.words((subject.isEmpty ? "" : "is ") + answer.verdict.rawValue)])]
    if !answer.facts.isEmpty {
      result.append(Line("using: " + answer.facts.map(\.description).joined(separator: ", ")))
    }
    if let bend = answer.counterexample {
      result.append(Line([.words("at")] + bend.point.assignments))
      result.append(Line([.words("in the direction")] + bend.direction.assignments))
      result.append(
        Line(
          "with h = \(bend.step):",
          .line("(f(x + h d) − 2 f(x) + f(x − h d))/h² = \(bend.secondDifference.written(.estimate)) < 0")))
    }
    self.init(
      result: result, working: answer.proof.map { Line($0) }, answersFirst: true,
      members: [
        "verdict": .string(answer.verdict.rawValue), "proof": .array(answer.proof.map { $0.json() }),
        "hessian": answer.hessian.map { .string($0.written(as: .ascii)) } ?? .null,
        "facts": .array(answer.facts.map { .string($0.description) }),
        "counterexample": answer.counterexample.map { example in
          [
            "point": .object(example.point.mapValues(\.json)),
            "direction": .object(example.direction.mapValues(\.json)),
            "second_difference": .number(example.secondDifference), "step": .number(example.step),
          ]
        } ?? .null,
      ])
  }
}

extension [String: Tensor] {
  /// `x = 1, y = [2; 3]`
  fileprivate var assignments: Passage {
    let equations = sorted { $0.key < $1.key }.map {
      let value = $0.value.written(.exact, .column).replacing("-", with: "−")
      return PassagePart.mathematics(.equation(.formula(.symbol($0.key)), .line(value)))
    }
    return equations.prefix(1) + equations.dropFirst().flatMap { [.words(","), $0] }
  }
}
