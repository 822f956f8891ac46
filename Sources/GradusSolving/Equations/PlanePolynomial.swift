import GradusExpression

/// A polynomial in two unknowns with rational coefficients.
struct PlanePolynomial: Hashable, Sendable {
  /// The coefficients of xⁱ yʲ by i, then j.
  let rows: [RationalPolynomial]

  /// By rising power of x, each coefficient a polynomial in y.
  init(_ rows: [RationalPolynomial]) {
    var trimmed = rows
    while trimmed.last?.isZero == true { trimmed.removeLast() }
    self.rows = trimmed
  }

  /// Nil for what is no polynomial with rational coefficients in these two unknowns.
  init?(_ formula: Formula, _ x: Formula, _ y: Formula) {
    guard let quotient = SymbolicQuotient(formula, in: x), quotient.denominator.isEmpty else { return nil }
    var rows: [RationalPolynomial] = []
    for coefficient in quotient.numerator.coefficients {
      if coefficient.isZero {
        rows.append(RationalPolynomial([]))
        continue
      }
      guard let inner = SymbolicQuotient(coefficient, in: y), inner.denominator.isEmpty,
        let polynomial = inner.numerator.rational
      else { return nil }
      rows.append(polynomial)
    }
    self.init(rows)
  }

  var isZero: Bool { rows.isEmpty }
  /// The degree in x; -1 of the zero polynomial.
  var degree: Int { rows.count - 1 }
  /// The degree in y.
  var innerDegree: Int { rows.map(\.degree).max() ?? -1 }

  /// With x and y exchanged.
  var exchanged: PlanePolynomial {
    PlanePolynomial(
      (0...max(innerDegree, 0)).map { power in
        RationalPolynomial(rows.map { power < $0.coefficients.count ? $0.coefficients[power] : 0 })
      })
  }

  /// The polynomial in x for one y.
  func at(inner y: Rational) -> [Rational] { rows.map { $0(y) } }

  func callAsFunction(_ x: Rational, _ y: Rational) -> Rational {
    rows.reversed().reduce(Rational.zero) { $0 * x + $1(y) }
  }

  /// An interval that holds all values on a box.
  func callAsFunction(_ x: RationalInterval, _ y: RationalInterval) -> RationalInterval {
    rows.reversed().reduce(RationalInterval(0)) { sum, row in
      sum * x + row.coefficients.reversed().reduce(RationalInterval(0)) { $0 * y + RationalInterval($1) }
    }
  }

  /// The derivatives in x and in y.
  var slopes: (x: PlanePolynomial, y: PlanePolynomial) {
    let inX = rows.enumerated().dropFirst().map { power, row in
      RationalPolynomial(row.coefficients.map { Rational(power) * $0 })
    }
    return (PlanePolynomial(Array(inX)), PlanePolynomial(rows.map(\.derivative)))
  }

  /// The resultant in x, a polynomial in y that vanishes at the y of every common zero; nil where it would take too long.
  ///
  /// The determinant of Sylvester's matrix at as many numbers as its degree asks for, and the polynomial through them.
  func resultant(with other: PlanePolynomial) -> RationalPolynomial? {
    let (m, n) = (degree, other.degree)
    guard m >= 0, n >= 0 else { return nil }
    let bound = n * max(innerDegree, 0) + m * max(other.innerDegree, 0)
    guard m + n <= 16, bound <= 48 else { return nil }
    // 0, −1, 1, −2, 2, …
    let places = (0...bound).map { index -> Rational in
      let size = (index + 1) / 2
      return Rational(index % 2 == 0 ? size : -size)
    }
    let values = places.map { y in
      Self.determinant(Self.sylvester(at(inner: y), other.at(inner: y), m, n))
    }
    return RationalPolynomial(through: places, values)
  }

  /// Sylvester's matrix of two polynomials, the constants first, taken as of the degrees m and n.
  private static func sylvester(_ f: [Rational], _ g: [Rational], _ m: Int, _ n: Int) -> [[Rational]] {
    (0..<(m + n)).map { row -> [Rational] in
      let (own, shift, degree) = row < n ? (f, row, m) : (g, row - n, n)
      return (0..<(m + n)).map { column -> Rational in
        let power = degree - column + shift
        return (0...degree).contains(power) && power < own.count ? own[power] : .zero
      }
    }
  }

  private static func determinant(_ rows: [[Rational]]) -> Rational {
    let count = rows.count
    if count == 0 { return 1 }
    let matrix = ExactMatrix(rowCount: count, columnCount: count, elements: rows.flatMap(\.self))
    return (try? matrix.determinant()) ?? 0
  }
}

extension RationalPolynomial {
  /// The polynomial of least degree through points, by Newton's divided differences.
  fileprivate init(through places: [Rational], _ values: [Rational]) {
    var differences = values
    for order in places.indices.dropFirst() {
      for index in places.indices.reversed() where index >= order {
        differences[index] = (differences[index] - differences[index - 1]) / (places[index] - places[index - order])
      }
    }
    var coefficients: [Rational] = []
    for index in places.indices.reversed() {
      // c ← c (x − xᵢ) + dᵢ
      var next = Array(repeating: Rational.zero, count: coefficients.count + 1)
      for (power, coefficient) in coefficients.enumerated() {
        next[power + 1] += coefficient
        next[power] -= coefficient * places[index]
      }
      next[0] += differences[index]
      coefficients = next
    }
    self.init(coefficients)
  }
}

/// All numbers between two, both of them included; sums and products hold every value that they can have.
struct RationalInterval: Hashable, Sendable {
  let low: Rational
  let high: Rational

  init(_ low: Rational, _ high: Rational) { (self.low, self.high) = (low, high) }
  init(_ value: Rational) { (low, high) = (value, value) }

  /// The numbers within a distance of one.
  init(around value: Rational, _ radius: Rational) { (low, high) = (value - radius, value + radius) }

  var middle: Rational { (low + high) / 2 }
  /// 1 where all are positive, −1 where all are negative, 0 where all are 0; nil where that is not told.
  var sign: Int? {
    if low.isZero, high.isZero { return 0 }
    return low > 0 ? 1 : high < 0 ? -1 : nil
  }
  var holdsZero: Bool { low <= 0 && high >= 0 }
  func isInside(_ other: RationalInterval) -> Bool { low > other.low && high < other.high }

  static func + (left: Self, right: Self) -> Self { Self(left.low + right.low, left.high + right.high) }
  static func - (left: Self, right: Self) -> Self { Self(left.low - right.high, left.high - right.low) }
  static func * (left: Self, right: Self) -> Self {
    let products = [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high]
    return Self(products.min()!, products.max()!)
  }
}
