import GradusCalculus
public import GradusExpression

extension RealRoots {
  /// An interval of which every number is a solution; nil is an end that lies at infinity.
  public struct Interval: Hashable, Sendable {
    /// The least solution.
    public let lower: Rational?
    /// The greatest solution.
    public let upper: Rational?

    /// Whether the number lies in the interval or at an end of it.
    func holds(_ number: Double) -> Bool {
      let margin = 1e-12 * max(1, abs(number))
      return (lower.map { number >= $0.doubleValue - margin } ?? true)
        && (upper.map { number <= $0.doubleValue + margin } ?? true)
    }
  }
}

extension RootFinder {
  /// Where absolute values are in the way: on every piece of the line between two kinks their signs are known.
  mutating func rootsOnPieces(_ formula: Formula) -> [Root]? {
    guard let line = PiecewiseFormula(formula, in: unknown) else { return nil }
    var all: [Root] = []
    var found: [RealRoots.Interval] = []
    for piece in line.pieces {
      note("on a piece", piece.formula, .zero, "\(piece.range(of: unknown)) the signs inside the bars are known.")
      guard piece.formula.contains(unknown) else {
        if piece.formula.isZero { found.append(piece.interval) }
        continue
      }
      var finder = RootFinder(unknown, facts: facts)
      guard let roots = finder.roots(of: piece.formula) else { return nil }
      if finder.isEverywhere { found.append(piece.interval) }
      take(finder, besides: piece.formula)
      for root in roots {
        guard let number = root.number else { return nil }
        if piece.interval.holds(number), !all.contains(where: { $0.value == root.value }) { all.append(root) }
      }
    }
    reason = all.isEmpty && found.isEmpty ? "on no piece of the line it has a solution" : ""
    intervals = found.joined
    if let only = intervals.first, only.lower == nil, only.upper == nil {
      intervals = []
      isEverywhere = true
    }
    return all.filter { root in !intervals.contains { $0.holds(root.number ?? .nan) } }
  }
}

extension [RealRoots.Interval] {
  /// Intervals in rising order, where neighbours that touch are one.
  var joined: [RealRoots.Interval] {
    reduce(into: []) { joined, next in
      if let last = joined.last, last.upper != nil, last.upper == next.lower {
        joined[joined.count - 1] = .init(lower: last.lower, upper: next.upper)
      } else {
        joined.append(next)
      }
    }
  }
}

extension PiecewiseFormula.Piece {
  /// `Where x ≤ 1`, `Where 1 ≤ x ≤ 2`
  func range(of unknown: Formula) -> Words {
    switch (interval.lower, interval.upper) {
    case (let lower?, let upper?): "Where \(lower) ≤ \(unknown) ≤ \(upper)"
    case (let lower?, nil): "Where \(unknown) ≥ \(lower)"
    case (nil, let upper?): "Where \(unknown) ≤ \(upper)"
    case (nil, nil): "Everywhere"
    }
  }
}
