public import GradusCalculus
public import GradusExpression

/// Between what numbers the eigenvalues of a Hessian lie at all points: μ of strong convexity and L of smoothness.
public struct BendBounds: Sendable {
  /// One end of the eigenvalues.
  public enum End: Hashable, Sendable {
    /// No eigenvalue lies beyond the formula; `isReached` where one is that.
    case value(Formula, isReached: Bool)
    /// The smallest, or the largest, eigenvalue of a Hessian that is the same everywhere.
    case eigenvalue(of: Formula)
    /// There is no bound, or for μ none above 0, for the reason.
    case none(Words)
    case unknown
  }

  /// What is known of the bend at large.
  public let convexity: Convexity
  /// What μ is at least: a positive number makes the function strongly convex.
  public let least: End
  /// What L is at most: the gradient is Lipschitz continuous with it.
  public let greatest: End
  /// The lines that show it.
  public let proof: [Derivation.Step]
  /// What has to hold of the coefficients.
  public let conditions: [Condition]
}

extension BendBounds {
  /// What holds where the verdict on convexity does.
  fileprivate init(_ convexity: Convexity, _ least: End, _ greatest: End, _ proof: [Step] = []) {
    self.init(
      convexity: convexity, least: least, greatest: greatest, proof: proof,
      conditions: convexity.verdict == .convexWhere ? convexity.strictConditions : [])
  }
}

/// The bounds of the bend of a scalar formula in one or several variables together.
///
/// Throws where the formula is no scalar.
public func bendBounds(
  of formula: Formula, in variables: [Formula]
) throws(DifferentiationError) -> BendBounds {
  let convexity = try convexity(of: formula, in: variables)
  // λ > 0 in f + λ ‖w‖²: what holds where it does.
  if convexity.verdict == .convexWhere, let known = assuming(convexity.strictConditions, formula) {
    let bounds = try bendBounds(of: known, in: variables)
    return BendBounds(
      convexity: convexity, least: bounds.least, greatest: bounds.greatest, proof: bounds.proof,
      conditions: convexity.strictConditions)
  }
  let facts = FactReasoner()
  let flat = facts.normalised(formula.withFunctionLaws)
  let analysis = CurvatureAnalysis(variables, facts: facts)
  let curvature = analysis.curvature(flat)
  let isSmooth = facts.isSmoothOnConvexDomain(flat, analysis)
  if curvature.isAffine {
    return BendBounds(convexity, .none("it is affine: its Hessian is 0"), .value(0, isReached: true))
  }
  guard let hessian = convexity.hessian else { return BendBounds(convexity, .unknown, .unknown) }
  // A proof of convexity may have said so.
  let isTold = convexity.proof.contains { $0.before == hessian && $0.claim != nil }
  let line = isTold ? [] : [Step(claim: "is the Hessian", of: hessian, because: "by differentiating twice")]
  guard isSmooth else {
    let least = try strongPart(flat, hessian, variables, facts)
    let greatest: BendBounds.End =
      convexity.verdict == .notProved ? .unknown : .none("it has kinks, where its gradient jumps")
    return BendBounds(convexity, least ?? .unknown, greatest, least == nil ? [] : line)
  }
  let isFixed = !variables.contains { hessian.contains($0) }
  if isFixed, hessian.symbols.isEmpty, let exact = numbers(hessian) {
    return BendBounds(convexity, exact.least, exact.greatest, line)
  }
  if isFixed, hessian.isScalar {
    let signs = facts.sign(hessian)
    let least: BendBounds.End =
      signs.isPositive || convexity.verdict == .convexWhere
      ? .value(hessian, isReached: true)
      : signs.isNonpositive ? .none("its second derivative is never positive") : .unknown
    return BendBounds(
      convexity, least, .value(signs.isNonnegative ? hessian : .map(.abs, hessian), isReached: true), line)
  }
  if isFixed, hessian.rank == 2 { return fixedBounds(hessian, convexity, line, facts) }
  if hessian.isScalar {
    return BendBounds(convexity, least(of: hessian, convexity, facts), greatest(of: hessian, facts), line)
  }
  return BendBounds(convexity, try strongPart(flat, hessian, variables, facts) ?? .unknown, .unknown, line)
}

/// The bounds of a Hessian that is the same everywhere.
private func fixedBounds(
  _ hessian: Formula, _ convexity: Convexity, _ line: [Step], _ facts: FactReasoner
) -> BendBounds {
  let (coefficient, rest) = hessian.coefficientAndRest
  if rest.isUnitMatrix {
    return BendBounds(
      convexity,
      coefficient > 0 ? .value(.constant(coefficient), isReached: true) : .none("its Hessian is \(hessian)"),
      .value(.constant(coefficient.magnitude), isReached: true), line)
  }
  switch facts.definiteness(facts.normalised(hessian), half: 1) {
  case .definite: return BendBounds(convexity, .eigenvalue(of: hessian), .eigenvalue(of: hessian), line)
  case .semidefinite where convexity.verdict == .convex:
    // A Hessian that is the same everywhere is itself the condition.
    return BendBounds(
      convexity: convexity, least: .eigenvalue(of: hessian), greatest: .eigenvalue(of: hessian), proof: line,
      conditions: [.positiveDefinite(rest)])
  case .semidefinite, nil:
    return BendBounds(
      convexity, convexity.strictConditions.isEmpty ? .unknown : .eigenvalue(of: hessian), .eigenvalue(of: hessian),
      line)
  }
}

