import GradusCalculus
public import GradusExpression

/// A point at which the derivative of a function of one number vanishes.
public struct StationaryPoint: Sendable {
  /// What a stationary point is.
  public enum Kind: String, Hashable, Sendable {
    case minimum
    case maximum
    /// The second derivative vanishes there too, or its sign is not known.
    case undecided
  }

  /// Where it is.
  public let root: RealRoots.Root
  /// By the second derivative.
  public let kind: Kind
  /// The function there.
  public let value: Formula
}

/// The minima of a function of one number, from all the points at which its derivative vanishes.
struct ScalarMinimum {
  let function: Formula
  let variable: Formula
  let facts: FactReasoner
  let roots: RealRoots
  let points: [StationaryPoint]

  /// Nil where the derivative's zeros are not all found.
  init?(_ function: Formula, slope: Formula, over variable: Formula, facts: FactReasoner, _ finder: inout RootFinder) {
    guard let found = finder.roots(of: slope),
      let roots = finder.verified(finder.inDomain(found, of: function), in: slope), !roots.isEverywhere,
      let bending = try? gradient(of: slope, withRespectTo: variable).simplified()
    else { return nil }
    self.function = function
    self.variable = variable
    self.facts = facts
    self.roots = roots
    points = roots.roots.map { root in
      let value = function.substituting([variable: root.value]).simplified()
      let sign = finder.certainSign(bending.substituting([variable: root.value]).simplified())
      let kind: StationaryPoint.Kind =
        switch sign {
        case .positive?: .minimum
        case .negative?: .maximum
        default: .undecided
        }
      return StationaryPoint(root: root, kind: kind, value: value)
    }
  }

  /// The points at which the function is smallest of all, and why they are; nil where that is not proved.
  var lowest: (points: [StationaryPoint], reason: String)? {
    if let polynomial, polynomial.degree > 0, polynomial.degree % 2 == 0, polynomial.leading > 0 {
      return lowestPoints(of: polynomial).map {
        ($0, "the polynomial grows without bound on both sides, and this is its lowest stationary point")
      }
    }
    // Rolle: were there a lower point, there would be another stationary one between.
    if points.count == 1, points[0].kind == .minimum, isDefinedOnInterval {
      return (points, "it is the only stationary point, and the second derivative is positive there")
    }
    return nil
  }

  /// Whether the one stationary point is the maximum.
  var isHighest: Bool { points.count == 1 && points[0].kind == .maximum && isDefinedOnInterval }

  /// Whether the smallest value can only lie where the derivative vanishes: the function is smooth, and its domain has no edge that
  /// belongs to it.
  var isSmoothOnOpenSet: Bool {
    function.nodesBottomUp.filter { $0.contains(variable) }.allSatisfy { node in
      switch node.node {
      case .map(let function, _): function.definition.smoothness.holdsOnDomain
      case .power(let base, let exponent):
        facts.sign(base).isPositive || exponent.constantValue.map { $0.isInteger || $0.isNegative } == true
      case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .sum, .contraction, .inverse,
        .adjugate,
        .determinant, .logDeterminant, .matrixFunction, .spectral, .reshape:
        true
      case .extremum, .reduction, .alongAxes: false
      }
    }
  }

  /// Whether the function falls without bound, where that is seen.
  var isUnbounded: Bool {
    guard let polynomial, polynomial.degree > 0 else { return false }
    return polynomial.degree % 2 == 1 || polynomial.leading.isNegative
  }

  private var polynomial: RationalPolynomial? {
    guard let quotient = SymbolicQuotient(function, in: variable), quotient.denominator.isEmpty else { return nil }
    return quotient.numerator.rational
  }

  private func lowestPoints(of polynomial: RationalPolynomial) -> [StationaryPoint]? {
    let values = points.map { point in (point, point.root.number.map { number in polynomial.approximate(at: number) }) }
    guard let least = values.compactMap(\.1).min(), values.allSatisfy({ $0.1 != nil }) else { return nil }
    let margin = 1e-9 * max(1, abs(least))
    let near = values.filter { $0.1! <= least + margin }.map(\.0)
    if near.count == 1 { return near }
    // Equal values must be seen to be equal.
    let exact = near.map { point in ExactEvaluator().evaluate(point.value)?.values.first }
    if exact.allSatisfy({ $0 != nil && $0 == exact[0] }) { return near }
    let isEven = polynomial.coefficients.enumerated().allSatisfy { $0.offset % 2 == 0 || $0.element.isZero }
    let isPair = near.count == 2 && near[0].root.value == near[1].root.value.scaled(by: -1)
    return isEven && isPair ? near : nil
  }

  /// Whether the function has a value and a slope on one interval: logarithms and roots of affine arguments cut off a side each, and
  /// nothing else leaves holes.
  private var isDefinedOnInterval: Bool {
    function.nodesBottomUp.filter { $0.contains(variable) }.allSatisfy { node in
      switch node.node {
      case .map(let function, let argument):
        switch function.definition.smoothness {
        case .everywhere: true
        case .positiveNumbers: isAffine(argument) || facts.sign(argument).isPositive
        case .openInterval, .closedInterval, .exceptPoles, .exceptKinks: false
        }
      case .power(let base, let exponent):
        if let power = exponent.constantValue {
          power.isInteger && power > 0 || facts.sign(base).isPositive || !power.isInteger && isAffine(base)
        } else {
          !base.contains(variable) && facts.sign(base).isPositive
        }
      case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .sum, .contraction: true
      case .extremum, .reduction, .alongAxes, .inverse, .adjugate, .determinant, .logDeterminant, .matrixFunction,
        .spectral,
        .reshape:
        false
      }
    }
  }

  private func isAffine(_ formula: Formula) -> Bool { AffineForm(formula, in: variable, facts: facts) != nil }
}

extension RationalPolynomial {
  /// The value in floating point.
  fileprivate func approximate(at x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1.doubleValue }
  }
}
