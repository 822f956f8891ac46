import GradusExpression
import GradusOptimization

/// A function of every number, or the softmax of all of them.
struct ActivationLayer: LayerKind {
  static let name = "activation"
  static let takesParts = true
  static let summary = "a function of every number"
  static let settings: [Setting] = []
  let activation: Activation

  init(_ activation: Activation) { self.activation = activation }

  init(_ values: Values) throws(DescriptionError) {
    guard let part = values.parts.first else { throw DescriptionError("an activation has a name") }
    activation = try Activation(part)
  }

  var values: Values { Self.values(parts: [activation.clause]) }
  var clause: Clause { activation.clause }
  var text: String { activation.description }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula { activation(x) }
}
