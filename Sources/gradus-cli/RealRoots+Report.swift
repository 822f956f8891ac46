import Gradus

extension SolutionReport {
  /// `x = −2 or x = 2`; one solution a line where they have conditions of their own.
  static func lines(_ found: RealRoots, _ unknown: Symbol, _ notation: Format) -> [String] {
    let conditions = found.conditions.map { "if " + $0.written(as: notation) }
    if found.isEverywhere { return ["every number is a solution"] + conditions }
    if found.roots.isEmpty {
      return ["no real solution" + (found.reason.isEmpty ? "" : ": \(found.reason)")] + conditions
    }
    if notation == .mathml || notation == .latex || found.roots.contains(where: { !$0.conditions.isEmpty }) {
      return found.roots.map { root in
        let own = root.conditions.map { $0.written(as: notation) }.joined(separator: " and ")
        return text(root, unknown, notation) + (own.isEmpty ? "" : ", if \(own)")
      } + conditions
    }
    return [found.roots.map { text($0, unknown, notation) }.joined(separator: " or ")] + conditions
  }

  private static func text(_ root: RealRoots.Root, _ unknown: Symbol, _ notation: Format) -> String {
    let twice = root.multiplicity > 1 && notation != .mathml ? " (\(root.multiplicity)-fold)" : ""
    if root.isExact { return equation(.symbol(unknown), root.value, notation) + twice }
    let sign = notation == .latex ? "\\approx" : "≈"
    return "\(name(unknown, notation)) \(sign) \(root.number ?? .nan)" + twice
  }
}

extension RealRoots {
  /// The status is that of a system, or `several` where there are some solutions.
  var members: [String: JSONValue] {
    let status = isEverywhere ? "infinite" : roots.isEmpty ? "none" : roots.count == 1 ? "unique" : "several"
    let all = conditions + roots.flatMap(\.conditions)
    return [
      "status": .string(status),
      "solution": roots.count == 1 ? .string(roots[0].text) : .null,
      "solutions": .array(
        roots.map { root in
          [
            "value": .string(root.text), "exact": .bool(root.isExact), "multiplicity": .integer(root.multiplicity),
            "approximation": root.number.map(JSONValue.number) ?? .null,
            "conditions": .array(root.conditions.map { .string($0.written(as: .ascii)) }),
          ]
        }),
      "conditions": .array(conditions.map { .string($0.written(as: .ascii)) }),
      "reason": !reason.isEmpty
        ? .string(reason)
        : all.isEmpty ? .null : .string("if " + all.map { $0.written(as: .ascii) }.joined(separator: " and ")),
    ]
  }

  /// A function of the symbols that gives all solutions as a list.
  var pythonFunction: String {
    (conditions + roots.flatMap(\.conditions)).map { "# if \($0.written(as: .python))\n" }.joined()
      + Formula.stacked(roots.map(\.value)).pythonFunction(named: "solutions")
  }
}

extension RealRoots.Root {
  /// The value in ASCII: exact, or the number with all its digits.
  fileprivate var text: String { isExact ? value.written(as: .ascii) : "\(number ?? .nan)" }
}

extension Formula {
  var isSymbol: Bool { if case .symbol = node { true } else { false } }

  /// A vector with these entries.
  static func stacked(_ entries: [Formula]) -> Formula {
    let size = Size.number(entries.count)
    if entries.count == 1 { return entries[0] }
    return entries.enumerated().reduce(.zero([size])) { $0 + $1.element * .basis($1.offset, size) }
  }
}
