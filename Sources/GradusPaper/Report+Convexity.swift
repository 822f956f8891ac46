import GradusExpression
package import GradusNotation
package import GradusSolving

extension Report {
  /// A verdict on convexity, with the proof or the counterexample.
  ///
  /// - Parameter subject: what the verdict is about, where the line has to say it.
  package init(_ answer: Convexity, of subject: Passage = []) {
    var result = Self.verdict(answer, subject)
    if !answer.facts.isEmpty {
      result.append(Line("using: " + answer.facts.map(\.description).joined(separator: ", ")))
    }
    if let bend = answer.counterexample {
      if !answer.conditions.isEmpty {
        result.append(
          Line(
            "for other values it \(answer.isOnlyThere ? "is" : "need") not\(answer.isOnlyThere ? "" : " be"): it bends down"
          ))
      }
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
        "conditions": .array(answer.conditions.map { .string($0.written(as: .ascii)) }),
        "strictly_where": .array(answer.strictConditions.map { .string($0.written(as: .ascii)) }),
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

extension Report {
  /// `convex`, or `convex if λ ≥ 0`, and when it is strictly so.
  private static func verdict(_ answer: Convexity, _ subject: Passage) -> [Line] {
    let start = subject + (subject.isEmpty ? [] : [.words("is")])
    guard !answer.conditions.isEmpty else { return [Line(start + [.words(answer.verdict.rawValue)])] }
    let isStrict = answer.strictConditions == answer.conditions
    let kind = (isStrict ? "strictly " : "") + answer.bending
    let only = answer.isOnlyThere ? [PassagePart.words(", and only then")] : []
    var lines = [Line(start + [.words("\(kind) if")] + answer.conditions.joined + only)]
    if !answer.strictConditions.isEmpty, !isStrict {
      lines.append(Line([.words("strictly \(kind) if")] + answer.strictConditions.joined))
    }
    return lines
  }
}

extension [Condition] {
  /// `a ≥ 0 and b ≥ 0`
  package var joined: Passage {
    var passage: Passage = []
    for (index, condition) in enumerated() { passage += (index == 0 ? [] : [.words("and")]) + condition.passage }
    return passage
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
