import GradusCalculus
public import GradusExpression

/// Something that has to hold for an answer to be right.
public enum Condition: Hashable, Sendable {
  case invertible(Formula)
  case positiveDefinite(Formula)
  case positiveSemidefinite(Formula)
  /// Every entry is above 0.
  case positive(Formula)
  /// Every entry is at least 0.
  case nonnegative(Formula)
  /// No entry is 0.
  case nonzero(Formula)
  /// A X + X B = C has one solution when no eigenvalue of A is minus one of B.
  case noOppositeEigenvalues(Formula, Formula)
}

/// Solves formula = 0 for an unknown in closed form.
struct Isolation {
  let unknown: Formula
  let facts: FactReasoner
  private(set) var steps: [Step] = []
  private(set) var conditions: [Condition] = []
  private(set) var operators: [Formula] = []
  private(set) var form: EquationForm?
  /// Whether the formula is known to fall short of zero before its one root and to exceed it after: then the root is the
  /// minimum of what the formula is the gradient of, convex or not.
  private(set) var risesThroughZero = false

  init(_ unknown: Formula, facts: FactReasoner) {
    self.unknown = unknown
    self.facts = facts
  }

  /// The unknown for which `formula` vanishes; nil where no closed form is found.
  mutating func solve(_ formula: Formula) -> Formula? {
    if let form = AffineForm(formula, in: unknown, facts: facts) { return solve(form) }
    if let solution = solveThroughInverse(formula) { return solution }
    if let solution = solveAfterMultiplying(formula) { return solution }
    if let solution = solveWithoutNonzeroFactors(formula) { return solution }
    if let solution = solveLogarithms(formula) { return solution }
    return solveThroughFunction(formula)
  }

  private mutating func solve(_ form: AffineForm) -> Formula? {
    var form = form.withoutCommonCoefficient
    if form.linear.isEmpty { return nil }
    while let (reduced, axis) = form.cancelling(facts: facts) {
      form = reduced
      steps.append(
        Step(
          "multiply by the inverse", form.leftSide.simplified(), form.rightSide.simplified(),
          "Every term has the invertible factor \(axis == 0 ? "in front" : "behind"): multiply by its inverse."))
    }
    guard let solved = form.solve() else { return nil }
    self.form = solved.form
    note(solved)
    return solved.solution
  }

  private mutating func note(_ solved: EquationSolution) {
    func collected(_ left: Formula) {
      steps.append(
        Step(
          "collect the unknown", left, solved.rightSide, "Terms with the unknown on the left, the others on the right.")
      )
    }
    switch solved.form {
    case .entrywise(let factor):
      collected((factor .* unknown).simplified())
      if !facts.sign(factor).isPositive, !facts.sign(factor.scaled(by: -1)).isPositive {
        conditions.append(.nonzero(factor))
      }
      if !factor.isOnes {
        steps.append(Step("divide", unknown, solved.solution, "Divide by the factor of the unknown."))
      }
    case .left(let matrix):
      collected(matrix * unknown)
      require(matrix)
      steps.append(Step("solve", unknown, solved.solution, "Multiply by the inverse from the left."))
    case .right(let matrix):
      collected(unknown * matrix)
      require(matrix)
      steps.append(Step("solve", unknown, solved.solution, "Multiply by the inverse from the right."))
    case .twoSided(let left, let right):
      collected(left * unknown * right)
      require(left)
      require(right)
      steps.append(Step("solve", unknown, solved.solution, "Multiply by the inverses from both sides."))
    case .sylvester(let left, let right):
      collected(left * unknown + unknown * right)
      conditions.append(.noOppositeEigenvalues(left, right))
      steps.append(
        Step(
          "Sylvester's equation", unknown, solved.solution,
          "A X + X B = C is a linear system with the matrix A ⊗ I + I ⊗ Bᵀ in the entries of X, row by row."))
    case .general(let matrix):
      require(matrix)
      steps.append(
        Step("solve", unknown, solved.solution, "A linear system in all entries of the unknown."))
    }
  }

  private mutating func require(_ matrix: Formula) {
    operators.append(matrix)
    if !facts.isInvertible(matrix) { conditions.append(.invertible(matrix)) }
  }

  // MARK: The unknown inside something

