internal import GradusExpression

/// Adam whose quotient never grows: s⁺ ← max(s⁺, s), θ ← θ − η m̂ / (√(s⁺ / (1 − β₂ᵗ)) + ε)
///
/// Source: S. Reddi, S. Kale and S. Kumar, "On the convergence of Adam and beyond", ICLR 2018, with Adam's corrections as in PyTorch.
struct AMSGrad: AdamMethod {
  static let name = "amsgrad"
  static let summary = "Adam over the greatest mean square so far"
  static let settings = AdamMoments.settings + [AdamMoments.place]
  var usualLearningRate: Double { 0.001 }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    AdamMoments.memories(of: parameter) + [OptimizerMemory("greatest", of: parameter, isNonnegative: true)]
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let (m, s) = moments.means(g, step)
    let greatest = Formula.extremum(.maximum, step.memory("greatest"), s)
    let direction = (step.scalar("meanCorrection") * m) ./ moments.denominator(greatest, step)
    return OptimizerUpdate(θ - times(step.η, direction), ["mean": m, "square": s, "greatest": greatest])
  }
}
