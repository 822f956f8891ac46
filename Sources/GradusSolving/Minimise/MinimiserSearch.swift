import GradusCalculus
import GradusExpression

/// The ways to find where the gradient of a formula vanishes, from the one that knows most to the one that asks least.
struct MinimiserSearch {
  let formula: Formula
  let variable: Formula
  let facts = FactReasoner()
  let slope: Formula
  let bending: Convexity
  var steps: [Step]

  init(_ formula: Formula, over variable: Formula) throws(DifferentiationError) {
    (self.formula, self.variable) = (formula, variable)
    var slope = facts.normalised(try gradient(of: formula, withRespectTo: variable).simplified()).simplified()
    if facts.isSymmetric(variable), !facts.isSymmetric(slope) {
      // A symmetric matrix only moves along symmetric ones, on which the gradient acts by its symmetric part.
      slope = facts.normalised((slope + slope.transposed).scaled(by: Rational(1, 2))).simplified()
    }
    self.slope = slope
    bending = try convexity(of: formula, in: [variable])
    steps = [
      Step(rule: "gradient", before: slope, after: slope, sentence: "Derive the gradient.", relation: .gradient),
      Step("stationary", slope, .zero(slope.shape), "At a minimum the gradient is zero."),
    ]
  }

  /// On a set that a constraint makes, by a multiplier; nil where there is none.
  func constrained() throws(DifferentiationError) -> Minimiser? {
    guard let constrained = try ConstrainedMinimum(slope, over: variable, facts: facts) else { return nil }
    return Minimiser(
      variable: variable, gradient: slope, solution: constrained.solution,
      kind: bending.verdict == .strictlyConvex
        ? .uniqueMinimum : bending.verdict == .convex ? .minimum : .stationaryPoint,
      conditions: constrained.conditions, convexity: bending, steps: constrained.steps,
      remark: bending.verdict == .strictlyConvex || bending.verdict == .convex
        ? "" : "that the stationary point of the set is a minimum is not proved: the formula is not convex",
      stationaryPoints: [], isExact: true, family: nil, checks: constrained.checks)
  }

  /// Where the gradient does not depend on the variable.
  func constant() -> Minimiser? {
    if slope.contains(variable) { return nil }
    return slope.isZero
      ? answer(nil, .minimum, [], "the formula does not depend on the variable: every value is a minimum")
      : answer(
        nil, .none, [], "the gradient does not depend on the variable, so it vanishes nowhere: there is no minimum")
  }

  /// By a linear system in exact numbers, where that has no solution or many; a single one has a formula.
  func linear() -> Minimiser? {
    guard let system = AffineForm(slope, in: variable, facts: facts)?.exactSystem(variable) else { return nil }
    switch system.solve() {
    case .infinite(let family):
      let shape = variable.shape.compactMap { $0.value(in: [:]) }
      return answer(
        .literal(shape: shape, family.particular.elements), bending.verdict == .convex ? .minimum : .stationaryPoint,
        [],
        "the gradient vanishes on a whole family of points, of which this is one", family: family)
    case .none(let contradiction):
      return answer(
        nil, .none, [], "the gradient vanishes nowhere: \(contradiction.words), so there is no minimum")
    case .unique, .undefined: return nil
    }
  }

