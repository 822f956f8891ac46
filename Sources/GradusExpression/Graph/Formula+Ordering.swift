/// The order in which terms and factors are kept: constants of nature and sizes, symbols by name, then compound parts.
extension Formula: Comparable {
  /// A total order of formulas that is the same in every process: in it stand the terms of sums and the factors of products.
  public static func < (left: Formula, right: Formula) -> Bool { left.compare(right) < 0 }

  private static let deep = 64

  /// Negative, zero or positive. Equal formulas are the same node, so only one path is ever walked down.
  func compare(_ other: Formula) -> Int {
    if self == other { return 0 }
    // Deep formulas come last, by their depth: a walk down two long chains for each comparison would take the time of both.
    let (own, theirs) = (depth > Formula.deep ? depth : 0, other.depth > Formula.deep ? other.depth : 0)
    if own != theirs { return own < theirs ? -1 : 1 }
    let (a, b) = (node, other.node)
    if a.ordinal != b.ordinal { return a.ordinal < b.ordinal ? -1 : 1 }
    if let own = a.compareOwn(b), own != 0 { return own }
    let (left, right) = (a.children, b.children)
    for (x, y) in zip(left, right) {
      let result = x.compare(y)
      if result != 0 { return result }
    }
    if left.count != right.count { return left.count > right.count ? -1 : 1 }
    if shape != other.shape { return shape.lexicographicallyPrecedes(other.shape) ? -1 : 1 }
    return fingerprint < other.fingerprint ? -1 : 1
  }
}

extension Node {
  /// The order by what the node holds besides its children; nil where that decides nothing.
  fileprivate func compareOwn(_ other: Node) -> Int? {
    switch (self, other) {
    case (.symbol(let a), .symbol(let b)): order(a.name, b.name)
    case (.constant(let a), .constant(let b)): order(a, b)
    case (.namedConstant(let a), .namedConstant(let b)): order(a.rawValue, b.rawValue)
    case (.size(let a), .size(let b)): order(a, b)
    case (.basis(let a, _), .basis(let b, _)): order(a, b)
    case (.band(_, let a), .band(_, let b)):
      a.fillsAbove == b.fillsAbove ? order(a.offset, b.offset) : a.fillsAbove ? 1 : -1
    case (.map(let a, _), .map(let b, _)): order(a.rawValue, b.rawValue)
    case (.contraction(let a), .contraction(let b)): order(b.factors.count, a.factors.count)
    case (.reduction(let a, _, _), .reduction(let b, _, _)): order(a.rawValue, b.rawValue)
    case (.alongAxes(let a, _, _), .alongAxes(let b, _, _)): order(a.rawValue, b.rawValue)
    default: nil
    }
  }

  private func order<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : b < a ? 1 : 0 }
}
