import BigInt
public import GradusCalculus
public import GradusExpression

/// Where a scalar formula is smallest, in closed form, with the reasons.
public struct Minimiser: Sendable {
  /// What kind of point the solution is.
  public enum Kind: String, Hashable, Sendable {
    /// The formula is smallest there and nowhere else, if the conditions hold.
    case uniqueMinimum = "unique minimum"
    /// A minimum; that it is the only one is not proved.
    case minimum
    /// The formula is largest there: it has no minimum.
    case maximum
    /// The gradient vanishes there; whether it is a minimum is not proved.
    case stationaryPoint = "stationary point"
    /// The gradient does not vanish anywhere, or no closed form was found.
    case none
  }

  /// What is minimised over.
  public let variable: Formula
  /// ∇f, simplified.
  public let gradient: Formula
  /// Nil where there is no closed form.
  public let solution: Formula?
  /// What the solution is.
  public let kind: Kind
  /// What must hold for the answer; what follows from the declared facts is not listed.
  public let conditions: [Condition]
  /// Why it is that.
  public let convexity: Convexity
  /// How it was found.
  public let steps: [Step]
  /// Why there is no closed form, or what is missing for a minimum; empty where all is proved.
  public let remark: String
  /// All points at which the derivative vanishes, of a function of one number that is not quadratic.
  public let stationaryPoints: [StationaryPoint]
  /// Whether the solution is exact, and not a number rounded to double precision.
  public let isExact: Bool
  /// All minimisers, where there are many and everything but the variable is a number.
  public let family: SolutionFamily?
  /// On how many samples of numbers the gradient was found to vanish at the solution.
  public let checks: Int

  /// Whether there is no other.
  public var isUnique: Bool { kind == .uniqueMinimum }
}

