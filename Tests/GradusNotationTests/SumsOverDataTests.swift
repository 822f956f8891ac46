import GradusExpression
import GradusNotation
import Testing

/// `x_i` under a sum is an entry or a row, and everything around it says which.
@Suite("Sums over data") struct SumsOverDataTests {
  static let shapes = [
    "X: [n, d]", "Y: [n, k]", "Z: [n, k]", "W: [k, d]", "U: [n, r]", "V: [m, r]", "R: [n, m]", "S: [n, n]", "A: [d, d]",
    "mu: [d]", "w: [d]", "y: [n]", "t: [n]", "alpha: [n]", "b: scalar", "lambda: scalar",
  ]

  /// Both formulas, with the second one's shapes declared; the first one is read in a reader that knows nothing.
  private func formulas(_ text: String, _ same: String) throws -> (Formula, Formula) {
    var fresh = Reader()
    var declared = Reader()
    for shape in Self.shapes { try declared.declare(shape) }
    return (try fresh.read(text).formula, try declared.read(same).formula)
  }

  /// The same points for both: every size is a number of its own.
  private func agree(_ text: String, _ same: String) throws -> Bool {
    let (read, expected) = try formulas(text, same)
    let lengths = ["n": 4, "d": 3, "k": 2, "m": 5, "r": 2]
    var generator = SplitMix64(7)
    var inputs: [String: Tensor] = [:]
    for symbol in expected.symbols {
      let shape = symbol.shape.map { lengths[$0.description]! }
      let values = (0..<shape.reduce(1, *)).map { _ in Double.random(in: 0.2...1.4, using: &generator) }
      inputs[symbol.name] = Tensor(shape: shape, values: values)
    }
    guard Set(read.symbols.map(\.name)) == Set(expected.symbols.map(\.name)) else { return false }
    let value = try Evaluator(inputs: inputs).evaluate(read)
    let other = try Evaluator(inputs: inputs).evaluate(expected)
    return value.shape == other.shape
      && zip(value.values, other.values).allSatisfy { abs($0 - $1) <= 1e-12 * (1 + abs($1)) }
  }

