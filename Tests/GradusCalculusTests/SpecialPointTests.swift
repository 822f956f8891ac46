import GradusCalculus
import GradusExpression
import Testing
import _GradusTestSupport

/// Where two entries are equally large, an entry is 0, a matrix is singular: a derivative exists wherever the function has one.
@Suite("Derivatives at special points")
struct SpecialPointTests {
  static let x = Formula.symbol("x", ["n"]), t = Formula.symbol("t"), A = Formula.symbol("A", ["n", "n"])

  static func value(_ formula: Formula, _ inputs: [String: Tensor]) throws -> [Double] {
    try Evaluator(inputs: inputs).evaluate(formula).values
  }

  @Test("the gradient of a largest entry selects it, however its argument rounds")
  func selection() throws {
    let gradient = try gradient(of: .reduction(.maximum, 3 * Self.x + 1, axes: [0]), withRespectTo: Self.x).simplified()
    var generator = SeededGenerator(3)
    for _ in 0..<1000 {
      let point = (0..<5).map { _ in generator.uniform() }
      let expected = point.map { $0 == point.max() ? 3.0 : 0 }
      #expect(try Self.value(gradient, ["x": Tensor(vector: point)]) == expected, "\(point)")
    }
  }

  static let pair = t * .basis(0, 2) + t * .basis(1, 2)

  /// A formula in x, a point, and the gradient there.
  static let gradientTable: [(name: String, formula: Formula, point: [Double], gradient: [Double])] = [
    ("the first of several largest", .reduction(.maximum, x, axes: [0]), [2, 5, 5], [0, 1, 0]),
    ("the first of several smallest", .reduction(.minimum, x, axes: [0]), [7, 1, 1, 3], [0, 1, 0, 0]),
    ("the first of the largest magnitudes", normInfinity(x), [1, -4, 4], [0, -1, 0]),
    ("a product with one zero", .reduction(.product, x, axes: [0]), [0, 2, 3], [6, 0, 0]),
    ("a product with two zeros", .reduction(.product, x, axes: [0]), [0, 2, 0], [0, 0, 0]),
    ("the magnitude of zero", norm1(x), [0, -2], [0, -1]),
    ("a cube root of negative numbers", cbrt(x).summed, [-8, 27], [1.0 / 12, 1.0 / 27]),
    ("the larger of two equal entries", Formula.extremum(.maximum, x, 2 - x).summed, [1, 3], [1, 1]),
  ]

  @Test("gradients", arguments: gradientTable.indices)
  func gradientAtPoint(index: Int) throws {
    let (name, formula, point, expected) = Self.gradientTable[index]
    let answer = try gradient(of: formula, withRespectTo: Self.x)
    for candidate in [answer, answer.simplified(), answer.simplified(.running)] {
      let found = try Self.value(candidate, ["x": Tensor(vector: point)])
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 }, "\(name): \(found)")
    }
  }

  @Test("two equal entries that move together have slope 1")
  func movingTies() throws {
    for reduction in [Reduction.maximum, .minimum] {
      let slope = try gradient(of: .reduction(reduction, Self.pair, axes: [0]), withRespectTo: Self.t).simplified()
      #expect(try Self.value(slope, ["t": Tensor(0.3)]) == [1])
    }
  }

  @Test("the second derivative of a product has a value at zeros")
  func secondOfProduct() throws {
    let second = try hessian(of: .reduction(.product, Self.x, axes: [0]), withRespectTo: Self.x).simplified()
    #expect(try Self.value(second, ["x": Tensor(vector: [0, 2, 3])]) == [0, 3, 2, 3, 0, 0, 2, 0, 0])
  }

  @Test("the gradient of a determinant is the cofactors, also of singular matrices")
  func singularDeterminants() throws {
    let slope = try gradient(of: .determinant(Self.A), withRespectTo: Self.A).simplified()
    for (rows, expected) in [
      ([[1.0, 2], [2, 4]], [4.0, -2, -2, 1]), ([[0, 0], [0, 0]], [0, 0, 0, 0]),
      ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [-3, 6, -3, 6, -12, 6, -3, 6, -3]),
    ] {
      let found = try Self.value(slope, ["A": Tensor(matrix: rows)])
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
    }
  }

  @Test("a determinant of entries is expanded")
  func entries() throws {
    let matrix = Self.t * .outer(.basis(0, 2), .basis(0, 2)) + .matrix([[0, 2], [2, 4]])
    #expect(Formula.determinant(matrix).simplified() == 4 * Self.t - 4)
    #expect(try gradient(of: .determinant(matrix), withRespectTo: Self.t).simplified() == 4)
    #expect(
      try gradient(of: Formula.determinant(matrix) .** 2, withRespectTo: Self.t).simplified() == 32 * Self.t - 32
        || Self.value(gradient(of: Formula.determinant(matrix) .** 2, withRespectTo: Self.t), ["t": Tensor(1)]) == [0])
  }

  @Test("adjugate and determinant are brought to the form that is defined more widely, and cancel where they divide")
  func adjugates() {
    let (adjugate, inverse, determinant) = (
      Formula.adjugate(Self.A), Formula.inverse(Self.A), Formula.determinant(Self.A)
    )
    #expect((determinant * inverse).simplified() == adjugate)
    #expect((adjugate / determinant).simplified() == inverse)
    #expect((Self.A * adjugate).simplified() == determinant * .identity("n"))
    #expect((adjugate * Self.A).simplified() == determinant * .identity("n"))
    // Without an inverse beside it the adjugate stays: it is defined where the inverse is not.
    #expect((determinant * adjugate).simplified() == determinant * adjugate)
    #expect((adjugate * adjugate).simplified() == adjugate * adjugate)
  }

  /// A formula in t, a point, and its value.
  static let valueTable: [(Formula, Double, Double)] = [
    (log(1 + t), 1e-18, 1e-18), (exp(t) - 1, 1e-18, 1e-18), (2 * exp(t) - 2, -1e-20, -2e-20),
    (5 * log(1 - t), 1e-17, -5e-17),
    (log(.map(.cosh, t)), 1000, 999.3068528194401), (log(.map(.cosh, t)), -1000, 999.3068528194401), (t * log(t), 0, 0),
    (t .** 2 * log(t) .** 2, 0, 0), (exp(1000 * t) / exp(999 * t), 1, 2.718281828459045), (cbrt(t), -8, -2),
  ]

  @Test("values keep their digits and do not overflow on the way", arguments: valueTable.indices)
  func stableValues(index: Int) throws {
    let (formula, point, expected) = Self.valueTable[index]
    let found = try Self.value(formula, ["t": Tensor(point)])[0]
    #expect(abs(found - expected) <= 4e-15 * abs(expected), "\(formula): \(found)")
  }

  @Test("0 log 0 = 0 in sums over products")
  func entropy() throws {
    #expect(try Self.value(Self.x * log(Self.x), ["x": Tensor(vector: [0, 1])]) == [0])
    #expect(try Self.value(log(Self.x), ["x": Tensor(vector: [0])]) == [-.infinity])
  }
}
