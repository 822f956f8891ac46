import CLAPACK

/// A = V diag(λ) Vᵀ of a symmetric matrix (LAPACK's dsyevd).
package struct SymmetricEigendecomposition: Sendable {
  /// In rising order.
  package let values: [Double]
  /// One orthonormal eigenvector a column, in the order of the values.
  package let vectors: DenseMatrix

  /// Throws for a matrix that is not square, not symmetric, empty, or holds NaN or infinities.
  package init(_ matrix: DenseMatrix) throws(LinearAlgebraError) {
    let operation = "the symmetric eigendecomposition"
    guard matrix.isSquare else { throw .notSquare(operation: operation, shape: matrix.shape) }
    try LAPACK.require(matrix, for: operation, copies: 4)
    if let (row, column) = matrix.firstAsymmetry {
      throw .notSymmetric(operation: operation, row: row + 1, column: column + 1)
    }
    var vectors = matrix
    var values = Array(repeating: 0.0, count: matrix.rowCount)
    let info = gradus_dsyevd(CChar(UInt8(ascii: "V")), Int32(matrix.rowCount), &vectors.columnMajor, &values)
    try LAPACK.check(info, "dsyevd", matrix.shape)
    if info > 0 { throw .noConvergence(operation: operation) }
    self.values = values
    self.vectors = vectors
  }
}

extension DenseMatrix {
  /// The eigenvalues of a square matrix, as real and imaginary parts (LAPACK's dgeev).
  package func eigenvalues() throws(LinearAlgebraError) -> [(real: Double, imaginary: Double)] {
    let operation = "an eigenvalue"
    guard isSquare else { throw .notSquare(operation: operation, shape: shape) }
    try LAPACK.require(self, for: operation, copies: 2)
    var copy = columnMajor
    var real = Array(repeating: 0.0, count: rowCount)
    var imaginary = real
    let info = gradus_dgeev(Int32(rowCount), &copy, &real, &imaginary)
    try LAPACK.check(info, "dgeev", shape)
    if info > 0 { throw .noConvergence(operation: "the eigenvalue iteration") }
    return zip(real, imaginary).map { ($0, $1) }
  }
}
