extension Formula {
  /// The formula with every part that is made of rational numbers alone computed: `[1 2; 3 4] + [1 2; 3 4]ᵀ` is `[2 5; 5 8]`.
  package var computed: Formula {
    var values: [Formula: Formula] = [:]
    for part in nodesBottomUp where part.symbols.isEmpty && !part.shape.isEmpty && part.shape.allSatisfy(\.isNumber) {
      switch part.node {
      case .literal, .delta, .basis, .band: continue
      default: break
      }
      if part.isOnes || part.isZero { continue }
      if let value = ExactEvaluator().evaluate(part) { values[part] = .literal(shape: value.shape, value.values) }
    }
    return values.isEmpty ? self : substituting(values)
  }
}

extension Size {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}
