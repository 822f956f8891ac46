import BigInt
import GradusExpression

/// An operation under indices is done for all their values at once: the axes of the indices are carried along, and the
/// operation works on the others.
extension FormulaBuilder {
  /// The parts of a node, with the labels that each carries and those that the node has.
  struct Carried {
    let parts: [Formula]
    let labels: [[Int]]
    let all: [Int]
    let sizes: [Int: Size]
    /// The shape without the labels.
    let shape: [Size]

    /// The count of axes of a part's own kind.
    func rank(_ part: Int) -> Int { parts[part].rank - labels[part].count }
  }

  mutating func underIndices(
    _ index: Int, _ parts: [Formula], _ labels: [[Int]]
  ) throws(ReadingError) -> Formula {
    let node = nodes[index]
    let carried = Carried(
      parts: parts, labels: labels, all: node.labels, sizes: try sizes(node.labels, index),
      shape: inference.shape(index)!)
    switch node.operation {
    case .alias: return parts[0]
    case .negative: return parts[0].scaled(by: -1)
    case .bars:
      guard nodes[node.children[0]].kinds.only != .matrix else { throw refuseUnderIndex(index, "a determinant") }
      return .map(.abs, parts[0])
    case .sum(let isNegative):
      let terms = parts.indices.map { Term(isNegative[$0] ? -1 : 1, spread($0, carried)) }
      return .sum(terms, shape: carried.all.map { carried.sizes[$0]! } + carried.shape)
    case .product(let operation): return try product(operation, index, carried)
    case .power(let entrywise, let baseIsE): return try power(entrywise, baseIsE, index, carried)
    case .transpose: return transposed(carried)
    case .norm(let norm): return try self.norm(norm, index, carried)
    case .matrix(let rows, let columns): return matrix(rows, columns, carried)
    case .part(let places): return part(places, carried)
    case .filled: return spread(0, carried)
    case .alongAxes(let function, let axes):
      let own = axes.isEmpty ? Array(0..<carried.rank(0)) : axes.map { $0 - 1 }
      return .alongAxes(function, parts[0], axes: own.map { labels[0].count + $0 })
    case .call(let function, let axis): return try call(function, axis, index, carried)
    default: preconditionFailure("no index notation for the node \(index)")
    }
  }

  func refuseUnderIndex(_ index: Int, _ what: String) -> ReadingError {
    refuse(index, "\(what) with an index inside", "it is read of what is the same for every value of the index")
  }

  /// A part over all labels of the node and over the axes of the node's own kind.
  func spread(_ part: Int, _ carried: Carried) -> Formula {
    let formula = carried.parts[part]
    let own = own(carried.shape.count)
    if carried.labels[part].count == carried.all.count, formula.rank == carried.all.count + own.count {
      return formula.rearranged(carried.labels[part] + own, to: carried.all + own)
    }
    var sizes = carried.sizes
    for (label, size) in zip(own, carried.shape) { sizes[label] = size }
    return .contraction(
      [.init(formula, carried.labels[part] + (carried.rank(part) == 0 ? [] : own))], output: carried.all + own,
      sizes: sizes, flattening: true)
  }

  // MARK: Products

  private func product(
    _ operation: Syntax.ProductOperator, _ index: Int, _ carried: Carried
  ) throws(ReadingError) -> Formula {
    let isQuotient = operation == .over || operation == .entrywiseOver
    let right = isQuotient ? try reciprocal(ofEntries: carried.parts[1], index) : carried.parts[1]
    let kinds = nodes[index].children.map { nodes[$0].kinds.only! }
    let isEntrywise = isQuotient || operation == .entrywiseTimes
    let (a, b, result) = isEntrywise ? entrywiseAxes(carried) : axes(operation, kinds, carried)
    return .contraction(
      [.init(carried.parts[0], carried.labels[0] + a), .init(right, carried.labels[1] + b)],
      output: carried.all + result, sizes: carried.sizes, flattening: true)
  }

  private func entrywiseAxes(_ carried: Carried) -> (a: [Int], b: [Int], result: [Int]) {
    (own(carried.rank(0)), own(carried.rank(1)), own(carried.shape.count))
  }

