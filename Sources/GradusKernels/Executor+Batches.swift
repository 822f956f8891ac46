import CKernels
import GradusPlan

/// Batches straight from a data set, on all threads and without memory in between.
extension Executor {
  /// Fills a matrix with rows of a matrix of bytes, each byte times `scale`.
  ///
  /// - Parameters:
  ///   - rows: which rows, one for each row of the symbol.
  ///   - bytes: a matrix with the symbol's count of columns, row after row.
  /// - Throws: `ExecutorError` where the symbol is no matrix, or rows are too few, too many or out of range.
  package func gather(
    _ name: String, rows: ArraySlice<Int>, from bytes: [UInt8], scale: Float
  ) throws(ExecutorError) {
    let region = try matrix(name, rows: rows.count)
    try check(rows, of: bytes.count / region.shape[1], name)
    rows.withUnsafeBufferPointer { rows in
      bytes.withUnsafeBufferPointer { bytes in
        gradus_gather(
          region.precision.number, region.pointer, bytes.baseAddress, rows.baseAddress, rows.count, region.shape[1],
          Double(scale))
      }
    }
  }

  /// Fills a matrix with rows of a matrix of numbers, or a vector with some numbers of many.
  ///
  /// - Parameters:
  ///   - rows: which rows, one for each row of the symbol.
  ///   - numbers: a matrix with the symbol's count of columns, row after row.
  /// - Throws: `ExecutorError` where the symbol is neither, or rows are too few, too many or out of range.
  package func gather(_ name: String, rows: ArraySlice<Int>, from numbers: [Float]) throws(ExecutorError) {
    let region = try matrix(name, rows: rows.count, orVector: true)
    let columns = region.shape.count == 1 ? 1 : region.shape[1]
    try check(rows, of: numbers.count / columns, name)
    rows.withUnsafeBufferPointer { rows in
      numbers.withUnsafeBufferPointer { numbers in
        gradus_gather_numbers(
          region.precision.number, region.pointer, numbers.baseAddress, rows.baseAddress, rows.count, columns)
      }
    }
  }

  private func check(_ rows: ArraySlice<Int>, of count: Int, _ name: String) throws(ExecutorError) {
    let outside = rows.withUnsafeBufferPointer { gradus_row_outside($0.baseAddress, $0.count, count) }
    if outside >= 0 { throw .rowOutOfRange(name: name, row: rows[rows.startIndex + outside], rows: count) }
  }

  /// Fills a matrix with unit rows: a 1 at the label of each named row.
  ///
  /// - Throws: `ExecutorError` where the symbol is no matrix, rows are too few, too many or out of range, or a label is
  ///   negative or not below the count of columns.
  package func oneHot(_ name: String, labels: [Int32], rows: ArraySlice<Int>) throws(ExecutorError) {
    let region = try matrix(name, rows: rows.count)
    let columns = region.shape[1]
    try check(rows, of: labels.count, name)
    region.clear()
    for (place, row) in rows.enumerated() {
      let label = Int(labels[row])
      guard 0..<columns ~= label else { throw .labelOutOfRange(name: name, label: label, classes: columns) }
      region[place * columns + label] = 1
    }
  }

  private func matrix(_ name: String, rows: Int, orVector: Bool = false) throws(ExecutorError) -> Region {
    let region = try input(name)
    guard region.shape.count == 2 || orVector && region.shape.count == 1 else {
      throw .notAMatrix(name: name, shape: region.shape)
    }
    guard region.shape[0] == rows else {
      throw .wrongCount(
        name: name, shape: region.shape, expected: region.count, found: rows * region.count / max(region.shape[0], 1))
    }
    return region
  }
}
