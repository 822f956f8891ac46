import CLAPACK
import GradusPlan

/// A square matrix as triangles in double precision, with what it takes to use them: in memory n² numbers, n row exchanges and
/// a status.
///
/// LAPACK takes our rows for columns, so what is factorised is Aᵀ: A x = b is solved with the transpose of its triangles.
struct MatrixFactors {
  let n: Int
  let triangles: UnsafeMutablePointer<Double>
  private let pivots: UnsafeMutablePointer<Int32>
  private let status: UnsafeMutablePointer<Int32>

  private static let cholesky: Int32 = -1

  init(_ address: UnsafeMutableRawPointer, size n: Int) {
    self.n = n
    triangles = address.assumingMemoryBound(to: Double.self)
    pivots = (address + 8 * n * n).assumingMemoryBound(to: Int32.self)
    status = pivots + n
  }

  var isSingular: Bool { status.pointee > 0 }

  /// L Lᵀ where the matrix is symmetric positive definite, otherwise P A = L U.
  func factorise(_ matrix: Region) {
    matrix.read(into: triangles)
    if mayBePositiveDefinite {
      if gradus_dpotrf(Int32(n), triangles) == 0 {
        status.pointee = MatrixFactors.cholesky
        return
      }
      matrix.read(into: triangles)
    }
    status.pointee = gradus_dgetrf(Int32(n), Int32(n), triangles, pivots)
  }

  private var mayBePositiveDefinite: Bool {
    for i in 0..<n where !(triangles[i * (n + 1)] > 0) { return false }
    for i in 0..<n { for j in 0..<i where triangles[i * n + j] != triangles[j * n + i] { return false } }
    return true
  }

  /// Puts A⁻¹ b in the place of every row b, or A⁻ᵀ b.
  func solve(_ rows: UnsafeMutablePointer<Double>, count: Int, isTransposed: Bool) {
    if status.pointee == MatrixFactors.cholesky {
      _ = gradus_dpotrs(Int32(n), Int32(count), triangles, rows)
    } else {
      let operation = CChar(UInt8(ascii: isTransposed ? "N" : "T"))
      _ = gradus_dgetrs(operation, Int32(n), Int32(count), triangles, pivots, rows)
    }
  }

  /// Takes another's numbers.
  func become(_ other: MatrixFactors) { triangles.update(from: other.triangles, count: n * (n + 1)) }

  /// Puts adj A in the place of the unit matrix: det A · A⁻¹, in which a pivot that is 0 cancels. The factors are of no use afterwards.
  ///
  /// A pivot of 0 is taken for one of the size of rounding. It multiplies the determinant and divides the entries of
  /// the inverse: of a matrix of rank n − 1 what is left is exact but for terms with that pivot in front, and of a lower rank only these.
  func applyAdjugate(_ unit: UnsafeMutablePointer<Double>) {
    var largest = 0.0
    for i in 0..<n * n { largest = max(largest, abs(triangles[i])) }
    let tiny = largest > 0 ? largest * Double.ulpOfOne : 1
    for i in 0..<n where triangles[i * (n + 1)] == 0 { triangles[i * (n + 1)] = tiny }
    let determinant = foldDiagonal(1, *)
    solve(unit, count: n, isTransposed: true)
    for i in 0..<n * n { unit[i] = largest > 0 || n == 1 ? determinant * unit[i] : 0 }
  }

  /// Folds the diagonal of the triangles, each entry with the sign that its row exchange gives it: the determinant is the product.
  func foldDiagonal(_ start: Double, _ fold: (Double, Double) -> Double) -> Double {
    var result = start
    let isCholesky = status.pointee == MatrixFactors.cholesky
    for i in 0..<n {
      let entry = triangles[i * (n + 1)]
      result = fold(result, isCholesky ? entry * entry : pivots[i] == Int32(i + 1) ? entry : -entry)
    }
    return result
  }
}

/// Cuts a matrix into triangles.
struct FactorizationCall {
  private let argument: Region
  private let factors: MatrixFactors

  init(_ instruction: Instruction.Factorization, _ memory: BoundMemory) {
    argument = memory.region(instruction.argument, shape: [instruction.size, instruction.size])
    factors = MatrixFactors(memory[instruction.result], size: instruction.size)
  }

  func run() { factors.factorise(argument) }
}
