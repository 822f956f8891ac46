import BigInt
import GradusExpression
import GradusKernels
import GradusSolving
import Testing

@Suite("Exact matrices")
struct ExactMatrixTests {
  @Test("the exercise sheet's products")
  func sheet() throws {
    let p = try ExactMatrix([[3, 6], [2, 4]])
    let q = try ExactMatrix([[2, 2], [2, 4]])
    #expect(try p * q == ExactMatrix([[18, 30], [12, 20]]))
    #expect(try p * ExactMatrix(column: [1, 2]) == ExactMatrix(column: [15, 10]))
    #expect(try p.determinant() == 0)
    #expect(try q.determinant() == 4)
    #expect(p.rank == 1)
    #expect(p.nullSpace() == [[-2, 1]])
  }

  @Test("determinants agree with Leibniz' sum over permutations", arguments: 0..<40 as Range<UInt64>)
  func leibniz(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let size = Int(seed % 6)
    let matrix = generator.matrix(size, size)
    #expect(try matrix.determinant() == leibnizDeterminant(matrix))
  }

  @Test("the determinant of a product is the product of the determinants", arguments: 0..<20 as Range<UInt64>)
  func multiplicative(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let (a, b) = (generator.matrix(7, 7), generator.matrix(7, 7))
    #expect(try (a * b).determinant() == a.determinant() * b.determinant())
  }

  @Test("an inverse undoes its matrix on both sides, or the matrix is singular", arguments: 0..<30 as Range<UInt64>)
  func inverses(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let size = 1 + Int(seed % 7)
    let matrix = generator.matrix(size, size)
    if try matrix.determinant().isZero {
      #expect(throws: LinearAlgebraError.self) { try matrix.inverse() }
    } else {
      let inverse = try matrix.inverse()
      #expect(try matrix * inverse == .identity(size))
      #expect(try inverse * matrix == .identity(size))
      #expect(try matrix.power(-2) * matrix.power(2) == .identity(size))
    }
  }

  @Test("rank plus nullity is the number of columns, and the null space is one", arguments: 0..<40 as Range<UInt64>)
  func rankNullity(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let (rows, columns) = (1 + Int(seed % 5), 1 + Int(seed / 5 % 6))
    let matrix = try generator.matrix(rows, columns, rank: 1 + Int(seed % 3))
    let basis = matrix.nullSpace()
    #expect(matrix.rank + basis.count == columns)
    #expect(matrix.rank == matrix.transposed.rank)
    for vector in basis { #expect(try (matrix * ExactMatrix(column: vector)).isZero) }
    if !basis.isEmpty { #expect(try ExactMatrix(basis).rank == basis.count) }
  }

  @Test("P A = L U for every shape and rank", arguments: 0..<40 as Range<UInt64>)
  func lu(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let (rows, columns) = (1 + Int(seed % 5), 1 + Int(seed / 5 % 5))
    let matrix =
      try seed % 2 == 0 ? generator.matrix(rows, columns) : generator.matrix(rows, columns, rank: 1 + Int(seed % 2))
    let factors = matrix.lu()
    #expect(try factors.permutationMatrix * matrix == factors.lower * factors.upper)
    for row in 0..<rows {
      #expect(factors.lower[row, row] == 1)
      for column in row + 1..<max(row + 1, rows) { #expect(factors.lower[row, column].isZero) }
      for column in 0..<min(row, columns) { #expect(factors.upper[row, column].isZero) }
    }
  }

  @Test("row reduction by hand ends where the fraction-free one does", arguments: 0..<40 as Range<UInt64>)
  func reductions(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let matrix =
      try seed % 2 == 0
      ? generator.matrix(1 + Int(seed % 5), 1 + Int(seed / 3 % 6)) : generator.matrix(4, 5, rank: 1 + Int(seed % 3))
    let reduction = RowReduction(matrix)
    let form = matrix.reducedRowEchelonForm()
    #expect(reduction.result == form.matrix)
    #expect(reduction.pivotColumns == form.pivotColumns)
    var current = matrix
    for step in reduction.steps {
      #expect(step.before == current)
      #expect(step.after == current.applying(step.operation))
      current = step.after
    }
  }

  @Test("the Hilbert matrix of size 20 stays exact")
  func hilbert() throws {
    let size = 20
    let hilbert = ExactMatrix(
      rowCount: size, columnCount: size,
      elements: (0..<size * size).map { Rational(1, $0 / size + $0 % size + 1) })
    let inverse = try hilbert.inverse()
    #expect(try hilbert * inverse == .identity(size))
    // The corner of the inverse is n², and all of its entries are whole.
    #expect(inverse[0, 0] == 400)
    #expect((0..<size).allSatisfy { row in (0..<size).allSatisfy { inverse[row, $0].isInteger } })
    // 1/det is c₂ₙ/cₙ⁴ with cₙ = ∏ i!.
    func superfactorial(_ count: Int) -> BigInt {
      (1..<count).reduce(BigInt(1)) { $0 * (1...$1).reduce(BigInt(1)) { $0 * BigInt($1) } }
    }
    #expect(try hilbert.determinant() == Rational(superfactorial(size).power(4), superfactorial(2 * size)))
  }

  @Test("shapes that do not fit are named")
  func shapes() throws {
    let wide = try ExactMatrix([[1, 2, 3], [4, 5, 6]])
    #expect(throws: LinearAlgebraError.notSquare(operation: "the determinant", shape: [2, 3])) {
      try wide.determinant()
    }
    #expect(throws: LinearAlgebraError.shapeMismatch(operation: "the product", left: [2, 3], right: [2, 3])) {
      try wide * wide
    }
    #expect(throws: LinearAlgebraError.ragged(row: 2, expected: 2, found: 1)) { try ExactMatrix([[1, 2], [3]]) }
    #expect(
      LinearAlgebraError.shapeMismatch(operation: "the product", left: [2, 3], right: [2, 3]).description
        == "the product is not defined for the shapes 2 × 3 and 2 × 3")
  }

  private func leibnizDeterminant(_ matrix: ExactMatrix) -> Rational {
    func expand(_ row: Int, _ used: Set<Int>) -> Rational {
      if row == matrix.rowCount { return 1 }
      var sum = Rational.zero
      for column in 0..<matrix.columnCount where !used.contains(column) {
        let inversions = used.count { $0 > column }
        let minor = matrix[row, column] * expand(row + 1, used.union([column]))
        sum += inversions.isMultiple(of: 2) ? minor : -minor
      }
      return sum
    }
    return expand(0, [])
  }
}