/// The formula with the coefficients known to be what the conditions say; nil where a condition is not about a symbol alone.
private func assuming(_ conditions: [Condition], _ formula: Formula) -> Formula? {
  var known: [Formula: Formula] = [:]
  for condition in conditions {
    let (subject, fact): (Formula, Fact)
    switch condition {
    case .positive(let formula): (subject, fact) = (formula, .positive)
    case .positiveDefinite(let formula): (subject, fact) = (formula, .positiveDefinite)
    default: return nil
    }
    guard case .symbol(let symbol) = subject.node, !symbol.facts.contains(fact) else { return nil }
    known[subject] = .symbol(Symbol(symbol.name, symbol.shape, facts: symbol.facts.union([fact])))
  }
  return known.isEmpty ? nil : formula.substituting(known)
}

/// The ends of the eigenvalues of a Hessian of numbers.
private func numbers(_ hessian: Formula) -> (least: BendBounds.End, greatest: BendBounds.End)? {
  guard let literal = ExactEvaluator().evaluate(hessian) else { return nil }
  var values: [(Double, Formula)] = []
  if literal.shape.isEmpty {
    values = [(literal.values[0].doubleValue, .constant(literal.values[0]))]
  } else {
    guard literal.shape.count == 2, literal.shape[0] == literal.shape[1], literal.shape[0] <= 12 else { return nil }
    let matrix = ExactMatrix(rowCount: literal.shape[0], columnCount: literal.shape[1], elements: literal.values)
    guard let found = try? matrix.eigenvalues() else { return nil }
    values = found.compactMap { one in one.value.realFormula.map { (one.value.value.real, $0) } }
    guard values.count == found.count else { return nil }
  }
  guard let smallest = values.min(by: { $0.0 < $1.0 }), let largest = values.max(by: { abs($0.0) < abs($1.0) }) else {
    return nil
  }
  let what = literal.shape.isEmpty ? "its second derivative" : "the smallest eigenvalue of its Hessian"
  return (
    smallest.0 > 0 ? .value(smallest.1, isReached: true) : .none("\(what) is \(smallest.1)"),
    .value(largest.0 < 0 ? largest.1.scaled(by: -1) : largest.1, isReached: true)
  )
}

/// The largest μ for which the Hessian has μ I among its terms and f − μ/2 ‖x‖² is still convex: that is what strongly convex means.
private func strongPart(
  _ formula: Formula, _ hessian: Formula, _ variables: [Formula], _ facts: FactReasoner
) throws(DifferentiationError) -> BendBounds.End? {
  guard variables.count == 1, variables[0].rank <= 1 else { return nil }
  let x = variables[0]
  var share = Formula.zero([])
  for term in hessian.terms {
    guard let factor = multipleOfUnit(term, rank: hessian.rank), !factor.contains(x) else { continue }
    share = share + factor
  }
  guard facts.sign(share).isPositive else { return nil }
  let square = x.isScalar ? x * x : (x .* x).summed
  let rest = (formula - (share * square).scaled(by: Rational(1, 2))).simplified()
  let verdict = try convexity(of: rest, in: variables).verdict
  return verdict == .convex || verdict == .strictlyConvex ? .value(share, isReached: false) : nil
}

/// c of c I; nil where the term is something else.
private func multipleOfUnit(_ term: Term, rank: Int) -> Formula? {
  if rank == 0 { return term.formula.scaled(by: term.coefficient) }
  if term.formula.isUnitMatrix { return Formula.constant(term.coefficient) }
  guard case .contraction(let product) = term.formula.node else { return nil }
  let scalars = product.factors.map(\.formula).filter(\.isScalar)
  let rest = product.factors.map(\.formula).filter { !$0.isScalar }
  guard rest.count == 1, rest[0].isUnitMatrix else { return nil }
  return Formula.product(scalars).scaled(by: term.coefficient)
}

/// What f″ of one number stays above.
private func least(of second: Formula, _ convexity: Convexity, _ facts: FactReasoner) -> BendBounds.End {
  if let low = facts.bounds(second).low, low > 0 { return .value(.constant(low), isReached: false) }
  if convexity.verdict == .notConvex { return .none("it is not even convex") }
  guard second.symbols.count == 1, let name = second.symbols.first?.name else { return .unknown }
  // Where f″ is 0, or comes as near to it as one likes.
  for x in [0.0, -1, 1, -40, 40, -700, 700] {
    guard let value = second.value(at: x, of: name), value.isFinite, value < 1e-12 else { continue }
    let number = value == 0 ? "0" : value.written(.estimate)
    return .none(
      "its second derivative is \(number) at \(Formula.symbol(name)) = \(Formula.constant(Rational(Int(x)))), below any μ > 0 that one would name"
    )
  }
  return .unknown
}

/// What |f″| of one number stays below.
private func greatest(of second: Formula, _ facts: FactReasoner) -> BendBounds.End {
  let bounds = facts.bounds(second)
  if let low = bounds.low, let high = bounds.high {
    return .value(.constant(max(low.magnitude, high.magnitude)), isReached: false)
  }
  guard second.symbols.count == 1, let name = second.symbols.first?.name else { return .unknown }
  let far = [10.0, 100, 1000].map { x in
    max(abs(second.value(at: x, of: name) ?? 0), abs(second.value(at: -x, of: name) ?? 0))
  }
  guard far[1] > 5 * far[0], far[2] > 5 * far[1] else { return .unknown }
  return .none("its second derivative has no bound")
}

extension Formula {
  /// What a formula in one number is at a place; nil where it has no value there.
  fileprivate func value(at x: Double, of name: String) -> Double? {
    try? Evaluator(inputs: [name: Tensor(x)]).evaluate(self).values[0]
  }
}
