import GradusCalculus
package import GradusExpression

/// The sign of a formula of one number between the places where it vanishes or has no value: + of x² − 4 below −2 and above 2, − between.
package struct SignChart: Sendable {
  /// A number where the sign may change.
  package struct End: Sendable {
    package let number: Double
    package let value: Formula
    /// Whether the formula has a value there, which is then 0.
    package let isZero: Bool
  }

  /// One interval of numbers, or one number alone where both ends are the same.
  package struct Interval: Sendable {
    /// Nil where there is no end on that side.
    package let lower: Formula?
    package let upper: Formula?
    package let includesLower: Bool
    package let includesUpper: Bool

    package init(lower: Formula?, upper: Formula?, includesLower: Bool = false, includesUpper: Bool = false) {
      (self.lower, self.upper) = (lower, upper)
      (self.includesLower, self.includesUpper) = (includesLower, includesUpper)
    }
  }

  /// In rising order.
  package let ends: [End]
  /// Between the ends: −1, 0 or 1; nil where the formula has no value.
  package let signs: [Int?]

  /// Nil where not all places are found, or the formula may jump elsewhere.
  package init?(of formula: Formula, in variable: Symbol) {
    guard formula.isScalar, formula.symbols.allSatisfy({ $0 == variable }), formula.sizeSymbols.isEmpty else {
      return nil
    }
    var places: [(number: Double, value: Formula)] = []
    if variable.facts.contains(.nonnegative) { places.append((0, .zero)) }
    if variable.facts.contains(.atMostOne) { places.append((1, 1)) }
    guard let edges = formula.edges(in: variable) else { return nil }
    for edge in [formula] + edges {
      guard let zeros = SignChart.zeros(of: edge, in: variable) else { return nil }
      places += zeros
    }
    let ends = SignChart.distinct(places).map { number, value in
      let there = SignChart.value(of: formula, variable, at: value)
      return End(number: number, value: value, isZero: there.map { abs($0) < 1e-9 } ?? false)
    }
    var signs: [Int?] = []
    for index in 0...ends.count {
      let lower = index > 0 ? ends[index - 1].number : nil
      let upper = index < ends.count ? ends[index].number : nil
      if variable.facts.contains(.nonnegative) && (upper.map { $0 <= 0 } ?? false)
        || variable.facts.contains(.atMostOne) && (lower.map { $0 >= 1 } ?? false)
      {
        signs.append(nil)
        continue
      }
      let inside = SignChart.inside(lower, upper).map { formula.number(variable, at: $0) }
      let found = Set(inside.map { $0.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 } })
      // A change that was not foreseen: the ends are not all there are.
      guard found.count == 1 else { return nil }
      signs.append(found.first!)
    }
    (self.ends, self.signs) = (ends, signs)
  }

  /// In rising order, each once.
  private static func distinct(
    _ places: [(number: Double, value: Formula)]
  ) -> [(number: Double, value: Formula)] {
    var distinct: [(number: Double, value: Formula)] = []
    for place in places.sorted(by: { $0.number < $1.number }) {
      let isNew = distinct.last.map { abs($0.number - place.number) > 1e-12 * (1 + abs(place.number)) } ?? true
      if isNew { distinct.append(place) }
    }
    return distinct
  }

  /// Numbers between two ends.
  private static func inside(_ lower: Double?, _ upper: Double?) -> [Double] {
    switch (lower, upper) {
    case (let a?, let b?): [0.5, 0.137, 0.871].map { a + (b - a) * $0 }
    case (let a?, nil): [0.7, 1.3, 17].map { a + $0 * (1 + abs(a)) }
    case (nil, let b?): [0.7, 1.3, 17].map { b - $0 * (1 + abs(b)) }
    case (nil, nil): [0.3, -1.7, 5.1]
    }
  }

  private static func value(of formula: Formula, _ variable: Symbol, at place: Formula) -> Double? {
    let there = formula.substituting([.symbol(variable): place])
    if let exact = there.simplified().constantValue { return exact.isZero ? 0 : 1 }
    guard let number = place.number else { return nil }
    return formula.number(variable, at: number)
  }

  /// All zeros of a formula in rising order or none; nil where they are not found.
  package static func zeros(of formula: Formula, in variable: Symbol) -> [(number: Double, value: Formula)]? {
    guard formula.contains(.symbol(variable)) else { return [] }
    return zerosOfWhole(formula, in: variable) ?? zerosOnPieces(formula, in: variable)
  }

  private static func zerosOfWhole(_ formula: Formula, in variable: Symbol) -> [(number: Double, value: Formula)]? {
    switch Equation(formula, equals: .zero, for: variable).solve() {
    case .exact(_, let solution):
      switch solution {
      case .unique(let values): return values.elements.first.map { [($0.doubleValue, .constant($0))] }
      default: return nil
      }
    case .roots(let found):
      guard found.conditions.isEmpty, found.intervals.isEmpty, !found.isEverywhere else { return nil }
      let places = found.roots.compactMap { root in root.number.map { ($0, root.value) } }
      return places.count == found.roots.count ? places : nil
    case .symbolic(let value, let conditions, _):
      guard conditions.isEmpty, let number = value.number else { return nil }
      return [(number, value)]
    case .unsolved: return nil
    }
  }

  /// The zeros of a formula with kinks and steps, one interval between them after the other.
  private static func zerosOnPieces(_ formula: Formula, in variable: Symbol) -> [(number: Double, value: Formula)]? {
    let kinks = formula.nodesBottomUp.filter { node in
      node.contains(.symbol(variable)) && node.withoutKink(isNegative: false) != nil
    }
    guard !kinks.isEmpty, kinks.count < 16 else { return nil }
    var places: [(number: Double, value: Formula)] = []
    for kink in kinks {
      guard case .map(_, let argument) = kink.node, let zeros = zerosOfWhole(argument, in: variable) else { return nil }
      places += zeros
    }
    places.sort { $0.number < $1.number }
    var found = places.filter { abs(formula.number(variable, at: $0.number) ?? 1) < 1e-12 }
    for index in 0...places.count {
      let lower = index > 0 ? places[index - 1].number : nil
      let upper = index < places.count ? places[index].number : nil
      let inside = self.inside(lower, upper)[0]
      var piece = formula
      for kink in kinks {
        guard case .map(_, let argument) = kink.node, let number = argument.number(variable, at: inside),
          let value = kink.withoutKink(isNegative: number < 0)
        else { return nil }
        piece = piece.substituting([kink: value])
      }
      piece = piece.simplified()
      if piece.isZero { continue }
      guard piece.contains(.symbol(variable)) else { continue }
      guard let zeros = zerosOfWhole(piece, in: variable) else { return nil }
      found += zeros.filter { $0.number > (lower ?? -.infinity) && $0.number < (upper ?? .infinity) }
    }
    return found.sorted { $0.number < $1.number }
  }

  /// Where the formula is positive, or with `orZero` not negative.
  package func intervals(orZero: Bool) -> [Interval] {
    var found: [Interval] = []
    for (index, sign) in signs.enumerated() {
      let lower = index > 0 ? ends[index - 1] : nil
      let upper = index < ends.count ? ends[index] : nil
      let holds = sign == 1 || orZero && sign == 0
      if holds {
        let low = orZero && (lower?.isZero ?? false)
        // What goes on over a zero is one interval.
        if low, let last = found.last, last.includesUpper, let joint = last.upper, joint == lower?.value {
          found[found.count - 1] = Interval(
            lower: last.lower, upper: upper?.value, includesLower: last.includesLower,
            includesUpper: orZero && (upper?.isZero ?? false))
        } else {
          found.append(
            Interval(
              lower: lower?.value, upper: upper?.value, includesLower: low,
              includesUpper: orZero && (upper?.isZero ?? false)))
        }
      }
      // A zero between two intervals where it does not hold.
      if orZero, let upper, upper.isZero, !holds, !(signs[index + 1] == 1 || signs[index + 1] == 0) {
        found.append(Interval(lower: upper.value, upper: upper.value, includesLower: true, includesUpper: true))
      }
    }
    return found
  }

  /// Whether a formula has a value at every number of an interval; nil where the places without one are not found.
  static func hasValues(_ formula: Formula, in variable: Symbol, from lower: Double, to upper: Double) -> Bool? {
    guard let edges = formula.edges(in: variable) else { return nil }
    var places = [lower, upper]
    for edge in edges {
      guard let zeros = zeros(of: edge, in: variable) else { return nil }
      places += zeros.map(\.number).filter { $0 > lower && $0 < upper }
    }
    places.sort()
    let between = zip(places, places.dropFirst()).map { ($0 + $1) / 2 }
    return (places + between).allSatisfy { formula.number(variable, at: $0) != nil }
  }

  /// Where several formulas of one number are all positive: −2 < k < 2 of 1 and 4 − k²; nil where that is not found.
  package static func positive(_ formulas: [Formula], in variable: Symbol) -> [Interval]? {
    var places: [(number: Double, value: Formula)] = []
    for formula in formulas {
      guard let chart = SignChart(of: formula, in: variable) else { return nil }
      places += chart.ends.map { ($0.number, $0.value) }
    }
    let ends = distinct(places)
    var found: [Interval] = []
    for index in 0...ends.count {
      let lower = index > 0 ? ends[index - 1] : nil
      let upper = index < ends.count ? ends[index] : nil
      let inside = SignChart.inside(lower?.number, upper?.number)[0]
      if formulas.allSatisfy({ ($0.number(variable, at: inside) ?? 0) > 0 }) {
        found.append(Interval(lower: lower?.value, upper: upper?.value))
      }
    }
    return found
  }
}

