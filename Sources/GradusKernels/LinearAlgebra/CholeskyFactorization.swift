import CLAPACK
import Foundation

/// A = L Lᵀ of a symmetric positive definite matrix (LAPACK's dpotrf).
package struct CholeskyFactorization: Sendable {
  /// L on and below the diagonal; above it is what the matrix held.
  let factor: DenseMatrix
  /// An estimate of ‖A‖₁ ‖A⁻¹‖₁, at least 1.
  package let condition: Double

  /// Factorises `matrix`; throws for one that is not symmetric, not positive definite, empty, or holds NaN or infinities.
  package init(_ matrix: DenseMatrix) throws(LinearAlgebraError) {
    let operation = "the Cholesky factorisation"
    guard matrix.isSquare else { throw .notSquare(operation: operation, shape: matrix.shape) }
    try LAPACK.require(matrix, for: operation, copies: 1)
    if let (row, column) = matrix.firstAsymmetry {
      throw .notSymmetric(operation: operation, row: row + 1, column: column + 1)
    }
    let size = Int32(matrix.rowCount)
    let norm = gradus_norm1(size, size, matrix.columnMajor)
    var factor = matrix
    let info = gradus_dpotrf(size, &factor.columnMajor)
    try LAPACK.check(info, "dpotrf", matrix.shape)
    if info > 0 { throw .notPositiveDefinite(order: Int(info)) }
    var reciprocal = 0.0
    try LAPACK.check(gradus_dpocon(size, factor.columnMajor, norm, &reciprocal), "dpocon", matrix.shape)
    self.factor = factor
    condition = reciprocal == 0 ? .infinity : 1 / reciprocal
  }

  /// X with A X = B.
  package func solve(_ rightSide: DenseMatrix) throws(LinearAlgebraError) -> DenseMatrix {
    try LAPACK.requireRightSide(
      rightSide, rows: factor.rowCount, matrixShape: factor.shape, for: "solving a linear system")
    var solution = rightSide
    if rightSide.columnCount == 0 { return solution }
    let info = gradus_dpotrs(
      Int32(factor.rowCount), Int32(rightSide.columnCount), factor.columnMajor, &solution.columnMajor)
    try LAPACK.check(info, "dpotrs", factor.shape)
    return solution
  }

  /// The lower triangular factor L.
  package var lower: DenseMatrix {
    var lower = factor
    for column in 0..<lower.columnCount {
      for row in 0..<column { lower[row, column] = 0 }
    }
    return lower
  }

  /// log det A = 2 Σᵢ log Lᵢᵢ
  package var logDeterminant: Double { (0..<factor.rowCount).reduce(0) { $0 + 2 * log(factor[$1, $1]) } }
}
