import Gradus

/// The answer of `gradus descend`, ready to be printed.
struct DescentReport {
  let descent: Descent
  let iterates: [Descent.Iterate]
  /// How the text was read.
  let read: String?

  func written(as format: FormulaFormat, path: Bool) throws -> String {
    if format == .json { return try jsonText(jsonObject) }
    let notation = format.notation
    var lines: [String] = []
    for (symbol, gradient) in zip(descent.objective.variables, descent.objective.gradients) {
      lines.append("∇\(Formula.symbol(symbol).written(as: .unicode)) = \(gradient.written(as: notation))")
    }
    if path { lines += iterates.map(line) }
    guard let last = iterates.last else { return lines.joined(separator: "\n") }
    lines.append(assignments(last.point))
    lines.append("value \(last.value)")
    lines.append("\(last.index) iterations, \(descent.objective.evaluations) evaluations of value and gradient")
    if let stop = descent.stop { lines.append("\(stop)") }
    if let warning { lines.append("warning: \(warning)") }
    return lines.joined(separator: "\n")
  }

  /// A fixed step length with which gradient descent on a quadratic must diverge, sooner or later.
  private var warning: String? {
    guard descent.method == .gradient, case .fixed(let step) = descent.rule, let start = iterates.first?.point,
      let bound = descent.divergenceBound(at: start), step > bound
    else { return nil }
    return
      "the step length \(step.written(.exact)) is above 2/λmax = \(bound.written(.exact)), so in the long run the steps overshoot"
  }

  private func line(_ iterate: Descent.Iterate) -> String {
    "\(iterate.index): (\(iterate.point.map { $0.written(.exact) }.joined(separator: ", ")))  value \(iterate.value.written(.exact))"
      + (iterate.step.map { "  step \($0.written(.exact))" } ?? "")
  }

  private func assignments(_ point: [Double]) -> String {
    tensors(point).map { "\(Formula.symbol($0).written(as: .unicode)) = \($1.written(.exact, .column))" }.joined(
      separator: "\n")
  }

  private func tensors(_ point: [Double]) -> [(Symbol, Tensor)] {
    var rest = point[...]
    return zip(descent.objective.variables, descent.objective.shapes).map { symbol, shape in
      let part = Array(rest.prefix(shape.reduce(1, *)))
      rest = rest.dropFirst(part.count)
      return (symbol, Tensor(shape: shape, values: part))
    }
  }

  private func json(_ point: [Double]) -> JSONValue {
    let parts = tensors(point)
    if parts.count == 1 { return parts[0].1.json }
    return parts.allSatisfy { $0.1.rank == 0 }
      ? .array(parts.map { .number($0.1.scalar) }) : .array(parts.map(\.1.json))
  }

  private var jsonObject: JSONValue {
    guard let last = iterates.last else { return [:] }
    var members = members(last)
    if let read { members["read"] = .string(read) }
    return .object(members)
  }

  private func members(_ last: Descent.Iterate) -> [String: JSONValue] {
    [
      "iterates": .array(iterates.map { json($0.point) }),
      "values": .array(iterates.map { .number($0.value) }),
      "minimum": .number(last.value),
      "minimiser": json(last.point),
      "gradient": .array(descent.objective.gradients.map { .string($0.written(as: .ascii)) }),
      "gradient_norm": .number(last.gradientNorm),
      "iterations": .integer(last.index),
      "evaluations": .integer(descent.objective.evaluations),
      "hessian_evaluations": .integer(descent.objective.hessianEvaluations),
      "method": .string(descent.method.rawValue),
      "converged": .bool(descent.stop?.isConverged ?? false),
      "warning": warning.map(JSONValue.string) ?? .null,
      "stopped": .string(descent.stop?.description ?? ""),
    ]
  }
}
