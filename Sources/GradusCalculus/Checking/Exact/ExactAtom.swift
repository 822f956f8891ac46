import GradusExpression

/// What a formula's polynomials are made of.
enum ExactAtom: Hashable {
  /// An entry of a symbol, and what is known of it.
  case entry(String, place: Int, Values)
  /// π.
  case pi
  /// exp(m/d) for a monomial and a denominator; e is exp(1).
  case exponential(Monomial, [ExactPolynomial: Int])
  /// exp(i m/d), of which sine and cosine are made.
  case rotation(Monomial, [ExactPolynomial: Int])
  /// log of a polynomial.
  case logarithm(ExactPolynomial)
  /// A polynomial of which a root is taken: only exponents from 0 to 1 are kept.
  case root(ExactPolynomial)
  /// |polynomial|, whose square is the square of the polynomial.
  case absolute(ExactPolynomial)
  /// A function about which nothing is known but that it is one.
  case function(ElementaryFunction, ExactQuotient)

  /// The values that an entry may have.
  enum Values: Hashable {
    case any, positive, signs, bits
  }

  /// Whether the atom takes the values of an open set, whatever the other ones take.
  var isFree: Bool { if case .entry = self { true } else { false } }

  var isPositive: Bool {
    switch self {
    case .entry(_, _, .positive), .pi, .exponential: true
    case .entry, .rotation, .logarithm, .root, .absolute, .function: false
    }
  }
}

/// Why exact arithmetic does not decide.
enum ExactObstacle: Error {
  /// A part that is no rational formula of atoms.
  case unknown
  /// More terms than are worth their time.
  case tooLarge
}
