internal import GradusExpression

/// Two sets of parameters: fast ones follow another optimiser, and after every k steps slow ones go a share of the way to them, where the
/// fast ones then go on:
///
///     φ ← φ + α (θ − φ), θ ← φ    where t is a multiple of k
///
/// The slow ones begin where the parameters do.
///
/// Source: M. Zhang et al., "Lookahead optimizer: k steps forward, 1 step back", NeurIPS 2019, algorithm 1.
struct Lookahead: OptimizerMethod {
  static let name = "lookahead"
  package static let takesParts = true
  static let summary =
    "every few steps back to a share of the way that another optimiser went: lookahead(adam, every=5)"
  static let settings = [
    Setting("every", "k, the steps of the other optimiser before each step back", .count(1, 1000), 5),
    Setting("share", "α, the share of the way that is kept", .share, .number(Rational(1, 2))),
  ]
  let values: Values
  private let inner: any OptimizerMethod

  /// - Throws: `DescriptionError` unless one optimiser stands within that is no lookahead itself.
  init(_ values: Values) throws(DescriptionError) {
    guard values.parts.count <= 1 else {
      throw DescriptionError("a lookahead follows one optimiser, not \(values.parts.count)")
    }
    inner =
      try values.parts.first.map { part throws(DescriptionError) in try Optimizer(part).method }
      ?? Optimizer.adam().method
    guard !(inner is Lookahead) else { throw DescriptionError("a lookahead of a lookahead: one is enough") }
    guard inner.searchMemory == nil else {
      throw DescriptionError("a lookahead follows an optimiser of many small steps, not \(inner.clause.name)")
    }
    self.values = Self.values(
      ["every": .number(values[number: "every"]), "share": .number(values[number: "share"])], parts: [inner.clause])
  }

  var usualLearningRate: Double { inner.usualLearningRate }
  var decaysBesideGradient: Bool { inner.decaysBesideGradient }
  var usualWeightDecay: Rational { inner.usualWeightDecay }

  func memories(of parameter: Symbol) -> [OptimizerMemory] {
    inner.memories(of: parameter) + [OptimizerMemory("slow", of: parameter)]
  }

  /// Besides those of the other: 1 in the first step, and 1 where the step is a multiple of k: cos(2π t/k) is then 1, and otherwise at
  /// most cos(2π/k), below cos(π/k).
  var scalars: [StepScalar] {
    let (t, k) = (Formula.symbol(StepScalar.time), Formula.constant(values[number: "every"]))
    return inner.scalars + [
      StepScalar("isFirst", isPositive: false, .map(.step, .constant(Rational(3, 2)) - t)),
      StepScalar("isBack", isPositive: false, .map(.step, cos(2 * .pi * t / k) - cos(.pi / k))),
    ]
  }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    let update = inner.update(θ, gradient: g, step)
    let (first, back) = (step.scalar("isFirst"), step.scalar("isBack"))
    let slow = times(first, θ) + times(1 - first, step.memory("slow"))
    let way = update.parameter - slow
    let next = slow + times(back, way.scaled(by: values[number: "share"]))
    var memories = update.memories
    memories["slow"] = next
    return OptimizerUpdate(times(1 - back, update.parameter) + times(back, next), memories)
  }

  static func == (left: Self, right: Self) -> Bool { left.values == right.values }
  func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
