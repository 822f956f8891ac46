import GradusExpression
import GradusKernels
import GradusSolving
import Testing

@Suite("Linear systems in floating point", .enabled(if: LAPACK.isAvailable))
struct FloatingSystemTests {
  @Test("random systems agree with the exact solution", arguments: 0..<20 as Range<UInt64>)
  func exact(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let size = 1 + Int(seed % 8)
    var matrix = generator.matrix(size, size)
    if seed % 2 == 0 { matrix = try matrix * matrix.transposed + .identity(size) }
    let solution = generator.matrix(size, 2)
    guard try !matrix.determinant().isZero else { return }
    let answer = try FloatingSystem(DenseMatrix(matrix), DenseMatrix(matrix * solution)).solve()
    #expect(try (answer.solution - DenseMatrix(solution)).largestMagnitude < 1e-13 * answer.condition)
    #expect(answer.method == (seed % 2 == 0 ? .cholesky : .lu))
  }

  @Test(
    "least squares agree with the exact minimiser, of smallest norm where there are many",
    arguments: 0..<20 as Range<UInt64>)
  func leastSquares(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let matrix =
      try seed % 2 == 0 ? generator.matrix(6, 3) : generator.matrix(seed % 4 == 1 ? 6 : 2, 4, rank: 2)
    let rightSide = generator.matrix(matrix.rowCount, 2)
    let answer = try FloatingSystem(DenseMatrix(matrix), DenseMatrix(rightSide)).leastSquares()
    let exact = try LinearSystem(matrix, rightSide: rightSide).leastSquares()
    #expect(answer.rank == matrix.rank)
    #expect(try (answer.solution - DenseMatrix(exact.minimumNorm)).largestMagnitude < 1e-10)
    #expect((answer.warning != nil) == (matrix.rank < matrix.columnCount))
  }

  @Test("a Hilbert matrix warns of the digits it costs", arguments: [(4, nil), (8, 11), (13, 16)] as [(Int, Int?)])
  func hilbert(size: Int, digits: Int?) throws {
    let hilbert = ExactMatrix(
      rowCount: size, columnCount: size,
      elements: (0..<size * size).map { Rational(1, $0 / size + $0 % size + 1) })
    let ones = ExactMatrix(column: Array(repeating: 1, count: size))
    let answer = try FloatingSystem(DenseMatrix(hilbert), DenseMatrix(hilbert * ones)).solve()
    #expect((answer.warning == nil) == (digits == nil))
    if let digits { #expect(answer.digitsLost == digits) }
    // Nothing is lost in exact numbers.
    #expect(try LinearSystem(hilbert, rightSide: hilbert * ones).solve() == .unique(ones))
  }

  @Test("a singular or crooked system is an error that says so")
  func refusals() throws {
    let singular = try FloatingSystem(DenseMatrix([[3, 6], [2, 4]]), DenseMatrix(column: [1, 2]))
    #expect(throws: LinearAlgebraError.self) { try singular.solve() }
    #expect(throws: LinearAlgebraError.notSquare(operation: "solving a linear system", shape: [1, 2])) {
      try FloatingSystem(DenseMatrix([[3, 6]]), DenseMatrix(column: [1])).solve()
    }
    #expect(
      throws: LinearAlgebraError.shapeMismatch(operation: "solving a linear system", left: [2, 2], right: [3, 1])
    ) {
      try FloatingSystem(DenseMatrix([[3, 6], [2, 5]]), DenseMatrix(column: [1, 2, 3])).solve()
    }
  }
}
