// Pages of networks in index notation, lists of what is asked, methods of descent.
extension TriedPage {
  static let indices = TriedPage(
    name: "indices",
    text: #"""
      ## Exercise 1
      Let $x_i \in \mathbb{R}^d$ and $r_i = y_i - w^\top x_i$ for $i = 1, \dots, n$, and let $L(w) = \frac{1}{n}\sum_{i=1}^n r_i^2$. Compute $\nabla L(w)$.

      ## Exercise 3
      Let $a_j = \sigma(\sum_i W_{ji} x_i + b_j)$ and $L = \frac12 \sum_j (a_j - t_j)^2$. Compute $\frac{\partial L}{\partial W_{ji}}$, $\frac{\partial L}{\partial b_j}$ and $\frac{\partial a_j}{\partial b_j}$.

      ## Exercise 4
      Let $h_i = \tanh(z_i)$ and $z_i = \sum_j W_{ij} x_j$. Compute $\frac{\partial h_i}{\partial z_i}$.

      ## Exercise 5
      Let $\hat y_i = \frac{\exp(o_i)}{\sum_k \exp(o_k)}$. Show that $\frac{\partial \hat y_i}{\partial o_j} = \hat y_i(\delta_{ij} - \hat y_j)$.

      ## Exercise 6
      Let $y_i = w x_i + b$. Compute $\frac{\partial y_i}{\partial w}$ and $\frac{\partial y_i}{\partial x_i}$.

      ## Exercise 7
      Let $L_i = (y_i - w x_i)^2$. Compute $\partial L_i/\partial w$.
      """#,
    wanted: [
      ("1", "−2 Xᵀ(y − X w)/n", true),
      ("3", "(sigmoid(W x + b) ⊙ (sigmoid(W x + b) − t) ⊙ (1 − sigmoid(W x + b))) xᵀ", true),
      ("3-3", "diag(sigmoid(W x + b) ⊙ (1 − sigmoid(W x + b)))", true),
      ("4", "diag(1 − tanh(z).^2)", true),
      ("5", "same formula", true),
      ("6", "∂yᵢ/∂xᵢ = w", true),
      ("7", "2 xᵢ (w xᵢ − yᵢ)", true),
    ])

  static let entries = TriedPage(
    name: "entries",
    text: #"""
      ## Exercise 5
      Let $\hat y_i = \frac{\exp(o_i)}{\sum_k \exp(o_k)}$. Show that $\frac{\partial \hat y_i}{\partial o_j} = \hat y_i(\delta_{ij} - \hat y_j)$.

      ## Exercise 6
      Let $p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$ and $L = -\sum_i y_i \log p_i$ where $y$ is one-hot. Show that $\frac{\partial L}{\partial z_j} = p_j - y_j$.

      ## Exercise 7
      Let $p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$. Show that $\frac{\partial p_i}{\partial z_j} = p_i(\delta_{ij} + p_j)$.
      """#,
    wanted: [
      ("5", "same formula", true),
      ("6", "same formula", true),
      ("7", "does not hold", true),
    ])

  static let propagation = TriedPage(
    name: "propagation",
    text: #"""
      # Homework 3: Backpropagation

      ## Question 1 (Softmax and cross-entropy)

      Let $z \in \mathbb{R}^K$ be a vector of logits and let
      $$p_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}, \qquad k = 1, \dots, K.$$

      1. Compute $\frac{\partial p_k}{\partial z_j}$ for $j = k$ and for $j \neq k$.
      2. Let $L = -\sum_{k=1}^K y_k \log p_k$ where $y$ is a one-hot vector. Show that $\frac{\partial L}{\partial z} = p - y$.
      3. Compute the Hessian of $L$ with respect to $z$.
      4. For $z = (1, 2, 3)$ and $y = (0, 0, 1)$, compute $p$, $L$ and $\partial L/\partial z$.

      ## Question 2 (One hidden layer)

