public import GradusExpression
public import GradusKernels

extension ExactMatrix {
  /// Bᵢⱼ = Aⱼᵢ
  public var transposed: ExactMatrix {
    ExactMatrix(rowCount: columnCount, columnCount: rowCount, elements: columns.flatMap(\.self))
  }

  /// trace A = Σᵢ Aᵢᵢ
  public func trace() throws(LinearAlgebraError) -> Rational {
    guard isSquare else { throw .notSquare(operation: "the trace", shape: shape) }
    return (0..<rowCount).reduce(Rational.zero) { $0 + self[$1, $1] }
  }

  /// The sum, entry by entry.
  public static func + (left: ExactMatrix, right: ExactMatrix) throws(LinearAlgebraError) -> ExactMatrix {
    guard left.shape == right.shape else {
      throw .shapeMismatch(operation: "the sum", left: left.shape, right: right.shape)
    }
    return ExactMatrix(
      rowCount: left.rowCount, columnCount: left.columnCount, elements: zip(left.elements, right.elements).map(+))
  }

  /// The difference, entry by entry.
  public static func - (left: ExactMatrix, right: ExactMatrix) throws(LinearAlgebraError) -> ExactMatrix {
    guard left.shape == right.shape else {
      throw .shapeMismatch(operation: "the difference", left: left.shape, right: right.shape)
    }
    return ExactMatrix(
      rowCount: left.rowCount, columnCount: left.columnCount, elements: zip(left.elements, right.elements).map(-))
  }

  /// Every entry times a number.
  public static func * (scale: Rational, matrix: ExactMatrix) -> ExactMatrix {
    ExactMatrix(
      rowCount: matrix.rowCount, columnCount: matrix.columnCount, elements: matrix.elements.map { scale * $0 })
  }

  /// (A B)ᵢⱼ = Σₖ Aᵢₖ Bₖⱼ
  public static func * (left: ExactMatrix, right: ExactMatrix) throws(LinearAlgebraError) -> ExactMatrix {
    guard left.columnCount == right.rowCount else {
      throw .shapeMismatch(operation: "the product", left: left.shape, right: right.shape)
    }
    var product = zero(left.rowCount, right.columnCount)
    for row in 0..<left.rowCount {
      for inner in 0..<left.columnCount {
        let factor = left[row, inner]
        if factor.isZero { continue }
        for column in 0..<right.columnCount { product[row, column] += factor * right[inner, column] }
      }
    }
    return product
  }

  /// A to a whole power; a negative one needs an invertible matrix.
  public func power(_ exponent: Int) throws(LinearAlgebraError) -> ExactMatrix {
    guard isSquare else { throw .notSquare(operation: "a power", shape: shape) }
    var square = exponent < 0 ? try inverse() : self
    var result = ExactMatrix.identity(rowCount)
    var remaining = exponent.magnitude
    while remaining > 0 {
      if remaining & 1 == 1 { result = try result * square }
      remaining >>= 1
      if remaining > 0 { square = try square * square }
    }
    return result
  }

  /// `[A | B]`: the columns of both, side by side.
  package func augmented(with right: ExactMatrix) throws(LinearAlgebraError) -> ExactMatrix {
    guard rowCount == right.rowCount else {
      throw .shapeMismatch(operation: "setting side by side", left: shape, right: right.shape)
    }
    return ExactMatrix(
      rowCount: rowCount, columnCount: columnCount + right.columnCount,
      elements: (0..<rowCount).flatMap { row($0) + right.row($0) })
  }

  /// The columns in `range`, as a matrix of their own.
  package func columns(in range: Range<Int>) -> ExactMatrix {
    ExactMatrix(rowCount: rowCount, columnCount: range.count, elements: rows.flatMap { $0[range] })
  }
}
