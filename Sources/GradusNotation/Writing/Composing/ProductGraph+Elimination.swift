import GradusExpression

extension ProductGraph {
  /// The labels in use, in order.
  private var labels: [Int] { Set(items.flatMap(\.labels)).sorted() }

  private func vectors(on label: Int) -> [Int] { items.indices.filter { items[$0].labels == [label] } }
  private func matrices(on label: Int) -> [Int] {
    items.indices.filter { items[$0].labels.count == 2 && items[$0].labels.contains(label) }
  }
  private func isSummed(_ label: Int) -> Bool { label >= rank }

  /// Takes items out and puts others in the place of the first.
  private mutating func replace(_ old: [Int], by new: [Item]) {
    let place = old.min() ?? items.count
    let gone = Set(old)
    let before = items[..<place].count
    items = items.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    items.insert(contentsOf: new, at: before)
  }

  /// A matrix from a label to itself: its trace where the label is summed and carried by nothing else, its diagonal where not.
  mutating func closeLoop() -> Bool {
    guard let index = items.firstIndex(where: { $0.labels.count == 2 && $0.labels[0] == $0.labels[1] }) else { return false }
    let item = items[index]
    let label = item.labels[0]
    let chain = item.between(label, label)
    if isSummed(label), vectors(on: label).isEmpty, matrices(on: label).count == 1 {
      replace([index], by: [])
      scalars.append(.call(.trace, [.product([], Written.collectingPowers(ProductGraph.turned(chain)))], .scalar))
    } else {
      let diagonal = Written.call(.diagonal, [.product([], Written.collectingPowers(chain))], .column)
      replace([index], by: [Item(labels: [label], chain: [diagonal])])
    }
    return true
  }

  /// The cycle read in the direction with the fewest transposes, from the place where equal neighbours stay together.
  private static func turned(_ cycle: [Written]) -> [Written] {
    func cost(_ chain: [Written]) -> Int { chain.reduce(0) { $0 + $1.transposeCount } }
    let other = Item.flipped(cycle)
    var best = cost(other) < cost(cycle) ? other : cycle
    // Do not tear a run of equal matrices apart.
    for _ in 0..<best.count where best.count > 1 && best.first == best.last && Set(best).count > 1 {
      best = [best[best.count - 1]] + best.dropLast()
    }
    return best
  }

  /// Sums over a label with vectors on it and at most one matrix.
  mutating func eliminateWeighted() -> Bool {
    for label in labels where isSummed(label) {
      let vectors = vectors(on: label)
      let matrices = matrices(on: label)
      guard !vectors.isEmpty, matrices.count <= 1 else { continue }
      let weights = vectors.map { items[$0] }
      guard let index = matrices.first else {
        replace(vectors, by: [])
        scalars.append(ProductGraph.total(weights))
        return true
      }
      let matrix = items[index]
      let other = matrix.labels[0] == label ? matrix.labels[1] : matrix.labels[0]
      let chain: [Written]
      if weights.count == 1, let place = weights[0].unitPlace {
        let inner = Written.product([], matrix.between(matrix.labels[0], matrix.labels[1]))
        chain = [Written(.part(inner, matrix.labels[0] == label ? [place, nil] : [nil, place]), .column)]
      } else {
        chain = matrix.between(other, label) + Written.chain(column(weights))
      }
      replace(vectors + [index], by: [Item(labels: [other], chain: chain)])
      return true
    }
    return false
  }

  /// The sum over all entries of the entrywise product of vectors.
  private static func total(_ vectors: [Item]) -> Written {
    if let unit = vectors.firstIndex(where: { $0.unitPlace != nil }) {
      let rest = vectors.indices.filter { $0 != unit }.map { vectors[$0] }
      if rest.isEmpty { return .number(1) }
      return entry(of: rest, at: vectors[unit].unitPlace!)
    }
    if let norm = norm(vectors, .column) { return norm }
    var over = vectors.filter { !$0.isDivisor }
    let under = vectors.filter(\.isDivisor)
    if over.count < 2 {
      return .call(.sum(axis: nil), [entrywise(vectors.map { ($0, $0.chain) }, .column)], .scalar)
    }
    // A chain of products stands best at the right of the dot.
    let right = over.remove(at: over.lastIndex { $0.chain.count > 1 } ?? over.count - 1)
    let isSplit = over.count == 1 && over[0].chain.count == 1 && right.chain.count == 1
    let left = entrywise((isSplit ? over : over + under).map { ($0, $0.chain) }, .column)
    let tail = entrywise((isSplit ? [right] + under : [right]).map { ($0, $0.chain) }, .column)
    return dot(Written.chain(left), Written.chain(tail))
  }

  private static func entry(of vectors: [Item], at place: Int) -> Written {
    let inner = entrywise(vectors.map { ($0, $0.chain) }, .column)
    // x = A[:, 2] has the entry A[1, 2].
    if case .part(let matrix, let places) = inner.form, let axis = places.firstIndex(of: nil) {
      var all = places
      all[axis] = place
      return Written(.part(matrix, all), .scalar)
    }
    return Written(.part(inner, [place]), .scalar)
  }

