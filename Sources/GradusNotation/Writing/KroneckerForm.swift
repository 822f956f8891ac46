package import GradusExpression

/// A derivative with three or four axes as one matrix J, with d vec(F) = J d vec(X), where vec stacks the columns:
///
///     F = A X B      Fᵢⱼ depends on Xₖₗ by Aᵢₖ Bₗⱼ         J = Bᵀ ⊗ A
///     F = X⁻¹        by −X⁻¹ᵢₖ X⁻¹ₗⱼ                       J = −X⁻ᵀ ⊗ X⁻¹
///     F = Xᵀ         by δᵢₗ δⱼₖ                            J = K, the commutation matrix: K vec(X) = vec(Xᵀ)
///     F = tanh(X)    by (1 − tanh² Xᵢⱼ) δᵢₖ δⱼₗ            J = diag(vec(1 − tanh²(X)))
///
/// Entry (i, j) of a matrix with p rows is entry i + p j of its vec, counted from 0, so that (Q ⊗ P) takes (k, l) to (i, j) by
/// Q(j, l) P(i, k).
package struct KroneckerForm: Sendable {
  /// c · diag(vec(R)) (Q ⊗ P) K diag(vec(C)), or c · vec(R) vec(C)ᵀ where there is no Q and P.
  package struct Term: Sendable {
    /// What the product is multiplied by.
    package let coefficient: Rational
    /// R, with the shape of the function; nil where it is all ones.
    package let rowWeights: Formula?
    /// Q and P: matrices, or vectors that stand for the axes named by `outerIsRow` and `innerIsRow`.
    package let outer: Formula?
    /// What stands between the factors; nil for nothing.
    package let inner: Formula?
    /// Whether a vector Q is the column of rows of the result rather than a row of its columns; likewise P.
    package let outerIsColumn: Bool
    /// Whether what stands between is a single column.
    package let innerIsColumn: Bool
    /// Whether the commutation matrix stands behind the product.
    package let commutes: Bool
    /// C, with the shape of the variable; nil where it is all ones.
    package let columnWeights: Formula?
  }

  /// What is added.
  package let terms: [Term]
  /// The shapes of the function and of the variable.
  package let rows: [Size]
  /// The lengths whose product is the count of the columns.
  package let columns: [Size]
}

extension Formula {
  /// The derivative as a matrix between vectors of stacked columns; nil where its entries are no such product.
  ///
  /// - Parameter rank: the count of axes of the function, 1 or 2; the axes after them, 1 or 2, are the variable's.
  package func kroneckerForm(functionRank rank: Int) -> KroneckerForm? {
    guard (1...2).contains(rank), (1...2).contains(self.rank - rank), self.rank > 2, !isZero else { return nil }
    var parts: [KroneckerForm.Term] = []
    for term in terms {
      guard case .contraction(let product) = term.formula.node,
        let part = KroneckerForm.Term(product, coefficient: term.coefficient, functionRank: rank)
      else { return nil }
      parts.append(part)
    }
    return KroneckerForm(terms: parts, rows: Array(shape[..<rank]), columns: Array(shape[rank...]))
  }
}

