public import GradusExpression

/// v ← μ v + g, θ ← θ − η (g + μ v); or, where the velocity has the learning rate in it, v ← μ v − η g, θ ← θ + μ v − η g.
///
/// Source: Y. Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k²)" (1983), in
/// the form of Sutskever et al. (2013), its parameters counted from the point that the gradient is taken at.
struct Nesterov: OptimizerMethod {
  static let name = "nesterov"
  static let summary = "Nesterov's momentum: v ← μ v + g, θ ← θ − η (g + μ v)"
  static let settings = [Momentum.settings[0], Momentum.settings[1]]
  var usualLearningRate: Double { 0.05 }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] { [OptimizerMemory("velocity", of: parameter)] }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let μ = values[number: "momentum"]
    let kept = step.memory("velocity").scaled(by: μ)
    if values[word: "velocity"] == "steps" {
      let descent = times(step.η, g)
      let v = kept - descent
      return OptimizerUpdate(θ + v.scaled(by: μ) - descent, ["velocity": v])
    }
    let v = kept + g
    return OptimizerUpdate(θ - times(step.η, g + v.scaled(by: μ)), ["velocity": v])
  }
}

extension Optimizer {
  /// Nesterov's momentum μ.
  public static func nesterov(_ μ: Rational = Rational(9, 10)) -> Optimizer {
    Optimizer(Nesterov(Nesterov.values(["momentum": .number(μ)])))
  }
}
