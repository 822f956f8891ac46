import GradusExpression

extension Formula {
  /// The name of the rule that differentiates the node, as a student knows it.
  var differentiationRule: String {
    switch node {
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis: "derivative of a constant"
    case .sum(let terms): terms.count == 1 ? "constant factor" : "sum rule"
    case .contraction(let contraction):
      contraction.factors.count == 1 ? "linearity" : "product rule"
    case .map(let function, _): "derivative of \(function.rawValue)"
    case .power: "power rule"
    case .extremum(let extremum, _, _): "derivative of \(extremum.rawValue)"
    case .reduction(let reduction, _, _): "derivative of \(reduction.rawValue)"
    case .inverse: "derivative of the inverse"
    case .determinant: "Jacobi's formula"
    case .logDeterminant: "derivative of log det"
    case .matrixFunction(let function, _): "derivative of tr \(function.rawValue)"
    case .reshape: "linearity"
    }
  }
}
