import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

/// Formulas of the field, after the numbering of none: matrix cookbooks, statistics and networks. Each is differentiated in
/// a symbol and the answer compared with differences of the formula.
struct Cookbook: CustomTestStringConvertible, Sendable {
  let formula: String
  let variable: String
  let order: Int
  let declarations: [String]

  init(_ formula: String, _ variable: String, _ order: Int = 1, _ declarations: String...) {
    (self.formula, self.variable, self.order, self.declarations) = (formula, variable, order, declarations)
  }

  var testDescription: String { "\(formula) by \(variable)" + (order > 1 ? " \(order) times" : "") }

  func answer() throws -> Derivative {
    var reader = Reader()
    for declaration in declarations { try reader.declare(declaration) }
    let reading = try reader.read(formula)
    let symbol = Formula.symbol(reading.symbol(variable)!)
    return try DerivativeRequest(
      reading.formula, withRespectTo: Array(repeating: symbol, count: order), showsWorking: false
    ).answer()
  }

  static let matrices: [Cookbook] = [
    Cookbook("det(A*X*B)", "X", 1, "A: [n,n] invertible", "B: [n,n] invertible", "X: [n,n] invertible"),
    Cookbook("det(X'*X)", "X", 1, "X: [m,n]"),
    Cookbook("det(X'*A*X)", "X", 1, "X: [m,n]", "A: [m,m] symmetric"),
    Cookbook("pinv(X)*y", "X", 1, "X: [m,n]"),
    Cookbook("tr(logm(X))", "X", 1, "X: [n,n] positive definite"),
    Cookbook("log(abs(det(X)))", "X", 1, "X: [n,n] invertible"),
    Cookbook("log(det(X'*X))", "X", 1, "X: [m,n]"),
    Cookbook("logdet(X'*X)", "X", 1, "X: [m,n]"),
    Cookbook("det(X^3)", "X", 1, "X: [n,n] invertible"),
    Cookbook("det(inv(X))", "X", 1, "X: [n,n] invertible"),
    Cookbook("tr(A*inv(X)*B)", "X", 1, "X: [n,n] invertible"),
    Cookbook("a'*inv(X)*b", "X", 1, "X: [n,n] invertible"),
    Cookbook("inv(X)", "X", 1, "X: [n,n] invertible"),
    Cookbook("tr(inv(X+A))", "X", 1, "X: [n,n] invertible", "A: [n,n] positive definite"),
    Cookbook("sum(eig(X))", "X", 1, "X: [n,n]"),
    Cookbook("prod(eig(X))", "X", 1, "X: [n,n] invertible"),
    Cookbook("a'*X*b", "X"),
    Cookbook("a'*X'*X*b", "X"),
    Cookbook("b'*X'*X*c", "X"),
    Cookbook("(X*b+c)'*D*(X*b+c)", "X", 1, "D: [n,n]", "X: [n,m]"),
    Cookbook("b'*X'*D*X*c", "X", 1, "D: [n,n]"),
    Cookbook("(B*x+b)'*C*(D*x+d)", "x"),
    Cookbook("(x-A*s)'*W*(x-A*s)", "s", 1, "W: [n,n] symmetric"),
    Cookbook("(x-s)'*W*(x-s)", "x", 1, "W: [n,n] symmetric"),
    Cookbook("(x-A*s)'*W*(x-A*s)", "W", 1, "W: [n,n] symmetric"),
    Cookbook("a'*X^2*b", "X", 1, "X: [n,n]"),
    Cookbook("a'*(X^2)'*X^2*b", "X", 1, "X: [n,n]"),
    Cookbook("tr(X)", "X"),
    Cookbook("tr(X*A)", "X", 1, "X: [n,m]"),
    Cookbook("tr(A*X*B)", "X", 1, "X: [n,m]", "A: [p,n]"),
    Cookbook("tr(A*X'*B)", "X", 1, "X: [n,m]", "A: [p,m]"),
    Cookbook("tr(kron(A,X))", "X", 1, "A: [m,m]", "X: [n,n]"),
    Cookbook("tr(X^2)", "X", 1, "X: [n,n]"),
    Cookbook("tr(X^2*B)", "X", 1, "X: [n,n]"),
    Cookbook("tr(X'*B*X)", "X", 1, "B: [n,n]", "X: [n,m]"),
    Cookbook("tr(X*B*X')", "X", 1, "B: [m,m]", "X: [n,m]"),
    Cookbook("tr(A*X*B*X'*C)", "X", 1, "X: [n,m]", "B: [m,m]", "A: [p,n]"),
    Cookbook("tr((A*X*B+C)*(A*X*B+C)')", "X", 1, "X: [n,m]", "A: [p,n]", "B: [m,q]"),
    Cookbook("tr(X'*X*X'*X)", "X"),
    Cookbook("tr(kron(X,X))", "X", 1, "X: [n,n]"),
    Cookbook("tr(X^4)", "X", 1, "X: [n,n]"),
    Cookbook("tr(A*X^3)", "X", 1, "X: [n,n]"),
    Cookbook("tr(B'*X'*C*X*X'*C*X*B)", "X", 1, "X: [n,m]", "C: [n,n]"),
    Cookbook("tr(A*inv(X)*B)", "X", 1, "X: [n,n] invertible"),
    Cookbook("tr(inv(X'*C*X)*A)", "X", 1, "X: [5,n]", "C: [5,5] positive definite"),
    Cookbook("tr(inv(X'*C*X)*(X'*B*X))", "X", 1, "X: [5,n]", "C: [5,5] positive definite", "B: [5,5]"),
    Cookbook("tr(sinm(X))", "X", 1, "X: [n,n]"),
    Cookbook("tr(cosm(X))", "X", 1, "X: [n,n]"),
    Cookbook("tr(expm(X))", "X", 1, "X: [n,n]"),
    Cookbook("tr(expm(t*A))", "t", 1, "A: [n,n]"),
    Cookbook("norm2(x-a)", "x"),
    Cookbook("(x-a)/norm2(x-a)", "x"),
    Cookbook("norm2(x)^2", "x"),
    Cookbook("norm2(X)^2", "X", 1, "X: [n,m]"),
    Cookbook("norm1(A*x-y)", "x"),
    Cookbook("norm1(A*x-y)^2", "x"),
    Cookbook("norm2(A*x-y)", "x", 2),
    Cookbook("logdet(A + t*B)", "t", 2, "A: [n,n] positive definite", "B: [n,n] symmetric"),
    Cookbook("inv(A + t*B)", "t", 2, "A: [n,n] positive definite", "B: [n,n] symmetric"),
    Cookbook("det(A + t*B)", "t", 3, "A: [n,n] invertible", "B: [n,n]"),
    Cookbook("x*x'", "x"),
    Cookbook("x'*x*x*x'", "x"),
    Cookbook("X*A*X'", "X", 1, "X: [n,m]", "A: [m,m]"),
    Cookbook("diag(x)*A*diag(x)", "x"),
    Cookbook("diag(A*X)", "X", 1, "A: [n,m]", "X: [m,n]"),
    Cookbook("diag(X)", "X", 1, "X: [n,n]"),
    Cookbook("tr(diag(x)*A)", "x"),
    Cookbook("sum(X,1)", "X"),
    Cookbook("sum(X,2)", "X"),
    Cookbook("sum(exp(X),2)", "X"),
    Cookbook("kron(X,A)", "X", 1, "X: [n,m]", "A: [p,q]"),
    Cookbook("x'*kron(A,B)*x", "x", 1, "A: [2,2]", "B: [3,3]", "x: [6]"),
    Cookbook("pinv(X)*y", "y", 1, "X: [5,n]", "y: [5]"),
    Cookbook("norm2(y - X*pinv(X)*y)^2", "y", 1, "X: [5,n]", "y: [5]"),
    Cookbook("X.^3", "X", 1, "X: [n,m]"),
    Cookbook("A.*X", "X", 1, "X: [n,m]"),
    Cookbook("x'*A*x/(x'*x)", "x", 1, "A: [n,n] symmetric"),
    Cookbook("x'*A*x/(x'*x)", "x", 2, "A: [n,n] symmetric"),
    Cookbook("(a'*x)/(1+b'*x)", "x", 2),
    Cookbook("x'*A*x*x'*B*x", "x", 2, "A: [n,n]", "B: [n,n]"),
    Cookbook("(x'*x)^3", "x", 2),
    Cookbook("sum(x.^3)", "x", 3),
    Cookbook("exp(a'*x)", "x", 3),
    Cookbook("inv(X)*A*inv(X)", "X", 1, "X: [n,n] invertible", "A: [n,n]"),
    Cookbook("tr(X*inv(X+A)*X)", "X", 1, "X: [n,n] invertible", "A: [n,n] positive definite"),
    Cookbook("logdet(eye(n) + X*X')", "X", 1, "X: [n,m]"),
    Cookbook("logdet(X)", "X", 2, "X: [n,n] positive definite"),
  ]

