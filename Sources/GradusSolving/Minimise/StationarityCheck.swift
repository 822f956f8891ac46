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

  /// On how many of the samples the gradient vanishes; nil where it fails to on any one of them.
  ///
  /// A closed form may need more rows than columns, or fewer: many assignments of sizes are tried.
  func run() -> Int? {
    guard case .symbol(let unknown) = variable.node else { return nil }
    var passed = 0
    for seed in 0..<48 {
      if passed >= 12 { break }
      var sampler = SampledValues(for: [gradient, solution, variable], seed: 1000 + seed, smallest: 2)
      sampler.shuffleSizes(upTo: 5)
      var inputs: [String: Tensor] = [:]
      let given = Set(gradient.symbols + solution.symbols).subtracting([unknown])
      for symbol in given.sorted(by: { $0.name < $1.name }) { inputs[symbol.name] = sampler.value(of: symbol) }
      // A sample may be singular or outside the domain; then it tells nothing.
      let evaluator = Evaluator(inputs: inputs, sizes: sampler.sizes)
      guard let point = try? evaluator.evaluate(solution), point.values.allSatisfy(\.isFinite),
        isWellConditioned(solution, evaluator)
      else { continue }
      let largest = point.values.reduce(1) { max($0, abs($1)) }
      if largest > 1e6 { continue }
      inputs[unknown.name] = point
      let there = Evaluator(inputs: inputs, sizes: sampler.sizes)
      guard let slope = try? there.evaluate(gradient), slope.values.allSatisfy(\.isFinite),
        isWellConditioned(gradient, there)
      else { continue }
      if slope.values.contains(where: { abs($0) > 1e-8 * largest * largest }) { return nil }
      passed += 1
    }
    return passed
  }

  /// Whether no inverse in the formula is of a matrix that is singular but for rounding.
  private func isWellConditioned(_ formula: Formula, _ evaluator: Evaluator) -> Bool {
    formula.nodesBottomUp.allSatisfy { node in
      guard case .inverse(let matrix) = node.node else { return true }
      guard let values = try? evaluator.evaluate([matrix, node]) else { return false }
      let sizes = values.map { $0.values.reduce(0) { max($0, abs($1)) } }
      return sizes[0] * sizes[1] < 1e6
    }
  }
}
