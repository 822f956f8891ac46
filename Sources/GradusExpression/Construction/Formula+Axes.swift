extension Formula {
  /// The formula at many places at once: every replaced symbol has further axes before its own, and so has the result. `W x` of a vector
  /// x becomes the matrix of the products with every row of X; `x sigmoid(2 x)` of a number becomes `X ⊙ sigmoid(2 X)`.
  ///
  /// - Parameters:
  ///   - axes: the lengths of the further axes.
  ///   - replacements: for symbols formulas of their shape behind these axes; what is not replaced is the same at every place.
  /// - Returns: nil where an inverse, a determinant, an eigenvalue or another function of a whole matrix is in the way.
  package func over(_ axes: [Size], _ replacements: [Symbol: Formula]) -> Formula? {
    var places = ManyPlaces(axes: axes, replacements: replacements)
    return places.taken(self).map { places.spread($0, over: self) }
  }
}

/// Rewrites a formula for many places at once, every part once.
private struct ManyPlaces {
  let axes: [Size]
  let replacements: [Symbol: Formula]
  /// What parts became; nil for those that cannot.
  private var known: [Formula: Formula?] = [:]

  init(axes: [Size], replacements: [Symbol: Formula]) { (self.axes, self.replacements) = (axes, replacements) }

  /// The formula at all places, or itself where it is the same at each.
  mutating func taken(_ formula: Formula) -> Formula? {
    if let found = known[formula] { return found }
    let result = Set(replacements.keys).isDisjoint(with: formula.symbols) ? formula : rewritten(formula)
    known[formula] = .some(result)
    return result
  }

  /// What a part became, with the further axes where it has none.
  func spread(_ result: Formula, over part: Formula) -> Formula {
    guard result == part else { return result }
    let shape = axes + part.shape
    return result.broadcast(to: shape, axes: Array(axes.count..<shape.count))
  }

  private mutating func everywhere(_ part: Formula) -> Formula? { taken(part).map { spread($0, over: part) } }

  private mutating func rewritten(_ formula: Formula) -> Formula? {
    let shape = axes + formula.shape
    switch formula.node {
    case .symbol(let symbol): return replacements[symbol]
    case .sum(let terms):
      var parts: [Term] = []
      for term in terms {
        guard let part = everywhere(term.formula) else { return nil }
        parts.append(Term(term.coefficient, part))
      }
      return .sum(parts, shape: shape)
    case .contraction(let contraction): return product(contraction)
    case .map(let function, let argument): return taken(argument).map { .map(function, $0) }
    case .power(let base, let exponent): return power(base, exponent, shape)
    case .extremum(let extremum, let left, let right):
      guard let left = everywhere(left), let right = everywhere(right) else { return nil }
      return .extremum(extremum, left, right)
    case .reduction(let reduction, let argument, let own):
      return taken(argument).map { .reduction(reduction, $0, axes: own.map { $0 + axes.count }) }
    case .alongAxes(let function, let argument, let own):
      return taken(argument).map { .alongAxes(function, $0, axes: own.map { $0 + axes.count }) }
    case .reshape(let argument): return taken(argument)?.reshaped(to: shape)
    case .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .inverse, .adjugate, .determinant,
      .logDeterminant, .matrixFunction, .spectral:
      return nil
    }
  }

  private mutating func product(_ contraction: Contraction) -> Formula? {
    let first = contraction.sizes.count
    let further = Array(first..<first + axes.count)
    var factors: [Contraction.Factor] = []
    for factor in contraction.factors {
      guard let part = taken(factor.formula) else { return nil }
      factors.append(.init(part, part == factor.formula ? factor.labels : further + factor.labels))
    }
    let sizes = Dictionary(uniqueKeysWithValues: zip(0..., contraction.sizes + axes))
    return .contraction(factors, output: further + Array(0..<contraction.rank), sizes: sizes)
  }

  private mutating func power(_ base: Formula, _ exponent: Formula, _ shape: [Size]) -> Formula? {
    guard let power = taken(exponent) else { return nil }
    if power == exponent, exponent.isScalar { return taken(base).map { .power($0, power) } }
    guard let base = everywhere(base) else { return nil }
    let everywhere = spread(power, over: exponent)
    // The power of a number for all entries of a place.
    return .power(
      base, exponent.isScalar ? everywhere.broadcast(to: shape, axes: Array(axes.indices)) : everywhere)
  }
}
