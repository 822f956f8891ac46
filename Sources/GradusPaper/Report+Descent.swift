import GradusExpression
import GradusNotation
package import GradusSolving

extension Report {
  /// Where a descent went, from its gradient to why it stopped.
  ///
  /// - Parameters:
  ///   - iterates: the points on the way, the start among them.
  ///   - path: whether all of them are lines of the answer.
  package init(_ descent: Descent, _ iterates: [Descent.Iterate], path: Bool) {
    var result = zip(descent.objective.variables, descent.objective.gradients).map { symbol, gradient in
      Line("", .equation(.line("∇\(Formula.symbol(symbol).written(as: .unicode))"), .formula(gradient)))
    }
    if path { result += iterates.map { Line($0.words) } }
    guard let last = iterates.last else {
      self.init(result: result)
      return
    }
    // Counted before the bound below evaluates the formula again.
    var members = Self.members(descent, iterates, last)
    result += descent.tensors(last.point).map { symbol, value in
      Line("", .equation(.formula(.symbol(symbol)), .line(value.written(.exact, .column))))
    }
    result.append(Line("value \(last.value)"))
    result.append(Line("\(last.index) iterations, \(descent.objective.evaluations) evaluations of value and gradient"))
    if let stop = descent.stop { result.append(Line("\(stop)")) }
    let warning = descent.warning(from: iterates[0].point)
    if let warning { result.append(Line("warning: \(warning)")) }
    members["warning"] = warning.map(JSONValue.string) ?? .null
    self.init(result: result, members: members)
  }

  private static func members(
    _ descent: Descent, _ iterates: [Descent.Iterate], _ last: Descent.Iterate
  ) -> [String: JSONValue] {
    [
      "iterates": .array(iterates.map { descent.json($0.point) }),
      "values": .array(iterates.map { .number($0.value) }),
      "minimum": .number(last.value),
      "minimiser": descent.json(last.point),
      "gradient": .array(descent.objective.gradients.map { .string($0.written(as: .ascii)) }),
      "gradient_norm": .number(last.gradientNorm),
      "iterations": .integer(last.index),
      "evaluations": .integer(descent.objective.evaluations),
      "hessian_evaluations": .integer(descent.objective.hessianEvaluations),
      "method": .string(descent.method.rawValue),
      "converged": .bool(descent.stop?.isConverged ?? false),
      "stopped": .string(descent.stop?.description ?? ""),
    ]
  }
}

extension Descent.Iterate {
  /// `2: (0.5, 1)  value 3  step 0.1`
  fileprivate var words: String {
    "\(index): (\(point.map { $0.written(.exact) }.joined(separator: ", ")))  value \(value.written(.exact))"
      + (step.map { "  step \($0.written(.exact))" } ?? "")
  }
}

extension Descent {
  /// A fixed step length with which gradient descent on a quadratic must diverge, sooner or later.
  fileprivate func warning(from start: [Double]) -> String? {
    guard method == .gradient, case .fixed(let step) = rule, let bound = divergenceBound(at: start), step > bound
    else { return nil }
    return
      "the step length \(step.written(.exact)) is above 2/λmax = \(bound.written(.exact)), so in the long run the steps overshoot"
  }

  /// The numbers of a point, variable by variable.
  fileprivate func tensors(_ point: [Double]) -> [(Symbol, Tensor)] {
    var rest = point[...]
    return zip(objective.variables, objective.shapes).map { symbol, shape in
      let part = Array(rest.prefix(shape.reduce(1, *)))
      rest = rest.dropFirst(part.count)
      return (symbol, Tensor(shape: shape, values: part))
    }
  }

  fileprivate func json(_ point: [Double]) -> JSONValue {
    let parts = tensors(point)
    if parts.count == 1 { return parts[0].1.json }
    return parts.allSatisfy { $0.1.rank == 0 }
      ? .array(parts.map { .number($0.1.scalar) }) : .array(parts.map(\.1.json))
  }
}
