extension Formula {
  /// The formula of scalars applied entry by entry: each symbol replaced by a formula of the shape, which may be another one for
  /// every symbol; `x sigmoid(2 x)` of a matrix X is `X ⊙ sigmoid(2 X)`.
  ///
  /// - Returns: nil where the formula is more than numbers: where it holds a vector, or a symbol that is not replaced.
  package func lifted(to shape: [Size], _ replacements: [Symbol: Formula]) -> Formula? {
    guard isScalar else { return nil }
    if symbols.isEmpty { return broadcast(to: shape) }
    func lift(_ formula: Formula) -> Formula? { formula.lifted(to: shape, replacements) }
    switch node {
    case .symbol(let symbol): return replacements[symbol]
    case .sum(let terms):
      var lifted: [Term] = []
      for term in terms {
        guard let formula = lift(term.formula) else { return nil }
        lifted.append(Term(term.coefficient, formula))
      }
      return .sum(lifted, shape: shape)
    case .contraction(let contraction) where contraction.rank == 0 && contraction.summed.isEmpty:
      var factors: [Formula] = []
      for factor in contraction.factors {
        // A number stays a number: only what holds a symbol goes entry by entry.
        guard let formula = factor.formula.symbols.isEmpty ? factor.formula : lift(factor.formula) else { return nil }
        factors.append(formula)
      }
      return .product(factors)
    case .map(let function, let argument): return lift(argument).map { .map(function, $0) }
    case .power(let base, let exponent):
      if exponent.symbols.isEmpty { return lift(base).map { .power($0, exponent) } }
      guard let base = lift(base), let exponent = lift(exponent) else { return nil }
      return .power(base, exponent)
    case .extremum(let extremum, let left, let right):
      guard let left = lift(left), let right = lift(right) else { return nil }
      return .extremum(extremum, left, right)
    default: return nil
    }
  }
}
