package import GradusExpression

/// What is known of the quadratic form of a symmetric matrix, or of a tensor whose axes fall into two halves.
package enum Definiteness: Hashable {
  /// vᵀMv > 0 for v ≠ 0
  case definite
  /// vᵀMv ≥ 0
  case semidefinite
}

extension FactReasoner {
  /// What is certain of Σ v(i…) M(i…, j…) v(j…), where i and j are the two halves of the axes; nil where nothing is.
  ///
  /// A tensor without axes is a number, and semidefinite means that it is not negative.
  package func definiteness(_ formula: Formula, half: Int) -> Definiteness? {
    precondition(formula.rank == 2 * half, "the halves of \(describe(shape: formula.shape))")
    guard formula.shape[..<half].elementsEqual(formula.shape[half...]) else { return nil }
    if half == 1, formula.symbols.isEmpty, formula.sizeSymbols.isEmpty, let numbers = ExactEvaluator().evaluate(formula)
    {
      return numbers.definiteness
    }
    switch formula.node {
    case .symbol(let symbol) where half == 1:
      return has(symbol, .positiveDefinite)
        ? .definite
        : has(symbol, .positiveSemidefinite)
          ? .semidefinite : has(symbol, .diagonal) && has(symbol, .nonnegative) ? .semidefinite : nil
    case .delta: return .definite
    case .inverse(let matrix): return definiteness(matrix, half: 1) == .definite ? .definite : nil
    case .adjugate(let matrix): return definiteness(matrix, half: 1)
    case .matrixFunction(.exp, let matrix): return isSymmetric(matrix) ? .definite : nil
    case .power(let base, let exponent) where half == 1:
      // Products entry by entry keep definiteness (Schur).
      guard let power = exponent.constantValue, power.isInteger, power > 0 else { return nil }
      return definiteness(base, half: 1)
    case .sum(let terms):
      if half == 0, sign(formula).isPositive { return .definite }
      return definiteness(terms, half)
    case .contraction(let contraction): return definiteness(contraction, half)
    case .matrixFunction, .spectral, .symbol, .literal, .constant, .namedConstant, .size, .basis, .band, .map, .power,
      .extremum,
      .reduction, .alongAxes, .determinant, .logDeterminant, .reshape:
      if half == 0 {
        let signs = sign(formula)
        return signs.isPositive ? .definite : signs.isNonnegative ? .semidefinite : nil
      }
      return nil
    }
  }

  /// Why a Hessian is definite or semidefinite, in words.
  package func reason(for formula: Formula) -> Words {
    if formula.isScalar { return "by its sign" }
    if formula.rank == 2, formula.symbols.isEmpty, formula.sizeSymbols.isEmpty,
      let numbers = ExactEvaluator().evaluate(formula)
    {
      return numbers.definiteness == .definite ? "all its pivots are positive" : "none of its pivots is negative"
    }
    switch formula.node {
    case .sum(let terms) where terms.count > 1:
      if terms.contains(where: { $0.coefficient.isNegative }) {
        return "diag(p) − p pᵀ is positive semidefinite for p ≥ 0 that sums to 1, and a congruence Bᵀ M B keeps that"
      }
      return reason(forSumOf: terms, half: formula.rank / 2)
    case .sum(let terms) where terms.count == 1: return reason(for: terms[0].formula)
    case .contraction(let contraction):
      let deltas = contraction.factors.filter { if case .delta = $0.formula.node { true } else { false } }
      if deltas.isEmpty, contraction.factors.count == 2,
        contraction.factors[0].formula == contraction.factors[1].formula
      {
        return "it has the form Bᵀ B, and vᵀ Bᵀ B v is a sum of squares"
      }
      if deltas.isEmpty { return "it has the form Bᵀ M B with M diagonal or positive semidefinite" }
      let others = contraction.factors.filter { factor in !deltas.contains { $0 == factor } }.map(\.formula)
      guard others.allSatisfy(\.isScalar) else { return "it is diagonal, with entries of one sign" }
      let positive = others.filter { sign($0).isPositive }
      if others.isEmpty || positive.count < others.count { return "it is a multiple of the unit matrix" }
      return "it is the unit matrix times \(Words(Formula.product(others))) > 0"
    case .sum: return "it is zero"
    case .symbol, .literal, .inverse, .adjugate, .matrixFunction, .spectral: return "by what is known of the matrix"
    case .delta: return "it is the unit matrix"
    case .constant, .namedConstant, .size, .basis, .band, .map, .power, .extremum, .reduction, .alongAxes, .determinant,
      .logDeterminant:
      return "by its sign"
    case .reshape: return "C ⊗ I is definite where C is, and C is so by its pivots"
    }
  }

  /// Each term with what it is and why, and what their sum is then.
  private func reason(forSumOf terms: [Term], half: Int) -> Words {
    var words = Words()
    var isDefinite = false
    for term in terms {
      let part = term.formula.scaled(by: term.coefficient)
      let kind = definiteness(normalised(term.formula), half: half)
      isDefinite = isDefinite || kind == .definite
      let name = kind == .definite ? "positive definite" : "positive semidefinite"
      words = words + (words.isEmpty ? "" : "; ") + "\(part) is \(name), since \(reason(for: term.formula))"
    }
    return words
      + (isDefinite ? "; one such term makes the sum positive definite" : "; so is their sum")
  }

