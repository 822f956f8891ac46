internal import GradusExpression

/// s ← ρ s + (1 − ρ) g², Δ = √(u + ε) / √(s + ε) g, u ← ρ u + (1 − ρ) Δ², θ ← θ − η Δ
///
/// Source: M. Zeiler, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701 (2012), algorithm 1.
struct Adadelta: OptimizerMethod {
  static let name = "adadelta"
  static let summary = "steps in the scale of the steps before"
  static let settings = [
    Setting("rho", "ρ, how much of the mean squares stays", .decay, .number(Rational(9, 10))),
    Setting("epsilon", "ε, which lets the first step be more than none", .positive, .number(Rational(1, 1_000_000))),
  ]
  var usualLearningRate: Double { 1 }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    ["square", "squaredStep"].map { OptimizerMemory($0, of: parameter, isNonnegative: true) }
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let ρ = values[number: "rho"]
    let ε = Formula.constant(values[number: "epsilon"]).broadcast(to: g.shape)
    let s = step.mean("square", ρ, of: g .** 2)
    let Δ = Formula.product([sqrt(step.memory("squaredStep") + ε) ./ sqrt(s + ε), g], flattening: false)
    return OptimizerUpdate(
      θ - times(step.η, Δ), ["square": s, "squaredStep": step.mean("squaredStep", ρ, of: Δ .** 2)])
  }
}
