internal import GradusExpression

/// θ ← θ − η (sign(β₁ m + (1 − β₁) g) + λ θ), m ← β₂ m + (1 − β₂) g
///
/// Source: X. Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, program 1.
struct Lion: OptimizerMethod {
  static let name = "lion"
  static let summary = "the sign of the mean gradient"
  static let settings = [
    Setting("beta1", "β₁, how much the mean counts in the step", .decay, .number(Rational(9, 10))),
    Setting("beta2", "β₂, how much of the mean stays", .decay, .number(Rational(99, 100))),
  ]
  var usualLearningRate: Double { 0.0001 }
  var decaysBesideGradient: Bool { true }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] { [OptimizerMemory("mean", of: parameter)] }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let direction = Formula.map(.sign, step.mean("mean", values[number: "beta1"], of: g))
    return OptimizerUpdate(
      θ - times(step.η, direction + step.decay), ["mean": step.mean("mean", values[number: "beta2"], of: g)])
  }
}
