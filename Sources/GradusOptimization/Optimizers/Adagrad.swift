public import GradusExpression

/// s ← s + g², θ ← θ − η g / (√s + ε)
///
/// Source: J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization",
/// JMLR 12 (2011).
struct Adagrad: OptimizerMethod {
  static let name = "adagrad"
  static let summary = "the gradient over the root of the sum of its squares"
  static let settings = [
    Setting("decay", "δ: the learning rate is η / (1 + (t − 1) δ)", .nonnegative, 0),
    Setting("epsilon", "ε, which keeps the quotient finite", .positive, .number(Rational(1, 10_000_000_000))),
    Setting("initial", "s before the first step", .nonnegative, 0),
  ]
  var usualLearningRate: Double { 0.01 }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    let initial = Float(values[number: "initial"].doubleValue)
    return [OptimizerMemory("square", of: parameter, initial: initial, isNonnegative: true)]
  }

  var scalars: [StepScalar] {
    let δ = values[number: "decay"]
    return [StepScalar("rateDecay", 1 / (1 + .constant(δ) * (.symbol(StepScalar.time) - 1)))]
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let s = step.memory("square") + g .** 2
    let ε = Formula.constant(values[number: "epsilon"]).broadcast(to: g.shape)
    return OptimizerUpdate(
      θ - times(step.η * step.scalar("rateDecay"), g ./ (sqrt(s) + ε)), ["square": s])
  }
}

extension Optimizer {
  /// The gradient over the root of the sum of its squares.
  public static func adagrad(epsilon: Rational = Rational(1, 10_000_000_000)) -> Optimizer {
    Optimizer(Adagrad(Adagrad.values(["epsilon": .number(epsilon)])))
  }
}