  /// ‖x‖² for Σ x² of something compound, xᵀx of a name, and ‖x‖₁ for Σ |x|.
  private static func norm(_ items: [Item], _ kind: Written.Kind) -> Written? {
    if items.count == 1, let x = items[0].magnitudeOf { return .call(.norm1, [x], .scalar) }
    let roots = items.compactMap(\.root)
    guard roots.count == items.count, items.allSatisfy({ !$0.isDivisor }) else { return nil }
    let x = roots.count == 1 ? roots[0] : Written(.entrywiseProduct(roots), kind)
    if x.isName, kind == .column { return dot([x], [x]) }
    return Written(.power(.call(.norm2, [x], .scalar), .number(2)), .scalar)
  }

  /// uᵀv or vᵀu, whichever has fewer transposes, and then the one that transposes a name.
  private static func dot(_ u: [Written], _ v: [Written]) -> Written {
    func cost(_ chain: [Written]) -> Int {
      chain.reduce(0) { total, link in
        guard case .transpose(let inner) = link.form else { return total }
        return total + (inner.isName ? 10 : 11)
      }
    }
    let first = Item.flipped(u) + v
    let second = Item.flipped(v) + u
    return Written(.product(Written.collectingPowers(cost(second) < cost(first) ? second : first)), .scalar)
  }

  /// Entrywise products of matrices between the same labels.
  mutating func mergeParallel() -> Bool {
    for index in items.indices where items[index].labels.count == 2 {
      let pair = Set(items[index].labels)
      let parallel = items.indices.filter { items[$0].labels.count == 2 && Set(items[$0].labels) == pair }
      guard parallel.count > 1 else { continue }
      let parts = parallel.map { items[$0] }
      let (row, column) = (parts[0].labels[0], parts[0].labels[1])
      if parts.count == 2, parts[1].labels == [column, row], parts.allSatisfy({ !$0.isDivisor }) {
        // A(i, j) B(j, i) with j summed is the diagonal of A B; with both summed its trace.
        let forward = isClosed([column], parallel)
        if forward || isClosed([row], parallel) {
          let (first, second) = forward ? (parts[0], parts[1]) : (parts[1], parts[0])
          replace(parallel, by: [Item(labels: [first.labels[0], first.labels[0]], chain: first.chain + second.chain)])
          return true
        }
      }
      let oriented = parts.map { item in
        (item, item.labels == [row, column] ? item.chain : Item.flipped(item.chain))
      }
      var merged = Item(labels: [row, column], chain: [ProductGraph.entrywise(oriented, .matrix)])
      let roots = parts.filter { $0.labels == [row, column] }.compactMap(\.root)
      if roots.count == parts.count { merged.root = Written(.entrywiseProduct(roots), .matrix) }
      replace(parallel, by: [merged])
      return true
    }
    return false
  }

  /// Whether the labels are summed and carried by these items alone.
  private func isClosed(_ labels: Set<Int>, _ indices: [Int]) -> Bool {
    labels.allSatisfy { label in
      isSummed(label) && items.indices.allSatisfy { indices.contains($0) || !items[$0].labels.contains(label) }
    }
  }

  /// Sums over a label between two matrices, with a diagonal matrix between them where vectors lie on it.
  mutating func eliminateBetweenMatrices() -> Bool {
    let candidates = labels.filter { isSummed($0) && matrices(on: $0).count == 2 }
    // Plain products first.
    guard let label = candidates.first(where: { vectors(on: $0).isEmpty }) ?? candidates.first else { return false }
    let pair = matrices(on: label)
    let weights = vectors(on: label)
    let ends = pair.map { items[$0].labels[0] == label ? items[$0].labels[1] : items[$0].labels[0] }
    let middle = weights.isEmpty ? [] : [diagonal(weights.map { items[$0] })]
    let forward = items[pair[0]].between(ends[0], label) + middle + items[pair[1]].between(label, ends[1])
    // Towards the axes of the result in their order, otherwise with the fewest transposes.
    let backward = Item.flipped(forward)
    let isBackward = forward.reduce(0) { $0 + $1.transposeCount } > backward.reduce(0) { $0 + $1.transposeCount }
    let item =
      isBackward ? Item(labels: [ends[1], ends[0]], chain: backward) : Item(labels: [ends[0], ends[1]], chain: forward)
    replace(pair + weights, by: [item])
    return true
  }

  /// Sums over a label with one matrix and nothing else: row sums, column sums, or the sum of all entries.
  mutating func sumMatrix() -> Bool {
    for label in labels where isSummed(label) {
      let matrices = matrices(on: label)
      guard matrices.count == 1, vectors(on: label).isEmpty else { continue }
      let matrix = items[matrices[0]]
      let isRow = matrix.labels[0] == label
      let other = isRow ? matrix.labels[1] : matrix.labels[0]
      if isClosed([label, other], matrices) {
        replace(matrices, by: [])
        let inner = ProductGraph.entrywise([(matrix, matrix.chain)], .matrix)
        scalars.append(ProductGraph.norm([matrix], .matrix) ?? .call(.sum(axis: nil), [inner], .scalar))
      } else {
        let inner = Written.product([], Written.collectingPowers(matrix.between(matrix.labels[0], matrix.labels[1])))
        let total = Written.call(.sum(axis: isRow ? 1 : 2), [inner], .column)
        replace(matrices, by: [Item(labels: [other], chain: [total])])
      }
      return true
    }
    return false
  }
}