  static let entries: [Cookbook] = [
    Cookbook("sin(x^2)", "x", 2, "x: scalar"),
    Cookbook("exp(sin(x^2))", "x", 3, "x: scalar"),
    Cookbook("x^x", "x", 2, "x: scalar positive"),
    Cookbook("a^b", "b", 1, "a: scalar positive", "b: scalar"),
    Cookbook("log(x)/x", "x", 2, "x: scalar positive"),
    Cookbook("sqrt(1+x^2)", "x", 2, "x: scalar"),
    Cookbook("atan(x)", "x", 2, "x: scalar"),
    Cookbook("tan(x)", "x", 2, "x: scalar"),
    Cookbook("asin(x/2) + acos(x/3)", "x", 2, "x: scalar"),
    Cookbook("sinh(x)*cosh(x)", "x", 2, "x: scalar"),
    Cookbook("asinh(x) + atanh(x/2)", "x", 2, "x: scalar"),
    Cookbook("acosh(2+x^2)", "x", 1, "x: scalar"),
    Cookbook("abs(x)^3", "x", 2, "x: scalar"),
    Cookbook("1/(1+exp(-x))", "x", 3, "x: scalar"),
    Cookbook("log(1+exp(x))", "x", 2, "x: scalar"),
    Cookbook("x*log(x)", "x", 2, "x: scalar positive"),
    Cookbook("max(x, y)", "x", 1, "x: [n]", "y: [n]"),
    Cookbook("min(x, 2*x)", "x", 1, "x: [n]"),
    Cookbook("sum(max(1-y.*(X*w), 0))", "w", 1, "y: [q] plus-minus-one"),
    Cookbook("max(x)", "x", 1, "x: [n]"),
    Cookbook("logsumexp(A*x)", "x", 2),
    Cookbook("sum(log(x))", "x", 2, "x: [n] positive"),
    Cookbook("prod(x)", "x", 1, "x: [n] positive"),
    Cookbook("sum(sin(A*x))", "x", 2),
    Cookbook("sin(A*x)", "x", 2),
    Cookbook("exp(x)./sum(exp(x))", "x", 2, "x: [n]"),
    Cookbook("softmax(A*x)", "x"),
    Cookbook("tanh(A*x+b)", "A"),
    Cookbook("sum(softplus(A*x))", "x", 2),
    Cookbook("mean(x.^2)", "x", 1, "x: [n]"),
    Cookbook("norm(x)", "x", 2, "x: [n]"),
    Cookbook("sum((A*x).^4)", "x", 2),
  ]

