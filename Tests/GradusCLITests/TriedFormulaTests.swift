import Testing

/// What people wrote into the command and what came of it: read rightly, or asked about.
@Suite("Formulas that were tried") struct TriedFormulaTests {
  typealias Row = DerivationCommandTests.Row

  static let answers: [Row] = [
    Row("polar(A)", "derive", #"\sum_i \sigma_i(A)"#, "--wrt", "A"),
    Row("Iₙ", "derive", #"\sum_i \lambda_i(A)"#, "--wrt", "A"),
    Row("S⁻¹", "derive", #"\sum_{i=1}^n \log \lambda_i(S)"#, "--wrt", "S", "--let", "S: [n,n] positive definite"),
    Row("leftsv_max(A) rightsv_max(A)ᵀ", "derive", #"\|A\|_{op}"#, "--wrt", "A"),
    Row("leftsv_max(A) rightsv_max(A)ᵀ", "derive", #"\|A\|_{\mathrm{op}}"#, "--wrt", "A"),
    Row("polar(A)", "derive", #"\|A\|_{\text{nuc}}"#, "--wrt", "A"),
    Row("polar(A)", "derive", "np.linalg.norm(A, 'nuc')", "--wrt", "A"),
    Row("leftsv_max(A) rightsv_max(A)ᵀ", "derive", "np.linalg.norm(A, ord=2)", "--wrt", "A"),
    Row("2 X eigvec_max(Xᵀ X) eigvec_max(Xᵀ X)ᵀ", "derive", #"\lambda_{\max}(X^\top X)"#, "--wrt", "X"),
    Row(
      "eigvec_max(t B + A)ᵀ B eigvec_max(t B + A)", "derive", #"\lambda_{\max}(A + t B)"#, "--wrt", "t", "--let",
      "A: [n,n] symmetric", "--let", "B: [n,n] symmetric"),
    Row("3", "compute", "lambda_max([2 1; 1 2])"),
    Row("leftsv_max(A) rightsv_max(A)ᵀ", "derive", #"\rho(A)"#, "--wrt", "A", "--let", "A: [n,n] symmetric"),
    Row("leftsv_max(A) rightsv_max(A)ᵀ", "derive", #"\sigma_1(A)"#, "--wrt", "A"),
    Row("log(p ⊘ q) + 1", "derive", #"KL(p \| q)"#, "--wrt", "p"),
    Row("log(q ⊘ p) + 1", "derive", #"KL(q \| p)"#, "--wrt", "q"),
    Row("−p ⊘ q", "derive", #"KL(p \| q)"#, "--wrt", "q"),
    Row("−p ⊘ q", "derive", #"D_{KL}(p \| q)"#, "--wrt", "q"),
    Row("−p ⊘ q", "derive", #"\mathrm{KL}(p\,\|\,q)"#, "--wrt", "q"),
    Row("−p ⊘ q", "derive", #"D_{\mathrm{KL}}(p || q)"#, "--wrt", "q"),
    Row("log(q) + 1 − log(p)", "derive", #"\mathbb{E}_{q}[\log q - \log p]"#, "--wrt", "q"),
    Row("log(q ⊘ p) + 1", "derive", #"\sum_z q(z) \log \frac{q(z)}{p(z)}"#, "--wrt", "q"),
    Row("−log(p) − 1", "derive", #"H(p) = -\sum_i p_i \log p_i"#, "--wrt", "p"),
    Row("−p ⊘ q", "derive", #"H(p, q) = -\sum_x p(x) \log q(x)"#, "--wrt", "q"),
    Row(
      "(a, b) = [n, sum(x); sum(x), (xᵀ x)]⁻¹(sum(y), xᵀ y)", "minimise", #"\sum_{i=1}^n (y_i - a - b x_i)^2"#,
      "--over", "a,b"),
    Row("w = (Xᵀ X)⁻¹ Xᵀ y", "minimise", #"\sum_{i=1}^n (y_i - w^T x_i)^2"#),
    Row("½", "compute", "sin(pi/6)"),
    Row("0", "compute", "sin(10^30*pi)"),
    Row("−½", "compute", "cos(10^40*pi/3)"),
    Row("1", "compute", "tan(-(10^25 + 3)*pi/4)"),
    Row("equal", "equal", "(x^2+2)^(10^25+1/2)", "(x^2+2)^(10^25)*sqrt(x^2+2)"),
    Row(
      "not decided: no point was found at which both have a value that rounding leaves something of", "equal",
      "(x^2+2)^(10^25+1/2)", "(x^2+3)^(10^25+1/2)"),
    Row("3/2", "compute", "cos(2*pi/3) + tan(pi/4) - sin(-pi/2)"),
    Row("½·√3", "derive", "sin(pi/3)*x", "--wrt", "x"),
    Row("Φᵀ(Φ W − T)", "derive", #"\frac{1}{2}\sum_{n=1}^N \|\mathbf{t}_n - W^T \mathbf{\phi}_n\|^2"#, "--wrt", "W"),
    Row(
      "1 − y ⊙ (X Xᵀ(α ⊙ y))", "derive",
      #"\sum_{i=1}^n \alpha_i - \frac12 \sum_{i,j} \alpha_i \alpha_j y_i y_j x_i^T x_j"#, "--wrt", #"\alpha"#),
    Row("Xᵀ(y ⊙ sigmoid(−y ⊙ (X θ)))", "derive", #"\sum_{i=1}^{n} \log \sigma(y_i \theta^T x_i)"#, "--wrt", #"\theta"#),
    Row("(1 − t ⊘ y) ⊘ (1 − y)", "derive", #"-\sum_{n} \{ t_n \ln y_n + (1-t_n) \ln(1-y_n) \}"#, "--wrt", "y"),
    Row(
      "−Xᵀ(y ⊙ step(1 − y ⊙ (X w + b)))/N", "derive", #"\frac{1}{N}\sum_{i=1}^{N} \max(0, 1 - y_i(w^T x_i + b))"#,
      "--wrt", "w"),
    Row("Σ⁻ᵀ − (Σ⁻¹ S Σ⁻¹)ᵀ", "derive", #"\log\det(\Sigma) + \operatorname{tr}(\Sigma^{-1} S)"#, "--wrt", #"\Sigma"#),
    Row(
      "C w − Xᵀ(y ⊙ step(1 − y ⊙ (X w)))", "derive",
      #"\sum_i \max(0, 1 - y_i w^\top x_i) + \frac{C}{2}\|w\|^2"#, "--wrt", "w"),
    Row(
      "exp(lgamma(n + 1) − lgamma(n + 1 − k) − lgamma(k + 1))(k p^(k − 1)(1 − p)^(n − k) − pᵏ(1 − p)^(n − k − 1)(n − k))",
      "derive", #"\binom{n}{k} p^k (1-p)^{n-k}"#, "--wrt", "p"),
    Row("(k/p − n)/(1 − p)", "derive", #"\log \binom{n}{k} + k \log p + (n-k) \log(1-p)"#, "--wrt", "p"),
    Row("120", "compute", "5!"),
    Row("24", "compute", #"\Gamma(5)"#),
    Row("10", "compute", #"\binom{5}{3}"#),
    Row("n − ½", "derive", "binom(n, 2)", "--wrt", "n"),
    Row("⅙ x³ + ½ x² + x + 1", "derive", #"\sum_{k=0}^{4} \frac{x^k}{k!}"#, "--wrt", "x"),
    Row("sum(x)/λ − n", "derive", #"\sum_{i=1}^n (x_i \log \lambda - \lambda - \log x_i!)"#, "--wrt", #"\lambda"#),
    Row("(Σ⁻ᵀ + Σ⁻¹)(x − μ)", "derive", #"\|x - \mu\|_{\Sigma^{-1}}^2"#, "--wrt", "x"),
    Row("½ (A + Aᵀ)(x − y)", "derive", #"\frac12\|x - y\|_A^2"#, "--wrt", "x"),
    Row(
      "(Iₙ − 𝟏ₙ softmax(z/T)ᵀ)ᵀ diag(softmax(z/T))/T", "derive", #"\frac{e^{z_i/T}}{\sum_j e^{z_j/T}}"#, "--wrt", "z"),
    Row("exp(x/T)/T", "derive", #"e^{x/T}"#, "--wrt", "x"),
    Row("A X B + Aᵀ X Bᵀ", "derive", #"\mathrm{tr}(X^\top A X B)"#, "--wrt", "X"),
    Row("−X⁻ᵀ a bᵀ X⁻ᵀ", "derive", #"\mathbf{a}^\top \mathbf{X}^{-1} \mathbf{b}"#, "--wrt", "X"),
    Row("2 (μ − sum(μ)·𝟏/k)", "derive", #"\sum_{j=1}^{k} (\mu_j - \bar\mu)^2"#, "--wrt", #"\mu"#),
    Row(
      "(exp(−λ x) ⊙ (1 − λ x))ᵀ prodothers(λ exp(−λ x))", "derive", #"\prod_{i=1}^n \lambda e^{-\lambda x_i}"#, "--wrt",
      #"\lambda"#),
    Row("n/λ − sum(x)", "derive", #"n \log \lambda - \lambda \sum_{i=1}^n x_i"#, "--wrt", #"\lambda"#),
    Row(
      "(sum(x)/θ − n)/(1 − θ)", "derive", #"\sum_{i=1}^n (x_i \log \theta + (1 - x_i) \log (1-\theta))"#, "--wrt",
      #"\theta"#),
    Row(
      "‖x − μ‖²/σ³ − n/σ", "derive", #"-\frac{n}{2}\log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i-\mu)^2"#,
      "--wrt", #"\sigma"#),
    Row("−wᵀ sign(x − m)", "derive", #"\sum_{i=1}^n w_i |x_i - m|"#, "--wrt", "m"),
    Row("x/sum(w) − (wᵀ x)·𝟏/sum(w)²", "derive", #"\frac{\sum_i w_i x_i}{\sum_i w_i}"#, "--wrt", "w"),
    Row(
      "(S_B + S_Bᵀ − (wᵀ S_B w)(S_W + S_Wᵀ)/(wᵀ S_W w)) w/(wᵀ S_W w)", "derive", #"\frac{w^T S_B w}{w^T S_W w}"#,
      "--wrt", "w"),
    Row("λ sign(x) + 2 (1 − λ) x", "derive", #"(1-\lambda)\|x\|_2^2 + \lambda \|x\|_1"#, "--wrt", "x"),
    Row("(x − y)/‖x − y‖", "derive", #"\sqrt{\sum_i (x_i-y_i)^2}"#, "--wrt", "x"),
    Row("2 (u vᵀ − X) v", "derive", #"\sum_{i=1}^m \sum_{j=1}^n (X_{ij} - u_i v_j)^2"#, "--wrt", "u"),
    Row("2 (λ B + Xᵀ(X B − Y))", "derive", #"\|Y - X B\|_F^2 + \lambda \|B\|_F^2"#, "--wrt", "B"),
    Row("½ (Q + Qᵀ)", "derive", #"\frac12 x^T Q x + c^T x"#, "--wrt", "x", "--order", "2"),
    Row("exp(xᵀ A x)(A + Aᵀ) x", "derive", "e^{x^T A x}", "--wrt", "x"),
    Row("sigmoid(wᵀ x + b)", "derive", #"\ln(1+\exp(w^T x + b))"#, "--wrt", "b"),
    Row(
      "2 (Γᵀ Γ x + Aᵀ(A x − b))", "derive",
      #"\| \mathbf{A}\mathbf{x} - \mathbf{b} \|_2^2 + \| \Gamma \mathbf{x}\|_2^2"#, "--wrt", "x"),
    Row("2 (W x − y) xᵀ", "derive", #"f(W) = \|W x - y\|^2"#, "--wrt", "W"),
    Row("Wᵀ(diag(softmax(W x)) − softmax(W x) softmax(W x)ᵀ)", "derive", #"\text{softmax}(Wx)"#, "--wrt", "x"),
    Row("x.^2", "derive", "x^T diag(w) x", "--wrt", "w"),
    Row("2 w ⊙ x", "derive", #"x^T \operatorname{diag}(w) x"#, "--wrt", "x"),
    Row(
      "right: equal", "check", #"\sum_{i=1}^n (y_i - w^T x_i)^2"#, "--wrt", "w", "--answer",
      #"-2 \sum_{i=1}^n (y_i - w^T x_i) x_i"#),
    Row(
      "wrong: not equal: for example with", "check", #"\sum_{i=1}^n (y_i - w^T x_i)^2"#, "--wrt", "w", "--answer",
      #"2 \sum_{i=1}^n (y_i - w^T x_i) x_i"#),
    Row(
      "right", "check", #"n \log \lambda - \lambda \sum_{i=1}^n x_i"#, "--wrt", #"\lambda"#, "--answer",
      #"\frac{n}{\lambda} - n \bar{x}"#),
    Row(
      "right", "check", #"\frac1n \sum_i \log(1+e^{-y_i w^T x_i})"#, "--wrt", "w", "--answer",
      #"-\frac1n \sum_i y_i \sigma(-y_i w^T x_i) x_i"#),
    Row("right", "check", #"\|A\|_2"#, "--wrt", "A", "--answer", "leftsv_max(A) rightsv_max(A)^T"),
    Row(
      "right: equal (by: 1/(1 + exp(−u)) = sigmoid(u), exp(u) sigmoid(−u) = sigmoid(u))", "check", "log(1+exp(x))",
      "--wrt", "x", "--answer", "exp(x)/(1+exp(x))"),
    Row("wrong: not equal: for example with", "check", "x^T A x", "--wrt", "x", "--answer", "2 A x"),
    Row("right", "check", "x^T A x", "--wrt", "x", "--answer", "2 A x", "--let", "A: symmetric"),
    Row("right", "check", "x^T A x", "--wrt", "x", "--answer", "2 A x", "--let", #"A \succ 0"#),
    Row("right", "check", #"\sqrt{x^2}"#, "--wrt", "x", "--answer", "1", "--let", "x > 0"),
    Row(
      "equal (by exact arithmetic: the difference is 0 wherever both have a value)", "equal", #"\log(ab)"#,
      #"\log a + \log b"#, "--let", "a, b > 0"),
    Row("equal (by: known sign, √(u²) = |u|)", "equal", #"\sqrt{x^2}"#, "x", "--let", #"x \ge 0"#),
    Row("equal (by: sin, cos and tan of known angles)", "equal", #"\sin(\pi/6)"#, "1/2"),
    Row(
      "equal (by exact arithmetic: the difference is 0 wherever both have a value)", "equal", #"\cos^2 x - \sin^2 x"#,
      #"\cos(2x)"#),
    Row(
      "equal (by exact arithmetic: the difference is 0 wherever both have a value)", "equal", "tanh(x)",
      "2*sigmoid(2*x) - 1"),
    Row("equal", "equal", #"1 - \sigma(x)"#, #"\sigma(-x)"#),
    Row("equal", "equal", #"\|A\|_F^2"#, "tr(A^T A)"),
    Row("−Xᵀ(y ⊙ step(1 − y ⊙ (X w)))", "derive", "np.sum(np.maximum(0, 1 - y*(X @ w)))", "--wrt", "w"),
    Row("−Xᵀ sign(y − X w)/n", "derive", "np.mean(np.abs(y - X @ w))", "--wrt", "w"),
    Row("(1 − y ⊘ p) ⊘ (1 − p)/n", "derive", "-np.mean(y*np.log(p) + (1-y)*np.log(1-p))", "--wrt", "p"),
    Row("sigmoid(x)", "derive", "torch.nn.functional.softplus(x)", "--wrt", "x"),
    Row("step(W x + b) xᵀ", "derive", "F.relu(W @ x + b).sum()", "--wrt", "W"),
    Row("(B + Bᵀ) A", "derive", "np.trace(A.T @ B @ A)", "--wrt", "A"),
    Row("A⁻ᵀ", "derive", "np.linalg.inv(A) @ b", "--wrt", "b"),
    Row("2 x", "derive", "jnp.dot(x, x)", "--wrt", "x"),
    Row("2 Xᵀ(X w − y) + λ sign(w)", "derive", "sum((y - X*w).^2) + lambda*sum(abs(w))", "--wrt", "w"),
    Row("Aᵀ(A x − b)", "derive", "0.5*norm(A*x - b)^2", "--wrt", "x"),
    Row("A Bᵀ", "derive", "trace(A'*X*B)", "--wrt", "X"),
    Row("(A + Aᵀ) x", "derive", "dot(x, A*x)", "--wrt", "x"),
    Row("2 A (Aᵀ A)⁻¹", "derive", "logdet(A'A)", "--wrt", "A"),
    Row("2 Xᵀ(X w − y)/m", "derive", "mean((X*w .- y).^2)", "--wrt", "w"),
    Row("x.^2", "derive", "x.T @ np.diag(w) @ x", "--wrt", "w"),
    Row("prodothers(x)", "derive", "np.prod(x)", "--wrt", "x"),
    Row(
      "W₁ᵀ diag(1 − tanh(W₁ x).^2) W₂ᵀ diag(1 − tanh(W₂ tanh(W₁ x)).^2)", "derive", "np.tanh(W2 @ np.tanh(W1 @ x))",
      "--wrt", "x"),
    Row("(yᵀ z) Iₙ", "derive", "np.outer(x, y) @ z", "--wrt", "x"),
    Row("2 (x − sum(x)·𝟏/n)", "derive", #"\sum_i (x_i - \bar{x})^2"#, "--wrt", "x"),
    Row(
      "Xᵀ X − sum(X, 1)ᵀ sum(X, 1)/n", "derive", #"\sum_i (x_i - \bar{x})(x_i - \bar{x})^T a"#, "--wrt", "a", "--let",
      "a: [d]"),
    Row("1", "derive", #"y - \bar y"#, "--wrt", "y"),
    Row("λ", "derive", #"λ > 0; \sqrt{λ^2} x"#, "--wrt", "x"),
    Row("1", "derive", #"\sqrt{x^2}"#, "--wrt", "x", "--let", "x > 0"),
    Row("1", "derive", #"\sqrt{p^2} + x"#, "--wrt", "x", "--let", #"p \in (0,1)"#),
    Row("w", "derive", #"\sum_i \sqrt{w_i^2} x_i"#, "--wrt", "x", "--let", #"w_i \ge 0"#),
    Row("2 S x", "derive", "x'*S*x", "--wrt", "x", "--let", "S: symmetric"),
    Row("2 x", "derive", "x^2", "--wrt", "x", "--let", "x < 3"),
    Row("w = (Xᵀ X + λ Iₙ)⁻¹ Xᵀ y", "minimise", "norm2(X*w-y)^2 + λ*norm2(w)^2", "--over", "w", "--let", "λ > 0"),
  ]

  static let questions: [Row] = [
    Row(
      #"\sigma_1 before a bracket: a function that is not known: define it bef"#, "derive", #"\sigma_1(W_1 x)"#,
      "--wrt", "x"),
    Row(
      "f_i before a bracket: a function for each index: define one function, ", "derive", #"\sum_i f_i(x)"#, "--wrt",
      "x"),
    Row(
      "f_i before a bracket: a function for each index: define one function, ", "derive", #"\sum_{i=1}^n f_i(x)^2"#,
      "--wrt", "x"),
    Row(
      "A_i, a matrix for each index: a symbol has at most two axes; where it ", "derive", #"\sum_i x_i^T A_i x_i"#,
      "--wrt", "x"),
    Row(
      #"\Sigma_i, a matrix for each index: a symbol has at most two axes; wher"#, "derive",
      #"\sum_{i=1}^n w_i \Sigma_i"#, "--wrt", "w"),
    Row(
      #"\Sigma_k, a matrix for each index: a symbol has at most two axes; wher"#, "derive",
      #"\sum_{k=1}^K \pi_k \Sigma_k"#, "--wrt", #"\pi"#),
    Row(
      #"\Sigma_i, a matrix for each index: a symbol has at most two axes; wher"#, "derive",
      #"\sum_{i=1}^n (x - \mu_i)^T \Sigma_i^{-1} (x - \mu_i)"#, "--wrt", "x"),
    Row(
      "A_i, a matrix for each index: a symbol has at most two axes; where it ", "derive",
      #"\sum_{i=1}^n \|A_i x - b_i\|^2"#, "--wrt", "x"),
    Row(
      #"\mathbb{E}: an expectation is not read; write mean(…) of a vector, or "#, "derive",
      #"\mathbb{E}_{x \sim p}[f(x)]"#, "--wrt", "x"),
    Row(
      "q before a bracket: a function that is not known: define it before, as", "derive",
      #"\mathbb{E}_{q}[\log q(z) - \log p(z)]"#, "--wrt", "q"),
    Row(
      "Several symbols could be the unknown (a, b): name it with --for or --o", "minimise",
      #"\sum_{i=1}^n (y_i - a x_i - b)^2"#),
    Row("Several symbols could be the unknown (X, w): name it with --for or --o", "minimise", "norm2(X*w-y)^2"),
    Row(
      #"\mathbb{E}: an expectation is not read; write mean(…) of a vector, or "#, "derive",
      #"\mathbb{E}_{q(z)}[\log q(z) - \log p(z)]"#, "--wrt", "q"),
    Row(
      #"a power of (y_i - W^T x_i), which is a vector for each index: write \|"#, "derive",
      #"\sum_{i=1}^n (y_i - W^T x_i)^2"#, "--wrt", "W"),
    Row(
      "the index t as a number: it runs up to T, which is no number here; giv", "derive",
      #"\sum_{t=1}^{T} \gamma^t r_t"#, "--wrt", #"\gamma"#),
    Row(
      "beta can be a scalar or a vector: declare it, for example beta: scalar", "derive", #"x^{T}x e^{-\beta x^T x}"#,
      "--wrt", "x"),
    Row(
      #"\ell before a bracket: a function that is not known: define it before,"#, "derive",
      #"\sum_{i=1}^n \ell(y_i, f(x_i))"#, "--wrt", "y"),
    Row(
      "AB is ambiguous: write A*B for the product or AB: … to declare the nam", "equal", "(A+B)^2", "A^2 + 2AB + B^2"),
    Row("AB is ambiguous: write A*B for the product or AB: … to declare the nam", "equal", "(AB)^{-1}", "B^{-1}A^{-1}"),
    Row(
      #"\sum_i over i: nothing under it has the index i; write entries as x_i,"#, "equal", #"\|A\|_F^2"#,
      #"\sum_i \sigma_i(A)^2"#),
    Row(
      "the entry at y: write the place as a number, or multiply by what is 1 ", "derive",
      "torch.logsumexp(z, dim=0) - z[y]", "--wrt", "z"),
    Row(
      "s can be a scalar or a vector: declare it, for example s: scalar or s:", "derive",
      "np.exp(-np.linalg.norm(x - y)**2 / (2*s**2))", "--wrt", "x"),
    Row("AB is ambiguous: write A*B for the product or AB: … to declare the nam", "derive", "A*x + AB*x", "--wrt", "x"),
    Row(
      "the sign of the square matrix A is ambiguous: write A ≻ 0 or A ⪰ 0 for", "derive", "x'*A*x", "--wrt", "x",
      "--let", "A > 0"),
    Row("v_+ is ambiguous: write (v)_+ for the positive part", "derive", #"u^\top v_{+}"#, "--wrt", "u"),
    Row("the norm of f below which H stands is ambiguous", "derive", #"\lambda \|f\|_H^2"#, "--wrt", "f"),
    Row("a factorial at -1: it has no value", "compute", "(-1)!"),
    Row("!!: double factorials are not read", "compute", "5!!"),
    Row("the parts of the quotient x: scalar or vector and T", "derive", "x/T", "--wrt", "x"),
    Row("a sum without end: give a number", "derive", #"\sum_{k=0}^{\infty} \frac{x^k}{k!}"#, "--wrt", "x"),
    Row("a comparison: in brackets it is 1 where it holds and 0 elsewhere", "compute", "3 > 2"),
  ]

  @Test("an answer begins with the line that was found right", arguments: answers)
  func answered(row: Row) throws {
    let result = try Program.run(row.arguments)
    #expect(result.output.split(separator: "\n").first.map(String.init) == row.answer, "\(result.errors)")
  }

  @Test("what could be read in two ways, or in none, is said", arguments: questions)
  func asked(row: Row) throws {
    let result = try Program.run(row.arguments)
    #expect(result.status != 0)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(row.answer), "\(result.errors)")
  }
}
