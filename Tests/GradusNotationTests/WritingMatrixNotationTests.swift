import GradusExpression
import GradusNotation
import Testing

@Suite("Formulas are written in the shortest matrix notation")
struct WritingMatrixNotationTests {
  static let A = Formula.symbol("A", ["n", "n"])
  static let B = Formula.symbol("B", ["n", "n"])
  static let C = Formula.symbol("C", ["n", "n"])
  static let X = Formula.symbol("X", ["m", "n"])
  static let Y = Formula.symbol("Y", ["m", "n"])
  static let x = Formula.symbol("x", ["n"])
  static let b = Formula.symbol("b", ["n"])
  static let w = Formula.symbol("w", ["n"])
  static let y = Formula.symbol("y", ["m"])
  static let s = Formula.symbol("s", ["m"])
  static let c = Formula.symbol("c")
  static let q = Formula.symbol("q")
  static let half = Formula.constant(Rational(1, 2))

  struct Row: CustomTestStringConvertible, Sendable {
    let formula: Formula
    let text: String
    var testDescription: String { text }
    init(_ formula: Formula, _ text: String) { (self.formula, self.text) = (formula, text) }
  }

  static let chains: [Row] = [
    Row(2 * X.transposed * (X * w - y), "2*X'*(X*w - y)"),
    Row(x * A * x + b * x + c, "x'*A*x + b'*x + c"),
    Row((A + A.transposed) * x + b, "(A + A')*x + b"),
    Row(A.transposed * x, "A'*x"),
    Row(A * B * x, "A*B*x"),
    Row((A * B).transposed, "B'*A'"),
    Row((A * B * C).transposed, "(A*B*C)'"),
    Row(x * A.transposed * b, "b'*A*x"),
    Row(.outer(x, y), "x*y'"),
    Row(.outer(A * x, y * X), "A*x*y'*X"),
    Row(A * A * A, "A^3"),
    Row(A.transposed * A.transposed, "(A^2)'"),
    Row(.inverse(A) * .inverse(A), "A^(-2)"),
    Row(squaredNorm(X) .** 2, "norm2(X)^4"),
    Row((.inverse(A) * .inverse(A)).transposed * x, "(A^(-2))'*x"),
    Row(.inverse(A) * B * .inverse(A), "inv(A)*B*inv(A)"),
    Row(A * A.transposed, "A*A'"),
    Row(.trace(A * B), "tr(A*B)"),
    Row(.trace(A.transposed * B * C), "tr(A'*B*C)"),
    Row(.trace(X * A * X.transposed), "tr(X*A*X')"),
    Row(.trace(A.transposed * B * A), "tr(A'*B*A)"),
    Row(.trace(A), "tr(A)"),
    Row(.trace(A * A * A * A), "tr(A^4)"),
    Row(.diagonal(of: A), "diag(A)"),
    Row(.diagonalMatrix(x), "diag(x)"),
    Row(.diagonal(of: A * B), "diag(A*B)"),
    Row(.diagonal(of: A * B.transposed), "sum(A.*B, 2)"),
    Row(.diagonalMatrix(s) * X, "diag(s)*X"),
    Row(X.transposed * .diagonalMatrix(s) * X, "X'*diag(s)*X"),
    Row(X.transposed * (s .* (X * w)), "X'*(s.*(X*w))"),
    Row(.inverse(A) * x, "inv(A)*x"),
    Row(.inverse(A.transposed) * x, "inv(A)'*x"),
    Row(.identity("n"), "eye(n)"),
    Row(A + .identity("n"), "A + eye(n)"),
    Row(X + .outer(.ones(["m"]), b), "vector(1)*b' + X"),
    Row(.outer(.ones(["m"]), b), "ones(m)*b'"),
    Row(.kronecker(A, X), "kron(A, X)"),
  ]

