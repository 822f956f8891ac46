import GradusExpression
import GradusNotation
import Testing

/// Labels, objectives, densities and declared functions as papers print them.
@Suite("As papers print it") struct ReadingPapersTests {
  @Test(
    "a label on the left, a typeface or a command changes nothing",
    arguments: [
      (#"\log p(y|X,\theta) = \|y - X\theta\|^2"#, "norm2(y - X*theta)^2"),
      (#"p(c|\mu) = \exp(-(c-\mu)^2)"#, "exp(-(c - mu)^2)"),
      (#"\nabla f = (A + A^T) x"#, "(A + A')*x"), (#"\frac{\partial L}{\partial w} = X^T (X w - y)"#, "X'*(X*w - y)"),
      (#"KL(q||p) = \sum_i q_i \log (q_i/p_i)"#, "q'*log(q./p)"), (#"L(w; X, y) = \|X w - y\|^2"#, "norm2(X*w - y)^2"),
      (#"\norm{x}^2"#, "x'*x"), (#"\norm{X w - y}_2^2"#, "norm2(X*w - y)^2"), (#"\abs{c}"#, "abs(c)"),
      (#"\inner{x}{A x}"#, "x'*A*x"),
      (#"\mbox{tr}(A^T A)"#, "tr(A'*A)"), (#"{\rm tr}(A^{\sf T} A)"#, "tr(A'*A)"),
      (#"\mathbf{x}^t A \mathbf{x}"#, "x'*A*x"),
      (#"x^t A x"#, "x'*A*x"), (#"\begin{bmatrix} 1 2 \\ 3 4 \end{bmatrix} x"#, "[1 2; 3 4]*x"),
      (#"[1 & 2 \\ 3 & 4] x"#, "[1 2; 3 4]*x"),
      ("<x, A x>", "x'*A*x"), ("1^T x", "sum(x)"),
      (#"\log \mathcal{N}(c; m, s)"#, "log(exp(-(c-m)^2/(2*s))/sqrt(2*pi*s))"),
      (#"\mathcal{N}(x | \mu, \Sigma)"#, "exp(-(x-mu)'*inv(Sigma)*(x-mu)/2)/sqrt(det(2*pi*Sigma))"),
      (#"KL(q \| p)"#, "q'*log(q./p)"), (#"\Gamma(c)"#, "exp(lgamma(c))"), ("polygamma(1, c)", "trigamma(c)"),
    ] as [(String, String)])
  func same(text: String, same: String) throws {
    var (reader, other) = (Reader(), Reader())
    for shape in ["x: [2]", "c: scalar", "m: scalar", "s: scalar", "A: [2, 2]"] {
      try reader.declare(shape)
      try other.declare(shape)
    }
    let (read, expected) = (try reader.read(text).formula, try other.read(same).formula)
    var generator = SplitMix64(5)
    var inputs: [String: Tensor] = [:]
    for symbol in expected.symbols {
      let shape = symbol.shape.map { _ in 2 }
      var tensor = Tensor(
        shape: shape, values: (0..<shape.reduce(1, *)).map { _ in Double.random(in: 0.2...0.8, using: &generator) })
      if shape.count == 2 { for i in 0..<2 { tensor[i, i] = tensor[i, i] + 2 } }
      inputs[symbol.name] = tensor
    }
    let sizes = Dictionary(uniqueKeysWithValues: Set(read.sizeSymbols + expected.sizeSymbols).map { ($0, 2) })
    let evaluator = Evaluator(inputs: inputs, sizes: sizes)
    let (value, wanted) = (try evaluator.evaluate(read), try evaluator.evaluate(expected))
    #expect(zip(value.values, wanted.values).allSatisfy { abs($0 - $1) <= 1e-9 * (1 + abs($1)) }, "\(read)")
  }

  @Test(
    "The objective of a minimisation is read, and the reading says so",
    arguments: [
      #"\min_w \|X w - y\|^2"#, #"\argmin_{w} \|X w - y\|^2"#, #"\arg\min_{w} \|X w - y\|^2"#,
      #"\hat{w} = \argmin_w \|X w - y\|^2"#,
      #"\min_{w \in \mathbb{R}^d} \|X w - y\|^2"#,
    ])
  func objective(text: String) throws {
    var reader = Reader()
    let reading = try reader.read(text)
    #expect(reading.shapesNote()?.contains("the objective over w") == true)
    #expect(reading.formula.isScalar && reading.symbol("w")?.shape.count == 1)
  }

  @Test("A declared function stays a function, and its derivative has a prime") func declared() throws {
    var reader = Reader()
    try reader.declare("f: function")
    let formula = try reader.read("f(2*x) + f'(x)").formula
    #expect(formula.written(as: .ascii) == "f(2*x) + f'(x)" || formula.written(as: .ascii) == "f'(x) + f(2*x)")
    #expect(throws: ReadingError.self) { try reader.read("f*x") }
    #expect(throws: ReadingError.self) { try reader.read("f(x, y)") }
  }

  @Test(
    "what can be read in two ways is asked",
    arguments: [
      ("x^t y", "x^T for the transpose"), ("x^H A x", "^T for the transpose"), ("x_i_y_i", "x_i*y_i for the product"),
      (#"\mathbb{E}_{x \sim p}[x^2]"#, "expectation"), (#"L = x^2 = y^2"#, "found ="),
    ] as [(String, String)])
  func asked(text: String, words: String) throws {
    var reader = Reader()
    let error = #expect(throws: ReadingError.self) { try reader.read(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }
}