  /// The labels of the own axes of both factors, and of those of the product.
  private func axes(
    _ operation: Syntax.ProductOperator, _ kinds: [ShapeKind], _ carried: Carried
  ) -> (a: [Int], b: [Int], result: [Int]) {
    let p = own(3)
    switch (kinds[0], kinds[1]) {
    case (.row, .column), (.column, .column): return ([p[0]], [p[0]], [])
    case (.column, .row): return ([p[0]], [p[1]], [p[0], p[1]])
    case (.matrix, .column): return ([p[0], p[1]], [p[1]], [p[0]])
    case (.row, .matrix), (.column, .matrix): return ([p[0]], [p[0], p[1]], [p[1]])
    case (.matrix, .matrix): return ([p[0], p[1]], [p[1], p[2]], [p[0], p[2]])
    default: return entrywiseAxes(carried)
    }
  }

  // MARK: Powers

  private mutating func power(
    _ entrywise: Bool, _ baseIsE: Bool, _ index: Int, _ carried: Carried
  ) throws(ReadingError) -> Formula {
    if !entrywise, nodes[nodes[index].children[baseIsE ? 1 : 0]].kinds.only == .matrix {
      let base = nodes[nodes[index].children[0]].place
      let text = Parser.slice(texts[base.text], base.range)
      throw refuse(
        index, "a power of \(text), which is a vector for each index",
        "write \\|\(text)\\|^2 for the sum of its squares, or a small letter for a vector that is no matrix")
    }
    if baseIsE { return .map(.exp, carried.parts[1]) }
    if carried.shape.isEmpty,
      let powers = try powers(index, carried.parts, carried.labels, carried.sizes)
    {
      return powers
    }
    let exponent = carried.parts[1].isScalar ? carried.parts[1] : spread(1, carried)
    return try entrywisePower(spread(0, carried), exponent, index)
  }

  // MARK: Vectors and matrices

  private func transposed(_ carried: Carried) -> Formula {
    let count = carried.all.count
    guard carried.rank(0) == 2 else { return carried.parts[0] }
    return carried.parts[0].permuted(Array(0..<count) + [count + 1, count])
  }

  private func norm(_ norm: TypedNode.Norm, _ index: Int, _ carried: Carried) throws(ReadingError) -> Formula {
    let x = carried.parts[0]
    let axes = Array(carried.labels[0].count..<x.rank)
    if axes.isEmpty { return .map(.abs, x) }
    switch norm {
    case .two where axes.count == 2, .nuclear:
      throw refuse(index, "this norm of a matrix under an index", "singular values are of one matrix alone")
    case .unstated, .two, .entrywiseTwo, .frobenius: return sqrt((x .** 2).summed(along: axes))
    case .one, .entrywiseOne: return abs(x).summed(along: axes)
    case .infinity: return .reduction(.maximum, abs(x), axes: axes)
    case .p:
      guard let p = carried.parts[1].constantValue, p >= 1 else {
        throw refuse(index, "a norm of this order under an index", "its order has to be a number of at least 1")
      }
      let isEven = p.isInteger && p.numerator % 2 == 0
      let total = Formula.power(isEven ? x : abs(x), .constant(p)).summed(along: axes)
      return p == 1 ? total : .power(total, .constant(1 / p))
    }
  }

  /// Every entry times its unit vectors, as without indices.
  private func matrix(_ rows: Int, _ columns: Int, _ carried: Carried) -> Formula {
    let own = own(carried.shape.count)
    var terms: [Term] = []
    for (place, part) in carried.parts.enumerated() {
      var factors: [Contraction.Factor] = [.init(part, carried.labels[place])]
      if own.count == 2 {
        factors.append(.init(.basis(place / columns, carried.shape[0]), [own[0]]))
        factors.append(.init(.basis(place % columns, carried.shape[1]), [own[1]]))
      } else {
        factors.append(.init(.basis(place, carried.shape[0]), [own[0]]))
      }
      terms.append(Term(1, .contraction(factors, output: carried.all + own, sizes: carried.sizes)))
    }
    return .sum(terms, shape: carried.all.map { carried.sizes[$0]! } + carried.shape)
  }

  private func part(_ places: [Int?], _ carried: Carried) -> Formula {
    let own = own(places.count)
    let count = carried.all.count
    var factors = [Contraction.Factor(carried.parts[0], carried.all + own)]
    for (axis, place) in places.enumerated() {
      if let place { factors.append(.init(.basis(place - 1, carried.parts[0].shape[count + axis]), [own[axis]])) }
    }
    return .contraction(
      factors, output: carried.all + zip(own, places).filter { $0.1 == nil }.map(\.0), flattening: true)
  }
}
