import GradusCalculus
import GradusExpression

/// Curvature by the rules of composition: from the leaves up, each node by the curvature and sign of its parts.
///
/// S. Boyd and L. Vandenberghe, Convex Optimization, section 3.2.
final class CurvatureAnalysis {
  let facts: FactReasoner
  let variables: Set<Formula>
  private var found: [Formula: Curvature] = [:]
  /// The lines in the order of the nodes, each once.
  private(set) var lines: [Step] = []
  private let names: Words

  init(_ variables: [Formula], facts: FactReasoner) {
    self.facts = facts
    self.variables = Set(variables)
    names = Words(listing: variables)
  }

  func curvature(_ formula: Formula) -> Curvature {
    for node in formula.nodesBottomUp where found[node] == nil { found[node] = judge(node) }
    return found[formula] ?? .unknown
  }

  /// The lines that the claim about a formula rests on: those about parts of it.
  func linesSupporting(_ formula: Formula) -> [Step] {
    let parts = Set(formula.nodesBottomUp)
    return lines.filter { parts.contains($0.before) }
  }

  func of(_ formula: Formula) -> Curvature { found[formula] ?? curvature(formula) }

  /// Notes the reason for a node that bends; unbending and unknown ones need none.
  func note(_ formula: Formula, _ curvature: Curvature, _ reason: Words) -> Curvature {
    if curvature == .convex || curvature == .concave {
      lines.append(Step(claim: "is \(curvature.rawValue) in \(names)", of: formula, because: reason))
    }
    return curvature
  }

  private func judge(_ formula: Formula) -> Curvature {
    if variables.contains(formula) { return .affine }
    if formula.node.children.allSatisfy({ of($0) == .constant }) { return .constant }
    switch formula.node {
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band: return .constant
    case .sum(let terms):
      let total = terms.reduce(Curvature.constant) {
        $0.plus(of($1.formula).times(SignSet(of: $1.coefficient)))
      }
      if total == .unknown {
        let (rest, pairs) = withoutRelativeEntropies(terms)
        let others = rest.reduce(Curvature.convex) { $0.plus(of($1.formula).times(SignSet(of: $1.coefficient))) }
        return note(
          formula, pairs > 0 ? others : .unknown,
          "relative entropy: u log u − u log v is convex in u and v together, as the perspective of −log")
      }
      let bending = terms.filter { !of($0.formula).isAffine }
      let plain = bending.count == 1 && bending[0].coefficient > 0
      return plain ? total : note(formula, total, "a sum of \(total.rawValue) terms")
    case .contraction(let contraction): return product(formula, contraction)
    case .map(let function, let argument): return map(formula, function, argument)
    case .power(let base, let exponent): return power(formula, base, exponent)
    case .extremum(let extremum, let left, let right):
      let (a, b) = (of(left), of(right))
      switch extremum {
      case .maximum:
        return note(formula, a.isConvex && b.isConvex ? .convex : .unknown, "the larger of two convex functions")
      case .minimum:
        return note(formula, a.isConcave && b.isConcave ? .concave : .unknown, "the smaller of two concave functions")
      }
    case .reduction(let reduction, let argument, _): return self.reduction(formula, reduction, of(argument))
    case .logDeterminant(let matrix):
      guard of(matrix).isAffine, facts.definiteness(matrix, half: 1) == .definite else { return .unknown }
      return note(formula, .concave, "log det is concave on the positive definite matrices")
    case .reshape(let argument): return of(argument)
    case .spectral(let function, let matrix): return spectral(function, matrix)
    case .alongAxes, .inverse, .adjugate, .determinant, .matrixFunction: return .unknown
    }
  }

