import GradusExpression
import GradusKernels

extension LinearSystem {
  /// All solutions, exactly.
  public func solve() -> LinearSolution {
    let (matrix, rightSide) = standard
    guard let augmented = try? matrix.augmented(with: rightSide) else {
      return .undefined(matrix: self.matrix.shape, rightSide: self.rightSide.shape)
    }
    let unknowns = matrix.columnCount
    let reduced = augmented.reducedRowEchelonForm(columnLimit: unknowns)
    for row in reduced.rank..<matrix.rowCount where !reduced.matrix.row(row)[unknowns...].allSatisfy(\.isZero) {
      return .none(contradiction(matrix, rightSide))
    }

    var particular = ExactMatrix.zero(unknowns, rightSide.columnCount)
    for (row, pivot) in reduced.pivotColumns.enumerated() {
      for column in 0..<rightSide.columnCount { particular[pivot, column] = reduced.matrix[row, unknowns + column] }
    }
    let free = reduced.freeColumns(unknowns: unknowns)
    if free.isEmpty || rightSide.columnCount == 0 { return .unique(oriented(particular)) }
    return .infinite(family(particular, nullSpace: reduced.nullSpace(unknowns: unknowns), free: free))
  }

  /// Each column of X moves along the null space by itself.
  private func family(_ particular: ExactMatrix, nullSpace: [[Rational]], free: [Int]) -> SolutionFamily {
    var directions: [ExactMatrix] = []
    var positions: [[Int]] = []
    for column in 0..<particular.columnCount {
      for (vector, unknown) in zip(nullSpace, free) {
        var direction = ExactMatrix.zero(particular.rowCount, particular.columnCount)
        for (row, entry) in vector.enumerated() { direction[row, column] = entry }
        directions.append(oriented(direction))
        positions.append(form == .unknownOnRight ? [unknown, column] : [column, unknown])
      }
    }
    return SolutionFamily(particular: oriented(particular), directions: directions, freePositions: positions)
  }

  /// Fredholm: A x = b has no solution exactly when some y has yᵀA = 0 and yᵀb ≠ 0.
  private func contradiction(_ matrix: ExactMatrix, _ rightSide: ExactMatrix) -> Contradiction {
    for weights in matrix.transposed.nullSpace() {
      for column in 0..<rightSide.columnCount {
        let value = zip(weights, rightSide.column(column)).reduce(Rational.zero) { $0 + $1.0 * $1.1 }
        if !value.isZero { return Contradiction(weights: weights, value: value, column: column) }
      }
    }
    preconditionFailure("an inconsistent system without a contradiction: \(matrix), \(rightSide)")
  }

  /// The row reduction of [A | B] with its steps; nil where the shapes do not fit.
  package func reduction() -> RowReduction? {
    let (matrix, rightSide) = standard
    return (try? matrix.augmented(with: rightSide)).map { RowReduction($0, columnLimit: matrix.columnCount) }
  }
}
