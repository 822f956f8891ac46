import Foundation
import GradusExpression
import GradusSolving
import Testing

@Suite("Exact eigenvalues")
struct EigenvalueTests {
  @Test(
    "small matrices with known eigenvalues",
    arguments: [
      ([[2, 0], [0, 3]], ["2", "3"]),
      ([[2, 2], [2, 4]], ["3 − √5", "3 + √5"]),
      ([[1, 1], [1, 0]], ["1/2 − √5/2", "1/2 + √5/2"]),
      ([[0, -1], [1, 0]], ["−i", "i"]),
      ([[1, -2], [1, 3]], ["2 − i", "2 + i"]),
      ([[0, -3], [1, 0]], ["−i√3", "i√3"]),
      ([[4, 1, 0], [0, 4, 1], [0, 0, 4]], ["4"]),
      ([[2, -1, 0], [-1, 2, -1], [0, -1, 2]], ["2", "2 − √2", "2 + √2"]),
      // Two blocks, each with surds: a quartic that splits into quadratics.
      ([[0, 2, 0, 0], [1, 0, 0, 0], [0, 0, 1, 3], [0, 0, 1, 1]], ["−√2", "1 − √3", "√2", "1 + √3"]),
      ([[1_000_000_007, 0], [5, -998_244_353]], ["−998244353", "1000000007"]),
    ] as [([[Rational]], [String])])
  func known(rows: [[Rational]], expected: [String]) throws {
    let eigenvalues = try ExactMatrix(rows).eigenvalues()
    #expect(eigenvalues.map(\.value.description) == expected)
    #expect(eigenvalues.reduce(0) { $0 + $1.multiplicity } == rows.count)
  }

  @Test(
    "a matrix built from rational eigenvalues gives them back with eigenvectors", arguments: 0..<25 as Range<UInt64>)
  func similar(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let size = 2 + Int(seed % 5)
    var basis = generator.matrix(size, size)
    while try basis.determinant().isZero { basis = generator.matrix(size, size) }
    var diagonal = ExactMatrix.zero(size, size)
    for index in 0..<size { diagonal[index, index] = generator.rational() }
    let matrix = try basis * diagonal * basis.inverse()
    let eigenvalues = try matrix.eigenvalues()

    var found: [Rational] = []
    for eigenvalue in eigenvalues {
      guard case .rational(let number) = eigenvalue.value else {
        Issue.record("\(eigenvalue.value) is not rational")
        continue
      }
      found += Array(repeating: number, count: eigenvalue.multiplicity)
      #expect(eigenvalue.eigenvectors.count == eigenvalue.multiplicity)
      for vector in eigenvalue.eigenvectors {
        let column = ExactMatrix(column: vector)
        #expect(try matrix * column == number * column)
      }
    }
    #expect(found.sorted() == (0..<size).map { diagonal[$0, $0] }.sorted())
  }

  @Test("what is neither rational nor quadratic is a number, and says so", arguments: 3...7)
  func numeric(size: Int) throws {
    // The companion matrix of xⁿ − 2, whose roots are 2^(1/n) times the unit roots.
    var companion = ExactMatrix.zero(size, size)
    for index in 1..<size { companion[index, index - 1] = 1 }
    companion[0, size - 1] = 2
    let eigenvalues = try companion.eigenvalues()
    let radius = Foundation.pow(2, 1 / Double(size))
    for eigenvalue in eigenvalues {
      let (real, imaginary) = eigenvalue.value.value
      #expect(abs(Foundation.hypot(real, imaginary) - radius) < 1e-14)
    }
    // x⁴ − 2 and x⁶ − 2 have no rational quadratic factors either.
    #expect(eigenvalues.allSatisfy { !$0.value.isExact })
    #expect(eigenvalues.count == size)
  }

  @Test("eigenvalues add up to the trace and multiply to the determinant", arguments: 0..<20 as Range<UInt64>)
  func invariants(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let size = 3 + Int(seed % 4)
    let matrix = generator.matrix(size, size)
    let eigenvalues = try matrix.eigenvalues()
    var sum = 0.0
    var product = (real: 1.0, imaginary: 0.0)
    for eigenvalue in eigenvalues {
      let (real, imaginary) = eigenvalue.value.value
      for _ in 0..<eigenvalue.multiplicity {
        sum += real
        product = (
          product.real * real - product.imaginary * imaginary, product.real * imaginary + product.imaginary * real
        )
      }
    }
    let determinant = try matrix.determinant().doubleValue
    #expect(abs(sum - (try matrix.trace().doubleValue)) < 1e-11)
    #expect(abs(product.real - determinant) < 1e-9 * (1 + abs(determinant)))
    #expect(abs(product.imaginary) < 1e-9 * (1 + abs(determinant)))
  }

  @Test("Wilkinson's polynomial, whose roots floating point loses, is solved exactly")
  func wilkinson() throws {
    var matrix = ExactMatrix.zero(16, 16)
    for index in 0..<16 {
      matrix[index, index] = Rational(index + 1)
      for above in 0..<index { matrix[above, index] = Rational(above - 2 * index) }
    }
    #expect(try matrix.eigenvalues().map(\.value) == (1...16).map { .rational(Rational($0)) })
  }
}
