package import GradusExpression

extension Derivative {
  /// The matrices that the answer inverts although the formula does not, in the order of their use: where one of them is
  /// singular the answer has no value, though the derivative may have one.
  ///
  /// So it is with the derivative of an adjugate, and with the second one of a determinant.
  package var invertedMatrices: [Formula] {
    func inverted(_ formula: Formula) -> [Formula] {
      formula.nodesBottomUp.compactMap { node in
        switch node.node {
        case .inverse(let matrix), .logDeterminant(let matrix): matrix
        // The laws write the adjugate's inverse as a quotient.
        case .power(let base, let exponent):
          if case .determinant(let matrix) = base.node, exponent.constantValue?.isNegative == true {
            matrix
          } else {
            nil
          }
        default: nil
        }
      }
    }
    let facts = FactReasoner()
    let known = Set(inverted(request.formula))
    return inverted(result).filter { !known.contains($0) && !facts.isInvertible($0) }
  }

  /// What has to hold of eigenvalues and singular values for the derivative to exist: `the largest eigenvalue is simple`.
  package var spectralRequirements: [String] {
    var found: [String] = []
    for node in result.nodesBottomUp {
      guard case .spectral(let function, _) = node.node, !function.axes.isEmpty, !found.contains(function.requirement)
      else { continue }
      found.append(function.requirement)
    }
    return found
  }
}
