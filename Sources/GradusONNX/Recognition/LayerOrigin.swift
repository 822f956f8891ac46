internal import GradusExpression
internal import GradusLearning

/// What a formula was read from, where that is a layer of ours.
enum LayerOrigin {
  /// So many times an activation of a value.
  case activation(Activation, of: Formula, factor: Float = 1)
  /// A layer by its description, with the values of its slots in their order.
  case layer(String, of: Formula, values: [Formula])
  /// Values side by side.
  case joined([Formula])
}

extension LayerOrigin {
  /// What goes into the layer; nil where several values do.
  var inner: Formula? {
    switch self {
    case .activation(_, let inner, _), .layer(_, let inner, _): inner
    case .joined: nil
    }
  }
}

/// A formula that is no layer.
struct UnrecognizedFormula: Error {
  let formula: Formula
}
