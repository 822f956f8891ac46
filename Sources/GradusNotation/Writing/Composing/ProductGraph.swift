import BigInt
import GradusExpression

/// A product of matrices and vectors as a graph: its labels are the vertices, a matrix is an edge, a vector a weight of a
/// vertex. Eliminating the summed vertices one by one gives matrix notation:
///
///     Σⱼ A(i, j) x(j)         a vertex with a weight and one edge:     A x at i
///     Σⱼ A(i, j) B(j, k)      a vertex with two edges:                 A B from i to k
///     Σⱼ A(i, j) s(j) B(j, k) … and a weight:                          A diag(s) B
///     Σⱼ x(j) y(j)            a vertex with weights alone:             xᵀ y
///     Σᵢ A(i, i)              a loop:                                  tr A
///     A(i, j) B(i, j)         parallel edges:                          A ⊙ B
///
/// Each elimination is an identity, so what comes out is the product, and what no elimination reaches is written with indices.
struct ProductGraph {
  /// A vector on one label or a matrix on two, as a chain of matrix products; a tensor on more stays as it is.
  struct Item {
    var labels: [Int]
    /// For a matrix from the first label to the second; for a vector it ends in a column.
    var chain: [Written]
    /// Whether the entries of the chain divide instead.
    var isDivisor = false
    /// x, where the item is x² entry by entry.
    var root: Written?
    /// x, where the item is |x| entry by entry.
    var magnitudeOf: Written?
    /// The place of the 1, counted from 1, of a unit vector.
    var unitPlace: Int?
    var isUnitMatrix = false
  }

  var items: [Item] = []
  var scalars: [Written] = []
  let sizes: [Size]
  let rank: Int
  private let isTold: Bool

  init(_ flat: FlatProduct, composer: Composer, isTold: Bool) {
    sizes = flat.sizes
    rank = flat.rank
    self.isTold = isTold
    items = flat.factors.map { Item($0, composer: composer) }
  }

  /// What is left when the scalars have split off, in matrix notation or, where there is none, in index notation; nil where
  /// nothing is left.
  mutating func reduced() -> Written? {
    while closeLoop() || eliminateWeighted() || mergeParallel() || sumEnd() || eliminateBetweenMatrices() || sumMatrix()
    {}
    switch rank {
    case 0 where items.isEmpty: return nil
    case 1 where items.allSatisfy { $0.labels == [0] }: return items.isEmpty ? ones([sizes[0]]) : column(items)
    case 2: return matrixBody ?? indexed
    default: return indexed
    }
  }

  /// The items that are left, in index notation.
  private var indexed: Written {
    let used = Array(0..<rank) + Set(items.flatMap(\.labels)).filter { $0 >= rank }.sorted()
    let place = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    let factors = items.map { item in
      let written = ProductGraph.entrywise([(item, item.chain)], Written.Kind(rank: item.labels.count))
      return Written.IndexedProduct.Factor(written: written, labels: item.labels.map { place[$0]! })
    }
    let product = Written.IndexedProduct(factors: factors, sizes: used.map { sizes[$0] }, rank: rank)
    return Written(.indexed(product), Written.Kind(rank: rank))
  }

  private func ones(_ sizes: [Size]) -> Written {
    Written(.ones(sizes, isTold: isTold), Written.Kind(rank: sizes.count))
  }

  /// What stands between the two axes of the result.
  private var matrixBody: Written? {
    let (rows, columns) = (items.filter { $0.labels == [0] }, items.filter { $0.labels == [1] })
    let matrices = items.filter { $0.labels.count == 2 }
    guard rows.count + columns.count + matrices.count == items.count, matrices.count <= 1 else { return nil }
    guard let matrix = matrices.first else {
      if items.isEmpty { return ones([sizes[0], sizes[1]]) }
      let left = rows.isEmpty ? ones([sizes[0]]) : column(rows)
      let right = columns.isEmpty ? ones([sizes[1]]) : column(columns)
      return .product([], Written.chain(left) + Written.chain(right.transposed))
    }
    if matrix.isUnitMatrix { return items.count == 1 ? matrix.chain[0] : diagonal(rows + columns) }
    let middle = rows.isEmpty && columns.isEmpty && matrix.isDivisor
    if middle { return matrix.between(0, 1)[0] }
    let chain =
      (rows.isEmpty ? [] : [diagonal(rows)]) + matrix.between(0, 1) + (columns.isEmpty ? [] : [diagonal(columns)])
    return shortest(Written.collectingPowers(chain))
  }

  /// The chain, or the transpose of the chain the other way round where that is shorter.
  private func shortest(_ chain: [Written]) -> Written {
    let other = Item.flipped(chain)
    // The brackets and the one transpose count as well.
    if Written.transposeCost(other) + 30 <= Written.transposeCost(chain) {
      return Written(.transpose(.product([], other)), .matrix)
    }
    return .product([], chain)
  }

  func diagonal(_ vectors: [Item]) -> Written { .call(.diagonal, [column(vectors)], .matrix) }

  /// The entrywise product of vectors on one label.
  func column(_ vectors: [Item]) -> Written { ProductGraph.entrywise(vectors.map { ($0, $0.chain) }, .column) }

  static func entrywise(_ parts: [(item: Item, chain: [Written])], _ kind: Written.Kind) -> Written {
    // Names before functions before chains.
    func written(_ isDivisor: Bool) -> [Written] {
      let all = parts.filter { $0.item.isDivisor == isDivisor }.map {
        Written.product([], Written.collectingPowers($0.chain))
      }
      return all.enumerated().sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }.map(\.element)
    }
    return Written.entrywise(written(false), over: written(true), kind: kind)
  }
}

extension ProductGraph.Item {
  init(_ factor: Contraction.Factor, composer: Composer) {
    labels = factor.labels
    chain = []
    switch factor.formula.node {
    case .power(let base, let exponent):
      guard let value = exponent.constantValue else {
        chain = [composer.power(base, exponent)]
        return
      }
      isDivisor = value.isNegative
      let written = composer.power(base, .constant(value.magnitude))
      chain = Written.chain(written)
      if value == 2, case .entrywisePower(let x, _) = written.form { root = x }
    case .map(.abs, _):
      let written = composer.compose(factor.formula)
      chain = [written]
      if case .call(_, let arguments) = written.form { magnitudeOf = arguments[0] }
    case .basis(let index, _):
      chain = [composer.compose(factor.formula)]
      unitPlace = index + 1
    case .delta:
      chain = [composer.compose(factor.formula)]
      isUnitMatrix = true
    default:
      chain = Written.chain(composer.compose(factor.formula))
    }
  }

  /// The chain of a matrix from one of its labels to the other.
  func between(_ first: Int, _ second: Int) -> [Written] {
    let links = isDivisor ? [Written.entrywise([], over: [.product([], chain)], kind: .matrix)] : chain
    return labels == [first, second] ? links : ProductGraph.Item.flipped(links)
  }

  static func flipped(_ chain: [Written]) -> [Written] { chain.reversed().map(\.transposed) }
}
