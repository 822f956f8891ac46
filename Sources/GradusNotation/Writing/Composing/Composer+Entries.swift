import GradusExpression

extension Composer {
  /// The entries of a vector or matrix that is given one by one, as `[x1*exp(x2); x1 + x2^2]`; nil where the sum is no such
  /// list.
  func entries(of terms: [Term], shape: [Size]) -> [[Written]]? {
    guard (1...2).contains(shape.count), let rows = shape[0].number,
      let columns = shape.count == 2 ? shape[1].number : 1,
      rows * columns <= 400, terms.contains(where: { $0.formula.hasUnitVectors })
    else { return nil }
    var entries = Array(repeating: Array(repeating: Written.number(0), count: columns), count: rows)
    for term in terms {
      if case .literal(let literal) = term.formula.node {
        for (place, value) in literal.values.enumerated() where !value.isZero {
          guard entries[place / columns][place % columns] == .number(0) else { return nil }
          entries[place / columns][place % columns] = .number(value * term.coefficient)
        }
        continue
      }
      guard let (entry, places) = term.formula.singleEntry else { return nil }
      let (row, column) = (places[0], places.count == 2 ? places[1] : 0)
      guard entries[row][column] == .number(0) else { return nil }
      entries[row][column] = compose(entry.scaled(by: term.coefficient))
    }
    return entries
  }
}

extension Size {
  fileprivate var number: Int? { if case .number(let value) = self { value } else { nil } }
}

extension Formula {
  fileprivate var hasUnitVectors: Bool {
    switch node {
    case .basis: true
    case .contraction(let inner):
      inner.factors.contains { if case .basis = $0.formula.node { $0.labels[0] < inner.rank } else { false } }
    default: false
    }
  }
}