  @Test(
    "are the formula with matrices that the author means",
    arguments: [
      // Regression, in the three spellings.
      (#"\sum_{i=1}^n (y_i - \mathbf{w}^T \mathbf{x}_i)^2"#, "norm2(y - X*w)^2"),
      ("∑ᵢ (yᵢ − wᵀxᵢ)²", "norm2(y - X*w)^2"), ("∑ᵢ₌₁ⁿ (yᵢ − wᵀxᵢ)²", "norm2(y - X*w)^2"),
      (#"\sum^n_{i=1} (y_i - x_i^\top w)^2"#, "norm2(y - X*w)^2"),
      (
        #"\frac{1}{2n}\sum_{i=1}^n (y_i - w^\top x_i - b)^2 + \lambda \|w\|_2^2"#,
        "norm2(y - X*w - b)^2/(2*n) + lambda*w'*w"
      ),
      (#"\frac{1}{2}\sum_{n=1}^N \{t_n - \mathbf{w}^T\boldsymbol{x}_n\}^2"#, "norm2(t - X*w)^2/2"),
      (#"\frac{1}{2m}\sum_{i=1}^m (w^T x^{(i)} - y^{(i)})^2"#, "norm2(X*w - y)^2/(2*n)"),
      (#"\frac{1}{2m}\sum_{i=1}^m (w^T x^{[i]} - y^{[i]})^2"#, "norm2(X*w - y)^2/(2*n)"),
      (#"\sum_i (y_i - \langle w, x_i \rangle)^2"#, "norm2(y - X*w)^2"),
      (#"\sum_i (y_i - b - \sum_j w_j x_{ij})^2"#, "norm2(y - b - X*w)^2"),
      (#"\sum_i (y_i - b x_{i1} - \lambda x_{i2})^2"#, "norm2(y - b*X[:,1] - lambda*X[:,2])^2"),
      // Classification.
      (#"\sum_{i=1}^n \log(1+\exp(-y_i \mathbf{w}^\top \mathbf{x}_i))"#, "sum(log(1 + exp(-y.*(X*w))))"),
      (#"\frac1n\sum_{i=1}^n \max(0, 1 - y_i w^T x_i)"#, "sum(max(0, 1 - y.*(X*w)))/n"),
      (
        #"\sum_{i=1}^N \sum_{k=1}^K y_{ik} \log \frac{\exp(w_k^T x_i)}{\sum_{j=1}^K \exp(w_j^T x_i)}"#,
        "sum(Y.*logsoftmax(X*W'))"
      ),
      (#"\prod_{i=1}^n \sigma(w^T x_i)"#, "prod(sigmoid(X*w))"),
      (
        #"\sum_i \alpha_i - \frac12 \sum_{i,j} \alpha_i\alpha_j y_i y_j x_i^T x_j"#,
        "sum(alpha) - (alpha.*y)'*X*X'*(alpha.*y)/2"
      ),
      // Norms, quadratic forms and outer products of rows.
      (#"\sum_{i=1}^n \|x_i - \mu\|^2"#, "norm2(X - vector(1)*mu')^2"),
      (#"\sum_{i=1}^n \|x_i - \mu\|_1"#, "sum(abs(X - vector(1)*mu'))"),
      (#"\sum_{i=1}^n \|x_i\|"#, "sum(sqrt(sum(X.^2, 2)))"),
      (#"\sum_{i=1}^n \|x_i\|_\infty"#, "sum(max(abs(X), [], 2))"),
      (#"\sum_{i=1}^n (x_i - \mu)^T A (x_i - \mu)"#, "tr((X - vector(1)*mu')*A*(X - vector(1)*mu')')"),
      (#"\sum_{i=1}^n x_i x_i^T"#, "X'*X"), (#"\operatorname{tr}(A \sum_i x_i x_i^T)"#, "tr(A*X'*X)"),
      (#"\sum_i \|A x_i - w\|^2"#, "norm2(X*A' - vector(1)*w')^2"),
      (#"\sum_i w^T \tanh(A x_i + \mu)"#, "sum(tanh(X*A' + vector(1)*mu')*w)"),
      (#"\sum_i w^T \operatorname{softmax}(A x_i)"#, "sum(softmax(X*A')*w)"),
      (#"\sum_{i=1}^n \max(x_i)"#, "sum(max(X, [], 2))"), (#"\frac1n\sum_{i=1}^n x_i^T \mu"#, "mean(X*mu)"),
      (#"\sum_i \log \sum_j \exp(x_{ij})"#, "sum(logsumexp(X, 2))"),
      (#"\sum_{i=1}^{n} \max_j x_{ij}"#, "sum(max(X, [], 2))"), (#"\max_i |y_i|"#, "max(abs(y))"),
      (#"\sum_{i=1}^{n} \max_{k} w_k^T x_i"#, "sum(max(X*W', [], 2))"),
      (#"\sum_i \alpha_i y_i x_i^T w + b"#, "(alpha.*y)'*X*w + b"),
      // Factorisations and pairs.
      (#"\sum_{i,j} (r_{ij} - u_i^T v_j)^2"#, "norm2(R - U*V')^2"),
      (#"\sum_i \|x_i - \sum_k z_{ik} w_k\|^2"#, "norm2(X - Z*W)^2"),
      (#"\sum_{i,j=1}^n s_{ij} y_i y_j"#, "y'*S*y"), (#"\sum_{i \ne j} s_{ij}"#, "sum(S) - tr(S)"),
      (#"\sum_{i \neq j} x_i^T x_j"#, "sum(X*X') - tr(X*X')"),
      // Numbers, where everything agrees with numbers.
      (#"\sum_{i=1}^n (y_i - b)^2"#, "norm2(y - b)^2"), (#"\frac{1}{n}\sum_{i=1}^n y_i"#, "mean(y)"),
      (#"\sum_i y_i t_i"#, "y'*t"), (#"\sum_i (y_i - b t_i)^2"#, "norm2(y - b*t)^2"),
      // In brackets.
      ("sum[i]((y[i] - w'*X[i])^2)", "norm2(y - X*w)^2"),
    ] as [(String, String)])
  func meant(text: String, same: String) throws {
    #expect(try agree(text, same))
  }

  @Test(
    "declarations decide, and a matrix that is used already has the rows",
    arguments: [
      (["x_i: [d]"], #"\sum_{i=1}^n (y_i - w x_i^T a)^2"#, "X", 2), (["x_i: scalar"], #"\sum_i w x_i"#, "x", 1),
      ([], #"\sum_{i=1}^n (y_i - w^T x_i)^2 + \|X\|_F^2"#, "X", 2), (["X: [7, 3]"], #"\sum_i \|x_i\|^2"#, "X", 2),
      ([], #"\sum_i a_i \exp(-\|x - x_i\|^2)"#, "X", 2), ([], #"\sum_i x_i^2 + x^T x"#, "x", 1),
      ([], #"\sum_{k} \pi_k \log \pi_k"#, "pi_all", 1), ([], #"\sum_k \|\mu_k\|^2"#, "mu", 2),
      ([], #"\sum_i (y_i - \hat{y}_i)^2"#, "y_hat", 1), ([], #"\sum_i (y_i - \hat{y_i})^2"#, "y_hat", 1),
    ] as [([String], String, String, Int)])
  func symbols(declarations: [String], text: String, name: String, rank: Int) throws {
    var reader = Reader()
    for declaration in declarations { try reader.declare(declaration) }
    #expect(try reader.read(text).symbol(name)?.shape.count == rank)
  }

  @Test(
    "run over sets, in order, over a part of the axis and over neighbours",
    arguments: [
      (#"\sum_{i<j} (y_i - y_j)^2"#, "sum[i,j](triu(n,1)[i,j]*(y[i] - y[j])^2)"),
      (#"\sum_{i \le j} y_i y_j"#, "y'*triu(n)*y"), (#"\sum_{j<i} y_i t_j"#, "t'*triu(n,1)*y"),
      (#"\sum_{1 \le i < j \le n} y_i y_j"#, "y'*triu(n,1)*y"),
      (#"\sum_{i=1}^n \sum_{j=i+1}^n y_i y_j"#, "y'*triu(n,1)*y"),
      (#"\sum_{i=1}^n \sum_{j \ge i} y_i y_j"#, "y'*triu(n)*y"),
      (#"\sum_{i=2}^n (y_i - b y_{i-1})^2"#, "norm2(eye(n,-1)*eye(n,-1)'*y - b*eye(n,-1)*y)^2"),
      (#"\sum_{i=1}^{n-1} (y_{i+1} - y_i)^2"#, "norm2(eye(n,1)*y - eye(n,1)*eye(n,1)'*y)^2"),
      (#"\sum_{i=1}^{n-1} \|\mathbf{x}_{i+1} - \mathbf{x}_i\|^2"#, "norm2(eye(n,1)*X - eye(n,1)*eye(n,1)'*X)^2"),
      (#"\sum_{i=2}^n (y^{(i)} - y^{(i-1)})^2"#, "norm2(eye(n,-1)*eye(n,-1)'*y - eye(n,-1)*y)^2"),
      (#"\sum_{i=0}^{n-1} y_i^2"#, "y'*y"), (#"\sum_{k=0}^{2} b^k"#, "1 + b + b^2"),
      (#"\sum_{k=0}^{3} k b^k"#, "b + 2*b^2 + 3*b^3"),
      (#"\sum_{i=3}^{n} y_i"#, "sum(y) - y[1] - y[2]"),
      (#"\sum_{i \in [n]} y_i t_i"#, "y'*t"),
      (#"\mathbb{E}_i[(y_i - \mathbf{w}^T \mathbf{x}_i)^2]"#, "norm2(y - X*w)^2/n"),
    ] as [(String, String)])
  func ranges(text: String, same: String) throws {
    #expect(try agree(text, same))
  }

  @Test("A set of indices is a vector or matrix of 0 and 1") func sets() throws {
    var reader = Reader()
    let reading = try reader.read(#"\frac{1}{|S|} \sum_{i \in S} (y_i - \mathbf{w}^T \mathbf{x}_i)^2"#)
    #expect(reading.symbol("S")?.facts.contains(.zeroOne) == true)
    #expect(reading.symbol("S")?.shape == reading.symbol("y")?.shape)
    #expect(reading.shapesNote(as: .ascii)?.contains("S [n], 1 at its members and 0 elsewhere") == true)
    var pairs = Reader()
    let observed = try pairs.read(#"\sum_{(i,j)\in\Omega} (R_{ij} - \mathbf{u}_i^T \mathbf{v}_j)^2"#)
    #expect(observed.symbol("Omega")?.shape == observed.symbol("R")?.shape)
  }

  @Test(
    "what can be read in two ways is asked",
    arguments: [
      (#"\sum_{i=1}^n (y_i - w \cdot x_i)^2"#, "x_i: scalar or x_i: [d]"),
      (#"\sum_{i=1}^{r} \sigma_i u_i v_i^T"#, "scalar or a vector"), (#"\sum_i y_i x_i^T"#, "scalar or a vector"),
      (#"\sum_{i} x_i^\top A_i x_i"#, "A_i"), (#"\sum_i \|X_i - \mu\|^2"#, "X_i: [d]"),
      (#"\sum_{i=1}^n x_i - x_n"#, "x_n beside"),
      (#"W^{(1)} x + W_1 x"#, "beside W_1"), ("p^*q", "the superscript *"),
      (#"\sum_{i=1}^N \log \sum_j e^{s_j - s_{y_i}}"#, "an entry itself"),
      (#"\sum_{u,i} (r_{ui} - b_u - b_i - p_u^T q_i)^2"#, "b_i beside b_u"),
      (#"\sum_i (y_i - w^T x_i)^2 + \|X^T w\|^2"#, "which is square"),
      (#"\|\sum_i a_i x_i - b\|^2"#, "can be a scalar or a vector"),
      (#"\sum_{i=1}^n (y_i - w x_i)^2 + \lambda \|w\|^2"#, "inside a norm"), ("(x - x')^2", "transposed"),
      (#"\sum_i (x - x_i)^2"#, "x beside x_i"), (#"\sum_k (x - \mu_k)^T \Sigma_k^{-1} (x - \mu_k)"#, "Sigma_k"),
      (#"\sum_i y_i \log p_i + (1-y_i)\log(1-p_i)"#, "outside the sum"), (#"\log \sum_j e^{z_j} - z_y"#, "z_y beside"),
      (#"\sum_t (x_t - a x_{t-1})^2"#, "the range of the sum"), (#"\sum_{t=1}^T x_{t-1}"#, "the range of the sum"),
      (#"\sum_{t=1}^{T} x_{t+1}"#, "the range of the sum"), ("x_{t-1} + x_t", "no sum runs over t"),
      (#"\prod_{i=2}^n x_i"#, "under sums"),
      (#"\sum_{i=1}^n \mathbf{x}_i^2"#, "the base and the exponent"),
      (#"\sum_{i=1}^n x_i + \sum_{i=1}^m x_i"#, "size"),
      (#"\sum_i \log\det(x_i x_i^T)"#, "an index inside this operation"),
      (#"\sum_{i,j} \max(A_{ij})"#, "max of one entry"), (#"\sum_i \|A_i x - b_i\|^2"#, "A_i"),
      (#"y - \bar{x y}"#, "over more than a letter"), (#"\sum_{i=0}^n x_i"#, "one entry more"),
      (#"\sum_{i:y_i=1} x_i"#, "the letter of an index"),
    ] as [(String, String)])
  func asked(text: String, words: String) throws {
    var reader = Reader()
    let error = #expect(throws: ReadingError.self) { try reader.read(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test(
    "an index that no sum binds is an axis of the whole",
    arguments: [
      (#"\frac{e^{z_i}}{\sum_j e^{z_j}}"#, "exp(z)/sum(exp(z))"), (#"\frac{x_i}{\sum_j x_j}"#, "x/sum(x)"),
      (#"y_i - \sum_j A_{ij} x_j"#, "y - A*x"), (#"\sum_j A_{ij} x_j + b_i"#, "A*x + b"),
    ] as [(String, String)])
  func free(text: String, same: String) throws {
    var reader = Reader()
    let readings = try reader.read([text, same])
    #expect(readings[0].formula == readings[1].formula)
  }

  @Test("an answer may be written by its entries")
  func answers() throws {
    var reader = Reader()
    let readings = try reader.read([#"\sum_{i=1}^n (x_i - \mu)^2"#, #"2 (x_i - \mu)"#])
    #expect(readings[1].formula.shape == ["n"])
  }

  @Test("the reading is told")
  func told() throws {
    var reader = Reader()
    let reading = try reader.read(#"\sum_{i=1}^n (y_i - w^T x_i)^2"#)
    #expect(reading.shapesNote() == "read: y [n], w [d], xᵢ row i of X [n, d]")
    #expect(reading.findsRows)
    #expect(try reader.read("x^2 + 1").shapesNote() == nil)
  }

  @Test(
    "a function of an earlier text is read as its body would be where it is used",
    arguments: [
      "\\frac{1}{2m}\\sum_{i=1}^m (w^T x_i - y_i)^2", "\\frac{1}{N}\\sum_{i=1}^N \\log(1 + \\exp(-y_i w^T x_i))",
      "\\sum_i (y_i - \\mathbf{w}^T \\mathbf{x}_i)^2 + \\lambda \\|\\mathbf{w}\\|^2", "\\sum_{i=1}^n w^T x_i / n",
    ])
  func functions(body: String) throws {
    var direct = Reader()
    let wanted = try direct.read(body)
    var reader = Reader()
    try reader.declare("J(w) = \(body)")
    let found = try reader.read("J(w)")
    #expect(found.formula == wanted.formula)
    // The same shapes; the function's parameter comes first.
    func shapes(_ note: String?) -> [Substring]? { note?.dropFirst("read: ".count).split(separator: ", ").sorted() }
    #expect(shapes(found.shapesNote()) == shapes(wanted.shapesNote()))
    // And through another function.
    try reader.declare("K(w) = 2 * J(w)")
    #expect(try reader.read("K(w)").formula == 2 * wanted.formula)
  }
}
