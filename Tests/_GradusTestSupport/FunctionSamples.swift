package import GradusExpression

extension ElementaryFunction {
  /// A formula whose entries lie where the function has a value and no kink, made from entries around 0, or from positive ones.
  package func sample(_ x: Formula, positive p: Formula) -> Formula {
    let domain = definition.domain
    if domain.lowerBound.isFinite, domain.upperBound.isFinite { return x / 2 }
    if domain.lowerBound.isFinite { return p + Formula.constant(Rational(Int(domain.lowerBound))) }
    switch definition.smoothness {
    case .exceptKinks: return p - 0.9
    case .everywhere, .positiveNumbers, .openInterval, .closedInterval, .exceptPoles: return x
    }
  }

  /// Numbers where the function has a value and no kink.
  package var samplePoints: [Double] {
    let domain = definition.domain
    let point = domain.lowerBound.isFinite && domain.upperBound == .infinity ? domain.lowerBound + 0.37 : 0.37
    return domain.contains(-point) ? [point, -point] : [point]
  }
}
