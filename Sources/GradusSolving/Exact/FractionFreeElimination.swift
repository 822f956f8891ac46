import BigInt
import GradusExpression

/// Bareiss' elimination on integers: every division it makes is exact, so entries stay as small as minors of the matrix.
///
/// Each row is first multiplied by the least common multiple of its denominators. At pivot p with predecessor p₀,
///
///     aᵢⱼ ← (p aᵢⱼ − aᵢ꜀ aᵣⱼ) / p₀
///
/// (E. H. Bareiss, Mathematics of Computation 22, 1968). With `aboveToo`, rows above are cleared as well (Gauss–Jordan),
/// after which all pivots are equal to `lastPivot`.
struct FractionFreeElimination {
  private(set) var rows: [[BigInt]]
  /// The column of each pivot, in order; their number is the rank.
  private(set) var pivotColumns: [Int] = []
  /// The last pivot, up to sign the determinant of the pivots' rows and columns.
  private(set) var lastPivot: BigInt = 1
  /// -1 after an odd number of row exchanges.
  private(set) var sign: BigInt = 1
  /// The product of the factors that made the rows whole.
  private(set) var scale: BigInt = 1

  /// Eliminates in the first `columnLimit` columns.
  init(_ matrix: ExactMatrix, columnLimit: Int, aboveToo: Bool) {
    rows = []
    for row in matrix.rows {
      let multiple = row.reduce(BigInt(1)) { multiple, entry in
        multiple / multiple.greatestCommonDivisor(with: entry.denominator) * entry.denominator
      }
      rows.append(row.map { $0.numerator * (multiple / $0.denominator) })
      scale *= multiple
    }
    for column in 0..<columnLimit {
      let rank = pivotColumns.count
      guard rank < rows.count, let found = (rank..<rows.count).first(where: { !rows[$0][column].isZero }) else {
        continue
      }
      if found != rank {
        rows.swapAt(found, rank)
        sign = -sign
      }
      clear(column, pivotRow: rank, aboveToo: aboveToo)
      pivotColumns.append(column)
    }
  }

  private mutating func clear(_ column: Int, pivotRow: Int, aboveToo: Bool) {
    let pivots = rows[pivotRow]
    let pivot = pivots[column]
    for row in (aboveToo ? 0 : pivotRow + 1)..<rows.count where row != pivotRow {
      let factor = rows[row][column]
      // To the left of the pivot, rows below hold zeros only; rows above hold their own pivots.
      for index in (aboveToo ? 0 : column)..<pivots.count {
        let value = rows[row][index]
        if value.isZero && (factor.isZero || pivots[index].isZero) { continue }
        var combined = pivot * value
        if !factor.isZero && !pivots[index].isZero { combined -= factor * pivots[index] }
        rows[row][index] = lastPivot == 1 ? combined : combined / lastPivot
      }
    }
    lastPivot = pivot
  }
}
