extension Formula {
  /// The one entry that is not zero and its place, where the formula is a scalar times unit vectors.
  package var singleEntry: (entry: Formula, places: [Int])? {
    if case .basis(let index, _) = node { return (.one, [index]) }
    guard case .contraction(let inner) = node else { return nil }
    var places: [Int: Int] = [:]
    var rest: [Contraction.Factor] = []
    for factor in inner.factors {
      if case .basis(let index, _) = factor.formula.node, factor.labels[0] < inner.rank {
        places[factor.labels[0]] = index
      } else if factor.labels.contains(where: { $0 < inner.rank }) {
        return nil
      } else {
        rest.append(factor)
      }
    }
    guard places.count == inner.rank else { return nil }
    return (.contraction(rest, output: []), (0..<inner.rank).map { places[$0]! })
  }
}