  /// For a symmetric S in terms like S⁻¹ and S⁻¹ C S⁻¹: multiply by S from both sides.
  private mutating func solveThroughInverse(_ formula: Formula) -> Formula? {
    guard unknown.rank == 2, facts.isSymmetric(unknown), formula.shape == unknown.shape else { return nil }
    let inverse = Formula.inverse(unknown)
    var terms: [Term] = []
    for term in facts.normalised(formula).terms {
      let factors = Self.product(term.formula)
      guard factors.filter({ $0.formula.contains(unknown) }).allSatisfy({ $0.formula == inverse }) else { return nil }
      let multiplied = Self.multiply(factors, by: unknown, inverse: inverse, sizes: term.formula)
      terms.append(Term(term.coefficient, multiplied))
    }
    let result = Formula.sum(terms, shape: formula.shape)
    guard !result.nodesBottomUp.contains(inverse), let form = AffineForm(result, in: unknown, facts: facts) else {
      return nil
    }
    steps.append(
      Step(
        "multiply from both sides", result.simplified(), .zero(result.shape), "Multiply by the unknown from both sides."
      ))
    // S M S has the same sign as M along every direction, and −C grows to h S as S does.
    let solution = solve(form)
    risesThroughZero = hasPositiveFactor
    return solution
  }

  private static func product(_ formula: Formula) -> [Contraction.Factor] {
    if case .contraction(let contraction) = formula.node { return contraction.factors }
    return [.init(formula, Array(0..<formula.rank))]
  }

  /// S M S, with S⁻¹ at either end of M cancelled.
  private static func multiply(
    _ factors: [Contraction.Factor], by matrix: Formula, inverse: Formula, sizes formula: Formula
  ) -> Formula {
    var factors = factors
    var sizes = [0: formula.shape[0], 1: formula.shape[1]]
    if case .contraction(let contraction) = formula.node {
      sizes = Dictionary(uniqueKeysWithValues: zip(contraction.sizes.indices, contraction.sizes))
    }
    var next = (factors.flatMap(\.labels).max() ?? 1) + 2
    var output = [0, 1]
    for end in 0...1 {
      let touching = factors.indices.filter { factors[$0].labels.contains(end) }
      if touching.count == 1, factors[touching[0]].formula == inverse, factors[touching[0]].labels.count == 2 {
        factors[touching[0]] = .init(.identity(matrix.shape[0]), factors[touching[0]].labels)
      } else {
        factors.append(.init(matrix, [next, end]))
        output[end] = next
        next += 1
      }
    }
    let used = Set(factors.flatMap(\.labels))
    return .contraction(factors, output: output, sizes: sizes.filter { used.contains($0.key) }, flattening: true)
  }

  /// Terms with different powers of the unknown, entry by entry: multiply by a power that leaves one of them without it.
  private mutating func solveAfterMultiplying(_ formula: Formula) -> Formula? {
    let terms = facts.normalised(formula).terms
    var lowest: Rational?
    for term in terms {
      var exponent = Rational.zero
      for factor in Self.product(term.formula) where factor.formula.contains(unknown) {
        guard factor.labels == Array(0..<unknown.rank) else { return nil }
        if factor.formula == unknown {
          exponent += 1
        } else if case .power(let base, let power) = factor.formula.node, base == unknown,
          let value = power.constantValue
        {
          exponent += value
        } else {
          return nil
        }
      }
      lowest = min(lowest ?? exponent, exponent)
    }
    guard let lowest, !lowest.isZero else { return nil }
    let factor = Formula.power(unknown, .constant(-lowest))
    let multiplied = Formula.sum(
      terms.map { Term($0.coefficient, .product([$0.formula, factor])) }, shape: formula.shape)
    if !facts.sign(unknown).isPositive { conditions.append(.nonzero(unknown)) }
    steps.append(
      Step(
        "multiply by a power", multiplied.simplified(), .zero(multiplied.shape),
        "Multiply by a power of the unknown, entry by entry."))
    let isAffine = AffineForm(multiplied, in: unknown, facts: facts) != nil
    let solution = solve(multiplied)
    risesThroughZero = isAffine && facts.sign(unknown).isPositive && hasPositiveFactor
    return solution
  }

  /// Whether the equation came to be factor ⊙ unknown = … with a positive factor.
  private var hasPositiveFactor: Bool {
    guard case .entrywise(let factor) = form else { return false }
    return facts.sign(factor).isPositive
  }

