public import GradusExpression

/// Where the gradient of a polynomial in two variables vanishes, and what the Hessian says of each of the points.
///
///     let points = PlaneStationaryPoints(of: x.power(3) - 3 * x * y + y.power(3), in: x, y)!
///     points.points.map(\.kind)    // [saddle, minimum]
public struct PlaneStationaryPoints: Sendable {
  /// What a point is, by the determinant and the first entry of the Hessian there.
  public enum Kind: String, Hashable, Sendable {
    case minimum
    case maximum
    case saddle
    /// The Hessian is singular there, or its sign is not certain.
    case undecided
  }

  /// A stationary point.
  public struct Point: Sendable {
    /// The first coordinate: exact where it is rational or made of square roots, otherwise a number near it.
    public let x: AlgebraicNumber
    /// The second coordinate, likewise.
    public let y: AlgebraicNumber
    /// By the second derivatives.
    public let kind: Kind
    /// The function there, where the coordinates are rational.
    public let value: Rational?
    /// The Hessian there by rows, where the coordinates are rational.
    public let hessian: [Rational]?
  }

  /// The points, by rising x, then y.
  public let points: [Point]
  /// What elimination leaves for x alone, the other variable eliminated.
  public let eliminant: RationalPolynomial

  /// Nil for what is no polynomial in the two variables, where there are infinitely many points, and where they are not all found.
  public init?(of formula: Formula, in x: Formula, _ y: Formula) {
    guard let polynomial = PlanePolynomial(formula, x, y) else { return nil }
    let slopes = polynomial.slopes
    guard let system = PlaneSystem(slopes.x, slopes.y) else { return nil }
    let (xx, xy, yy) = (slopes.x.slopes.x, slopes.x.slopes.y, slopes.y.slopes.y)
    eliminant = system.eliminants.x
    points = system.zeros.map { zero in
      let (a, b, d) = (xx(zero.box.x, zero.box.y), xy(zero.box.x, zero.box.y), yy(zero.box.x, zero.box.y))
      let kind: Kind =
        switch ((a * d - b * b).sign, a.sign) {
        case (1, 1): .minimum
        case (1, -1): .maximum
        case (-1, _): .saddle
        default: .undecided
        }
      var (value, hessian): (Rational?, [Rational]?) = (nil, nil)
      if case .rational(let x) = zero.x, case .rational(let y) = zero.y {
        value = polynomial(x, y)
        hessian = [xx(x, y), xy(x, y), xy(x, y), yy(x, y)]
      }
      return Point(x: zero.x, y: zero.y, kind: kind, value: value, hessian: hessian)
    }
  }
}
