import GradusExpression
import GradusNotation
import Testing

/// What the traps of notation mean, shape by shape.
@Suite("Meaning") struct ReadingMeaningTests {
  private static let declarations = [
    "A, B: [n, n] invertible", "X: [m, n]", "x, y: [n]", "z: [m]", "a, b, c: scalar",
  ]

  private func read(_ text: String) throws -> Formula {
    var reader = Reader()
    for declaration in Self.declarations { try reader.declare(declaration) }
    return try reader.read(text).formula
  }

  private static let A = Formula.symbol("A", ["n", "n"], facts: [.invertible])
  private static let X = Formula.symbol("X", ["m", "n"])
  private static let x = Formula.symbol("x", ["n"]), y = Formula.symbol("y", ["n"]), z = Formula.symbol("z", ["m"])
  private static let a = Formula.symbol("a"), b = Formula.symbol("b"), c = Formula.symbol("c")

  static let rows: [(String, Formula)] = [
    ("A^{-1}", .inverse(A)), ("a^{-1}", .power(a, -1)), ("A^T", A.transposed), ("x^T y", x * y),
    ("A^{-T}", Formula.inverse(A).transposed),
    ("-x.^2", -(x .** 2)), ("-a^2", -(Formula.power(a, 2))), ("(-a)^2", .power(a, 2)),
    ("2^-1", .constant(Rational(1, 2))),
    ("a'b", a * b), ("x'", x), ("x''", x), ("|a|", abs(a)), ("|x|", abs(x)), ("|A|", .determinant(A)),
    ("x*y'", .outer(x, y)),
    ("x*x'*x", Formula.outer(x, x) * x), ("x'*A", A.transposed * x),
    ("X + vector(1)*x'", X + x.broadcast(to: ["m", "n"], axes: [1])),
    ("X*x + a", X * x + a), ("a - X", a - X), ("e^a", exp(a)), ("e^x", exp(x)), ("e^A", .matrixFunction(.exp, A)),
    ("exp(A)", exp(A)),
    ("A^2", A * A), ("A^0", .identity("n")), ("A^-2", Formula.inverse(A) * Formula.inverse(A)), ("A.^2", A .** 2),
    ("1/x", Formula.power(x, -1)),
    ("x/a", x / a), ("a/b/c", a / b / c), ("a/b*c", a / b * c), ("a/(b*c)", a / (b * c)),
    ("2.^x", Formula.constant(2).broadcast(to: ["n"]) .** x),
    ("n*a", .size("n") * a), ("0.5*m", Formula.size("m").scaled(by: Rational(1, 2))), ("A + I", A + .identity("n")),
    ("a*I + A", a * .identity("n") + A),
    ("norm1(X)", norm1(X)), ("norm2(X)", norm(X)), ("‖x‖", norm(x)), ("‖a‖", abs(a)), ("norm(x, 3)", norm(x, order: 3)),
    ("‖x‖₃", norm(x, order: 3)), ("‖x‖₁₁", norm(x, order: 11)), ("‖x‖_{11}", norm(x, order: 11)),
    ("norm(x, inf)", normInfinity(x)), ("‖x‖∞", normInfinity(x)), ("‖x‖_∞²", normInfinity(x) .** 2),
    ("sum(X, 1)", X.summed(along: [0])), ("sum(X, 2)", X.summed(along: [1])), ("mean(x)", x.summed / .size("n")),
    ("mean(X, 2)", X.summed(along: [1]) / .size("n")),
    ("softmax(X)", softmax(X)), ("softmax(x)", softmax(x)), ("logsumexp(x)", logSumExp(x)),
    ("logsumexp(X, 2)", logSumExp(X)),
    ("logsumexp(X)", .reduction(.logSumExp, X, axes: [0, 1])), ("max(x)", .reduction(.maximum, x, axes: [0])),
    ("max(x, 0)", .extremum(.maximum, x, .zero(x.shape))),
    ("min(x, y)", .extremum(.minimum, x, y)), ("prod(x)", .reduction(.product, x, axes: [0])),
    ("diag(A)", .diagonal(of: A)), ("diag(x)", .diagonalMatrix(x)),
    ("tr(A)", .trace(A)), ("det(A)", .determinant(A)), ("logdet(A)", .logDeterminant(A)),
    ("prod(eig(A))", .determinant(A)), ("sum(eig(A))", .trace(A)),
    ("sum(log(eig(A)))", .logDeterminant(A)), ("outer(x, z)", .outer(x, z)), ("kron(A, X)", .kronecker(A, X)),
    ("vec(X)", X.transposed.reshaped(to: ["m" * "n"])),
    ("adj(A)", .adjugate(A)), ("solve(A, x)", .inverse(A) * x), ("pinv(A)", .inverse(A)),
    ("pinv(X)", .inverse(X.transposed * X) * X.transposed),
    ("expm(A)", .matrixFunction(.exp, A)), ("sinm(A)", .matrixFunction(.sin, A)), ("pow(x, a)", x .** a),
    ("log2(a)", log(a) / log(2)), ("cbrt(a)", cbrt(a)), ("hardmax(X, 2)", .alongAxes(.hardmax, X, axes: [1])),
    ("prodothers(x)", productOfOthers(x)),
    ("[a; b]", a * .basis(0, 2) + b * .basis(1, 2)),
    ("[1 2; 3 4]*[a; 1]", .matrix([[1, 2], [3, 4]]) * (a * .basis(0, 2) + .vector([0, 1]))),
    ("(1, 2)'*[3; 4]", .vector([1, 2]) * .vector([3, 4])),
    ("0.1 + 0.2", .constant(Rational(3, 10))), ("2e-3", .constant(Rational(1, 500))),
    ("½a", a.scaled(by: Rational(1, 2))), ("2π a", 2 * Formula.pi * a),
    ("sin^2(a)", .power(sin(a), 2)), ("silu(x)", x .* sigmoid(x)), ("erf(a)", .map(.erf, a)), ("A x·y", A * x * y),
    ("x·y", x * y), ("transpose(A)", A.transposed),
  ]