  private func map(_ formula: Formula, _ function: ElementaryFunction, _ argument: Formula) -> Curvature {
    let inner = of(argument)
    if function == .log, let answer = logarithmOfSigmoid(formula, argument) { return answer }
    if function == .log, case .determinant(let matrix) = argument.node, of(matrix).isAffine,
      facts.definiteness(matrix, half: 1) == .definite
    {
      return note(formula, .concave, "log det is concave on the positive definite matrices")
    }
    if function == .log, !inner.isAffine, isLogConvex(argument) {
      return note(formula, .convex, "the logarithm of a sum of exponentials of convex functions (log-sum-exp)")
    }
    let signs = facts.sign(argument)
    guard let shape = function.definition.shape(at: signs) else { return .unknown }
    let words = inner == .affine ? "an affine argument" : "a \(inner.rawValue) argument"
    if inner.isAffine || (shape.isIncreasing && inner == shape.curvature)
      || (shape.isDecreasing && inner == shape.curvature.negated)
    {
      let monotone = inner.isAffine ? "" : shape.isIncreasing ? " and increasing" : " and decreasing"
      return note(
        formula, shape.curvature,
        "\(function.rawValue) is \(shape.curvature.rawValue)\(monotone)\(shape.domain), of \(words)")
    }
    return .unknown
  }

  /// log σ(u) = −log(1 + exp(−u)) and log(1 − σ(u)) = −log(1 + exp(u))
  private func logarithmOfSigmoid(_ formula: Formula, _ argument: Formula) -> Curvature? {
    var inner = argument
    if case .sum(let terms) = argument.node, terms.count == 2,
      terms.contains(where: { $0.formula.isOnes && $0.coefficient == 1 }),
      let other = terms.first(where: { $0.coefficient == -1 })
    {
      inner = other.formula
    }
    guard case .map(.sigmoid, let u) = inner.node, of(u).isAffine else { return nil }
    return note(
      formula, .concave,
      inner == argument
        ? "log σ(u) = −log(1 + exp(−u)) is concave, of an affine u"
        : "log(1 − σ(u)) = −log(1 + exp(u)) is concave, of an affine u")
  }

  /// Whether the logarithm is convex: sums and products of such functions are such functions.
  private func isLogConvex(_ formula: Formula) -> Bool {
    if of(formula) == .constant { return facts.sign(formula).isPositive }
    switch formula.node {
    case .map(.exp, let argument): return of(argument).isConvex
    case .map(.cosh, let argument): return of(argument).isAffine
    case .sum(let terms): return !terms.isEmpty && terms.allSatisfy { $0.coefficient > 0 && isLogConvex($0.formula) }
    case .contraction(let contraction):
      return !contraction.factors.isEmpty && contraction.factors.allSatisfy { isLogConvex($0.formula) }
    case .power(let base, let exponent):
      guard let power = exponent.constantValue else { return false }
      return power > 0 ? isLogConvex(base) : of(base).isConcave && facts.sign(base).isPositive
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .map, .extremum, .reduction,
      .alongAxes,
      .inverse, .adjugate, .determinant, .logDeterminant, .matrixFunction, .spectral, .reshape:
      return false
    }
  }

  private func reduction(_ formula: Formula, _ reduction: Reduction, _ inner: Curvature) -> Curvature {
    switch reduction {
    case .logSumExp:
      return note(
        formula, inner.isConvex ? .convex : .unknown,
        "log-sum-exp is convex (its Hessian diag(p) − p pᵀ is positive semidefinite) and increasing, of \(inner == .affine ? "an affine" : "a convex") argument"
      )
    case .maximum: return note(formula, inner.isConvex ? .convex : .unknown, "the largest of convex functions")
    case .minimum: return note(formula, inner.isConcave ? .concave : .unknown, "the smallest of concave functions")
    case .product: return .unknown
    }
  }

