public import GradusExpression

/// What can be wrong with a request of linear algebra, exact or in floating point; `description` puts it into words.
public enum LinearAlgebraError: DescribedError, Equatable, Sendable {
  /// A row (counted from 1) that is longer or shorter than the first one.
  case ragged(row: Int, expected: Int, found: Int)
  /// A matrix with no rows or no columns where numbers are needed.
  case empty(operation: String, shape: [Int])
  case shapeMismatch(operation: String, left: [Int], right: [Int])
  case notSquare(operation: String, shape: [Int])
  /// An exactly singular matrix, or one with a zero pivot (counted from 1) in floating point.
  case singular(operation: String, pivot: Int?)
  /// The leading minor of this order is not positive.
  case notPositiveDefinite(order: Int)
  case notSymmetric(operation: String, row: Int, column: Int)
  /// NaN or an infinity at this row and column (counted from 1).
  case notFinite(operation: String, row: Int, column: Int)
  /// More memory than the machine has to give, both in bytes.
  case tooLarge(operation: String, shape: [Int], bytes: Int, available: Int)
  case libraryMissing(String)
  /// An iteration inside LAPACK that did not converge.
  case noConvergence(operation: String)
}

extension LinearAlgebraError {
  /// How many entries every row has; throws `ragged` where they differ.
  package static func width<Entry>(of rows: [[Entry]]) throws(LinearAlgebraError) -> Int {
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != width {
      throw .ragged(row: index + 1, expected: width, found: row.count)
    }
    return width
  }
}

extension LinearAlgebraError {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .ragged(let row, let expected, let found):
      "row \(row) has \(found) entries, but row 1 has \(expected): all rows of a matrix have the same length"
    case .empty(let operation, let shape):
      "\(operation) needs at least one row and one column, and got a \(Self.words(shape)) matrix"
    case .shapeMismatch(let operation, let left, let right):
      "\(operation) is not defined for the shapes \(Self.words(left)) and \(Self.words(right))"
    case .notSquare(let operation, let shape):
      "\(operation) needs a square matrix, and got one of shape \(Self.words(shape))"
    case .singular(let operation, let pivot):
      "\(operation) needs an invertible matrix, and this one is singular"
        + (pivot.map { " (pivot \($0) is zero)" } ?? " (its determinant is 0)")
    case .notPositiveDefinite(let order):
      "the matrix is not positive definite: its leading \(order) × \(order) block has a determinant that is not positive"
    case .notSymmetric(let operation, let row, let column):
      "\(operation) needs a symmetric matrix, and the entries at row \(row), column \(column) and its mirror differ"
    case .notFinite(let operation, let row, let column):
      "\(operation) needs finite numbers, and the entry at row \(row), column \(column) is not a finite number"
    case .tooLarge(let operation, let shape, let bytes, let available):
      "\(operation) of shape \(Self.words(shape)) would take \(Self.size(bytes)) of memory, "
        + "and this machine has \(Self.size(available)) to give"
    case .libraryMissing(let reason):
      "LAPACK could not be loaded (\(reason)): install OpenBLAS, for example `apt install libopenblas0-openmp`"
    case .noConvergence(let operation):
      "\(operation) did not converge"
    }
  }

  private static func words(_ shape: [Int]) -> String {
    shape.count == 1 ? "[\(shape[0])]" : shape.map(String.init).joined(separator: " × ")
  }

  private static func size(_ bytes: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit + 1 < units.count {
      value /= 1000
      unit += 1
    }
    return unit == 0 || value >= 100 ? "\(Int(value)) \(units[unit])" : "\((value * 10).rounded() / 10) \(units[unit])"
  }
}
