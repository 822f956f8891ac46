// Pages of tutorials and exams, in which one numbered part may borrow from another.
extension TriedPage {
  static let exam2 = TriedPage(
    name: "exam2",
    text: #"""
      # Exam: Mathematics for Machine Learning

      ### Question 1 [8 marks]

      Let $f:\mathbb{R}^2\to\mathbb{R}$ be defined by $f(x,y)=x^3-3xy+y^3$.

      (i) Find all critical points of $f$ and classify them. [4]

      (ii) Compute the directional derivative of $f$ at $(1,2)$ in the direction of $(3,4)$. [2]

      (iii) Write down the equation of the tangent plane at $(1,2)$. [2]

      ### Question 2 [6 marks]

      A function $f$ is given by $f(x) = \sqrt{1 + x^2}$.

      (i) Compute $f'(x)$ and $f''(x)$.

      (ii) Is $f$ strongly convex? Is $f$ Lipschitz continuous?

      (iii) Starting from $x_0 = 2$, perform one iteration of Newton's method and comment on the result.

      ### Question 3 [6 marks]

      Consider the ridge regression estimator $\hat w = (X^TX + \lambda I)^{-1}X^Ty$.

      (i) Show that it minimises $\|Xw - y\|^2 + \lambda\|w\|^2$.

      (ii) For $X = \begin{pmatrix} 1 & 0 \\ 0 & 2 \\ 1 & 1\end{pmatrix}$, $y = (1, 2, 3)^T$ and $\lambda = 1$, compute $\hat w$.

      (iii) What happens to $\hat w$ as $\lambda \to \infty$?

      ### Question 4 [10 marks]

      A neural network computes $\hat y = \mathrm{softmax}(W^{[2]}\tanh(W^{[1]}x + b^{[1]}) + b^{[2]})$ and is trained with the cross-entropy loss $L = -\sum_k y_k\log\hat y_k$.

      (i) Compute $\partial L/\partial b^{[2]}$ and $\partial L/\partial W^{[2]}$.

      (ii) Compute $\partial L/\partial b^{[1]}$ and $\partial L/\partial W^{[1]}$.

      (iii) If $x\in\mathbb{R}^{10}$, the hidden layer has 20 units and there are 3 classes, how many parameters are there?

      ### Question 5

      True or false? Justify.

      (i) The function $f(x) = \max(x, 0)$ is convex.

      (ii) If $f$ is convex then $-f$ is concave.

      (iii) $\operatorname{rank}(AB) = \operatorname{rank}(A)$ for all $A$, $B$.
      """#,
    wanted: [
      ("1i", "saddle point", true),
      ("1ii", "27/5", true),
      ("2i-2", "1/(x² + 1)^(3/2)", true),
      ("2iii", "−8", true),
      ("3ii", "(1, 1)", true),
      ("4i", "∂L/∂b₂ = sum(y) softmax(W₂ tanh(W₁ x + b₁) + b₂) − y", true),
      ("4ii", "(1 − tanh(W₁ x + b₁).^2)) xᵀ", true),
      ("4iii", "many", false),
    ])

  static let tutorial = TriedPage(
    name: "tutorial",
    text: #"""
      # Tutorial 5

      1. Let $\mathbf{x} = [x_1, x_2, x_3]^T$ and $f(\mathbf{x}) = x_1^2 x_2 + x_3 e^{x_1}$.
         - Compute $\nabla f(\mathbf{x})$.
         - Compute the Hessian $\mathbf{H}(\mathbf{x})$.
         - Evaluate both at $\mathbf{x} = [0, 1, 2]^T$.

      2. Let $\mathbf{f}(\mathbf{x}) = \begin{bmatrix} x_1 x_2 \\ x_1^2 + x_2 \\ \sin x_2\end{bmatrix}$. Compute the Jacobian $\mathbf{J}$.

      3. Let $g(\mathbf{w}) = \frac{1}{N}\sum_{n=1}^N \max(0, 1 - y_n \mathbf{w}^T\mathbf{x}_n)$. Find a subgradient of $g$.

      4. Consider the function $h(x) = x\log x$ for $x>0$. Find its minimum.

      5. Let $z = xy$ with $x = \cos t$ and $y = \sin t$. Use the chain rule to find $dz/dt$.

      6. Let $u = x^2 + y^2$, $x = r\cos\theta$, $y = r\sin\theta$. Find $\partial u/\partial r$ and $\partial u/\partial\theta$.

      7. Given $\mathbf{A} = \begin{bmatrix}1 & 2\\ 2 & 5\end{bmatrix}$:
         a) Is $\mathbf{A}$ positive definite?
         b) Compute its Cholesky factor.
         c) Compute $\mathbf{A}^{-1}$.
         d) Compute $\log\det\mathbf{A}$.

      8. Let $J(\theta) = \frac{1}{2m}\sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)})^2$ where $h_\theta(x) = \theta_0 + \theta_1 x$. Find $\frac{\partial J}{\partial\theta_0}$ and $\frac{\partial J}{\partial\theta_1}$.

      9. Given data points $(1,2)$, $(2,3)$, $(3,5)$, find the values of $\theta_0$ and $\theta_1$ that minimise $J$ above.

      10. What is the derivative of $\sigma(x)=\frac{1}{1+e^{-x}}$ at $x=0$?
      """#,
    wanted: [
      ("1", "(2 x₁ x₂ + exp(x₁) x₃, x₁², exp(x₁))", true),
      ("1-2", "[(exp(x₁) x₃ + 2 x₂), (2 x₁), exp(x₁); (2 x₁), 0, 0; exp(x₁), 0, 0]", true),
      ("2", "[x₂, (2 x₁), 0; x₁, 1, cos(x₂)]", true),
      ("3", "subgradient", false),
      ("4", "exp(−1)", true),
      ("5", "cos(t)² − sin(t)²", true),
      ("6", "∂u/∂r = 2 r", true),
      ("7b", "[1 0; 2 1]", true),
      ("7c", "[5 −2; −2 1]", true),
      ("8", "∂J/∂θ₁ = xᵀ(θ₁ x + θ₀ − y)/m", true),
      ("10", "¼", true),
    ])

  static let optimisation = TriedPage(
    name: "optimisation",
    text: #"""
      # Optimization homework

      **1.** Prove or disprove: the function $f(x,y) = x^2 + y^2 + xy$ is strictly convex on $\mathbb{R}^2$.

      **2.** Let $f(w) = \frac{1}{2} w^\top A w - b^\top w$ with $A = \begin{bmatrix} 2 & 0 \\ 0 & 10\end{bmatrix}$ and $b = \begin{bmatrix} 2 \\ 10 \end{bmatrix}$.

         (a) Write the gradient descent iteration with momentum.
         (b) Run gradient descent with learning rate 0.1 for 2 iterations from the origin.
         (c) What is the convergence rate of gradient descent with the optimal constant step size?
         (d) Compute $f(w^*)$.

      **3.** For what values of $a$ is the function $f(x) = ax^2 + bx + c$ convex?

      **4.** Let $f(x) = \max\{x, x^2\}$. Where is $f$ differentiable? Compute $f'(x)$ for $x = 2$.

      **5.** Show that $\log\sum_i e^{x_i} \ge \max_i x_i$.

      **6.** Find the projection of $y = (3, 4)$ onto the unit ball $\{x : \|x\|_2 \le 1\}$.

      **7.** Using the method of Lagrange multipliers, minimise $x^2 + y^2$ subject to $x + 2y = 5$.

      **8.** Solve $\min_{x} \frac12\|x - y\|_2^2 + \lambda\|x\|_1$ (the proximal operator of the $\ell_1$ norm).

      **9.** Let $f(x) = \|Ax - b\|_2$. Compute $\nabla f(x)$ where $Ax \neq b$.

      **10.** Compute the convex conjugate of $f(x) = \frac12 x^2$.
      """#,
    wanted: [
      ("1", "strictly convex", true),
      ("2b", "(9/25, 1)", true),
      ("2c", "", false),
      ("2d", "−6", true),
      ("3", "is convex if a ≥ 0, and only then", true),
      ("4-2", "4", true),
      ("7", "(1, 2)", true),
      ("9", "A, b: as in 2", true),
    ])

  static let constrained = TriedPage(
    name: "constrained",
    text: #"""
      1. Minimise $\|x\|_2^2$ subject to $Ax = b$.
      2. Maximise $xy$ subject to $x + y = 10$.
      3. Using the method of Lagrange multipliers, minimise $x^2 + y^2$ subject to $x + 2y = 5$.
      4. Least squares with a constraint: minimize $\frac12\|x - y\|^2$ subject to $a^Tx = b$.
      5. Minimise $f(x, y, z) = x^2 + y^2 + z^2$ subject to $x + y + z = 6$ and $x - y = 2$.
      6. Maximise $u^TSu$ subject to $\|u\| = 1$, where $S$ is symmetric.
      7. Find the minimum of $w^T\Sigma w$ subject to $\mathbf{1}^Tw = 1$, where $\Sigma$ is symmetric positive definite.
      """#,
    wanted: [
      ("1", "Aᵀ(A Aᵀ)⁻¹ b", true),
      ("2", "(5, 5)", true),
      ("3", "(1, 2)", true),
      ("4", "y − (aᵀ y − b) a/(aᵀ a)", true),
      ("5", "(3, 1, 2)", true),
      ("7", "sum(Σ⁻¹, 2)/sum(Σ⁻¹)", true),
    ])
}
