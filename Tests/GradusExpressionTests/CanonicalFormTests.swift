import GradusExpression
import Testing
import _GradusTestSupport

@Suite("Formulas that are the same are one node")
struct CanonicalFormTests {
  static let A = Formula.symbol("A", ["n", "n"])
  static let B = Formula.symbol("B", ["n", "n"])
  static let X = Formula.symbol("X", ["m", "n"])
  static let x = Formula.symbol("x", ["n"])
  static let y = Formula.symbol("y", ["n"])
  static let c = Formula.symbol("c")
  static let n = Formula.size("n")

  struct Pair: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let left: Formula
    let right: Formula
    init(_ name: String, _ left: Formula, _ right: Formula) {
      (testDescription, self.left, self.right) = (name, left, right)
    }
  }

  static let equal: [Pair] = [
    Pair("x + y = y + x", x + y, y + x),
    Pair("x + x = 2 x", x + x, 2 * x),
    Pair("x − x = 0", x - x, .zero(["n"])),
    Pair("(x + y) + x = 2 x + y", (x + y) + x, 2 * x + y),
    Pair("1 x = x", 1 * x, x),
    Pair("2 (3 x) = 6 x", 2 * (3 * x), 6 * x),
    Pair("(A B) x = A (B x)", (A * B) * x, A * (B * x)),
    Pair("x' A x = (A x)' x", x * A * x, (A * x) * x),
    Pair("A'' = A", A.transposed.transposed, A),
    Pair("(A B)' = B' A'", (A * B).transposed, B.transposed * A.transposed),
    Pair("x' A' x = x' A x", x * A.transposed * x, x * A * x),
    Pair("tr(A B) = tr(B A)", .trace(A * B), .trace(B * A)),
    Pair("tr A' = tr A", .trace(A.transposed), .trace(A)),
    Pair("tr(A A A) = tr(A (A A))", .trace((A * A) * A), .trace(A * (A * A))),
    Pair("I x = x", .identity("n") * x, x),
    Pair("A I = A", A * .identity("n"), A),
    Pair("tr I = n", .trace(.identity("n")), n),
    Pair("I .* I = I", .identity("n") .* .identity("n"), .identity("n")),
    Pair("sum(ones) = n", Formula.ones(["n"]).summed, n),
    Pair("sum over an axis that nothing carries is its size", (c.broadcast(to: ["n"])).summed, n * c),
    Pair("x .* x = x.^2", x .* x, x .** 2),
    Pair("x' x = sum(x.^2)", x * x, squaredNorm(x)),
    Pair("x .* x ./ x = x", x .* x ./ x, x),
    Pair("diag(diag(x)) = x", .diagonal(of: .diagonalMatrix(x)), x),
    Pair("inv(inv(A)) = A", .inverse(.inverse(A)), A),
    Pair("inv(A') = inv(A)'", .inverse(A.transposed), Formula.inverse(A).transposed),
    Pair("inv(2 A) = inv(A)/2", .inverse(2 * A), Formula.inverse(A).scaled(by: Rational(1, 2))),
    Pair("inv(c A) = inv(A)/c", .inverse(c * A), Formula.inverse(A) / c),
    Pair("det(A') = det(A)", .determinant(A.transposed), .determinant(A)),
    Pair("log det inv A = −log det A", log(Formula.determinant(.inverse(A))), -Formula.logDeterminant(A)),
    Pair("exp(x) exp(−x) = 1", exp(x) .* exp(-x), .ones(["n"])),
    Pair("1/exp(x) = exp(−x)", Formula.ones(["n"]) ./ exp(x), exp(-x)),
    Pair("sin(−x) = −sin(x)", sin(-x), -sin(x)),
    Pair("cos(−x) = cos(x)", cos(-x), cos(x)),
    Pair("‖x‖² = x' x", .power(norm(x), 2), x * x),
    Pair("√4 = 2", sqrt(4), 2),
    Pair("e₁' [3; 4] = 3", Formula.basis(0, 2) * Formula.vector([3, 4]), 3),
    Pair("e₁' e₂ = 0", Formula.basis(0, 3) * Formula.basis(1, 3), 0),
    Pair("row 2 of a literal", Formula.basis(1, 2) * Formula.matrix([[1, 2], [3, 4]]), .vector([3, 4])),
    Pair("A (x .* y) with factors in any order", A * (x .* y), (y .* x) * A.transposed),
  ]

  @Test("The two are one node", arguments: equal)
  func one(pair: Pair) {
    #expect(pair.left == pair.right)
  }

  @Test("And have one value", arguments: equal, [1, 2])
  func value(pair: Pair, seed: Int) throws {
    let both = pair.left.rank == 0 ? pair.left + pair.right : pair.left
    let evaluator = Evaluator(
      inputs: both.sampledInputs(sizes: ["n": 3, "m": 2], seed: seed), sizes: ["n": 3, "m": 2])
    let values = try evaluator.evaluate([pair.left, pair.right])
    #expect(values[0].distance(to: values[1]) < 1e-12)
  }

  @Test("Labels inside a product that is taken apart stay apart from those of later factors")
  func labelsApart() throws {
    let (A, B, X) = (Self.A, Self.B, Self.X)
    // Σ over 1 and 2 of (A B)(0, 1) X(2, 1): the inner label of A B must not become 2.
    let joined = Formula.contraction([.init(A * B, [0, 1]), .init(X, [2, 1])], output: [0], flattening: true)
    #expect(joined == (A * B * X.transposed).summed(along: [1]))
    let nested = Formula.contraction([.init(A * B, [0, 1]), .init(X, [2, 1])], output: [0])
    let inputs = (joined + nested).sampledInputs(sizes: ["n": 3, "m": 2], seed: 1)
    let values = try Evaluator(inputs: inputs).evaluate([joined, nested])
    #expect(values[0].distance(to: values[1]) < 1e-12)
  }

  @Test("Different formulas are different nodes")
  func different() {
    let (A, x, y) = (Self.A, Self.x, Self.y)
    #expect(A * x != A.transposed * x)
    #expect(x * A * y != y * A * x)
    #expect(Formula.trace(A * A) != Formula.trace(A * A.transposed))
    #expect(Formula.symbol("A", ["n", "n"], facts: [.symmetric]) != A)
  }

  @Test("Shapes that do not fit are an error that names both")
  func shapes() {
    #expect(throws: ShapeError(operation: "*", left: ["m", "n"], right: ["m"])) {
      try Formula.multiplying(Self.X, .symbol("z", ["m"]))
    }
    #expect(ShapeError(operation: "+", left: ["n"], right: ["m"]).description.contains("[n] with [m]"))
  }
}
