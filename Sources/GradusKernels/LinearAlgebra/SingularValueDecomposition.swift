import CLAPACK

/// A = U Σ Vᵀ, the thin form (LAPACK's dgesdd).
package struct SingularValueDecomposition: Sendable {
  /// U, whose columns are orthonormal.
  package let leftVectors: DenseMatrix
  /// In falling order.
  package let singularValues: [Double]
  /// Vᵀ: one right singular vector a row.
  package let rightVectorsTransposed: DenseMatrix

  /// Decomposes a matrix by LAPACK's `dgesdd`.
  package init(_ matrix: DenseMatrix) throws(LinearAlgebraError) {
    try LAPACK.require(matrix, for: "the singular value decomposition", copies: 4)
    let smaller = min(matrix.rowCount, matrix.columnCount)
    var copy = matrix.columnMajor
    var values = Array(repeating: 0.0, count: smaller)
    var left = try DenseMatrix(rowCount: matrix.rowCount, columnCount: smaller)
    var right = try DenseMatrix(rowCount: smaller, columnCount: matrix.columnCount)
    let info = gradus_dgesdd(
      CChar(UInt8(ascii: "S")), Int32(matrix.rowCount), Int32(matrix.columnCount), &copy, &values, &left.columnMajor,
      Int32(matrix.rowCount), &right.columnMajor, Int32(smaller))
    try LAPACK.check(info, "dgesdd", matrix.shape)
    if info > 0 { throw .noConvergence(operation: "the singular value decomposition") }
    leftVectors = left
    singularValues = values
    rightVectorsTransposed = right
  }

  /// σ₁/σₙ, in the 2-norm; infinite where the smallest one is zero.
  package var condition: Double {
    guard let first = singularValues.first, let last = singularValues.last, last > 0 else { return .infinity }
    return first / last
  }

  /// The number of singular values above max(m, n) ε σ₁, or above `tolerance` where one is given.
  package func rank(tolerance: Double? = nil) -> Int {
    let size = Double(max(leftVectors.rowCount, rightVectorsTransposed.columnCount))
    let limit = tolerance ?? size * .ulpOfOne * (singularValues.first ?? 0)
    return singularValues.count { $0 > limit }
  }
}

/// The minimiser of smallest norm of ‖A X − B‖ for a matrix of any shape and rank (LAPACK's dgelsd).
package struct MinimumNormLeastSquares: Sendable {
  /// The solution of least norm, a column a right-hand side.
  package let solution: DenseMatrix
  /// How many singular values count as not 0.
  package let rank: Int
  /// The singular values, the largest first.
  package let singularValues: [Double]

  /// The least-squares solution of least norm for every column of the right-hand side.
  package init(_ matrix: DenseMatrix, _ rightSide: DenseMatrix) throws(LinearAlgebraError) {
    let (rows, columns) = (matrix.rowCount, matrix.columnCount)
    try LAPACK.require(matrix, for: "least squares", copies: 2)
    try LAPACK.requireRightSide(rightSide, rows: rows, matrixShape: matrix.shape, for: "least squares")
    let tall = max(rows, columns)
    var copy = matrix.columnMajor
    var padded = (0..<rightSide.columnCount).flatMap {
      rightSide.column($0) + Array(repeating: 0, count: tall - rows)
    }
    var values = Array(repeating: 0.0, count: min(rows, columns))
    var rank = Int32(0)
    let info = gradus_dgelsd(
      Int32(rows), Int32(columns), Int32(rightSide.columnCount), &copy, &padded, &values,
      Double(tall) * .ulpOfOne, &rank)
    try LAPACK.check(info, "dgelsd", matrix.shape)
    if info > 0 { throw .noConvergence(operation: "least squares by singular values") }
    solution = DenseMatrix(
      rowCount: columns, columnCount: rightSide.columnCount,
      columnMajor: (0..<rightSide.columnCount).flatMap { padded[$0 * tall..<$0 * tall + columns] })
    self.rank = Int(rank)
    singularValues = values
  }
}
