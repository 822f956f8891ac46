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
}
