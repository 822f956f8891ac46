import GradusExpression

/// In index notation the first axes of a node's formula are its labels; the axes of its own kind follow.
extension FormulaBuilder {
  /// The formula of a node of index notation; nil for any other node.
  mutating func indexed(_ index: Int, _ parts: [Formula]) throws(ReadingError) -> Formula? {
    let node = nodes[index]
    let labels = node.children.map { nodes[$0].labels }
    switch node.operation {
    case .entry(let all, _):
      let inner = Array(own(parts[0].rank - labels[0].count).dropFirst(all.count))
      return .contraction(
        [.init(parts[0], labels[0] + all + inner)], output: node.labels + inner, flattening: true)
    case .constantEntry(let function, let all, _): return try constant(function, all, index)
    case .indexNumber(let name, _): return try numbers(ofIndex: name, index)
    case .reduction(.sum, let bound), .reduction(.mean, let bound):
      let inner = own(parts[0].rank - labels[0].count)
      let sizes = try sizes(bound + node.labels, index)
      let sum = Formula.contraction(
        [.init(parts[0], labels[0] + inner)], output: node.labels + inner, sizes: sizes, flattening: true)
      guard case .reduction(.mean, _) = node.operation else { return sum }
      let count = bound.reduce(Formula.one) { $0 * Formula.size(sizes[$1]!) }
      let axes = Array(0..<sum.rank)
      return .contraction(
        [.init(.power(count, -1), []), .init(sum, axes)], output: axes, flattening: true)
    case .reduction(let function, let bound):
      let axes = labels[0].indices.filter { bound.contains(labels[0][$0]) }
      return .reduction(FormulaBuilder.reduction(function), parts[0], axes: axes)
    case .tensor(let all):
      if labels[0].count == all.count { return parts[0].rearranged(labels[0], to: all) }
      return .contraction(
        [.init(parts[0], labels[0])], output: all, sizes: try sizes(all, index), flattening: true)
    default: return node.labels.isEmpty ? nil : try underIndices(index, parts, labels)
    }
  }

  /// The label of an axis of a value's own kind, which no index has.
  static let firstOwnLabel = 1 << 24

  /// The labels of as many axes of a value's own kind.
  func own(_ count: Int) -> [Int] { (0..<max(0, count)).map { FormulaBuilder.firstOwnLabel + $0 } }

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
  mutating func sizes(_ labels: [Int], _ index: Int) throws(ReadingError) -> [Int: Size] {
    var result: [Int: Size] = [:]
    for label in labels {
      guard result[label] == nil else { continue }
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
  func rearranged(_ labels: [Int], to order: [Int]) -> Formula {
    if labels == order { return self }
    let axes = order.map { label in labels.firstIndex(of: label)! }
    return .sum(terms.map { Term($0.coefficient, $0.formula.permuted(axes)) }, shape: axes.map { shape[$0] })
  }
}
