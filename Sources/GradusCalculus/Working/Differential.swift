import GradusExpression

/// What becomes of a formula when the symbols in it move: one factor, one term, one argument at a time, so that the result
/// is written as the rule is.
///
///     d(A B) = dA B + A dB      d sin(u) = cos(u) du      d A⁻¹ = −A⁻¹ dA A⁻¹      (u/v)′ = (u′ v − u v′)/v²
struct Differential {
  /// The change of each symbol that moves: du for u, or u′.
  let changes: [Formula: Formula]
  let relu: ReLUConvention
  /// Whether fractions have the quotient rule's form.
  var usesQuotientRule = false

  func moves(_ formula: Formula) -> Bool {
    formula.symbols.contains { changes[.symbol($0)] != nil }
  }

  func of(_ formula: Formula) throws(DifferentiationError) -> Formula {
    if let change = changes[formula] { return change }
    guard moves(formula) else { return .zero(formula.shape) }
    switch formula.node {
    case .sum(let terms):
      var moved: [Term] = []
      for term in terms { moved.append(Term(term.coefficient, try of(term.formula))) }
      return .sum(moved, shape: formula.shape)
    case .contraction(let product):
      if let quotient = try quotient(product) { return quotient }
      if product.factors.contains(where: { isMatrixFunction($0.formula) }) { return try applied(formula) }
      var terms: [Formula] = []
      for (place, factor) in product.factors.enumerated() where moves(factor.formula) {
        var factors = product.factors
        factors[place] = .init(try of(factor.formula), factor.labels)
        terms.append(product.with(factors))
      }
      return .sum(terms, shape: formula.shape)
    case .map(let function, let argument):
      return .contraction(
        [
          .init(function.definition.derivative(at: argument, value: formula, relu: relu), Array(0..<formula.rank)),
          .init(try of(argument), Array(0..<formula.rank)),
        ], output: Array(0..<formula.rank), flattening: true)
    case .inverse(let matrix): return -(formula * (try of(matrix)) * formula)
    case .determinant(let matrix): return .trace(.adjugate(matrix) * (try of(matrix)))
    case .spectral(let function, let matrix):
      guard let slope = function.derivative(at: matrix) else { throw .spectralTwice(function) }
      return (slope .* (try of(matrix))).summed
    case .logDeterminant(let matrix): return .trace(.inverse(matrix) * (try of(matrix)))
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .power, .extremum, .reduction,
      .alongAxes, .adjugate, .matrixFunction, .reshape:
      return try applied(formula)
    }
  }

  /// (n/g)′ = (n′ g − n g′)/g² of scalars, where both move.
  private func quotient(_ product: Contraction) throws(DifferentiationError) -> Formula? {
    guard usesQuotientRule, let (numerator, denominator) = product.movingQuotient(moves) else { return nil }
    let top = Formula.sum(
      [
        Term(1, .product([try of(numerator), denominator])), Term(-1, .product([numerator, try of(denominator)])),
      ], shape: [])
    return .product([top, .power(denominator, -2)])
  }

  private func isMatrixFunction(_ formula: Formula) -> Bool {
    if case .matrixFunction = formula.node { moves(formula) } else { false }
  }

  /// The derivative in each symbol, applied to the change of the symbol.
  private func applied(_ formula: Formula) throws(DifferentiationError) -> Formula {
    var terms: [Formula] = []
    for symbol in formula.symbols.map(Formula.symbol) {
      guard let change = changes[symbol] else { continue }
      let local = try derivative(of: formula, withRespectTo: symbol, layout: .numerator, relu: relu)
      let rank = local.rank - change.rank
      terms.append(
        .contraction(
          [.init(local, Array(0..<local.rank)), .init(change, Array(rank..<local.rank))],
          output: Array(0..<rank), flattening: true))
    }
    return .sum(terms, shape: formula.shape)
  }
}

extension Contraction {
  /// n and g, where the product of scalars is n/g and both move.
  func movingQuotient(_ moves: (Formula) -> Bool) -> (numerator: Formula, denominator: Formula)? {
    guard rank == 0 else { return nil }
    let divisors = factors.indices.filter { place in
      let (base, exponent) = factors[place].formula.baseAndExponent
      return exponent == -1 && factors[place].labels.isEmpty && moves(base)
    }
    guard divisors.count == 1 else { return nil }
    let numerator = replacing([divisors[0]], by: [])
    return moves(numerator) ? (numerator, factors[divisors[0]].formula.baseAndExponent.base) : nil
  }
}
