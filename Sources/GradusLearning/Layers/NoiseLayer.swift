import GradusExpression
import GradusOptimization

/// X + σ N with standard normal numbers N; X itself in use.
struct NoiseLayer: LayerKind {
  static let name = "noise"
  static let summary = "adds normal noise in training"
  static let settings = [Setting("deviation", "σ, the standard deviation", .nonnegative, .number(Rational(1, 10)))]
  let values: Values

  init(_ values: Values) { self.values = values }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    guard pass.isTraining else { return x }
    return .partsSum([Term(1, x), Term(values[number: "deviation"], pass.draw(.normal, like: x))])
  }
}
