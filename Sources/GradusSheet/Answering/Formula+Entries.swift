import GradusCalculus
import GradusExpression

extension Formula {
  /// The last entry, counted from 0, of a vector of open length that the formula speaks of; nil where it speaks of none, or of
  /// the vector as a whole too.
  func lastEntry(of vector: Symbol) -> Int? {
    guard vector.shape.count == 1, case .symbol = vector.shape[0] else { return nil }
    let symbol = Formula.symbol(vector)
    var entries: Set<Int> = []
    for node in nodesBottomUp where node != symbol {
      guard case .contraction(let product) = node.node else {
        if node.node.children.contains(symbol) { return nil }
        continue
      }
      for factor in product.factors where factor.formula == symbol {
        let units = product.factors.compactMap { other -> Int? in
          guard case .basis(let index, _) = other.formula.node, other.labels == factor.labels else { return nil }
          return index
        }
        guard units.count == 1 else { return nil }
        entries.insert(units[0])
      }
    }
    return entries.max()
  }

  /// A short vector that speaks of its entries, put together entry by entry: `[2 (θ₁ − 1) + θ₂; 6 θ₂ + θ₁]`.
  var entrywise: Formula {
    guard rank == 1, let length = shape[0].value(in: [:]), (2...8).contains(length), !symbols.isEmpty,
      nodesBottomUp.contains(where: { if case .basis = $0.node { true } else { false } })
    else { return self }
    let parts = (0..<length).map { index in
      let unit = Formula.basis(index, shape[0])
      let entry = Formula.contraction([.init(unit, [0]), .init(self, [0])], output: []).simplified()
      return Formula.contraction([.init(unit, [0]), .init(entry, [])], output: [0])
    }
    return .sum(parts, shape: shape)
  }
}
