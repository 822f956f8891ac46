public import GradusExpression
public import GradusKernels

/// An eigenvalue with its multiplicities and, where it is rational, its eigenvectors.
public struct Eigenvalue: Hashable, Sendable {
  /// The eigenvalue.
  public let value: AlgebraicNumber
  /// How often it is a root of the characteristic polynomial.
  public let multiplicity: Int
  /// A basis of {v : A v = λ v} for a rational λ; empty for the others.
  public let eigenvectors: [[Rational]]
}

extension ExactMatrix {
  /// det(λ I − A), monic, by Faddeev and LeVerrier:
  ///
  ///     M₁ = I,  cₙ₋ₖ = −tr(A Mₖ)/k,  Mₖ₊₁ = A Mₖ + cₙ₋ₖ I
  public func characteristicPolynomial() throws(LinearAlgebraError) -> RationalPolynomial {
    guard isSquare else { throw .notSquare(operation: "the characteristic polynomial", shape: shape) }
    var coefficients: [Rational] = [1]
    var matrix = ExactMatrix.identity(rowCount)
    for order in 0..<rowCount {
      let product = try self * matrix
      let coefficient = try -product.trace() / Rational(order + 1)
      coefficients.append(coefficient)
      matrix = try product + coefficient * .identity(rowCount)
    }
    return RationalPolynomial(coefficients.reversed())
  }

  /// The eigenvalues: exact where they are rational or quadratic, otherwise rounded numbers that say so.
  ///
  /// Meant for small matrices: the work grows with the fourth power of the size.
  public func eigenvalues() throws(LinearAlgebraError) -> [Eigenvalue] {
    guard isSquare else { throw .notSquare(operation: "an eigenvalue", shape: shape) }
    var eigenvalues: [Eigenvalue] = []
    for (root, multiplicity) in try characteristicPolynomial().roots() {
      var vectors: [[Rational]] = []
      if case .rational(let number) = root {
        vectors = try (self - number * .identity(rowCount)).nullSpace()
      }
      eigenvalues.append(Eigenvalue(value: root, multiplicity: multiplicity, eigenvectors: vectors))
    }
    return eigenvalues
  }
}
