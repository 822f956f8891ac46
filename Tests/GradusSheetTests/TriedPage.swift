/// Pages that were tried as their authors would print them, with what each question comes to.
struct TriedPage: CustomStringConvertible, Sendable {
  let name: String
  let text: String
  /// By the label of the question: words that the answer holds, or that say why there is none.
  let wanted: [(label: String, words: String, isAnswered: Bool)]
  var description: String { name }
}

extension TriedPage {
  static let all = [facts, descent, convexity, latexCourse, solutions, quiz, exam]

  static let facts = TriedPage(
    name: "facts",
    text: #"""
      # Sheet

      ## Exercise 1

      Let $f(w) = \|Xw - y\|^2 + \lambda \|w\|^2$ with $\lambda > 0$.

      a) Find the minimiser of $f$.

      b) Is $f$ convex?

      ## Exercise 2

      Let $A \in \mathbb{R}^{n\times n}$ with $A \succ 0$. Consider $f(x) = x^\top A x$.

      a) Compute the gradient of $f$.

      b) Find the minimiser of $f$.

      ## Exercise 3

      Consider $f(x) = x^\top A x - b^\top x$, where $A$ is symmetric positive definite.

      a) Compute the gradient of $f$.

      b) Find the minimiser of $f$ .

      ## Exercise 4

      Let $\ell(p) = -k \log p - (n-k) \log(1-p)$, where $0 < p < 1$ and $n \geq 1$.

      a) Compute the derivative of $\ell$.

      b) Is $\ell$ convex?

      ## Exercise 5

      Let $c$ be a positive constant and $g(x) = c x^2$.

      a) Is $g$ convex?

      b) Find the gradient of $h(x) = x^\top B x$ for a symmetric matrix $B$.

      c) Find the gradient of $h(x) = x^\top C x$ where $C \succeq 0$.

      d) Compute the derivative of $\log(x)$ for $x > 0$.

      e) Compute the gradient of $\sum_i \sqrt{x_i^2}$, where $x_i > 0$.

      f) Is $q(x) = a x^4 + d x^2$ convex if $a, d \ge 0$?

      g) For $\gamma \ge 0$, is $\|x\|^2 + \gamma \|x\|_1$ convex in $x$?

      h) Compute $\sqrt{u^2}$ for $u \in \mathbb{R}_{+}$.

      ## Exercise 6

      Let $y_i \in \{-1, 1\}$, $S \in \mathbb{S}^n_{++}$ and $p \in (0,1)$.

      a) Find the gradient of $v^\top S v$ with respect to $v$.

      b) Compute the derivative of $\log p$ with respect to $p$.

      c) Compute $\sqrt{p^2}$.
      """#,
    wanted: [
      ("1a", "w = (Xᵀ X + λ Iₙ)⁻¹ Xᵀ y", true),
      ("1b", "f(w) = ‖X w − y‖² + λ ‖w‖² is strictly convex.", true),
      ("2a", "∇f = 2 A x", true),
      ("2b", "x = 𝟎ₙ", true),
      ("3a", "∇f = 2 A x − b", true),
      ("3b", "x = ½ A⁻¹ b", true),
      ("4a", "∂l/∂p = (n − k/p)/(1 − p)", true),
      ("4b", "l(p) = −k log(p) − (n − k) log(1 − p) is not proved.", true),
      ("5a", "g(x) = c x² is strictly convex.", true),
      ("5b", "∇h = 2 B x", true),
      ("5c", "∇h = 2 C x", true),
      ("5d", "1/x", true),
      ("5e", "𝟏ₙ", true),
      ("5f", "q(x) = a x⁴ + d x² is convex.", true),
      ("5g", "‖x‖² + γ ‖x‖₁ is strictly convex.", true),
      ("5h", "√(u²) = u", true),
      ("6a", "2 S v", true),
      ("6b", "1/p", true),
      ("6c", "√(p²) = p", true),
    ])

  static let descent = TriedPage(
    name: "descent",
    text: #"""
      # Sheet

      ## Exercise 3

      Consider $f(x_1, x_2) = x_1^2 + 3 x_2^2$.

      a) Perform one step of gradient descent from $x_0 = (1,1)$ with learning rate $\eta$.

      b) What is the update rule of gradient descent with learning rate $\eta$?

      c) Perform two steps of gradient descent from $(1, 2)$ with step size $\alpha > 0$.

      ## Exercise 4

      Let $L(w) = \|Xw - y\|^2$.

      a) Write down the gradient descent update for $w$.

      b) State the update rule of gradient descent with step size $\eta/2$.

      c) What is the gradient descent update from $w^{(0)}$ with step size $0.1$?

      ## Exercise 5

      Let $\theta \in \mathbb{R}^2$ and $J(\theta) = \theta^\top Q \theta$ with $Q = \begin{pmatrix} 2 & 1\\ 1 & 3\end{pmatrix}$. We use gradient descent with a learning rate of $0.1$.

      a) Compute the first iterate starting from $\theta^{(0)} = (1, -1)^\top$.

      b) Perform one step of gradient descent from $(1, 0)$ with step length $\gamma$.

      ## Exercise 6

      Let $\ell(p) = -k \log p - (n-k) \log(1-p)$, where $0 < p < 1$ and $n \geq 1$.

      a) Compute the derivative of $\ell$.

      b) Is $\ell$ convex?

      c) Let $c$ be a positive constant and $g(x) = c x^2$. Is $g$ convex?

      d) Find the gradient of $h(x) = x^\top B x$ for a symmetric matrix $B$.

      e) Compute the gradient of $\sum_i \sqrt{x_i^2}$, where $x_i > 0$.

      f) Is $q(x) = a x^4 + d x^2$ convex if $a, d \ge 0$?

      g) For $\gamma \ge 0$, is $\|x\|^2 + \gamma \|x\|_1$ convex in $x$?

      h) Compute $\sqrt{u^2}$ for $u \in \mathbb{R}_{+}$.

      ## Exercise 7

      Let $y_i \in \{-1, 1\}$, $S \in \mathbb{S}^n_{++}$ and $p \in (0,1)$.

      a) Find the gradient of $v^\top S v$ with respect to $v$.

      c) Compute $\sqrt{p^2}$.

      ## Exercise 8

      Let $f(x) = \frac12 x^\top A x - b^\top x$ with $A$ symmetric and positive definite, $b \in \mathbb{R}^n$.

      a) Find the minimiser of $f$.

      b) Let $D$ be a diagonal matrix with positive entries. Find the gradient of $x^\top D x$.

      c) Find the derivative of $\log(a x)$ with respect to $x$, where $a$ and $x$ are positive.
      """#,
    wanted: [
      ("3a", "(x₁, x₂) = (1 − 2 η, 1 − 6 η)", true),
      ("3b", "x₁ ← x₁ − 2 η x₁", true),
      ("3c", "(x₁, x₂) = (4 α (α − 1) + 1, 24 α (3 α − 1) + 2)", true),
      ("4a", "w ← w − 2 η Xᵀ(X w − y)", true),
      ("4b", "w ← w − η Xᵀ(X w − y)", true),
      ("4c", "w = w₀ − ⅕ Xᵀ(X w₀ − y)", true),
      ("5a", "θ = (4/5, −3/5)", true),
      ("5b", "θ = (1 − 2 γ ([2; 1]ᵀ [1; 0]), −2 γ ([1; 0]ᵀ [1; 3]))", true),
      ("6a", "∂l/∂p = (n − k/p)/(1 − p)", true),
      ("6b", "l(p) = −k log(p) − (n − k) log(1 − p) is not proved.", true),
      ("6c", "g(x) = c x² is strictly convex.", true),
      ("6d", "∇h = 2 B x", true),
      ("6e", "𝟏ₙ", true),
      ("6f", "q(x) = a x⁴ + d x² is convex.", true),
      ("6g", "‖x‖² + γ ‖x‖₁ is strictly convex.", true),
      ("6h", "√(u²) = u", true),
      ("7a", "2 S v", true),
      ("7c", "√(p²) = p", true),
      ("8a", "x = A⁻¹ b", true),
      ("8b", "say in what: with respect to one of D, x, in ", false),
      ("8c", "1/x", true),
    ])

  static let convexity = TriedPage(
    name: "convexity",
    text: #"""
      # Sheet

      ## Exercise 1

      Let $f(w) = \|Xw - y\|^2 + \lambda \|w\|^2$ with $\lambda > 0$.

      a) Is $f$ strongly convex?

      b) Show that $f$ is strongly convex.

      c) Is $f$ smooth?

      d) Find the Lipschitz constant of the gradient of $f$.

      e) Is $f$ strictly convex?

      f) Is $f$ concave?

      ## Exercise 2

      Consider $f(x_1, x_2) = x_1^2 + x_1 x_2 + 3 x_2^2$.

      a) Show that $f$ is strongly convex.

      b) Is $\nabla f$ Lipschitz continuous?

      c) What is the smoothness constant of $f$?

      d) What is the strong convexity parameter of $f$?

      e) Is $f$ Lipschitz continuous?

      ## Exercise 3

      a) Is $x^4$ strongly convex?

      b) Is $e^x$ strongly convex?

      c) Is $\log(1 + e^x)$ smooth?

      d) Is $\log(1+e^{x})$ Lipschitz continuous?

      e) Is $g(x) = 3x - 2$ strictly convex?

      f) Is $|x| + x^2$ strongly convex?

      g) Prove that $h(w) = \sum_{i=1}^n \log(1 + e^{-y_i w^\top x_i}) + \frac{\lambda}{2} \|w\|^2$ is strongly convex in $w$ for $\lambda > 0$.

      h) Is $x^3$ convex on $\mathbb{R}$?

      i) For which values of $a$ is $q(x) = a x^2 + x^4$ convex?

      j) Is $\|Xw-y\|^2$ strongly convex in $w$?

      k) Is $\tanh(x)$ Lipschitz?

      l) Is $x^\top A x$ strongly convex in $x$ if $A \succ 0$?

      m) Is $-\log x$ convex?

      n) Is $\log \sum_i e^{x_i}$ convex?

      o) Determine whether $f(x,y) = x^2 - y^2$ is convex.

      p) Is the function $\max(x, 0)$ smooth?
      """#,
    wanted: [
      ("1a", "Yes: it is strongly convex, with μ the smallest eigenvalue of 2 (Xᵀ X + λ Iₙ), the Hessian, which is the same everywhere.", true),
      ("1b", "Yes: it is strongly convex, with μ the smallest eigenvalue of 2 (Xᵀ X + λ Iₙ), the Hessian, which is the same everywhere.", true),
      ("1c", "Yes: it is smooth, with L the largest eigenvalue of 2 (Xᵀ X + λ Iₙ), the Hessian, which is the same everywhere.", true),
      ("1d", "Yes: it is smooth, with L the largest eigenvalue of 2 (Xᵀ X + λ Iₙ), the Hessian, which is the same everywhere.", true),
      ("1e", "f(w) = ‖X w − y‖² + λ ‖w‖² is strictly convex.", true),
      ("1f", "f(w) = ‖X w − y‖² + λ ‖w‖² is strictly convex.", true),
      ("2a", "Yes: it is strongly convex, with", true),
      ("2b", "Yes: it is smooth, with", true),
      ("2c", "L = √5 + 4", true),
      ("2d", "μ = 4 − √5", true),
      ("2e", "No: its gradient grows without bound.", true),
      ("3a", "No: its second derivative is 0 at x = 0, below any μ > 0 that one would name.", true),
      ("3b", "No: its second derivative is 4.25e-18 at x = −40, below any μ > 0 that one would name.", true),
      ("3c", "Yes: it is smooth, with", true),
      ("3d", "Yes: it is Lipschitz continuous, with", true),
      ("3e", "g(x) = 3 x − 2 is convex.", true),
      ("3f", "Yes: it is strongly convex, with", true),
      ("3g", "Yes: it is strongly convex, with", true),
      ("3h", "x³ is not convex.", true),
      ("3i", "q(x) = a x² + x⁴ is convex if a ≥ 0.", true),
      ("3j", "It is strongly convex if Xᵀ X is positive definite, with μ the smallest eigenvalue of 2 Xᵀ X, the Hessian, which is the same everywhere.", true),
      ("3k", "Yes: it is Lipschitz continuous, with", true),
      ("3l", "Yes: it is strongly convex, with μ the smallest eigenvalue of 2 A, the Hessian, which is the same everywhere.", true),
      ("3m", "−log(x) is strictly convex.", true),
      ("3n", "log(∑ᵢ e^xᵢ) is convex.", true),
      ("3o", "f(x, y) = x² − y² is not convex.", true),
      ("3p", "No: it has kinks, where its gradient jumps.", true),
    ])

  static let latexCourse = TriedPage(
    name: "latexCourse",
    text: #"""
      \documentclass{article}
      \begin{document}
      \section*{Exercise 1}
      Let $X \in \mathbb{R}^{n \times d}$ be a matrix of full column rank, $y \in \mathbb{R}^n$ and $\lambda > 0$ a constant.
      Consider the ridge regression objective
      \[ J(\theta) = \frac{1}{2n} \sum_{i=1}^{n} (\theta^\top x^{(i)} - y^{(i)})^2 + \frac{\lambda}{2} \|\theta\|_2^2 . \]
      \begin{enumerate}
      \item[(a)] Compute the gradient $\nabla J(\theta)$.
      \item[(b)] Compute the Hessian of $J$.
      \item[(c)] Show that $J$ is strictly convex.
      \item[(d)] Find the minimiser of $J$.
      \item[(e)] State the gradient descent update rule with learning rate $\alpha$.
      \end{enumerate}
      \begin{solution}
      \end{solution}
      \section*{Exercise 2}
      Let $x_1, \dots, x_n > 0$ be samples of an exponential distribution with density $p(x \mid \lambda) = \lambda e^{-\lambda x}$, where $\lambda > 0$. The log-likelihood is
      \[ \ell(\lambda) = n \log \lambda - \lambda \sum_{i=1}^n x_i . \]
      \begin{enumerate}
      \item[(a)] Compute $\ell'(\lambda)$.
      \item[(b)] Find the maximum likelihood estimate of $\lambda$.
      \item[(c)] Is $\ell$ concave?
      \item[(d)] Maximise $\ell$ over $\lambda$.
      \end{enumerate}
      \section*{Exercise 3}
      Consider $f(x,y) = x^2 - 2xy + 3y^2 - 4y$.
      \begin{enumerate}
      \item[(a)] Find the stationary points of $f$.
      \item[(b)] Classify the stationary points of $f$.
      \item[(c)] Compute the Hessian matrix and its eigenvalues.
      \item[(d)] Perform two steps of gradient descent starting at $(0,0)$ with step size $0.1$.
      \item[(e)] Perform one step of Newton's method starting at $(0,0)$.
      \item[(f)] Compute the directional derivative of $f$ at $(1,1)$ in the direction $(3,4)$.
      \item[(g)] Give the second-order Taylor expansion of $f$ around $(1, 1)$.
      \end{enumerate}
      \section*{Exercise 4}
      Given $A = \begin{bmatrix} 4 & 1 \\ 2 & 3 \end{bmatrix}$ and $b = (1, 2)^T$.
      \begin{enumerate}
      \item[(a)] Is $A$ invertible?
      \item[(b)] Find the eigenvalues and eigenvectors of $A$.
      \item[(c)] Solve $Ax = b$.
      \item[(d)] Compute $\|A\|_F$ and $\|b\|_2$.
      \item[(e)] Diagonalise $A$.
      \item[(f)] Compute the spectral norm of $A$.
      \item[(g)] Is $A$ positive definite?
      \item[(h)] Compute the condition number of $A$.
      \end{enumerate}
      \end{document}
      """#,
    wanted: [
      ("1a", "∇J = Xᵀ(X θ − y)/n + λ θ", true),
      ("1b", "∇²J = Xᵀ X/n + λ eye(d)", true),
      ("1c", "J(θ) = 1/(2 n)(∑ᵢ₌₁ⁿ (θᵀ xᵢ − yᵢ)²) + λ/2 ‖θ‖² is strictly convex.", true),
      ("1d", "θ = (Xᵀ X/n + λ eye(d))⁻¹ Xᵀ y/n", true),
      ("1e", "θ ← θ − α (Xᵀ(X θ − y)/n + λ θ)", true),
      ("2a", #"l′(\lambda) = n/λ − sum(x)"#, true),
      ("2b", "λ = n/sum(x)", true),
      ("2c", "l(λ) = n log(λ) − λ (∑ᵢ₌₁ⁿ xᵢ) is strictly concave.", true),
      ("2d", "λ = n/sum(x)", true),
      ("3a", "(x, y) = (1, 1) is a minimum.", true),
      ("3b", "(x, y) = (1, 1) is a minimum.", true),
      ("3c", "the word hessian stands where a formula is ex", false),
      ("3d", "(x, y) = (2/25, 14/25)", true),
      ("3e", "(x, y) = (1, 1)", true),
      ("3f", "0", true),
      ("3g", "a Taylor polynomial is that of a function of ", false),
      ("4a", "Yes: the determinant is not 0.", true),
      ("4b", "λ₁ = 2 with v₁ = (−½, 1)", true),
      ("4c", "x = (⅒, ⅗)", true),
      ("4d", "‖A‖ ≈ 5.47723", true),
      ("4d-2", "‖b‖ ≈ 2.23607", true),
      ("4e", "λ₁ = 2 with v₁ = (−½, 1)", true),
      ("4f", "σₘₐₓ(A) ≈ 5.11667", true),
      ("4g", "No: it is not symmetric.", true),
      ("4h", "√(5·√5 + 15)/√(15 − 5·√5) ≈ 2.61803", true),
    ])

  static let solutions = TriedPage(
    name: "solutions",
    text: #"""
      # Problem set

      **Problem 1.** Let $f(x) = \log(1 + e^x)$.

      (a) Differentiate $f$.

      **Solution.** $f'(x) = \frac{1}{1+e^{-x}}$.

      (b) Is $f$ convex? 

      **Solution.** Yes, since $f''(x) = \sigma(x)(1-\sigma(x)) > 0$.

      (c) Evaluate $f'(0)$.

      **Solution.** $f'(0) = 0.5$.

      **Problem 2.** Let $p = (1/2, 1/4, 1/4)$ and $q = (1/3, 1/3, 1/3)$.

      (a) Compute the entropy of $p$ in bits.

      **Solution.** 1.5 bits.

      (b) Compute $\mathrm{KL}(p \| q)$.

      **Solution.** $\mathrm{KL}(p\|q) \approx 0.0589$.

      (c) Compute $\mathrm{KL}(q \| p)$.

      **Solution.** $0.0566$

      **Problem 3.** A neuron has weights $w = (0.5, -1)$ and bias $b = 0.25$.

      (a) Compute the output of the neuron for $x = (1, 2)$ with a sigmoid activation.

      **Solution.** $\sigma(-1.25) = 0.2227$.

      (b) Compute $\mathrm{softmax}(1, 2, 3)$.

      **Solution.** $(0.0900, 0.2447, 0.6652)$

      **Problem 4.** Let $x_1,\dots,x_n$ be i.i.d. samples from $\mathcal{N}(\mu, \sigma^2)$ with $\sigma^2$ known. 

      (a) Write down the log-likelihood.

      (b) Find the MLE of $\mu$.

      **Problem 5.** Let $Q \succ 0$ and $f(x) = \frac{1}{2} x^\top Q x - b^\top x$.

      (a) Show that the minimiser of $f$ is $x^* = Q^{-1} b$.

      (b) What is the minimum value of $f$?

      **Solution.** $-\frac12 b^\top Q^{-1} b$

      (c) Show that $\nabla^2 f(x) = Q$.

      (d) Compute the gradient of $g(x) = \|Ax - b\|^2$ with $A \in \mathbb{R}^{m\times n}$.

      **Solution.** $2A^\top(Ax-b)$
      """#,
    wanted: [
      ("1a", "df/dx = sigmoid(x)", true),
      ("1b", "f(x) = log(1 + eˣ) is strictly convex.", true),
      ("1c", "f′(0) = ½", true),
      ("2a", "3/2", true),
      ("2b", "sum(p ⊙ log(p ⊘ q)) ≈ 0.0588915", true),
      ("2c", "sum(q ⊙ log(q ⊘ p)) ≈ 0.056633", true),
      ("3a", "the word neuron is not known here; statements", false),
      ("3b", "softmax((1, 2, 3)) ≈ (0.0900306, 0.244728, 0.665241)", true),
      ("4a", "the word likelihood is not known here; statem", false),
      ("4b", "no likelihood was defined as a function of wh", false),
      ("5a", "x = Q⁻¹ b", true),
      ("5b", "−½ bᵀ Q⁻¹ b", true),
      ("5c", "Both sides are the same formula.", true),
      ("5d", "∇g = 2 Aᵀ(A x − b)", true),
    ])

  static let quiz = TriedPage(
    name: "quiz",
    text: #"""
      # Quiz

      ## Exercise 1

      Consider $f(x) = x^2 - 4x + 7$.

      a) What is the minimum value of $f$?

      b) Find the minimum of $f$.

      c) Show that the minimiser of $f$ is $x^* = 2$.

      d) Show that the minimiser of $f$ is $x^* = 3$.

      e) Find the tangent line to $f$ at $x = 1$.

      f) Solve $f(x) = 7$.

      g) Compute $f(0)$, $f(1)$ and $f(2)$.

      h) For which $x$ is $f'(x) = 0$?

      ## Exercise 2

      Let $A = \begin{pmatrix} 2 & 0 \\ 0 & 3\end{pmatrix}$, $B = \begin{pmatrix} 1 & 1 \\ 0 & 1 \end{pmatrix}$ and $v = (1, -1)^\top$.

      a) Compute $AB$ and $BA$.

      b) Compute $v^\top A v$.

      c) Compute $\det(A)$ and $\operatorname{tr}(B)$.

      d) Find the largest eigenvalue of $A$.

      e) What is the rank of $B$?

      f) Is $v$ an eigenvector of $A$?

      g) Compute the projection of $v$ onto $(1, 1)$.

      h) Compute the angle between $v$ and $(1,1)$.

      i) Compute the $\ell_1$-norm of $v$.

      j) Normalise $v$.

      ## Exercise 3

      Let $g(w) = \frac{1}{2}(w - 3)^2 + |w|$.

      a) Is $g$ differentiable?

      b) Find the minimiser of $g$.

      c) Find the subgradient of $g$ at $0$.

      d) Compute $\lim_{x\to 0} \frac{\sin x}{x}$.

      e) Compute $\int_0^1 x^2 dx$.

      f) Compute $\mathbb{E}[X]$ for $X \sim \mathcal{N}(0,1)$.

      g) Derive the gradient of the cross-entropy loss $L = -\sum_k y_k \log \hat y_k$ with $\hat y = \mathrm{softmax}(z)$ with respect to $z$.

      h) Let $z = (1, 2)$. Compute $\sigma(z)$.

      i) Round $\sqrt{2}$ to 3 decimals.
      """#,
    wanted: [
      ("1a", "3", true),
      ("1b", "x = 2", true),
      ("1c", "x = 2", true),
      ("1d", "x = 2", true),
      ("1e", "the word tangent is not known here; statement", false),
      ("1f", "x = 0 or x = 4.", true),
      ("1g", "f(0) = 7", true),
      ("1g-2", "f(1) = 4", true),
      ("1g-3", "f(2) = 3", true),
      ("1h", "x = 2", true),
      ("2a", "A B = [2 2; 0 3]", true),
      ("2a-2", "B A = [2 3; 0 3]", true),
      ("2b", "vᵀ A v = 5", true),
      ("2c", "det(A) = 6", true),
      ("2c-2", "tr(B) = 2", true),
      ("2d", "an eigenvalue of A, which is not known to be ", false),
      ("2e", "2", true),
      ("2f", "It is none: the product is no multiple of the vector.", true),
      ("2g", "(0, 0)", true),
      ("2h", "≈ 1.5708", true),
      ("2i", "the word norm is not known here; statements a", false),
      ("2j", "v/‖v‖ ≈ (0.707107, −0.707107)", true),
      ("3a", "found no =, expected two formulas, as in show", false),
      ("3b", "w = 2", true),
      ("3c", "the word subgradient is not known here; did y", false),
      ("3d", #"\lim: limits are not read, in what is read as"#, false),
      ("3e", #"\int: integrals are not read, in what is read"#, false),
      ("3f", "the word for is not known here; statements ar", false),
      ("3g", "the word cross is not known here; statements ", false),
      ("3h", "sigmoid(z) ≈ (0.731059, 0.880797)", true),
      ("3i", "≈ 1.414", true),
    ])

  static let exam = TriedPage(
    name: "exam",
    text: #"""
      # Exam

      ## Question 1

      Let $X_1, \dots, X_n$ be samples and $L(p) = \sum_{i=1}^n x_i \log p + \sum_{i=1}^n (1 - x_i) \log(1-p)$ the log-likelihood.

      a) Find $L'(p)$.

      b) Is $L$ concave on $(0,1)$?

      c) Is $f(x) = x^3$ convex on $[0, \infty)$?

      d) Is $f(x) = x^3$ convex for $x < 0$?

      e) Is $x^4$ convex on $\mathbb{R}$?

      ## Question 2

      Let $A = \begin{pmatrix} 2 & -1 \\ -1 & 2 \end{pmatrix}$.

      a) Show that $A$ is symmetric.

      b) Is $A$ positive definite?

      c) Find the spectral norm of $A$.

      d) Compute the Frobenius norm of $A$.

      e) Let $q(x) = x^\top A x$. Is $q$ strongly convex?

      f) What is the smoothness constant of $q$?

      g) Find the maximum value of $-x^2 + 2x$ over $x$.

      ## Question 3

      Let $w \in \mathbb{R}^d$ and let $\phi(w) = \max(0, 1 - y w^\top x)$, where $y \in \{-1, 1\}$ and $x \in \mathbb{R}^d$.

      a) Find the gradient of $\phi$.

      b) Is $\phi$ convex?

      c) Is $\phi$ smooth?

      d) Find the gradient of $\phi^2$.

      e) State the gradient descent update rule for $\phi$ with step size $0.01$.

      ## Question 4

      We minimise $g(u, v) = (u - 1)^2 + 2 (v + 1)^2$ by gradient descent with a learning rate of $1/4$, starting from $(0, 0)$.

      a) Compute the first two iterates.

      b) Compute the first iterate.

      c) Perform one step of gradient descent from $(0,0)$.

      d) Perform one step of gradient descent with momentum from $(0,0)$ with learning rate $0.1$ and momentum $0.9$.

      e) What is the optimal step size at $(0,0)$?
      """#,
    wanted: [
      ("1a", "∂L/∂p = (sum(x)/p − n)/(1 − p)", true),
      ("1b", "convexity is decided for all numbers or for t", false),
      ("1c", "f(x) = x³ is convex.", true),
      ("1d", "f(x) = x³ is not convex.", true),
      ("1e", "x⁴ is convex.", true),
      ("2a", "Yes: compared with its transpose", true),
      ("2b", "Yes: the eigenvalues are", true),
      ("2c", "σₘₐₓ(A) ≈ 3", true),
      ("2d", "≈ 3.16228", true),
      ("2e", "Yes: it is strongly convex, with", true),
      ("2f", "L = 6", true),
      ("2g", "1", true),
      ("3a", "∇φ = −y step(1 − y (wᵀ x)) x", true),
      ("3b", "φ(w) = max(0, 1 − y wᵀ x) is convex.", true),
      ("3c", "No: it has kinks, where its gradient jumps.", true),
      ("3d", "say in what: with respect to one of w, x, y, ", false),
      ("3e", "w ← 1/100 y step(1 − y (wᵀ x)) x + w", true),
      ("4a", "the word iterates is not known here; statemen", false),
      ("4b", "no point to start from was found", false),
      ("4c", "(u, v) = (1/2, −1)", true),
      ("4d", "(u, v) = (0.2, −0.4)", true),
      ("4e", "say over what, in what is read as: optimal st", false),
    ])
}
