import GradusCalculus
import GradusExpression

extension ExactMatrix {
  /// The matrix that a literal is; nil for one with another count of axes.
  init?(_ literal: Literal) {
    guard literal.shape.count == 2 else { return nil }
    self.init(rowCount: literal.shape[0], columnCount: literal.shape[1], elements: literal.values)
  }
}

extension Literal {
  /// The numbers as a matrix: a vector is one column, a scalar has one entry.
  var exactMatrix: ExactMatrix {
    precondition(shape.count <= 2, "a tensor of shape \(shape) is no matrix")
    return ExactMatrix(rowCount: shape.first ?? 1, columnCount: shape.count == 2 ? shape[1] : 1, elements: values)
  }
}

extension ExactMatrix {
  /// Whether the matrix is positive definite or semidefinite; nil where it is neither.
  var definiteness: Definiteness? { Literal(shape: shape, values: elements).definiteness }
}