/// Minimises a scalar formula over one variable: derives the gradient, solves for where it vanishes, and says what that
/// point is.
///
///     let θ = Formula.symbol("θ", ["n"]), b = Formula.symbol("b", ["n"])
///     let Q = Formula.symbol("Q", ["n", "n"], facts: [.positiveDefinite])
///     try minimise(0.5 * (θ * Q * θ) - b * θ, over: θ).solution    // Q⁻¹ b
///
/// Throws where the formula is no scalar or has no known derivative.
public func minimise(_ formula: Formula, over variable: Formula) throws(DifferentiationError) -> Minimiser {
  let formula = formula.withFunctionLaws
  let facts = FactReasoner()
  var slope = facts.normalised(try gradient(of: formula, withRespectTo: variable).simplified()).simplified()
  if facts.isSymmetric(variable), !facts.isSymmetric(slope) {
    // A symmetric matrix only moves along symmetric ones, on which the gradient acts by its symmetric part.
    slope = facts.normalised((slope + slope.transposed).scaled(by: Rational(1, 2))).simplified()
  }
  let bending = try convexity(of: formula, in: [variable])
  var steps = [
    Step(rule: "gradient", before: slope, after: slope, sentence: "Derive the gradient.", relation: .gradient),
    Step("stationary", slope, .zero(slope.shape), "At a minimum the gradient is zero."),
  ]
  func answer(
    _ solution: Formula?, _ kind: Minimiser.Kind, _ conditions: [Condition], _ remark: String, checks: Int = 0,
    points: [StationaryPoint] = [], isExact: Bool = true, family: SolutionFamily? = nil
  ) -> Minimiser {
    // A point outside of what is known of the variable is no answer.
    var outside: String?
    if let constraint = variable.constraints.first(where: { !variable.keeps($0, at: solution) }) {
      outside =
        "\(variable) is held to '\(constraint.rawValue)', and so the smallest value may lie where the gradient does not vanish: not decided"
    } else if let solution, variable.excludes(solution) {
      outside =
        "\(variable) is held to '\(Fact.positive.rawValue)', and the gradient vanishes only outside: there is no minimum inside, or it is not found"
    }
    return Minimiser(
      variable: variable, gradient: slope, solution: outside == nil ? solution : nil,
      kind: outside == nil ? kind : .none, conditions: outside == nil ? conditions : [], convexity: bending,
      steps: steps, remark: outside ?? remark, stationaryPoints: outside == nil ? points : [], isExact: isExact,
      family: outside == nil ? family : nil, checks: outside == nil ? checks : 0)
  }
  if let constrained = try ConstrainedMinimum(slope, over: variable, facts: facts) {
    return Minimiser(
      variable: variable, gradient: slope, solution: constrained.solution,
      kind: bending.verdict == .strictlyConvex
        ? .uniqueMinimum : bending.verdict == .convex ? .minimum : .stationaryPoint,
      conditions: constrained.conditions, convexity: bending, steps: constrained.steps,
      remark: bending.verdict == .strictlyConvex || bending.verdict == .convex
        ? "" : "that the stationary point of the set is a minimum is not proved: the formula is not convex",
      stationaryPoints: [], isExact: true, family: nil, checks: constrained.checks)
  }
  guard slope.contains(variable) else {
    return slope.isZero
      ? answer(nil, .minimum, [], "the formula does not depend on the variable: every value is a minimum")
      : answer(
        nil, .none, [], "the gradient does not depend on the variable, so it vanishes nowhere: there is no minimum")
  }
  if let system = AffineForm(slope, in: variable, facts: facts)?.exactSystem(variable) {
    switch system.solve() {
    case .infinite(let family):
      let shape = variable.shape.compactMap { $0.value(in: [:]) }
      return answer(
        .literal(shape: shape, family.particular.elements), bending.verdict == .convex ? .minimum : .stationaryPoint,
        [],
        "the gradient vanishes on a whole family of points, of which this is one", family: family)
    case .none(let contradiction):
      return answer(
        nil, .none, [], "the gradient vanishes nowhere (\(contradiction)), so there is no minimum")
    case .unique, .undefined: break
    }
  }
  if variable.isScalar, AffineForm(slope, in: variable, facts: facts) == nil {
    var finder = RootFinder(variable, facts: facts)
    if let minimum = ScalarMinimum(formula, slope: slope, over: variable, facts: facts, &finder) {
      steps += minimum.roots.steps
      var (solution, kind, remark) = minimum.classified(bending.verdict)
      if kind == .stationaryPoint {
        // Multiplied by a power of a positive variable the derivative may be seen to rise through its zero.
        var isolation = Isolation(variable, facts: facts)
        if isolation.solve(slope) != nil, isolation.risesThroughZero { (kind, remark) = (.uniqueMinimum, "") }
      }
      return answer(
        solution?.value, kind, minimum.roots.conditions.merging(solution?.conditions ?? []), remark,
        checks: minimum.points.count, points: minimum.points, isExact: solution?.isExact ?? true)
    }
  }
  var isolation = Isolation(variable, facts: facts)
  guard let solution = isolation.solve(slope) else {
    return answer(
      nil, .none, [], "no closed form was found for where the gradient vanishes: use descent on numbers instead")
  }
  steps += isolation.steps
  guard let checks = StationarityCheck(slope, variable, solution).run() else {
    return answer(
      nil, .none, [], "a closed form was found, but the gradient does not vanish there in numbers, so it is withheld")
  }
  let (kind, extra, remark) = classify(bending, isolation, variable, facts)
  let own = facts.conditions(that: solution, fits: variable)
  return answer(solution, kind, isolation.conditions.merging(extra + own), remark, checks: checks)
}

private func classify(
  _ convexity: Convexity, _ isolation: Isolation, _ variable: Formula, _ facts: FactReasoner
) -> (Minimiser.Kind, [Condition], String) {
  switch convexity.verdict {
  case .strictlyConvex: return (.uniqueMinimum, [], "")
  case .convex:
    // The gradient is affine and its matrix invertible, so it vanishes at one point only.
    return (.uniqueMinimum, [], "")
  case .concave, .strictlyConcave:
    return (.maximum, [], "the formula is concave: this is its maximum, and it has no minimum")
  case .notConvex, .notProved:
    if let hessian = convexity.hessian, variable.rank == 1, !hessian.contains(variable) {
      if hessian.symbols.isEmpty {
        return (
          .stationaryPoint, [],
          "the Hessian is not positive semidefinite, so this is a saddle point or maximum and the formula has no minimum"
        )
      }
      return (
        .uniqueMinimum, [.positiveDefinite(hessian)], "a minimum only where the Hessian is positive definite"
      )
    }
    if let hessian = convexity.hessian, variable.isScalar, !hessian.contains(variable) {
      return (.uniqueMinimum, [.positive(hessian)], "the second derivative is positive then")
    }
    if isolation.risesThroughZero { return (.uniqueMinimum, [], "") }
    return (.stationaryPoint, [], "that the stationary point is a minimum is not proved: the formula is not convex")
  }
}

