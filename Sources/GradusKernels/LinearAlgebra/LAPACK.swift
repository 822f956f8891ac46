import CLAPACK

/// What all factorisations need of LAPACK: that it is there, that its input is sound, and what its codes mean.
package enum LAPACK {
  /// Which library is loaded, with the kernels it has chosen; or why none is.
  package static var configuration: String { String(cString: gradus_lapack_message()) }

  /// True where LAPACK can be used on this machine.
  package static var isAvailable: Bool { gradus_lapack_load() == 0 }

  package static func requireLibrary() throws(LinearAlgebraError) {
    if !isAvailable { throw .libraryMissing(configuration) }
  }

  /// Refuses what LAPACK would answer with nonsense or a crash: nothing, NaN, and more than there is memory for.
  static func require(_ matrix: DenseMatrix, for operation: String, copies: Int) throws(LinearAlgebraError) {
    if matrix.rowCount == 0 || matrix.columnCount == 0 { throw .empty(operation: operation, shape: matrix.shape) }
    if let place = matrix.columnMajor.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(
        operation: operation, row: place % matrix.rowCount + 1, column: place / matrix.rowCount + 1)
    }
    try DenseMatrix.requireRoom(operation, matrix.rowCount, matrix.columnCount, copies: copies)
    try requireLibrary()
  }

  static func requireRightSide(
    _ rightSide: DenseMatrix, rows: Int, matrixShape: [Int], for operation: String
  ) throws(LinearAlgebraError) {
    guard rightSide.rowCount == rows else {
      throw .shapeMismatch(operation: operation, left: matrixShape, right: rightSide.shape)
    }
    if let place = rightSide.columnMajor.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(operation: operation, row: place % rows + 1, column: place / rows + 1)
    }
  }

  /// Traps on a negative code, which is a fault of ours; memory for work space is the machine's.
  static func check(_ info: Int32, _ routine: String, _ matrix: [Int]) throws(LinearAlgebraError) {
    if info == GRADUS_LAPACK_NO_MEMORY {
      throw .tooLarge(
        operation: "the work space of \(routine)", shape: matrix, bytes: matrix.reduce(8, *),
        available: Int(gradus_available_memory()))
    }
    precondition(info >= 0, "argument \(-info) of \(routine) is wrong for the shape \(matrix)")
  }
}
