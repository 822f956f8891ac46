import CLAPACK
import Foundation

/// P A = L U of a square matrix in floating point, with partial pivoting (LAPACK's dgetrf).
package struct LUFactorization: Sendable {
  /// L below the diagonal, U on and above it.
  let factors: DenseMatrix
  let pivots: [Int32]
  /// An estimate of ‖A‖₁ ‖A⁻¹‖₁, at least 1; infinite for a singular matrix.
  package let condition: Double

  /// Factorises `matrix`; throws for one that is not square, empty, singular, or holds NaN or infinities.
  package init(_ matrix: DenseMatrix) throws(LinearAlgebraError) {
    let operation = "solving a linear system"
    guard matrix.isSquare else { throw .notSquare(operation: operation, shape: matrix.shape) }
    try LAPACK.require(matrix, for: operation, copies: 1)
    let size = Int32(matrix.rowCount)
    let norm = gradus_norm1(size, size, matrix.columnMajor)
    var factors = matrix
    var pivots = Array(repeating: Int32(0), count: matrix.rowCount)
    let info = gradus_dgetrf(size, size, &factors.columnMajor, &pivots)
    try LAPACK.check(info, "dgetrf", matrix.shape)
    if info > 0 { throw .singular(operation: operation, pivot: Int(info)) }
    var reciprocal = 0.0
    try LAPACK.check(gradus_dgecon(size, factors.columnMajor, norm, &reciprocal), "dgecon", matrix.shape)
    self.factors = factors
    self.pivots = pivots
    condition = reciprocal == 0 ? .infinity : 1 / reciprocal
  }

  /// X with A X = B, or Aᵀ X = B where `transposed`.
  package func solve(_ rightSide: DenseMatrix, transposed: Bool = false) throws(LinearAlgebraError) -> DenseMatrix {
    try LAPACK.requireRightSide(
      rightSide, rows: factors.rowCount, matrixShape: factors.shape, for: "solving a linear system")
    var solution = rightSide
    if rightSide.columnCount == 0 { return solution }
    let info = gradus_dgetrs(
      CChar(UInt8(ascii: transposed ? "T" : "N")), Int32(factors.rowCount), Int32(rightSide.columnCount),
      factors.columnMajor, pivots, &solution.columnMajor)
    try LAPACK.check(info, "dgetrs", factors.shape)
    return solution
  }

  /// The sign of det A and log |det A|, which does not overflow where the determinant would.
  package var signedLogDeterminant: (sign: Double, logarithm: Double) {
    var sign = 1.0
    var logarithm = 0.0
    for index in 0..<factors.rowCount {
      let entry = factors[index, index]
      if (pivots[index] != Int32(index + 1)) != (entry < 0) { sign = -sign }
      logarithm += log(entry.magnitude)
    }
    return (sign, logarithm)
  }
}
