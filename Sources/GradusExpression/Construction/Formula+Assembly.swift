extension Formula {
  /// The vector or matrix with these scalars as its entries, row by row: numbers are a literal, every other entry is that
  /// formula times unit vectors.
  ///
  /// - Parameter shape: numbers, whose product is the count of the entries.
  package static func entries(_ entries: [Formula], shape: [Int]) -> Formula {
    let sizes = shape.map(Size.number)
    let numbers = Formula.literal(shape: shape, entries.map { $0.constantValue ?? 0 })
    var terms = numbers.isZero ? [] : [Term(1, numbers)]
    for (place, entry) in entries.enumerated() where entry.constantValue == nil {
      let places = shape.count == 2 ? [place / shape[1], place % shape[1]] : [place]
      let units = places.enumerated().map { Contraction.Factor(.basis($1, sizes[$0]), [$0]) }
      terms.append(Term(1, .contraction([.init(entry, [])] + units, output: Array(shape.indices))))
    }
    return .sum(terms, shape: sizes)
  }
}
