// Forty questions of one line each, in which no part may speak of what another told by chance.
extension TriedPage {
  static let singles = TriedPage(
    name: "singles",
    text: #"""
      1. Compute $\frac{\partial}{\partial w}\left[\frac{1}{2}(wx - y)^2\right]$ at $w = 2$, $x = 3$, $y = 5$.
      2. If $f(x) = x^2$ and $g(x) = 3x + 1$, find $(f \circ g)'(x)$.
      3. Let $y = \sin(3x^2)$. Find $dy/dx$.
      4. Find the equation of the tangent line to $f(x) = \ln x$ at $x = 1$.
      5. Evaluate the gradient of $f(x, y) = x^2y + y^3$ at the point $P = (1, -1)$.
      6. Let $A$ be a $2\times2$ matrix with eigenvalues $2$ and $3$. Find $\det(A)$ and $\operatorname{tr}(A)$.
      7. Find all $x$ such that $x^2 - 5x + 6 = 0$.
      8. Given $f(x) = \frac{x^2-1}{x-1}$, simplify $f(x)$.
      9. Let $v = (3, 4)$. Find a unit vector in the direction of $v$.
      10. Let $f(x) = e^{2x}$. Find the 3rd derivative of $f$.
      11. Suppose $L = (y - \hat y)^2$ with $\hat y = wx + b$. Find $\frac{dL}{dw}$ using the chain rule.
      12. What is the rank of the matrix $\begin{pmatrix}1&2\\2&4\end{pmatrix}$? Is it invertible?
      13. Let $X \in \mathbb{R}^{n\times d}$. What are the dimensions of $X^TX$?
      14. Find $\lim_{n\to\infty} (1+1/n)^n$.
      15. Let $f(x) = x^3 - 3x$. On which intervals is $f$ increasing?
      16. Compute $\nabla f(1, 2)$ for $f(x, y) = x^2 + 3xy$.
      17. Let $p = \sigma(z)$. Express $\frac{dp}{dz}$ in terms of $p$.
      18. A function is defined by $f(x) = |x - 2|$. Where is it not differentiable?
      19. Compute the dot product of $(1, 2, 3)$ and $(4, -5, 6)$.
      20. Compute the sigmoid of $0.5$.
      21. Given $x = 2$ and $y = 3$, compute $x^y + y^x$.
      22. Round $\pi$ to 3 decimal places.
      23. Let $W = \begin{pmatrix}0.5 & -0.2\\0.1 & 0.4\end{pmatrix}$, $x = (1, 2)^T$, $b = (0.1, -0.1)^T$. Compute $\mathrm{ReLU}(Wx + b)$.
      24. Compute softmax of $(1, 2, 3)$.
      25. Compute the cross-entropy loss for the true label $y = (0, 1, 0)$ and prediction $p = (0.2, 0.7, 0.1)$.
      26. Differentiate $f(x) = x^x$.
      27. Find $\frac{d^2y}{dx^2}$ for $y = x^3 + 2x$.
      28. Find the second partial derivatives of $f(x,y) = x^2y^3$.
      29. How many stationary points does $f(x) = x^4 - 2x^2$ have?
      30. Let $f(x) = 2x + 3$. Find $f^{-1}(x)$.
      31. Factor $x^2 - 9$.
      32. Expand $(x+2)^3$.
      33. Let $u = (1,0)$, $v = (0,1)$. Are they orthogonal?
      34. Compute the mean and variance of the data $2, 4, 4, 4, 5, 5, 7, 9$.
      35. Find the values of $x$ for which $f(x) = x^2 - 4 > 0$.
      36. Compute $\sum_{k=1}^{10} k^2$.
      37. Compute $5!$ and $\binom{5}{2}$.
      38. Find the angle between $(1, 0)$ and $(1, 1)$ in degrees.
      39. Show that the vectors $(1,2)$ and $(2,4)$ are linearly dependent.
      40. Let $f(\theta) = (\theta - 3)^2$. Starting at $\theta_0 = 0$ with $\eta = 0.1$, compute $\theta_1$, $\theta_2$ using gradient descent.
      """#,
    wanted: [
      ("1", "3", true),
      ("2", "18 x + 6", true),
      ("3", "6 x cos(3 x²)", true),
      ("4", "x − 1", true),
      ("5", "(−2, 4)", true),
      ("7", "x = 2 or x = 3", true),
      ("9", "(⅗, ⅘)", true),
      ("10", "8 exp(2 x)", true),
      ("11", "2 x (w x + b − y)", true),
      ("12-2", "the determinant is 0", true),
      ("14", "limits are not read", false),
      ("16", "(8, 3)", true),
      ("19", "12", true),
      ("21", "17", true),
      ("22", "3.142", true),
      ("23", "(⅕, ⅘)", true),
      ("26", "xˣ(log(x) + 1)", true),
      ("27", "6 x", true),
      ("28", "[(2 y³), (6 x y²); (6 x y²), (6 y x²)]", true),
      ("30", "t = ½ x − 3/2", true),
      ("34-2", "4", true),
      ("36", "385", true),
      ("37", "120", true),
      ("37-2", "10", true),
      ("39", "linearly dependent", true),
      ("40", "27/25", true),
    ])

  static let concavity = TriedPage(
    name: "concavity",
    text: #"""
      1. Is $f(x) = x^3$ concave?
      2. Is $f(x, y) = xy$ concave?
      3. Is $g(x) = \log x$ concave?
      4. Show that $f(x) = x_1^\alpha x_2^{1-\alpha}$ is concave on $\mathbb{R}^2_{++}$ for $0 \le \alpha \le 1$.
      5. Is $h(x) = e^x$ concave?
      """#,
    wanted: [
      ("1", "is not concave", true),
      ("2", "is not concave", true),
      ("3", "strictly concave", true),
      ("4", "whether it is concave is not found", false),
      ("5", "It is not concave", true),
    ])

  static let values = TriedPage(
    name: "values",
    text: #"""
      1. Let $J(w,b) = \frac{1}{2}(wx+b-y)^2$. For $x=1$, $y=2$, $w=0.5$, $b=0$, compute $\partial J/\partial w$ and $\partial J/\partial b$.
      2. Let $f(x,y) = x^2y$. For $x = 1$ and $y = 2$, compute $\partial f/\partial x$.
      3. Let $f(x,y) = x^2y$. At $x = 1$, $y = 2$, what is the gradient of $f$?
      4. Let $g(x) = ax^2$. For $a = 3$ and $x = 2$, compute $g'(x)$.
      5. Let $g(x) = ax^2$. For $a = 3$, compute $g'(2)$.
      """#,
    wanted: [
      ("1", "−3/2", true),
      ("2", "4", true),
      ("3", "(4, 1)", true),
      ("4", "12", true),
      ("5", "12", true),
    ])

  static let lines = TriedPage(
    name: "lines",
    text: #"""
      1. Let $f(x) = 3x^2 + 2x - 1$. Compute $f(2)$, $f'(2)$ and $f''(2)$.
      2. Find the gradient of $L(w) = \frac{1}{n}\|Xw - y\|_2^2 + \lambda\|w\|_1$ where it exists.
      3. Let $\mathbf{z} = \mathbf{W}\mathbf{x} + \mathbf{b}$ and $\mathbf{a} = \sigma(\mathbf{z})$. What is $\frac{\partial \mathbf{a}}{\partial \mathbf{x}}$?
      4. Compute $\nabla_A \operatorname{tr}(ABA^TC)$.
      5. Solve $\begin{bmatrix}1&2\\3&4\end{bmatrix}\mathbf{x} = \begin{bmatrix}5\\6\end{bmatrix}$.
      6. Minimise $f(x) = (x-1)^2 + 2$ and state the minimum value.
      7. Find the eigenvalues of $A^2$ where $A = \begin{bmatrix}1&2\\2&1\end{bmatrix}$.
      8. Let $u = (1, 2)$, $v = (3, 4)$. Compute $uv^T$ and $u^Tv$.
      9. Let $f(x) = \max(0, x)$. What is $f'(x)$ for $x \neq 0$?
      10. Compute the Jacobian of $F(x, y) = (x^2 y, 5x + \sin y)$.
      11. Let $g(x) = e^{-\|x\|^2}$. Compute $\nabla g(x)$ and $\nabla^2 g(x)$.
      12. Find the derivative of the softplus function.
      13. Let $E = \frac12 \sum_{k} (y_k - t_k)^2$. Compute $\frac{\partial E}{\partial y_k}$.
      14. Calculate $\log_2 8$.
      15. Compute the inner product $\langle u, v \rangle$ for $u = (1, 2, 3)$ and $v = (0, 1, -1)$.
      16. Let $A = \operatorname{diag}(1, 2, 3)$. Compute $A^{-1}$ and $\det A$.
      17. Find $a$ and $b$ such that $f(x) = ax^2 + bx$ satisfies $f(1) = 3$ and $f'(1) = 5$.
      18. Let $h(w) = \log(1 + e^{-yw^Tx})$. Compute $\nabla_w h$.
      19. For which $x$ is $f(x) = x^3 - 3x$ increasing?
      20. Compute the Hessian of $f(x) = \frac{1}{2}x^TQx$ when $Q$ is not symmetric.
      21. Write $f(x,y) = 2x^2 + 2xy + y^2$ as $\frac12 z^TQz$. Find $Q$.
      22. What is the derivative of $x^T A$ with respect to $x$?
      23. Let $y = Ax$, where $A \in \mathbb{R}^{m\times n}$. What is $\partial y/\partial x$?
      24. Let $f(w) = w^Tw$, $w = (1, -1)$. Compute $\nabla f(w)$.
      25. Let $\ell(\beta) = \sum_{i=1}^n \left(y_i x_i^T\beta - \log(1+e^{x_i^T\beta})\right)$. Find the score function $\partial\ell/\partial\beta$.
      26. If $A$ is symmetric, show that $\nabla (x^TAx) = 2Ax$.
      27. Let $J(w,b) = \frac{1}{2}(wx+b-y)^2$. For $x=1$, $y=2$, $w=0.5$, $b=0$, compute $\partial J/\partial w$ and $\partial J/\partial b$.
      28. Perform one gradient descent update on $J(w) = (w-4)^2$ from $w=1$ with learning rate $0.25$.
      29. Verify that $x = 2$ is a root of $x^3 - 3x - 2$.
      30. Approximate $f(x) = \sqrt{x}$ near $x = 4$ by its first-order Taylor polynomial.
      """#,
    wanted: [
      ("1", "15", true),
      ("1-3", "6", true),
      ("3", "Wᵀ diag(sigmoid(W x + b) ⊙ (1 − sigmoid(W x + b)))", true),
      ("4", "C A B + Cᵀ A Bᵀ", true),
      ("5", "(−4, 9/2)", true),
      ("6-2", "2", true),
      ("7", "λ₂ = 9", true),
      ("8", "[3 4; 6 8]", true),
      ("10", "[(2 x y), 5; x², cos(y)]", true),
      ("11-2", "2 exp(−xᵀ x)(2 x xᵀ − I)", true),
      ("13", "y − t", true),
      ("18", "−y sigmoid(−y (wᵀ x)) x", true),
      ("22", "A", true),
      ("23", "Aᵀ", true),
      ("21-2", "nothing above says what Q is", false),
      ("28", "5/2", true),
    ])

  static let sentences = TriedPage(
    name: "sentences",
    text: #"""
      1. Consider a linear model $\hat{y} = w^T x + b$ with squared loss $L = (y - \hat{y})^2$. Compute $\nabla_w L$ and $\partial L / \partial b$.
      2. Let $s(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$. Compute the Jacobian of $s$.
      3. Let $f(W) = \|W x - y\|^2 + \lambda \|W\|_F^2$. Find $\nabla_W f$ and the minimiser.
      4. Given $h = \tanh(W_{xh} x + W_{hh} h_{prev} + b_h)$, compute $\frac{\partial h}{\partial W_{hh}}$.
      5. The Huber loss is $H(r) = \frac12 r^2$ if $|r| \le 1$ and $|r| - \frac12$ otherwise. Compute $H'(r)$.
      6. Compute the gradient of $\text{MSE} = \frac{1}{n} \sum_{i=1}^{n} (y_i - \hat{y}_i)^2$ with respect to $\hat{y}$.
      7. Let $BCE = -(y\log p + (1-y)\log(1-p))$ with $p = \sigma(z)$. Show that $\frac{dBCE}{dz} = p - y$.
      8. Show that the Hessian of the least-squares loss $\frac12\|Xw-y\|^2$ is $X^TX$.
      9. Let $a^{[1]} = \sigma(W^{[1]}x + b^{[1]})$, $a^{[2]} = W^{[2]}a^{[1]} + b^{[2]}$, $L = \frac12\|a^{[2]} - y\|^2$. Find $\frac{\partial L}{\partial W^{[1]}}$.
      10. Let $v_{t+1} = \beta v_t + g_t$. Unroll the recursion for 3 steps.
      11. Let $C = \frac{1}{n}X^TX$. What is $\frac{\partial}{\partial u}\frac{u^TCu}{u^Tu}$?
      12. For the function $f(x) = x^2$, verify that gradient descent with $\eta = 1$ oscillates between $x_0$ and $-x_0$.
      13. Find the maximum of $f(x,y) = -x^2 - y^2 + 2x$.
      14. Compute $\frac{\partial}{\partial x_1}\left(x_1^2 + 3x_1x_2\right)$ at $(1,2)$.
      15. Let $q(x) = x^TAx + b^Tx + c$ where $A = \begin{bmatrix}2&1\\1&3\end{bmatrix}$, $b = (1, -1)$, $c = 4$. Find $\nabla q(0)$, the stationary point and its type.
      """#,
    wanted: [
      ("1", "2 (wᵀ x + b − y) x", true),
      ("4", "hₚᵣₑᵥ[j] (1 − tanh(", true),
      ("5", "r stepFromZero(1 − |r|) + sign(r) step(|r| − 1)", true),
      ("6", "−2 (y − ŷ)/n", true),
      ("9", "⊙ (1 − sigmoid(W₁ x + b₁))) xᵀ", true),
      ("11", "2 (Xᵀ X u − (uᵀ Xᵀ X u) u/(uᵀ u))/(n (uᵀ u))", true),
      ("13", "(1, 0)", true),
      ("14", "8", true),
    ])

  static let piecewise = TriedPage(
    name: "piecewise",
    text: #"""
      1. The Huber loss is $H(r) = \frac12 r^2$ if $|r| \le 1$ and $|r| - \frac12$ otherwise. Compute $H'(r)$.
      2. Let $f(x) = x^2$ for $x \ge 0$ and $-x$ for $x < 0$. Compute $f'(x)$.
      3. Let $g(x) = x$ if $x > 0$, and $0$ otherwise. Compute $g(3)$.
      4. Let $h(x) = x^2$ for $x > 0$. Compute $h'(x)$.
      """#,
    wanted: [
      ("1", "r stepFromZero(1 − |r|) + sign(r) step(|r| − 1)", true),
      ("2", "2 x stepFromZero(x) − step(−x)", true),
      ("3", "3", true),
      ("4", "2 x", true),
    ])

  static let words = TriedPage(
    name: "words",
    text: #"""
      1. Let $A = \begin{bmatrix}2&1\\1&3\end{bmatrix}$, $b = (1, -1)^T$. For $q(x) = x^TAx + b^Tx$, find $\nabla q(x)$ and evaluate it at $x = (1, 1)$.
      2. Find all critical points of $f(x,y) = x^2 + y^2 - xy + x$ and determine whether they are minima, maxima or saddle points.
      3. Differentiate $f(x) = (2x+1)^5$ using the chain rule.
      4. Let $f(x, y) = \frac{x}{y}$. Compute $\frac{\partial f}{\partial x}$ and $\frac{\partial f}{\partial y}$ at the point $(2, 4)$.
      5. Let $P$ be a projection matrix, i.e. $P^2 = P$ and $P^T = P$. Show that $I - P$ is also a projection.
      6. Compute $\left\| \begin{pmatrix} 3 \\ 4 \end{pmatrix} \right\|$.
      7. Is the vector $(1, 1)$ an eigenvector of $\begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}$? If so, what is its eigenvalue?
      8. Consider $f: \mathbb{R}^n \to \mathbb{R}$ with $f(x) = \|x\|_2$. Compute $\nabla f$ at $x \neq 0$.
      9. Given the matrices $A \in \mathbb{R}^{2\times3}$ and $B \in \mathbb{R}^{3\times4}$, what is the shape of $AB$?
      10. Compute $e^{i\pi}$.
      11. What is the output of a ReLU neuron with weights $(0.5, -1)$, bias $0.2$ and input $(2, 1)$?
      12. Suppose $y = x^TWz$ with $x\in\mathbb{R}^m$, $z\in\mathbb{R}^n$. Find $\partial y/\partial W$.
      13. Let $L = -\log p$, $p = \frac{e^{s_y}}{\sum_j e^{s_j}}$. Find $\frac{\partial L}{\partial s_j}$.
      14. Compute the derivative of $\frac{1}{1+e^{-(wx+b)}}$ with respect to $w$ and $b$.
      15. Simplify $\sigma(-x) + \sigma(x)$.
      16. Show that $\tanh'(x) = 1 - \tanh^2(x)$.
      17. Evaluate $\sum_{i=1}^{3}\sum_{j=1}^{2} ij$.
      18. Let $f(x)=\ln(1+x)$. Find the Taylor expansion around $0$ up to order 3.
      19. Find the derivative of $\|Ax-b\|^2$ with respect to $A$.
      20. Let $x \sim \mathcal{N}(0, 1)$. Compute $E[x^2]$.
      21. Given $f(x) = x^2$, $x_0 = 3$, learning rate $0.1$: compute $x_1$.
      22. Let $w = [1, 2]$, $x = [3, 4]$. Compute $w \cdot x$.
      23. Find $k$ so that the vectors $(1, k)$ and $(2, -1)$ are orthogonal.
      24. Compute the matrix product $\begin{bmatrix}1&2\end{bmatrix}\begin{bmatrix}3\\4\end{bmatrix}$.
      25. Let $T(x, y) = (x + y, x - y)$. Find the matrix of $T$.
      """#,
    wanted: [
      ("1", "[1; -1] + 2 [2 1; 1 3] x", true),
      ("1-2", "(7, 7)", true),
      ("3", "10 (2 x + 1)⁴", true),
      ("4", "−⅛", true),
      ("5", "", false),
      ("7", "λ = 3", true),
      ("12", "x zᵀ", true),
      ("14", "x sigmoid(w x + b)(1 − sigmoid(w x + b))", true),
      ("15", "sigmoid(−x) + sigmoid(x) = 1", true),
      ("17", "18", true),
      ("19", "2 (A x − b) xᵀ", true),
      ("22", "11", true),
      ("24", "11", true),
    ])
}
