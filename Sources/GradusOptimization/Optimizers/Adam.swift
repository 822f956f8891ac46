public import GradusExpression

/// m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², θ ← θ − η m̂ / (√ŝ + ε) with m̂ = m / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ)
///
/// Source: D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1; its section 2 has ε beside √s.
struct Adam: AdamMethod {
  static let name = "adam"
  static let summary = "Adam: the mean gradient over the root of the mean square"
  static let settings = AdamMoments.settings + [AdamMoments.place]
  var usualLearningRate: Double { 0.001 }
  let values: Values

  init(_ values: Values) { self.values = values }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let (direction, memories) = moments.direction(g, step)
    return OptimizerUpdate(θ - times(step.η, direction), memories)
  }
}

/// Adam, and before it θ ← θ − η λ θ: the decay is not part of the gradient.
///
/// Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2.
struct AdamW: AdamMethod {
  static let name = "adamw"
  static let summary = "Adam with a decay of the weights beside the gradient"
  var usualLearningRate: Double { 0.001 }
  static let settings = AdamMoments.settings + [AdamMoments.place]
  var decaysBesideGradient: Bool { true }
  var usualWeightDecay: Rational { Rational(1, 100) }
  let values: Values

  init(_ values: Values) { self.values = values }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let (direction, memories) = moments.direction(g, step)
    return OptimizerUpdate(θ - times(step.η, direction + step.decay), memories)
  }
}

/// Adam and its kin: unless they say otherwise, they have its constants, its two means, and what makes up for their beginning at zero.
protocol AdamMethod: OptimizerMethod {}

extension AdamMethod {
  static var settings: [Setting] { AdamMoments.settings }
  var moments: AdamMoments { AdamMoments(values) }
  var scalars: [StepScalar] { moments.scalars }
  func memories(of parameter: Symbol) -> [OptimizerMemory] { AdamMoments.memories(of: parameter) }
}

/// The two means that Adam and its kin keep, and the direction that follows from them.
struct AdamMoments {
  let β1: Rational
  let β2: Rational
  let ε: Rational
  /// Whether ε stands beside √ŝ, and not beside √s.
  let isCorrectedFirst: Bool

  /// Where ε is added; both are in the paper.
  static let place = Setting(
    "epsilon-beside",
    "what ε is added to: corrected is √ŝ, as in PyTorch; raw is √s before the correction, as in Keras and scikit-learn",
    .choice(["corrected", "raw"]), .word("corrected"))

  static let settings = [
    Setting("beta1", "β₁, how much of the mean gradient stays", .decay, .number(Rational(9, 10))),
    Setting("beta2", "β₂, how much of the mean squared gradient stays", .decay, .number(Rational(999, 1000))),
    Setting("epsilon", "ε, which keeps the quotient finite", .positive, .number(Rational(1, 100_000_000))),
  ]

  static func constants(_ β1: Rational, _ β2: Rational, _ ε: Rational) -> KeyValuePairs<String, SettingValue> {
    ["beta1": .number(β1), "beta2": .number(β2), "epsilon": .number(ε)]
  }

  init(_ values: Values) {
    (β1, β2, ε) = (values[number: "beta1"], values[number: "beta2"], values[number: "epsilon"])
    isCorrectedFirst = values["epsilon-beside"] != .word("raw")
  }

  static func memories(of parameter: Symbol) -> [OptimizerMemory] {
    [OptimizerMemory("mean", of: parameter), OptimizerMemory("square", of: parameter, isNonnegative: true)]
  }

  var scalars: [StepScalar] { [.correction("meanCorrection", β1), .rootCorrection("squareCorrection", β2)] }

  /// The new m and s.
  func means(_ g: Formula, _ step: OptimizerStep) -> (m: Formula, s: Formula) {
    (step.mean("mean", β1, of: g), step.mean("square", β2, of: g .** 2))
  }

  /// √ŝ + ε, or (√s + ε) / √(1 − β₂ᵗ)
  func denominator(_ s: Formula, _ step: OptimizerStep) -> Formula {
    let correction = step.scalar("squareCorrection")
    return isCorrectedFirst ? correction * sqrt(s) + .constant(ε) : correction * (sqrt(s) + .constant(ε))
  }

  /// m̂ / (√ŝ + ε), and the new m and s.
  func direction(_ g: Formula, _ step: OptimizerStep) -> (Formula, [String: Formula]) {
    let (m, s) = means(g, step)
    return ((step.scalar("meanCorrection") * m) ./ denominator(s, step), ["mean": m, "square": s])
  }
}

extension Optimizer {
  /// Adam with the constants of the paper where none are given.
  public static func adam(
    beta1: Rational = Rational(9, 10), beta2: Rational = Rational(999, 1000),
    epsilon: Rational = Rational(1, 100_000_000)
  ) -> Optimizer { Optimizer(Adam(Adam.values(AdamMoments.constants(beta1, beta2, epsilon)))) }
}

extension Optimizer {
  /// Adam with a decay beside the gradient, with the constants of the paper where none are given.
  public static func adamW(
    beta1: Rational = Rational(9, 10), beta2: Rational = Rational(999, 1000),
    epsilon: Rational = Rational(1, 100_000_000)
  ) -> Optimizer { Optimizer(AdamW(AdamW.values(AdamMoments.constants(beta1, beta2, epsilon)))) }
}
