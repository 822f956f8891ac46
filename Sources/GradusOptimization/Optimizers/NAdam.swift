internal import GradusExpression

/// Adam with Nesterov's look ahead: μₜ = β₁ (1 − ½·0.96^(ψt)), θ ← θ − η (μₜ₊₁ m / (1 − Πᵢ≤ₜ₊₁ μᵢ) + (1 − μₜ) g / (1 − Πᵢ≤ₜ μᵢ)) / (√ŝ + ε)
///
/// Source: T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016, as in PyTorch.
struct NAdam: AdamMethod {
  static let name = "nadam"
  static let summary = "Adam with Nesterov's momentum"
  static let settings =
    AdamMoments.settings + [
      Setting("decay", "ψ, how fast the momentum rises", .nonnegative, .number(Rational(4, 1000)))
    ]
  var usualLearningRate: Double { 0.002 }
  let values: Values

  init(_ values: Values) { self.values = values }

  /// The product Πᵢ≤ₜ μᵢ has no closed form: it is remembered.
  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    AdamMoments.memories(of: parameter) + [OptimizerMemory("momentumProduct", [], initial: 1, isNonnegative: true)]
  }

  var scalars: [StepScalar] {
    let t = Formula.symbol(StepScalar.time)
    func momentum(_ t: Formula) -> Formula {
      let part = Formula.power(.constant(Rational(96, 100)), .constant(values[number: "decay"]) * t)
      return .constant(moments.β1) * (1 - .constant(Rational(1, 2)) * part)
    }
    return [
      StepScalar("momentum", momentum(t)), StepScalar("nextMomentum", momentum(t + 1)),
      .rootCorrection("squareCorrection", moments.β2),
    ]
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let (m, s) = moments.means(g, step)
    let (μ, next) = (step.scalar("momentum"), step.scalar("nextMomentum"))
    let product = step.memory("momentumProduct") * μ
    let ahead = (next / (1 - product * next)) * m + times((1 - μ) / (1 - product), g)
    return OptimizerUpdate(
      θ - times(step.η, ahead ./ moments.denominator(s, step)),
      ["mean": m, "square": s, "momentumProduct": product])
  }
}
