public import GradusExpression

/// Why there is no derivative. What the engine does not know is an error, never a silent zero.
public enum DifferentiationError: DescribedError, Hashable, Sendable {
  /// A matrix function whose derivative is known only inside a trace.
  case matrixFunctionOutsideTrace(ElementaryFunction)
  /// A matrix function with no derivative in the table.
  case unknownMatrixFunction(ElementaryFunction)
  /// A vector of an eigenvalue or singular value, which a second derivative would need.
  case spectralTwice(SpectralFunction)
  /// A gradient or Hessian was asked for, and the formula is no scalar.
  case notScalar(shape: [Formula.Size])

  /// Why there is no derivative, in a sentence.
  public var description: String {
    switch self {
    case .matrixFunctionOutsideTrace(let function):
      "the derivative of the matrix function \(function.rawValue)m is known only inside a trace, tr(\(function.rawValue)m(X)); "
        + "elsewhere it needs the Fréchet derivative, which has no formula in X alone"
    case .unknownMatrixFunction(let function):
      "the derivative of the matrix function \(function.rawValue)m is not known"
    case .spectralTwice(let function):
      "the derivative of \(function.rawValue), which belongs to an eigenvalue or singular value, is not known: it needs all the others; first derivatives of these values are known"
    case .notScalar(let shape):
      "a gradient is of a scalar, and this formula has the shape \(describe(shape: shape)); ask for its Jacobian"
    }
  }
}
