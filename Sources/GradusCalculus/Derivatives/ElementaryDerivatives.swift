import GradusExpression

/// What ReLU′(0) is taken to be: ReLU has no derivative at 0, and both values are in use.
public enum ReLUConvention: String, Hashable, Sendable, CaseIterable {
  case zeroAtZero = "0"
  case oneAtZero = "1"
}

extension ElementaryFunction {
  /// f′(x), written with the value y = f(x) where that saves work.
  ///
  /// `sign` and the two steps are constant wherever they have a derivative, which is then 0.
  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    switch self {
    case .exp: y
    case .log: .power(x, -1)
    case .sin: .map(.cos, x)
    case .cos: -.map(.sin, x)
    case .tan: 1 + y .** 2
    case .asin: .power(1 - x .** 2, .constant(Rational(-1, 2)))
    case .acos: -.power(1 - x .** 2, .constant(Rational(-1, 2)))
    case .atan: .power(1 + x .** 2, -1)
    case .sinh: .map(.cosh, x)
    case .cosh: .map(.sinh, x)
    case .tanh: 1 - y .** 2
    case .asinh: .power(1 + x .** 2, .constant(Rational(-1, 2)))
    case .acosh: .power(x .** 2 - 1, .constant(Rational(-1, 2)))
    case .atanh: .power(1 - x .** 2, -1)
    case .cbrt: .power(y, -2) / 3
    case .abs: .map(.sign, x)
    case .sign, .step, .stepFromZero: .zero(x.shape)
    case .relu: .map(convention == .zeroAtZero ? .step : .stepFromZero, x)
    case .sigmoid: y .* (1 - y)
    case .softplus: .map(.sigmoid, x)
    case .erf: 2 / sqrt(Formula.pi) * .map(.exp, -(x .** 2))
    }
  }

  /// f′(A) of a matrix function, so that d tr f(A) = tr(f′(A) dA); nil where none is known.
  func matrixDerivative(at matrix: Formula) -> Formula? {
    switch self {
    case .exp: .matrixFunction(.exp, matrix)
    case .log: .inverse(matrix)
    case .sin: .matrixFunction(.cos, matrix)
    case .cos: -.matrixFunction(.sin, matrix)
    case .sinh: .matrixFunction(.cosh, matrix)
    case .cosh: .matrixFunction(.sinh, matrix)
    case .tan, .asin, .acos, .atan, .tanh, .asinh, .acosh, .atanh, .cbrt, .abs, .sign, .step, .stepFromZero, .relu,
      .sigmoid,
      .softplus, .erf:
      nil
    }
  }
}
