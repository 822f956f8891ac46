public import GradusCalculus
public import GradusExpression

/// Where a formula is stationary among the vectors whose entries sum to one, by Lagrange's multiplier:
///
///     ∇f(x) + λ 𝟏 = 0,  𝟏ᵀ x = 1
struct ConstrainedMinimum {
  let solution: Formula
  let conditions: [Condition]
  let steps: [Step]
  /// On how many samples of numbers both equations held.
  let checks: Int

  /// Nil where the variable is under no such constraint, or under others too that the solution is not seen to keep, or where no
  /// closed form is found.
  init?(_ slope: Formula, over variable: Formula, facts: FactReasoner) throws(DifferentiationError) {
    guard case .symbol(let symbol) = variable.node, symbol.facts.contains(.sumsToOne), symbol.shape.count == 1,
      symbol.facts.subtracting([.sumsToOne, .positive, .nonnegative]).isEmpty, slope.contains(variable)
    else { return nil }
    // The fact itself must not be used while the multiplier holds the sum.
    let free = Formula.symbol(Symbol(symbol.name, symbol.shape, facts: symbol.facts.subtracting([.sumsToOne])))
    guard
      let found = try MultiplierSearch(
        slope.substituting([variable: free]), over: free, keeping: free.summed - 1, facts: facts)
    else { return nil }
    if symbol.facts.contains(.positive), !facts.sign(found.solution).isPositive { return nil }
    if symbol.facts.contains(.nonnegative), !facts.sign(found.solution).isNonnegative { return nil }
    (solution, conditions, checks) = (found.solution, found.conditions, found.checks)
    steps = found.steps(
      of: slope, variable,
      stationary:
        "Where the formula is smallest among the vectors whose entries sum to one, the gradient is the same in every entry: Lagrange's multiplier.",
      kept: "The entries sum to one, which gives the multiplier.")
  }
}

extension MultiplierSearch {
  /// The working, with the sentences for what the constraint is.
  func steps(of slope: Formula, _ variable: Formula, stationary: Words, kept: Words) -> [Step] {
    [
      Step(rule: "gradient", before: slope, after: slope, sentence: "Derive the gradient.", relation: .gradient),
      Step("multiplier", balance, .zero(balance.shape), stationary),
    ] + pointSteps + [Step("sum", excess, .zero(excess.shape), kept)] + multiplierSteps
      + [Step("insert", variable, solution, "Put the multiplier in.")]
  }
}

/// Minimises a scalar formula over the points that keep an affine equation, by Lagrange's multipliers.
///
///     let x = Formula.symbol("x", ["n"]), A = Formula.symbol("A", ["m", "n"]), b = Formula.symbol("b", ["m"])
///     try minimise(squaredNorm(x), over: x, keeping: A * x - b).solution    // Aᵀ (A Aᵀ)⁻¹ b
///
/// - Parameter equation: a number or a vector that is to be 0, affine in the variable.
/// - Throws: where the formula is no scalar, or has no known derivative.
public func minimise(
  _ formula: Formula, over variable: Formula, keeping equation: Formula
) throws(DifferentiationError) -> Minimiser {
  let search = try MinimiserSearch(formula.withFunctionLaws, over: variable)
  func unsolved(_ reason: String) -> Minimiser { search.answer(nil, .none, [], reason) }
  guard equation.contains(variable) else { return unsolved("the variable does not stand in the constraint") }
  let jacobian = try derivative(of: equation, withRespectTo: variable).simplified()
  guard !jacobian.contains(variable) else {
    return unsolved("the constraint is not affine in the variable, and no closed form is looked for then")
  }
  guard let found = try MultiplierSearch(search.slope, over: variable, keeping: equation, facts: search.facts) else {
    return unsolved("no closed form was found for where the gradient is a combination of those of the constraint")
  }
  let (kind, remark) = search.kind(along: jacobian)
  return Minimiser(
    variable: variable, gradient: search.slope, solution: found.solution, kind: kind, conditions: found.conditions,
    convexity: search.bending,
    steps: found.steps(
      of: search.slope, variable,
      stationary:
        "Where the formula is smallest among the points that keep the constraint, its gradient is a combination of those of the constraint: Lagrange's multipliers.",
      kept: "The constraint gives the multipliers."),
    remark: remark, stationaryPoints: [], isExact: true, family: nil, checks: found.checks, constraint: equation)
}

extension MinimiserSearch {
  /// What a stationary point on the constraint is: by the formula's own bend, or, of numbers, by that along the constraint.
  fileprivate func kind(along jacobian: Formula) -> (Minimiser.Kind, String) {
    switch bending.verdict {
    case .strictlyConvex: return (.uniqueMinimum, "")
    case .convex: return (.minimum, "")
    default: break
    }
    // Zᵀ H Z with a basis Z of the directions in which the constraint allows to move.
    guard let hessian = bending.hessian, let bend = ExactEvaluator().evaluate(hessian), bend.shape.count == 2,
      let rows = ExactEvaluator().evaluate(jacobian.rank == 1 ? jacobian : jacobian.transposed)
    else {
      return (.stationaryPoint, "that the stationary point is a minimum is not proved: the formula is not convex")
    }
    let width = bend.shape[0]
    let constraint = ExactMatrix(rowCount: rows.values.count / width, columnCount: width, elements: rows.values)
    let basis = constraint.nullSpace()
    guard !basis.isEmpty,
      let z = try? ExactMatrix(basis),
      let along = try? z * ExactMatrix(rowCount: width, columnCount: width, elements: bend.values) * z.transposed
    else { return (.uniqueMinimum, "") }
    switch along.definiteness {
    case .definite: return (.uniqueMinimum, "")
    default:
      return (
        .stationaryPoint,
        "along the constraint the second derivative is not positive: this is no minimum that is proved"
      )
    }
  }
}
