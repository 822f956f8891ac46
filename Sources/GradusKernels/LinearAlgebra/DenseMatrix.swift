import CLAPACK

/// A matrix of `Double` for LAPACK, column after column.
public struct DenseMatrix: Hashable, Sendable {
  /// The count of the rows.
  public let rowCount: Int
  /// The count of the columns.
  public let columnCount: Int
  /// The entries, column after column, as LAPACK takes them.
  package var columnMajor: [Double]

  /// The zero matrix; throws `LinearAlgebraError.tooLarge` where the machine has no room for it.
  package init(rowCount: Int, columnCount: Int) throws(LinearAlgebraError) {
    try Self.requireRoom("a matrix", rowCount, columnCount, copies: 1)
    self.rowCount = rowCount
    self.columnCount = columnCount
    columnMajor = Array(repeating: 0, count: rowCount * columnCount)
  }

  /// The matrix with these entries, column after column. Traps unless there are `rowCount * columnCount` of them.
  package init(rowCount: Int, columnCount: Int, columnMajor: [Double]) {
    precondition(
      columnMajor.count == rowCount * columnCount,
      "\(columnMajor.count) entries for a matrix of \(rowCount) rows and \(columnCount) columns")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.columnMajor = columnMajor
  }

  /// The matrix with these entries, row after row. Traps unless there are `rowCount * columnCount` of them.
  public init(rowCount: Int, columnCount: Int, rowMajor: [Double]) {
    self.init(rowCount: columnCount, columnCount: rowCount, columnMajor: rowMajor)
    self = transposed
  }

  /// The matrix with these rows; throws `LinearAlgebraError.ragged` when they differ in length.
  public init(_ rows: [[Double]]) throws(LinearAlgebraError) {
    self.init(rowCount: rows.count, columnCount: try LinearAlgebraError.width(of: rows), rowMajor: rows.flatMap(\.self))
  }

  /// The column vector with these entries.
  package init(column: [Double]) {
    self.init(rowCount: column.count, columnCount: 1, columnMajor: column)
  }

  /// The entry at a row and column, counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { columnMajor[column * rowCount + row] }
    set { columnMajor[column * rowCount + row] = newValue }
  }

  /// The counts of rows and columns.
  public var shape: [Int] { [rowCount, columnCount] }
  /// Whether there are as many rows as columns.
  public var isSquare: Bool { rowCount == columnCount }
  /// The entries, row after row.
  public var rowMajor: [Double] { transposed.columnMajor }
  /// The entries of a column, counted from 0.
  public func column(_ index: Int) -> [Double] { Array(columnMajor[index * rowCount..<(index + 1) * rowCount]) }

  /// Bᵢⱼ = Aⱼᵢ, in blocks that stay in the cache.
  public var transposed: DenseMatrix {
    let block = 32
    var result = Array(repeating: 0.0, count: columnMajor.count)
    for firstColumn in stride(from: 0, to: columnCount, by: block) {
      for firstRow in stride(from: 0, to: rowCount, by: block) {
        for column in firstColumn..<min(firstColumn + block, columnCount) {
          for row in firstRow..<min(firstRow + block, rowCount) {
            result[row * columnCount + column] = columnMajor[column * rowCount + row]
          }
        }
      }
    }
    return DenseMatrix(rowCount: columnCount, columnCount: rowCount, columnMajor: result)
  }

  /// Whether it equals its transpose, to the last bit.
  package var isSymmetric: Bool { isSquare && firstAsymmetry == nil }

  /// The first place where an entry and its mirror differ.
  var firstAsymmetry: (row: Int, column: Int)? {
    for column in 0..<columnCount {
      for row in column + 1..<max(column + 1, rowCount) where self[row, column] != self[column, row] {
        return (row, column)
      }
    }
    return nil
  }
}

extension DenseMatrix {
  /// A B, by BLAS.
  package static func * (left: DenseMatrix, right: DenseMatrix) throws(LinearAlgebraError) -> DenseMatrix {
    guard left.columnCount == right.rowCount else {
      throw .shapeMismatch(operation: "the product", left: left.shape, right: right.shape)
    }
    var product = try DenseMatrix(rowCount: left.rowCount, columnCount: right.columnCount)
    if product.columnMajor.isEmpty || left.columnCount == 0 { return product }
    try LAPACK.requireLibrary()
    gradus_dgemm(
      CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "N")), Int32(left.rowCount), Int32(right.columnCount),
      Int32(left.columnCount), 1, left.columnMajor, Int32(left.rowCount), right.columnMajor, Int32(right.rowCount), 0,
      &product.columnMajor, Int32(left.rowCount))
    return product
  }

  /// The difference, entry by entry.
  package static func - (left: DenseMatrix, right: DenseMatrix) throws(LinearAlgebraError) -> DenseMatrix {
    guard left.shape == right.shape else {
      throw .shapeMismatch(operation: "the difference", left: left.shape, right: right.shape)
    }
    return DenseMatrix(
      rowCount: left.rowCount, columnCount: left.columnCount,
      columnMajor: zip(left.columnMajor, right.columnMajor).map(-))
  }

  /// The largest magnitude of an entry.
  package var largestMagnitude: Double { columnMajor.reduce(0) { max($0, abs($1)) } }
}

extension DenseMatrix {
  /// Throws where `copies` matrices of this size exceed what the machine has to give, or LAPACK's range of sizes.
  package static func requireRoom(
    _ operation: String, _ rowCount: Int, _ columnCount: Int, copies: Int
  ) throws(LinearAlgebraError) {
    precondition(rowCount >= 0 && columnCount >= 0, "a matrix of \(rowCount) rows and \(columnCount) columns")
    let (entries, tooMany) = rowCount.multipliedReportingOverflow(by: columnCount)
    let (bytes, tooLong) = entries.multipliedReportingOverflow(by: 8 * copies)
    let available = Int(gradus_available_memory())
    let needed = tooMany || tooLong ? Int.max : bytes
    if needed > (available < 0 ? Int.max - 1 : available) || max(rowCount, columnCount) > Int(Int32.max) {
      throw .tooLarge(operation: operation, shape: [rowCount, columnCount], bytes: needed, available: available)
    }
  }
}
