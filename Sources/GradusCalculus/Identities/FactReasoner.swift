package import GradusExpression

/// What follows of whole formulas from the facts of their symbols: signs, symmetry, definiteness.
///
/// It keeps what it has found, and which facts that took. Meant for one question at a time; not shared between tasks.
package final class FactReasoner {
  package private(set) var usedFacts: Set<UsedFact> = []
  private var signs: [Formula: SignSet] = [:]
  private var symmetries: [Formula: Bool] = [:]
  private var flattened: [Formula: Formula] = [:]

  package init() {}

  func has(_ symbol: Symbol, _ fact: Fact) -> Bool {
    guard symbol.facts.contains(fact) else { return false }
    usedFacts.insert(UsedFact(symbol.name, symbol.statedFact(implying: fact)))
    return true
  }

  // MARK: Symmetry

  /// The formula with products laid flat and the axes of symmetric factors in one order, so that A x and Aᵀ x are like terms
  /// where A is symmetric.
  package func normalised(_ formula: Formula) -> Formula {
    for node in formula.nodesBottomUp where flattened[node] == nil {
      let rebuilt = node.mapChildren { flattened[$0] ?? $0 }
      flattened[node] = sortingSymmetricLabels(rebuilt)
    }
    return flattened[formula] ?? formula
  }

  private func sortingSymmetricLabels(_ formula: Formula) -> Formula {
    switch formula.node {
    case .contraction(let contraction):
      let factors = contraction.factors.map { factor in
        factor.labels.count == 2 && factor.labels[0] > factor.labels[1] && isSymmetric(factor.formula)
          ? Contraction.Factor(factor.formula, [factor.labels[1], factor.labels[0]]) : factor
      }
      if factors == contraction.factors { return formula }
      return .contraction(
        factors, output: Array(0..<contraction.rank),
        sizes: Dictionary(uniqueKeysWithValues: zip(contraction.sizes.indices, contraction.sizes)))
    case .sum(let terms):
      return .sum(
        terms.map { Term($0.coefficient, sortingSymmetricLabels($0.formula)) }, shape: formula.shape)
    default:
      return formula
    }
  }

  package func isSymmetric(_ formula: Formula) -> Bool {
    guard formula.rank == 2, formula.shape[0] == formula.shape[1] else { return false }
    if let known = symmetries[formula] { return known }
    // Until the answer is known the question is not asked again from within.
    symmetries[formula] = false
    let answer: Bool =
      switch formula.node {
      case .symbol(let symbol): has(symbol, .symmetric)
      case .delta: true
      case .literal(let literal): literal.isSymmetric
      case .inverse(let matrix), .adjugate(let matrix), .matrixFunction(_, let matrix): isSymmetric(matrix)
      // Term by term, because the transpose of a sum as one factor would ask for the symmetry of the sum again.
      case .sum(let terms): isMirrored(terms.filter { !isSymmetric($0.formula) }, shape: formula.shape)
      case .contraction(let contraction): isMirrored(contraction)
      case .map(_, let argument): isSymmetric(argument)
      case .power(let base, let exponent): isSymmetric(base) && (exponent.isScalar || isSymmetric(exponent))
      case .extremum(_, let left, let right): isSymmetric(left) && isSymmetric(right)
      // U Vᵀ of a symmetric matrix is symmetric.
      case .spectral(let function, let matrix): function == .polarFactor && isSymmetric(matrix)
      case .constant, .namedConstant, .size, .basis, .band, .reduction, .alongAxes, .determinant, .logDeterminant,
        .reshape:
        false
      }
    symmetries[formula] = answer
    return answer
  }

  /// Whether the terms are those of their transposes, as in A + Aᵀ.
  private func isMirrored(_ terms: [Term], shape: [Size]) -> Bool {
    normalised(.sum(terms, shape: shape))
      == normalised(.sum(terms.map { Term($0.coefficient, $0.formula.transposed) }, shape: shape))
  }

  /// Whether exchanging the two axes of a product gives the same product.
  private func isMirrored(_ contraction: Contraction) -> Bool {
    var found = false
    MirrorSearch(contraction, half: 1, isSymmetric: isSymmetric).run { mirror in
      found = mirror.middles.allSatisfy { isSymmetric($0.formula) }
      return found
    }
    return found
  }

  // MARK: Diagonal matrices

  /// Whether a matrix certainly has zeros off its diagonal.
  package func isDiagonal(_ formula: Formula) -> Bool {
    guard formula.rank == 2, formula.shape[0] == formula.shape[1] else { return false }
    switch formula.node {
    case .symbol(let symbol): return has(symbol, .diagonal)
    case .delta: return true
    case .literal(let literal):
      let n = literal.shape[0]
      return literal.values.indices.allSatisfy { $0 % (n + 1) == 0 || literal.values[$0].isZero }
    case .inverse(let matrix), .adjugate(let matrix): return isDiagonal(matrix)
    case .sum(let terms): return terms.allSatisfy { isDiagonal($0.formula) }
    case .contraction(let contraction):
      // A diagonal factor on both axes of the result, or a chain of diagonal ones.
      if contraction.factors.contains(where: { Set($0.labels) == [0, 1] && isDiagonal($0.formula) }) { return true }
      return contraction.isTranspose ? isDiagonal(contraction.factors[0].formula) : isChain(contraction)
    case .constant, .namedConstant, .size, .basis, .band, .map, .power, .extremum, .reduction, .alongAxes, .determinant,
      .logDeterminant, .matrixFunction, .spectral, .reshape:
      return false
    }
  }

  /// Whether a product of matrices, each summed against the next, consists of diagonal ones and numbers.
  private func isChain(_ contraction: Contraction) -> Bool {
    let matrices = contraction.factors.filter { !$0.labels.isEmpty }
    return !matrices.isEmpty
      && matrices.allSatisfy { $0.labels.count == 2 && $0.labels[0] != $0.labels[1] && isDiagonal($0.formula) }
      && contraction.sizes.indices.allSatisfy { label in
        matrices.count { $0.labels.contains(label) } == (label < contraction.rank ? 1 : 2)
      }
  }

  // MARK: Invertibility

  /// Whether a square matrix certainly has an inverse.
  package func isInvertible(_ formula: Formula) -> Bool {
    guard formula.rank == 2, formula.shape[0] == formula.shape[1] else { return false }
    if formula.symbols.isEmpty, let determinant = ExactEvaluator().evaluate(.determinant(formula)) {
      return !determinant.values[0].isZero
    }
    switch formula.node {
    case .symbol(let symbol): if has(symbol, .invertible) { return true }
    case .delta, .inverse, .matrixFunction(.exp, _): return true
    case .contraction(let contraction) where contraction.isTranspose:
      return isInvertible(contraction.factors[0].formula)
    default: break
    }
    return definiteness(formula, half: 1) == .definite
  }

  // MARK: Signs

  /// The signs that the entries may have wherever the formula is defined.
  package func sign(_ formula: Formula) -> SignSet {
    if let known = signs[formula] { return known }
    let answer = computeSign(formula)
    signs[formula] = answer
    return answer
  }

  private func computeSign(_ formula: Formula) -> SignSet {
    switch formula.node {
    case .symbol(let symbol):
      return has(symbol, .positive) ? .positive : has(symbol, .nonnegative) ? .nonnegative : .unknown
    case .constant(let value): return SignSet(of: value)
    case .namedConstant, .size: return .positive
    case .literal(let literal): return literal.values.reduce(into: []) { $0.formUnion(SignSet(of: $1)) }
    case .delta, .basis, .band: return .nonnegative
    case .sum(let terms): return signOfSum(terms)
    case .contraction(let contraction): return signOfProduct(formula, contraction)
    case .map(let function, let argument): return function.definition.sign(at: sign(argument))
    case .power(let base, let exponent): return signOfPower(base, exponent)
    case .extremum(let extremum, let left, let right):
      let (a, b) = (sign(left), sign(right))
      switch extremum {
      case .maximum:
        if a.isPositive || b.isPositive { return .positive }
        return a.isNonnegative || b.isNonnegative ? .nonnegative : a.union(b)
      case .minimum:
        if a == .negative || b == .negative { return .negative }
        return a.isNonpositive || b.isNonpositive ? .nonpositive : a.union(b)
      }
    case .reduction(let reduction, let argument, _):
      switch reduction {
      case .maximum, .minimum: return sign(argument)
      case .product:
        return sign(argument).isPositive ? .positive : sign(argument).isNonnegative ? .nonnegative : .unknown
      case .logSumExp: return sign(argument).isPositive ? .positive : .unknown
      }
    case .determinant(let matrix):
      switch definiteness(matrix, half: 1) {
      case .definite: return .positive
      case .semidefinite: return .nonnegative
      case nil: return .unknown
      }
    case .alongAxes(let function, let argument, _):
      switch function {
      case .hardmax: return .nonnegative
      case .productOfOthers:
        return sign(argument).isPositive ? .positive : sign(argument).isNonnegative ? .nonnegative : .unknown
      }
    case .logDeterminant, .inverse, .adjugate: return .unknown
    case .matrixFunction: return .unknown
    case .spectral(let function, let matrix): return signOfSpectral(function, matrix)
    case .reshape(let argument): return sign(argument)
    }
  }

  private func signOfSum(_ terms: [Term]) -> SignSet {
    if terms.isEmpty { return .zero }
    if let known = signOfOneMinus(terms) { return known }
    let signs = terms.reduce(SignSet.zero) { $0.plus(sign($1.formula).times(SignSet(of: $1.coefficient))) }
    if signs != .unknown { return signs }
    return terms.reduce(Bounds.between(0, 0)) { $0.plus(bounds($1.formula).scaled(by: $1.coefficient)) }.signs
  }

  /// 1 − σ(z) > 0, 1 − tanh² z ≥ 0, 1 − softmax(z) ≥ 0.
  private func signOfOneMinus(_ terms: [Term]) -> SignSet? {
    guard terms.count == 2, let one = terms.first(where: { $0.formula.isOnes }),
      let other = terms.first(where: { !$0.formula.isOnes }), one.coefficient == -other.coefficient
    else { return nil }
    let bounded: SignSet
    switch other.formula.node {
    case .map(let function, _) where function != .exp:
      guard let range = function.definition.range, range.isOpen, range.low >= -1, range.high <= 1 else { return nil }
      bounded = .positive
    case .power(let base, let exponent):
      guard exponent.constantValue == 2, case .map(let function, _) = base.node, let range = function.definition.range,
        range.low >= -1, range.high <= 1
      else { return nil }
      bounded = range.isOpen ? .positive : .nonnegative
    case .map(.exp, let argument): bounded = isLogSoftmax(argument) ? .nonnegative : []
    case .contraction(let contraction): bounded = isSquaredTanh(contraction) ? .positive : []
    default: return nil
    }
    if bounded.isEmpty { return nil }
    return bounded.times(SignSet(of: one.coefficient))
  }

  /// sinh² u / cosh² u
  private func isSquaredTanh(_ contraction: Contraction) -> Bool {
    guard contraction.factors.count == 2, contraction.isEntrywise,
      contraction.factors[0].labels == contraction.factors[1].labels
    else { return false }
    var arguments: [Formula] = []
    for (function, exponent) in [(ElementaryFunction.sinh, Rational(2)), (.cosh, -2)] {
      for factor in contraction.factors {
        guard case .power(let base, let power) = factor.formula.node, power.constantValue == exponent,
          case .map(function, let argument) = base.node
        else { continue }
        arguments.append(argument)
      }
    }
    return arguments.count == 2 && arguments[0] == arguments[1]
  }

  /// The axes along which x − log Σ exp x is taken, where the formula is that.
  func logSoftmaxAxes(_ formula: Formula) -> [Int]? {
    guard case .sum(let terms) = formula.node else { return nil }
    for term in terms where term.coefficient == -1 {
      let total: Formula
      var kept: [Int] = []
      switch term.formula.node {
      case .reduction: total = term.formula
      case .contraction(let contraction) where contraction.factors.count == 1 && contraction.isEntrywise:
        total = contraction.factors[0].formula
        kept = contraction.factors[0].labels
      default: continue
      }
      guard case .reduction(.logSumExp, let argument, let axes) = total.node, argument.shape == formula.shape,
        kept == argument.shape.indices.filter({ !axes.contains($0) })
      else { continue }
      let rest = Formula.sum([Term(1, formula), Term(1, term.formula)], shape: formula.shape)
      if rest == argument || normalised(rest) == normalised(argument) { return axes }
    }
    return nil
  }

  private func isLogSoftmax(_ formula: Formula) -> Bool { logSoftmaxAxes(formula) != nil }

  /// Singular values are not negative, and eigenvalues have the signs that definiteness says.
  private func signOfSpectral(_ function: SpectralFunction, _ matrix: Formula) -> SignSet {
    switch function {
    case .largestSingularValue, .smallestSingularValue, .nuclearNorm: return .nonnegative
    case .largestEigenvalue, .smallestEigenvalue:
      switch definiteness(matrix, half: 1) {
      case .definite: return .positive
      case .semidefinite: return .nonnegative
      case nil: return .unknown
      }
    default: return .unknown
    }
  }

  private func signOfPower(_ base: Formula, _ exponent: Formula) -> SignSet {
    let signs = sign(base)
    if signs.isPositive { return .positive }
    guard let value = exponent.constantValue else { return signs.isNonnegative ? .nonnegative : .unknown }
    if value.isEvenInteger {
      return signs.contains(.zero) && !value.isNegative ? .nonnegative : .positive
    }
    // Defined at zero only for positive exponents, and below zero only for whole ones.
    if value.isNegative { return value.isInteger ? signs.subtracting(.zero) : .positive }
    return value.isInteger ? signs : .nonnegative
  }

  private func signOfProduct(_ formula: Formula, _ contraction: Contraction) -> SignSet {
    let product = contraction.factors.reduce(SignSet.positive) { $0.times(sign($1.formula)) }
    // A sum over products keeps a sign that all of them share.
    if product.isNonnegative || product.isNonpositive || contraction.summed.isEmpty {
      if contraction.factors.contains(where: { isUnit($0.formula) }) { return product.union(.zero) }
      return product
    }
    // xᵀQx
    if contraction.rank == 0, definiteness(formula, half: 0) != nil { return .nonnegative }
    return .unknown
  }

  private func isUnit(_ formula: Formula) -> Bool {
    switch formula.node {
    case .delta, .basis: true
    default: false
    }
  }
}

extension Rational {
  package var isEvenInteger: Bool { isInteger && (self / 2).isInteger }
}
