import CLAPACK
import Foundation
import GradusPlan

/// Inverse, adjugate or determinant of a square matrix from its factors, in double precision whatever the plan's. A singular matrix has
/// the determinant 0 and an adjugate; its inverse is NaN throughout, and `run` says so.
struct MatrixCall {
  private let function: MatrixFunction
  private let factors: MatrixFactors
  private let result: Region
  private let inverse: UnsafeMutablePointer<Double>
  /// Factors of its own for an adjugate, which changes them.
  private let copy: MatrixFactors

  init(_ matrix: Instruction.Matrix, _ memory: BoundMemory, _ arena: Arena) {
    let n = matrix.size
    function = matrix.function
    factors = MatrixFactors(memory[matrix.factors], size: n)
    result = memory.region(matrix.result, shape: function.isMatrix ? [n, n] : [])
    copy = MatrixFactors(arena.bytes(function == .adjugate ? 8 * n * (n + 1) : 0), size: n)
    inverse = arena.bytes(function.isMatrix ? 8 * n * n : 0).assumingMemoryBound(to: Double.self)
  }

  /// False where there is no inverse.
  func run() -> Bool {
    switch function {
    case .inverse:
      let n = factors.n
      for i in 0..<n * n { inverse[i] = factors.isSingular ? .nan : i % (n + 1) == 0 ? 1 : 0 }
      if !factors.isSingular { factors.solve(inverse, count: n, isTransposed: true) }
      result.write(UnsafeBufferPointer(start: inverse, count: n * n))
      return !factors.isSingular
    case .adjugate:
      let n = factors.n
      for i in 0..<n * n { inverse[i] = i % (n + 1) == 0 ? 1 : 0 }
      copy.become(factors)
      copy.applyAdjugate(inverse)
      result.write(UnsafeBufferPointer(start: inverse, count: n * n))
    case .determinant: write(factors.foldDiagonal(1, *))
    case .logDeterminant: write(factors.foldDiagonal(0) { $0 + log(abs($1)) })
    }
    return true
  }

  private func write(_ value: Double) {
    withUnsafePointer(to: value) { result.write(UnsafeBufferPointer(start: $0, count: 1)) }
  }
}

/// A⁻¹ b or A⁻ᵀ b from the factors of A for every row b, in double precision whatever the plan's; NaN for a singular matrix, and
/// `run` says so.
struct SolveCall {
  private let count: Int
  private let isTransposed: Bool
  private let factors: MatrixFactors
  private let rightSide, result: Region
  private let rows: UnsafeMutablePointer<Double>

  init(_ solve: Instruction.Solve, _ memory: BoundMemory, _ arena: Arena) {
    let shape = [solve.count, solve.size]
    count = solve.count
    isTransposed = solve.isTransposed
    factors = MatrixFactors(memory[solve.factors], size: solve.size)
    rightSide = memory.region(solve.rightSide, shape: shape)
    result = memory.region(solve.result, shape: shape)
    rows = arena.bytes(8 * solve.count * solve.size).assumingMemoryBound(to: Double.self)
  }

  /// False where the matrix is singular.
  func run() -> Bool {
    if factors.isSingular {
      for i in 0..<result.count { rows[i] = .nan }
    } else {
      rightSide.read(into: rows)
      factors.solve(rows, count: count, isTransposed: isTransposed)
    }
    result.write(UnsafeBufferPointer(start: rows, count: result.count))
    return !factors.isSingular
  }
}
