import BigInt
import GradusExpression

/// Formulas of given sizes as quotients of polynomials with exact coefficients, entry by entry: rational formulas in the entries of
/// their symbols, in exponentials (hyperbolic functions and sigmoids among these), in sine and cosine as exponentials of
/// imaginary numbers, in roots, logarithms and absolute values.
///
/// Equal forms are equal formulas wherever both have a value; different ones differ for certain only where nothing but free entries
/// occurs.
struct ExactForm {
  private(set) var atoms: [ExactAtom] = []
  private var places: [ExactAtom: Int] = [:]
  private var forms: [Formula: [ExactQuotient]] = [:]
  let sizes: [String: Int]
  /// The products of terms that may still be formed.
  private var budget = 200_000
  private static let mostTerms = 2000

  init(sizes: [String: Int]) { self.sizes = sizes }

  // MARK: Atoms

  mutating func index(of atom: ExactAtom) -> Int {
    if let place = places[atom] { return place }
    atoms.append(atom)
    places[atom] = atoms.count - 1
    return atoms.count - 1
  }

  mutating func quotient(of atom: ExactAtom, _ exponent: Rational = 1) -> ExactQuotient {
    ExactQuotient(ExactPolynomial(Monomial(index(of: atom), exponent)))
  }

  // MARK: Arithmetic

  mutating func spend(_ count: Int) throws(ExactObstacle) {
    budget -= count
    if budget < 0 { throw .tooLarge }
  }

  mutating func product(_ left: ExactPolynomial, _ right: ExactPolynomial) throws(ExactObstacle) -> ExactPolynomial {
    try spend(left.terms.count * right.terms.count)
    var result = ExactPolynomial()
    var reducible: [(Monomial, GaussianRational)] = []
    for (a, x) in left.terms {
      for (b, y) in right.terms {
        let monomial = a * b
        if isReduced(monomial) { result.add(monomial, x * y) } else { reducible.append((monomial, x * y)) }
      }
    }
    for (monomial, coefficient) in reducible {
      result = result + (try reduced(monomial).scaled(by: coefficient))
    }
    if result.terms.count > Self.mostTerms { throw .tooLarge }
    return result
  }

  private func isReduced(_ monomial: Monomial) -> Bool {
    monomial.powers.allSatisfy { power in
      switch atoms[power.atom] {
      case .entry(_, _, .any), .entry(_, _, .positive), .pi, .exponential, .logarithm, .function: true
      case .entry(_, _, .signs), .entry(_, _, .bits), .absolute: power.exponent.isOne
      case .root: power.exponent < 1 && !power.exponent.isNegative
      case .rotation(let angle, let denominator):
        !isPi(angle, denominator) || (power.exponent < Rational(1, 2) && !power.exponent.isNegative)
      }
    }
  }

  private func isPi(_ angle: Monomial, _ denominator: [ExactPolynomial: Int]) -> Bool {
    guard denominator.isEmpty, angle.powers.count == 1, angle.powers[0].exponent.isOne else { return false }
    return atoms[angle.powers[0].atom] == .pi
  }

  /// A monomial by what holds for its atoms: y² = 1 for signs, y² = y for bits, |u|² = u², (√u)² = u, exp(i π/2) = i.
  private mutating func reduced(_ monomial: Monomial) throws(ExactObstacle) -> ExactPolynomial {
    var rest = Monomial()
    var scale = GaussianRational(1)
    var factors: [(base: ExactPolynomial, exponent: Int)] = []
    for power in monomial.powers {
      let (atom, exponent) = (power.atom, power.exponent)
      func whole() throws(ExactObstacle) -> Int {
        guard let value = exponent.integerValue, value >= 0, value < 64 else { throw .unknown }
        return value
      }
      switch atoms[atom] {
      case .entry(_, _, .any), .entry(_, _, .positive), .pi, .exponential, .logarithm, .function:
        rest = rest * Monomial(atom, exponent)
      case .entry(_, _, .signs): rest = rest * Monomial(atom, exponent.isEvenInteger ? 0 : 1)
      case .entry(_, _, .bits): rest = rest * Monomial(atom, try whole() > 0 ? 1 : 0)
      case .absolute(let inner):
        let count = try whole()
        rest = rest * Monomial(atom, Rational(count % 2))
        factors.append((inner, count / 2 * 2))
      case .root(let inner):
        let count = exponent.floor
        guard count >= 0, count < 64 else { throw .unknown }
        rest = rest * Monomial(atom, exponent - Rational(count))
        factors.append((inner, count))
      case .rotation(let angle, let denominator):
        guard isPi(angle, denominator) else {
          rest = rest * Monomial(atom, exponent)
          continue
        }
        let quarters = (exponent * 2).floor
        rest = rest * Monomial(atom, exponent - Rational(quarters, 2))
        let turns: [GaussianRational] = [
          GaussianRational(1), GaussianRational(0, 1), GaussianRational(-1), GaussianRational(0, -1),
        ]
        scale = scale * turns[((quarters % 4) + 4) % 4]
      }
    }
    var result = ExactPolynomial(rest, scale)
    for (base, exponent) in factors {
      for _ in 0..<exponent { result = try product(result, base) }
    }
    return result
  }