extension KroneckerForm.Term {
  init?(_ product: Contraction, coefficient: Rational, functionRank rank: Int) {
    let sizes = Dictionary(uniqueKeysWithValues: zip(product.sizes.indices, product.sizes))
    let (rows, columns) = (Set(0..<rank), Set(rank..<product.rank))
    let blocks = product.blocks.map { $0.moved(to: [columns, rows], by: product.equalAxes) }
    func part(_ chosen: [Block], _ output: [Int]) -> Formula {
      let factors = chosen.flatMap(\.factors)
      let carried = Set(factors.flatMap(\.labels)).union(output)
      return .contraction(factors, output: output, sizes: sizes.filter { carried.contains($0.key) }, flattening: true)
    }
    let scalars = blocks.filter(\.axes.isEmpty)
    self.coefficient = coefficient
    // No block joins the function to the variable: an outer product.
    if !blocks.contains(where: { !$0.axes.isDisjoint(with: rows) && !$0.axes.isDisjoint(with: columns) }) {
      rowWeights = part(scalars + blocks.filter { !$0.axes.isDisjoint(with: rows) }, rows.sorted())
      columnWeights = part(blocks.filter { !$0.axes.isDisjoint(with: columns) }, columns.sorted())
      (outer, inner, outerIsColumn, innerIsColumn, commutes) = (nil, nil, false, false, false)
      return
    }
    // The inner axes i and k, the outer axes j and l; a vector has only one of its pair.
    let (i, k) = (0, rank)
    let (j, l) = (rank == 2 ? 1 : nil, product.rank - rank == 2 ? rank + 1 : nil)
    // An axis pair of P, one of Q, and whether K turns the variable: the plain way first.
    var ways: [(inner: [Int], outer: [Int], commutes: Bool)] = [([i, k], [j, l].compactMap { $0 }, false)]
    switch (j, l) {
    case (let j?, let l?): ways.append(([i, l], [j, k], true))
    case (nil, let l?): ways.append(([k], [i, l], false))
    case (let j?, nil): ways.append(([i], [j, k], false))
    case (nil, nil): return nil
    }
    for way in ways {
      var (inside, outside, left, right) = ([Block](), [Block](), [Block](), [Block]())
      var fits = true
      for block in blocks where !block.axes.isEmpty {
        if block.axes.isSubset(of: way.inner) {
          inside.append(block)
        } else if block.axes.isSubset(of: way.outer) {
          outside.append(block)
        } else if block.axes == rows {
          left.append(block)
        } else if block.axes == columns {
          right.append(block)
        } else {
          fits = false
        }
      }
      if !fits { continue }
      outer = part(scalars + outside, way.outer)
      inner = part(inside, way.inner)
      (outerIsColumn, innerIsColumn) = (way.outer.first == j, way.inner.first == i)
      commutes = way.commutes
      rowWeights = left.isEmpty ? nil : part(left, rows.sorted())
      columnWeights = right.isEmpty ? nil : part(right, columns.sorted())
      return
    }
    return nil
  }
}

/// Factors that share summed labels, with the axes of the result that they carry.
private struct Block {
  var factors: [Contraction.Factor]
  var axes: Set<Int>
}

extension Block {
  /// The block on axes of one side alone, where δ makes axes of both sides equal: Mₖⱼ δⱼₗ = Mₖₗ δⱼₗ.
  func moved(to sides: [Set<Int>], by equal: [Int: Int]) -> Block {
    if factors.count == 1, case .delta = factors[0].formula.node { return self }
    for side in sides where axes.count == 2 && !axes.isSubset(of: side) {
      let moved = axes.map { side.contains($0) ? $0 : equal[$0] ?? $0 }
      guard Set(moved).count == axes.count, side.isSuperset(of: moved) else { continue }
      let renamed = Dictionary(uniqueKeysWithValues: zip(axes, moved))
      return Block(
        factors: factors.map { .init($0.formula, $0.labels.map { renamed[$0] ?? $0 }) }, axes: Set(moved))
    }
    return self
  }
}

extension Contraction {
  /// The axes of the result that a unit matrix makes equal.
  fileprivate var equalAxes: [Int: Int] {
    var result: [Int: Int] = [:]
    for factor in factors where factor.labels.count == 2 && factor.labels.allSatisfy({ $0 < rank }) {
      guard case .delta = factor.formula.node else { continue }
      (result[factor.labels[0]], result[factor.labels[1]]) = (factor.labels[1], factor.labels[0])
    }
    return result
  }

  /// The factors in groups that no summed label joins.
  fileprivate var blocks: [Block] {
    var groups: [(labels: Set<Int>, factors: [Factor])] = []
    for factor in factors {
      let summed = Set(factor.labels.filter { $0 >= rank })
      var joined = (labels: summed, factors: [factor])
      groups.removeAll { group in
        if group.labels.isDisjoint(with: summed) { return false }
        joined.labels.formUnion(group.labels)
        joined.factors = group.factors + joined.factors
        return true
      }
      groups.append(joined)
    }
    return groups.map { group in
      Block(factors: group.factors, axes: Set(group.factors.flatMap(\.labels).filter { $0 < rank }))
    }
  }
}
