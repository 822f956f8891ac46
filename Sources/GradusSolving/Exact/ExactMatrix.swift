public import GradusExpression
public import GradusKernels

/// A matrix of exact rational numbers.
///
/// Nothing is ever rounded: products, determinants, inverses and solutions are the true ones however large the
/// integers or however ill-conditioned the matrix. A column vector is a matrix with one column.
public struct ExactMatrix: Hashable, Sendable {
  /// The count of the rows.
  public let rowCount: Int
  /// The count of the columns.
  public let columnCount: Int
  /// The entries, row after row.
  package var elements: [Rational]

  /// The matrix with these entries, row after row. Traps unless there are `rowCount * columnCount` of them.
  public init(rowCount: Int, columnCount: Int, elements: [Rational]) {
    precondition(
      rowCount >= 0 && columnCount >= 0 && elements.count == rowCount * columnCount,
      "\(elements.count) entries for a matrix of \(rowCount) rows and \(columnCount) columns")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// The matrix with these rows; throws `LinearAlgebraError.ragged` when they differ in length.
  public init(_ rows: [[Rational]]) throws(LinearAlgebraError) {
    self.init(rowCount: rows.count, columnCount: try LinearAlgebraError.width(of: rows), elements: rows.flatMap(\.self))
  }

  /// The column vector with these entries.
  public init(column: [Rational]) {
    self.init(rowCount: column.count, columnCount: 1, elements: column)
  }

  /// A matrix of zeros.
  public static func zero(_ rowCount: Int, _ columnCount: Int) -> ExactMatrix {
    ExactMatrix(
      rowCount: rowCount, columnCount: columnCount, elements: Array(repeating: 0, count: rowCount * columnCount))
  }

  /// The unit matrix of `size` rows and columns.
  public static func identity(_ size: Int) -> ExactMatrix {
    var unit = zero(size, size)
    for index in 0..<size { unit[index, index] = 1 }
    return unit
  }

  /// The entry at a row and column, counted from 0.
  public subscript(row: Int, column: Int) -> Rational {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// The counts of rows and columns.
  public var shape: [Int] { [rowCount, columnCount] }
  /// Whether there are as many rows as columns.
  public var isSquare: Bool { rowCount == columnCount }
  /// Whether every entry is 0.
  public var isZero: Bool { elements.allSatisfy(\.isZero) }
  /// Whether it equals its transpose.
  public var isSymmetric: Bool { isSquare && self == transposed }

  /// The entries of a row, counted from 0.
  public func row(_ index: Int) -> [Rational] {
    Array(elements[index * columnCount..<(index + 1) * columnCount])
  }
  /// The entries of a column, counted from 0.
  public func column(_ index: Int) -> [Rational] { (0..<rowCount).map { self[$0, index] } }
  /// The rows, first to last.
  public var rows: [[Rational]] { (0..<rowCount).map(row) }
  /// The columns, first to last.
  public var columns: [[Rational]] { (0..<columnCount).map(column) }
}

extension ExactMatrix: CustomStringConvertible {
  /// `[18 30; 12 20]`, as it would be typed.
  public var description: String {
    "[" + rows.map { $0.map(\.description).joined(separator: " ") }.joined(separator: "; ") + "]"
  }
}