      Consider the network
      \begin{align}
      z_1 &= W_1 x + b_1 \\
      h &= \mathrm{ReLU}(z_1) \\
      \hat{y} &= W_2 h + b_2 \\
      \mathcal{L} &= \tfrac12 \|\hat{y} - y\|^2
      \end{align}
      with $x \in \mathbb{R}^2$, $W_1 \in \mathbb{R}^{3\times 2}$, $W_2 \in \mathbb{R}^{1 \times 3}$.

      (a) Write down $\partial \mathcal{L}/\partial W_2$, $\partial \mathcal{L}/\partial b_2$, $\partial \mathcal{L}/\partial W_1$ and $\partial \mathcal{L}/\partial b_1$.

      (b) Let
      $$W_1 = \begin{bmatrix} 1 & -1 \\ 0 & 2 \\ 1 & 1\end{bmatrix},\quad b_1 = \begin{bmatrix}0\\-1\\1\end{bmatrix},\quad W_2 = \begin{bmatrix}1 & 2 & -1\end{bmatrix},\quad b_2 = 0.5, \quad x = \begin{bmatrix}1\\2\end{bmatrix},\quad y = 3.$$
      Compute the forward pass.

      (c) Compute all gradients at this point.

      (d) Perform one step of gradient descent with learning rate $\eta = 0.1$. What is the new loss?

      ## Question 3 (Activation functions)

      Compute the derivative of each of the following activation functions:
      - sigmoid $\sigma(x) = \frac{1}{1+e^{-x}}$
      - $\tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}$
      - softplus $\zeta(x) = \log(1+e^x)$
      - SiLU $f(x) = x\,\sigma(x)$
      - ELU with $\alpha = 1$

      Show that $\sigma'(x) = \sigma(x)(1-\sigma(x))$ and that $\tanh(x) = 2\sigma(2x) - 1$.
      """#,
    wanted: [
      ("1.1", "diag(softmax(z)) − softmax(z) softmax(z)ᵀ", true),
      ("1.2", "same formula", true),
      ("1.4", "(0.0900306, 0.244728, 0.665241)", true),
      ("1.4-2", "0.407606", true),
      ("1.4-3", "(0.0900306, 0.244728, −0.334759)", true),
      ("2a-2", "W₂ relu(W₁ x + b₁) + b₂ − y", true),
      ("2b", "(−1, 3, 4)", true),
      ("2b-4", "⅛", true),
      ("2c", "[0 0; −1 −2; ½ 1]", true),
      ("2c-4", "(−½)", true),
      ("2d", "[1 −1; ⅒ 11/5; 19/20 9/10]", true),
      ("2d-5", "54289/20000", true),
      ("3i", "sigmoid(x)(1 − sigmoid(x))", true),
      ("3iv", "sigmoid(x)(x (1 − sigmoid(x)) + 1)", true),
    ])

  static let domains = TriedPage(
    name: "domains",
    text: #"""
      # Convexity

      1. Determine whether the following functions are convex, concave, or neither:
         (a) $f(X) = \operatorname{tr}(X^{-1})$ on $S^n_{++}$.
         (b) $f(x) = x_1^\alpha x_2^{1-\alpha}$, where $0\le\alpha\le1$, on $\mathbb{R}^2_{++}$.
         (c) $f(X) = \log\det X$ on $\mathbf{S}^n_{++}$.
         (d) $f(x) = \sqrt{x}$ on $C$.
         (e) $f(x) = x\log x$ on $(0,\infty)$
         (f) $f(x,y) = x^2 - y^2$ on $\mathbb{R}^2$.
      2. Are the following functions convex?
         a) $e^{-x}$
         b) $x^3$
      """#,
    wanted: [
      ("1a", "is convex", true),
      ("1b", "is not convex", true),
      ("1c", "is concave", true),
      ("1d", "the set is not known", false),
      ("1e", "strictly convex", true),
      ("1f", "not concave either", true),
      ("2a", "strictly convex", true),
      ("2b", "not convex", true),
    ])
}
