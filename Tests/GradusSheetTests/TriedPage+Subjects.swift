extension TriedPage {
  static let algebra = TriedPage(
    name: "algebra",
    text: #"""
      # Linear Algebra Problem Set 5

      **1.** Let $A = \begin{bmatrix} 1 & 2 & 3 \\ 2 & 4 & 6 \\ 1 & 1 & 1 \end{bmatrix}$.

      (a) Find the rank of $A$ and a basis for its null space.
      (b) Find the reduced row echelon form of $A$.
      (c) Is $b = (1, 2, 1)^T$ in the column space of $A$?
      (d) For which values of $c$ does $Ax = (1, c, 0)^T$ have a solution?

      **2.** Compute the projection of $b = (1, 2, 3)$ onto the line through $a = (1, 1, 1)$.

      **3.** Find the eigenvalues of $\begin{bmatrix} 0 & 1 \\ -1 & 0 \end{bmatrix}$.

      **4.** Let $u = (1, 2, 2)$ and $v = (2, 1, -2)$.

      (a) Compute $u \cdot v$, $\|u\|$ and the angle between $u$ and $v$.
      (b) Are $u$ and $v$ orthogonal?
      (c) Compute $u \times v$.
      (d) Find the distance between $u$ and $v$.

      **5.** True or false: if $A$ and $B$ are symmetric, then $AB$ is symmetric.

      **6.** Show that $\operatorname{tr}(AB) = \operatorname{tr}(BA)$ for all $A \in \mathbb{R}^{m \times n}$, $B \in \mathbb{R}^{n \times m}$.

      **7.** Prove that $(AB)^{-1} = B^{-1}A^{-1}$ for invertible $A$, $B$.

      **8.** Use Gaussian elimination to solve
      $$\begin{aligned} x + y + z &= 6 \\ 2y + 5z &= -4 \\ 2x + 5y - z &= 27 \end{aligned}$$

      **9.** Compute $A^2$, $A^3$ and $A^{10}$ for $A = \begin{bmatrix} 1 & 1 \\ 0 & 1 \end{bmatrix}$.

      **10.** Diagonalize $A = \begin{bmatrix} 4 & 1 \\ 2 & 3 \end{bmatrix}$ and use it to compute $A^5$.

      **11.** Find the singular value decomposition of $\begin{bmatrix} 3 & 0 \\ 4 & 5 \end{bmatrix}$.

      **12.** Find all $x$ such that $x^2 - 5x + 6 = 0$.
      """#,
    wanted: [
      ("1a", "2", true),
      ("1a-2", "(1, −2, 1)", true),
      ("1b", "[1 0 −1; 0 1 2; 0 0 0]", true),
      ("1c", "", false),
      ("2", "(2, 2, 2)", true),
      ("4a", "0", true),
      ("4a-2", "3", true),
      ("4a-3", "1.5708", true),
      ("4b", "equal", true),
      ("5", "This does not hold", true),
      ("6", "same formula", true),
      ("8", "5", true),
      ("9", "[1 2; 0 1]", true),
      ("9-3", "[1 10; 0 1]", true),
      ("10-2", "[2094 1031; 2062 1063]", true),
      ("12", "x = 2", true),
    ])

  static let calculus = TriedPage(
    name: "calculus",
    text: #"""
      # Calculus review

      1. Differentiate the following functions with respect to $x$:
         (a) $f(x) = x^2 e^{-x}$
         (b) $g(x) = \ln(\sin x)$
         (c) $h(x) = \frac{x}{1+x^2}$
         (d) $k(x) = \arctan(\sqrt{x})$

      2. Find the tangent line to $y = x^3 - 2x$ at $x = 1$.

      3. Find the partial derivatives $f_x$ and $f_y$ of $f(x,y) = x^2 y + \sin(xy)$.

      4. Let $z = x^2 + y^2$ with $x = \cos t$ and $y = \sin t$. Find $\frac{dz}{dt}$.

      5. Find the maximum of $f(x) = x e^{-x}$ for $x \geq 0$.

      6. Evaluate the limit $\lim_{x \to 0} \frac{\sin x}{x}$.

      7. Compute the integral $\int_0^1 x^2 dx$.

      8. Find the gradient of $f(x, y, z) = xyz$ at $(1, 2, 3)$ and the directional derivative in the direction of $(1, 1, 1)$.

      9. Let $f(x, y) = \ln(x^2 + y^2)$. Show that $f_{xx} + f_{yy} = 0$.

      10. Expand $e^x$ as a Taylor series about $0$ up to third order.

      11. Approximate $\sqrt{4.1}$ using a linear approximation.

      12. Find the minimum distance from the point $(1, 0)$ to the parabola $y = x^2$.

      13. What is the second derivative of $\frac{1}{x}$?

      14. Given $f(x) = 3x^2 - 2x + 1$, find $f'(x)$, $f''(x)$ and $f'(2)$.
      """#,
    wanted: [
      ("1a", "exp(−x)(2 x − x²)", true),
      ("1d", "1/(2·√x (x + 1))", true),
      ("2", "x − 2", true),
      ("3", "x cos(x y) + x²", true),
      ("4", "0", true),
      ("5", "x = 1", true),
      ("6", "limits", false),
      ("7", "integrals", false),
      ("8", "(6, 3, 2)", true),
      ("8-2", "11/√3", true),
      ("9", "same formula", true),
      ("10", "⅙ x³ + ½ x² + x + 1", true),
      ("11", "", false),
      ("13", "2/x³", true),
      ("14", "6 x − 2", true),
      ("14-2", "6", true),
      ("14-3", "10", true),
    ])

  static let metrics = TriedPage(
    name: "metrics",
    text: #"""
      # Machine Learning, Exam

      **Problem 1: Softmax and cross-entropy (8 P)**

      Let the logits be $z = (2, 1, 0)^\top$ and the true class be the first.

      a) Compute the softmax probabilities.

      b) Compute the cross-entropy loss.

      c) Compute the gradient of the loss with respect to $z$.

      **Problem 2: Perceptron**

      A neuron has weights $w = (0.5, -1)$, bias $b = 0.25$ and the sigmoid activation.

      a) What is its output for $x = (1, 2)$?

      b) What is the derivative of the output with respect to $w$?

      **Problem 3: Convolution**

      Given the image $I = \begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \\ 4 & 1 & 1 \end{pmatrix}$ and the kernel $K = \begin{pmatrix} 1 & 0 \\ 0 & -1 \end{pmatrix}$, compute the valid cross-correlation of $I$ with $K$.

      **Problem 4: Metrics**

      A classifier has 40 true positives, 10 false positives, 5 false negatives and 45 true negatives. Compute accuracy, precision, recall and the F1 score.

      **Problem 5: Ridge regression**

      Let $X = \begin{pmatrix} 1 & 0 \\ 1 & 1 \\ 1 & 2\end{pmatrix}$, $y = (1, 2, 4)^\top$ and $\lambda = 1$. Consider $J(w) = \|Xw - y\|^2 + \lambda \|w\|^2$.

      a) Compute the gradient of $J$ at $w = 0$.

      b) Find the minimiser of $J$.

      c) Perform one step of gradient descent from $w = 0$ with step size $0.1$.

      **Problem 6: Kernels**

      Show that $k(x, z) = (x^\top z + 1)^2$ is symmetric.

      **Problem 7: Entropy**

      Compute the entropy of $p = (1/2, 1/4, 1/4)$ in bits.

      **Problem 8: Likelihood**

      Let $x_1, \dots, x_n$ be i.i.d. from $\mathcal{N}(\mu, \sigma^2)$. The log-likelihood is $\ell(\mu, \sigma^2) = -\frac{n}{2}\log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i - \mu)^2$. Find the maximum likelihood estimate of $\mu$.
      """#,
    wanted: [
      ("1a", "the word probabilities is not known here", false),
      ("3", "[0 −1; −1 0]", true),
      ("4", "17/20", true),
      ("4-4", "16/19", true),
      ("5a", "(−14, −20)", true),
      ("5b", "(⅘, 19/15)", true),
      ("5c", "(7/5, 2)", true),
      ("7", "3/2", true),
      ("8", "μ = sum(x)/n", true),
    ])

  /// Marks behind the questions are no answers of the author's; 1 − α is a coefficient as λ is.
  static let marks = TriedPage(
    name: "marks",
    text: #"""
      ## Question 3 [12 marks]

      The elastic-net objective is $F(\beta) = \tfrac{1}{2n}\lVert y - X\beta\rVert_2^2 + \lambda\left(\alpha\lVert\beta\rVert_1 + \tfrac{1-\alpha}{2}\lVert\beta\rVert_2^2\right)$ with $0\le\alpha\le1$, $\lambda>0$.

      (i) Show that $F$ is convex. [4]

      (ii) For $\alpha = 0$, derive the minimiser in closed form. [4]

      (iii) Write down one step of gradient descent for $\alpha=0$ with step size $\eta$. [4]
      """#,
    wanted: [
      ("3i", "is convex if n ≥ 0", true), ("3ii", "β = (Xᵀ X/n + λ Iₘ)⁻¹ Xᵀ y/n", true),
      ("3iii", "no point to start from was found", false),
    ])
}
