public import GradusExpression

extension Activation {
  /// What the layer makes of its sums: a vector, or a matrix with a row for every example.
  public func formula(_ z: Formula) -> Formula {
    switch self {
    case .identity: z
    case .relu: .map(.relu, z)
    case .sigmoid: .map(.sigmoid, z)
    case .tanh: .map(.tanh, z)
    case .softmax: GradusExpression.softmax(z)
    }
  }
}