  /// A product entry by entry vanishes where the factors do that can.
  private mutating func solveWithoutNonzeroFactors(_ formula: Formula) -> Formula? {
    let (_, rest) = formula.coefficientAndRest
    guard case .contraction(let contraction) = rest.node, contraction.isEntrywise else { return nil }
    let axes = Array(0..<contraction.rank)
    let kept = contraction.factors.filter { factor in
      factor.labels != axes && !factor.labels.isEmpty || facts.sign(factor.formula).contains(.zero)
    }
    guard kept.count == 1, contraction.factors.count > 1, kept[0].labels == axes else { return nil }
    steps.append(
      Step(
        "cancel", kept[0].formula, .zero(formula.shape), "The other factors are never zero: divide by them."))
    return solve(kept[0].formula)
  }

  /// log u − log v + c = 0, entry by entry: u = v exp(−c).
  private mutating func solveLogarithms(_ formula: Formula) -> Formula? {
    var (top, bottom): (Formula?, Formula?)
    var rest: [Term] = []
    for term in formula.terms {
      guard case .map(.log, let argument) = term.formula.node, argument.contains(unknown) else {
        if term.formula.contains(unknown) { return nil }
        rest.append(term)
        continue
      }
      switch term.coefficient {
      case 1 where top == nil: top = argument
      case -1 where bottom == nil: bottom = argument
      default: return nil
      }
    }
    guard let top, let bottom else { return nil }
    let constant = Formula.sum(rest, shape: formula.shape)
    let product = bottom .* .map(.exp, constant.scaled(by: -1))
    steps.append(
      Step(
        "exponentiate", top, product, "A difference of logarithms: apply the exponential function to both sides."))
    return solve(top - product)
  }

  /// Where the unknown only stands inside one part u = f(…): solve for u, undo f, and go on.
  private mutating func solveThroughFunction(_ formula: Formula) -> Formula? {
    for part in formula.nodesBottomUp.reversed() where part != formula && part != unknown && part.contains(unknown) {
      guard part.shape == unknown.shape, Self.canUndo(part) else { continue }
      let name = Formula.symbol(Symbol("\u{2C}part", part.shape))
      let replaced = formula.substituting([part: name])
      guard !replaced.contains(unknown) else { continue }
      var inner = Isolation(name, facts: facts)
      guard let value = inner.solve(replaced), let (argument, result, condition) = undo(part, value) else { continue }
      conditions += inner.conditions
      if let condition { conditions.append(condition) }
      steps.append(Step("isolate", part, value, "Solve for the part that holds the unknown."))
      if argument == unknown {
        steps.append(Step("undo the function", unknown, result, "Apply the inverse function to both sides."))
        return result
      }
      steps.append(Step("undo the function", argument, result, "Apply the inverse function to both sides."))
      return solve(argument - result)
    }
    return nil
  }

  private static func canUndo(_ part: Formula) -> Bool {
    switch part.node {
    case .map, .power, .inverse: true
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .sum, .contraction, .extremum,
      .reduction,
      .alongAxes, .adjugate, .determinant, .logDeterminant, .matrixFunction, .spectral, .reshape:
      false
    }
  }

  /// From f(argument) = value: the argument, f⁻¹(value), and what must hold of the value.
  private func undo(_ part: Formula, _ value: Formula) -> (Formula, Formula, Condition?)? {
    switch part.node {
    case .inverse(let argument):
      return (argument, .inverse(value), facts.isInvertible(value) ? nil : .invertible(value))
    case .power(let base, let exponent):
      guard let power = exponent.constantValue, !power.isZero else { return nil }
      let isOdd = power.isInteger && !power.isEvenInteger
      // An even power has two roots; only a positive base tells which.
      guard isOdd || facts.sign(base).isNonnegative || !power.isInteger else { return nil }
      if isOdd, power > 0, value.isZero { return (base, value, nil) }
      if isOdd, power > 1, !facts.sign(base).isNonnegative {
        // An odd power takes every value once, with the sign of its base.
        return (base, .map(.sign, value) .* .power(.map(.abs, value), .constant(1 / power)), nil)
      }
      if isOdd, power < -1, !facts.sign(base).isNonnegative { return nil }
      let root = Formula.power(value, .constant(1 / power))
      return (
        base, root, power.magnitude == 1 ? .nonzero(value) : facts.sign(value).isPositive ? nil : .positive(value)
      )
    case .map(let function, let argument):
      guard case .single(let result, let mustBePositive) = function.definition.inverse(of: value) else { return nil }
      let condition = mustBePositive.flatMap { facts.sign($0).isPositive ? nil : Condition.positive($0) }
      return (argument, result, condition)
    default: return nil
    }
  }
}
