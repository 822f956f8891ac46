import Gradus

/// The answer of `gradus minimise --line-search`, ready to be printed.
struct LineSearchReport {
  let search: ExactLineSearch

  func written(as format: FormulaFormat, steps: Bool) throws -> String {
    switch format {
    case .json:
      return try jsonText([
        "minimiser": .string(search.stepLength.written(as: .ascii)),
        "unique": .bool(search.conditions.isEmpty),
        "conditions": .array(search.conditions.map { .string($0.written(as: .ascii)) }),
        "convexity": .string(search.convexity.verdict.rawValue),
        "g": .string(search.gradient.written(as: .ascii)),
        "steps": .array(steps ? search.steps.map(\.json) : []),
      ])
    case .python: return search.stepLength.pythonFunction(named: "step_length")
    case .unicode, .ascii, .latex, .mathml, .swift:
      let notation = format.notation
      var lines: [String] = []
      if steps {
        for step in search.steps {
          lines += [step.sentence, "    " + step.written(as: notation)]
        }
      }
      lines.append(SolutionReport.equation(search.step, search.stepLength, notation))
      lines.append("with " + SolutionReport.equation(search.direction, search.gradient, notation))
      return (lines + search.conditions.map { "if " + $0.written(as: notation) }).joined(separator: "\n")
    }
  }
}
