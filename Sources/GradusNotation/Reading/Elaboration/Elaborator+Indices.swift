import GradusExpression

/// Index notation: entries carry labels, products and sums join them, `sum[p]` and `tensor[i,j]` take them away.
extension Elaborator {
  mutating func resolve(
    part inner: Syntax, _ indices: [Syntax.Index], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let node = try resolve(inner, text)
    guard indices.contains(where: { if case .letter = $0 { true } else { false } }) else {
      let places: [Int?] = indices.map { if case .place(let place) = $0 { place } else { nil } }
      return try append(.part(places), [node], syntax, text)
    }
    let (labels, _) = try self.labels(indices, syntax, text)
    return try append(.entry(labels, ofFamily: false), [node], syntax, text)
  }

  mutating func resolve(
    constantEntry function: Function, _ indices: [Syntax.Index], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let (labels, sizes) = try labels(indices, syntax, text)
    guard function != .eye || labels.count == 2 else {
      throw error(.argumentCount(function: "eye", expected: "two indices", found: labels.count), text, syntax.range)
    }
    return try append(.constantEntry(function, labels, sizes: sizes), kinds: .scalar, syntax, text)
  }

  mutating func resolve(
    reduction function: Function, over letters: [String], _ inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    // Σᵢ λᵢ(A) runs over the eigenvalues.
    if letters.count == 1, let spectral = try spectral(function, [inner], syntax, text) { return spectral }
    let (labels, node) = try binding(letters, inner, syntax, text)
    return try append(.reduction(function, labels), [node], syntax, text)
  }

  mutating func resolve(
    tensor letters: [String], _ inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let (labels, node) = try binding(letters, inner, syntax, text)
    return try append(.tensor(labels), [node], syntax, text)
  }

  /// A formula whose free indices, in alphabetical order, are its axes.
  mutating func closed(_ node: Int, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    let free = nodes[node].labels
    if free.isEmpty { return node }
    let named = freeLabels.sorted { $0.key < $1.key }.map(\.value).filter(free.contains)
    return try append(.tensor(named), [node], syntax, text)
  }

  private mutating func binding(
    _ letters: [String], _ inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> (labels: [Int], node: Int) {
    guard Set(letters).count == letters.count else {
      throw error(.unexpected(found: "an index twice", expected: "each index once"), text, syntax.range)
    }
    let outer = boundLabels
    var labels: [Int] = []
    for letter in letters {
      labels.append(labelCount)
      boundLabels[letter] = labelCount
      indexLetters.insert(letter)
      labelCount += 1
    }
    defer { boundLabels = outer }
    return (labels, try resolve(inner, text))
  }

  mutating func labels(
    _ indices: [Syntax.Index], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> (labels: [Int], sizes: [Size?]) {
    var labels: [Int] = []
    var sizes: [Size?] = []
    for index in indices {
      guard case .letter(let letter, let size) = index else {
        throw error(
          .unsupported("an index beside a number", advice: "write both indices as letters, or as numbers"), text,
          syntax.range)
      }
      if let known = boundLabels[letter] ?? freeLabels[letter] {
        labels.append(known)
      } else {
        freeLabels[letter] = labelCount
        indexLetters.insert(letter)
        labels.append(labelCount)
        labelCount += 1
      }
      if let size { sizes.append(try self.size(size, text)) } else { sizes.append(nil) }
    }
    return (labels, sizes)
  }

  /// The labels that an operation leaves, in the order in which they first come.
  func labels(
    of operation: TypedNode.Operation, _ children: [Int], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> [Int] {
    var all = children.flatMap { nodes[$0].labels }
    var joined: [Int] = []
    switch operation {
    case .entry(let labels, _), .constantEntry(_, let labels, _): all += labels
    case .indexNumber(_, let label): return [label]
    case .reduction(_, let bound): all.removeAll(where: bound.contains)
    case .tensor(let bound) where all.allSatisfy(bound.contains): return []
    default:
      guard all.isEmpty || operation.worksUnderIndices else {
        throw error(
          .unsupported(
            "an index inside this operation",
            advice:
              "under a sum over an index stand entries and rows, and what is made of vectors and matrices without it"
          ), text, syntax.range)
      }
    }
    for label in all where !joined.contains(label) { joined.append(label) }
    return joined
  }
}

extension TypedNode.Operation {
  /// Whether the operation can be done for every value of an index at once.
  var worksUnderIndices: Bool {
    switch self {
    case .alias, .negative, .sum, .power, .transpose, .norm, .bars, .part, .matrix, .filled, .alongAxes: true
    case .product(let operation): operation != .kronecker
    case .call(let function, _):
      switch function {
      case .spectral, .det, .logdet, .size, .pinv, .adj, .eig, .svals, .spectralRadius, .rank, .kron, .vec, .expm,
        .logm, .sqrtm, .sinm, .cosm, .tanm,
        .asinm,
        .acosm, .atanm, .sinhm, .coshm, .tanhm, .asinhm, .acoshm, .atanhm:
        false
      default: true
      }
    default: false
    }
  }
}
