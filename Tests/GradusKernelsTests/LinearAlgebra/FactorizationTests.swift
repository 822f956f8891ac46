import Foundation
import GradusKernels
import Testing

@Suite("Factorisations in floating point", .enabled(if: LAPACK.isAvailable))
struct FactorizationTests {
  /// Entries in (-1, 1) from a linear congruence with this seed.
  func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> DenseMatrix {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return DenseMatrix(
      rowCount: rows, columnCount: columns,
      columnMajor: (0..<rows * columns).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(Int64(bitPattern: state)) * 0x1p-63
      })
  }

  /// A Aᵀ + I
  func positiveDefinite(_ size: Int, seed: UInt64) throws -> DenseMatrix {
    let factor = matrix(size, size, seed: seed)
    var product = try factor * factor.transposed
    for index in 0..<size {
      product[index, index] += 1
      for row in index + 1..<max(size, index + 1) { product[row, index] = product[index, row] }
    }
    return product
  }

  func distance(_ left: DenseMatrix, _ right: DenseMatrix) throws -> Double { try (left - right).largestMagnitude }

  @Test("the product agrees with its definition", arguments: [(1, 1, 1), (3, 5, 2), (40, 33, 51)])
  func product(rows: Int, inner: Int, columns: Int) throws {
    let (a, b) = (matrix(rows, inner, seed: 1), matrix(inner, columns, seed: 2))
    let product = try a * b
    for row in 0..<rows {
      for column in 0..<columns {
        let sum = (0..<inner).reduce(0) { $0 + a[row, $1] * b[$1, column] }
        #expect(abs(product[row, column] - sum) < 1e-13)
      }
    }
    #expect(a.transposed.transposed == a)
    #expect(DenseMatrix(rowCount: rows, columnCount: inner, rowMajor: a.rowMajor) == a)
  }

  @Test("LU solves A X = B and Aᵀ X = B", arguments: [1, 2, 7, 60])
  func lu(size: Int) throws {
    let a = matrix(size, size, seed: UInt64(size))
    let b = matrix(size, 3, seed: 99)
    let factors = try LUFactorization(a)
    #expect(try distance(a * factors.solve(b), b) < 1e-12 * factors.condition)
    #expect(try distance(a.transposed * factors.solve(b, transposed: true), b) < 1e-12 * factors.condition)
    let singular = try SingularValueDecomposition(a).singularValues
    let logarithm = singular.reduce(0) { $0 + log($1) }
    #expect(abs(factors.signedLogDeterminant.logarithm - logarithm) < 1e-9)
  }

  @Test("the sign of a determinant follows the row exchanges")
  func sign() throws {
    #expect(try LUFactorization(DenseMatrix([[0, 1], [1, 0]])).signedLogDeterminant == (-1, 0))
    #expect(try LUFactorization(DenseMatrix([[0, 1, 0], [0, 0, 1], [1, 0, 0]])).signedLogDeterminant == (1, 0))
    #expect(try LUFactorization(DenseMatrix([[-1, 0], [0, 1]])).signedLogDeterminant == (-1, 0))
  }

  @Test("Cholesky gives L with L Lᵀ = A, and refuses what is not positive definite", arguments: [1, 2, 7, 60])
  func cholesky(size: Int) throws {
    let a = try positiveDefinite(size, seed: UInt64(size))
    let factors = try CholeskyFactorization(a)
    #expect(try distance(factors.lower * factors.lower.transposed, a) < 1e-12 * Double(size))
    let b = matrix(size, 2, seed: 5)
    #expect(try distance(a * factors.solve(b), b) < 1e-10)
    #expect(abs(factors.logDeterminant - (try LUFactorization(a).signedLogDeterminant.logarithm)) < 1e-10)
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try CholeskyFactorization(DenseMatrix([[1, 2], [2, 1]]))
    }
    #expect(throws: LinearAlgebraError.self) { try CholeskyFactorization(DenseMatrix([[1, 2], [3, 9]])) }
  }

  @Test(
    "Q R = A with orthonormal columns, and a residual at right angles", arguments: [(1, 1), (5, 3), (40, 40), (60, 20)])
  func qr(rows: Int, columns: Int) throws {
    let a = matrix(rows, columns, seed: 3)
    let factors = try QRFactorization(a)
    let q = try factors.orthonormalColumns()
    #expect(try distance(q * factors.upper, a) < 1e-13 * Double(rows))
    let gram = try q.transposed * q
    for row in 0..<columns {
      for column in 0..<columns { #expect(abs(gram[row, column] - (row == column ? 1 : 0)) < 1e-13) }
    }
    let b = matrix(rows, 2, seed: 4)
    let solution = try factors.leastSquares(b)
    #expect(try (a.transposed * (b - a * solution)).largestMagnitude < 1e-11)
    #expect(try distance(solution, MinimumNormLeastSquares(a, b).solution) < 1e-9 * factors.condition)
  }

  @Test("U Σ Vᵀ = A, and the rank is the true one", arguments: [(4, 4, 4), (6, 4, 2), (4, 7, 3)])
  func svd(rows: Int, columns: Int, rank: Int) throws {
    let a = try matrix(rows, rank, seed: 8) * matrix(rank, columns, seed: 9)
    let factors = try SingularValueDecomposition(a)
    var scaled = factors.rightVectorsTransposed
    for column in 0..<scaled.columnCount {
      for row in 0..<scaled.rowCount { scaled[row, column] *= factors.singularValues[row] }
    }
    #expect(try distance(factors.leftVectors * scaled, a) < 1e-13)
    #expect(factors.rank() == rank)
    #expect(factors.singularValues == factors.singularValues.sorted(by: >))
    let b = matrix(rows, 1, seed: 10)
    let answer = try MinimumNormLeastSquares(a, b)
    #expect(answer.rank == rank)
    #expect(try (a.transposed * (b - a * answer.solution)).largestMagnitude < 1e-12)
  }

  @Test("V diag(λ) Vᵀ = A", arguments: [1, 2, 9, 50])
  func symmetricEigenvalues(size: Int) throws {
    let a = try positiveDefinite(size, seed: 11)
    let factors = try SymmetricEigendecomposition(a)
    var scaled = factors.vectors
    for column in 0..<size { for row in 0..<size { scaled[row, column] *= factors.values[column] } }
    #expect(try distance(scaled * factors.vectors.transposed, a) < 1e-12 * Double(size))
    #expect(factors.values == factors.values.sorted())
    let general = try a.eigenvalues()
    for (mine, theirs) in zip(factors.values, general.map(\.real).sorted()) { #expect(abs(mine - theirs) < 1e-9) }
  }

  @Test("a rotation has imaginary eigenvalues")
  func rotation() throws {
    let values = try DenseMatrix([[0, -1], [1, 0]]).eigenvalues()
    #expect(values.map(\.real) == [0, 0] && Set(values.map(\.imaginary)) == [1, -1])
  }

  @Test("what cannot be factorised is refused in clear words")
  func refusals() throws {
    let wide = matrix(2, 3, seed: 1)
    #expect(throws: LinearAlgebraError.notSquare(operation: "solving a linear system", shape: [2, 3])) {
      try LUFactorization(wide)
    }
    #expect(throws: LinearAlgebraError.singular(operation: "solving a linear system", pivot: 2)) {
      try LUFactorization(DenseMatrix([[1, 2], [2, 4]]))
    }
    #expect(throws: LinearAlgebraError.notFinite(operation: "solving a linear system", row: 1, column: 2)) {
      try LUFactorization(DenseMatrix([[1, .nan], [2, 4]]))
    }
    #expect(throws: LinearAlgebraError.empty(operation: "solving a linear system", shape: [0, 0])) {
      try LUFactorization(DenseMatrix(rowCount: 0, columnCount: 0))
    }
    #expect(throws: LinearAlgebraError.self) {
      try LUFactorization(DenseMatrix([[1, 2], [3, 4]])).solve(wide.transposed)
    }
    let error = #expect(throws: LinearAlgebraError.self) {
      try DenseMatrix(rowCount: 10_000_000, columnCount: 10_000_000)
    }
    #expect(error?.description.hasPrefix("a matrix of shape 10000000 × 10000000 would take 800 TB of memory") == true)
    #expect(throws: LinearAlgebraError.self) { try DenseMatrix(rowCount: .max, columnCount: 2) }
  }
}