extension Formula {
  /// The facts of the variable that leave no room to move in every direction around every one of its values.
  fileprivate var constraints: [Fact] {
    guard case .symbol(let symbol) = node else { return [] }
    return Fact.allCases.filter { fact in
      switch fact {
      case .nonnegative: symbol.facts.contains(.nonnegative) && !symbol.facts.contains(.positive)
      case .positiveSemidefinite:
        symbol.facts.contains(.positiveSemidefinite) && !symbol.facts.contains(.positiveDefinite)
      case .diagonal: symbol.facts.contains(.diagonal)
      case .orthogonal, .oneHotRows, .rowsSumToOne, .sumsToOne, .plusMinusOne, .zeroOne: symbol.facts.contains(fact)
      // Open sets and subspaces: the gradient vanishes wherever the formula is smallest.
      case .symmetric, .positiveDefinite, .invertible, .positive: false
      }
    }
  }

  /// Whether a point certainly has an entry that the variable cannot have.
  fileprivate func excludes(_ point: Formula) -> Bool {
    guard case .symbol(let symbol) = node, symbol.facts.contains(.positive) else { return false }
    return ExactEvaluator().evaluate(point)?.values.contains { $0 <= 0 } ?? false
  }

  /// Whether a point certainly lies inside the constraint.
  fileprivate func keeps(_ constraint: Fact, at point: Formula?) -> Bool {
    guard let point else { return false }
    switch constraint {
    case .nonnegative: return FactReasoner().sign(point).isNonnegative
    case .diagonal: return FactReasoner().isDiagonal(point)
    default: return false
    }
  }
}

extension FactReasoner {
  /// What must hold for a solution to be what the unknown is known to be: positive, or positive definite.
  fileprivate func conditions(that solution: Formula, fits variable: Formula) -> [Condition] {
    guard case .symbol(let symbol) = variable.node else { return [] }
    if symbol.facts.contains(.positiveDefinite), definiteness(solution, half: 1) != .definite {
      // A matrix is positive definite where its inverse is.
      if case .inverse(let matrix) = solution.coefficientAndRest.rest.node { return [.positiveDefinite(matrix)] }
      return [.positiveDefinite(solution)]
    }
    if symbol.facts.contains(.positive), !sign(solution).isPositive { return [.positive(solution)] }
    return []
  }
}

extension ScalarMinimum {
  /// The minimiser that is proved to be one, or the one stationary point; what it is, and why.
  fileprivate func classified(_ verdict: Convexity.Verdict) -> (RealRoots.Root?, Minimiser.Kind, String) {
    let only = points.count == 1 ? points[0].root : nil
    switch verdict {
    case .convex, .strictlyConvex:
      if let only { return (only, .uniqueMinimum, "") }
    case .concave, .strictlyConcave:
      if let only { return (only, .maximum, "the formula is concave: this is its maximum, and it has no minimum") }
    case .notConvex, .notProved: break
    }
    if points.isEmpty, !isSmoothOnOpenSet {
      return (
        nil, .none,
        "the derivative vanishes nowhere: if there is a smallest value, it lies at an edge of the domain or a kink"
      )
    }
    if points.isEmpty {
      let reason = roots.reason.isEmpty ? "" : " (\(roots.reason))"
      return (nil, .none, "the derivative vanishes nowhere\(reason), so there is no minimum")
    }
    if isUnbounded {
      return (nil, .none, "the polynomial falls without bound on one side, so there is no smallest value")
    }
    if let (lowest, reason) = lowest {
      return (lowest[0].root, lowest.count == 1 ? .uniqueMinimum : .minimum, reason)
    }
    if let only, isHighest {
      return (
        only, .maximum,
        "it is the only stationary point, and the second derivative is negative there"
          + (isSmoothOnOpenSet ? ": the formula has no minimum" : "")
      )
    }
    if let only {
      return (only, .stationaryPoint, "that the stationary point is a minimum is not proved")
    }
    return (
      nil, .none, "which of the stationary points is the lowest, and whether there is a lowest value, is not proved"
    )
  }
}

