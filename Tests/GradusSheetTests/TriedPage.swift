/// Pages that were tried as their authors would print them, with what each question comes to.
struct TriedPage: CustomStringConvertible, Sendable {
  let name: String
  let text: String
  /// By the label of the question: words that the answer holds, or that say why there is none.
  let wanted: [(label: String, words: String, isAnswered: Bool)]
  var description: String { name }
}

extension TriedPage {
  static let all = [
    facts, referents, undefined, descent, convexity, latexCourse, solutions, quiz, exam, homework, book, networks,
    algebra, calculus, metrics, marks, indices, entries, propagation, domains, lists, matrixCalculus, methods,
    midterm, assignment, problems, drill, wholes, exam2, tutorial, optimisation, constrained,
    singles, concavity, values, lines, sentences, piecewise, words,
    typedProblems, typedExercises, typedFunctions, typedLearning, typedInSigns,
    typedHomework, shapes, unicode, stars,
  ]

  static let referents = TriedPage(
    name: "referents",
    text: #"""
      # Sheet

      **1.** Let $f(x) = \frac12 x^T A x - b^T x$ with $A$ symmetric positive definite.

      a) Find the gradient.

      b) Compute the Hessian.

      c) Find its minimizer.

      d) Is this function convex?

      e) Find the minimum value.

      f) Is it strictly convex?

      g) Find the stationary points of this function.

      **2.** Consider the function $g(x, y) = x^2 + 3xy + y^2$.

      a) Determine its gradient and Hessian.

      b) Is it convex? Justify your answer.

      c) Find all critical points.

      d) Compute the gradient at the point $(1, 2)$.

      **3.** Let $M = \begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}$.

      a) Compute its determinant and its eigenvalues.

      b) Is it positive definite?

      c) Find the inverse of the matrix.

      **4.** Let $p(x) = x^2$ and $q(x) = x^3$.

      a) Is it convex?

      b) Compute the derivative of $p$. Is it convex?

      **5.** Find the derivative.

      a) $\sin(x^2)$

      b) $x e^x$
      """#,
    wanted: [
      ("1a", "A x − b", true), ("1b", "= A", true), ("1c", "A⁻¹ b", true), ("1d", "strictly convex", true),
      ("1e", "−½ bᵀ A⁻¹ b", true), ("1f", "strictly", true), ("1g", "A⁻¹ b", true),
      ("2a", "2 x + 3 y", true), ("2b", "is not convex", true), ("2c", "(0, 0)", true), ("2d", "(8, 7)", true),
      ("3a", "3", true), ("3a-2", "λ₁ = 1", true), ("3b", "1, 3", true), ("3c", "[⅔ −⅓; −⅓ ⅔]", true),
      ("4a", "it is not told what “it” stands for", false), ("5a", "2 x cos(x²)", true), ("5b", "exp(x)", true),
    ])

  /// What nothing defines is asked about, and no product of letters.
  static let undefined = TriedPage(
    name: "undefined",
    text: #"""
      a) Is $f$ convex?

      b) Find the minimiser of $f$.

      c) Compute the gradient of $L$.

      d) Show that $g$ is strongly convex.

      e) Show that $z z^T$ is positive semidefinite.

      f) Let $B \in \mathbb{R}^{m \times n}$ and $A \succ 0$. Is $B A B^T$ PSD?

      g) Show that $C D$ is symmetric.

      h) Show that $H$ is positive definite.

      i) Compute the derivative $f'(x)$ for $f(x) = \log(x^4)$.

      ## Exercise 2

      Consider the unconstrained problem
      $$\min_{x \in \mathbb{R}^2} \; h(x) = \tfrac{1}{2}(x_1^2 + \gamma x_2^2), \qquad \gamma > 0.$$

      a) Compute the gradient and the Hessian.

      b) Show that $h$ is convex.

      ## Exercise 3

      a) Differentiate $p$ with respect to $t$ and $q$ with respect to $X$, where $p(t) = \sin(t^\top t)$, $t \in \mathbb{R}^D$, and $q(X) = \mathrm{tr}(K X)$.
      """#,
    wanted: [
      ("a", "f is not defined", false), ("b", "f is not defined", false), ("c", "L is not defined", false),
      ("d", "g is not defined", false), ("e", "Yes", true), ("f", "Yes", true), ("g", "symmetric", false),
      ("h", "does not follow from what is known", false), ("i", "4/x", true), ("2a", "(x₁, γ x₂)", true),
      ("2a-2", "[1, 0; 0, γ]", true), ("2b", "convex", true), ("3a", "2 cos(tᵀ t) t", true), ("3a-2", "Kᵀ", true),
    ])

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
      ("4b", "l(p) = −k log(p) − (n − k) log(1 − p) is convex if n − k ≥ 0 and k ≥ 0.", true),
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

      d) Perform one step of gradient descent on $f$ from $x_0 = 0$ with step size $\eta$.

      e) [5 pts] Find the gradient of $x^\top x$.

      f) (3P) Compute the derivative of $\sin(t)$ (2 points).
      """#,
    wanted: [
      ("3a", "(x₁, x₂) = (1 − 2 η, 1 − 6 η)", true),
      ("3b", "x₁ ← x₁ − 2 η x₁", true),
      ("3c", "(x₁, x₂) = (4 α (α − 1) + 1, 24 α (3 α − 1) + 2)", true),
      ("4a", "w ← w − 2 η Xᵀ(X w − y)", true),
      ("4b", "w ← w − η Xᵀ(X w − y)", true),
      ("4c", "w = w₀ − ⅕ Xᵀ(X w₀ − y)", true),
      ("5a", "θ = (4/5, −3/5)", true),
      ("5b", "θ = (1 − 4 γ, −2 γ)", true),
      ("6a", "∂l/∂p = (n − k/p)/(1 − p)", true),
      ("6b", "l(p) = −k log(p) − (n − k) log(1 − p) is convex if n − k ≥ 0 and k ≥ 0.", true),
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
      ("8d", "x = η b", true),
      ("8e", "2 x", true),
      ("8f", "cos(t)", true),
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
      (
        "1a",
        "Yes: it is strongly convex, with μ the smallest eigenvalue of 2 (Xᵀ X + λ Iₙ), the Hessian, which is the same everywhere.",
        true
      ),
      (
        "1b",
        "Yes: it is strongly convex, with μ the smallest eigenvalue of 2 (Xᵀ X + λ Iₙ), the Hessian, which is the same everywhere.",
        true
      ),
      (
        "1c",
        "Yes: it is smooth, with L the largest eigenvalue, in magnitude, of 2 (Xᵀ X + λ Iₙ), the Hessian, which is the same everywhere.",
        true
      ),
      (
        "1d",
        "Yes: it is smooth, with L the largest eigenvalue, in magnitude, of 2 (Xᵀ X + λ Iₙ), the Hessian, which is the same everywhere.",
        true
      ),
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
      (
        "3j",
        "It is strongly convex if Xᵀ X is positive definite, with μ the smallest eigenvalue of 2 Xᵀ X, the Hessian, which is the same everywhere.",
        true
      ),
      ("3k", "Yes: it is Lipschitz continuous, with", true),
      (
        "3l",
        "Yes: it is strongly convex, with μ the smallest eigenvalue of 2 A, the Hessian, which is the same everywhere.",
        true
      ),
      ("3m", "−log(x) is strictly convex.", true),
      ("3n", "log(∑ᵢ e^xᵢ) is convex.", true),
      ("3o", "f(x, y) = x² − y² is not convex.", true),
      ("3p", "No: it has kinks, where its gradient jumps.", true),
    ])
}