  @Test("by the shapes of what stands there", arguments: rows.indices)
  func meaning(_ index: Int) throws {
    let (text, formula) = Self.rows[index]
    #expect(try read(text) == formula, "\(text)")
  }

  @Test("d/dx acts on the product that follows, and is handed on")
  func derivatives() throws {
    var reader = Reader()
    reader.differentiate = { formula, symbol in
      #expect(symbol.name == "x")
      return formula * .symbol("dx")
    }
    let x = Formula.symbol("x")
    let dx = Formula.symbol("dx")
    let y = Formula.symbol("y")
    #expect(try reader.read("d/dx x^2 + 1").formula == .power(x, 2) * dx + 1)
    #expect(try reader.read("d/dx (x^2 + 1)").formula == (.power(x, 2) + 1) * dx)
    #expect(try reader.read("2 + d/dx x*y").formula == 2 + x * y * dx)
    #expect(try reader.read("\\frac{d^2}{dx^2} x").formula == x * dx * dx)
    #expect(try reader.read("f(t) := t^2; f'(x) + 1").formula == .power(x, 2) * dx + 1)
  }

  @Test("definitions: functions, values, any order")
  func definitions() throws {
    var reader = Reader()
    let x1 = Formula.symbol("x1")
    let x2 = Formula.symbol("x2")
    let expected = sin(x1 * exp(x2)) + Formula.power(x1 + Formula.power(x2, 2), 2)
    #expect(try reader.read("g1 = x1*exp(x2); g2 = x1 + x2^2; sin(g1) + g2^2").formula == expected)
    var other = Reader(symbols: [Symbol("x1"), Symbol("x2")])
    let reading = try other.read("f = sin g₁ + g₂², g₁ = x₁e^{x₂}, g₂ = x₁ + x₂²")
    #expect(reading.formula == expected)
    #expect(reading.definitions.map(\.name) == ["g_1", "g_2", "f"])
    var functions = Reader()
    #expect(try functions.read("f(t) = t^2; f(3) + f(f(2))").formula == 25)
    #expect(try functions.read("f(5)").formula == 25)
    var quadratic = Reader()
    let defined = try quadratic.read("f(x) := x'*A*x + b'*x + c")
    #expect(defined.symbols.map(\.description) == ["x: [n]", "A: [n, n]", "b: [n]", "c: scalar"])
    #expect(defined.definitions.map(\.parameters) == [["x"]])
  }

  @Test("values and equations")
  func equations() throws {
    var reader = Reader()
    try reader.declare("P = [3 6; 2 4]")
    try reader.declare("a = [1; 2]")
    let (left, right) = try reader.readEquation("P*x = a")
    #expect(left.symbols.map(\.description) == ["x: [2]"])
    #expect(right.formula == .vector([1, 2]))
    #expect(try reader.read("P*a").formula == .matrix([[3, 6], [2, 4]]) * .vector([1, 2]))
    let error = #expect(throws: ReadingError.self) { try reader.readEquation("P*x = 1 + [1; 2; 3]") }
    #expect(error?.message.contains("2 and 3 differ") == true)
    var symbolic = Reader()
    symbolic.keepsValuesSymbolic = true
    try symbolic.declare("x = [1; 2]")
    #expect(try symbolic.read("x'*x").formula == .symbol("x", [2]) * .symbol("x", [2]))
    #expect(symbolic.values["x"] == .vector([1, 2]))
  }

  @Test("what one text tells of a shape holds in the others")
  func together() throws {
    var reader = Reader()
    let readings = try reader.read(["x", "x'*A*x"])
    #expect(readings[0].formula.shape == ["n"])
    #expect(readings[1].formula.isScalar)
    #expect(try reader.read("x'").isRow)
  }
}
