import GradusExpression

// MARK: Names for what stays open

extension SizeInference {
  /// Gives names to the sizes of inferred symbols that nothing determines: `n`, `m`, …
  mutating func nameOpenSizes(avoiding taken: Set<String>) throws(Conflict) {
    var pool = SizeNames(taken: taken)
    for symbol in symbols where symbol.family != nil && nodes[symbol.node].sizes.count == 2 {
      // Of rows, as papers count them: n examples of d entries.
      for (variable, name) in zip(nodes[symbol.node].sizes, ["n", "d"]) where unifier.size(variable) == nil {
        unifier.assign(variable, .symbol(pool.take(name) ?? pool.next()))
      }
    }
    for symbol in symbols {
      let open = nodes[symbol.node].sizes.filter { unifier.size($0) == nil }
      // The rows of an oblong matrix are m, its columns n.
      if open.count == 2, unifier.root(open[0]) != unifier.root(open[1]), pool.isFresh { pool.swap() }
      for variable in open where unifier.size(variable) == nil { unifier.assign(variable, .symbol(pool.next())) }
    }
    try settleProducts()
  }

  /// The shape of a node; nil where a size follows from nothing.
  mutating func shape(_ index: Int) -> [Size]? {
    var shape: [Size] = []
    for variable in nodes[index].sizes {
      guard let size = unifier.size(variable) else { return nil }
      shape.append(size)
    }
    return shape
  }

  /// The shape in words, as far as it is known: `[n, m]`, `row [n]`.
  mutating func description(_ index: Int) -> String {
    guard let kind = nodes[index].kinds.only else { return nodes[index].kinds.phrase }
    guard kind != .scalar else { return "scalar" }
    guard nodes[index].sizes.count == kind.rank || kind == .tensor else { return nodes[index].kinds.phrase }
    let sizes = nodes[index].sizes.map { unifier.size($0)?.description ?? "?" }
    return (kind == .row ? "row " : "") + "[" + sizes.joined(separator: ", ") + "]"
  }
}

/// Names for sizes, in the order in which people use them.
struct SizeNames {
  private var names: [String]
  private var count = 0
  private let taken: Set<String>
  private(set) var isFresh = true
  private var tookD = false

  init(taken: Set<String>) {
    self.taken = taken
    names = ["n", "m", "p", "q", "k", "r", "s", "t"].filter { !taken.contains($0) }
  }

  /// m before n.
  mutating func swap() { if names.prefix(2) == ["n", "m"] { names.swapAt(0, 1) } }

  /// That name, where nothing has it yet.
  mutating func take(_ name: String) -> String? {
    guard !taken.contains(name), name == "d" ? !tookD : names.contains(name) else { return nil }
    isFresh = false
    if name == "d" { tookD = true }
    names.removeAll { $0 == name }
    return name
  }

  mutating func next() -> String {
    isFresh = false
    if !names.isEmpty { return names.removeFirst() }
    repeat { count += 1 } while taken.contains("n\(count)")
    return "n\(count)"
  }
}
