import Foundation
import GradusExpression
import GradusSolving

/// A small matrix of decimal numbers, for what is compared at the precision that a person writes.
struct NumberGrid {
  let rows: [[Double]]

  init(rows: [[Double]]) { self.rows = rows }

  init(_ matrix: ExactMatrix) { rows = matrix.rows.map { $0.map(\.doubleValue) } }

  /// A vector is one column.
  init(_ tensor: Tensor) {
    guard tensor.rank == 2 else {
      rows = tensor.values.map { [$0] }
      return
    }
    let width = tensor.shape[1]
    rows = (0..<tensor.shape[0]).map { Array(tensor.values[$0 * width..<($0 + 1) * width]) }
  }

  var columns: [[Double]] { transposed.rows }

  var transposed: NumberGrid {
    NumberGrid(rows: (rows.first ?? []).indices.map { column in rows.map { $0[column] } })
  }

  var isDiagonal: Bool {
    rows.enumerated().allSatisfy { i, row in row.enumerated().allSatisfy { $0 == i || abs($1) < 1e-9 } }
  }
  var isUpperTriangular: Bool {
    rows.enumerated().allSatisfy { i, row in row.enumerated().allSatisfy { $0 >= i || abs($1) < 1e-3 } }
  }

  func times(_ vector: [Double]) -> [Double] { rows.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } } }

  /// Nil where the sizes do not fit.
  func times(_ other: NumberGrid) -> NumberGrid? {
    guard rows.first?.count == other.rows.count else { return nil }
    let columns = other.columns
    return NumberGrid(rows: rows.map { row in columns.map { zip(row, $0).reduce(0) { $0 + $1.0 * $1.1 } } })
  }

  /// The matrix and a multiple of u vᵀ.
  func adding(_ scale: Double, _ u: [Double], _ v: [Double]) -> NumberGrid {
    NumberGrid(rows: zip(rows, u).map { row, left in zip(row, v).map { $0 + scale * left * $1 } })
  }

  private var size: Double { rows.joined().reduce(1) { max($0, abs($1)) } }

  func isClose(to other: NumberGrid, _ tolerance: Double) -> Bool {
    guard rows.count == other.rows.count, rows.first?.count == other.rows.first?.count else { return false }
    let margin = tolerance * max(size, other.size)
    return zip(rows.joined(), other.rows.joined()).allSatisfy { abs($0 - $1) <= margin }
  }

  /// λ of A v = λ v; nil where v is no eigenvector.
  func eigenvalue(of vector: [Double], _ tolerance: Double) -> Double? {
    let square = vector.reduce(0) { $0 + $1 * $1 }
    guard square > 0, vector.count == rows.count else { return nil }
    let image = times(vector)
    let value = zip(image, vector).reduce(0) { $0 + $1.0 * $1.1 } / square
    let length = square.squareRoot()
    return zip(image, vector).allSatisfy { abs($0 - value * $1) <= tolerance * size * length } ? value : nil
  }

  /// How many of the vectors are independent, at the precision that people write.
  static func rank(_ vectors: [[Double]]) -> Int {
    var basis: [[Double]] = []
    for vector in vectors {
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { continue }
      var rest = vector.map { $0 / length }
      for unit in basis {
        let along = zip(rest, unit).reduce(0) { $0 + $1.0 * $1.1 }
        rest = zip(rest, unit).map { $0 - along * $1 }
      }
      let left = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if left > 1e-2 { basis.append(rest.map { $0 / left }) }
    }
    return basis.count
  }
}

extension [Double] {
  /// Whether a vector vanishes beside another.
  func isSmall(against other: [Double], _ tolerance: Double) -> Bool {
    let size = other.reduce(0) { Swift.max($0, abs($1)) }
    return size > 0 && allSatisfy { abs($0) <= 10 * tolerance * size }
  }
}