  static let sums: [Row] = [
    Row(X.summed, "sum(X)"),
    Row(X.summed(along: [0]), "sum(X, 1)"),
    Row(X.summed(along: [1]), "sum(X, 2)"),
    Row((X * A).summed, "sum(X*A)"),
    Row((X * w).summed, "sum(X*w)"),
    Row(x * x, "x'*x"),
    Row(squaredNorm(X * w - y), "norm2(X*w - y)^2"),
    Row(squaredNorm(X), "norm2(X)^2"),
    Row(norm(x - b), "norm2(x - b)"),
    Row(1 / norm(x - b) * (x - b), "(x - b)/norm2(x - b)"),
    Row(norm1(x), "norm1(x)"),
    Row(normInfinity(x), "normInf(x)"),
    Row(norm(x, order: 3), "norm(x, 3)"),
    Row(norm(x, order: 4), "norm(x, 4)"),
    Row(((A * x) .** 4).summed, "sum((A*x).^4)"),
    Row(A * X.transposed.summed(along: [1]), "A*sum(X, 1)'"),
    Row((X .* Y).summed, "sum(X.*Y)"),
    Row(x * log(b), "x'*log(b)"),
    Row((x ./ b).summed, "sum(x./b)"),
    Row((x .* log(x ./ b)).summed, "x'*log(x./b)"),
    Row(logSumExp(X), "logsumexp(X, 2)"),
    Row(logSumExp(x), "logsumexp(x)"),
    Row(softmax(X), "softmax(X)"),
    Row(logSoftmax(x), "logsoftmax(x)"),
    Row(.outer(x, .ones(["n"])) - .outer(.ones(["n"]), x), "x*vector(1)' - vector(1)*x'"),
  ]

  static let numbers: [Row] = [
    Row(half * (x * A * x) - b * x, "1/2*x'*A*x - b'*x"),
    Row(2 * (A * x) - 2 * b, "2*(A*x - b)"),
    Row(-x - b, "-b - x"),
    Row(1 - x, "1 - x"),
    Row(exp(x) + 1, "exp(x) + 1"),
    Row(x / 2, "1/2*x"),
    Row(x / q, "x/q"),
    Row(x / (2 * q), "x/(2*q)"),
    Row(c * x / q, "c*x/q"),
    Row(2 * c * x .* b, "2*c*b.*x"),
    Row(1 / q, "1/q"),
    Row(Formula.ones(["n"]) ./ x, "1./x"),
    Row(2 * x ./ b, "2*x./b"),
    Row(c .** 2, "c^2"),
    Row(x .** 2, "x.^2"),
    Row(x .** 3 ./ (b .** 2), "x.^3./b.^2"),
    Row(sqrt(c), "sqrt(c)"),
    Row(1 / sqrt(c), "1/sqrt(c)"),
    Row(.power(c, q - 1), "c^(q - 1)"),
    Row(.power(Formula.constant(2).broadcast(to: ["n"]), x), "2.^x"),
    Row(.size("n") * c, "n*c"),
    Row(Formula.pi * c, "pi*c"),
    Row(.vector([1, 2]), "[1; 2]"),
    Row(.matrix([[3, 6], [2, 4]]), "[3, 6; 2, 4]"),
    Row(Formula.basis(1, 3) * Formula.symbol("v", [3]), "v_2"),
    Row(c.broadcast(to: ["n"]), "c*ones(n)"),
    Row(.zero(["n", "m"]), "zeros(n, m)"),
    Row(-(c * x), "-c*x"),
    Row(c - 3 * q, "c - 3*q"),
  ]

  static let indexed: [Row] = [
    Row(.contraction([.init(A, [0, 2]), .init(B, [3, 1])], output: [0, 1, 2, 3]), "A[i,k]*B[l,j]"),
    Row(
      .contraction([.init(A, [0, 4]), .init(B, [4, 1]), .init(x, [2])], output: [0, 1, 2]), "(A*B)[i,j]*x[k]"),
    Row(
      .contraction([.init(A, [0, 3]), .init(B, [1, 3]), .init(C, [2, 3])], output: [0, 1, 2]),
      "sum[p](A[i,p]*B[j,p]*C[k,p])"),
  ]

  @Test("Chains of products", arguments: chains)
  func chain(row: Row) { #expect(row.formula.written(as: .ascii) == row.text) }

  @Test("Sums and norms", arguments: sums)
  func sum(row: Row) { #expect(row.formula.written(as: .ascii) == row.text) }

  @Test("Numbers, quotients and powers", arguments: numbers)
  func number(row: Row) { #expect(row.formula.written(as: .ascii) == row.text) }

  @Test("Beyond matrices, index notation", arguments: indexed)
  func index(row: Row) { #expect(row.formula.written(as: .ascii) == row.text) }
}
