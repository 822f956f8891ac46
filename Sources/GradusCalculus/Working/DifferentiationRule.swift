import GradusExpression

/// A rule of differentiation, as a student knows it.
enum DifferentiationRule: Hashable {
  case constant, variable, multipleOfVariable, constantFactor, linearity, sum, product, quotient, reciprocal
  case power, generalPower, chain, powerAndChain, sumOfSquares
  /// The derivative of a function with a name.
  case function(String)
  case inverse, adjugate, jacobi, logDeterminant
  case spectral(SpectralFunction)

  var name: String {
    switch self {
    case .constant: "derivative of a constant"
    case .variable: "derivative of the variable"
    case .multipleOfVariable: "a constant times the variable"
    case .constantFactor: "constant factor"
    case .linearity: "linearity"
    case .sum: "sum rule"
    case .product: "product rule"
    case .quotient, .reciprocal: "quotient rule"
    case .power: "power rule"
    case .generalPower: "general power rule"
    case .chain: "chain rule"
    case .powerAndChain: "power rule and chain rule"
    case .sumOfSquares: "derivative of a sum of squares"
    case .function(let name): "derivative of \(name)"
    case .inverse: "derivative of the inverse"
    case .adjugate: "derivative of the adjugate"
    case .jacobi: "Jacobi's formula"
    case .logDeterminant: "derivative of log det"
    case .spectral(let function):
      function.isOfEigenvalues ? "derivative of an eigenvalue" : "derivative of a singular value"
    }
  }

  /// What the rule says, of derivatives in a number (u′) or of differentials (du); nil where its name says all.
  func sentence(inPrimes: Bool) -> Words? {
    switch self {
    case .product: "One factor at a time: \(inPrimes ? "(f g)′ = f′ g + f g′" : "d(F G) = dF G + F dG")."
    case .quotient: "(f/g)′ = (f′ g − f g′)/g²."
    case .reciprocal: "(1/g)′ = −g′/g²."
    case .multipleOfVariable: "What the variable is multiplied by stays."
    case .chain:
      "The derivative of the outer function, times \(inPrimes ? "that" : "the differential") of the inner one."
    case .powerAndChain:
      "The exponent comes in front and is less by one; then the inner \(inPrimes ? "derivative" : "differential")."
    case .power: "The exponent comes in front and is less by one."
    case .sumOfSquares: inPrimes ? nil : "d(uᵀ u) = 2 uᵀ du."
    case .generalPower: "(fᵍ)′ = g fᵍ⁻¹ f′ + fᵍ log(f) g′."
    case .spectral(let function):
      function.isOfEigenvalues
        ? "dλ = vᵀ dA v, where v is the eigenvector of length 1 and \(function.requirement)."
        : function == .nuclearNorm
          ? "d Σ σ = tr((U Vᵀ)ᵀ dA), where A = U Σ Vᵀ and \(function.requirement)."
          : "dσ = uᵀ dA v, where A v = σ u with vectors of length 1 and \(function.requirement)."
    case .constant, .variable, .constantFactor, .linearity, .sum, .function, .inverse, .adjugate, .jacobi,
      .logDeterminant:
      nil
    }
  }
}

extension Formula {
  /// The rule that differentiates the node.
  var differentiationRule: DifferentiationRule {
    switch node {
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band: .constant
    case .sum(let terms): terms.count == 1 ? .constantFactor : .sum
    case .contraction(let contraction): contraction.factors.count == 1 ? .linearity : .product
    case .map(let function, _): .function(function.rawValue)
    case .power: .power
    case .extremum(let extremum, _, _): .function(extremum.rawValue)
    case .reduction(let reduction, _, _): .function(reduction.rawValue)
    case .alongAxes(let function, _, _): .function(function.rawValue)
    case .inverse: .inverse
    case .adjugate: .adjugate
    case .determinant: .jacobi
    case .logDeterminant: .logDeterminant
    case .matrixFunction(let function, _): .function("tr \(function.rawValue)")
    case .spectral(let function, _): .spectral(function)
    case .reshape: .linearity
    }
  }
}

extension Differential {
  /// The rule, seen from what moves: a product with one factor that moves has a constant factor.
  func law(for formula: Formula) -> DifferentiationRule {
    switch formula.node {
    case .symbol: return moves(formula) ? .variable : .constant
    case .contraction(let product):
      if usesQuotientRule, product.movingQuotient(moves) != nil { return .quotient }
      let moving = product.factors.filter { moves($0.formula) }
      if moving.count > 1 { return .product }
      if product.factors.count == 1, product.rank == 0, moving.first?.formula.baseAndExponent.exponent == 2 {
        return .sumOfSquares
      }
      // 3 sin(u), tr(A U⁻¹), Σ log u: the rule is that of the factor that moves.
      if moving.count == 1, moving[0].formula.depth > 1 { return law(for: moving[0].formula) }
      if moving.count == 1, product.isEntrywise || product.rank == 0, moving[0].formula.isScalar {
        return .multipleOfVariable
      }
      return moving.count == 1 && product.factors.count > 1 ? .constantFactor : formula.differentiationRule
    case .sum(let terms) where terms.count == 1:
      return changes[terms[0].formula] == nil ? law(for: terms[0].formula) : .multipleOfVariable
    case .power(_, let exponent) where moves(exponent): return .generalPower
    case .power(let base, let exponent) where isNamed(base) && usesQuotientRule && exponent.constantValue == -1:
      return .reciprocal
    case .map(_, let argument) where isNamed(argument): return .chain
    case .power(let base, _) where isNamed(base): return .powerAndChain
    default: return formula.differentiationRule
    }
  }

  /// What the rule says; nil where its name says all.
  func sentence(for formula: Formula) -> Words? {
    law(for: formula).sentence(inPrimes: changes.values.contains(.one))
  }

  /// Whether the formula is the name of an inner part: a symbol whose change is a symbol too, and not the variable's own.
  private func isNamed(_ formula: Formula) -> Bool {
    changes.count > 1 && formula.depth == 1 && moves(formula) && changes[formula] != .one
  }
}
