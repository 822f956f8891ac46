import GradusExpression
import GradusRewriting

/// Laws of matrices: transposes, inverses, orthogonal factors.
enum MatrixLaws {
  static let all: [Rule] = [
    symmetricFactors, symmetricSum, inverseCancels, orthogonalCancels, inverseOfOrthogonal, transposedSum,
  ]

  /// Aᵀ = A for a symmetric A, within products.
  static let symmetricFactors = Rule("symmetric matrix", "A symmetric matrix equals its transpose.") { formula in
    let oriented = formula.orientedSymmetricFactors
    return oriented.formula == formula ? nil : Rewrite(oriented.formula, facts: oriented.facts)
  }

  /// Terms that are each other's transposes join: S + Sᵀ = 2 S where S is symmetric, through the law above; and a sum whose
  /// transpose stands in it is oriented.
  static let symmetricSum = Rule("symmetric matrix", "A symmetric matrix equals its transpose.") { formula in
    guard case .contraction(let contraction) = formula.node, contraction.isTranspose,
      let facts = contraction.factors[0].formula.symmetryFacts
    else { return nil }
    return Rewrite(contraction.factors[0].formula, facts: facts)
  }

  /// A⁻¹ A = A A⁻¹ = I.
  static let inverseCancels = Rule("inverse", "A matrix times its inverse is the unit matrix.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (i, left) in contraction.factors.enumerated() {
      guard case .inverse(let matrix) = left.formula.node else { continue }
      for (j, right) in contraction.factors.enumerated() where j != i && right.formula == matrix {
        if let result = cancel(contraction, i, j, crossed: true) { return Rewrite(result) }
        if let facts = matrix.symmetryFacts, let result = cancel(contraction, i, j, crossed: false) {
          return Rewrite(result, facts: facts)
        }
      }
    }
    return nil
  }

  /// QᵀQ = QQᵀ = I for an orthogonal Q.
  static let orthogonalCancels = Rule("orthogonal matrix", "The transpose of an orthogonal matrix is its inverse.") {
    formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (i, left) in contraction.factors.enumerated() {
      guard case .symbol(let symbol) = left.formula.node, symbol.facts.contains(.orthogonal) else { continue }
      for (j, right) in contraction.factors.enumerated() where j > i && right.formula == left.formula {
        if let result = cancel(contraction, i, j, crossed: false) {
          return Rewrite(result, facts: [UsedFact(symbol.name, .orthogonal)])
        }
      }
    }
    return nil
  }

  static let inverseOfOrthogonal = Rule("orthogonal matrix", "The inverse of an orthogonal matrix is its transpose.") {
    formula in
    guard case .inverse(let matrix) = formula.node, case .symbol(let symbol) = matrix.node,
      symbol.facts.contains(.orthogonal)
    else { return nil }
    return Rewrite(matrix.transposed, facts: [UsedFact(symbol.name, .orthogonal)])
  }

  /// (A + B)ᵀ = Aᵀ + Bᵀ where the transpose stands alone and the terms' transposes are no longer.
  static let transposedSum = Rule("transpose of a sum", "A sum is transposed term by term.") { formula in
    guard case .contraction(let contraction) = formula.node, contraction.isTranspose,
      case .sum(let terms) = contraction.factors[0].formula.node
    else { return nil }
    let order = contraction.factors[0].labels.indices.map { axis in contraction.factors[0].labels.firstIndex(of: axis)!
    }
    return Rewrite(.sum(terms.map { Term($0.coefficient, $0.formula.permuted(order)) }, shape: formula.shape))
  }

  /// Two factors joined by one summed label become the unit matrix between their other labels. `crossed`: the second axis
  /// of one meets the first of the other, as in A⁻¹ A; otherwise equal axes meet, as in QᵀQ.
  private static func cancel(_ contraction: Contraction, _ i: Int, _ j: Int, crossed: Bool) -> Formula? {
    let (a, b) = (contraction.factors[i].labels, contraction.factors[j].labels)
    for axis in 0..<2 {
      let other = crossed ? 1 - axis : axis
      guard a[axis] == b[other], a[0] != a[1], b[0] != b[1], contraction.isSummedOnly(a[axis], in: [i, j]) else {
        continue
      }
      let size = contraction.sizes[a[axis]]
      return contraction.replacing(
        [i, j], by: [.init(.identity(size), [a[1 - axis], b[1 - other]])], dropping: [a[axis]])
    }
    return nil
  }
}
