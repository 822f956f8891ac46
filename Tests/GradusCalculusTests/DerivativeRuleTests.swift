import GradusCalculus
import GradusExpression
import Testing
import _GradusTestSupport

@Suite("Derivatives agree with finite differences")
struct DerivativeRuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let formula: Formula
    let variable: Formula
    init(_ name: String, _ formula: Formula, _ variable: Formula) {
      (testDescription, self.formula, self.variable) = (name, formula, variable)
    }
  }

  static let A = Formula.symbol("A", ["n", "n"], facts: [.invertible])
  static let B = Formula.symbol("B", ["n", "n"])
  static let X = Formula.symbol("X", ["m", "n"])
  static let x = Formula.symbol("x", ["n"])
  static let y = Formula.symbol("y", ["n"])
  static let p = Formula.symbol("p", ["n"], facts: [.positive])
  static let t = Formula.symbol("t", facts: [.positive])
  /// A vector with entries strictly inside (−1, 1) that depends on x.
  static let inside = tanh(x) / 2

  static let elementary: [Case] = ElementaryFunction.allCases.map { function in
    let argument = function.sample(x, positive: p)
    let variable: Formula = argument.symbols[0].name == "p" ? p : x
    return Case(function.rawValue, .map(function, argument), variable)
  }

  static let rules: [Case] = [
    Case("a sum", 3 * x - y + x .* y, x),
    Case("A x by x", A * x, x),
    Case("A x by A", A * x, A),
    Case("x' A x by A", x * A * x, A),
    Case("x' A x by x", x * A * x, x),
    Case("tr(A B A) by A", .trace(A * B * A), A),
    Case("A A by A", A * A, A),
    Case("the diagonal of A B by A", .diagonal(of: A * B), A),
    Case("diag(x) B by x", .diagonalMatrix(x) * B, x),
    Case("X' X by X", X.transposed * X, X),
    Case("row sums of X .* X", (X .* X).summed(along: [1]), X),
    Case("a repeated vector", x.broadcast(to: ["m", "n"], axes: [1]) .* X, x),
    Case("x y'", .outer(x, y), x),
    Case("n x", Formula.size("n") * x, x),
    Case("p^3/2", .power(p, .constant(Rational(3, 2))), p),
    Case("p^-2", .power(p, -2), p),
    Case("p^t by t", .power(p, t), t),
    Case("p^t by p", .power(p, t), p),
    Case("p^x by x", .power(p, x), x),
    Case("max(x, y)", .extremum(.maximum, x, y), x),
    Case("min(x, y)", .extremum(.minimum, x, y), y),
    Case("logsumexp of rows", logSumExp(X), X),
    Case("logsumexp of columns", .reduction(.logSumExp, X, axes: [0]), X),
    Case("largest", .reduction(.maximum, X, axes: [1]), X),
    Case("smallest", .reduction(.minimum, X, axes: [0]), X),
    Case("product", .reduction(.product, p, axes: [0]), p),
    Case("products of rows", .reduction(.product, X, axes: [1]), X),
    Case("products of the others", productOfOthers(x), x),
    Case("products of the others in columns", .alongAxes(.productOfOthers, X, axes: [0]), X),
    Case("adjugate", .adjugate(A), A),
    Case("softmax", softmax(x), x),
    Case("softmax of rows", softmax(X), X),
    Case("inverse", .inverse(A), A),
    Case("inverse of a product", .inverse(A + .outer(x, x) .* .identity("n")), x),
    Case("determinant", .determinant(A), A),
    Case("log-determinant", .logDeterminant(A), A),
    Case("tr expm", .trace(.matrixFunction(.exp, B)), B),
    Case("tr logm", .trace(.matrixFunction(.log, B * B.transposed + 2 * .identity("n"))), B),
    Case("tr sinm", .trace(.matrixFunction(.sin, B)), B),
    Case("tr cosm", .trace(.matrixFunction(.cos, B)), B),
    Case("tr sinhm", .trace(.matrixFunction(.sinh, B)), B),
    Case("t tr coshm by B", t * .trace(.matrixFunction(.cosh, B)), B),
    Case("kron", .kronecker(X, B), X),
    Case("reshape", (X .* X).reshaped(to: [Size("m") * "n"]), X),
    Case("norm", norm(x), x),
    Case("norm 3", norm(x, order: 3), x),
    Case("unit vector", Formula.basis(1, "n") * x * x, x),
  ]

  static let scalars: [Case] =
    (elementary + rules).filter { !$0.testDescription.contains("tr ") }.map {
      Case($0.testDescription, $0.formula.isScalar ? $0.formula : squaredNorm($0.formula), $0.variable)
    }

  @Test("The first derivative", arguments: elementary + rules, [["m": 2, "n": 3], ["m": 4, "n": 2]])
  func first(example: Case, sizes: [String: Int]) throws {
    try check(derivative(of: example.formula, withRespectTo: example.variable, layout: .numerator), of: example, sizes)
  }

  @Test("The second derivative", arguments: scalars, [["m": 2, "n": 3], ["m": 3, "n": 2]])
  func second(example: Case, sizes: [String: Int]) throws {
    let gradient = try gradient(of: example.formula, withRespectTo: example.variable)
    let inner = Case(example.testDescription, gradient, example.variable)
    try check(derivative(of: gradient, withRespectTo: example.variable, layout: .numerator), of: inner, sizes)
  }

  private func check(_ derivative: Formula, of example: Case, _ sizes: [String: Int]) throws {
    guard case .symbol(let symbol) = example.variable.node else { return }
    #expect(derivative.shape == example.formula.shape + example.variable.shape)
    let inputs = (example.formula.summed + example.variable.summed).sampledInputs(sizes: sizes, seed: 5)
    let found = try Evaluator(inputs: inputs, sizes: sizes).evaluate(derivative)
    let expected = try finiteDifferences(
      of: example.formula, withRespectTo: symbol.name, inputs: inputs, sizes: sizes, step: 2e-3)
    #expect(found.distance(to: expected) < 1e-7, "\(found.values) beside \(expected.values)")
  }

  @Test("The denominator layout puts the axes of the variable first")
  func layout() throws {
    let (X, x) = (Self.X, Self.x)
    #expect(try derivative(of: X * x, withRespectTo: x, layout: .numerator) == X)
    #expect(try derivative(of: X * x, withRespectTo: x) == X.transposed)
  }

  @Test("The Hessian of x'Ax + b'x + c and the Jacobian of its gradient are one formula")
  func hessianIsJacobianOfGradient() throws {
    let (A, x, b, c) = (Self.B, Self.x, Self.y, Self.t)
    let f = x * A * x + b * x + c
    #expect(try gradient(of: f, withRespectTo: x) == A * x + A.transposed * x + b)
    #expect(try hessian(of: f, withRespectTo: x) == A + A.transposed)
  }

  @Test("What is not known is an error that names it, never zero")
  func unknown() {
    let B = Self.B
    #expect(throws: DifferentiationError.matrixFunctionOutsideTrace(.sin)) {
      try derivative(of: .matrixFunction(.sin, B), withRespectTo: B)
    }
    #expect(throws: DifferentiationError.unknownMatrixFunction(.tan)) {
      try gradient(of: .trace(.matrixFunction(.tan, B)), withRespectTo: B)
    }
    #expect(throws: DifferentiationError.notScalar(shape: ["n"])) { try gradient(of: Self.x, withRespectTo: Self.x) }
  }

  @Test("Both conventions of ReLU'(0)", arguments: [(ReLUConvention.zeroAtZero, 0.0), (.oneAtZero, 1.0)])
  func reluAtZero(convention: ReLUConvention, slope: Double) throws {
    let z = Formula.symbol("z")
    let derivative = try gradient(of: relu(z), withRespectTo: z, relu: convention)
    #expect(try Evaluator(inputs: ["z": Tensor(0)]).evaluate(derivative).scalar == slope)
  }

  @Test("The gradients of a residual network of forty blocks stay small")
  func deepNetwork() throws {
    var (z, weights) = (Formula.symbol("X", ["m", "n"]), [Formula]())
    for layer in 0..<40 {
      let weight = Formula.symbol("W\(layer)", ["n", "n"])
      weights.append(weight)
      z = .sum([z, relu(z * weight)], shape: z.shape, flattening: false)
    }
    let loss = squaredNorm(z)
    let gradients = try gradients(of: loss, withRespectTo: weights)
    let (before, after) = (loss.nodesBottomUp.count, Formula.nodesBottomUp(gradients).count)
    #expect(after < 5 * before, "\(after) nodes for a formula of \(before)")
  }
}
