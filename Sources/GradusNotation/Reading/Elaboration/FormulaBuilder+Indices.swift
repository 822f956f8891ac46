import GradusExpression

/// In index notation the axes of a node's formula are its labels.
extension FormulaBuilder {
  /// The formula of a node of index notation; nil for any other node.
  mutating func indexed(_ index: Int, _ parts: [Formula]) throws(ReadingError) -> Formula? {
    let node = nodes[index]
    let labels = node.children.map { nodes[$0].labels }
    switch node.operation {
    case .entry(let all):
      return .contraction([.init(parts[0], all)], output: node.labels, flattening: true)
    case .constantEntry(let function, let all, _): return try constant(function, all, index)
    case .indexNumber(let name, _): return try numbers(ofIndex: name, index)
    case .reduction(.sum, let bound):
      return .contraction(
        [.init(parts[0], labels[0])], output: node.labels, sizes: try sizes(bound + node.labels, index),
        flattening: true)
    case .reduction(let function, let bound):
      let axes = labels[0].indices.filter { bound.contains(labels[0][$0]) }
      return .reduction(FormulaBuilder.reduction(function), parts[0], axes: axes)
    case .tensor(let all):
      if labels[0].count == all.count { return parts[0].rearranged(labels[0], to: all) }
      return .contraction(
        [.init(parts[0], labels[0])], output: all, sizes: try sizes(all, index), flattening: true)
    default: break
    }
    if node.labels.isEmpty { return nil }
    let sizes = try sizes(node.labels, index)
    let shape = node.labels.map { sizes[$0]! }
    /// A part over all labels of the node.
    func spread(_ part: Int) -> Formula {
      labels[part].count == node.labels.count
        ? parts[part].rearranged(labels[part], to: node.labels)
        : .contraction([.init(parts[part], labels[part])], output: node.labels, sizes: sizes, flattening: true)
    }
    switch node.operation {
    case .alias: return parts[0]
    case .negative: return parts[0].scaled(by: -1)
    case .bars: return .map(.abs, parts[0])
    case .sum(let isNegative):
      let terms = parts.indices.map { Term(isNegative[$0] ? -1 : 1, spread($0)) }
      return .sum(terms, shape: shape)
    case .product(let operation):
      let isQuotient = operation == .over || operation == .entrywiseOver
      let right = isQuotient ? try reciprocal(ofEntries: parts[1], index) : parts[1]
      return .contraction(
        [.init(parts[0], labels[0]), .init(right, labels[1])], output: node.labels, sizes: sizes, flattening: true)
    case .power(_, let baseIsE):
      if baseIsE { return .map(.exp, parts[1]) }
      if let powers = try powers(index, parts, labels, sizes) { return powers }
      return try entrywisePower(spread(0), parts[1].isScalar ? parts[1] : spread(1), index)
    case .call(let function, let axis):
      let spreads = parts.count == 1 ? parts : [spread(0), spread(1)]
      return try call(function, axis, index, spreads, [])
    default: preconditionFailure("no index notation for the node \(index)")
    }
  }

  mutating func sizes(ofNode index: Int) throws(ReadingError) -> [Int: Size] { try sizes(nodes[index].labels, index) }

  private mutating func constant(_ function: Function, _ all: [Int], _ index: Int) throws(ReadingError) -> Formula {
    let labels = nodes[index].labels
    let sizes = try sizes(labels, index)
    let shape = labels.map { sizes[$0]! }
    switch function {
    case .eye where labels.count == 2: return .identity(shape[0])
    case .zeros: return .zero(shape)
    default: return .ones(shape)
    }
  }

  /// The sizes of labels, all of which have to follow from something.
  private mutating func sizes(_ labels: [Int], _ index: Int) throws(ReadingError) -> [Int: Size] {
    var result: [Int: Size] = [:]
    for label in labels {
      guard let size = inference.unifier.size(inference.labelSize(label)) else {
        let place = nodes[index].place
        let what = "an index of \(Parser.slice(texts[place.text], place.range))"
        throw ReadingError(.undeterminedSize(what), in: texts[place.text], at: place.range)
      }
      result[label] = size
    }
    return result
  }

  static func reduction(_ function: Function) -> Reduction {
    switch function {
    case .max: .maximum
    case .min: .minimum
    case .prod: .product
    default: .logSumExp
    }
  }

  /// `x[2]`, `A[1,:]`: the product with unit vectors.
  func part(_ formula: Formula, _ places: [Int?]) -> Formula {
    var factors = [Contraction.Factor(formula, Array(places.indices))]
    for (axis, place) in places.enumerated() {
      if let place { factors.append(.init(.basis(place - 1, formula.shape[axis]), [axis])) }
    }
    return .contraction(factors, output: places.indices.filter { places[$0] == nil }, flattening: true)
  }
}

extension Formula {
  /// The formula with its axes in another order; a sum term by term, as it is written entry by entry.
  fileprivate func rearranged(_ labels: [Int], to order: [Int]) -> Formula {
    if labels == order { return self }
    let axes = order.map { label in labels.firstIndex(of: label)! }
    return .sum(terms.map { Term($0.coefficient, $0.formula.permuted(axes)) }, shape: axes.map { shape[$0] })
  }
}
