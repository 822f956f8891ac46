/// Finds the kind of every node: by the rules first, and where they leave a choice, by what people mean.
///
/// The rules narrow the kinds in both directions until nothing changes. A preference is tried, and taken back where it
/// contradicts the rules.
struct KindInference {
  private(set) var nodes: [TypedNode]
  private let parents: [[Int]]
  private var pending: [Int] = []
  private var isPending: [Bool]
  /// What to undo, while a preference is tried.
  private var trail: [(node: Int, kinds: ShapeKinds)]?
  /// Symbols `x` beside entries `x_i`: where these are entries for certain, x is the vector that has them.
  var wholes: [(family: Int, bare: Int)] = []
  /// Capitals that stand before sums and norms only, as C in ‖w‖² + C Σ ξᵢ: numbers where what they are added to is one.
  var coefficients: [Int] = []

  /// The node whose rule cannot hold.
  struct Contradiction: Error {
    let node: Int
    /// The kinds that its children had.
    let children: [ShapeKinds]
  }

  init(_ nodes: [TypedNode]) {
    self.nodes = nodes
    var parents = [[Int]](repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for child in node.children { parents[child].append(index) }
    }
    self.parents = parents
    isPending = Array(repeating: false, count: nodes.count)
  }

  mutating func run() throws(Contradiction) {
    // Upwards first, so that a mistake among declared shapes is found at its innermost place.
    for index in nodes.indices { try narrow(index, upwardsOnly: true) }
    for index in nodes.indices.reversed() { enqueue(index) }
    try propagate()
    if !coefficients.isEmpty { settleCoefficients() }
    sweepAll()
  }

  /// Takes all preferences that the rules allow.
  mutating func sweepAll() { repeat { joinWholes() } while (0...4).contains(where: { sweep($0) }) }

  private mutating func joinWholes() {
    for (family, bare) in wholes where nodes[family].kinds.only == .column { _ = prefer(bare, .column) }
  }

  /// Restricts one node and all that follows; false, and nothing changed, where that contradicts the rules.
  mutating func prefer(_ node: Int, _ kinds: ShapeKinds) -> Bool {
    let narrowed = nodes[node].kinds.intersection(kinds)
    if narrowed.isEmpty || narrowed == nodes[node].kinds { return false }
    trail = []
    do {
      set(node, narrowed)
      try propagate()
      trail = nil
      return true
    } catch {
      for (node, kinds) in trail!.reversed() { nodes[node].kinds = kinds }
      for index in pending { isPending[index] = false }
      pending = []
      trail = nil
      return false
    }
  }

  private mutating func set(_ node: Int, _ kinds: ShapeKinds) {
    if nodes[node].kinds == kinds { return }
    trail?.append((node, nodes[node].kinds))
    nodes[node].kinds = kinds
    enqueue(node)
    for parent in parents[node] { enqueue(parent) }
  }

  private mutating func enqueue(_ node: Int) {
    if isPending[node] { return }
    isPending[node] = true
    pending.append(node)
  }

  private mutating func propagate() throws(Contradiction) {
    while let node = pending.popLast() {
      isPending[node] = false
      try narrow(node, upwardsOnly: false)
    }
  }
}

// MARK: Rules

extension KindInference {
  private mutating func narrow(_ index: Int, upwardsOnly: Bool) throws(Contradiction) {
    let node = nodes[index]
    let children = node.children.map { nodes[$0].kinds }
    var own: ShapeKinds = []
    var narrowed = [ShapeKinds](repeating: [], count: children.count)
    switch (node.operation, children.count) {
    case (.sum, _): (own, narrowed) = sum(children, own: node.kinds)
    case (.matrix(let rows, let columns), _):
      own = rows == 1 ? .row : columns == 1 ? .column : .matrix
      narrowed = children.map { $0.intersection(.scalar) }
    case (.evaluated, _):
      own = children[0].intersection(node.kinds)
      narrowed = [own] + children.dropFirst()
    case (_, 0): return
    case (_, 1):
      for a in children[0].members {
        let possible = KindRules.results(node.operation, a).intersection(node.kinds)
        if possible.isEmpty { continue }
        own.formUnion(possible)
        narrowed[0].insert(ShapeKinds(a))
      }
    default:
      for a in children[0].members {
        for b in children[1].members {
          let possible = KindRules.results(node.operation, a, b).intersection(node.kinds)
          if possible.isEmpty { continue }
          own.formUnion(possible)
          narrowed[0].insert(ShapeKinds(a))
          narrowed[1].insert(ShapeKinds(b))
        }
      }
    }
    guard !own.isEmpty, !narrowed.contains([]) else { throw Contradiction(node: index, children: children) }
    if upwardsOnly {
      nodes[index].kinds = own
    } else {
      set(index, own)
      for (child, kinds) in zip(node.children, narrowed) {
        // A node that is both factors, as in x .* x, keeps what both allow.
        let both = nodes[child].kinds.intersection(kinds)
        if both.isEmpty { throw Contradiction(node: index, children: children) }
        set(child, both)
      }
    }
  }

