import GradusExpression

extension Formula {
  /// What |u|, max(0, u), sign(u) or a step of u is where u has one sign: −u or u, 0 or u, −1 or 1, 0 or 1; nil of any other formula.
  func withoutKink(isNegative: Bool) -> Formula? {
    guard case .map(let function, let argument) = node else { return nil }
    switch function {
    case .abs: return isNegative ? -argument : argument
    case .relu: return isNegative ? .zero(argument.shape) : argument
    case .sign: return isNegative ? -Formula.ones(argument.shape) : .ones(argument.shape)
    case .step, .stepFromZero: return isNegative ? .zero(argument.shape) : .ones(argument.shape)
    default: return nil
    }
  }
}
