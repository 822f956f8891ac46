import GradusCalculus
import GradusExpression

/// Functions of several parts at once that are convex or concave in all of them together.
extension CurvatureAnalysis {
  /// Pairs of terms u log u − u log v, which are convex in u and v together; the terms that are left.
  func withoutRelativeEntropies(_ terms: [Term]) -> (rest: [Term], pairs: Int) {
    var rest = terms
    var pairs = 0
    for term in terms where term.coefficient.isNegative {
      guard let (u, v, labels) = logarithmicProduct(term.formula), of(v).isConcave, of(u).isAffine,
        let place = rest.firstIndex(where: { other in
          guard let (first, second, otherLabels) = logarithmicProduct(other.formula) else { return false }
          return first == u && second == u && otherLabels == labels && other.coefficient >= -term.coefficient
        }), let own = rest.firstIndex(of: term)
      else { continue }
      let left = rest[place].coefficient + term.coefficient
      rest[place] = Term(left, rest[place].formula)
      rest.remove(at: own)
      rest.removeAll { $0.coefficient.isZero }
      pairs += 1
    }
    return (rest, pairs)
  }

  /// u and v, where the formula is Σ u log v or u log v.
  private func logarithmicProduct(_ formula: Formula) -> (u: Formula, v: Formula, labels: [Int])? {
    guard case .contraction(let contraction) = formula.node, contraction.factors.count == 2,
      contraction.factors[0].labels == contraction.factors[1].labels
    else { return nil }
    for (first, second) in [(0, 1), (1, 0)] {
      if case .map(.log, let v) = contraction.factors[second].formula.node {
        return (contraction.factors[first].formula, v, contraction.factors[first].labels)
      }
    }
    return nil
  }

  /// Σ w v f(u/v) with affine u and v > 0
  func perspective(_ formula: Formula, _ factors: [Contraction.Factor], _ signs: SignSet) -> Curvature? {
    for (v, outer) in [(factors[0], factors[1]), (factors[1], factors[0])] {
      guard case .map(let function, let argument) = outer.formula.node, outer.labels == v.labels,
        of(v.formula).isAffine, facts.sign(v.formula).isPositive, let shape = function.definition.shape(at: .unknown),
        shape.domain.isEmpty, isQuotient(argument, by: v.formula)
      else { continue }
      return note(
        formula, shape.curvature.times(signs),
        "the perspective v f(u/v) of \(function.rawValue), which is \(shape.curvature.rawValue), is so in u and v together"
      )
    }
    return nil
  }

  /// Whether the formula is u/v with an affine u.
  private func isQuotient(_ formula: Formula, by v: Formula) -> Bool {
    let (_, rest) = formula.coefficientAndRest
    guard case .contraction(let quotient) = rest.node, quotient.isEntrywise, quotient.factors.count == 2,
      quotient.factors[0].labels == quotient.factors[1].labels
    else { return false }
    return quotient.factors.indices.contains { place in
      quotient.factors[place].formula == Formula.power(v, -1) && of(quotient.factors[1 - place].formula).isAffine
    }
  }

  /// Σ w u (log u − log v) on u > 0 and v > 0
  private func isDifferenceOfLogarithms(_ formula: Formula, of u: Formula) -> Bool {
    guard case .sum(let terms) = formula.node, terms.count == 2 else { return false }
    return terms.contains { $0.coefficient == 1 && $0.formula == .map(.log, u) }
      && terms.contains {
        guard $0.coefficient == -1, case .map(.log, let v) = $0.formula.node else { return false }
        return of(v).isConcave
      }
  }

  /// Σ w u log (u/v) on u > 0 and v > 0
  func relativeEntropy(_ formula: Formula, _ factors: [Contraction.Factor], _ signs: SignSet) -> Curvature? {
    for (u, logarithm) in [(factors[0], factors[1]), (factors[1], factors[0])] {
      if logarithm.labels == u.labels, of(u.formula).isAffine,
        isDifferenceOfLogarithms(logarithm.formula, of: u.formula)
      {
        return note(
          formula, Curvature.convex.times(signs),
          "relative entropy: u log u − u log v is convex in u and v together, as the perspective of −log")
      }
      guard case .map(.log, let argument) = logarithm.formula.node, logarithm.labels == u.labels,
        of(u.formula).isAffine,
        case .contraction(let quotient) = argument.node, quotient.isEntrywise, quotient.factors.count == 2,
        quotient.factors[0].labels == quotient.factors[1].labels,
        let top = quotient.factors.firstIndex(where: { $0.formula == u.formula }),
        case .power(let v, let exponent) = quotient.factors[1 - top].formula.node, exponent.constantValue == -1,
        of(v).isConcave, facts.sign(v).isPositive
      else { continue }
      return note(
        formula, Curvature.convex.times(signs),
        "relative entropy: u log(u/v) is convex in u and v together, as the perspective of −log")
    }
    return nil
  }