  /// Of one number, by all real roots of the derivative.
  mutating func amongRoots() -> Minimiser? {
    guard variable.isScalar, AffineForm(slope, in: variable, facts: facts) == nil else { return nil }
    var finder = RootFinder(variable, facts: facts)
    guard let minimum = ScalarMinimum(formula, slope: slope, over: variable, facts: facts, &finder) else { return nil }
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

  /// By getting the variable alone on one side.
  mutating func isolated() -> Minimiser {
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
    let (kind, extra, remark) = classify(isolation)
    let own = facts.conditions(that: solution, fits: variable)
    return answer(solution, kind, isolation.conditions.merging(extra + own), remark, checks: checks)
  }

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
        "\(variable) is held to '\(variable.excluding(solution).rawValue)', and the gradient vanishes only outside: there is no minimum inside, or it is not found"
    }
    return Minimiser(
      variable: variable, gradient: slope, solution: outside == nil ? solution : nil,
      kind: outside == nil ? kind : .none, conditions: outside == nil ? conditions : [], convexity: bending,
      steps: steps, remark: outside ?? remark, stationaryPoints: outside == nil ? points : [], isExact: isExact,
      family: outside == nil ? family : nil, checks: outside == nil ? checks : 0)
  }

  private func classify(_ isolation: Isolation) -> (Minimiser.Kind, [Condition], String) {
    switch bending.verdict {
    case .strictlyConvex: return (.uniqueMinimum, [], "")
    case .convex:
      // The gradient is affine and its matrix invertible, so it vanishes at one point only.
      return (.uniqueMinimum, [], "")
    case .concave, .strictlyConcave:
      return (.maximum, [], "the formula is concave: this is its maximum, and it has no minimum")
    case .notConvex, .notProved, .convexWhere, .concaveWhere:
      if let hessian = bending.hessian, variable.rank == 1, !hessian.contains(variable) {
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
      if let hessian = bending.hessian, variable.isScalar, !hessian.contains(variable) {
        return (.uniqueMinimum, [.positive(hessian)], "the second derivative is positive then")
      }
      if isolation.risesThroughZero { return (.uniqueMinimum, [], "") }
      return (.stationaryPoint, [], "that the stationary point is a minimum is not proved: the formula is not convex")
    }
  }
}

extension Formula {
  /// The facts of the variable that leave no room to move in every direction around every one of its values.
  fileprivate var constraints: [Fact] {
    guard case .symbol(let symbol) = node else { return [] }
    return Fact.allCases.filter { fact in
      switch fact {
      case .nonnegative: symbol.facts.contains(.nonnegative) && !symbol.facts.contains(.positive)
      case .atMostOne: symbol.facts.contains(.atMostOne) && !symbol.facts.contains(.belowOne)
      case .positiveSemidefinite:
        symbol.facts.contains(.positiveSemidefinite) && !symbol.facts.contains(.positiveDefinite)
      case .diagonal: symbol.facts.contains(.diagonal)
      case .orthogonal, .oneHotRows, .rowsSumToOne, .sumsToOne, .plusMinusOne, .zeroOne: symbol.facts.contains(fact)
      // Open sets and subspaces: the gradient vanishes wherever the formula is smallest.
      case .symmetric, .positiveDefinite, .invertible, .positive, .belowOne: false
      }
    }
  }

  /// Whether a point certainly has an entry that the variable cannot have.
  fileprivate func excludes(_ point: Formula) -> Bool {
    guard case .symbol(let symbol) = node else { return false }
    return ExactEvaluator().evaluate(point)?.values.contains { value in
      symbol.facts.contains(.positive) && value <= 0 || symbol.facts.contains(.belowOne) && value >= 1
    } ?? false
  }

  /// The fact that excludes a point.
  fileprivate func excluding(_ point: Formula) -> Fact {
    let isTooSmall = ExactEvaluator().evaluate(point)?.values.contains { $0 <= 0 } ?? true
    guard case .symbol(let symbol) = node, symbol.facts.contains(.positive), isTooSmall else { return .belowOne }
    return .positive
  }

  /// Whether a point certainly lies inside the constraint.
  fileprivate func keeps(_ constraint: Fact, at point: Formula?) -> Bool {
    guard let point else { return false }
    switch constraint {
    case .nonnegative: return FactReasoner().sign(point).isNonnegative
    case .atMostOne: return FactReasoner().sign(.ones(point.shape) - point).isNonnegative
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
    case .notConvex, .notProved, .convexWhere, .concaveWhere: break
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
