import GradusExpression

/// All real common zeros of two polynomials in two unknowns.
///
/// Elimination gives polynomials for each of the unknowns alone (Sylvester's resultants), and with their real roots a list that holds every
/// solution. A pair of exact numbers is tried in exact arithmetic. Of the others, interval arithmetic over a box around the pair excludes
/// those that are none, and Krawczyk's test (R. Krawczyk, Computing 4, 1969) proves that one zero lies in the box; what neither decides is
/// not answered.
struct PlaneSystem {
  /// A solution, with a box of exact numbers in which it lies alone.
  struct Zero {
    let x: AlgebraicNumber
    let y: AlgebraicNumber
    let box: (x: RationalInterval, y: RationalInterval)
    var isExact: Bool { x.isExact && y.isExact }
  }

  let zeros: [Zero]
  /// What is left for each unknown alone.
  let eliminants: (x: RationalPolynomial, y: RationalPolynomial)

  /// Nil where there are infinitely many, where elimination takes too long, or where it cannot be decided of a pair whether it is a zero.
  init?(_ first: PlanePolynomial, _ second: PlanePolynomial) {
    guard !first.isZero, !second.isZero, let inY = first.resultant(with: second),
      let inX = first.exchanged.resultant(with: second.exchanged), !inX.isZero, !inY.isZero
    else { return nil }
    eliminants = (inX, inY)
    var zeros: [Zero] = []
    for x in Self.realRoots(inX) {
      for y in Self.realRoots(inY) {
        guard let isZero = Self.vanishes(first, second, x, y) else { return nil }
        if isZero { zeros.append(Zero(x: x.number, y: y.number, box: (x.range, y.range))) }
      }
    }
    self.zeros = zeros
  }

  private struct Root {
    let number: AlgebraicNumber
    /// The root alone where it is rational.
    let range: RationalInterval
  }

  private static func realRoots(_ polynomial: RationalPolynomial) -> [Root] {
    polynomial.roots().compactMap { root, _ in
      switch root {
      case .rational(let value): return Root(number: root, range: RationalInterval(value))
      case .surd(let surd) where !surd.isReal: return nil
      case .numeric(_, let imaginary) where imaginary != 0: return nil
      case .surd, .numeric:
        guard let value = Rational(exactly: root.value.real) else { return nil }
        // Rounding errors of a root in double precision are far smaller.
        return Root(
          number: root, range: RationalInterval(around: value, max(value.magnitude, 1) * Rational(1, 1_000_000_000_000))
        )
      }
    }.sorted { $0.range.low < $1.range.low }
  }

  /// Whether both vanish at one point of the box; nil where that is not decided.
  private static func vanishes(_ first: PlanePolynomial, _ second: PlanePolynomial, _ x: Root, _ y: Root) -> Bool? {
    let (a, b) = (first(x.range, y.range), second(x.range, y.range))
    if !a.holdsZero || !b.holdsZero { return false }
    if case .rational = x.number, case .rational = y.number { return true }
    return isZeroCertain(first, second, x.range, y.range) ? true : nil
  }

  /// Krawczyk's operator m − Y F(m) + (I − Y F′(B))(B − m) maps the box into its inside.
  private static func isZeroCertain(
    _ first: PlanePolynomial, _ second: PlanePolynomial, _ x: RationalInterval, _ y: RationalInterval
  ) -> Bool {
    // A rational coordinate gets a box too, so that the operator has an inside to go to.
    let radius = max((x.high - x.low) / 2, (y.high - y.low) / 2) * 1000
    let (m, n) = (x.middle, y.middle)
    let (boxX, boxY) = (RationalInterval(around: m, radius), RationalInterval(around: n, radius))
    let slopes = (first.slopes, second.slopes)
    let (a, b) = (slopes.0.x(m, n), slopes.0.y(m, n))
    let (c, d) = (slopes.1.x(m, n), slopes.1.y(m, n))
    let determinant = a * d - b * c
    guard !determinant.isZero else { return false }
    let inverse = [[d / determinant, -b / determinant], [-c / determinant, a / determinant]]
    let jacobian = [
      [slopes.0.x(boxX, boxY), slopes.0.y(boxX, boxY)], [slopes.1.x(boxX, boxY), slopes.1.y(boxX, boxY)],
    ]
    let value = [first(m, n), second(m, n)]
    let (dx, dy) = (RationalInterval(around: 0, radius), RationalInterval(around: 0, radius))
    func image(_ row: Int) -> RationalInterval {
      let step = inverse[row][0] * value[0] + inverse[row][1] * value[1]
      func rest(_ column: Int) -> RationalInterval {
        let product =
          RationalInterval(inverse[row][0]) * jacobian[0][column] + RationalInterval(inverse[row][1])
          * jacobian[1][column]
        return RationalInterval(row == column ? 1 : 0) - product
      }
      return RationalInterval((row == 0 ? m : n) - step) + rest(0) * dx + rest(1) * dy
    }
    return image(0).isInside(boxX) && image(1).isInside(boxY)
  }
}
