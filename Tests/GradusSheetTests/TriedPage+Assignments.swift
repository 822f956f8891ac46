// Pages of assignments and exams, as their authors set them.
extension TriedPage {
  static let midterm = TriedPage(
    name: "midterm",
    text: #"""
      \documentclass{article}
      \usepackage{amsmath,amssymb}
      \begin{document}
      \section*{Midterm: Machine Learning (CS 446)}
      \begin{enumerate}
      \item (10 points) \textbf{Linear regression.} Suppose we have data $(x_i, y_i)$, $i=1,\ldots,n$, with $x_i \in \mathbb{R}^d$ and consider the weighted loss
      \[ L(w) = \sum_{i=1}^n r_i (y_i - w^\top x_i)^2, \]
      where $r_i > 0$ are given weights. Let $R = \operatorname{diag}(r_1,\ldots,r_n)$.
      \begin{enumerate}
      \item Derive $\nabla L(w)$.
      \item Find the minimizer of $L$ in closed form.
      \item What is the Hessian?
      \end{enumerate}
      \item \textbf{Logistic regression.} Let $\ell(w) = \sum_{i=1}^n \log(1+\exp(-y_i w^\top x_i))$ with $y_i \in \{-1,+1\}$.
      \begin{enumerate}
      \item Compute the gradient of $\ell$ with respect to $w$.
      \item Compute the Hessian.
      \item Is $\ell$ convex in $w$?
      \end{enumerate}
      \item \textbf{PCA.} Consider maximizing $u^\top S u$ subject to $\|u\|=1$.
      \begin{enumerate}
      \item Write down the Lagrangian.
      \item For $S = \begin{pmatrix} 3 & 1 \\ 1 & 3\end{pmatrix}$, find the first principal component.
      \end{enumerate}
      \item \textbf{Kernels.} Let $k(x,z) = (x^\top z + 1)^2$. Compute $\nabla_x k(x,z)$.
      \item \textbf{Gaussian.} Let $p(x) = \frac{1}{\sqrt{2\pi}\sigma}\exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)$. Compute $\frac{\partial}{\partial \mu}\log p(x)$ and $\frac{\partial}{\partial \sigma}\log p(x)$.
      \end{enumerate}
      \end{document}
      """#,
    wanted: [
      ("1a", "−2 Xᵀ(r ⊙ (y − X w))", true),
      ("1b", "(Xᵀ diag(r) X)⁻¹ Xᵀ(r ⊙ y)", true),
      ("1c", "2 Xᵀ diag(r) X", true),
      ("2b", "Xᵀ diag(sigmoid", true),
      ("2c", "is convex", true),
      ("3a", "Lagrangian", false),
      ("3b", "may be a covariance matrix", false),
      ("4", "2 (xᵀ z + 1) z", true),
      ("5", "(x − μ)/σ²", true),
      ("5-2", "(x − μ)²/σ³ − 1/σ", true),
    ])

  static let assignment = TriedPage(
    name: "assignment",
    text: #"""
      # Assignment 2

      ## Problem 1: Warm-up (5 points)

      Compute the following derivatives. Simplify your answers.

      1. $\frac{d}{dx}\left(3x^4 - 2x + 7\right)$
      2. $\frac{d}{dx} e^{-x^2/2}$
      3. $\frac{d}{dx}\ln(\sin x)$
      4. $\frac{\partial}{\partial x} (x^2 y + e^{xy})$
      5. $\frac{\partial^2}{\partial x \partial y} \sin(xy)$
      6. $\nabla_{\mathbf{w}} \left( \mathbf{w}^\top \mathbf{x} \right)$
      7. $\nabla_{\mathbf{w}} \|\mathbf{w}\|_2$

      ## Problem 2: Regularization (10 points)

      The elastic net objective is
      $$J(\mathbf{w}) = \frac{1}{2n}\|\mathbf{X}\mathbf{w} - \mathbf{y}\|_2^2 + \lambda_1 \|\mathbf{w}\|_1 + \frac{\lambda_2}{2}\|\mathbf{w}\|_2^2.$$

