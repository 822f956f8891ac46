import BigInt
import GradusExpression

extension ExactForm {
  /// A function of one entry.
  mutating func value(of function: ElementaryFunction, _ u: ExactQuotient) throws(ExactObstacle) -> ExactQuotient {
    let algebra = function.definition.algebra
    switch algebra {
    case .exponential: return try exponential(u)
    case .logarithm: return try logarithm(u)
    case .sine, .cosine, .tangent:
      guard let (ahead, back) = try rotations(u) else { return quotient(of: .function(function, u)) }
      // cos u = (z + 1/z)/2 and sin u = (z − 1/z)/(2 i) for z = exp(i u).
      let cosine = scaled(try sum(ahead, back), by: Rational(1, 2))
      let difference = try sum(ahead, scaled(back, by: -1))
      let sine = ExactQuotient(
        difference.numerator.scaled(by: GaussianRational(0, Rational(-1, 2))), over: difference.denominator)
      if case .sine = algebra { return sine }
      if case .cosine = algebra { return cosine }
      return try product(sine, try reciprocal(cosine))
    case .hyperbolicSine, .hyperbolicCosine, .hyperbolicTangent:
      let (ahead, back) = (try exponential(u), try exponential(scaled(u, by: -1)))
      let sine = scaled(try sum(ahead, scaled(back, by: -1)), by: Rational(1, 2))
      let cosine = scaled(try sum(ahead, back), by: Rational(1, 2))
      if case .hyperbolicSine = algebra { return sine }
      if case .hyperbolicCosine = algebra { return cosine }
      return try product(sine, try reciprocal(cosine))
    case .sigmoid: return try reciprocal(try sum(ExactQuotient(1), try exponential(scaled(u, by: -1))))
    case .softplus: return try logarithm(try sum(ExactQuotient(1), try exponential(u)))
    case .magnitude: return try absolute(u)
    case .rectifier: return scaled(try sum(u, try absolute(u)), by: Rational(1, 2))
    case .opaque: return quotient(of: .function(function, u))
    }
  }

  /// exp(Σ c m/d) = Π exp(m/d)ᶜ, and exp(c log u) = uᶜ.
  private mutating func exponential(_ u: ExactQuotient) throws(ExactObstacle) -> ExactQuotient {
    guard u.numerator.isReal else { return quotient(of: .function(.exp, u)) }
    var result = ExactQuotient(1)
    for (monomial, coefficient) in u.numerator.terms {
      if u.denominator.isEmpty, monomial.powers.count == 1, monomial.powers[0].exponent.isOne,
        case .logarithm(let inner) = atoms[monomial.powers[0].atom]
      {
        result = try product(result, try power(ExactQuotient(inner), ExactQuotient(coefficient.real)))
      } else {
        result = try product(result, quotient(of: .exponential(monomial, u.denominator), coefficient.real))
      }
    }
    return result
  }

  /// exp(i u) and exp(−i u); nil where an angle holds imaginary numbers itself.
  private mutating func rotations(
    _ u: ExactQuotient
  ) throws(ExactObstacle) -> (ahead: ExactQuotient, back: ExactQuotient)? {
    guard u.numerator.isReal else { return nil }
    var (ahead, back) = (ExactQuotient(1), ExactQuotient(1))
    for (monomial, coefficient) in u.numerator.terms {
      let atom = ExactAtom.rotation(monomial, u.denominator)
      ahead = try product(ahead, quotient(of: atom, coefficient.real))
      back = try product(back, quotient(of: atom, -coefficient.real))
    }
    return (ahead, back)
  }

  /// The part of a monomial that is positive for certain, and the rest.
  private func positivePart(_ monomial: Monomial) -> (positive: Monomial, rest: Monomial) {
    (
      Monomial(monomial.powers.filter { atoms[$0.atom].isPositive }),
      Monomial(monomial.powers.filter { !atoms[$0.atom].isPositive })
    )
  }

  /// log of a product of positive atoms, a positive number and one polynomial: only what is positive is taken out, so that
  /// log(x²) is not made 2 log x.
  private mutating func logarithm(_ u: ExactQuotient) throws(ExactObstacle) -> ExactQuotient {
    guard u.numerator.isReal, !u.isZero else { return quotient(of: .function(.log, u)) }
    var result = ExactQuotient(0)
    let positive = positivePart(u.numerator.content).positive
    for power in positive.powers {
      let one: ExactQuotient
      if case .exponential(let monomial, let denominator) = atoms[power.atom] {
        one = ExactQuotient(ExactPolynomial(monomial), over: denominator)
      } else {
        one = quotient(of: .logarithm(ExactPolynomial(Monomial(power.atom))))
      }
      result = try sum(result, scaled(one, by: power.exponent))
    }
    var rest = ExactQuotient(u.numerator.times(positive.power(-1)), over: u.denominator)
    let leading = rest.numerator.leading.real.magnitude
    for (base, exponent) in leading.smallFactors {
      let one = quotient(of: .logarithm(ExactPolynomial(base)))
      result = try sum(result, scaled(one, by: Rational(exponent)))
    }
    rest.numerator = rest.numerator.scaled(by: GaussianRational(leading.reciprocal!))
    if rest.number == 1 { return result }
    guard let polynomial = rest.polynomial else {
      // 1/v of a polynomial v alone: log(1/v) = −log v.
      if let number = rest.numerator.number, number.isOne, rest.denominator.count == 1,
        let (factor, count) = rest.denominator.first, count == 1
      {
        return try sum(result, scaled(quotient(of: .logarithm(factor)), by: -1))
      }
      return try sum(result, quotient(of: .function(.log, rest)))
    }
    return try sum(result, quotient(of: .logarithm(polynomial)))
  }

