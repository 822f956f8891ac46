import GradusExpression

/// Puts numbers into a closed form and looks whether the gradient vanishes there.
struct StationarityCheck {
  private let gradient: Formula
  private let variable: Formula
  private let solution: Formula

  init(_ gradient: Formula, _ variable: Formula, _ solution: Formula) {
    self.gradient = gradient
    self.variable = variable
    self.solution = solution
  }

  /// On how many of the samples the gradient vanishes; 0 where it fails to on any one of them.
  func run() -> Int {
    guard case .symbol(let unknown) = variable.node else { return 0 }
    var passed = 0
    for seed in 0..<12 {
      var sampler = SampledValues(for: [gradient, solution, variable], seed: 1000 + seed, smallest: 2 + seed % 3)
      var inputs: [String: Tensor] = [:]
      for symbol in gradient.symbols where symbol != unknown { inputs[symbol.name] = sampler.value(of: symbol) }
      // A sample may be singular or outside the domain; then it tells nothing.
      guard let point = try? Evaluator(inputs: inputs, sizes: sampler.sizes).evaluate(solution),
        point.values.allSatisfy(\.isFinite)
      else { continue }
      let largest = point.values.reduce(1) { max($0, abs($1)) }
      if largest > 1e6 { continue }
      inputs[unknown.name] = point
      guard let slope = try? Evaluator(inputs: inputs, sizes: sampler.sizes).evaluate(gradient),
        slope.values.allSatisfy(\.isFinite)
      else { continue }
      if slope.values.contains(where: { abs($0) > 1e-8 * largest * largest }) { return 0 }
      passed += 1
    }
    return passed
  }
}
