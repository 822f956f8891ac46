import GradusExpression
import GradusOptimization

/// The input itself: every example is a row already.
struct FlattenLayer: LayerKind {
  static let name = "flatten"
  static let summary = "nothing: every example is one row already"
  static let settings: [Setting] = []
  let values: Values

  init(_ values: Values) { self.values = values }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula { x }
}
