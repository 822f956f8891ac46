import GradusCalculus
import GradusExpression
import Testing
import _GradusTestSupport

@Suite("Derivatives read as a person would write them")
struct SimplificationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let found: Formula
    let expected: Formula
    init(_ name: String, _ found: Formula, _ expected: Formula) {
      (testDescription, self.found, self.expected) = (name, found, expected)
    }
  }

  static let A = Formula.symbol("A", ["n", "n"])
  static let Q = Formula.symbol("Q", ["n", "n"], facts: [.positiveDefinite])
  static let U = Formula.symbol("U", ["n", "n"], facts: [.orthogonal])
  static let X = Formula.symbol("X", ["m", "n"])
  static let Y = Formula.symbol("Y", ["m", "n"], facts: [.oneHotRows])
  static let Z = Formula.symbol("Z", ["m", "n"])
  static let x = Formula.symbol("x", ["n"])
  static let b = Formula.symbol("b", ["n"])
  static let s = Formula.symbol("s", ["m"], facts: [.plusMinusOne])
  static let t = Formula.symbol("t", ["m"], facts: [.zeroOne])
  static let y = Formula.symbol("y", ["m"])
  static let c = Formula.symbol("c")
  static let c2 = Formula.symbol("a")
  static let n = Formula.size("n")
  static let ridge = Formula.inverse(Q + c * .identity("n"))
  static let m = Formula.size("m")

  static func grad(_ f: Formula, _ v: Formula) -> Formula { try! gradient(of: f, withRespectTo: v).simplified() }
  static func hess(_ f: Formula, _ v: Formula) -> Formula {
    try! derivative(of: grad(f, v), withRespectTo: v).simplified()
  }

  static let cases: [Case] = {
    let half = Formula.constant(Rational(1, 2))
    let u = X * x
    let crossEntropy = -(Y .* log(softmax(Z))).summed / m
    let binary = -(t .* log(sigmoid(u)) + (1 - t) .* log(1 - sigmoid(u))).summed
    return [
      Case("x'Ax + b'x + c", grad(x * A * x + b * x + c, x), (A + A.transposed) * x + b),
      Case("its Hessian", hess(x * A * x + b * x + c, x), A + A.transposed),
      Case("½ x'Qx − b'x", grad(half * (x * Q * x) - b * x, x), Q * x - b),
      Case("its Hessian", hess(half * (x * Q * x) - b * x, x), Q),
      Case(
        "a Rayleigh quotient", grad((x * A * x) / (x * x), x),
        (A + A.transposed) * x / (x * x) - 2 * ((x * A * x) * x) / ((x * x) .** 2)),
      Case("x/(1 + x)", grad(c / (1 + c), c), 1 / ((c + 1) .** 2)),
      Case("(x² − 1)/(x² + 1)", grad((c .** 2 - 1) / (c .** 2 + 1), c), 4 * c / ((c .** 2 + 1) .** 2)),
      Case("log(x + √(1 + x²))", grad(log(c + sqrt(1 + c .** 2)), c), 1 / sqrt(c .** 2 + 1)),
      Case("x/√(x² + 1)", grad(c / sqrt(c .** 2 + 1), c), 1 / ((c .** 2 + 1) .** Formula.constant(Rational(3, 2)))),
      Case("atan(x/a)", grad(.map(.atan, c / c2), c), c2 / (c .** 2 + c2 .** 2)),
      Case("log cosh", grad(log(Formula.map(.cosh, x)).summed, x), tanh(x)),
      Case(
        "a linear solve by its ridge, twice", hess(b * Formula.inverse(Q + c * .identity("n")) * b, c),
        2 * (b * (ridge * (ridge * (ridge * b))))),
      Case("the sum of what is centred", (b - b.summed.broadcast(to: ["n"], axes: []) / n).summed.simplified(), 0),
      Case("log |det|", grad(log(abs(Formula.determinant(Q))), Q), .inverse(Q)),
      Case("‖X x − y‖²", grad(squaredNorm(X * x - y), x), 2 * (X.transposed * (X * x - y))),
      Case("its Hessian", hess(squaredNorm(X * x - y), x), 2 * (X.transposed * X)),
      Case("cross-entropy", grad(crossEntropy, Z), (softmax(Z) - Y) / m),
      Case("log-sum-exp", grad(logSumExp(x), x), softmax(x)),
      Case("its Hessian", hess(logSumExp(x), x), .diagonalMatrix(softmax(x)) - .outer(softmax(x), softmax(x))),
      Case(
        "logistic regression with labels ±1", grad(log(1 + exp(-(s .* u))).summed, x),
        -(X.transposed * (s .* sigmoid(-(s .* u))))),
      Case("binary cross-entropy", grad(binary, x), X.transposed * (sigmoid(u) - t)),
      Case("squared hinge", grad((relu(1 - s .* u) .** 2).summed, x), -2 * (X.transposed * (s .* relu(1 - s .* u)))),
      Case("log det", grad(.logDeterminant(Q), Q), .inverse(Q)),
      Case("tr(U'U A)", .trace(U.transposed * U * A).simplified(), .trace(A)),
      Case("Q inv(Q) x", (Q * (.inverse(Q) * x)).simplified(), x),
      Case("the norm", grad(norm(x), x), x / norm(x)),
    ].compactMap { $0 }
  }()

  @Test("They come out in the shortest form", arguments: cases)
  func shortest(example: Case) throws {
    #expect(example.found == example.expected)
    let inputs = (example.found.summed + example.expected.summed).sampledInputs(sizes: ["m": 4, "n": 3], seed: 3)
    let values = try Evaluator(inputs: inputs, sizes: ["m": 4, "n": 3]).evaluate([example.found, example.expected])
    #expect(values[0].distance(to: values[1]) < 1e-9)
  }

  @Test("A power is taken out of two terms as often as both have it")
  func sharedPower() throws {
    let (X, x, b, c) = (Self.X, Self.x, Self.b, Self.c)
    let sum = X.transposed * exp(X * x) / (c .** 4) - exp(X * x).summed * b / (c .** 2)
    let inputs = sum.sampledInputs(sizes: ["m": 4, "n": 3], seed: 5)
    let values = try Evaluator(inputs: inputs, sizes: ["m": 4, "n": 3]).evaluate([sum, sum.simplified()])
    #expect(values[0].distance(to: values[1]) < 1e-9, "\(sum.simplified())")
  }

  @Test("The answer says which facts it used")
  func facts() throws {
    let (Q, x) = (Self.Q, Self.x)
    let answer = try gradient(of: x * Q * x, withRespectTo: x).simplification()
    #expect(answer.result == 2 * (Q * x))
    #expect(answer.facts == [UsedFact("Q", .positiveDefinite)])
  }
}