  /// All terms have one kind, or are scalars.
  private func sum(_ children: [ShapeKinds], own: ShapeKinds) -> (ShapeKinds, [ShapeKinds]) {
    var result: ShapeKinds = []
    var narrowed = [ShapeKinds](repeating: [], count: children.count)
    for kind in own.members {
      let allowed: ShapeKinds = [.scalar, ShapeKinds(kind)]
      guard children.allSatisfy({ !$0.isDisjoint(with: allowed) }) else { continue }
      let carriers = children.indices.filter { children[$0].contains(ShapeKinds(kind)) }
      guard kind == .scalar || !carriers.isEmpty else { continue }
      result.insert(ShapeKinds(kind))
      for index in children.indices {
        let isOnlyCarrier = kind != .scalar && carriers == [index]
        narrowed[index].formUnion(children[index].intersection(isOnlyCarrier ? ShapeKinds(kind) : allowed))
      }
    }
    return (result, narrowed)
  }
}

// MARK: Preferences

extension KindInference {
  /// One pass of preferences of a stage over all nodes, up and down, so that long chains settle at once; whether any was
  /// taken.
  mutating func sweep(_ stage: Int) -> Bool {
    var changed = false
    for index in Array(nodes.indices) + nodes.indices.reversed() {
      let children = nodes[index].children
      guard children.contains(where: { nodes[$0].kinds.only == nil }) || nodes[index].kinds.only == nil else {
        continue
      }
      for (node, kinds) in preferences(index, stage) where prefer(node, kinds) { changed = true }
    }
    return changed
  }

  private func preferences(_ index: Int, _ stage: Int) -> [(Int, ShapeKinds)] {
    let node = nodes[index]
    let children = node.children
    switch (stage, node.operation) {
    // Nobody transposes, sums or measures a number.
    case (0, .transpose), (0, .norm), (0, .alongAxes): return [(children[0], .nonScalar)]
    case (0, .call(let function, _)) where children.count == 1:
      switch function {
      case .sum, .mean, .prod, .max, .min, .logsumexp, .transpose, .size: return [(children[0], .nonScalar)]
      default: return []
      }
    // A x and xᵀy: behind a matrix or a row stands a vector.
    case (1, .product(.times)), (1, .product(.dot)), (1, .product(.matrixTimes)):
      let left = nodes[children[0]].kinds
      // xᵀ A_i may go on with the vector; A_i itself is no less likely a matrix.
      if case .entry = nodes[children[1]].operation, nodes[children[1]].kinds.contains(.matrix) { return [] }
      if left.isSubset(of: [.matrix, .row]) { return [(children[1], .column)] }
      if case .product(.dot) = node.operation, left.only == .column { return [(children[1], .column)] }
      return []
    case (1, .filled): return [(index, .column)]
    // What is added, or multiplied entry by entry, has one shape.
    case (2, .sum), (2, .product(.entrywiseTimes)), (2, .product(.entrywiseOver)), (2, .call(.max, _)),
      (2, .call(.min, _)):
      let known = ([index] + children).compactMap { nodes[$0].kinds.only }
      if let kind = known.first(where: { $0 != .scalar }) { return children.map { ($0, ShapeKinds(kind)) } }
      // 1 − y says little of y: what y is multiplied by says more.
      let isTold = children.contains { nodes[$0].kinds.only == .scalar && !nodes[$0].isNumber }
      if case .sum = node.operation, isTold || nodes[index].kinds.only == .scalar {
        return children.map { ($0, .scalar) }
      }
      return []
    case (2, .power(entrywise: true, _)): return [(children[1], .scalar)]
    case (3, .call(_, axis: 1)): return [(index, .row)]
    case (4, .sum): return children.contains { nodes[$0].kinds.only == .scalar } ? children.map { ($0, .scalar) } : []
    // Nobody divides by a vector without a dot.
    case (3, .product(.over)): return [(children[1], .scalar)]
    default: return []
    }
  }
}

extension TypedNode {
  /// Whether it is a number that is written.
  fileprivate var isNumber: Bool { if case .number = operation { true } else { false } }
}
