public import GradusExpression

/// s ← ρ s + (1 − ρ) g², θ ← θ − η g / (√s + ε); centred, s − m² stands in the place of s, with the mean gradient m; with a
/// momentum, the quotient goes into a velocity v ← μ v + g / (√s + ε).
///
/// Source: T. Tieleman and G. Hinton, lecture 6.5 of "Neural networks for machine learning" (2012); centred: A. Graves,
/// "Generating sequences with recurrent neural networks", arXiv:1308.0850 (2013). ε outside of the root, as in PyTorch.
struct RMSprop: OptimizerMethod {
  static let name = "rmsprop"
  static let summary = "the gradient over the root of its mean square"
  static let settings = [
    Setting("rho", "ρ, how much of the mean square stays", .decay, .number(Rational(99, 100))),
    Setting("epsilon", "ε, which keeps the quotient finite", .positive, .number(Rational(1, 100_000_000))),
    Setting("momentum", "μ, how much of the velocity stays", .decay, 0),
    .flag("centered", "whether the squared mean is taken off the mean square", false),
  ]
  var usualLearningRate: Double { 0.01 }
  let values: Values

  init(_ values: Values) { self.values = values }

  private var hasMomentum: Bool { !values[number: "momentum"].isZero }
  private var isCentered: Bool { values[flag: "centered"] }

  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    [OptimizerMemory("square", of: parameter, isNonnegative: true)]
      + (isCentered ? [OptimizerMemory("mean", of: parameter)] : [])
      + (hasMomentum ? [OptimizerMemory("velocity", of: parameter)] : [])
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let ρ = values[number: "rho"]
    let ε = Formula.constant(values[number: "epsilon"]).broadcast(to: g.shape)
    let s = step.mean("square", ρ, of: g .** 2)
    var memories = ["square": s]
    var spread = s
    if isCentered {
      let m = step.mean("mean", ρ, of: g)
      memories["mean"] = m
      spread = s - .power(m, 2)
    }
    var direction = g ./ (sqrt(spread) + ε)
    if hasMomentum {
      direction = step.memory("velocity").scaled(by: values[number: "momentum"]) + direction
      memories["velocity"] = direction
    }
    return OptimizerUpdate(θ - times(step.η, direction), memories)
  }
}

extension Optimizer {
  /// The gradient over the root of its mean square, of which the share ρ stays.
  public static func rmsprop(
    rho: Rational = Rational(99, 100), epsilon: Rational = Rational(1, 100_000_000)
  ) -> Optimizer { Optimizer(RMSprop(RMSprop.values(["rho": .number(rho), "epsilon": .number(epsilon)]))) }
}