  /// Π uᵢ^aᵢ of nonnegative concave uᵢ with aᵢ ≥ 0 that sum to at most 1
  func geometricMean(_ formula: Formula, _ factors: [Formula], exponent: Rational, _ signs: SignSet) -> Curvature? {
    var total = Rational.zero
    for factor in factors {
      var (base, power) = (factor, exponent)
      if case .power(let inner, let innerPower) = factor.node, let value = innerPower.constantValue {
        (base, power) = (inner, value * exponent)
      }
      guard power > 0, of(base).isConcave, facts.sign(base).isNonnegative else { return nil }
      total += power
    }
    guard factors.count > 1, total <= 1 else { return nil }
    return note(
      formula, Curvature.concave.times(signs),
      "a geometric mean of concave functions that are not negative, with exponents that sum to at most 1")
  }

  /// (Σ |u|ᵖ)^(1/p) of affine u with p ≥ 1
  func isMinkowskiNorm(_ base: Formula, exponent: Rational) -> Bool {
    guard exponent > 0, exponent < 1 else { return false }
    let p = 1 / exponent
    return base.terms.allSatisfy { term in
      guard !term.coefficient.isNegative else { return false }
      if of(term.formula) == .constant { return facts.sign(term.formula).isNonnegative }
      var inner = term.formula
      if case .contraction(let contraction) = inner.node, contraction.factors.count == 1 {
        inner = contraction.factors[0].formula
      }
      guard case .power(let u, let power) = inner.node, power.constantValue == p else { return false }
      if case .map(.abs, let argument) = u.node { return of(argument).isAffine }
      return of(u).isAffine && (p.isEvenInteger || facts.sign(u).isNonnegative)
    }
  }

  /// tr exp(M) of an affine symmetric M
  func traceOfExponential(_ formula: Formula, _ contraction: Contraction) -> Curvature? {
    guard contraction.rank == 0, contraction.factors.count == 1, contraction.factors[0].labels == [0, 0],
      case .matrixFunction(.exp, let matrix) = contraction.factors[0].formula.node, of(matrix).isAffine,
      facts.isSymmetric(matrix)
    else { return nil }
    return note(formula, .convex, "the trace of a convex function of a symmetric matrix is convex")
  }
}

extension FactReasoner {
  /// Whether the formula has two continuous derivatives in the variables on a convex set: only then does its Hessian tell.
  ///
  /// A magnitude or a maximum has a kink that the Hessian does not see, and across a pole a function may fall although its second
  /// derivative is positive on both sides.
  func isSmoothOnConvexDomain(_ formula: Formula, _ analysis: CurvatureAnalysis) -> Bool {
    formula.nodesBottomUp.allSatisfy { node in
      if analysis.curvature(node) == .constant { return true }
      func isPositiveOnConvexSet(_ part: Formula) -> Bool {
        sign(part).isPositive || analysis.curvature(part).isConcave
      }
      switch node.node {
      case .map(let function, let argument):
        switch function.definition.smoothness {
        case .everywhere: return true
        case .positiveNumbers: return isPositiveOnConvexSet(argument)
        case .openInterval, .closedInterval: return analysis.curvature(argument).isAffine
        case .exceptPoles, .exceptKinks: return false
        }
      case .power(let base, let exponent):
        guard let power = exponent.constantValue else { return sign(base).isPositive }
        if power.isInteger { return !power.isNegative || !sign(base).contains(.zero) }
        return power >= 2 && sign(base).isNonnegative || isPositiveOnConvexSet(base)
      case .inverse(let matrix), .logDeterminant(let matrix): return definiteness(matrix, half: 1) == .definite
      case .extremum: return false
      case .reduction(let reduction, _, _): return reduction == .logSumExp || reduction == .product
      case .alongAxes(let function, _, _): return function == .productOfOthers
      case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .sum, .contraction, .adjugate,
        .determinant, .matrixFunction, .spectral, .reshape:
        return true
      }
    }
  }
}