  mutating func sum(_ left: ExactQuotient, _ right: ExactQuotient) throws(ExactObstacle) -> ExactQuotient {
    if left.isZero { return right }
    if right.isZero { return left }
    if left.denominator == right.denominator {
      return ExactQuotient(left.numerator + right.numerator, over: left.denominator)
    }
    let common = left.denominator.merging(right.denominator) { max($0, $1) }
    let total = try raised(left, to: common) + raised(right, to: common)
    return total.isZero ? ExactQuotient(0) : ExactQuotient(total, over: common)
  }

  /// The numerator over a denominator that the quotient's own divides.
  private mutating func raised(
    _ quotient: ExactQuotient, to common: [ExactPolynomial: Int]
  ) throws(ExactObstacle) -> ExactPolynomial {
    var numerator = quotient.numerator
    for (factor, count) in common {
      for _ in 0..<(count - (quotient.denominator[factor] ?? 0)) { numerator = try product(numerator, factor) }
    }
    return numerator
  }

  mutating func product(_ left: ExactQuotient, _ right: ExactQuotient) throws(ExactObstacle) -> ExactQuotient {
    if left.isZero || right.isZero { return ExactQuotient(0) }
    var (a, b) = (left, right)
    // A numerator that is a factor of the other denominator cancels.
    Self.cancel(&a, &b)
    Self.cancel(&b, &a)
    return ExactQuotient(
      try product(a.numerator, b.numerator), over: a.denominator.merging(b.denominator, uniquingKeysWith: +))
  }

  private static func cancel(_ top: inout ExactQuotient, _ bottom: inout ExactQuotient) {
    guard top.numerator.terms.count > 1, let count = bottom.denominator[top.numerator] else { return }
    bottom.denominator[top.numerator] = count == 1 ? nil : count - 1
    top.numerator = .one
  }

  func scaled(_ quotient: ExactQuotient, by number: Rational) -> ExactQuotient {
    number.isZero
      ? ExactQuotient(0)
      : ExactQuotient(quotient.numerator.scaled(by: GaussianRational(number)), over: quotient.denominator)
  }

  mutating func reciprocal(_ quotient: ExactQuotient) throws(ExactObstacle) -> ExactQuotient {
    if quotient.isZero { throw .unknown }
    var result = ExactQuotient(1)
    for (factor, count) in quotient.denominator {
      for _ in 0..<count { result.numerator = try product(result.numerator, factor) }
    }
    return try product(result, try reciprocal(of: quotient.numerator))
  }

  private mutating func reciprocal(of polynomial: ExactPolynomial) throws(ExactObstacle) -> ExactQuotient {
    // What a power is divided by goes into the exponent; roots and absolute values have no negative ones.
    var result = ExactQuotient(1)
    var content = Monomial()
    for power in polynomial.content.powers {
      switch atoms[power.atom] {
      case .entry(_, _, .any), .entry(_, _, .positive), .pi, .exponential, .logarithm, .function, .rotation:
        content = content * Monomial(power.atom, power.exponent)
      case .entry(_, _, .signs), .entry(_, _, .bits): break
      case .absolute(let inner):
        // 1/|u| = |u|/u²
        guard power.exponent.isOne else { throw .unknown }
        content = content * Monomial(power.atom)
        result = try product(result, quotient(of: atoms[power.atom]))
        let square = try reciprocal(of: inner)
        result = try product(result, try product(square, square))
        continue
      case .root(let inner):
        // u^−p = u^(1−p)/u
        content = content * Monomial(power.atom, power.exponent)
        result = try product(result, quotient(of: atoms[power.atom], 1 - power.exponent))
        result = try product(result, try reciprocal(of: inner))
        continue
      }
    }
    let kept = Monomial(
      content.powers.filter { power in
        switch atoms[power.atom] {
        case .absolute, .root: false
        case .entry, .pi, .exponential, .logarithm, .function, .rotation: true
        }
      })
    result.numerator = try product(result.numerator, ExactPolynomial(kept.power(-1)))
    var rest = polynomial.times(content.power(-1))
    let leading = rest.leading
    rest = rest.scaled(by: leading.reciprocal)
    result.numerator = result.numerator.scaled(by: leading.reciprocal)
    if rest.number != 1 { result.denominator[rest, default: 0] += 1 }
    return result
  }

  /// A quotient to a whole power.
  mutating func power(_ base: ExactQuotient, _ exponent: Int) throws(ExactObstacle) -> ExactQuotient {
    guard abs(exponent) <= 64 else { throw .tooLarge }
    let base = exponent < 0 ? try reciprocal(base) : base
    var result = ExactQuotient(1)
    for _ in 0..<abs(exponent) { result = try product(result, base) }
    return result
  }

  // MARK: Formulas

  /// The entries of a formula.
  mutating func entries(of formula: Formula) throws(ExactObstacle) -> [ExactQuotient] {
    for node in formula.nodesBottomUp where forms[node] == nil { forms[node] = try computed(node) }
    return forms[formula]!
  }

  func known(_ formula: Formula) -> [ExactQuotient] { forms[formula]! }
}

extension Rational {
  /// The largest whole number that is not above; traps beyond an Int.
  fileprivate var floor: Int {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Int(isNegative && !remainder.isZero ? quotient - 1 : quotient)
  }
}
