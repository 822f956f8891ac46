internal import GradusExpression

/// m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g| + ε), θ ← θ − η m̂ / u
///
/// Source: D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 2, with ε as in PyTorch.
struct Adamax: AdamMethod {
  static let name = "adamax"
  static let summary = "Adam over the greatest gradient, which decays"
  var usualLearningRate: Double { 0.002 }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    [OptimizerMemory("mean", of: parameter), OptimizerMemory("greatest", of: parameter, isNonnegative: true)]
  }
  var scalars: [StepScalar] { [.correction("meanCorrection", moments.β1)] }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let m = step.mean("mean", moments.β1, of: g)
    let u = Formula.extremum(
      .maximum, step.memory("greatest").scaled(by: moments.β2),
      abs(g) + Formula.constant(moments.ε).broadcast(to: g.shape))
    return OptimizerUpdate(
      θ - times(step.η, (step.scalar("meanCorrection") * m) ./ u), ["mean": m, "greatest": u])
  }
}
