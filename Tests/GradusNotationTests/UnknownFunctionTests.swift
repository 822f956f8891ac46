import GradusExpression
import GradusNotation
import Testing

/// What stands before a bracket is a factor or a function; a function is never multiplied.
@Suite("Nothing is multiplied by a function") struct UnknownFunctionTests {
  @Test(
    "a function that is not known is an error that names it",
    arguments: [
      #"\log\Phi(y w^T x)"#, #"\Phi^{-1}(x)"#, #"\phi(w^T x)"#, #"\psi(x + y)"#,
      "φ(x)", "U(x)", "P(x)", #"\mathcal{L}(w)"#, #"\rho(x)"#, "p(x|y)", "p(x, y)", "k(x, z)",
      #"\mathbb{E}[(X-a)^2]"#, "E[(x-a)^2]", #"\operatorname{E}[x^2]"#,
      #"\mathbb{E}_{q}[x]"#, #"\mathbb{E}\|x\|^2"#, #"\mathrm{E} x"#, #"\operatorname{Var}(x)"#,
      #"\operatorname{Var}[x]"#,
      #"\mathrm{haversin}^2(x)"#, #"\operatorname{haversin}^2 x"#, #"\mathrm{haversin} x"#,
      "haversin^2(x)",
      "f'(x)", "g'(x + 1)", "f^{(2)}(x)", "f^{-1}(x)", "argmin x^2", "argmin_x x^2", "min_w norm2(w)^2",
      #"KL(\mathcal{N}(x; \mu, \sigma) \| q)"#, "f(x, y)", #"\psi(x)"#,
    ])
  func refused(text: String) throws {
    var reader = Reader()
    #expect(throws: ReadingError.self) { try reader.read(text) }
  }

  @Test(
    "and a factor stays one",
    arguments: [
      ("a(x+c)", "a*(x + c)"), ("w(x+1)", "w*(x + 1)"), ("x(x+1)", "x*(x + 1)"), (#"\theta(x-1)"#, "theta*(x - 1)"),
      (#"\sigma^2(x-1)"#, "sigma^2*(x - 1)"), ("c(x)+c", "c*x + c"), ("e(x+1)", "e*(x + 1)"),
      (#"\pi(x+y)"#, "pi*(x + y)"),
      ("f(x) = x^2; f(x) + 1", "x^2 + 1"), (#"\mu(1-\mu)"#, "mu*(1 - mu)"), ("2(x+1)(x-1)", "2*(x + 1)*(x - 1)"),
      (#"\tanh'(x)"#, "derivative"), (#"\sigma'(x)"#, "derivative"), ("d(x^2)/dx", "derivative"),
    ] as [(String, String)])
  func factors(text: String, same: String) throws {
    var reader = Reader()
    reader.differentiate = { _, _ in .symbol("derivative") }
    var other = Reader()
    #expect(try reader.read(text).formula == other.read(same).formula)
  }

  @Test("what is declared is a factor")
  func declared() throws {
    var reader = Reader()
    try reader.declare("U: scalar")
    #expect(try reader.read("U(x)").formula == Formula.symbol("U") * .symbol("x"))
  }
}

/// Capitals are matrices, except where only a number can stand.
@Suite("Capitals that are numbers") struct CapitalNumberTests {
  @Test(
    "have no axes",
    arguments: [
      (#"\|w\|_2^2 + C\sum_{i=1}^n \xi_i"#, "C", 0),
      (#"\frac12\|w\|^2 + \frac{C}{n}\sum_{i=1}^n \max(0, 1 - y_i w^T x_i)"#, "C", 0),
      ("(1/N)*sum((y - X*w).^2)", "N", 0), ("sum((y - X*w).^2)/N", "N", 0),
      (#"\frac{1}{2N}\sum_n (t_n - w^T x_n)^2"#, "N", 0),
      (#"-\frac{N}{2}\log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\|y - X w\|^2"#, "N", 0), ("p^k*(1-p)^(N-k)", "N", 0),
      (#"\frac{1}{NK}\sum_i x_i^2"#, "K", 0), ("norm2(A*x - b)^2", "A", 2), (#"\|A\tanh(B x) - y\|^2"#, "A", 2),
      ("norm2(X*w)^2 + sum(A*x)", "A", 2), (#"\frac{1}{w^T S w}"#, "S", 2), ("2^{w^T S w}", "S", 2),
      (#"\frac{w^T B w}{w^T S w}"#, "S", 2), (#"\frac{X^T y}{N}"#, "N", 0),
      (#"\frac{w^T x}{\sqrt{w^T S w}}"#, "S", 2), (#"e^{-x^T S x/T}"#, "T", 0), (#"e^{-x^T S x/T}"#, "S", 2),
    ] as [(String, String, Int)])
  func ranks(text: String, name: String, rank: Int) throws {
    var reader = Reader()
    #expect(try reader.read(text).symbol(name)?.shape.count == rank)
  }

  @Test("and a quotient of matrices is asked", arguments: ["A/B", "x'*A/B", "X'*y/N", #"\frac{A}{B} + B x"#])
  func quotients(text: String) throws {
    var reader = Reader()
    #expect(throws: ReadingError.self) { try reader.read(text) }
  }
}