      (a) With $\lambda_1 = 0$, derive the closed-form solution.

      (b) With $\lambda_2 = 0$, write a subgradient of $J$.

      (c) Show that $J$ is convex for $\lambda_1, \lambda_2 \geq 0$.

      ## Problem 3: Two-layer network (15 points)

      Consider $f(x; \theta) = w_2 \,\sigma(w_1 x + b_1) + b_2$ where $x, w_1, w_2, b_1, b_2 \in \mathbb{R}$ and $\sigma$ is the sigmoid.

      (a) Find $\partial f/\partial w_1$, $\partial f/\partial w_2$, $\partial f / \partial b_1$ and $\partial f/\partial b_2$.

      (b) For the loss $\ell = (f(x;\theta) - y)^2$ find $\partial \ell/\partial w_1$.

      (c) Evaluate the gradient at $w_1 = 1, w_2 = 2, b_1 = 0, b_2 = 0, x = 1, y = 1$.

      ## Problem 4 (bonus)

      Let $\mathbf{a}, \mathbf{b} \in \mathbb{R}^n$. Prove that $\operatorname{tr}(\mathbf{a}\mathbf{b}^\top) = \mathbf{b}^\top\mathbf{a}$ and that $\det(\mathbf{I} + \mathbf{a}\mathbf{b}^\top) = 1 + \mathbf{b}^\top\mathbf{a}$.
      """#,
    wanted: [
      ("1.1", "12 x³ − 2", true),
      ("1.5", "cos(x y) − x y sin(x y)", true),
      ("1.6", "= x", true),
      ("2a", "(Xᵀ X/n + λ₂ Iₘ)⁻¹ Xᵀ y/n", true),
      ("3a", "w₂ x sigmoid(w₁ x + b₁)(1 − sigmoid(w₁ x + b₁))", true),
      ("3b", "2 w₂ x sigmoid", true),
      ("4", "same formula", true),
    ])

  static let problems = TriedPage(
    name: "problems",
    text: #"""
      # Problem set 4

      **Problem 1.** Consider the quadratic function $f: \mathbb{R}^2\to\mathbb{R}$, $f(x) = \frac{1}{2}x^\top \begin{bmatrix} 4 & 1\\ 1 & 2\end{bmatrix} x - \begin{bmatrix} 1 \\ 1\end{bmatrix}^\top x$.

      a. Find the unique minimiser $x^*$.
      b. Starting at $x_0 = (0,0)^\top$, carry out two iterations of gradient descent with step size $0.2$.
      c. What is the optimal step size for the first iteration?
      d. What is the condition number of the Hessian?
      e. For which constant step sizes does gradient descent converge?
      f. Perform one Newton step from $x_0$.

      **Problem 2.** Let $f(x) = \log(1 + e^{a^\top x})$.

      a. Compute the gradient and the Hessian of $f$.
      b. Show that $f$ is convex.
      c. What is the second-order Taylor approximation of $f$ around $x = 0$?

      **Problem 3.** A fully connected layer maps $x \in \mathbb{R}^{100}$ to $\mathbb{R}^{50}$. How many parameters does it have? What if there is no bias?

      **Problem 4.** A convolutional layer has an input of size $32\times32\times3$, and $16$ filters of size $5\times5$ with stride $1$ and padding $2$. What is the output size? How many parameters does the layer have?

      **Problem 5.** Let $X$ be a random variable with $P(X=1) = 0.2$, $P(X=2)=0.5$, $P(X=3)=0.3$. Compute $E[X]$ and $\operatorname{Var}(X)$.

      **Problem 6.** Compute $\int_0^1 x^2 dx$ and $\lim_{x\to0}\frac{\sin x}{x}$.

