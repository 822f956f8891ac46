import GradusCalculus
import GradusExpression

/// A formula of one number with kinks at rational places: between two of them it is a formula without.
///
/// |x − 1| + |x − 2| is 3 − 2x below 1, is 1 from 1 to 2, and is 2x − 3 above.
struct PiecewiseFormula {
  /// The formula on an interval.
  struct Piece {
    let interval: RealRoots.Interval
    let formula: Formula
  }

  let pieces: [Piece]
  /// The places of the kinks, in rising order.
  let kinks: [Rational]

  /// More kinks than this are no exercise.
  private static let mostKinks = 24

  /// Nil where there is no kink, or one whose place is no rational number.
  init?(_ formula: Formula, in unknown: Formula) {
    guard unknown.isScalar, formula.symbols.allSatisfy({ .symbol($0) == unknown }) else { return nil }
    var arguments: Set<Formula> = []
    for node in formula.nodesBottomUp where node.contains(unknown) {
      switch node.node {
      case .map(.abs, let argument), .map(.relu, let argument): arguments.insert(argument)
      case .map(.sign, _), .map(.step, _), .map(.stepFromZero, _): return nil
      case .extremum, .reduction, .alongAxes: return nil
      default: break
      }
    }
    guard !arguments.isEmpty else { return nil }
    var places: Set<Rational> = []
    for argument in arguments {
      guard let polynomial = SymbolicQuotient(argument, in: unknown), polynomial.denominator.isEmpty,
        polynomial.numerator.degree == 1, let constant = polynomial.numerator.coefficients[0].constantValue,
        let slope = polynomial.numerator.coefficients[1].constantValue, !slope.isZero
      else { return nil }
      places.insert(-constant / slope)
    }
    guard places.count <= Self.mostKinks else { return nil }
    kinks = places.sorted()
    let ends: [Rational?] = [nil] + kinks + [nil]
    pieces = zip(ends, ends.dropFirst()).map { lower, upper in
      let interval = RealRoots.Interval(lower: lower, upper: upper)
      return Piece(
        interval: interval, formula: Self.resolved(formula, unknown, arguments, at: interval.inside))
    }
  }

  /// The formula with the signs that the arguments have at a number.
  private static func resolved(
    _ formula: Formula, _ unknown: Formula, _ arguments: Set<Formula>, at number: Rational
  ) -> Formula {
    var replacements: [Formula: Formula] = [:]
    for argument in arguments {
      let value = argument.substituting([unknown: .constant(number)]).simplified().constantValue ?? 0
      for kink in [Formula.map(.abs, argument), .map(.relu, argument)] {
        replacements[kink] = kink.withoutKink(isNegative: value.isNegative)
      }
    }
    return formula.substituting(replacements).simplified()
  }
}

extension RealRoots.Interval {
  /// Some number inside.
  fileprivate var inside: Rational {
    switch (lower, upper) {
    case (let lower?, let upper?): (lower + upper) / 2
    case (let lower?, nil): lower + 1
    case (nil, let upper?): upper - 1
    case (nil, nil): 0
    }
  }
}
