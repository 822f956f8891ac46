import CLAPACK
import GradusExpression
import GradusPlan

/// An eigenvalue or singular value of a matrix, or a vector that belongs to it, in double precision whatever the plan's.
struct SpectralCall {
  private let function: SpectralFunction
  private let rows, columns, count: Int
  private let argument, result: Region
  /// The matrix; u or the eigenvectors; v.
  private let matrix, left, right, values, answer: UnsafeMutablePointer<Double>

  init(_ spectral: Instruction.Spectral, _ memory: BoundMemory, _ arena: Arena) {
    (function, rows, columns, count) = (spectral.function, spectral.rows, spectral.columns, spectral.resultCount)
    argument = memory.region(spectral.argument, shape: [rows, columns])
    result = memory.region(spectral.result, shape: function.shape(of: [rows, columns]))
    let smaller = min(rows, columns)
    func numbers(_ count: Int) -> UnsafeMutablePointer<Double> {
      arena.bytes(8 * max(count, 1)).assumingMemoryBound(to: Double.self)
    }
    matrix = numbers(rows * columns)
    left = numbers(columns * smaller)
    right = numbers(smaller * rows)
    values = numbers(smaller)
    answer = numbers(count)
  }

  /// False where LAPACK finds no numbers.
  func run() -> Bool {
    argument.read(into: matrix)
    let isFound = function.isOfEigenvalues ? eigen() : singular()
    if !isFound { for i in 0..<count { answer[i] = .nan } }
    result.write(UnsafeBufferPointer(start: answer, count: count))
    return isFound
  }

  private func eigen() -> Bool {
    let n = rows
    for i in 0..<n {
      for j in 0..<i {
        let mean = (matrix[i * n + j] + matrix[j * n + i]) / 2
        (matrix[i * n + j], matrix[j * n + i]) = (mean, mean)
      }
    }
    let wantsVectors = !function.axes.isEmpty
    guard gradus_dsyevd(CChar(UInt8(ascii: wantsVectors ? "V" : "N")), Int32(n), matrix, values) == 0 else {
      return false
    }
    let isLargest = function == .largestEigenvalue || function == .largestEigenvector
    let place = isLargest ? n - 1 : 0
    if wantsVectors {
      copy(n) { matrix[place * n + $0] }
      turn(by: answer, n)
    } else {
      answer[0] = values[place]
    }
    return true
  }

  /// LAPACK takes our rows for columns: of Aᵀ = U Σ Vᵀ, what it calls U belongs to the columns of A.
  private func singular() -> Bool {
    let (m, n, k) = (rows, columns, min(rows, columns))
    let wantsVectors = !function.axes.isEmpty
    let job = CChar(UInt8(ascii: wantsVectors ? "S" : "N"))
    guard gradus_dgesdd(job, Int32(n), Int32(m), matrix, values, left, Int32(n), right, Int32(k)) == 0 else {
      return false
    }
    let place = function == .leftVectorOfSmallest || function == .rightVectorOfSmallest ? k - 1 : 0
    // v is column `place` of `left`, u row `place` of `right`.
    let v = left + place * n
    switch function {
    case .largestSingularValue: answer[0] = values[0]
    case .smallestSingularValue: answer[0] = values[k - 1]
    case .nuclearNorm: answer[0] = (0..<k).reduce(0) { $0 + values[$1] }
    case .rightVectorOfLargest, .rightVectorOfSmallest:
      copy(n) { v[$0] }
      turn(by: v, n)
    case .leftVectorOfLargest, .leftVectorOfSmallest:
      copy(m) { right[$0 * k + place] }
      turn(by: v, n)
    default:
      copy(m * n) { index in
        let (i, j) = (index / n, index % n)
        return (0..<k).reduce(0) { $0 + right[i * k + $1] * left[$1 * n + j] }
      }
    }
    return true
  }

  private func copy(_ count: Int, _ entry: (Int) -> Double) {
    for i in 0..<count { answer[i] = entry(i) }
  }

  /// Turns the answer where the entry of largest magnitude of a vector is negative.
  private func turn(by vector: UnsafeMutablePointer<Double>, _ length: Int) {
    guard UnsafeBufferPointer(start: vector, count: length).hasNegativeLead else { return }
    for i in 0..<count { answer[i] = -answer[i] }
  }
}
