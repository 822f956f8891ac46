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
    case .alongAxes(let function, _, _): "derivative of \(function.rawValue)"
    case .inverse: "derivative of the inverse"
    case .adjugate: "derivative of the adjugate"
    case .determinant: "Jacobi's formula"
    case .logDeterminant: "derivative of log det"
    case .matrixFunction(let function, _): "derivative of tr \(function.rawValue)"
    case .reshape: "linearity"
    }
  }
}

extension Differential {
  /// The name of the rule, seen from what moves: a product with one factor that moves has a constant factor.
  func name(for formula: Formula) -> String {
    switch formula.node {
    case .symbol: return moves(formula) ? "derivative of the variable" : formula.differentiationRule
    case .contraction(let product):
      if usesQuotientRule, product.movingQuotient(moves) != nil { return "quotient rule" }
      let moving = product.factors.filter { moves($0.formula) }
      if moving.count > 1 { return "product rule" }
      if product.factors.count == 1, product.rank == 0, moving.first?.formula.baseAndExponent.exponent == 2 {
        return "derivative of a sum of squares"
      }
      // 3 sin(u), tr(A U⁻¹), Σ log u: the rule is that of the factor that moves.
      if moving.count == 1, moving[0].formula.depth > 1 { return name(for: moving[0].formula) }
      return moving.count == 1 && product.factors.count > 1 ? "constant factor" : formula.differentiationRule
    case .sum(let terms) where terms.count == 1: return name(for: terms[0].formula)
    case .power(_, let exponent) where moves(exponent): return "general power rule"
    case .map(_, let argument) where isNamed(argument): return "chain rule"
    case .power(let base, _) where isNamed(base): return "power rule and chain rule"
    default: return formula.differentiationRule
    }
  }

  /// What the rule says; nil where its name says all.
  func sentence(for formula: Formula) -> String? {
    let isPrime = changes.values.contains(.one)
    let isForward = !isPrime
    switch name(for: formula) {
    case "product rule": return "One factor at a time: \(isPrime ? "(f g)′ = f′ g + f g′" : "d(F G) = dF G + F dG")."
    case "quotient rule": return "(f/g)′ = (f′ g − f g′)/g²."
    case "chain rule":
      return "The derivative of the outer function, times \(isPrime ? "that" : "the differential") of the inner one."
    case "power rule and chain rule":
      return
        "The exponent comes in front and is less by one; then the inner \(isPrime ? "derivative" : "differential")."
    case "power rule": return "The exponent comes in front and is less by one."
    case "derivative of a sum of squares" where isForward: return "d(uᵀ u) = 2 uᵀ du."
    case "general power rule": return "(fᵍ)′ = g fᵍ⁻¹ f′ + fᵍ log(f) g′."
    default: return nil
    }
  }

  /// Whether the formula is the name of an inner part: a symbol whose change is a symbol too, and not the variable's own.
  private func isNamed(_ formula: Formula) -> Bool {
    changes.count > 1 && formula.depth == 1 && moves(formula) && changes[formula] != .one
  }
}
