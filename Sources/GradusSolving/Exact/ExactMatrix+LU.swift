import GradusExpression

/// P A = L U: L unit lower triangular and square, U upper triangular in echelon form, P a permutation of the rows.
public struct ExactLU: Hashable, Sendable {
  /// Row i of P A is row `permutation[i]` of A.
  public let permutation: [Int]
  /// L, with ones on its diagonal.
  public let lower: ExactMatrix
  /// U.
  public let upper: ExactMatrix

  /// P as a matrix of zeros and ones.
  public var permutationMatrix: ExactMatrix {
    var matrix = ExactMatrix.zero(permutation.count, permutation.count)
    for (row, source) in permutation.enumerated() { matrix[row, source] = 1 }
    return matrix
  }
}

extension ExactMatrix {
  /// The LU factorisation, rows exchanged only where a pivot would be zero. It exists for every shape and rank.
  public func lu() -> ExactLU {
    var upper = self
    var lower = ExactMatrix.identity(rowCount)
    var permutation = Array(0..<rowCount)
    var rank = 0
    for column in 0..<columnCount {
      guard let found = (rank..<rowCount).first(where: { !upper[$0, column].isZero }) else { continue }
      if found != rank {
        permutation.swapAt(found, rank)
        upper.exchange(found, rank)
        for done in 0..<rank {
          (lower[found, done], lower[rank, done]) = (lower[rank, done], lower[found, done])
        }
      }
      for row in rank + 1..<max(rank + 1, rowCount) where !upper[row, column].isZero {
        let factor = upper[row, column] / upper[rank, column]
        lower[row, rank] = factor
        upper.add(-factor, timesRow: rank, to: row)
      }
      rank += 1
    }
    return ExactLU(permutation: permutation, lower: lower, upper: upper)
  }

  mutating func exchange(_ first: Int, _ second: Int) {
    for column in 0..<columnCount {
      (self[first, column], self[second, column]) = (self[second, column], self[first, column])
    }
  }

  mutating func scale(_ row: Int, by factor: Rational) {
    for column in 0..<columnCount { self[row, column] *= factor }
  }

  mutating func add(_ factor: Rational, timesRow source: Int, to target: Int) {
    for column in 0..<columnCount where !self[source, column].isZero {
      self[target, column] += factor * self[source, column]
    }
  }
}
