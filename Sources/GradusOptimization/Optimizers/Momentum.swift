public import GradusExpression

/// v ← μ v + g, θ ← θ − η v; or, where the velocity has the learning rate in it, v ← μ v − η g, θ ← θ + v.
///
/// The two differ where the learning rate changes: in the first a change acts at once on the whole velocity.
///
/// Source: B. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964), as written by
/// I. Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
struct Momentum: OptimizerMethod {
  static let name = "momentum"
  static let summary = "gradient descent with momentum: v ← μ v + g, θ ← θ − η v"
  static let settings = [
    Setting("momentum", "μ, how much of the velocity stays", .decay, .number(Rational(9, 10))),
    Setting(
      "velocity", "whether the velocity sums gradients, as in PyTorch, or steps η g, as in Keras and in the paper",
      .choice(["gradients", "steps"]), .word("gradients")),
    Setting("dampening", "τ: the velocity takes (1 − τ) g after the first step", .share, 0),
  ]
  var usualLearningRate: Double { 0.05 }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] { [OptimizerMemory("velocity", of: parameter)] }

  private var dampening: Rational { values[number: "dampening"] }

  /// The share of the gradient that is taken in: 1 in the first step.
  var scalars: [StepScalar] {
    if dampening.isZero { return [] }
    let later = Formula.map(.step, .symbol(StepScalar.time) - .constant(Rational(3, 2)))
    return [StepScalar("intake", 1 - .constant(dampening) * later)]
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let kept = step.memory("velocity").scaled(by: values[number: "momentum"])
    let g = dampening.isZero ? g : times(step.scalar("intake"), g)
    if values[word: "velocity"] == "steps" {
      let v = kept - times(step.η, g)
      return OptimizerUpdate(θ + v, ["velocity": v])
    }
    let v = kept + g
    return OptimizerUpdate(θ - times(step.η, v), ["velocity": v])
  }
}

extension Optimizer {
  /// Gradient descent with momentum μ.
  public static func momentum(_ μ: Rational = Rational(9, 10)) -> Optimizer {
    Optimizer(Momentum(Momentum.values(["momentum": .number(μ)])))
  }
}
