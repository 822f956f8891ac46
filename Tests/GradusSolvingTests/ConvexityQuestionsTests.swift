import GradusExpression
import GradusNotation
import Testing

@testable import GradusSolving

/// Questions as people write them, with the true verdict.
@Suite("Convexity, asked in many notations")
struct ConvexityQuestionsTests {
  /// The formula, the variables, the declarations separated by semicolons, and the verdict.
  static let questions: [(String, String, String, Convexity.Verdict)] = [
    ("sum(max(0, 1 - y.*(X*w)))", "w", "", .convex), ("sum(max(0, 1 - y.*(X*w)).^2)", "w", "", .convex),
    ("sum(max(0, 1 - y.*(X*w))) + c/2*norm2(w)^2", "w", "c: scalar positive", .strictlyConvex),
    ("norm1(X*w - y) + c*norm1(w)", "w", "c: scalar positive", .convex), ("max(x) - min(x)", "x", "x: [n]", .convex),
    ("min(x)", "x", "x: [n]", .concave), ("max(max(a'*x, b'*x), 0)", "x", "", .convex),
    ("sum(p.*log(p./q))", "p,q", "p: [n] positive; q: [n] positive", .convex),
    ("sum(p.*(log(p) - log(q)))", "p,q", "p: [n] positive; q: [n] positive", .convex),
    ("sum(p.*log(p)) - sum(p.*log(q))", "p,q", "p: [n] positive; q: [n] positive", .convex),
    ("sum(p.*log(p./q) - p + q)", "p,q", "p: [n] positive; q: [n] positive", .convex),
    ("-sum(p.*log(p))", "p", "p: [n] positive", .strictlyConcave),
    ("-sum(y.*log(sigmoid(X*w)) + (1-y).*log(1-sigmoid(X*w)))", "w", "y: [m] zero-one; w: [n]", .convex),
    ("-y'*log(sigmoid(X*w)) - (1-y)'*log(sigmoid(-X*w))", "w", "y: [m] zero-one; w: [n]", .convex),
    ("-y*log(p) - (1-y)*log(1-p)", "p", "p ∈ (0,1); y ∈ [0,1]", .convex),
    ("a*x^2 + (1-a)*x^4", "x", "a ∈ [0,1]", .convex), ("log(p)*(p-1)", "p", "p ∈ (0,1)", .strictlyConvex),
    ("p^3 - p^2/2", "p", "p ∈ (0,1)", .notConvex),
    ("logsumexp(W*x+b) - y'*(W*x+b)", "W,b", "W: [k,n]", .convex),
    ("-sum(sum(Y.*log(softmax(X*W))))", "W", "Y: [m,k] one-hot rows; X: [m,n]; W: [n,k]", .convex),
    ("sqrt(x*y)", "x,y", "x: scalar positive; y: scalar positive", .concave),
    ("-sqrt(x*y)", "x,y", "x: scalar positive; y: scalar positive", .convex),
    ("x^0.3*y^0.5", "x,y", "x: scalar positive; y: scalar positive", .concave),
    ("x^0.6*y^0.6", "x,y", "x: scalar positive; y: scalar positive", .notConvex),
    ("prod(x)^(1/3)", "x", "x: [3] positive", .concave),
    ("1/(x*y)", "x,y", "x: scalar positive; y: scalar positive", .convex),
    ("exp(x)/y", "x,y", "x: scalar; y: scalar positive", .convex),
    ("x*y", "x,y", "x: scalar positive; y: scalar positive", .notConvex),
    ("x'*y", "x,y", "x: [n] positive; y: [n] positive", .notConvex),
    ("x'*P*x", "x", "x: [n] positive; P: [n,n] nonnegative", .convexWhere),
    ("norm2(x)^2 + norm2(y)^2 + x'*y", "x,y", "x: [n]; y: [n]", .strictlyConvex),
    ("norm2(x)^2 + norm2(y)^2 + 3*x'*y", "x,y", "x: [n]; y: [n]", .notConvex),
    ("norm2(x-y)^2", "x,y", "x: [n]; y: [n]", .convex),
    ("x*y + x^2 + y^2", "x,y", "x: scalar; y: scalar", .strictlyConvex),
    ("x^2 + 3*x*y + y^2", "x,y", "x: scalar; y: scalar", .notConvex),
    ("norm2(w)^2/(2*s)", "w,s", "s: scalar positive; w: [n]", .convex),
    ("sum(w.^2./v)", "w,v", "w: [n]; v: [n] positive", .convex),
    ("sum(v.*exp(w./v))", "w,v", "w: [n]; v: [n] positive", .convex),
    ("v'*inv(X)*v", "X,v", "X: [n,n] positive definite", .convex), ("tr(expm(X))", "X", "X: [n,n] symmetric", .convex),
    ("tr(inv(X)*S)", "X", "X: [n,n] positive definite; S: [n,n] positive semidefinite", .convex),
    ("log(det(X))", "X", "X: [n,n] positive definite", .concave),
    ("-log(det(X)) + tr(S*X)", "X", "X: [n,n] positive definite; S: [n,n]", .convex),
    ("(x-m)'*inv(S)*(x-m) + logdet(S)", "S", "S: [n,n] positive definite", .notConvex),
    ("sum(abs(A*x-b).^3)^(1/3)", "x", "", .convex),
    ("sqrt(x'*Q*x + 1)", "x", "Q: [n,n] positive semidefinite", .convex),
    ("x^2 + sin(x)", "x", "x: scalar", .strictlyConvex), ("x + sin(x)/2", "x", "x: scalar", .notConvex),
    ("x*atan(x)", "x", "x: scalar", .strictlyConvex), ("x*tanh(x)", "x", "x: scalar", .notConvex),
    ("x^x", "x", "x: scalar positive", .strictlyConvex), ("1/x^2", "x", "x: scalar", .notConvex),
    ("1/x^2", "x", "x: scalar positive", .strictlyConvex), ("log(x^2)", "x", "x: scalar", .notConvex),
    // True or false, but nothing that the rules see; a Hessian that knows of no kink and no pole must not be believed.
    ("x^2 - abs(x - 1000)", "x", "x: scalar", .notProved), ("x^2 - relu(x - 500)", "x", "x: scalar", .notProved),
    ("1/(x-1000)^2", "x", "x: scalar", .notProved), ("x^2 + 1/(x-1000)^2", "x", "x: scalar", .notProved),
    ("x*y + 100000*x^2", "x,y", "x: scalar positive; y: scalar positive", .notProved),
    ("tan(x/1000)^2", "x", "x: scalar", .notProved), ("x^2 + min(x, 300)", "x", "x: scalar", .notProved),
    ("sum(sum((A - u*v').^2))", "u,v", "u: [m]; v: [n]; A: [m,n]", .notConvex),
    ("norm2(W2*tanh(W1*x+b1)+b2-y)^2", "W1", "", .notConvex), ("norm2(W2*tanh(W1*x+b1)+b2-y)^2", "W2", "", .convex),
    ("norm2(sigmoid(X*w) - y)^2", "w", "w: [n]", .notConvex), ("norm2(softmax(z)-y)^2", "z", "", .notConvex),
    ("(x'*A*x)/(x'*x)", "x", "A: [n,n] symmetric", .notConvex), ("(norm2(x)^2-1)^2", "x", "x: [n]", .notConvex),
    ("\\log \\sum_i \\exp(x_i)", "x", "x: [n]", .convex),
    ("½‖X w − y‖² + λ‖w‖²", "w", "λ: scalar positive", .strictlyConvex),
    ("\\frac{1}{2}\\|Xw-y\\|_2^2 + \\frac{\\lambda}{2}\\|w\\|_2^2", "w", "lambda: scalar positive", .strictlyConvex),
  ]

