import CLAPACK

/// A = Q R of a matrix with at least as many rows as columns (LAPACK's dgeqrf).
package struct QRFactorization: Sendable {
  let factors: DenseMatrix
  let scales: [Double]
  /// An estimate of ‖R‖₁ ‖R⁻¹‖₁; infinite where the columns depend on each other.
  package let condition: Double

  /// Factorises `matrix`; throws for one with fewer rows than columns, empty, or holding NaN or infinities.
  package init(_ matrix: DenseMatrix) throws(LinearAlgebraError) {
    let operation = "the QR factorisation"
    guard matrix.rowCount >= matrix.columnCount else {
      throw .shapeMismatch(
        operation: operation + " of a matrix with fewer rows than columns", left: matrix.shape, right: matrix.shape)
    }
    try LAPACK.require(matrix, for: operation, copies: 1)
    var factors = matrix
    var scales = Array(repeating: 0.0, count: matrix.columnCount)
    let info = gradus_dgeqrf(Int32(matrix.rowCount), Int32(matrix.columnCount), &factors.columnMajor, &scales)
    try LAPACK.check(info, "dgeqrf", matrix.shape)
    var reciprocal = 0.0
    let conditionInfo = gradus_dtrcon(
      Int32(matrix.columnCount), factors.columnMajor, Int32(matrix.rowCount), &reciprocal)
    try LAPACK.check(conditionInfo, "dtrcon", matrix.shape)
    self.factors = factors
    self.scales = scales
    condition = reciprocal == 0 ? .infinity : 1 / reciprocal
  }

  /// The minimisers of ‖A X − B‖, column by column: R X = QᵀB. Throws where the columns of A depend on each other.
  package func leastSquares(_ rightSide: DenseMatrix) throws(LinearAlgebraError) -> DenseMatrix {
    let (rows, columns) = (factors.rowCount, factors.columnCount)
    try LAPACK.requireRightSide(rightSide, rows: rows, matrixShape: factors.shape, for: "least squares")
    let count = Int32(rightSide.columnCount)
    var turned = rightSide
    if count > 0 {
      let info = gradus_dormqr(
        CChar(UInt8(ascii: "T")), Int32(rows), count, Int32(columns), factors.columnMajor, scales, &turned.columnMajor)
      try LAPACK.check(info, "dormqr", factors.shape)
      let solved = gradus_dtrtrs(
        CChar(UInt8(ascii: "N")), Int32(columns), count, factors.columnMajor, Int32(rows), &turned.columnMajor,
        Int32(rows))
      try LAPACK.check(solved, "dtrtrs", factors.shape)
      if solved > 0 { throw .singular(operation: "least squares by QR", pivot: Int(solved)) }
    }
    return DenseMatrix(
      rowCount: columns, columnCount: rightSide.columnCount,
      columnMajor: (0..<rightSide.columnCount).flatMap { turned.column($0).prefix(columns) })
  }

  /// Q with orthonormal columns, of the shape of the matrix.
  package func orthonormalColumns() throws(LinearAlgebraError) -> DenseMatrix {
    var columns = factors
    let (rows, count) = (Int32(factors.rowCount), Int32(factors.columnCount))
    try LAPACK.check(gradus_dorgqr(rows, count, count, &columns.columnMajor, scales), "dorgqr", factors.shape)
    return columns
  }

  /// R, square and upper triangular.
  package var upper: DenseMatrix {
    let size = factors.columnCount
    return DenseMatrix(
      rowCount: size, columnCount: size,
      columnMajor: (0..<size).flatMap { column in (0..<size).map { $0 <= column ? factors[$0, column] : 0 } })
  }
}
