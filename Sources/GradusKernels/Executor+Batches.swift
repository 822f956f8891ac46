import CKernels
import GradusPlan

/// Batches straight from bytes, on all threads and without memory in between.
extension Executor {
  /// Fills a matrix with rows of a matrix of bytes, each byte times `scale`.
  ///
  /// - Parameters:
  ///   - rows: which rows, one for each row of the symbol.
  ///   - bytes: a matrix with the symbol's count of columns, row after row.
  /// - Throws: `ExecutorError` where the symbol is no matrix, or rows are too few, too many or out of range.
  public func gather(
    _ name: String, rows: ArraySlice<Int>, from bytes: [UInt8], scale: Float
  ) throws(ExecutorError) {
    let region = try matrix(name, rows: rows.count)
    let columns = region.shape[1]
    let count = bytes.count / columns
    for row in rows where row < 0 || row >= count { throw .rowOutOfRange(name: name, row: row, rows: count) }
    rows.withUnsafeBufferPointer { rows in
      bytes.withUnsafeBufferPointer { bytes in
        switch region.precision {
        case .float32:
          gradus_gather_float(
            region.pointer.assumingMemoryBound(to: Float.self), bytes.baseAddress, rows.baseAddress, rows.count,
            columns,
            scale)
        case .float64:
          gradus_gather_double(
            region.pointer.assumingMemoryBound(to: Double.self), bytes.baseAddress, rows.baseAddress, rows.count,
            columns,
            Double(scale))
        }
      }
    }
  }

  /// Fills a matrix with unit rows: a 1 at the label of each named row.
  ///
  /// - Throws: `ExecutorError` where the symbol is no matrix, rows are too few, too many or out of range, or a label is not
  ///   below the count of columns.
  public func oneHot(_ name: String, labels: [UInt8], rows: ArraySlice<Int>) throws(ExecutorError) {
    let region = try matrix(name, rows: rows.count)
    let columns = region.shape[1]
    for row in rows {
      guard labels.indices.contains(row) else { throw .rowOutOfRange(name: name, row: row, rows: labels.count) }
      guard labels[row] < columns else {
        throw .labelOutOfRange(name: name, label: Int(labels[row]), classes: columns)
      }
    }
    switch region.precision {
    case .float32:
      let target = region.pointer.assumingMemoryBound(to: Float.self)
      target.update(repeating: 0, count: region.count)
      for (place, row) in rows.enumerated() { target[place * columns + Int(labels[row])] = 1 }
    case .float64:
      let target = region.pointer.assumingMemoryBound(to: Double.self)
      target.update(repeating: 0, count: region.count)
      for (place, row) in rows.enumerated() { target[place * columns + Int(labels[row])] = 1 }
    }
  }

  private func matrix(_ name: String, rows: Int) throws(ExecutorError) -> Region {
    let region = try input(name)
    guard region.shape.count == 2 else { throw .notAMatrix(name: name, shape: region.shape) }
    guard region.shape[0] == rows else {
      throw .wrongCount(name: name, shape: region.shape, expected: region.count, found: rows * region.shape[1])
    }
    return region
  }
}
