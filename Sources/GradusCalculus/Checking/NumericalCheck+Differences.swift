import GradusExpression

extension NumericalCheck.Comparison {
  /// The largest error against central differences of the sixth order; nil where no point has a value.
  func errorByDifferences(_ sizes: [String: Int]) throws -> Double? {
    for inputs in points(sizes) {
      let value = try Evaluator(inputs: inputs, sizes: sizes).evaluate(derivative)
      guard value.values.allSatisfy(\.isFinite) else { continue }
      var worst = 0.0
      var finite = true
      for trial in 0..<(variables.count == 1 ? 4 : 2) {
        let directions = directions(trial, sizes)
        let found = value.contracted(with: directions)
        // The smaller step is for formulas with a kink or a pole nearby.
        var best = Double.infinity
        for step in [2e-2, 2e-3, 2e-4] {
          let expected = try directional(formula, variables, directions, inputs, sizes, step)
          if expected.values.allSatisfy(\.isFinite) { best = min(best, found.distance(to: expected)) }
          if best <= 1e-8 { break }
        }
        finite = finite && best.isFinite
        worst = max(worst, best)
      }
      if finite { return worst }
    }
    return nil
  }

  /// ∂/∂t₁…∂tₖ f(x + Σ tᵢ hᵢ) at 0, one difference within the other.
  private func directional(
    _ formula: Formula, _ variables: [Formula], _ directions: [Tensor], _ inputs: [String: Tensor],
    _ sizes: [String: Int], _ step: Double
  ) throws -> Tensor {
    guard let variable = variables.first, case .symbol(let symbol) = variable.node else {
      return try Evaluator(inputs: inputs, sizes: sizes).evaluate(formula)
    }
    // f′ ≈ (3/4 (f₁ − f₋₁) − 3/20 (f₂ − f₋₂) + 1/60 (f₃ − f₋₃)) / h. A nested difference needs a longer step.
    let h = step * Double(1 << (variables.count - 1))
    var total: Tensor?
    for (k, weight) in [3.0 / 4, -3.0 / 20, 1.0 / 60].enumerated() {
      for sign in [1.0, -1.0] {
        var moved = inputs
        let shift = sign * Double(k + 1) * h
        for i in directions[0].values.indices { moved[symbol.name]!.values[i] += shift * directions[0].values[i] }
        let value = try directional(
          formula, Array(variables.dropFirst()), Array(directions.dropFirst()), moved, sizes, step)
        if total == nil { total = Tensor(shape: value.shape, repeating: 0) }
        for i in value.values.indices { total!.values[i] += sign * weight / h * value.values[i] }
      }
    }
    return total!
  }
}