      **Problem 7.** Let $A = \begin{bmatrix} 1 & 2 \\ 3 & 4\end{bmatrix}$ and $B = \begin{bmatrix} 0 & 1 \\ 1 & 0\end{bmatrix}$. Compute $AB$, $BA$, $A\odot B$, $A^\top$, $\|A\|_F$, $\operatorname{tr}(A)$, and $A \otimes B$.
      """#,
    wanted: [
      ("1a", "(⅐, 3/7)", true),
      ("1b", "(1/5, 7/25)", true),
      ("1c", "1/4", true),
      ("1e", "0 < α < 2/(√2 + 3)", true),
      ("2b", "is convex", true),
      ("2c", "½ aᵀ x + ⅛ (aᵀ x)² + log(2)", true),
      ("6", "integrals are not read", false),
      ("7-3", "[0 2; 3 0]", true),
      ("7-7", "[0 1 0 2; 1 0 2 0; 0 3 0 4; 3 0 4 0]", true),
    ])

  static let drill = TriedPage(
    name: "drill",
    text: #"""
      # Matrix calculus drill

      Differentiate with respect to $X$:

      (1) $\operatorname{tr}(X)$
      (2) $\operatorname{tr}(X^2)$
      (3) $\operatorname{tr}(X^T X)$
      (4) $\det(X)$
      (5) $\ln|\det(X)|$
      (6) $a^T X b$
      (7) $a^T X^{-1} b$
      (8) $\|X\|_F^2$
      (9) $\operatorname{tr}(A X B X^T)$
      (10) $a^TX^TXb$

      Then, for $x\in\mathbb{R}^n$, find $\nabla f$ and $H_f$ of

      (11) $f(x) = (a^Tx)(b^Tx)$
      (12) $f(x) = \exp(-\tfrac12 x^T\Sigma^{-1}x)$ with $\Sigma$ symmetric positive definite
      (13) $f(x) = \sum_i \log(1+x_i^2)$
      (14) $f(x) = \sum_{i=1}^{n-1} (x_{i+1}-x_i)^2$

      Let now $y = \tanh(Wx)$. Find the Jacobian $\frac{\partial y}{\partial x}$ and express it using $y$.
      """#,
    wanted: [
      ("1", "Iₙ", true),
      ("4", "adj(X)ᵀ", true),
      ("10", "X (a bᵀ + b aᵀ)", true),
      ("11", "(aᵀ x) b + (bᵀ x) a", true),
      ("11-2", "a bᵀ + b aᵀ", true),
      ("12-2", "exp(−½ xᵀ Σ⁻¹ x)(Σ⁻¹ x xᵀ Σ⁻¹ − Σ⁻¹)", true),
      ("13", "2 x ⊘ (x.^2 + 1)", true),
      ("14-3", "Wᵀ diag(1 − tanh(W x).^2)", true),
      ("14-4", "express", false),
    ])

  static let wholes = TriedPage(
    name: "wholes",
    text: #"""
      1. Let $S = \begin{pmatrix} 3 & 1 \\ 1 & 3\end{pmatrix}$. Find the first principal component of $S$.
      2. Find the first principal component of the covariance matrix $\begin{pmatrix} 3 & 1 \\ 1 & 3\end{pmatrix}$.
      3. Find the first principal component of $\begin{pmatrix} 1 & 2 \\ 3 & 4 \\ 5 & 7\end{pmatrix}$.
      4. Let $R = \operatorname{diag}(r_1, \ldots, r_n)$ and $L(w) = (y - Xw)^T R (y - Xw)$. Compute $\nabla L(w)$.
      5. Let $f(x_1, \dots, x_n) = \sum_{i=1}^n x_i^2$. Compute the gradient of $f$.
      6. What is the second-order Taylor expansion of $g(x, y) = e^{x} \cos y$ around $(0, 0)$?
      """#,
    wanted: [
      ("1", "may be a covariance matrix", false),
      ("2", "1/√2, 1/√2", true),
      ("3", "(0.621599, 0.783336)", true),
      ("4", "−2 Xᵀ(r ⊙ (y − X w))", true),
      ("5", "2 x", true),
      ("6", "½ x² + x + 1 − ½ y²", true),
    ])
}
