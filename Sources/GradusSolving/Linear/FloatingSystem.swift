import Foundation
package import GradusExpression
public import GradusKernels

/// A X = B in floating point, solved by a factorisation and never by an inverse.
package struct FloatingSystem: Sendable {
  /// A of A x = b.
  package let matrix: DenseMatrix
  /// b, a column a right-hand side.
  package let rightSide: DenseMatrix

  /// The system of a matrix and its right-hand sides.
  package init(_ matrix: DenseMatrix, _ rightSide: DenseMatrix) {
    self.matrix = matrix
    self.rightSide = rightSide
  }
}

/// The answer to a system in floating point, with what it is worth.
public struct FloatingSolution: Sendable {
  /// The factorisation that was used.
  public enum Method: String, Sendable {
    case cholesky = "Cholesky"
    case lu = "LU"
    case qr = "QR"
    case singularValues = "SVD"
  }

  /// x, a column a right-hand side.
  public let solution: DenseMatrix
  /// How it was found.
  public let method: Method
  /// An estimate of the condition number, at least 1.
  public let condition: Double
  /// Less than the number of unknowns where the solution is not the only one; then it is the one of smallest norm.
  public let rank: Int

  /// How many of the 16 significant digits the condition may have cost.
  package var digitsLost: Int { condition.isFinite ? min(16, max(0, Int(log10(condition).rounded()))) : 16 }

  /// What the reader should know before trusting the digits; nil where nothing is amiss.
  public var warning: String? {
    if rank < solution.rowCount {
      return "the columns depend on each other (rank \(rank) of \(solution.rowCount)): "
        + "of all minimisers this is the one of smallest norm"
    }
    let estimate = condition.isFinite ? condition.written(.scientific) : "infinite"
    if condition > 1 / .ulpOfOne {
      return "the matrix is singular to working precision (condition \(estimate)): no digit of the solution is certain"
    }
    if digitsLost >= 8 {
      return "the condition number is \(estimate): about \(digitsLost) of 16 digits are lost"
    }
    return nil
  }
}

extension FloatingSolution {
  /// The solution in the shape of the unknown of A X = B or X A = B.
  package func value(in unknown: Symbol, _ form: LinearSystem.Form) -> Tensor {
    let (rows, columns) = (solution.rowCount, solution.columnCount)
    switch form {
    case .unknownOnRight:
      return Tensor(shape: unknown.shape.count == 2 ? [rows, columns] : [rows], values: solution.rowMajor)
    case .unknownOnLeft:
      return Tensor(shape: unknown.shape.count == 2 ? [columns, rows] : [columns * rows], values: solution.columnMajor)
    }
  }
}

extension FloatingSystem {
  /// The solution of a square system: by Cholesky where the matrix is symmetric positive definite, otherwise by LU.
  ///
  /// Throws `LinearAlgebraError`: for a matrix that is not square, is singular, is empty or holds NaN, for shapes that do not
  /// fit, and for what is larger than the memory.
  package func solve() throws(LinearAlgebraError) -> FloatingSolution {
    let operation = "solving a linear system"
    guard matrix.isSquare else { throw .notSquare(operation: operation, shape: matrix.shape) }
    guard rightSide.rowCount == matrix.rowCount else {
      throw .shapeMismatch(operation: operation, left: matrix.shape, right: rightSide.shape)
    }
    if mayBePositiveDefinite {
      do {
        let factors = try CholeskyFactorization(matrix)
        return FloatingSolution(
          solution: try factors.solve(rightSide), method: .cholesky, condition: factors.condition,
          rank: matrix.rowCount)
      } catch .notPositiveDefinite {
        // Symmetric but indefinite: LU serves it.
      }
    }
    let factors = try LUFactorization(matrix)
    return FloatingSolution(
      solution: try factors.solve(rightSide), method: .lu, condition: factors.condition, rank: matrix.rowCount)
  }

  /// The minimiser of ‖A X − B‖: by QR where the columns are independent to working precision, otherwise by singular values.
  package func leastSquares() throws(LinearAlgebraError) -> FloatingSolution {
    guard rightSide.rowCount == matrix.rowCount else {
      throw .shapeMismatch(operation: "least squares", left: matrix.shape, right: rightSide.shape)
    }
    if matrix.rowCount >= matrix.columnCount {
      let factors = try QRFactorization(matrix)
      if factors.condition < 1e12 {
        return FloatingSolution(
          solution: try factors.leastSquares(rightSide), method: .qr, condition: factors.condition,
          rank: matrix.columnCount)
      }
    }
    let answer = try MinimumNormLeastSquares(matrix, rightSide)
    let smallest = answer.rank > 0 ? answer.singularValues[answer.rank - 1] : 0
    return FloatingSolution(
      solution: answer.solution, method: .singularValues,
      condition: smallest > 0 ? (answer.singularValues.first ?? 0) / smallest : 1, rank: answer.rank)
  }

  /// A look at the diagonal first, since the look at all pairs takes longer.
  private var mayBePositiveDefinite: Bool {
    (0..<matrix.rowCount).allSatisfy { matrix[$0, $0] > 0 } && matrix.isSymmetric
  }
}
