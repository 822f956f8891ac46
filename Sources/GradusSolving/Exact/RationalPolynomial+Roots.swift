import BigInt
public import GradusExpression

/// A root of a polynomial: exact where it is rational or quadratic, otherwise a number in double precision.
public enum AlgebraicNumber: Hashable, Sendable {
  case rational(Rational)
  case surd(QuadraticSurd)
  /// Rounded to double precision: its polynomial has degree 3 or more and no rational or quadratic factor was found.
  case numeric(real: Double, imaginary: Double)

  /// Whether it is known exactly, and not by a number near it.
  public var isExact: Bool {
    switch self {
    case .rational, .surd: true
    case .numeric: false
    }
  }

  /// The real and the imaginary part, rounded.
  public var value: (real: Double, imaginary: Double) {
    switch self {
    case .rational(let number): (number.doubleValue, 0)
    case .surd(let surd): surd.value
    case .numeric(let real, let imaginary): (real, imaginary)
    }
  }
}

extension AlgebraicNumber: CustomStringConvertible {
  /// The number, exactly where that is short.
  public var description: String {
    switch self {
    case .rational(let number): number.description.replacing("-", with: "−")
    case .surd(let surd): surd.description
    case .numeric(let real, let imaginary):
      imaginary == 0 ? "≈ \(real)" : "≈ \(real) \(imaginary < 0 ? "−" : "+") \(abs(imaginary))i"
    }
  }
}

extension RationalPolynomial {
  /// All complex roots with their multiplicities: rational ones first, then surds, then numbers.
  public func roots() -> [(root: AlgebraicNumber, multiplicity: Int)] {
    squareFreeFactors.flatMap { factor, multiplicity in
      factor.simpleRoots().map { ($0, multiplicity) }
    }.sorted { Self.order($0.0) < Self.order($1.0) }
  }

  private static func order(_ root: AlgebraicNumber) -> (Int, Double, Double) {
    let (real, imaginary) = root.value
    return switch root {
    case .rational: (0, real, imaginary)
    case .surd: (1, real, imaginary)
    case .numeric: (2, real, imaginary)
    }
  }

  /// The roots of a polynomial that has simple ones only.
  private func simpleRoots() -> [AlgebraicNumber] {
    // With D the common denominator of a monic f, Dⁿ f(μ/D) is monic in μ with whole coefficients, so (Gauss) its
    // rational roots are whole, and so are the coefficients of its quadratic factors.
    let scale = monic.coefficients.reduce(BigInt(1)) {
      $0 / $0.greatestCommonDivisor(with: $1.denominator) * $1.denominator
    }
    let count = degree
    var rest = RationalPolynomial(
      monic.coefficients.enumerated().map { $1 * Rational(scale).power(count - $0) })
    var found: [AlgebraicNumber] = []

    for candidate in rest.wholeRoots() {
      rest = rest.divided(by: RationalPolynomial([-candidate, 1])).quotient
      found.append(.rational(candidate / Rational(scale)))
    }
    let approximations = rest.degree > 2 ? rest.approximateRoots().map(\.rounded) : []
    for quadratic in rest.quadraticFactors(approximations) {
      rest = rest.divided(by: quadratic).quotient
      let linear = quadratic.coefficients[1] / Rational(scale)
      let constant = quadratic.coefficients[0] / Rational(scale * scale)
      guard let (first, second) = QuadraticSurd.roots(linear: linear, constant: constant) else { continue }
      found += [.surd(first), .surd(second)]
    }
    if rest.degree > 0 {
      let real = rest.realRoots()
      found += real.map { .numeric(real: ($0 / Rational(scale)).doubleValue, imaginary: 0) }
      // How many are not real is known; they are the ones farthest from the real axis.
      let others = rest.approximateRoots().filter { $0.rounded.imaginary != 0 }
        .sorted { $0.elevation > $1.elevation }.prefix(rest.degree - real.count)
      found += others.map { root in
        .numeric(
          real: (root.real / Rational(scale)).doubleValue, imaginary: (root.imaginary / Rational(scale)).doubleValue)
      }
    }
    return found
  }

  /// The whole roots of a monic polynomial with whole coefficients and simple roots, by Sturm's theorem: intervals that hold
  /// no real root are dropped, the others halved down to length 1.
  private func wholeRoots() -> [Rational] {
    guard degree > 0 else { return [] }
    let chain = sturmChain
    func signChanges(_ x: Rational) -> Int {
      let signs = chain.map { $0(x) }.filter { !$0.isZero }.map(\.isNegative)
      return zip(signs, signs.dropFirst()).count { $0 != $1 }
    }
    // Cauchy: every root is smaller than 1 + max |cᵢ|.
    let bound = coefficients.dropLast().map(\.magnitude.numerator).max().map { $0 + 2 } ?? 2
    var roots: [Rational] = []
    // Half-open intervals (low, high], with the sign changes at their ends.
    var open = [
      (low: -bound, high: bound, lowChanges: signChanges(Rational(-bound)), highChanges: signChanges(Rational(bound)))
    ]
    while let interval = open.popLast() {
      if interval.lowChanges == interval.highChanges { continue }
      if interval.high - interval.low == 1 {
        if self(Rational(interval.high)).isZero { roots.append(Rational(interval.high)) }
        continue
      }
      let middle = (interval.low + interval.high) >> 1
      let changes = signChanges(Rational(middle))
      open.append((interval.low, middle, interval.lowChanges, changes))
      open.append((middle, interval.high, changes, interval.highChanges))
    }
    return roots
  }

  /// The factors x² + p x + q with whole p and q that the approximate roots suggest; each one is checked by exact division.
  private func quadraticFactors(_ approximations: [(real: Double, imaginary: Double)]) -> [RationalPolynomial] {
    if degree == 2 { return [self] }
    var factors: [RationalPolynomial] = []
    var rest = self
    for first in approximations.indices {
      for second in approximations.indices where second > first && rest.degree >= 2 {
        let (a, b) = (approximations[first], approximations[second])
        let sum = a.real + b.real
        let product = a.real * b.real - a.imaginary * b.imaginary
        guard abs(a.imaginary + b.imaginary) <= 1e-6 * (1 + abs(a.imaginary)), abs(sum) < 0x1p52, abs(product) < 0x1p52
        else { continue }
        let candidate = RationalPolynomial([
          Rational(Int(product.rounded())), Rational(Int((-sum).rounded())), 1,
        ])
        let (quotient, remainder) = rest.divided(by: candidate)
        if remainder.isZero {
          factors.append(candidate)
          rest = quotient
        }
      }
    }
    return factors
  }
}