  private func power(_ formula: Formula, _ base: Formula, _ exponent: Formula) -> Curvature {
    guard let p = exponent.constantValue else {
      if case .reduction(.product, let argument, let axes) = base.node, of(argument).isConcave,
        facts.sign(argument).isNonnegative,
        exponent == .power(.size(axes.reduce(Size.number(1)) { $0 * argument.shape[$1] }), -1)
      {
        return note(formula, .concave, "a geometric mean of concave functions that are not negative")
      }
      // aˣ = exp(x log a)
      guard of(base) == .constant, facts.sign(base).isPositive, of(exponent).isAffine else { return .unknown }
      return note(formula, .convex, "an exponential of an affine exponent")
    }
    let inner = of(base)
    let signs = facts.sign(base)
    if case .reduction(.product, let argument, let axes) = base.node, of(argument).isConcave,
      facts.sign(argument).isNonnegative, p > 0,
      let count = axes.reduce(
        Optional(1),
        { total, axis in
          total.flatMap { product in argument.shape[axis].value(in: [:]).map { product * $0 } }
        }), p * Rational(count) <= 1
    {
      return note(formula, .concave, "a geometric mean of concave functions that are not negative")
    }
    if case .contraction(let contraction) = base.node, contraction.isEntrywise,
      let mean = geometricMean(formula, contraction.factors.map(\.formula), exponent: p, .positive)
    {
      return mean
    }
    if isMinkowskiNorm(base, exponent: p), p != Rational(1, 2) {
      return note(formula, .convex, "a p-norm of an affine function (Minkowski's inequality)")
    }
    if p == Rational(1, 2), isSumOfSquares(base) {
      return note(formula, .convex, "a Euclidean norm of an affine function (triangle inequality)")
    }
    if p.isEvenInteger, p > 0, inner.isAffine { return note(formula, .convex, "an even power of an affine function") }
    if p > 1, inner.isConvex, signs.isNonnegative {
      return note(formula, .convex, "a power above 1 of a nonnegative convex function")
    }
    if p > 0, p < 1, inner.isConcave {
      return note(formula, .concave, "a power between 0 and 1 of a concave function, where that is not negative")
    }
    if p.isNegative, inner.isConcave, signs.isPositive {
      return note(formula, .convex, "a negative power of a positive concave function")
    }
    if p.isNegative, inner.isConcave, !p.isInteger {
      return note(formula, .convex, "a negative power of a concave function, where that is positive")
    }
    if p > 1, inner.isAffine, !p.isInteger {
      return note(formula, .convex, "a power above 1 of an affine function, where that is not negative")
    }
    return .unknown
  }

  /// Σ u² with u affine, or uᵀQu with Q positive semidefinite.
  private func isSumOfSquares(_ formula: Formula) -> Bool {
    switch formula.node {
    case .sum(let terms):
      // A constant is the square of one more coordinate.
      return terms.allSatisfy {
        !$0.coefficient.isNegative
          && (of($0.formula) == .constant ? facts.sign($0.formula).isNonnegative : isSumOfSquares($0.formula))
      }
    case .power(let base, let exponent):
      return exponent.constantValue.map { $0 == 2 } == true && of(base).isAffine
    case .contraction(let contraction):
      let bending = contraction.factors.filter { of($0.formula) != .constant }
      if bending.count == 1, isSumOfSquares(bending[0].formula) {
        return contraction.factors.allSatisfy { of($0.formula) != .constant || facts.sign($0.formula).isNonnegative }
      }
      return isSemidefiniteForm(contraction, bending)
    default: return false
    }
  }

  /// Whether the product is uᵀMu with one affine u twice and M positive semidefinite.
  ///
  /// A form with entries that are not negative is not negative on a u that is not: that says nothing of M. So it is asked of a
  /// vector of which nothing is known.
  private func isSemidefiniteForm(_ contraction: Contraction, _ bending: [Contraction.Factor]) -> Bool {
    guard contraction.rank == 0, bending.count == 2, bending[0].formula == bending[1].formula,
      of(bending[0].formula).isAffine
    else { return false }
    let free = Formula.symbol(Symbol("\u{2C}free", bending[0].formula.shape))
    let factors = contraction.factors.map {
      $0.formula == bending[0].formula ? Contraction.Factor(free, $0.labels) : $0
    }
    return facts.definiteness(contraction.rebuilt(factors), half: 0) != nil
  }

  /// λ_max, ‖·‖₂ and the nuclear norm are convex, λ_min concave: each is a largest or a smallest of linear functions.
  private func spectral(_ function: SpectralFunction, _ matrix: Formula) -> Curvature {
    guard of(matrix).isAffine else { return .unknown }
    let formula = Formula.spectral(function, matrix)
    switch function {
    case .largestEigenvalue: return note(formula, .convex, "the largest of vᵀ A v over all v of length 1")
    case .smallestEigenvalue: return note(formula, .concave, "the smallest of vᵀ A v over all v of length 1")
    case .largestSingularValue, .nuclearNorm: return note(formula, .convex, "a norm of an affine function")
    default: return .unknown
    }
  }

