import GradusCalculus
package import GradusExpression

/// The smallest and the largest value of a function of one number on a closed interval: at an end, where its derivative vanishes, or
/// where it has none.
package struct IntervalExtremes: Sendable {
  /// A number that may be where the function is smallest or largest.
  package struct Candidate: Sendable {
    package let place: Formula
    package let value: Formula
    /// The value, rounded.
    let number: Double
  }

  /// The derivative, which vanishes at the candidates that are no ends.
  package let derivative: Formula
  /// In rising order.
  package let candidates: [Candidate]
  /// Those with the smallest value, and with the largest.
  package let smallest: [Candidate]
  package let largest: [Candidate]

  /// - Throws: Says why it does not go: a bound that is no number, an interval that is none, a place without a value, zeros of the
  ///   derivative that are not found.
  package init(
    of formula: Formula, in variable: Symbol, from lower: Formula, to upper: Formula
  ) throws(IntervalExtremesError) {
    let others = formula.symbols.filter { $0 != variable }.map(\.name)
    guard others.isEmpty else { throw .holdsLetters(others.sorted()) }
    guard let a = lower.number, let b = upper.number, a < b else { throw .isNoInterval }
    guard let slope = try? GradusCalculus.derivative(of: formula, withRespectTo: .symbol(variable)).simplified(),
      let isWhole = SignChart.hasValues(formula, in: variable, from: a, to: b)
    else { throw .zerosAreNotFound }
    guard isWhole else { throw .hasNoValue }
    guard let chart = SignChart(of: slope, in: variable) else {
      // A slope of zero everywhere.
      guard slope.isZero else { throw .zerosAreNotFound }
      (derivative, candidates, smallest, largest) = (slope, [], [], [])
      return
    }
    let between = chart.ends.filter { $0.number > a && $0.number < b }.map { (number: $0.number, place: $0.value) }
    var found: [Candidate] = []
    for (number, place) in [(a, lower)] + between + [(b, upper)] {
      let value = formula.substituting([.symbol(variable): place]).computed.simplified()
      guard let rounded = formula.number(variable, at: number) else { throw .hasNoValue }
      found.append(Candidate(place: place, value: value, number: value.number ?? rounded))
    }
    func all(_ extreme: Double?) -> [Candidate] {
      guard let extreme else { return [] }
      return found.filter { abs($0.number - extreme) <= 1e-12 * (1 + abs(extreme)) }
    }
    let (low, high) = (found.map(\.number).min(), found.map(\.number).max())
    (derivative, candidates, smallest, largest) = (slope, found, all(low), all(high))
  }
}

/// Why the extremes on an interval are not found.
package enum IntervalExtremesError: DescribedError, Equatable {
  case holdsLetters([String])
  case isNoInterval
  case hasNoValue
  case zerosAreNotFound

  package var description: String {
    switch self {
    case .holdsLetters(let names): "the function holds \(names.joined(separator: ", ")) besides its variable"
    case .isNoInterval: "the ends are no two numbers of which the first is less"
    case .hasNoValue: "the function has no value somewhere in the interval"
    case .zerosAreNotFound: "the zeros of the derivative are not found"
    }
  }
}
