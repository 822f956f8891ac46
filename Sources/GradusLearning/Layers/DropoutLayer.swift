import GradusExpression
import GradusOptimization

/// X ⊙ M / (1 − p), where every entry of M is 0 with probability p and 1 otherwise; X itself in use.
///
/// Source: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15 (2014).
struct DropoutLayer: LayerKind {
  static let name = "dropout"
  static let summary = "drops numbers at random in training"
  static let settings = [Setting("drop", "the share of the numbers that is dropped", .decay, .number(Rational(1, 2)))]
  let values: Values

  init(_ values: Values) { self.values = values }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    let kept = 1 - values[number: "drop"]
    guard pass.isTraining, kept < 1 else { return x }
    return .parts(pass.draw(.keeps(kept.doubleValue), like: x), x).scaled(by: 1 / kept)
  }
}
