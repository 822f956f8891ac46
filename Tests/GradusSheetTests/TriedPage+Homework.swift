extension TriedPage {
  static let homework = TriedPage(
    name: "homework",
    text: #"""
      # Homework 2

      **1. Slopes and second slopes**

      (a) Let $f(x) = \frac{1}{2} x^T A x + b^T x$, where $A$ is symmetric and $b \in \mathbb{R}^n$ is a vector. What is $\nabla f(x)$?

      (b) Let $f(x) = g(h(x))$, where $g : \mathbb{R} \to \mathbb{R}$ and $h : \mathbb{R}^n \to \mathbb{R}$. What is $\nabla f(x)$?

      (c) Let $f(x) = g(a^T x)$, where $g : \mathbb{R} \to \mathbb{R}$ is smooth and $a \in \mathbb{R}^n$. What are $\nabla f(x)$ and $\nabla^2 f(x)$? (Hint: $\nabla^2 f(x)$ is short.)

      **2. One paragraph**

      Consider the least squares problem $\min_x \|Ax - b\|_2^2$, where $A \in \mathbb{R}^{m \times n}$. (a) Compute the gradient. (b) Show that the problem is convex. (c) Derive the solution.

      **Problem 3.** For each of the following functions determine whether it is convex, concave, or neither.

      (a) $f(x) = e^x - 1$ on $\mathbb{R}$.

      (b) $f(x_1, x_2) = x_1 x_2$ on $\mathbb{R}^2_{++}$.

      (c) $f(x_1,x_2) = 1/(x_1x_2)$ on $\mathbb{R}^2_{++}$.

      (d) $f(x_1,x_2) = x_1^2/x_2$ on $\mathbb{R} \times \mathbb{R}_{++}$.

      (e) $f(x) = \log x$ on $(0, \infty)$.

      **Problem 4.** For the function $f(x, y) = x^3 - 3xy + y^3$, find its critical points and classify them.

      **Problem 5.** Let $f(x) = \log(1 + e^{-x})$. (a) Find its first and second derivatives. (b) Is it convex? (c) Compute $f(0)$ and $f'(0)$.

      **Problem 6.** What are the gradient and Hessian of $f(w) = \frac12 \|Xw - y\|^2 + \frac{\lambda}{2} w^T w$?

      **Problem 7.** Let $f(x) = x^T Q x$ with $Q = \begin{bmatrix} 2 & -1 \\ -1 & 2 \end{bmatrix}$.
      i) Is $Q$ positive definite?
      ii) Starting at $x_0 = (1, 0)^T$, perform one iteration of gradient descent with exact line search.
      iii) Compute $\det(Q)$ and $Q^{-1}$.
      iv) Determine the Cholesky decomposition of $Q$.
      """#,
    wanted: [
      ("1a", "∇f = A x + b", true),
      ("1b", "f has no meaning: the line that was to define it was not read", false),
      ("1c", "g'(aᵀ x) a", true),
      ("1c-2", "g''(aᵀ x) a aᵀ", true),
      ("2a", "2 Aᵀ(A x − b)", true),
      ("2b", "‖A x − b‖² is convex", true),
      ("2c", "x = (Aᵀ A)⁻¹ Aᵀ b", true),
      ("3a", "strictly convex", true),
      ("3b", "It is not concave either", true),
      ("3c", "1/(x₁ x₂) is convex", true),
      ("3d", "x₁²/x₂ is convex", true),
      ("3e", "strictly concave", true),
      ("4", "(x, y) = (1, 1) is a local minimum, value −1.", true),
      ("4-2", "(x, y) = (0, 0) is a saddle point", true),
      ("5a", "−sigmoid(−x)", true),
      ("5a-2", "sigmoid(−x)(1 − sigmoid(−x))", true),
      ("5b", "strictly convex", true),
      ("5c", "0.693147", true),
      ("5c-2", "−½", true),
      ("6", "Xᵀ(X w − y) + λ w", true),
      ("6-2", "Xᵀ X + λ Iₙ", true),
      ("7i", "1, 3", true),
      ("7ii", "x = (2/7, 5/14)", true),
      ("7iii", "3", true),
      ("7iii-2", "[⅔ ⅓; ⅓ ⅔]", true),
      ("7iv", "√(3/2)", true),
    ])

  static let book = TriedPage(
    name: "book",
    text: #"""
      ## Exercises

      5.1 Compute the derivative $f'(x)$ for
      $$f(x) = \log(x^2)\sin(x^4)\,.$$

      5.2 Compute the derivative $f'(x)$ of the logistic sigmoid
      $$f(x) = \frac{1}{1+\exp(-x)}\,.$$

      5.3 Compute the Taylor polynomials $T_n$, $n = 0, \dots, 3$ of $f(x) = \sin(x) + \cos(x)$ at $x_0 = 0$.

      5.4 Consider these functions:
      $$f_1(x, y) = x^\top y\,,\quad x, y \in \mathbb{R}^n$$
      $$f_2(x) = \exp(x^\top x)\,,\quad x \in \mathbb{R}^n$$
      a. Compute the gradients.

      5.5 Compute the derivatives $\mathrm{d}f/\mathrm{d}x$ of the following functions by using the chain rule. Describe your steps.
      a. $$f(z) = \log(1+z)\,,\quad z = x^\top x\,,\quad x \in \mathbb{R}^D$$
      b. $$f(z) = \sin(z)\,,\quad z = Ax + b\,,\quad A \in \mathbb{R}^{E \times D}, x \in \mathbb{R}^D, b \in \mathbb{R}^E$$
      where $\sin(\cdot)$ acts on every element of $z$.

      5.6 Compute the derivatives $\mathrm{d}f/\mathrm{d}x$ of the following functions.
      a. Name the dimensions of each partial derivative.
      $$f(z) = \exp(-\tfrac{1}{2} z)$$
      $$z = g(y) = y^\top S^{-1} y$$
      $$y = h(x) = x - \mu$$
      where $x, \mu \in \mathbb{R}^D$, $S \in \mathbb{R}^{D \times D}$.
      b. $$f(x) = \mathrm{tr}(xx^\top + \sigma^2 I)\,,\quad x \in \mathbb{R}^D$$
      c. $$f = \tanh(z) \in \mathbb{R}^M$$
      $$z = Ax + b, \quad x \in \mathbb{R}^N, A \in \mathbb{R}^{M\times N}, b \in \mathbb{R}^M.$$
      """#,
    wanted: [
      ("5.1", "4 x³ cos(x⁴) log(x²) + 2 sin(x⁴)/x", true),
      ("5.2", "sigmoid(x)(1 − sigmoid(x))", true),
      ("5.3", "1", true),
      ("5.3-4", "x + 1 − ⅙ x³ − ½ x²", true),
      ("5.4a", "∇f₁ = y", true),
      ("5.4a-2", "2 exp(xᵀ x) x", true),
      ("5.5a", "2 x/(xᵀ x + 1)", true),
      ("5.5b", "Aᵀ diag(cos(A x + b))", true),
      ("5.6a", "(S⁻ᵀ + S⁻¹)(x − μ)", true),
      ("5.6b", "2 x", true),
      ("5.6c", "Aᵀ diag(1 − tanh(A x + b).^2)", true),
    ])

  static let networks = TriedPage(
    name: "networks",
    text: #"""
      # Assignment: learning

      **Q1 (10 points).** Given data with $x_i \in \mathbb{R}^d$ and $y_i \in \{0, 1\}$, the negative log-likelihood is
      $$ L(w) = -\sum_{i=1}^n \left[ y_i \log \sigma(w^T x_i) + (1 - y_i) \log(1 - \sigma(w^T x_i)) \right], $$
      where $\sigma(z) = 1/(1+e^{-z})$.

      1. (3 points) Show that $\sigma'(z) = \sigma(z)(1 - \sigma(z))$.
      2. (4 points) Derive the gradient $\nabla_w L(w)$.
      3. (3 points) Derive the Hessian and show that $L$ is convex.

      **Q2.** Consider a network $\hat{y} = W_2 \mathrm{ReLU}(W_1 x + b_1) + b_2$ and loss $\ell = \frac12 \|\hat y - y\|^2$. Derive the gradients of $\ell$ with respect to $W_1, b_1, W_2, b_2$.

      **Q3.** The Huber loss is defined by
      $$h(r) = \begin{cases} \frac12 r^2 & |r| \le 1 \\ |r| - \frac12 & \text{otherwise.} \end{cases}$$
      Compute $h'(r)$. Is $h$ convex?

      **Q4.** Consider a network with one hidden layer:
      \begin{align}
      z &= W^{(1)} x + b^{(1)} \\
      h &= \mathrm{ReLU}(z) \\
      \hat{y} &= \mathrm{softmax}(W^{(2)} h + b^{(2)})
      \end{align}
      and the cross-entropy loss $L = -\sum_k y_k \log \hat{y}_k$, where $y$ is one-hot.

         (a) Show that $\frac{\partial L}{\partial o} = \hat{y} - y$ where $o = W^{(2)} h + b^{(2)}$.

         (b) Derive $\frac{\partial L}{\partial W^{(2)}}$.

      **Q5.** Let $r = Xw - y$ and $L = \frac12 \|r\|^2$.

      a) Compute $\frac{\partial L}{\partial r}$.

      b) Show that $\frac{\partial L}{\partial w} = X^T r$.

      c) Show that $\nabla_w L = X^T(Xw-y)$.

      **Q6.**

      a) **(Warm-up)** For a neuron $a = \sigma(w^\top x + b)$ with squared loss $L = \frac{1}{2}(a - y)^2$, compute $\frac{\partial L}{\partial b}$.

      b) What is the derivative of $\tanh$?

      c) How many parameters does a fully connected network with layers 784, 128, 10 have?

      d) Show that the softmax is invariant to a constant: $\mathrm{softmax}(z + c\mathbf{1}) = \mathrm{softmax}(z)$.

      ## Part A

      Consider $f: \mathbb{R}^2 \to \mathbb{R}$ given by $f(x_1, x_2) = x_1^2 + 2x_2^2 - 2x_1x_2 - 2x_2$.

      1. Compute $\nabla f(x)$ and $\nabla^2 f(x)$.
      2. Starting from $x^{(0)} = (0,0)$, compute the first two iterates of gradient descent with step size $\alpha = 1/4$.
      3. Compute the gradient of $f$ and evaluate it at $(1,2)$.

      ## Part B

      Let $X = \begin{pmatrix} 1 & 2 \\ 1 & 0 \\ 1 & 1 \end{pmatrix}$, $y = (3, 1, 2)^T$.

      1. Compute $\hat\beta = (X^TX)^{-1}X^Ty$ and the residuals $y - X\hat\beta$.
      2. Fit a line $y = ax + b$ to the points $(0,1), (1,3), (2,4), (3,4)$.
      """#,
    wanted: [
      ("1.1", "same formula", true),
      ("1.2", "Xᵀ(sigmoid(X w) − y)", true),
      ("1.3", "Xᵀ diag(sigmoid(X w) ⊙ (1 − sigmoid(X w))) X", true),
      ("1.3-2", "is convex", true),
      ("2", "(step(W₁ x + b₁) ⊙ (W₂ᵀ(W₂ relu(W₁ x + b₁) + b₂ − y))) xᵀ", true),
      ("3", "r stepFromZero(1 − |r|) + sign(r) step(|r| − 1)", true),
      ("3-2", "", true),
      ("4a", "same formula", true),
      ("4b", "(softmax(W₂ relu(W₁ x + b₁) + b₂) − y) relu(W₁ x + b₁)ᵀ", true),
      ("5a", "∂L/∂r = r", true),
      ("5b", "same formula", true),
      ("5c", "same formula", true),
      ("6a", "sigmoid(wᵀ x + b)(sigmoid(wᵀ x + b) − y)(1 − sigmoid(wᵀ x + b))", true),
      ("6b", "1 − tanh(x)²", true),
      ("6c", "101770", true),
      ("6d", "equal for every value", true),
      ("A.1", "(2 (x₁ − x₂), 4 x₂ − 2 x₁ − 2)", true),
      ("A.1-2", "[2 −2; −2 4]", true),
      ("A.2", "(1/4, 1/2)", true),
      ("A.3-2", "(−2, 4)", true),
      ("B.1", "(1, 1)", true),
      ("B.1-2", "(0, 0, 0)", true),
      ("B.2", "y = x + 3/2", true),
    ])
}