  private func product(_ formula: Formula, _ contraction: Contraction) -> Curvature {
    let bending = contraction.factors.filter { of($0.formula) != .constant }
    let weights = contraction.factors.filter { of($0.formula) == .constant }
    let signs = weights.reduce(SignSet.positive) { $0.times(facts.sign($1.formula)) }
    if let fractional = matrixFractional(formula, contraction, bending, weights) { return fractional }
    if let trace = traceOfExponential(formula, contraction) { return trace }
    if contraction.isEntrywise, let mean = geometricMean(formula, bending.map(\.formula), exponent: 1, signs) {
      return mean
    }
    if bending.count == 1 {
      let inner = of(bending[0].formula)
      let answer = inner.times(signs)
      if inner.isAffine || weights.isEmpty { return answer }
      return note(
        formula, answer,
        "\(inner.rawValue) terms with weights that are \(signs.isNonnegative ? "not negative" : "not positive")")
    }
    if bending.count == 2 {
      if let perspective = perspective(formula, bending, signs) { return perspective }
      if let entropy = entropy(formula, bending, signs) ?? relativeEntropy(formula, bending, signs) { return entropy }
      if let quotient = quadraticOverLinear(formula, bending, signs) { return quotient }
    }
    if isSemidefiniteForm(contraction, bending) {
      return note(formula, .convex, "a quadratic form uᵀMu of an affine u, with M positive semidefinite")
    }
    if !bending.isEmpty, bending.allSatisfy({ isLogConvex($0.formula) }) {
      return note(
        formula, Curvature.convex.times(signs), "a product of positive functions whose logarithms are convex")
    }
    return .unknown
  }

  /// Σ w u log u, on u > 0
  private func entropy(_ formula: Formula, _ factors: [Contraction.Factor], _ signs: SignSet) -> Curvature? {
    for (u, logarithm) in [(factors[0], factors[1]), (factors[1], factors[0])] {
      guard case .map(.log, let argument) = logarithm.formula.node, argument == u.formula, logarithm.labels == u.labels,
        of(argument).isAffine
      else { continue }
      return note(
        formula, Curvature.convex.times(signs), "u log u is convex (second derivative 1/u > 0), of an affine u")
    }
    return nil
  }

  /// uᵀ M⁻¹ u and Σ w (M⁻¹)ₛₛ, for affine u and an affine, positive definite M
  private func matrixFractional(
    _ formula: Formula, _ contraction: Contraction, _ bending: [Contraction.Factor], _ weights: [Contraction.Factor]
  ) -> Curvature? {
    guard contraction.rank == 0, bending.count <= 3,
      let place = bending.firstIndex(where: { if case .inverse = $0.formula.node { true } else { false } }),
      case .inverse(let matrix) = bending[place].formula.node, of(matrix).isAffine,
      facts.definiteness(matrix, half: 1) == .definite
    else { return nil }
    let labels = bending[place].labels
    let others = bending.indices.filter { $0 != place }.map { bending[$0] }
    if others.isEmpty, labels[0] == labels[1], weights.allSatisfy({ facts.sign($0.formula).isNonnegative }) {
      return note(formula, .convex, "the trace of an inverse is convex on the positive definite matrices")
    }
    guard others.isEmpty || (others.count == 2 && others.allSatisfy({ of($0.formula).isAffine })),
      labels[0] != labels[1], others.isEmpty || isSemidefiniteForm(contraction, others),
      facts.definiteness(formula, half: 0) != nil
    else { return nil }
    return note(
      formula, .convex, "uᵀM⁻¹u is convex in u and M together where M is positive definite (matrix fractional function)"
    )
  }

  /// u²/v = convex in both together on v > 0
  private func quadraticOverLinear(_ formula: Formula, _ factors: [Contraction.Factor], _ signs: SignSet) -> Curvature?
  {
    for (top, bottom) in [(factors[0], factors[1]), (factors[1], factors[0])] {
      guard case .power(let v, let exponent) = bottom.formula.node, exponent.constantValue.map({ $0 == -1 }) == true,
        of(v).isAffine, facts.sign(v).isPositive, isSumOfSquares(top.formula)
      else { continue }
      return note(
        formula, Curvature.convex.times(signs),
        "quadratic over linear: u²/v is convex in u and v together where v > 0, its Hessian being 2/v³ (v, −u)(v, −u)ᵀ")
    }
    return nil
  }
}
