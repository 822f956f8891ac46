import GradusExpression

/// Definitions folded back into their names. A pattern proposes an argument, and the definition itself decides: the name is
/// written only where building the definition gives the very formula.
extension Composer {
  func fold(_ formula: Formula) -> Written? {
    guard let (name, x) = formula.definition else { return nil }
    let kind = Written.Kind(rank: formula.rank)
    if case .norm = name, case .power(_, let exponent) = formula.node, let q = exponent.constantValue {
      return .call(name, [compose(x), .number(1 / q)], kind)
    }
    return .call(name, [compose(x)], kind)
  }
}

extension Formula {
  /// The definition that the formula is, and its argument.
  var definition: (name: Written.Name, argument: Formula)? {
    switch node {
    case .map(.exp, let inner):
      if let x = inner.logSoftmaxArgument, softmax(x) == self { return (.softmax, x) }
    case .sum:
      if let x = logSoftmaxArgument, logSoftmax(x) == self { return (.logSoftmax, x) }
    case .reduction(.maximum, let inner, let axes):
      // Of a matrix the norms of other orders mean other norms to other people.
      if case .map(.abs, let x) = inner.node, axes.count == inner.rank, inner.rank == 1 { return (.normInfinity, x) }
    case .power(let base, let exponent):
      guard isScalar, let q = exponent.constantValue, let p = q.reciprocal, p > 2,
        let x = base.powerSumArgument(order: p), x.rank == 1, norm(x, order: p) == self
      else { return nil }
      return (.norm, x)
    default: break
    }
    return nil
  }
}

extension Formula {
  /// x, where the formula may be x − log Σ exp x over the last axis.
  fileprivate var logSoftmaxArgument: Formula? {
    guard rank > 0, case .sum(let terms) = node else { return nil }
    for term in terms where term.coefficient == -1 {
      guard case .contraction(let repeated) = term.formula.node, repeated.factors.count == 1 else {
        if case .reduction(.logSumExp, let x, _) = term.formula.node, x.shape == shape { return x }
        continue
      }
      if case .reduction(.logSumExp, let x, _) = repeated.factors[0].formula.node, x.shape == shape { return x }
    }
    return nil
  }

  /// x, where the formula may be Σ |x|ᵖ.
  fileprivate func powerSumArgument(order p: Rational) -> Formula? {
    guard case .contraction(let inner) = node, inner.factors.count == 1,
      case .power(let base, let exponent) = inner.factors[0].formula.node, exponent.constantValue == p
    else { return nil }
    if case .map(.abs, let x) = base.node { return x }
    return base
  }
}
