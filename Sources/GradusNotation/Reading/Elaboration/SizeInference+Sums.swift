import GradusExpression

/// The sizes that sums over indices bring in: those written above them, and those of all `x_i` together.
extension SizeInference {
  /// The size variable of a size that is written at an index.
  mutating func written(_ size: Size, _ node: Int) -> Int {
    guard case .symbol(let name) = size, writtenNames.contains(name) else { return unifier.fresh(size) }
    if let known = writtenSizes[name] { return known.variable }
    let variable = unifier.fresh()
    writtenSizes[name] = (variable, node)
    return variable
  }

  /// A size as a number in the formula: n above a sum is what the axis has.
  mutating func resolved(_ size: Size) -> Size {
    guard case .symbol(let name) = size, let written = writtenSizes[name] else { return size }
    return unifier.size(written.variable) ?? size
  }

  /// What stands above a sum names the size of its axis, unless that is a number; two names are two sizes.
  mutating func settleWrittenSizes() throws(Conflict) {
    for (name, written) in writtenSizes.sorted(by: { $0.key < $1.key }) {
      switch unifier.size(written.variable) {
      case nil: unifier.assign(written.variable, .symbol(name))
      case .number?: break
      case let size? where size == .symbol(name): break
      case let size?: throw Conflict(node: written.node, parts: [], sizes: (.symbol(name), size))
      }
    }
  }

  /// A symbol that turned out to be another one has its sizes.
  mutating func joinFamilies() throws(Conflict) {
    for symbol in symbols {
      guard let other = symbol.sameAs.map({ symbols[$0].node }) ?? symbol.definingNode else { continue }
      guard unifier.unify(nodes[symbol.node].sizes, nodes[other].sizes) else {
        throw Conflict(node: symbol.node, parts: [symbol.node, other])
      }
    }
  }
}