  static func convexity(_ index: Int) throws -> (Convexity, [Formula]) {
    let (text, names, declarations, _) = questions[index]
    var reader = Reader()
    for declaration in declarations.split(separator: ";") { try reader.declare(String(declaration)) }
    let formula = try reader.read(text).formula
    let variables = try names.split(separator: ",").map { name in
      try #require(formula.symbols.first { $0.name == name || $0.name == "\(name.prefix(1))_\(name.dropFirst())" })
    }.map { Formula.symbol($0) }
    return (try GradusSolving.convexity(of: formula, in: variables), variables)
  }

  @Test("the verdict is the true one", arguments: questions.indices)
  func verdict(index: Int) throws {
    #expect(try Self.convexity(index).0.verdict == Self.questions[index].3, "\(Self.questions[index].0)")
  }

  @Test("no line of a proof is refuted by numbers", arguments: questions.indices)
  func lines(index: Int) throws {
    let (answer, variables) = try Self.convexity(index)
    for line in answer.proof {
      let claim = try #require(line.claim).text { $0.description }
      let isConvex = claim.hasPrefix("is convex") || claim == "is affine"
      let isConcave = claim.hasPrefix("is concave") || claim == "is affine"
      // What bends one way entry by entry does so in sum.
      let probe = CurvatureProbe(line.before.summed, variables)
      if isConvex { #expect(probe.search(for: .down) == nil, "\(line)") }
      if isConcave { #expect(probe.search(for: .up) == nil, "\(line)") }
    }
    let isProved = ![.notConvex, .notProved].contains(answer.verdict)
    #expect(isProved == !answer.proof.isEmpty)
  }
}