  static let learning: [Cookbook] = [
    Cookbook("norm2(X*w-y)^2 + c*norm2(w)^2", "w", 1, "c: scalar positive"),
    Cookbook("norm2(X*w-y)^2 + c*norm2(w)^2", "w", 2, "c: scalar positive"),
    Cookbook("0.5*(X*w-y)'*diag(s)*(X*w-y)", "w", 1),
    Cookbook("sum(log(1+exp(-y.*(X*w)))) + c/2*norm2(w)^2", "w", 2, "y: [q] plus-minus-one", "c: scalar"),
    Cookbook("-sum(y.*log(sigmoid(X*w)) + (1-y).*log(1-sigmoid(X*w)))", "w", 1, "y: [q] zero-one"),
    Cookbook("-sum(Y.*log(softmax(X*W)))/q", "W", 1, "Y: [q,p] one-hot rows", "X: [q,n]"),
    Cookbook("-sum(Y.*log(softmax(X*W + vector(1)*b')))/q", "W", 1, "Y: [q,p] one-hot rows", "X: [q,n]"),
    Cookbook("-sum(Y.*log(softmax(Z)))", "Z", 2, "Y: [q,p] one-hot rows"),
    Cookbook("sum(exp(X*w) - y.*(X*w))", "w", 2),
    Cookbook(
      "-q/2*log(det(S)) - 0.5*tr((X-vector(1)*u')*inv(S)*(X-vector(1)*u')')", "S", 1, "S: [n,n] positive definite",
      "X: [q,n]"),
    Cookbook("-0.5*logdet(S) - 0.5*(x-u)'*inv(S)*(x-u)", "S", 1, "S: [n,n] positive definite"),
    Cookbook("logdet(S) - tr(S*A)", "S", 1, "S: [n,n] positive definite", "A: [n,n] symmetric"),
    Cookbook("norm2(T-U*V')^2", "U", 2, "T: [n,m]", "U: [n,k]"),
    Cookbook("norm2(T-U*V')^2", "V", 1, "T: [n,m]", "U: [n,k]"),
    Cookbook("norm2(T-U*U')^2", "U", 1, "T: [n,n] symmetric", "U: [n,k]"),
    Cookbook("norm2(X-X*W*W')^2", "W", 1, "X: [q,n]", "W: [n,k]"),
    Cookbook("norm2(A.*(T-U*V'))^2", "U", 1, "T: [n,m]", "U: [n,k]"),
    Cookbook("sum(p.*log(p./s))", "p", 1, "p: [n] positive", "s: [n] positive"),
    Cookbook("sum(p.*log(p./s))", "s", 2, "p: [n] positive", "s: [n] positive"),
    Cookbook("0.5*norm2(tanh(X*W)*V-Y)^2", "W", 1, "X: [q,n]"),
    Cookbook("0.5*norm2(relu(X*W + vector(1)*b')*V + vector(1)*c' - Y)^2", "b", 1, "X: [q,n]", "Y: [q,p]"),
    Cookbook(
      "-sum(Y.*log(softmax(relu(X*W+vector(1)*b')*V+vector(1)*c')))/q", "V", 1, "Y: [q,p] one-hot rows", "X: [q,n]"),
    Cookbook("-sum(Y.*log(softmax(tanh(tanh(X*U)*V)*W)))/q", "U", 1, "Y: [q,p] one-hot rows", "X: [q,n]"),
    Cookbook("sum(sigmoid(X*W)*v)", "W", 1, "X: [q,n]"),
    Cookbook("x'*softmax(A*x)", "x", 1, "A: [n,n]"),
    Cookbook("norm2(softmax(A*x) - y)^2", "x"),
    Cookbook("tr(softmax(Q*K')*V)", "Q", 1, "Q: [n,k]", "K: [n,k]", "V: [n,n]"),
    Cookbook("1/2*(a.*y)'*K*(a.*y) - sum(a)", "a", 2, "K: [n,n] positive definite", "y: [n] plus-minus-one"),
    Cookbook("log(w'*x)", "w", 2, "w: [n] positive", "x: [n] positive"),
    Cookbook("(w'*m)/sqrt(w'*S*w)", "w", 1, "S: [n,n] positive definite"),
    Cookbook("logdet(X*diag(p)*X')", "p", 1, "X: [2,n]", "p: [n] positive"),
    Cookbook("tr(inv(A'*diag(exp(t))*A))", "t", 1, "A: [5,n]", "t: [5]"),
  ]
}

@Suite("Formulas of the field")
struct CookbookTests {
  @Test("The derivative agrees with differences", arguments: Cookbook.matrices + Cookbook.entries + Cookbook.learning)
  func derivative(example: Cookbook) throws {
    let answer = try example.answer()
    let check = NumericalCheck.check(answer)
    #expect(check.passed, "\(answer.result.written(as: .ascii)): \(check)")
    #expect(!answer.result.written(as: .ascii).isEmpty)
  }
}
