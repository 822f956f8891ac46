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
      guard let placed = term.formula.placedEntries else { return nil }
      for (entry, places) in placed {
        let (row, column) = (places[0], places.count == 2 ? places[1] : 0)
        guard entries[row][column] == .number(0) else { return nil }
        entries[row][column] = compose(entry.scaled(by: term.coefficient))
      }
    }
    return entries
  }
}

extension Size {
  fileprivate var number: Int? { if case .number(let value) = self { value } else { nil } }
}

extension Formula {
  /// The entries that are not zero, where the formula is a scalar times unit vectors, or a unit vector times a vector of entries: a
  /// row or a column of a matrix.
  fileprivate var placedEntries: [(entry: Formula, places: [Int])]? {
    if let single = singleEntry { return [single] }
    guard case .contraction(let inner) = node, inner.rank == 2 else { return nil }
    var (unit, list): ((label: Int, index: Int)?, (label: Int, vector: Formula)?)
    var rest: [Contraction.Factor] = []
    for factor in inner.factors {
      if case .basis(let index, _) = factor.formula.node, factor.labels[0] < 2, unit == nil {
        unit = (factor.labels[0], index)
      } else if factor.labels.count == 1, factor.labels[0] < 2, list == nil {
        list = (factor.labels[0], factor.formula)
      } else if factor.labels.contains(where: { $0 < 2 }) {
        return nil
      } else {
        rest.append(factor)
      }
    }
    guard let unit, let list, unit.label != list.label else { return nil }
    let scale = Formula.contraction(rest, output: [])
    var found: [(entry: Formula, places: [Int])] = []
    for term in list.vector.terms {
      let part = term.formula.scaled(by: term.coefficient)
      let entries: [(Formula, Int)]
      if case .literal(let literal) = term.formula.node {
        entries = literal.values.enumerated().filter { !$0.element.isZero }.map {
          (.constant($0.element * term.coefficient), $0.offset)
        }
      } else if let (entry, places) = part.singleEntry
        ?? term.formula.singleEntry.map({ ($0.entry.scaled(by: term.coefficient), $0.places) })
      {
        entries = [(entry, places[0])]
      } else {
        return nil
      }
      found += entries.map { (scale * $0.0, unit.label == 0 ? [unit.index, $0.1] : [$0.1, unit.index]) }
    }
    return found
  }

  fileprivate var hasUnitVectors: Bool {
    switch node {
    case .basis: true
    case .contraction(let inner):
      inner.factors.contains { if case .basis = $0.formula.node { $0.labels[0] < inner.rank } else { false } }
    default: false
    }
  }
}
