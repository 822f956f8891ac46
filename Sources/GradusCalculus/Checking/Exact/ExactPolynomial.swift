import GradusExpression

/// A product of powers of atoms, each with a rational exponent other than 0, in the order of the atoms.
struct Monomial: Hashable, Comparable {
  struct Power: Hashable {
    let atom: Int
    let exponent: Rational
  }

  let powers: [Power]

  init(_ powers: [Power] = []) { self.powers = powers }
  init(_ atom: Int, _ exponent: Rational = 1) {
    powers = exponent.isZero ? [] : [Power(atom: atom, exponent: exponent)]
  }

  var isOne: Bool { powers.isEmpty }

  func exponent(of atom: Int) -> Rational { powers.first { $0.atom == atom }?.exponent ?? 0 }

  static func * (left: Monomial, right: Monomial) -> Monomial {
    if left.isOne { return right }
    if right.isOne { return left }
    var (result, i, j) = ([Power](), 0, 0)
    while i < left.powers.count || j < right.powers.count {
      if j == right.powers.count || (i < left.powers.count && left.powers[i].atom < right.powers[j].atom) {
        result.append(left.powers[i])
        i += 1
      } else if i == left.powers.count || right.powers[j].atom < left.powers[i].atom {
        result.append(right.powers[j])
        j += 1
      } else {
        let exponent = left.powers[i].exponent + right.powers[j].exponent
        if !exponent.isZero { result.append(Power(atom: left.powers[i].atom, exponent: exponent)) }
        (i, j) = (i + 1, j + 1)
      }
    }
    return Monomial(result)
  }

  func power(_ exponent: Rational) -> Monomial {
    exponent.isZero ? Monomial() : Monomial(powers.map { Power(atom: $0.atom, exponent: $0.exponent * exponent) })
  }

  /// Any total order that is the same in every process.
  static func < (left: Monomial, right: Monomial) -> Bool {
    for (a, b) in zip(left.powers, right.powers) where a != b {
      return a.atom != b.atom ? a.atom < b.atom : a.exponent < b.exponent
    }
    return left.powers.count < right.powers.count
  }
}

/// A sum of monomials with coefficients; no term at all is zero.
struct ExactPolynomial: Hashable {
  private(set) var terms: [Monomial: GaussianRational]

  init(_ terms: [Monomial: GaussianRational] = [:]) { self.terms = terms }
  init(_ number: Rational) { terms = number.isZero ? [:] : [Monomial(): GaussianRational(number)] }
  init(_ monomial: Monomial, _ coefficient: GaussianRational = GaussianRational(1)) {
    terms = coefficient.isZero ? [:] : [monomial: coefficient]
  }

  static let one = ExactPolynomial(1)

  var isZero: Bool { terms.isEmpty }

  /// The number, where the polynomial is one.
  var number: Rational? {
    if terms.isEmpty { return 0 }
    guard terms.count == 1, let constant = terms[Monomial()], constant.isReal else { return nil }
    return constant.real
  }

  /// The one term, where there is one.
  var single: (monomial: Monomial, coefficient: GaussianRational)? {
    terms.count == 1 ? terms.first.map { ($0.key, $0.value) } : nil
  }

  var isReal: Bool { terms.values.allSatisfy(\.isReal) }

  var atoms: Set<Int> { Set(terms.keys.flatMap { $0.powers.map(\.atom) }) }

  /// The coefficient of the first monomial in their order.
  var leading: GaussianRational { terms.min { $0.key < $1.key }!.value }

  mutating func add(_ monomial: Monomial, _ coefficient: GaussianRational) {
    let total = (terms[monomial] ?? GaussianRational(0)) + coefficient
    terms[monomial] = total.isZero ? nil : total
  }

  static func + (left: ExactPolynomial, right: ExactPolynomial) -> ExactPolynomial {
    var result = left
    for (monomial, coefficient) in right.terms { result.add(monomial, coefficient) }
    return result
  }

  func scaled(by number: GaussianRational) -> ExactPolynomial {
    number.isZero ? ExactPolynomial() : ExactPolynomial(terms.mapValues { $0 * number })
  }

  func times(_ monomial: Monomial) -> ExactPolynomial {
    ExactPolynomial(Dictionary(uniqueKeysWithValues: terms.map { ($0.key * monomial, $0.value) }))
  }

  /// The product of the lowest power of each atom.
  var content: Monomial {
    var atoms = Set<Int>()
    for monomial in terms.keys { atoms.formUnion(monomial.powers.map(\.atom)) }
    return Monomial(
      atoms.sorted().compactMap { atom in
        let least = terms.keys.map { $0.exponent(of: atom) }.min()!
        return least.isZero ? nil : Monomial.Power(atom: atom, exponent: least)
      })
  }
}

/// A polynomial over powers of polynomials of several terms.
struct ExactQuotient: Hashable {
  var numerator: ExactPolynomial
  var denominator: [ExactPolynomial: Int]

  init(_ numerator: ExactPolynomial, over denominator: [ExactPolynomial: Int] = [:]) {
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  init(_ number: Rational) { self.init(ExactPolynomial(number)) }

  var isZero: Bool { numerator.isZero }
  /// The polynomial, where nothing is divided by.
  var polynomial: ExactPolynomial? { denominator.isEmpty ? numerator : nil }
  var number: Rational? { polynomial?.number }
}
