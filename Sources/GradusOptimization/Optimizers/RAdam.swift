internal import GradusExpression

/// Adam that waits with its quotient until the mean square rests on enough steps: with ρ∞ = 2 / (1 − β₂) − 1 and
/// ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ), θ ← θ − η rₜ m̂ √(1 − β₂ᵗ) / (√s + ε) where ρₜ > 5, with
/// rₜ = √((ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ)), and θ ← θ − η m̂ before that.
///
/// Source: L. Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR 2020, as in PyTorch.
struct RAdam: AdamMethod {
  static let name = "radam"
  static let summary = "Adam with a warm-up that follows from its own constants"
  var usualLearningRate: Double { 0.001 }
  let values: Values

  init(_ values: Values) { self.values = values }

  var scalars: [StepScalar] {
    let t = Formula.symbol(StepScalar.time)
    let power = Formula.power(.constant(moments.β2), t)
    let final = 2 / (1 - moments.β2) - 1
    let ρ = .constant(final) - 2 * t * power / (1 - power)
    let isRectified = Formula.map(.step, ρ - 5)
    let limit = (final - 4) * (final - 2) / final
    let square = (ρ - 4) * (ρ - 2) / (.constant(limit.isZero ? 1 : limit) * ρ)
    return [
      .correction("meanCorrection", moments.β1),
      StepScalar("rectification", isPositive: false, isRectified * sqrt(relu(square) * (1 - power))),
      StepScalar("plain", isPositive: false, 1 - isRectified),
    ]
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let (m, s) = moments.means(g, step)
    let ε = Formula.constant(moments.ε).broadcast(to: g.shape)
    let rectified = times(step.scalar("rectification"), m ./ (sqrt(s) + ε))
    let direction = times(step.scalar("meanCorrection"), rectified + times(step.scalar("plain"), m))
    return OptimizerUpdate(θ - times(step.η, direction), ["mean": m, "square": s])
  }
}
