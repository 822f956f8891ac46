import BigInt
public import GradusExpression
public import GradusKernels

/// The reduced row echelon form of a matrix: leading ones, zeros above and below them.
public struct ReducedRowEchelonForm: Hashable, Sendable {
  /// The matrix in echelon form.
  public let matrix: ExactMatrix
  /// The column of the leading one of each row that has one.
  public let pivotColumns: [Int]

  /// The count of the pivots.
  public var rank: Int { pivotColumns.count }
}

extension ExactMatrix {
  /// det A, by Bareiss' fraction-free elimination. The determinant of the empty matrix is 1.
  public func determinant() throws(LinearAlgebraError) -> Rational {
    guard isSquare else { throw .notSquare(operation: "the determinant", shape: shape) }
    let elimination = FractionFreeElimination(self, columnLimit: columnCount, aboveToo: false)
    guard elimination.pivotColumns.count == rowCount else { return 0 }
    return Rational(elimination.sign * elimination.lastPivot, elimination.scale)
  }

  /// The dimension of the space that the columns span.
  public var rank: Int {
    FractionFreeElimination(self, columnLimit: columnCount, aboveToo: false).pivotColumns.count
  }

  /// The one reduced row echelon form, reduced in the first `columnLimit` columns (all of them by default).
  public func reducedRowEchelonForm(columnLimit: Int? = nil) -> ReducedRowEchelonForm {
    let elimination = FractionFreeElimination(self, columnLimit: columnLimit ?? columnCount, aboveToo: true)
    let entries = elimination.rows.map { row in row.map { Rational($0, elimination.lastPivot) } }
    return ReducedRowEchelonForm(
      matrix: ExactMatrix(rowCount: rowCount, columnCount: columnCount, elements: entries.flatMap(\.self)),
      pivotColumns: elimination.pivotColumns)
  }

  /// A⁻¹, from [A | I] reduced to [I | A⁻¹].
  public func inverse() throws(LinearAlgebraError) -> ExactMatrix {
    guard isSquare else { throw .notSquare(operation: "the inverse", shape: shape) }
    let reduced = try augmented(with: .identity(rowCount)).reducedRowEchelonForm(columnLimit: rowCount)
    guard reduced.rank == rowCount else { throw .singular(operation: "the inverse", pivot: nil) }
    return reduced.matrix.columns(in: rowCount..<2 * rowCount)
  }

  /// A basis of {x : A x = 0}: one vector for each column without a pivot, with a 1 there.
  public func nullSpace() -> [[Rational]] {
    reducedRowEchelonForm().nullSpace(unknowns: columnCount)
  }
}

extension ReducedRowEchelonForm {
  /// The columns among the first `unknowns` that have no pivot: the unknowns that may be chosen freely.
  func freeColumns(unknowns: Int) -> [Int] {
    let pivots = Set(pivotColumns)
    return (0..<unknowns).filter { !pivots.contains($0) }
  }

  /// xᵢ = −Rᵢⱼ for the pivot columns, with xⱼ = 1 for one free column j.
  func nullSpace(unknowns: Int) -> [[Rational]] {
    freeColumns(unknowns: unknowns).map { free in
      var vector = Array(repeating: Rational.zero, count: unknowns)
      vector[free] = 1
      for (row, pivot) in pivotColumns.enumerated() { vector[pivot] = -matrix[row, free] }
      return vector
    }
  }
}
