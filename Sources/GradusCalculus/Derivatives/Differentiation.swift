public import GradusExpression

/// In which order the axes of a derivative of a vector or matrix stand.
public enum Layout: String, Hashable, Sendable, CaseIterable {
  /// Rows follow the variable: shape(variable) + shape(function), so that the gradient is a special case.
  case denominator
  /// Rows follow the function: shape(function) + shape(variable).
  case numerator
}

/// The gradient of a scalar formula: the formula of all ∂f/∂xᵢ, in the shape of the variable.
///
///     let f = x * A * x + b * x + c
///     try gradient(of: f, withRespectTo: x)    // A x + Aᵀ x + b, before simplification
///
/// The result keeps the shared parts of the formula shared, so that its size is a small multiple of the formula's and it
/// can be run as it is; `simplified` puts it as a person would.
public func gradient(
  of formula: Formula, withRespectTo variable: Formula, relu: ReLUConvention = .zeroAtZero
) throws(DifferentiationError) -> Formula {
  try gradients(of: formula, withRespectTo: [variable], relu: relu)[0]
}

/// The gradients of a scalar formula in several variables, from one sweep through the graph.
public func gradients(
  of formula: Formula, withRespectTo variables: [Formula], relu: ReLUConvention = .zeroAtZero
) throws(DifferentiationError) -> [Formula] {
  guard formula.isScalar else { throw .notScalar(shape: formula.shape) }
  return try reverse(formula.withFunctionLaws, variables, relu)
}

/// The derivative of a formula of any shape in a variable of any shape: gradient, Jacobian or a tensor of higher order.
///
/// - Returns: all ∂f(s…)/∂x(i…), laid out as `layout` says.
public func derivative(
  of formula: Formula, withRespectTo variable: Formula, layout: Layout = .denominator,
  relu: ReLUConvention = .zeroAtZero
) throws(DifferentiationError) -> Formula {
  let result = try reverse(formula, [variable], relu)[0]
  switch layout {
  case .numerator: return result
  case .denominator:
    let order = Array(formula.rank..<formula.rank + variable.rank) + Array(0..<formula.rank)
    return .sum(
      result.terms.map { Term($0.coefficient, $0.formula.permuted(order)) }, shape: order.map { result.shape[$0] },
      flattening: false)
  }
}

/// The Hessian of a scalar formula: ∂²f/∂xᵢ∂xⱼ in row i, column j; shape(variable) twice.
public func hessian(
  of formula: Formula, withRespectTo variable: Formula, relu: ReLUConvention = .zeroAtZero
) throws(DifferentiationError) -> Formula {
  try derivative(of: gradient(of: formula, withRespectTo: variable, relu: relu), withRespectTo: variable, relu: relu)
}

/// One sweep of reverse mode; the results have the axes of the formula, then those of the variable.
///
/// A variable is a symbol, or any part of the formula, which then counts as a quantity of its own.
private func reverse(
  _ formula: Formula, _ variables: [Formula], _ relu: ReLUConvention
) throws(DifferentiationError) -> [Formula] {
  let wanted = Set(variables)
  let order = Formula.nodesBottomUp([formula])
  var active = wanted
  for node in order where node.node.children.contains(where: active.contains) { active.insert(node) }

  let rank = formula.rank
  var adjoints: [Formula: [Formula]] = [:]
  // ∂f(s…)/∂f(y…) is the unit tensor.
  adjoints[formula] = [
    .contraction(
      formula.shape.enumerated().map { .init(.identity($1), [$0, rank + $0]) }, output: Array(0..<2 * rank),
      sizes: Dictionary(uniqueKeysWithValues: zip(0..<2 * rank, formula.shape + formula.shape)))
  ]
  let rules = Pullback(seedRank: rank, seedShape: formula.shape, relu: relu)
  for node in order.reversed() where active.contains(node) && !wanted.contains(node) {
    guard let parts = adjoints.removeValue(forKey: node) else { continue }
    let adjoint = Formula.sum(parts, shape: formula.shape + node.shape, flattening: false)
    if adjoint.isZero { continue }
    for (child, part) in try rules.contributions(of: node, adjoint: adjoint, isActive: active.contains)
    where active.contains(child) {
      adjoints[child, default: []].append(part)
    }
  }
  return variables.map { variable in
    .sum(adjoints[variable] ?? [], shape: formula.shape + variable.shape, flattening: false)
  }
}
