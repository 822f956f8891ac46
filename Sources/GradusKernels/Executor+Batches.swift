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
    let outside = rows.withUnsafeBufferPointer { rows in
      bytes.withUnsafeBufferPointer { bytes -> Int in
        let outside = gradus_row_outside(rows.baseAddress, rows.count, count)
        if outside >= 0 { return outside }
        gradus_gather(
          region.precision.number, region.pointer, bytes.baseAddress, rows.baseAddress, rows.count, columns,
          Double(scale))
        return -1
      }
    }
    if outside >= 0 { throw .rowOutOfRange(name: name, row: rows[rows.startIndex + outside], rows: count) }
  }

  /// Fills a matrix with unit rows: a 1 at the label of each named row.
  ///
  /// - Throws: `ExecutorError` where the symbol is no matrix, rows are too few, too many or out of range, or a label is not
  ///   below the count of columns.
  public func oneHot(_ name: String, labels: [UInt8], rows: ArraySlice<Int>) throws(ExecutorError) {
    let region = try matrix(name, rows: rows.count)
    let columns = region.shape[1]
    var fault: ExecutorError?
    rows.withUnsafeBufferPointer { rows in
      labels.withUnsafeBufferPointer { labels in
        let outside = gradus_row_outside(rows.baseAddress, rows.count, labels.count)
        if outside >= 0 {
          fault = .rowOutOfRange(name: name, row: rows[outside], rows: labels.count)
          return
        }
        for place in 0..<rows.count {
          let label = Int(labels[rows[place]])
          if label >= columns {
            fault = .labelOutOfRange(name: name, label: label, classes: columns)
            return
          }
          for column in 0..<columns { region[place * columns + column] = column == label ? 1 : 0 }
        }
      }
    }
    if let fault { throw fault }
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
