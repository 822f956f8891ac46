extension Formula {
  /// Every distinct node of the graph below and including this one, children before parents.
  package var nodesBottomUp: [Formula] { Formula.nodesBottomUp([self]) }

  /// Every distinct node of the graph below the roots, children before parents.
  package static func nodesBottomUp(_ roots: [Formula]) -> [Formula] {
    var seen = Set<Formula>()
    var order: [Formula] = []
    // An explicit stack: formulas may be deeper than the machine's.
    var stack = roots.reversed().map { (formula: $0, expanded: false) }
    while let (formula, expanded) = stack.popLast() {
      if expanded {
        order.append(formula)
      } else if seen.insert(formula).inserted {
        stack.append((formula, true))
        for child in formula.node.children.reversed() where !seen.contains(child) { stack.append((child, false)) }
      }
    }
    return order
  }

  /// The symbols in the formula, by name.
  public var symbols: [Symbol] {
    let found = nodesBottomUp.compactMap { if case .symbol(let symbol) = $0.node { symbol } else { nil } }
    return found.sorted { $0.name < $1.name }
  }

  /// The symbols of sizes in the formula, by name.
  public var sizeSymbols: [String] {
    var names = Set<String>()
    for formula in nodesBottomUp {
      for size in formula.shape { names.formUnion(size.symbols) }
      switch formula.node {
      case .size(let size): names.formUnion(size.symbols)
      case .contraction(let contraction): for size in contraction.sizes { names.formUnion(size.symbols) }
      default: break
      }
    }
    return names.sorted()
  }

  /// Whether the symbol occurs.
  public func contains(_ symbol: Formula) -> Bool { nodesBottomUp.contains(symbol) }
}
