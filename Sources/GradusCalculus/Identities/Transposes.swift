import GradusExpression

extension Contraction {
  /// About how many transposes it takes to write the product with matrices.
  ///
  /// Summed labels that join two matrices make chains; a matrix that a chain runs through against its axes must be
  /// transposed. A chain that ends in axes of the result has a direction; any other is read the way that needs fewer.
  var transposes: Int {
    var carriers: [Int: [(factor: Int, axis: Int)]] = [:]
    for (index, factor) in factors.enumerated() where factor.labels.count == 2 && factor.labels[0] != factor.labels[1] {
      for (axis, label) in factor.labels.enumerated() { carriers[label, default: []].append((index, axis)) }
    }
    var visited: Set<Int> = []
    var count = 0
    /// Follows the chain from a label; the matrices against and along the way.
    func walk(from start: Int) -> (against: Int, along: Int) {
      var (label, against, along) = (start, 0, 0)
      while let (factor, axis) = carriers[label]?.first(where: { !visited.contains($0.factor) }) {
        visited.insert(factor)
        if axis == 1 { against += 1 } else { along += 1 }
        label = factors[factor].labels[1 - axis]
        // Where more than two meet, the chain ends.
        if label < rank || carriers[label]?.count != 2 { break }
      }
      return (against, along)
    }
    for output in 0..<rank {
      // Several chains may start there, joined entry by entry.
      for _ in carriers[output] ?? [] {
        let (against, along) = walk(from: output)
        // The first axis of the result is where rows begin; a chain found from the second axis only runs backwards.
        count += output == 0 ? against : along
      }
    }
    let ends = carriers.keys.filter { carriers[$0]!.count == 1 && $0 >= rank }.sorted() + carriers.keys.sorted()
    for label in ends {
      let (against, along) = walk(from: label)
      count += min(against, along)
    }
    return count
  }
}
