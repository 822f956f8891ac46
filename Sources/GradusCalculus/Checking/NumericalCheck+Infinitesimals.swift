import GradusExpression

extension NumericalCheck.Comparison {
  /// Where the rounding of the numbers compared amounts to more than this many of their last places, little is known, and
  /// another point is tried first.
  private static let mostConditioned = 1e6

  /// The largest error against the formula computed with infinitesimals; nil where no point has a value.
  func errorByInfinitesimals(_ sizes: [String: Int]) throws -> Double? {
    var fallback: Double?
    var failure: EvaluationError?
    for inputs in points(sizes) {
      do {
        guard let (error, condition) = try error(at: inputs, sizes) else { continue }
        if condition <= Self.mostConditioned { return error }
        fallback = fallback ?? error
      } catch let error as EvaluationError {
        failure = error
      }
    }
    if let fallback { return fallback }
    if let failure { throw failure }
    return nil
  }

  private func error(
    at inputs: [String: Tensor], _ sizes: [String: Int]
  ) throws -> (error: Double, condition: Double)? {
    let names = variables.flatMap { $0.symbols.prefix(1) }.map(\.name)
    // The formula first: what has no value, or infinitesimals know nothing of, costs least there.
    var expected: [BoundedTensor] = []
    let trials = (0..<(variables.count == 1 ? 4 : 2)).map { directions($0, sizes) }
    for directions in trials {
      let moved = zip(names, directions).map { (name: $0, direction: $1) }
      let value = try ForwardEvaluator(inputs: inputs, sizes: sizes, directions: moved).evaluate(formula)
      guard value.isFinite else { return nil }
      expected.append(value)
    }
    let answer = try ForwardEvaluator(inputs: inputs, sizes: sizes).evaluate(derivative)
    guard answer.isFinite else { return nil }
    var (worst, condition) = (0.0, 0.0)
    for (directions, expected) in zip(trials, expected) {
      let found = answer.value.contracted(with: directions)
      let sizes = directions.map { $0.map { abs($0) } }
      // Σ |D| |h| for the rounding of the sum itself.
      let terms = answer.value.map { abs($0) }.contracted(with: sizes)
      let rounding = answer.error.contracted(with: sizes)
      guard found.shape == expected.value.shape else { return (.infinity, 0) }
      var (largest, loosest) = (0.0, 0.0)
      for i in found.values.indices {
        let (a, b) = (found.values[i], expected.value.values[i])
        let bound = rounding.values[i] + expected.error.values[i] + terms.values[i] * .ulpOfOne
        // So that no more than the bounds is forgiven: |a − b| ≤ tolerance · scale.
        let scale = max(abs(a), abs(b), 4 * bound / NumericalCheck.Method.infinitesimals.tolerance)
        if a != b { worst = max(worst, abs(a - b) / scale) }
        largest = max(largest, abs(a), abs(b))
        loosest = max(loosest, bound / .ulpOfOne)
      }
      if largest > 0 { condition = max(condition, loosest / largest) }
    }
    return (worst, condition)
  }
}
