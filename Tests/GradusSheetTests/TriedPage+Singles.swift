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
}
