internal import GradusExpression

/// Adam whose step has the length of its parameter: r = m̂ / (√ŝ + ε) + λ θ, θ ← θ − η ‖θ‖ / ‖r‖ r, and the factor 1 where
/// one of the norms is 0.
///
/// Source: Y. You et al., "Large batch optimization for deep learning: training BERT in 76 minutes", ICLR 2020, algorithm 2.
struct LAMB: AdamMethod {
  static let name = "lamb"
  static let summary = "Adam with steps of the length of their parameter, for large batches"
  static let settings = [
    AdamMoments.settings[0], AdamMoments.settings[1],
    Setting("epsilon", "ε, which keeps the quotient finite", .positive, .number(Rational(1, 1_000_000))),
  ]
  var usualLearningRate: Double { 0.001 }
  var decaysBesideGradient: Bool { true }
  let values: Values

  init(_ values: Values) { self.values = values }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let (direction, memories) = moments.direction(g, step)
    let r = direction + step.decay
    let (a, b) = (norm(θ), norm(r))
    // 1 where a norm is zero: [both > 0] a / max(b, least) + 1 − [both > 0]. (b + [b = 0] would lose a small b to rounding.)
    let both = Formula.map(.step, a) * .map(.step, b)
    let least = Formula.constant(Rational(10).power(-30))
    let trust = both * a / .extremum(.maximum, b, least) + (1 - both)
    return OptimizerUpdate(θ - times(step.η * trust, r), memories)
  }
}