  /// |u|, with |c u| = |c| |u| for numbers and |u v| = u |v| where u is positive.
  mutating func absolute(_ u: ExactQuotient) throws(ExactObstacle) -> ExactQuotient {
    if let number = u.number { return ExactQuotient(number.magnitude) }
    guard let polynomial = u.polynomial, polynomial.isReal else { return quotient(of: .function(.abs, u)) }
    let positive = positivePart(polynomial.content).positive
    var rest = polynomial.times(positive.power(-1))
    let leading = rest.leading.real
    rest = rest.scaled(by: GaussianRational(leading.reciprocal!))
    var result = ExactQuotient(ExactPolynomial(positive, GaussianRational(leading.magnitude)))
    if rest.number != 1 { result = try product(result, quotient(of: .absolute(rest))) }
    return result
  }

  /// A power: whole ones multiplied out, rational ones by roots, others as exp(p log u).
  mutating func power(_ base: ExactQuotient, _ exponent: ExactQuotient) throws(ExactObstacle) -> ExactQuotient {
    guard let number = exponent.number else {
      return try value(of: .exp, try product(exponent, try logarithm(base)))
    }
    if let whole = number.integerValue {
      if let (monomial, coefficient) = base.polynomial?.single, coefficient.isReal, abs(whole) <= 4096,
        monomial.powers.allSatisfy({ atoms[$0.atom].isPositive || atoms[$0.atom].hasFreePowers })
      {
        if whole < 0, coefficient.isZero { throw .unknown }
        return ExactQuotient(ExactPolynomial(monomial.power(number), GaussianRational(coefficient.real.power(whole))))
      }
      return try power(base, whole)
    }
    guard let polynomial = base.polynomial, polynomial.isReal, !polynomial.isZero else { throw .unknown }
    // What is positive is taken out of the root, and one free entry alone has powers of its own.
    let positive = positivePart(polynomial.content).positive
    var rest = polynomial.times(positive.power(-1))
    var result = ExactQuotient(ExactPolynomial(positive.power(number)))
    let leading = rest.leading.real.magnitude
    for (base, exponent) in leading.smallFactors {
      result = try product(result, try root(ExactPolynomial(base), Rational(exponent) * number))
    }
    rest = rest.scaled(by: GaussianRational(leading.reciprocal!))
    if rest.number == 1 { return result }
    if let (monomial, coefficient) = rest.single, coefficient == GaussianRational(1), monomial.powers.count == 1,
      atoms[monomial.powers[0].atom].hasFreePowers, monomial.powers[0].exponent.isOne
    {
      result.numerator = try product(result.numerator, ExactPolynomial(monomial.power(number)))
      return result
    }
    return try product(result, try root(rest, number))
  }

  /// uᵖ as the whole power below and a root between 0 and 1.
  private mutating func root(_ u: ExactPolynomial, _ exponent: Rational) throws(ExactObstacle) -> ExactQuotient {
    guard let whole = Int(exactly: exponent.floor.numerator) else { throw .tooLarge }
    let rest = exponent - Rational(whole)
    let powers = try power(ExactQuotient(u), whole)
    return rest.isZero ? powers : try product(powers, quotient(of: .root(u), rest))
  }
}

extension ExactAtom {
  /// Whether any rational exponent may stand on the atom.
  fileprivate var hasFreePowers: Bool {
    switch self {
    case .entry(_, _, .any), .entry(_, _, .positive), .pi, .exponential, .logarithm, .function: true
    case .entry(_, _, .signs), .entry(_, _, .bits), .rotation, .root, .absolute: false
    }
  }
}

extension Rational {
  /// Prime factors below 1000 of a positive number with their exponents, and what is left of its numerator and denominator.
  fileprivate var smallFactors: [(base: Rational, exponent: Int)] {
    var factors: [(base: Rational, exponent: Int)] = []
    for (number, sign) in [(numerator, 1), (denominator, -1)] {
      var rest = number
      for prime in 2..<1000 where rest != 1 {
        var count = 0
        while true {
          let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: BigInt(prime))
          guard remainder.isZero else { break }
          (rest, count) = (quotient, count + 1)
        }
        if count > 0 { factors.append((Rational(prime), sign * count)) }
      }
      if rest != 1 { factors.append((Rational(rest, 1), sign)) }
    }
    return factors
  }
}
