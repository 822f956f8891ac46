import GradusCalculus
package import GradusExpression

extension Formula {
  /// A short vector or matrix that speaks of entries, put together entry by entry: `[2 (θ₁ − 1) + θ₂; 6 θ₂ + θ₁]`.
  package var entrywise: Formula {
    let lengths = shape.compactMap { $0.value(in: [:]) }
    guard (1...2).contains(rank), lengths.count == rank, lengths.allSatisfy({ (1...8).contains($0) }),
      lengths.reduce(1, *) > 1, !symbols.isEmpty,
      nodesBottomUp.contains(where: { if case .basis = $0.node { true } else { false } })
    else { return self }
    let (apart, back) = withEntriesApart
    let parts = lengths.indexTuples.map { place in
      let units = zip(place, shape).enumerated().map { axis, one in
        Contraction.Factor(.basis(one.0, one.1), [axis])
      }
      let entry = Formula.contraction([.init(apart, Array(0..<rank))] + units, output: []).simplified().substituting(
        back)
      return Formula.contraction(units + [.init(entry, [])], output: Array(0..<rank))
    }
    return .sum(parts, shape: shape)
  }

  /// The formula with a number for each entry of its short vectors, so that x₁ y + x₂ z is no inner product, and what these numbers are.
  private var withEntriesApart: (formula: Formula, back: [Formula: Formula]) {
    var (apart, back): ([Formula: Formula], [Formula: Formula]) = ([:], [:])
    for symbol in symbols where symbol.shape.count == 1 {
      guard let length = symbol.shape[0].value(in: [:]), (2...8).contains(length) else { continue }
      let vector = Formula.symbol(symbol)
      let numbers = (0..<length).map { index in
        let number = Formula.symbol(Symbol("entry \(index) of \(symbol.name)", []))
        back[number] = vector.entry(index)
        return number
      }
      apart[vector] = .entries(numbers, shape: [length])
    }
    return (substituting(apart), back)
  }
}

extension [Int] {
  /// All places of an array with these lengths.
  fileprivate var indexTuples: [[Int]] {
    reduce([[]]) { places, length in places.flatMap { place in (0..<length).map { place + [$0] } } }
  }
}
