import GradusCalculus
import GradusExpression

/// Where a formula is stationary among the points that keep an equation, by Lagrange's multipliers:
///
///     ∇f(x) + Jᵀ λ = 0,  g(x) = 0
///
/// with J the Jacobian of g, which must not depend on x: the equation is affine.
struct MultiplierSearch {
  let solution: Formula
  let conditions: [Condition]
  /// How the first equation gives x by λ, and the second λ.
  let pointSteps: [Step]
  let multiplierSteps: [Step]
  /// ∇f + Jᵀ λ, and g at the point that the first equation gives.
  let balance: Formula
  let excess: Formula
  /// On how many samples of numbers both equations held.
  let checks: Int

  /// Nil where no closed form is found.
  ///
  /// - Parameters:
  ///   - slope: ∇f.
  ///   - equation: g, a number or a vector, to be 0.
  init?(_ slope: Formula, over variable: Formula, keeping equation: Formula, facts: FactReasoner)
    throws(DifferentiationError)
  {
    guard equation.rank <= 1, variable.rank <= 1, slope.contains(variable) else { return nil }
    let jacobian = try derivative(of: equation, withRespectTo: variable).simplified()
    guard !jacobian.contains(variable), !jacobian.isZero else { return nil }
    let taken = Set((slope.symbols + equation.symbols + variable.symbols).map(\.name))
    let name = ["lambda", "mu", "nu", "lambda0"].first { !taken.contains($0) } ?? "multiplier"
    let multiplier = Formula.symbol(name, equation.shape)
    let axes = Array(0..<variable.rank)
    let push = Formula.contraction(
      [.init(jacobian, Array(0..<jacobian.rank)), .init(multiplier, Array(variable.rank..<jacobian.rank))], output: axes
    )
    let balance = facts.normalised(slope + push).simplified()
    var inner = Isolation(variable, facts: facts)
    guard let point = inner.solve(balance) else { return nil }
    let excess = facts.normalised(equation.substituting([variable: point])).simplified()
    guard excess.contains(multiplier) else { return nil }
    var outer = Isolation(multiplier, facts: facts)
    var weight: Formula?
    if multiplier.isScalar {
      let rise = try gradient(of: excess, withRespectTo: multiplier).simplified()
      if !rise.contains(multiplier), !rise.isZero {
        // The equation is affine in the multiplier.
        weight = (excess.substituting([multiplier: .zero]) / rise).scaled(by: -1).simplified()
      }
    }
    guard let weight = weight ?? outer.solve(excess) else { return nil }
    let solution = point.substituting([multiplier: weight]).simplified()
    // Both equations, in numbers.
    guard let balanced = StationarityCheck(balance.substituting([multiplier: weight]), variable, solution).run(),
      let kept = StationarityCheck(equation, variable, solution).run(), balanced > 0, kept > 0
    else { return nil }
    self.solution = solution
    conditions = inner.conditions.merging(outer.conditions)
    checks = min(balanced, kept)
    (self.balance, self.excess) = (balance, excess)
    (pointSteps, multiplierSteps) = (inner.steps, outer.steps)
  }
}
