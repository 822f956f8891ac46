package import GradusExpression

/// ∂f(s…)/∂x(i…) by central differences of the sixth order, laid out as shape(f) + shape(x).
package func finiteDifferences(
  of formula: Formula, withRespectTo name: String, inputs: [String: Tensor], sizes: [String: Int] = [:],
  step h: Double = 1e-2
) throws -> Tensor {
  // f′ ≈ (3/4 (f₁ − f₋₁) − 3/20 (f₂ − f₋₂) + 1/60 (f₃ − f₋₃)) / h
  let weights = [3.0 / 4, -3.0 / 20, 1.0 / 60]
  let point = inputs[name]!
  var columns: [[Double]] = []
  var shape: [Int] = []
  for i in point.values.indices {
    var column: [Double] = []
    for (k, weight) in weights.enumerated() {
      for sign in [1.0, -1.0] {
        var moved = inputs
        moved[name]!.values[i] += sign * Double(k + 1) * h
        let value = try Evaluator(inputs: moved, sizes: sizes).evaluate(formula)
        shape = value.shape
        if column.isEmpty { column = Array(repeating: 0, count: value.values.count) }
        for j in column.indices { column[j] += sign * weight * value.values[j] / h }
      }
    }
    columns.append(column)
  }
  let count = shape.reduce(1, *)
  var values: [Double] = []
  for j in 0..<count { for column in columns { values.append(column[j]) } }
  return Tensor(shape: shape + point.shape, values: values)
}
