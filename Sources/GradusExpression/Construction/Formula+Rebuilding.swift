extension Formula {
  /// The formula with every child replaced, in canonical form again.
  ///
  /// - Parameter flattening: whether products and sums take the factors and terms of children of their own kind.
  public func mapChildren(flattening: Bool = true, _ transform: (Formula) throws -> Formula) rethrows -> Formula {
    try mapChildren(flattening: flattening, sizing: { $0 }, transform)
  }

  /// The same, with other lengths: those of its axes, and those of the axes that are summed over.
  private func mapChildren(
    flattening: Bool, sizing: (Size) -> Size, _ transform: (Formula) throws -> Formula
  ) rethrows -> Formula {
    switch node {
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band: return self
    case .sum(let terms):
      return .sum(
        try terms.map { Term($0.coefficient, try transform($0.formula)) }, shape: shape.map(sizing),
        flattening: flattening)
    case .contraction(let contraction):
      return .contraction(
        try contraction.factors.map { .init(try transform($0.formula), $0.labels) },
        output: Array(0..<contraction.rank),
        sizes: Dictionary(uniqueKeysWithValues: zip(contraction.sizes.indices, contraction.sizes.map(sizing))),
        flattening: flattening)
    case .map(let function, let argument): return .map(function, try transform(argument))
    case .power(let base, let exponent): return .power(try transform(base), try transform(exponent))
    case .extremum(let extremum, let left, let right):
      return .extremum(extremum, try transform(left), try transform(right))
    case .reduction(let reduction, let argument, let axes):
      return .reduction(reduction, try transform(argument), axes: axes)
    case .alongAxes(let function, let argument, let axes):
      return .alongAxes(function, try transform(argument), axes: axes)
    case .inverse(let matrix): return .inverse(try transform(matrix))
    case .adjugate(let matrix): return .adjugate(try transform(matrix))
    case .determinant(let matrix): return .determinant(try transform(matrix))
    case .logDeterminant(let matrix): return .logDeterminant(try transform(matrix))
    case .matrixFunction(let function, let matrix): return .matrixFunction(function, try transform(matrix))
    case .spectral(let function, let matrix): return .spectral(function, try transform(matrix))
    case .reshape(let argument): return try transform(argument).reshaped(to: shape.map(sizing))
    }
  }

  /// The formula with formulas in it replaced by others of the same shape.
  public func substituting(_ replacements: [Formula: Formula], flattening: Bool = true) -> Formula {
    var done = replacements
    for formula in nodesBottomUp where done[formula] == nil {
      done[formula] = formula.mapChildren(flattening: flattening) { done[$0]! }
    }
    return done[self]!
  }

  /// The formula with lengths in the place of size symbols, and formulas of the shapes that these give in the place of symbols.
  ///
  /// Nil where it speaks of an entry beyond such a length.
  package func substituting(sizes: [String: Size], _ values: [Symbol: Formula]) -> Formula? {
    func sized(_ size: Size) -> Size {
      size.factors.reduce(.number(1)) { product, factor in
        if case .symbol(let name) = factor { product * (sizes[name] ?? factor) } else { product * factor }
      }
    }
    var done: [Formula: Formula] = [:]
    for formula in nodesBottomUp {
      switch formula.node {
      case .symbol(let symbol):
        done[formula] =
          values[symbol] ?? .symbol(Symbol(symbol.name, symbol.shape.map(sized), facts: symbol.facts))
      case .size(let size): done[formula] = .size(sized(size))
      case .delta(let size): done[formula] = .identity(sized(size))
      case .band(let size, let band):
        done[formula] =
          band.fillsAbove
          ? .upperTriangle(sized(size), from: band.offset) : .shift(sized(size), by: band.offset)
      case .basis(let index, let size):
        if case .number(let count) = sized(size), index >= count { return nil }
        done[formula] = .basis(index, sized(size))
      default: done[formula] = formula.mapChildren(flattening: true, sizing: sized) { done[$0]! }
      }
    }
    return done[self]
  }
}
