import BigInt
import GradusExpression

/// What is known of the sign of every entry of a formula, with the facts it rests on.
enum SignBound: Int, Comparable {
  case nonnegative, positive

  static func < (left: SignBound, right: SignBound) -> Bool { left.rawValue < right.rawValue }
}

extension Formula {
  /// Facts from which every entry is at least 0, or greater than 0; nil where that is not known.
  func signFacts(_ bound: SignBound) -> [UsedFact]? {
    switch node {
    case .symbol(let symbol):
      if symbol.facts.contains(.positive) { return [UsedFact(symbol.name, .positive)] }
      guard bound == .nonnegative else { return nil }
      for fact in [Fact.nonnegative, .zeroOne, .oneHotRows] where symbol.facts.contains(fact) {
        return [UsedFact(symbol.name, fact)]
      }
      return nil
    case .constant(let value): return value > 0 || (bound == .nonnegative && value.isZero) ? [] : nil
    case .namedConstant, .size: return []
    case .literal(let literal):
      return literal.values.allSatisfy { $0 > 0 || (bound == .nonnegative && $0.isZero) } ? [] : nil
    case .delta, .basis: return bound == .nonnegative ? [] : nil
    case .sum(let terms):
      // All terms at least 0, and one of them greater where the sum must be.
      var facts: [UsedFact] = []
      var hasPositive = false
      for term in terms {
        guard !term.coefficient.isNegative else { return nil }
        if let found = term.formula.signFacts(.positive) {
          facts += found
          hasPositive = true
        } else if let found = term.formula.signFacts(.nonnegative) {
          facts += found
        } else {
          return nil
        }
      }
      return bound == .nonnegative || hasPositive ? facts : nil
    case .contraction(let contraction):
      var facts: [UsedFact] = []
      for factor in contraction.factors {
        guard let found = factor.formula.signFacts(bound) else { return nil }
        facts += found
      }
      return facts
    case .map(let function, let argument):
      switch function {
      case .exp, .sigmoid, .softplus, .cosh: return []
      case .abs, .relu, .step, .stepFromZero: return bound == .nonnegative ? [] : argument.signFacts(.positive)
      case .log, .sin, .cos, .tan, .acos, .acosh: return nil
      case .asin, .atan, .sinh, .tanh, .asinh, .atanh, .sign, .erf: return argument.signFacts(bound)
      }
    case .power(let base, let exponent):
      if let found = base.signFacts(.positive) { return found }
      guard bound == .nonnegative, let value = exponent.constantValue else { return nil }
      if value.isInteger, value.numerator % 2 == 0 { return [] }
      return base.signFacts(.nonnegative)
    case .extremum(let extremum, let left, let right):
      let (a, b) = (left.signFacts(bound), right.signFacts(bound))
      switch extremum {
      case .maximum: return a ?? b
      case .minimum: return a.flatMap { first in b.map { first + $0 } }
      }
    case .reduction(let reduction, let argument, _):
      switch reduction {
      case .maximum, .minimum, .product: return argument.signFacts(bound)
      case .logSumExp: return nil
      }
    case .determinant(let matrix):
      return matrix.positiveDefiniteFacts
    case .inverse, .logDeterminant, .matrixFunction: return nil
    case .reshape(let argument): return argument.signFacts(bound)
    }
  }

  /// Facts from which a matrix is positive definite; nil where that is not known.
  var positiveDefiniteFacts: [UsedFact]? {
    switch node {
    case .symbol(let symbol):
      symbol.facts.contains(.positiveDefinite) ? [UsedFact(symbol.name, .positiveDefinite)] : nil
    case .delta: []
    case .inverse(let inner): inner.positiveDefiniteFacts
    case .constant, .namedConstant, .size, .literal, .basis, .sum, .contraction, .map, .power, .extremum, .reduction,
      .determinant, .logDeterminant, .matrixFunction, .reshape:
      nil
    }
  }
}
