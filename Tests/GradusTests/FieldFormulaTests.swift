import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

/// Formulas of statistics, learning, optimisation and matrix calculus as their authors spell them, one a line:
///
///     formula | variables | order | declarations; … | the length of the answer in ASCII
struct FieldFormula: CustomTestStringConvertible, Sendable {
  let formula: String
  let variables: [String]
  let declarations: [String]
  /// No answer may get longer than it was.
  let mostLength: Int

  init(line: Substring) {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false)
    // A bar may stand in the formula itself: the last four are the other fields.
    formula = fields.dropLast(4).joined(separator: "|").trimmingSpaces
    let rest = fields.suffix(4).map(\.trimmingSpaces)
    let names = rest[0].split(separator: ",").map(\.trimmingSpaces)
    variables = names.count > 1 ? names : Array(repeating: names[0], count: Int(rest[1])!)
    declarations = rest[2].split(separator: ";").map(\.trimmingSpaces)
    mostLength = Int(rest[3])!
  }

  var testDescription: String { "\(formula) by \(variables.joined(separator: ", "))" }

  static let all = table.split(separator: "\n").map(FieldFormula.init)

  private static let table = #"""
      det(A+t*B) | t | 1 | A: [n,n] invertible; B: [n,n]; t: scalar | 31
      log(det(A+t*B+t^2*C)) | t | 2 | A: [n,n] invertible; B: [n,n]; C: [n,n]; t: scalar | 83
      X^3*b | X | 1 | X: [n,n]; b: [n] | 59
      tr(A*X) | X | 1 | X: [n,m]; A: [m,n] | 2
      tr(X^5) | X | 1 | X: [n,n] | 8
      x'*A | x | 1 | x: [n]; A: [n,m] | 1
      X' | X | 1 | X: [n,m] | 25
      exp(-x^2/2) | x | 3 | x: scalar | 25
      exp(a*x)*sin(b*x) | x | 2 | x: scalar; a: scalar; b: scalar | 48
      x*tanh(log(1+exp(x))) | x | 1 | x: scalar | 58
      sqrt(a^2+x^2)-a | x | 2 | x: scalar; a: scalar positive | 21
      (x^2-1)^5 | x | 1 | x: scalar | 16
      norm2(X*w-y) | w | 2 | X: [q,n]; w: [n]; y: [q] | 68
      sum(abs(X*w-y).^p) | w | 1 | X: [q,n]; w: [n]; y: [q]; p: scalar | 43
      sum(log(1+exp(-y.*(X*w+b)))) | b | 2 | X: [q,n]; w: [n]; y: [q] plus-minus-one; b: scalar | 52
      -sum(y.*log(softmax(z))) | z | 2 | y: [n] sums to one; z: [n] | 41
      -sum(Y.*log(softmax(X*W+vector(1)*b'))) | W | 1 | X: [q,n]; W: [n,p]; Y: [q,p] one-hot rows; b: [p] | 36
      sum(p.*log(p./s)-p+s) | p | 1 | p: [n] positive; s: [n] positive | 9
      logsumexp(x) | x | 2 | x: [n] | 41
      relu(W*x+b) | x | 1 | W: [m,n]; x: [n]; b: [m] | 22
      sum((x-sum(x)/n).^2)/n | x | 1 | x: [n] | 28
      -log(exp(a'*p/t)/(exp(a'*p/t)+sum(exp(N*a/t)))) | a | 1 | a: [n]; p: [n]; N: [k,n]; t: scalar positive | 71
      norm2(softmax(Q*K'/sqrt(k))*V-Y)^2 | V | 1 | Q: [q,k]; K: [n,k]; V: [n,m]; Y: [q,m] | 54
      0.5*norm2(relu(X*W)*V-Y)^2 | W | 1 | X: [q,n]; W: [n,m]; V: [m,p]; Y: [q,p] | 38
      0.5*norm2(X-sigmoid(X*W)*V)^2 | W | 1 | X: [q,n]; W: [n,m]; V: [m,n] | 66
      0.5*(tr(inv(T)*S)+(m-u)'*inv(T)*(m-u)-n+log(det(T)/det(S))) | T | 1 | T: [n,n] positive definite; S: [n,n] positive definite; m: [n]; u: [n] | 51
      -0.5*q*log(2*pi*s^2)-0.5*sum((x-u).^2)/s^2 | s | 1 | x: [q]; u: scalar; s: scalar positive | 24
      (v-n-1)/2*log(det(W))-0.5*tr(inv(S)*W)-v/2*log(det(S)) | S | 1 | W: [n,n] positive definite; S: [n,n] positive definite; v: scalar | 32
      exp(-norm2(x-y)^2/(2*s^2)) | x | 2 | x: [n]; y: [n]; s: scalar positive | 64
      sum(exp(X*w)-y.*(X*w)) | w | 2 | X: [q,n]; w: [n]; y: [q] nonnegative | 19
      norm2(M.*(T-U*V'))^2 | V | 1 | M: [n,m] zero-one; T: [n,m]; U: [n,k]; V: [m,k] | 21
      w'*A*w/(w'*w) | w | 2 | A: [n,n] symmetric; w: [n] | 98
      -log(det(eye(n)-X'*X)) | X | 1 | X: [n,n] | 22
      0.5*x'*P*x | x | 1 | x: [n]; P: [n,n] positive definite | 3
      norm2(x)^3 | x | 2 | x: [n] | 35
      x'*x*x | x | 2 | x: [n] | 61
      sum(exp(X)) | X | 2 | X: [n,m] | 29
      tr(A*diag(x)*B*diag(x)) | x | 1 | x: [n]; A: [n,n]; B: [n,n] | 17
      y'*inv(X'*X+c*eye(n))*y | X | 1 | X: [q,n]; y: [n]; c: scalar positive | 51
      tr(inv(A+X'*C*X)*(X'*B*X)) | X | 1 | X: [6,n]; A: [n,n] positive definite; C: [6,6] positive definite; B: [6,6] symmetric | 50
    \frac{1}{2}\left\lVert X w - y\right\rVert_2^2 + \frac{\lambda}{2}\lVert w\rVert^2 | w | 2 | X: [q,n]; lambda: scalar positive | 20
      -\log\det\left(\Sigma\right) - \operatorname{tr}\left(S \Sigma^{-1}\right) | Sigma | 1 | Sigma: [n,n] positive definite; S: [n,n] symmetric | 36
      \exp\left(-\frac{\lVert x-z\rVert^2}{2\ell^2}\right) | x | 2 | x: [n]; z: [n]; l: scalar positive | 64
      \frac{w^\top S w}{w^\top w} | w | 1 | S: [n,n] symmetric | 36
      \sum_{i=1}^{n} \log\left(1 + e^{-y_i z_i}\right) | z | 2 | y: [n]; z: [n] | 48
      \sum_{i,j} A_{ij} x_i x_j | x | 2 | A: [n,n]; x: [n] | 6
      ‖A x − b‖² + γ ‖x‖² | x | 1 | A: [m,n]; gamma: scalar positive | 26
      ½ xᵀ Q x − cᵀ x | x | 2 | Q: [n,n] symmetric | 1
      √(xᵀ P x) | x | 1 | P: [n,n] positive definite | 16
      σ(W x + b) | W | 1 | W: [m,n]; x: [n]; b: [m] | 69
      log(1 + exp(−y·(wᵀx))) | w | 2 | y: scalar; w: [n]; x: [n] | 52
      tr((A - X)'*(A - X)*C) | X | 1 | A: [n,m]; X: [n,m]; C: [m,m] | 17
      tr(inv(X)) | X | 1 | X: [n,n] invertible | 10
      tr(X^2*A*X) | X | 1 | X: [n,n]; A: [n,n] | 30
      x'*inv(X)*x | X | 1 | X: [n,n] invertible; x: [n] | 21
      norm2(A*X*B-C)^2 | X | 1 | A: [p,n]; X: [n,m]; B: [m,q]; C: [p,q] | 19
      norm2(A*X+X*B-C)^2 | X | 1 | A: [n,n]; X: [n,m]; B: [m,m]; C: [n,m] | 43
      norm2(X'*X-eye(m))^2 | X | 1 | X: [n,m] | 19
      tr(X'*A*X*inv(X'*B*X)) | X | 1 | X: [5,m]; A: [5,5] symmetric; B: [5,5] positive definite | 42
      sum(log(diag(X))) | X | 1 | X: [n,n] | 16
      tr(diag(X)*diag(X)') | X | 1 | X: [n,n] | 15
      sum(X*w)^2 | w | 2 | X: [q,n] | 22
      norm1(X) | X | 1 | X: [n,m] | 7
      sum(sum(X,1).^2) | X | 1 | X: [n,m] | 19
      norm2(X*w-y)^2/q + c*sum(sqrt(w.^2+e)) | w | 2 | X: [q,n]; c: scalar positive; e: scalar positive | 62
      sum(min(X*w-y,0).^2) | w | 1 | X: [q,n] | 19
      sum((X*w-y).^4) | w | 2 | X: [q,n] | 26
      sum(exp(-(X*w-y).^2)) | w | 1 | X: [q,n] | 37
      sum(tanh(X*w)) | w | 2 | X: [q,n] | 43
      sum(atan(x)) | x | 2 | x: [n] | 25
      sum(x.*tanh(softplus(x))) | x | 1 | x: [n] | 61
      sum(0.5*x.*(1+erf(x/sqrt(2)))) | x | 1 | x: [n] | 55
      sum(x.*sigmoid(x)) | x | 2 | x: [n] | 63
      sum(log(1-p.*q)) | p | 1 | p: [n] positive; q: [n] positive | 14
      sum(sqrt(p.*s)) | p | 2 | p: [n] positive; s: [n] positive | 30
      log(sum(sqrt(p.*s))) | p | 1 | p: [n] positive; s: [n] positive | 33
      sum((p-s).^2./s) | s | 1 | p: [n] positive; s: [n] positive | 32
      sum(p.^a)/(a-1) | p | 1 | p: [n] positive; a: scalar positive | 20
      log(sum(p.^a))/(1-a) | p | 1 | p: [n] positive; a: scalar positive | 32
      a'*log(x)-b'*log(1-x) | x | 2 | a: [n]; b: [n]; x: [n] positive | 29
      y'*(X*w)-sum(log(1+exp(X*w))) | w | 2 | X: [q,n]; y: [q] zero-one | 44
      sum(y.*log(X*w)-X*w) | w | 2 | X: [q,n] positive; w: [n] positive; y: [q] positive | 23
      sum(log(X*w)+y./(X*w)) | w | 1 | X: [q,n] positive; w: [n] positive; y: [q] positive | 27
      -0.5*q*log(2*pi)-q*log(s)-norm2(X*w-y)^2/(2*s^2) | w | 1 | X: [q,n]; s: scalar positive | 17
      -0.5*q*log(2*pi)-q*log(s)-norm2(X*w-y)^2/(2*s^2) | s | 2 | X: [q,n]; s: scalar positive | 30
      -0.5*q*log(2*pi)-q*log(s)-norm2(X*w-y)^2/(2*s^2) | w,s | 2 | X: [q,n]; s: scalar positive | 18
      sum(abs(x-m))/b+n*log(2*b) | b | 1 | x: [n]; m: scalar; b: scalar positive | 22
      n*log(t)-t*sum(x) | t | 2 | x: [n]; t: scalar positive | 6
      k*log(p)+(n-k)*log(1-p) | p | 2 | k: scalar; p: scalar positive | 37
      a*log(x)+(b-1)*log(1-x) | x | 1 | a: scalar; b: scalar; x: scalar positive | 21
      -log(pi*g*(1+((x-m)/g)^2)) | m | 1 | x: scalar; m: scalar; g: scalar positive | 27
      x/g^2*exp(-x^2/(2*g^2)) | x | 1 | x: scalar; g: scalar positive | 35
      exp(-x^2/(2*s^2))/(s*sqrt(2*pi)) | s | 1 | x: scalar; s: scalar positive | 48
      tr(K*inv(K+s*eye(n))) | s | 1 | K: [n,n] positive definite; s: scalar positive | 26
      norm2(inv(K+s*eye(n))*y)^2 | s | 1 | K: [n,n] positive definite; s: scalar positive | 27
      y'*inv(X*diag(a)*X'+s*eye(n))*y | a | 1 | X: [n,p]; a: [p] positive; s: scalar positive | 73
      log(det(X*diag(a)*X'+s*eye(n))) | a | 1 | X: [n,p]; a: [p] positive; s: scalar positive | 39
      -log(det(X)) | X | 2 | X: [n,n] positive definite | 23
      tr(C*X)-m*log(det(X)) | X | 1 | X: [n,n] positive definite; C: [n,n] symmetric; m: scalar positive | 12
      c'*x-sum(log(x)) | x | 2 | c: [n]; x: [n] positive | 13
      -log(t)-log(t^2-x'*x) | t | 2 | x: [n]; t: scalar positive | 37
      x'*Q*x/2+c'*x+m/2*norm2(max(A*x-b,0))^2 | x | 1 | Q: [n,n] symmetric; A: [p,n]; m: scalar positive | 28
      f'*x+u'*(A*x-b)+r/2*norm2(A*x-b)^2 | x | 1 | A: [m,n]; r: scalar positive | 24
      (x-m)'*inv(S)*(x-m)+log(det(S)) | S | 1 | S: [n,n] positive definite | 39
      softmax(x)'*c | x | 1 | x: [n]; c: [n] | 43
      a'*sigmoid(A*x+b) | x | 2 | A: [m,n]; x: [n]; a: [m]; b: [m] | 80
      a'*tanh(A*x+b) | A | 1 | A: [m,n]; x: [n] | 30
      a'*relu(A*relu(B*x)) | B | 1 | A: [m,k]; B: [k,n]; x: [n] | 43
      norm2(C*tanh(B*tanh(A*x))-y)^2 | A | 1 | C: [p,m]; B: [m,k]; A: [k,n]; x: [n]; y: [p] | 92
      norm2(x-W'*sigmoid(W*x+b))^2 | b | 1 | W: [m,n]; x: [n]; b: [m] | 73
      -log(sigmoid(u'*v))-sum(log(sigmoid(-N*u))) | u | 1 | u: [n]; v: [n]; N: [k,n] | 34
      log(sigmoid(a'*(x-y))) | x | 1 | a: [n]; x: [n]; y: [n] | 22
      norm2(R*X-Y)^2 | R | 1 | R: [n,n] orthogonal; X: [n,m]; Y: [n,m] | 14
      tr(R'*Y*X') | R | 1 | R: [n,n] orthogonal; X: [n,m]; Y: [n,m] | 4
      norm2(X-A*diag(s)*B')^2 | A | 1 | X: [n,m]; A: [n,k]; B: [m,k]; s: [k] | 30
      sum(exp(-norm2(x-y)^2*g)) | g | 1 | x: [n]; y: [n]; g: scalar positive | 38
      sin(a*x+b)*cos(a*x-b) | x | 2 | x: scalar; a: scalar; b: scalar | 62
      x^2*log(x)/(1+x) | x | 1 | x: scalar positive | 47
      (sin(x)+cos(x))^2 | x | 1 | x: scalar | 23
      exp(x)/(exp(x)+exp(y)) | x | 1 | x: scalar; y: scalar | 33
      asin(sqrt(x)) | x | 1 | x: scalar positive | 25
      tanh(a*x)^3 | x | 1 | x: scalar; a: scalar | 31
      cosh(x)^2-sinh(x)^2 | x | 1 | x: scalar | 1
      log(sqrt(x^2+1)) | x | 2 | x: scalar | 21
      (1+x)^n*(1-x)^m | x | 1 | x: scalar; n: scalar; m: scalar | 57
    """#
}

@Suite("Formulas as people spell them")
struct FieldFormulaTests {
  @Test("The answer is right and short, and the working ends in it", arguments: FieldFormula.all)
  func answer(example: FieldFormula) throws {
    var reader = Reader()
    for declaration in example.declarations { try reader.declare(declaration) }
    let reading = try reader.read(example.formula)
    let variables = example.variables.map { Formula.symbol(reading.symbol($0)!) }
    let style: WorkingStyle = variables.contains { $0.rank == 2 } ? .differential : .chain
    let answer = try DerivativeRequest(reading.formula, withRespectTo: variables, style: style).answer()
    let check = NumericalCheck.check(answer)
    let text = answer.result.written(as: .ascii)
    #expect(check.passed, "\(text): \(check)")
    #expect(answer.steps.last?.after == answer.result)
    #expect(text.count <= example.mostLength, "\(text)")
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension String {
  fileprivate var trimmingSpaces: String { self[...].trimmingSpaces }
}
