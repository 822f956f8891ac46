import GradusCalculus
package import GradusExpression

/// Where a polynomial in two numbers is stationary on a curve g = 0 of two polynomials, by Lagrange's multiplier: there the gradients are
/// parallel,
///
///     ∂f/∂x ∂g/∂y − ∂f/∂y ∂g/∂x = 0,  g = 0
package struct CurveExtremes: Sendable {
  package struct Point: Sendable {
    package let x: Formula
    package let y: Formula
    package let value: Formula
    let number: Double
  }

  /// All such points, by rising value.
  package let points: [Point]
  /// Whether the curve is bounded, so that the function has a smallest and a largest value on it.
  package let isBounded: Bool
  /// What is to vanish besides g.
  package let parallel: Formula

  /// Nil where one of both is no polynomial with rational coefficients, or where not all points are found.
  package init?(of formula: Formula, in x: Formula, _ y: Formula, keeping constraint: Formula) {
    func slope(_ formula: Formula, _ variable: Formula) -> Formula? {
      try? derivative(of: formula, withRespectTo: variable).simplified()
    }
    guard let fx = slope(formula, x), let fy = slope(formula, y), let gx = slope(constraint, x),
      let gy = slope(constraint, y)
    else { return nil }
    let parallel = (fx * gy - fy * gx).simplified()
    guard let first = PlanePolynomial(parallel, x, y), let second = PlanePolynomial(constraint, x, y),
      let system = PlaneSystem(first, second), !system.zeros.isEmpty
    else { return nil }
    var found: [Point] = []
    for zero in system.zeros {
      let (a, b) = (zero.x.formula, zero.y.formula)
      let value = formula.substituting([x: a, y: b]).computed.simplified()
      guard let number = value.number, number.isFinite else { return nil }
      found.append(Point(x: a, y: b, value: value, number: number))
    }
    self.parallel = parallel
    points = found.sorted { $0.number < $1.number }
    guard let xx = slope(gx, x)?.constantValue, let xy = slope(gx, y)?.constantValue,
      let yy = slope(gy, y)?.constantValue
    else {
      isBounded = false
      return
    }
    isBounded = !(xx * yy - xy * xy).isNegative && !(xx * yy - xy * xy).isZero
  }

  /// Those with the smallest value, and with the largest.
  package func extreme(isLargest: Bool) -> [Point] {
    guard let end = isLargest ? points.last?.number : points.first?.number else { return [] }
    return points.filter { abs($0.number - end) <= 1e-9 * (1 + abs(end)) }
  }
}

/// The smallest and the largest value of a quadratic form xᵀ A x on a sphere ‖x‖ = r: r² times the smallest and the largest eigenvalue of
/// the symmetric part of A (Rayleigh), at eigenvectors of length r.
package struct SphereExtremes: Sendable {
  /// The symmetric matrix.
  package let matrix: Formula
  /// r².
  package let squaredRadius: Formula

  /// Nil where the function is no quadratic form in the vector, or the constraint no sphere around 0.
  package init?(of formula: Formula, over variable: Formula, keeping constraint: Formula) {
    guard variable.rank == 1, constraint.isScalar, formula.isScalar,
      let slope = try? gradient(of: formula, withRespectTo: variable).simplified(),
      let hessian = try? derivative(of: slope, withRespectTo: variable).simplified(), !hessian.contains(variable),
      slope.substituting([variable: .zero(variable.shape)]).simplified().isZero,
      formula.substituting([variable: .zero(variable.shape)]).simplified().isZero
    else { return nil }
    // ‖x‖² − r², or ‖x‖ − r.
    let t = Formula.symbol(Symbol("t", [], facts: [.positive]))
    let squared = squaredNorm(variable)
    var inLength = constraint.substituting([squared: t .** 2]).simplified()
    if inLength.contains(variable) {
      inLength = constraint.substituting([Formula.power(squared, .constant(Rational(1, 2))): t])
        .simplified()
    }
    guard !inLength.contains(variable), inLength.contains(t), case .symbol(let symbol) = t.node else { return nil }
    let radius: Formula
    switch Equation(inLength, equals: .zero, for: symbol).solve() {
    case .roots(let found) where found.roots.count == 1 && found.conditions.isEmpty: radius = found.roots[0].value
    case .exact(_, .unique(let values)):
      guard let value = values.elements.first, !value.isNegative, !value.isZero else { return nil }
      radius = .constant(value)
    case .symbolic(let value, let conditions, _) where conditions.isEmpty: radius = value
    default: return nil
    }
    matrix = hessian.scaled(by: Rational(1, 2)).simplified()
    squaredRadius = (radius .** 2).simplified()
  }
}
