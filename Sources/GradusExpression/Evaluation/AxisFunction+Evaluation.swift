extension AxisFunction {
  /// The function of a row of entries. A row with an entry that is no number has no largest.
  fileprivate func callAsFunction(_ row: [Double]) -> [Double] {
    switch self {
    case .hardmax:
      if row.contains(where: \.isNaN) { return row.map { _ in .nan } }
      return AxisFunction.selection(row)
    case .productOfOthers: return AxisFunction.productsOfOthers(row, *)
    }
  }

  fileprivate func callAsFunction(_ row: [Rational]) -> [Rational] {
    switch self {
    case .hardmax: AxisFunction.selection(row)
    case .productOfOthers: AxisFunction.productsOfOthers(row, *)
    }
  }

  private static func selection<Number: Comparable & ExpressibleByIntegerLiteral>(_ row: [Number]) -> [Number] {
    guard let largest = row.max(), let first = row.firstIndex(of: largest) else { return [] }
    return row.indices.map { $0 == first ? 1 : 0 }
  }

  private static func productsOfOthers<Number: ExpressibleByIntegerLiteral>(
    _ row: [Number], _ times: (Number, Number) -> Number
  ) -> [Number] {
    row.indices.map { i in row.indices.reduce(1) { $1 == i ? $0 : times($0, row[$1]) } }
  }
}

extension Tensor {
  /// The function of every row of entries along the axes.
  func applying(_ function: AxisFunction, along axes: [Int]) -> Tensor {
    var result = self
    for places in rows(of: shape, along: axes) {
      for (place, value) in zip(places, function(places.map { values[$0] })) { result.values[place] = value }
    }
    return result
  }
}

extension Literal {
  func applying(_ function: AxisFunction, along axes: [Int]) -> Literal {
    var result = values
    for places in rows(of: shape, along: axes) {
      for (place, value) in zip(places, function(places.map { values[$0] })) { result[place] = value }
    }
    return Literal(shape: shape, values: result)
  }
}

/// The places, in row-major order, of the entries that differ only along the axes; one list for each place along the others.
private func rows(of shape: [Int], along axes: [Int]) -> [[Int]] {
  var groups: [Int: [Int]] = [:]
  var order: [Int] = []
  for place in 0..<shape.reduce(1, *) {
    var (rest, key, scale) = (place, 0, 1)
    for axis in shape.indices.reversed() {
      if !axes.contains(axis) {
        key += rest % shape[axis] * scale
        scale *= shape[axis]
      }
      rest /= shape[axis]
    }
    if groups[key] == nil { order.append(key) }
    groups[key, default: []].append(place)
  }
  return order.map { groups[$0]! }
}
