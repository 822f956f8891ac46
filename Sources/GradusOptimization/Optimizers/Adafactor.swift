internal import GradusExpression

/// Adam with the mean square of a matrix kept as the product of a column and a row: with β = 1 − tᵟ,
/// r ← β r + (1 − β) mean of the rows of g², c likewise of the columns, s = r cᵀ / mean(r); u = g / √max(s, ε₁²);
/// θ ← θ − α u / max(1, RMS(u) / d) with α = max(ε₂, RMS(θ)) min(η, 1/√t).
///
/// Source: N. Shazeer and M. Stern, "Adafactor: adaptive learning rates with sublinear memory cost", ICML 2018, as in PyTorch.
struct Adafactor: OptimizerMethod {
  static let name = "adafactor"
  static let summary = "Adam with a row and a column for every matrix of mean squares"
  static let settings = [
    Setting("decay", "δ, below zero: β = 1 − tᵟ of the mean squares stays", .number, .number(Rational(-8, 10))),
    Setting("clip", "d, the greatest root mean square of a step before η", .positive, 1),
    Setting("floor", "ε₂, the least scale of a parameter", .positive, .number(Rational(1, 1000))),
    Setting("epsilon", "ε₁, which keeps the quotient finite", .positive, .number(Rational(12, 100_000_000))),
  ]
  var usualLearningRate: Double { 0.01 }
  var decaysBesideGradient: Bool { true }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    guard parameter.shape.count == 2 else { return [OptimizerMemory("square", of: parameter, isNonnegative: true)] }
    return [
      OptimizerMemory("rowSquare", [parameter.shape[0]], isNonnegative: true),
      OptimizerMemory("columnSquare", [parameter.shape[1]], isNonnegative: true),
    ]
  }

  var scalars: [StepScalar] {
    let t = Formula.symbol(StepScalar.time)
    return [
      StepScalar("intake", .power(t, .constant(values[number: "decay"]))),
      StepScalar("relativeRate", .extremum(.minimum, .symbol(StepScalar.learningRate), 1 / sqrt(t))),
    ]
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let new = step.scalar("intake")
    let count = g.shape.reduce(Formula.one) { $0 * .size($1) }
    func rms(_ x: Formula) -> Formula { sqrt(squaredNorm(x) / count) }
    func kept(_ name: String, _ x: Formula) -> Formula { times(1 - new, step.memory(name)) + times(new, x) }
    var memories: [String: Formula] = [:]
    var s: Formula
    if g.rank == 2 {
      let r = kept("rowSquare", (g .** 2).summed(along: [1]) / .size(g.shape[1]))
      let c = kept("columnSquare", (g .** 2).summed(along: [0]) / .size(g.shape[0]))
      memories = ["rowSquare": r, "columnSquare": c]
      let mean = Formula.extremum(.maximum, r.summed / .size(g.shape[0]), .constant(values[number: "epsilon"]))
      s = times(1 / mean, .outer(r, c))
    } else {
      s = kept("square", g .** 2)
      memories = ["square": s]
    }
    let ε = values[number: "epsilon"]
    s = .extremum(.maximum, s, Formula.constant(ε * ε).broadcast(to: s.shape))
    let u = g ./ sqrt(s)
    let α =
      Formula.extremum(.maximum, .constant(values[number: "floor"]), rms(θ))
      * step.scalar("relativeRate").scaled(by: step.rate)
    let clip = Formula.extremum(.maximum, 1, rms(u) / .constant(values[number: "clip"]))
    return OptimizerUpdate(θ - times(step.η, step.decay) - times(α / clip, u), memories)
  }
}
