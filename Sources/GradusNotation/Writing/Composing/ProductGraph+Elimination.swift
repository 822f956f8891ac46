import GradusExpression

extension ProductGraph {
  /// The labels that matrices and vectors alone carry, in order.
  private var labels: [Int] {
    let matrices = items.filter { $0.labels.count <= 2 }
    let tensors = items.filter { $0.labels.count > 2 }
    return Set(matrices.flatMap(\.labels)).subtracting(tensors.flatMap(\.labels)).sorted()
  }

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
    guard let index = items.firstIndex(where: { $0.labels.count == 2 && $0.labels[0] == $0.labels[1] }) else {
      return false
    }
    let item = items[index]
    let label = item.labels[0]
    let chain = item.between(label, label)
    if isClosed([label], [index]) {
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
    let other = Item.flipped(cycle)
    var best = Written.transposeCost(other) < Written.transposeCost(cycle) ? other : cycle
    // Do not tear a run of equal matrices apart.
    for _ in 0..<best.count where best.count > 1 && best.first == best.last && Set(best).count > 1 {
      best = [best[best.count - 1]] + best.dropLast()
    }
    // tr(Wᵀ S W) rather than tr(W Wᵀ S).
    for shift in best.indices where best.count > 2 {
      let rotated = Array(best[shift...] + best[..<shift])
      if case .transpose(let inner) = rotated[0].form, inner == rotated[rotated.count - 1] { return rotated }
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
    if items.count == 1, kind == .column, let x = items[0].magnitudeOf { return .call(.norm1, [x], .scalar) }
    let roots = items.compactMap(\.root)
    guard roots.count == items.count, items.allSatisfy({ !$0.isDivisor }) else { return nil }
    let x = roots.count == 1 ? roots[0] : Written(.entrywiseProduct(roots), kind)
    if x.isName, kind == .column { return dot([x], [x]) }
    return Written(.power(.call(.norm2, [x], .scalar), .number(2)), .scalar)
  }

  /// uᵀv or vᵀu, whichever has fewer transposes, and then the one that transposes a name.
  private static func dot(_ u: [Written], _ v: [Written]) -> Written {
    let first = Item.flipped(u) + v
    let second = Item.flipped(v) + u
    let isSecond = Written.transposeCost(second) < Written.transposeCost(first)
    return Written(.product(Written.collectingPowers(isSecond ? second : first)), .scalar)
  }

  /// Entrywise products of matrices between the same labels.
  mutating func mergeParallel() -> Bool {
    for index in items.indices where items[index].labels.count == 2 {
      let pair = Set(items[index].labels)
      let parallel = items.indices.filter { items[$0].labels.count == 2 && Set(items[$0].labels) == pair }
      guard parallel.count > 1 else { continue }
      let parts = parallel.map { items[$0] }
      if let loop = loop(parts, closed: { isClosed($0, parallel) }) {
        replace(parallel, by: [loop])
        return true
      }
      let ends = parts[0].labels
      func chains(_ labels: [Int]) -> [(item: Item, chain: [Written])] {
        parts.map { ($0, $0.labels == labels ? $0.chain : Item.flipped($0.chain)) }
      }
      func cost(_ labels: [Int]) -> Int { chains(labels).reduce(0) { $0 + Written.transposeCost($1.chain) } }
      let labels = cost(ends.reversed()) < cost(ends) ? ends.reversed() : ends
      var merged = Item(labels: labels, chain: [ProductGraph.entrywise(chains(labels), .matrix)])
      let roots = parts.filter { $0.labels == labels }.compactMap(\.root)
      if roots.count == parts.count { merged.root = Written(.entrywiseProduct(roots), .matrix) }
      replace(parallel, by: [merged])
      return true
    }
    return false
  }

  /// A(i, j) B(j, i) with j summed as the diagonal of A B, and with both summed as its trace, where that is shorter than
  /// the sum over A ⊙ Bᵀ.
  private func loop(_ parts: [Item], closed: (Set<Int>) -> Bool) -> Item? {
    guard parts.count == 2, parts.allSatisfy({ !$0.isDivisor }) else { return nil }
    let (first, second) = closed([parts[0].labels[1]]) ? (parts[0], parts[1]) : (parts[1], parts[0])
    let (from, over) = (first.labels[0], first.labels[1])
    guard closed([over]) else { return nil }
    let back = second.between(over, from)
    let loop = first.chain + back
    // diag(A B) or tr(A B) against sum(A .* B): a sign, a sum, and brackets round a product.
    let straight =
      Written.transposeCost(first.chain)
      + Written.transposeCost(second.labels == first.labels ? second.chain : Item.flipped(second.chain))
    let brackets = parts.reduce(0) { $0 + ($1.chain.count > 1 ? 20 : 0) }
    return Written.transposeCost(loop) < straight + brackets + 5 ? Item(labels: [from, from], chain: loop) : nil
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
    let isBackward = Written.transposeCost(forward) > Written.transposeCost(backward)
    let item =
      isBackward
      ? Item(labels: [ends[1], ends[0]], chain: backward) : Item(labels: [ends[0], ends[1]], chain: forward)
    replace(pair + weights, by: [item])
    return true
  }

  /// Row or column sums of a matrix inside a chain, at once where the chain has no other such end: A sum(B, 2).
  mutating func sumEnd() -> Bool {
    let ends = labels.filter { isSummed($0) && vectors(on: $0).isEmpty && matrices(on: $0).count == 1 }
    return ends.count == 1 && sumMatrix()
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
        // Sums down the columns stand as a row.
        let total =
          isRow
          ? Written.call(.sum(axis: 1), [inner], .row).transposed : Written.call(.sum(axis: 2), [inner], .column)
        replace(matrices, by: [Item(labels: [other], chain: [total])])
      }
      return true
    }
    return false
  }
}
