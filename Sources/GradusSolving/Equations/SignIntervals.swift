import GradusCalculus
package import GradusExpression

/// Where several formulas of one number are all positive: −2 < k < 2 of 1 and 4 − k².
package struct SignIntervals: Sendable {
  /// Open intervals in rising order; nil is an end that there is none of.
  package let intervals: [(lower: Formula?, upper: Formula?)]

  /// Nil where the zeros of one of them are not found.
  package init?(of formulas: [Formula], in variable: Symbol) {
    var ends: [(number: Double, value: Formula)] = []
    for formula in formulas where formula.contains(.symbol(variable)) {
      guard formula.symbols == [variable] else { return nil }
      switch Equation(formula, equals: .zero, for: variable).solve() {
      case .exact(_, let solution):
        guard case .unique(let values) = solution, let value = values.elements.first else { return nil }
        ends.append((value.doubleValue, .constant(value)))
      case .roots(let found):
        guard found.conditions.isEmpty, found.intervals.isEmpty, !found.isEverywhere else { return nil }
        for root in found.roots {
          guard let number = root.number else { return nil }
          ends.append((number, root.value))
        }
      case .symbolic(let value, let conditions, _):
        guard conditions.isEmpty, let number = value.number else { return nil }
        ends.append((number, value))
      case .unsolved: return nil
      }
    }
    ends.sort { $0.number < $1.number }
    var distinct: [(number: Double, value: Formula)] = []
    for end in ends where distinct.last.map({ abs($0.number - end.number) > 1e-12 * (1 + abs(end.number)) }) ?? true {
      distinct.append(end)
    }
    var found: [(lower: Formula?, upper: Formula?)] = []
    for place in 0...distinct.count {
      let lower = place > 0 ? distinct[place - 1] : nil
      let upper = place < distinct.count ? distinct[place] : nil
      let inside =
        switch (lower?.number, upper?.number) {
        case (let a?, let b?): (a + b) / 2
        case (let a?, nil): a + 1 + abs(a)
        case (nil, let b?): b - 1 - abs(b)
        case (nil, nil): 0.0
        }
      let values = formulas.map { try? Evaluator(inputs: [variable.name: Tensor(inside)]).evaluate($0).scalar }
      guard values.allSatisfy({ $0 != nil }) else { return nil }
      if values.allSatisfy({ $0! > 0 }) { found.append((lower?.value, upper?.value)) }
    }
    intervals = found
  }
}
