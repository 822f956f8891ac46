// Pages of exercises with lists, cases and methods.
extension TriedPage {
  static let lists = TriedPage(
    name: "lists",
    text: #"""
      # Linear Algebra Quiz

      1. Compute the determinant and the inverse of $\begin{bmatrix}2&1&0\\1&3&1\\0&1&2\end{bmatrix}$.
      2. Find the LU decomposition of $\begin{bmatrix}2&1\\6&8\end{bmatrix}$.
      3. For which values of $k$ is the matrix $\begin{bmatrix}1&k\\k&4\end{bmatrix}$ positive definite? For which is it singular?
      4. Solve the linear system
         $$x + 2y - z = 3,\quad 2x - y + z = 1,\quad 3x + y + 2z = 11.$$
      5. Let $u = (1,2,2)$ and $v = (2,0,1)$. Compute $u\cdot v$, $\|u\|$, the angle between $u$ and $v$, $u \times v$ and the projection of $v$ onto $u$.
      6. Find a basis for the null space and the column space of $\begin{bmatrix}1&2&3\\2&4&6\\1&1&1\end{bmatrix}$. What is its rank?
      7. Apply the Gram–Schmidt process to $(1,1,0)$, $(1,0,1)$, $(0,1,1)$.
      8. Compute the singular value decomposition of $\begin{bmatrix}3&0\\4&5\end{bmatrix}$.
      9. Are the vectors $(1,2,3)$, $(4,5,6)$, $(7,8,9)$ linearly independent?
      10. Diagonalise $\begin{bmatrix}4&1\\2&3\end{bmatrix}$ and compute $A^{10}$.
      11. Find the least-squares line through $(0,1)$, $(1,2)$, $(2,4)$.
      12. True or false: if $A$ and $B$ are invertible $n\times n$ matrices, then $(AB)^{-1} = B^{-1}A^{-1}$.
      13. Let $A$ be an orthogonal matrix. Show that $\det A = \pm 1$.
      14. Compute $\begin{bmatrix}1&2\\3&4\end{bmatrix}^{-1}\begin{bmatrix}5\\6\end{bmatrix}$.
      15. Find the characteristic polynomial of $\begin{bmatrix}0&1\\-2&-3\end{bmatrix}$.
      16. For which $c$ does the system $x+y=1$, $2x+2y=c$ have a solution?
      """#,
    wanted: [
      ("3", "−2 < k < 2", true),
      ("3-2", "k = −2", true),
      ("5", "4", true),
      ("5-3", "0.931931", true),
      ("5-4", "(2, 3, −4)", true),
      ("5-5", "(4/9, 8/9, 8/9)", true),
      ("6", "(1, −2, 1)", true),
      ("6-2", "(2, 4, 1)", true),
      ("6-3", "2", true),
      ("7", "1/√6", true),
      ("10-2", "nothing above says what A is", false),
    ])

  static let matrixCalculus = TriedPage(
    name: "matrixCalculus",
    text: #"""
      # Exercises: Matrix calculus

      Unless stated otherwise, $x \in \mathbb{R}^n$, $A \in \mathbb{R}^{m \times n}$, $b\in \mathbb{R}^m$.

      **Exercise 1.** Find the gradient of the following functions.

      1. $f(x) = \|Ax - b\|_2^2 + \lambda \|x\|_2^2$
      2. $f(x) = \log\left(\sum_{i=1}^m \exp(a_i^T x + b_i)\right)$, where $a_i^T$ are the rows of $A$
      3. $f(X) = \log\det X$, $X$ symmetric positive definite
      4. $f(X) = \operatorname{tr}(X^{-1}A)$ with $A \in \mathbb{R}^{n\times n}$
      5. $f(x) = \frac{x^TAx}{x^Tx}$ for symmetric $A \in \mathbb{R}^{n\times n}$
      6. $f(x) = \sum_{i=1}^n x_i \log x_i$
      7. $f(W) = \|XW - Y\|_F^2$
      8. $f(x) = \prod_{i=1}^n x_i$
      9. $f(x) = \max_i x_i$

      **Exercise 2.** Compute the Jacobian of $f(x) = \frac{x}{\|x\|_2}$ and of $g(x) = A\,\sigma(Bx)$, where $\sigma$ acts elementwise.

      **Exercise 3.** Let $f(x) = \frac{1}{2}\|Ax-b\|^2$. 
      (i) Derive the normal equations.
      (ii) Under which condition is the minimiser unique?
      (iii) Write down the gradient descent update with step size $\eta$.
      (iv) For $A = \begin{pmatrix}1&0\\1&1\\1&2\end{pmatrix}$, $b=(6,0,0)^T$ compute the minimiser and the residual.

      **Exercise 4.** Show that $\nabla_X \operatorname{tr}(AXB) = A^TB^T$ and $\nabla_X \operatorname{tr}(X^TAX) = (A+A^T)X$.

      **Exercise 5.** Consider $f(x,y) = x^2 + 4xy + y^2 - 2x$. Find the stationary points and classify them. Is $f$ convex?

      **Exercise 6.** Find the derivative of $f(t) = g(x(t))$ where $x(t) = (\cos t, \sin t)^T$ and $g(x) = x_1^2 x_2$.
      """#,
    wanted: [
      ("1.3", "X⁻¹", true),
      ("1.4", "−(X⁻¹ A X⁻¹)ᵀ", true),
      ("1.7", "2 Xᵀ(X W − Y)", true),
      ("2", "/", true),
      ("2-2", "", true),
      ("3i", "Aᵀ A x = Aᵀ b", true),
      ("3iv", "(5, −3)", true),
      ("3iv-2", "residual", false),
      ("4-2", "same formula", true),
    ])

  static let methods = TriedPage(
    name: "methods",
    text: #"""
      # EE 364 – Convexity and optimization (selected exercises)

      1. Determine whether the following functions are convex, concave, or neither:
         (a) $f(x) = e^x - 1$ on $\mathbb{R}$.
         (b) $f(x_1, x_2) = x_1 x_2$ on $\mathbb{R}^2_{++}$.
         (c) $f(x_1,x_2) = 1/(x_1x_2)$ on $\mathbb{R}_{++}^2$.
         (d) $f(x_1,x_2) = x_1/x_2$ on $\mathbb{R}_{++}^2$.
         (e) $f(x_1,x_2) = x_1^2/x_2$ on $\mathbb{R}\times\mathbb{R}_{++}$.
         (f) $f(x_1,x_2) = x_1^\alpha x_2^{1-\alpha}$, where $0\le\alpha\le1$, on $\mathbb{R}^2_{++}$.
         (g) $f(x) = \log \sum_{k=1}^n e^{x_k}$.
         (h) $f(X) = \operatorname{tr}(X^{-1})$ on $S^n_{++}$.
      2. Minimize $f(x) = \frac12 x^T P x + q^T x + r$ where
         $$P = \begin{bmatrix} 13 & 12 & -2 \\ 12 & 17 & 6 \\ -2 & 6 & 12 \end{bmatrix}, \quad q = \begin{bmatrix} -22 \\ -14.5 \\ 13 \end{bmatrix}, \quad r = 1.$$
      3. Consider $f(x_1,x_2) = \frac12(x_1^2 + \gamma x_2^2)$ with $\gamma > 0$, and gradient descent with exact line search starting at $x^{(0)} = (\gamma, 1)$.
         (a) Compute the first iterate.
         (b) For $\gamma = 10$, compute the first three iterates.
      4. Newton's method: for $f(x) = \log(e^x + e^{-x})$, compute the Newton step at $x^{(0)} = 1$. Perform two iterations.
      5. Least squares with a constraint: minimize $\|x\|^2$ subject to $a^Tx = b$.
      6. Maximise $xy$ subject to $x + y = 10$.
      7. Project the point $(1,2,3)$ onto the plane $x_1 + x_2 + x_3 = 0$.
      8. What is the Lipschitz constant of the gradient of $f(x) = \frac12\|Ax - b\|_2^2$ for $A = \begin{bmatrix} 1 & 2\\ 0 & 1\end{bmatrix}$? Which step sizes guarantee convergence of gradient descent?
      9. Find the minimum of $f(x) = x^4 - 4x^3 + 4x^2 + 1$ on $[-1, 3]$.
      10. Compute the subdifferential of $f(x)=|x|$ at $0$.
      """#,
    wanted: [
      ("1a", "strictly convex", true),
      ("1d", "not concave either", true),
      ("3b", "(7290/1331, −729/1331)", true),
      ("4", "−0.81343", true),
      ("5", "x = b a/(aᵀ a)", true),
      ("6", "(5, 5)", true),
    ])
}
