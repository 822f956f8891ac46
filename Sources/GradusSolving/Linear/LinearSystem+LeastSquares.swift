public import GradusExpression
public import GradusKernels

/// The minimisers of ‖A X − B‖² with what is left over.
public struct LeastSquaresSolution: Hashable, Sendable {
  /// `unique` or `infinite`: the normal equations always have a solution.
  public let solution: LinearSolution
  /// The minimiser of smallest norm: the only one where the solution is unique.
  public let minimumNorm: ExactMatrix
  /// B − A X, the same for every minimiser (or B − X A).
  public let residual: ExactMatrix
  /// The sum of the squares of the residual's entries.
  public let squaredResidual: Rational
}

extension LinearSystem {
  /// Least squares by the normal equations AᵀA X = AᵀB, which lose no digits in exact numbers.
  public func leastSquares() throws(LinearAlgebraError) -> LeastSquaresSolution {
    let (matrix, rightSide) = standard
    guard isDefined else {
      throw .shapeMismatch(operation: "least squares", left: self.matrix.shape, right: self.rightSide.shape)
    }
    let transposed = matrix.transposed
    let normal = LinearSystem(try transposed * matrix, rightSide: try transposed * rightSide)
    let minimumNorm: ExactMatrix
    var solution = normal.solve()
    switch solution {
    case .unique(let unique):
      minimumNorm = unique
      solution = .unique(oriented(unique))
    case .infinite(let family):
      minimumNorm = try family.particular - Self.projection(family.particular, onto: matrix.nullSpace())
      solution = .infinite(
        SolutionFamily(
          particular: oriented(family.particular), directions: family.directions.map(oriented),
          freePositions: form == .unknownOnRight ? family.freePositions : family.freePositions.map { $0.reversed() }))
    case .none, .undefined:
      preconditionFailure("normal equations without a solution: \(matrix), \(rightSide)")
    }
    let residual = try rightSide - matrix * minimumNorm
    return LeastSquaresSolution(
      solution: solution, minimumNorm: oriented(minimumNorm), residual: oriented(residual),
      squaredResidual: residual.elements.reduce(Rational.zero) { $0 + $1 * $1 })
  }

  /// N (NᵀN)⁻¹ Nᵀ X, with the basis as the columns of N.
  private static func projection(
    _ matrix: ExactMatrix, onto basis: [[Rational]]
  ) throws(LinearAlgebraError) -> ExactMatrix {
    let rows = ExactMatrix(rowCount: basis.count, columnCount: matrix.rowCount, elements: basis.flatMap(\.self))
    return try rows.transposed * ((rows * rows.transposed).inverse() * (rows * matrix))
  }
}
