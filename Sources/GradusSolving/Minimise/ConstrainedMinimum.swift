import GradusCalculus
import GradusExpression

/// Where a formula is stationary among the vectors whose entries sum to one, by Lagrange's multiplier:
///
///     ∇f(x) + λ 𝟏 = 0,  𝟏ᵀ x = 1
struct ConstrainedMinimum {
  let solution: Formula
  let conditions: [Condition]
  let steps: [Step]
  /// On how many samples of numbers both equations held.
  let checks: Int

  /// Nil where the variable is under no such constraint, or under others too that the solution is not seen to keep, or where no
  /// closed form is found.
  init?(_ slope: Formula, over variable: Formula, facts: FactReasoner) throws(DifferentiationError) {
    guard case .symbol(let symbol) = variable.node, symbol.facts.contains(.sumsToOne), symbol.shape.count == 1,
      symbol.facts.subtracting([.sumsToOne, .positive, .nonnegative]).isEmpty, slope.contains(variable)
    else { return nil }
    // The fact itself must not be used while the multiplier holds the sum.
    let taken = Set(slope.symbols.map(\.name) + [symbol.name])
    let name = ["lambda", "mu", "nu", "lambda0"].first { !taken.contains($0) } ?? "multiplier"
    let free = Formula.symbol(Symbol(symbol.name, symbol.shape, facts: symbol.facts.subtracting([.sumsToOne])))
    let multiplier = Formula.symbol(name, [])
    let balance = slope.substituting([variable: free]) + multiplier.broadcast(to: symbol.shape)
    var inner = Isolation(free, facts: facts)
    guard let point = inner.solve(balance) else { return nil }
    let excess = (point.summed - 1).simplified()
    guard excess.contains(multiplier) else { return nil }
    var outer = Isolation(multiplier, facts: facts)
    var weight: Formula?
    let rise = try gradient(of: excess, withRespectTo: multiplier).simplified()
    if !rise.contains(multiplier), !rise.isZero {
      // The sum is affine in the multiplier.
      weight = (excess.substituting([multiplier: .zero]) / rise).scaled(by: -1).simplified()
    } else {
      weight = outer.solve(excess)
    }
    guard let weight else { return nil }
    let solution = point.substituting([multiplier: weight]).simplified()
    if symbol.facts.contains(.positive), !facts.sign(solution).isPositive { return nil }
    if symbol.facts.contains(.nonnegative), !facts.sign(solution).isNonnegative { return nil }
    // Both equations at once: the sum is one in every entry of a second gradient.
    let sum = (free.summed - 1).broadcast(to: symbol.shape)
    guard
      let balanced = StationarityCheck(balance.substituting([multiplier: weight]), free, solution).run(),
      let summed = StationarityCheck(sum, free, solution).run(), balanced > 0, summed > 0
    else { return nil }
    self.solution = solution
    conditions = inner.conditions.merging(outer.conditions)
    checks = min(balanced, summed)
    steps =
      [
        Step(rule: "gradient", before: slope, after: slope, sentence: "Derive the gradient.", relation: .gradient),
        Step(
          "multiplier", balance, .zero(slope.shape),
          "Where the formula is smallest among the vectors whose entries sum to one, the gradient is the same in every entry: Lagrange's multiplier."
        ),
      ] + inner.steps
      + [Step("sum", excess, .zero, "The entries sum to one, which gives the multiplier.")] + outer.steps
      + [Step("insert", variable, solution, "Put the multiplier in.")]
  }
}