  private func definiteness(_ terms: [Term], _ half: Int) -> Definiteness? {
    if terms.isEmpty { return .semidefinite }
    var best: Definiteness = .semidefinite
    var remaining = terms
    // diag(p) − p pᵀ
    for term in terms where term.coefficient.isNegative {
      guard let partner = outerProductOfSoftmax(term.formula, half),
        let index = remaining.firstIndex(where: {
          $0.formula == partner || normalised($0.formula) == normalised(partner)
        }),
        remaining[index].coefficient >= -term.coefficient
      else { continue }
      let left = remaining[index].coefficient + term.coefficient
      remaining.remove(at: index)
      if !left.isZero { remaining.append(Term(left, partner)) }
      remaining.removeAll { $0 == term }
    }
    for term in remaining {
      guard !term.coefficient.isNegative, let part = definiteness(term.formula, half: half) else { return nil }
      if part == .definite { best = .definite }
    }
    return best
  }

  /// For Σ W B(s, i) p(s, a) p(s, b) B(s, j) with p a softmax along a and b, and all but p being nonnegative: the same with
  /// p(s, a) δ(a, b), which is not smaller, since Σ p v² ≥ (Σ p v)².
  private func outerProductOfSoftmax(_ formula: Formula, _ half: Int) -> Formula? {
    guard case .contraction(let contraction) = formula.node else { return nil }
    let sizes = Dictionary(uniqueKeysWithValues: zip(contraction.sizes.indices, contraction.sizes))
    for (first, left) in contraction.factors.enumerated() {
      guard case .map(.exp, let argument) = left.formula.node, let axes = logSoftmaxAxes(argument), axes.count == 1
      else { continue }
      for (second, right) in contraction.factors.enumerated() where second > first && right.formula == left.formula {
        let axis = axes[0]
        let others = left.labels.indices.filter { $0 != axis }
        guard others.allSatisfy({ left.labels[$0] == right.labels[$0] }) else { continue }
        var factors = contraction.factors
        factors[second] = .init(
          .identity(contraction.sizes[left.labels[axis]]), [left.labels[axis], right.labels[axis]])
        let partner = Formula.contraction(factors, output: Array(0..<contraction.rank), sizes: sizes, flattening: true)
        if definiteness(partner, half: half) != nil { return partner }
      }
    }
    return nil
  }

  private func definiteness(_ contraction: Contraction, _ half: Int) -> Definiteness? {
    let search = MirrorSearch(contraction, half: half, isSymmetric: isSymmetric)
    var answer: Definiteness?
    search.run { [unowned self] mirror in
      guard let found = self.definiteness(mirror, half) else { return false }
      if answer != .definite { answer = found }
      return found == .definite
    }
    return answer
  }

  /// A product that its mirror image leaves alone: pairs of equal factors facing each other, with what stands in the mirror
  /// between them.
  private func definiteness(_ mirror: MirrorSearch.Mirror, _ half: Int) -> Definiteness? {
    var isDefinite = mirror.pairs.isEmpty
    var covered = Set<Int>()
    for weight in mirror.fixed {
      let signs = sign(weight.formula)
      guard signs.isNonnegative else { return nil }
      isDefinite = isDefinite && signs.isPositive
    }
    for middle in mirror.middles {
      guard let kind = definiteness(middle.formula, half: 1) else { return nil }
      isDefinite = isDefinite && kind == .definite
      covered.formUnion(middle.labels)
    }
    // Every axis must stand in the mirror itself or in a definite matrix of its own.
    let axes = (0..<half).filter { !mirror.isTied($0) }
    isDefinite = isDefinite && axes.allSatisfy(covered.contains) && mirror.middles.count == axes.count
    return isDefinite ? .definite : .semidefinite
  }
}

extension Literal {
  /// Of a square matrix of numbers: whether it equals its transpose.
  var isSymmetric: Bool {
    guard shape.count == 2, shape[0] == shape[1] else { return false }
    let n = shape[0]
    return (0..<n).allSatisfy { i in (0..<i).allSatisfy { values[i * n + $0] == values[$0 * n + i] } }
  }

  /// Of a matrix of numbers, by the signs of the pivots in symmetric elimination (Sylvester's law of inertia); nil where neither
  /// holds.
  package var definiteness: Definiteness? {
    guard isSymmetric else { return nil }
    let n = shape[0]
    var rest = values
    var answer = Definiteness.definite
    for pivot in 0..<n {
      let value = rest[pivot * n + pivot]
      if value.isNegative { return nil }
      if value.isZero {
        // A zero on the diagonal of a semidefinite matrix has a row of zeros.
        if (pivot..<n).contains(where: { !rest[pivot * n + $0].isZero }) { return nil }
        answer = .semidefinite
        continue
      }
      for row in pivot + 1..<max(pivot + 1, n) {
        let factor = rest[row * n + pivot] / value
        for column in pivot..<n { rest[row * n + column] -= factor * rest[pivot * n + column] }
      }
    }
    return answer
  }
}
