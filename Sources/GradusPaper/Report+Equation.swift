package import GradusExpression
import GradusNotation
package import GradusSolving

extension Report {
  /// The solution of an equation as a formula, with what must hold.
  package init(_ solution: Formula, if conditions: [Condition], steps: [Step], unknown: Symbol) {
    let written = conditions.map { $0.written(as: .ascii) }
    self.init(
      result: [Line("", .equation(.formula(.symbol(unknown)), .formula(solution)))] + conditions.lines,
      working: steps.map { Line($0, namesLaw: false) },
      members: Self.open.merging([
        "status": "unique", "solution": .string(solution.written(as: .ascii)),
        "conditions": .array(written.map(JSONValue.string)),
        "reason": written.isEmpty ? .null : .string("if " + written.joined(separator: " and ")),
      ]) { $1 },
      steps: steps.map { $0.json() },
      code: .formula(solution, name: "solution", arguments: [], conditions: conditions))
  }

  /// Every real solution of an equation in one number, a line each.
  package init(_ found: RealRoots, unknown: Symbol) {
    let name = Mathematics.formula(.symbol(unknown))
    var result = found.roots.map { root -> Line in
      let value: Mathematics = root.isExact ? .formula(root.value) : .line("\(root.number ?? .nan)")
      let equation = Mathematics.related([name, value], by: root.isExact ? .equals : .approximates)
      var remark: Passage = root.multiplicity > 1 ? [.words("(\(root.multiplicity)-fold)")] : []
      for condition in root.conditions { remark += [.words(remark.isEmpty ? "if" : "and")] + condition.passage }
      return Line([.mathematics(equation)] + remark)
    }
    if result.count > 1, found.roots.allSatisfy(\.conditions.isEmpty) {
      // x = −2 or x = 2
      result = [Line(result[0].sentence + result.dropFirst().flatMap { [.words("or")] + $0.sentence })]
    } else if result.count == 1, result[0].sentence.count == 1, case .mathematics(let equation) = result[0].sentence[0]
    {
      result = [Line("", equation)]
    }
    result = found.intervals.map { $0.line(of: name) } + result
    if found.isEverywhere { result = [Line("every number is a solution")] }
    if result.isEmpty { result = [Line("no real solution" + (found.reason.isEmpty ? "" : ": \(found.reason)"))] }
    self.init(
      result: result + found.conditions.lines, working: found.steps.map { Line($0, namesLaw: false) },
      members: Self.open.merging(found.members) { $1 }, steps: found.steps.map { $0.json() },
      code: found.roots.isEmpty
        ? nil
        : .formula(
          found.roots.count == 1
            ? found.roots[0].value : .entries(found.roots.map(\.value), shape: [found.roots.count]), name: "solutions",
          arguments: [],
          conditions: found.conditions + found.roots.flatMap(\.conditions)))
  }

  /// The shapes of an equation do not fit.
  package init(undefined reason: String) {
    self.init(
      result: [Line("not defined: \(reason)")],
      members: Self.open.merging(["status": "undefined", "reason": .string(reason)]) { $1 })
  }

  /// An equation in which the unknown cancels: it holds for every value or for none.
  package init(constant holds: Bool, reason: String) {
    self.init(
      result: [Line((holds ? "every value is a solution: " : "no solution: ") + reason)],
      members: Self.open.merging(["status": holds ? "infinite" : "none", "reason": .string(reason)]) { $1 })
  }
}

extension RealRoots {
  /// The status is that of a system, or `several` where there are some solutions.
  fileprivate var members: [String: JSONValue] {
    let status =
      isEverywhere || !intervals.isEmpty ? "infinite" : roots.isEmpty ? "none" : roots.count == 1 ? "unique" : "several"
    let all = (conditions + roots.flatMap(\.conditions)).map { $0.written(as: .ascii) }
    return [
      "status": .string(status), "solution": roots.count == 1 ? .string(roots[0].text) : .null,
      "solutions": .array(
        roots.map { root in
          [
            "value": .string(root.text), "exact": .bool(root.isExact), "multiplicity": .integer(root.multiplicity),
            "approximation": root.number.map(JSONValue.number) ?? .null,
            "conditions": .array(root.conditions.map { .string($0.written(as: .ascii)) }),
          ]
        }),
      "intervals": .array(
        intervals.map { interval in
          .array([interval.lower, interval.upper].map { $0.map { .string($0.description) } ?? .null })
        }),
      "conditions": .array(conditions.map { .string($0.written(as: .ascii)) }),
      "reason": !reason.isEmpty
        ? .string(reason) : all.isEmpty ? .null : .string("if " + all.joined(separator: " and ")),
    ]
  }
}

extension RealRoots.Interval {
  /// `0 ≤ x ≤ 1`, `x ≥ 1`
  fileprivate func line(of name: Mathematics) -> Line {
    let ends = [lower, upper].map { $0.map { Mathematics.formula(.constant($0)) } }
    switch (ends[0], ends[1]) {
    case (let lower?, let upper?):
      return Line([
        .words("every"), .mathematics(name), .words("from"), .mathematics(lower), .words("to"), .mathematics(upper),
      ])
    case (let lower?, nil): return Line("", .related([name, lower], by: .isAtLeast))
    case (nil, let upper?): return Line("", .related([name, upper], by: .isAtMost))
    case (nil, nil): return Line("every number is a solution")
    }
  }
}

extension RealRoots.Root {
  /// The value in ASCII: exact, or the number with all its digits.
  fileprivate var text: String { isExact ? value.written(as: .ascii) : "\(number ?? .nan)" }
}
