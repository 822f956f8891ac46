public import GradusExpression

/// One of the three operations on rows that change no solution. Rows are counted from 0.
public enum RowOperation: Hashable, Sendable {
  /// R_i ↔ R_j
  case exchange(Int, Int)
  /// R_i ← factor · R_i
  case scale(row: Int, by: Rational)
  /// R_target ← R_target + factor · R_source
  case add(factor: Rational, source: Int, target: Int)
}

/// One step of a row reduction.
public struct RowStep: Hashable, Sendable {
  /// What was done to the rows.
  public let operation: RowOperation
  /// The matrix before.
  public let before: ExactMatrix
  /// The matrix after.
  public let after: ExactMatrix
}

/// Gauss–Jordan elimination as it is done by hand, with every step.
public struct RowReduction: Hashable, Sendable {
  /// What was reduced.
  public let start: ExactMatrix
  /// The operations, in order.
  public let steps: [RowStep]
  /// The columns with a pivot, counted from 0.
  public let pivotColumns: [Int]

  /// The reduced row echelon form.
  public var result: ExactMatrix { steps.last?.after ?? start }

  /// Reduces `matrix` in its first `columnLimit` columns (all of them by default).
  ///
  /// A one is preferred as the pivot, since it brings no fractions; otherwise the first entry that is not zero.
  public init(_ matrix: ExactMatrix, columnLimit: Int? = nil) {
    start = matrix
    var current = matrix
    var steps: [RowStep] = []
    var pivots: [Int] = []
    func apply(_ operation: RowOperation) {
      let after = current.applying(operation)
      steps.append(RowStep(operation: operation, before: current, after: after))
      current = after
    }
    for column in 0..<(columnLimit ?? matrix.columnCount) {
      let rank = pivots.count
      let candidates = (rank..<matrix.rowCount).filter { !current[$0, column].isZero }
      guard let found = candidates.first(where: { current[$0, column].isOne }) ?? candidates.first else { continue }
      if found != rank { apply(.exchange(rank, found)) }
      let pivot = current[rank, column]
      if !pivot.isOne { apply(.scale(row: rank, by: 1 / pivot)) }
      for row in 0..<matrix.rowCount where row != rank && !current[row, column].isZero {
        apply(.add(factor: -current[row, column], source: rank, target: row))
      }
      pivots.append(column)
    }
    self.steps = steps
    pivotColumns = pivots
  }
}

extension ExactMatrix {
  /// The matrix after one operation on its rows.
  package func applying(_ operation: RowOperation) -> ExactMatrix {
    var result = self
    switch operation {
    case .exchange(let first, let second): result.exchange(first, second)
    case .scale(let row, let factor): result.scale(row, by: factor)
    case .add(let factor, let source, let target): result.add(factor, timesRow: source, to: target)
    }
    return result
  }
}

extension RowStep {
  /// The operation in words: what is done and what for.
  package var sentence: Words {
    switch operation {
    case .exchange(let first, let second):
      "Exchange rows \(first + 1) and \(second + 1), to bring an entry that is not zero into the pivot's place."
    case .scale(let row, let factor):
      factor.magnitude.numerator == 1
        ? "Divide row \(row + 1) by \(Formula.constant(1 / factor)), so that its pivot is 1."
        : "Multiply row \(row + 1) by \(Formula.constant(factor)), so that its pivot is 1."
    case .add(let factor, let source, let target):
      factor.isNegative
        ? "Subtract \(factor.magnitude.times)row \(source + 1) from row \(target + 1)."
        : "Add \(factor.times)row \(source + 1) to row \(target + 1)."
    }
  }
}