extension Condition {
  /// Whether the facts tell that it holds.
  fileprivate var alwaysHolds: Bool {
    switch self {
    case .positive(let formula): FactReasoner().sign(formula).isPositive
    case .nonnegative(let formula): FactReasoner().sign(formula).isNonnegative
    case .nonzero(let formula): formula.isScalar && !FactReasoner().sign(formula).contains(.zero)
    case .invertible, .positiveDefinite, .noOppositeEigenvalues: false
    }
  }

  /// The same without a factor that is a number.
  var reduced: Condition {
    func positive(_ formula: Formula) -> Formula {
      let (coefficient, rest) = formula.coefficientAndRest
      // 1/u has the sign of u, and a/a none at all.
      if let product = rest.withoutPowers { return coefficient.isNegative ? product.scaled(by: -1) : product }
      return coefficient.isNegative ? rest.scaled(by: -1) : rest
    }
    return switch self {
    case .positive(let formula): .positive(positive(formula))
    case .nonnegative(let formula): .nonnegative(positive(formula))
    case .nonzero(let formula): .nonzero(formula.coefficientAndRest.rest.rootOfPower)
    case .invertible, .positiveDefinite, .noOppositeEigenvalues: self
    }
  }
}

extension Formula {
  /// a, where the formula is a number aᵏ for a whole k > 0: both are zero together.
  fileprivate var rootOfPower: Formula {
    let (base, exponent) = baseAndExponent
    return isScalar && exponent.isInteger && !exponent.isNegative ? base : self
  }

  /// Of a number that is a product: the factors with odd exponents, each once, without those that are known to be positive; nil where
  /// that is no simpler.
  fileprivate var withoutPowers: Formula? {
    guard isScalar else { return nil }
    var factors = [self]
    if case .contraction(let product) = node {
      guard product.factors.allSatisfy({ $0.labels.isEmpty }), product.summed.isEmpty else { return nil }
      factors = product.factors.map(\.formula)
    }
    guard factors.contains(where: { $0.baseAndExponent.exponent.isNegative }),
      factors.allSatisfy({ $0.baseAndExponent.exponent.isInteger })
    else { return nil }
    let facts = FactReasoner()
    let odd = factors.map(\.baseAndExponent).filter {
      $0.exponent.numerator % 2 != 0 && !facts.sign($0.base).isPositive
    }
    return odd.isEmpty ? nil : .product(odd.map(\.base))
  }
}

extension [Condition] {
  /// Both, each once; what is positive definite need not be called invertible too.
  func merging(_ other: [Condition]) -> [Condition] {
    let definite = other.compactMap { condition -> [Term]? in
      if case .positiveDefinite(let matrix) = condition { matrix.termsUpToScale } else { nil }
    }
    var result: [Condition] = []
    let all = (self + other).map(\.reduced)
    for condition in all where !result.contains(condition) && !condition.alwaysHolds {
      if case .invertible(let matrix) = condition, definite.contains(matrix.termsUpToScale) { continue }
      if case .nonzero(let formula) = condition,
        all.contains(.positive(formula)) || all.contains(.positive(formula.scaled(by: -1)))
      {
        continue
      }
      result.append(condition)
    }
    return result
  }
}

extension Formula {
  /// The terms divided by the first one's coefficient: the same for all multiples of a formula.
  fileprivate var termsUpToScale: [Term] {
    let terms = coefficientAndRest.rest.terms
    guard let first = terms.first?.coefficient else { return [] }
    return terms.map { Term($0.coefficient / first, $0.formula) }
  }
}
