extension TriedPage {
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
      ("3g", "(x − 1)² + 3 (y − 1)² − 2 (x − 1)(y − 1) − 2", true),
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
      ("1e", "6 − 2 x", true),
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
      ("3c", "Every number g with", true),
      ("3d", #"\lim: limits are not read, in what is read as"#, false),
      ("3e", #"\int: integrals are not read, in what is read"#, false),
      ("3f", "the word for is not known here; statements ar", false),
      ("3g", "sum(y) softmax(z) − y", true),
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
      ("1b", "whether it is concave is not found", false),
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
      ("4a", "(u, v) = (3/4, −1)", true),
      ("4b", "(u, v) = (1/2, −1)", true),
      ("4c", "(u, v) = (1/2, −1)", true),
      ("4d", "(u, v) = (0.2, −0.4)", true),
      ("4e", "λ = 5/18", true),
    ])
}
