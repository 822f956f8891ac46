import BigInt

extension Formula {
  /// A function of every entry, in canonical form.
  public static func map(_ function: ElementaryFunction, _ argument: Formula) -> Formula {
    if let value = argument.constantValue, let exact = function.definition.exactValue(at: value) {
      return constant(exact)
    }
    if argument.isZero, let exact = function.definition.exactValue(at: 0) {
      return ones(argument.shape).scaled(by: exact)
    }
    let (coefficient, _) = argument.coefficientAndRest
    if coefficient.isNegative, let parity = function.parity {
      let result = map(function, argument.scaled(by: -1))
      return parity == .odd ? result.scaled(by: -1) : result
    }
    if function == .log, let known = logarithm(of: argument) { return known }
    // A function of a repeated vector is the repeated function of the vector.
    if case .contraction(let inner) = argument.node, inner.factors.count == 1, inner.isEntrywise {
      return .contraction(
        [.init(map(function, inner.factors[0].formula), inner.factors[0].labels)], output: Array(0..<inner.rank),
        sizes: Dictionary(uniqueKeysWithValues: zip(0..<inner.rank, inner.sizes)))
    }
    return Formula(.map(function, argument), shape: argument.shape)
  }

  /// log e = 1, and the logarithms of a determinant and of Γ, which are nodes of their own.
  private static func logarithm(of argument: Formula) -> Formula? {
    switch argument.node {
    case .namedConstant(.e):
      return one
    case .determinant(let matrix):
      return .logDeterminant(matrix)
    case .map(.exp, let inner):
      // Γ(x) is exp(log Γ(x)).
      if case .map(.lgamma, _) = inner.node { return inner }
      return nil
    case .power(let base, let exponent):
      // log det(A)⁻¹ = −log det A: both sides ask for det A > 0.
      guard case .determinant(let matrix) = base.node, let value = exponent.constantValue, value.isInteger,
        value.numerator % 2 != 0
      else { return nil }
      return logDeterminant(matrix).scaled(by: value)
    default:
      return nil
    }
  }

  /// The larger or smaller of two entries at the same place.
  public static func extremum(_ extremum: Extremum, _ left: Formula, _ right: Formula) -> Formula {
    precondition(left.shape == right.shape, "\(describe(shape: left.shape)) beside \(describe(shape: right.shape))")
    if left == right { return left }
    if let a = left.constantValue, let b = right.constantValue {
      return constant(extremum == .maximum ? max(a, b) : min(a, b))
    }
    let (first, second) = left < right ? (left, right) : (right, left)
    return Formula(.extremum(extremum, first, second), shape: left.shape)
  }

  /// A reduction along axes, which are dropped.
  public static func reduction(_ reduction: Reduction, _ argument: Formula, axes: [Int]) -> Formula {
    let axes = Set(axes).sorted()
    if axes.isEmpty { return argument }
    precondition(axes.allSatisfy(argument.shape.indices.contains), "axes \(axes) of \(describe(shape: argument.shape))")
    let shape = argument.shape.indices.filter { !axes.contains($0) }.map { argument.shape[$0] }
    return Formula(.reduction(reduction, argument, axes: axes), shape: shape)
  }

  /// A function of all entries along axes that keeps them, in canonical form.
  public static func alongAxes(_ function: AxisFunction, _ argument: Formula, axes: [Int]) -> Formula {
    let axes = Set(axes).sorted()
    precondition(axes.allSatisfy(argument.shape.indices.contains), "axes \(axes) of \(describe(shape: argument.shape))")
    // One entry is its own largest, and there are no others.
    if axes.allSatisfy({ argument.shape[$0] == 1 }) { return ones(argument.shape) }
    return Formula(.alongAxes(function, argument, axes: axes), shape: argument.shape)
  }

  /// The same entries in row-major order under another shape of the same count of entries.
  public func reshaped(to shape: [Size]) -> Formula {
    if shape == self.shape { return self }
    precondition(
      shape.reduce(1, *) == self.shape.reduce(1, *),
      "\(describe(shape: self.shape)) cannot become \(describe(shape: shape))")
    if case .reshape(let inner) = node { return inner.reshaped(to: shape) }
    return isZero ? .zero(shape) : isOnes ? .ones(shape) : Formula(.reshape(self), shape: shape)
  }
}