extension Formula {
  /// The value at a number; nil where there is none.
  func number(_ variable: Symbol, at number: Double) -> Double? {
    let values = try? Evaluator(inputs: [variable.name: Tensor(number)]).evaluate(self).scalar
    return values.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Formulas whose zeros are where this one may end or jump: denominators, arguments of logarithms and roots; nil where it may do so
  /// elsewhere too.
  fileprivate func edges(in variable: Symbol) -> [Formula]? {
    var edges: [Formula] = []
    for node in nodesBottomUp where node.contains(.symbol(variable)) {
      switch node.node {
      case .power(let base, let exponent):
        guard exponent.constantValue.map({ $0.isInteger && !$0.isNegative }) != true, base.contains(.symbol(variable))
        else { continue }
        edges.append(base)
      case .map(let function, let argument):
        switch function {
        case .tan, .declared, .lgamma, .polygamma: return nil
        case .sign, .step, .stepFromZero: edges.append(argument)
        default:
          let domain = function.definition.domain
          if domain.lowerBound.isFinite, let bound = Rational("\(domain.lowerBound)") {
            edges.append(argument - .constant(bound))
          }
          if domain.upperBound.isFinite, let bound = Rational("\(domain.upperBound)") {
            edges.append(argument - .constant(bound))
          }
        }
      case .symbol, .sum, .contraction, .extremum: continue
      default: return nil
      }
    }
    return edges
  }
}
