import CLAPACK
import Foundation
import GradusPlan

/// Inverse or determinant of a square matrix from P A = L U, in double precision whatever the plan's. The inverse of a singular
/// matrix is NaN throughout, its determinant 0.
///
/// LAPACK takes our rows for columns, so it factorises Aᵀ; the determinant is the same, and the inverse comes back as its
/// transpose by columns, which is the inverse by rows.
struct MatrixCall {
  private let function: MatrixFunction
  private let n: Int
  private let argument, result: Region
  private let factors, solution: UnsafeMutablePointer<Double>
  private let pivots: UnsafeMutablePointer<Int32>

  init(_ matrix: Instruction.Matrix, _ addresses: [UnsafeMutableRawPointer], isDouble: Bool, _ arena: Arena) {
    function = matrix.function
    n = matrix.size
    let precision: Precision = isDouble ? .float64 : .float32
    argument = Region(pointer: addresses[matrix.argument], precision: precision, shape: [n, n])
    result = Region(
      pointer: addresses[matrix.result], precision: precision, shape: matrix.function == .inverse ? [n, n] : [])
    factors = arena.bytes(8 * n * n).assumingMemoryBound(to: Double.self)
    solution = arena.bytes(8 * n * n).assumingMemoryBound(to: Double.self)
    pivots = arena.bytes(4 * n).assumingMemoryBound(to: Int32.self)
  }

  func run() {
    for i in 0..<n * n { factors[i] = argument[i] }
    let isSingular = gradus_dgetrf(Int32(n), Int32(n), factors, pivots) != 0
    switch function {
    case .inverse:
      for i in 0..<n * n { solution[i] = isSingular ? .nan : i % (n + 1) == 0 ? 1 : 0 }
      if !isSingular { _ = gradus_dgetrs(CChar(UInt8(ascii: "N")), Int32(n), Int32(n), factors, pivots, solution) }
      result.write(UnsafeBufferPointer(start: solution, count: n * n))
    case .determinant:
      var determinant = 1.0
      for i in 0..<n { determinant *= pivots[i] == Int32(i + 1) ? factors[i * (n + 1)] : -factors[i * (n + 1)] }
      write(determinant)
    case .logDeterminant:
      var logarithm = 0.0
      for i in 0..<n { logarithm += log(abs(factors[i * (n + 1)])) }
      write(logarithm)
    }
  }

  private func write(_ value: Double) {
    withUnsafePointer(to: value) { result.write(UnsafeBufferPointer(start: $0, count: 1)) }
  }
}
