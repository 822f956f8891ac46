/// Capitals are matrices, unless they stand before a number in a sum of numbers.
extension KindInference {
  mutating func settleCoefficients() {
    while (0...1).contains(where: { sweep($0) }) {}
    for index in nodes.indices {
      guard case .sum = nodes[index].operation, nodes[index].children.contains(where: isMeasured) else { continue }
      for child in nodes[index].children where holdsCoefficient(child) { _ = prefer(child, .scalar) }
      for node in coefficients where nodes[index].children.contains(where: { holds($0, node) }) {
        _ = prefer(node, .scalar)
      }
    }
    for node in coefficients { _ = prefer(node, .matrix) }
  }

  /// Whether a value is a number because something measured it: a norm, a sum, a product of a row and a column.
  private func isMeasured(_ index: Int) -> Bool {
    let node = nodes[index]
    // A sum over an index beside a coefficient is a number where it may be one: Σ max(0, 1 − y_i wᵀx_i).
    if case .reduction = node.operation, node.kinds.contains(.scalar) { return true }
    guard node.kinds.only == .scalar else { return false }
    switch node.operation {
    case .norm, .reduction, .bars: return true
    case .call(let function, _): return function.arity == 1...1 || [.sum, .mean, .max, .min].contains(function)
    case .product:
      return node.children.contains { !nodes[$0].kinds.contains(.scalar) } || node.children.contains(where: isMeasured)
    case .power, .negative, .alias, .sum: return node.children.contains(where: isMeasured)
    default: return false
    }
  }

  private func holdsCoefficient(_ index: Int) -> Bool { coefficients.contains { holds(index, $0) } }

  /// Whether a value is a product with that factor.
  private func holds(_ index: Int, _ factor: Int) -> Bool {
    if index == factor { return true }
    switch nodes[index].operation {
    case .product, .negative, .alias: return nodes[index].children.contains { holds($0, factor) }
    default: return false
    }
  }
}
