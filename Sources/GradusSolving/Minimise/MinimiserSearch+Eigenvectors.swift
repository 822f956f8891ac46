import GradusCalculus
import GradusExpression

// Minima that eigenvectors and singular vectors give, which have no formula in the entries.
extension MinimiserSearch {
  /// xᵀP x / xᵀQ x with symmetric P and positive definite Q: eigenvectors of Q⁻¹P.
  func ofRayleighQuotient() -> Minimiser? {
    guard variable.rank == 1, case .contraction(let product) = formula.coefficientAndRest.rest.node, product.rank == 0
    else { return nil }
    let scale = formula.coefficientAndRest.coefficient
    let below = product.factors.indices.filter { index in
      guard case .power(let base, let exponent) = product.factors[index].formula.node else { return false }
      return base.contains(variable) && exponent.constantValue == -1
    }
    guard below.count == 1, case .power(let bottom, _) = product.factors[below[0]].formula.node else { return nil }
    let top = product.rebuilt(product.factors.indices.filter { $0 != below[0] }.map { product.factors[$0] })
      .scaled(by: scale)
    guard let p = matrix(ofForm: top), let q = matrix(ofForm: bottom), facts.definiteness(q, half: 1) == .definite
    else { return nil }
    let (coefficient, plain) = p.coefficientAndRest
    let end = coefficient.isNegative ? "largest" : "smallest"
    let isPlain = q.coefficientAndRest.rest == Formula.identity(variable.shape[0])
    let remark =
      isPlain
      ? "\(variable) is any eigenvector of \(plain) to its \(end) eigenvalue: the gradient vanishes at the eigenvectors only, and the formula is the eigenvalue there"
      : "\(variable) is any solution of \(plain) \(variable) = λ \(q.coefficientAndRest.rest) \(variable) with the \(end) λ: the gradient vanishes at these only, and the formula is λ there"
    return answer(nil, .minimum, [], remark)
  }

  /// The symmetric matrix of a quadratic form in the variable; nil for anything else.
  private func matrix(ofForm form: Formula) -> Formula? {
    guard let found = try? hessian(of: form, withRespectTo: variable).simplified(), !found.contains(variable),
      let slope = try? gradient(of: form, withRespectTo: variable),
      facts.normalised(slope.substituting([variable: .zero(variable.shape)])).simplified().isZero
    else { return nil }
    let half = facts.normalised(found.scaled(by: Rational(1, 2))).simplified()
    return facts.normalised(form.substituting([variable: .zero(variable.shape)])).simplified().isZero ? half : nil
  }

  /// Of an orthogonal Q whose gradient is P Q − M: only −tr(QᵀM) depends on Q, and that is smallest at U Vᵀ of M = U Σ Vᵀ.
  func amongOrthogonal() -> Minimiser? {
    guard case .symbol(let symbol) = variable.node, symbol.facts.contains(.orthogonal), slope.contains(variable) else {
      return nil
    }
    let free = Formula.symbol(Symbol(symbol.name, symbol.shape, facts: [.invertible]))
    guard let form = AffineForm(slope.substituting([variable: free]), in: free, facts: facts),
      form.leftSide.terms.allSatisfy({ $0.formula == free || Self.isOneSided($0.formula, free) })
    else { return nil }
    let (coefficient, matrix) = form.rightSide.simplified().coefficientAndRest
    guard !matrix.isZero else { return nil }
    let m = coefficient.isNegative ? matrix.scaled(by: -1) : matrix
    return Minimiser(
      variable: variable, gradient: slope, solution: nil, kind: .minimum, conditions: [], convexity: bending,
      steps: [
        Step(
          "orthogonal", slope, slope,
          "Of an orthogonal matrix only the part of the formula that is linear in it depends on it.")
      ],
      remark:
        "\(variable) = U Vᵀ, where \(m) = U Σ Vᵀ is a singular value decomposition (Procrustes): of all orthogonal matrices it has the largest tr(\(variable)ᵀ \(m))",
      stationaryPoints: [], isExact: true, family: nil, checks: 0)
  }

  /// P Q or Q P.
  private static func isOneSided(_ formula: Formula, _ unknown: Formula) -> Bool {
    guard case .contraction(let product) = formula.node else { return false }
    let own = product.factors.filter { $0.formula.contains(unknown) }
    guard own.count == 1, own[0].formula == unknown else { return false }
    return (own[0].labels[0] == 0) != (own[0].labels[1] == 1)
  }
}
