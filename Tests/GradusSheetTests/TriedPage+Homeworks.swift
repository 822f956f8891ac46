// A homework typed as a list of sentences, `1) Let f(x) = …`.
extension TriedPage {
  static let typedHomework = TriedPage(
    name: "typedHomework",
    text: #"""
      Homework 3 - Optimization

      1) Let f(x) = (x-1)^2 + 3. Find its minimum and where it is attained.

      2) Compute two iterations of gradient descent for f(x,y) = x^2 + 2y^2 starting at (2,1) with step size 0.1.

      3) Show that f(x) = e^x is convex.

      4) Let g(x) = x^4 - 4x^2. Find all local minima and maxima.

      5) Compute the gradient and Hessian of f(x1, x2) = x1^2 + x1*x2 + x2^3.

      6) Given the data points (1, 2), (2, 3), (3, 5), fit y = ax + b by least squares.

      7) What is the derivative of f(x) = ln(x)/x?

      8) Let A = [[2, -1], [-1, 2]]. Is A positive definite?

      9) Compute A^-1 for A = [[1, 2], [3, 4]].

      10) Let h = tanh(Wx + b). Compute dh/dx.

      11) Let y = sigma(w^T x + b) and L = -t log y - (1-t) log(1-y). Compute dL/dw and dL/db.

      12) Find the eigenvalues and eigenvectors of [[2, 0], [0, 3]].

      13) Evaluate the integral of x^2 from 0 to 1.

      14) Compute the derivative of x^x.

      15) Find dy/dx if x^2 + y^2 = 1.

      16) If f(x) = 3x^2 - 2x + 1, compute f(2), f'(2) and f''(2).

      17) Let v = (1, 2, 3)^T. Compute v v^T and v^T v.

      18) Compute the Frobenius norm of [[1, 2], [3, 4]].

      19) Is the set of vectors {(1,0,1), (0,1,1), (1,1,0)} linearly independent?

      20) Let f(w) = (1/2) ||w||^2 + C sum_i max(0, 1 - y_i w^T x_i). Is f convex in w?

      21) Let X ~ N(0,1). Compute E[X^2].

      22) A ball is thrown upward with velocity 20 m/s. When does it hit the ground?

      23) Solve 2x + 3y = 7 and x - y = 1 for x and y.

      24) Simplify (A^T B)^T A.

      25) Given z = [1.0, 2.0, 3.0], compute softmax(z).

      26) What is the L2 norm of the vector [3, 4]?

      27) Let f(x) = |x|. Compute f'(x) for x > 0.

      28) Compute the mean and standard deviation of 2, 4, 4, 4, 5, 5, 7, 9.

      29) Compute log(det(A)) for A = diag(2, 3).

      30) Let f(x, y) = x/y. Find the partial derivatives at x=1, y=2.

      31) Use the chain rule to compute dz/dt where z = x^2 y, x = cos(t), y = sin(t).

      32) For f(x) = x^2 - 4x + 5, find the x that minimizes f.

      33) Suppose that P(A) = 0.3, P(B) = 0.5. Compute P(A and B) if A and B are independent.

      34) Find the second order Taylor approximation of f(x) = sqrt(1+x) around x = 0.

      35) Show that (A + B)^T = A^T + B^T.

      36) Let x_{k+1} = x_k - 0.1 * f'(x_k) with f(x) = x^2 and x_0 = 1. Compute x_1, x_2, x_3.

      37) Compute the momentum update with beta = 0.9, learning rate 0.01 and gradient 2, starting from v = 0, w = 1.

      38) Write the update rule of SGD for L(w) = (y - wx)^2.

      39) Differentiate sin(x^2) cos(x).

      40) Let W be a 3x2 matrix and x a vector in R^2. What is the shape of Wx?
      """#,
    wanted: [
      ("1", "x = 1", true),
      ("2", "(32/25, 9/25)", true),
      ("3", "strictly convex", true),
      ("4", "minimum, value −4", true),
      ("5", "(2 x₁ + x₂, x₁ + 3 x₂²)", true),
      ("6", "3/2 x + ⅓", true),
      ("7", "(1 − log(x))/x²", true),
      ("8", "Yes", true),
      ("9", "[−2 1; 3/2 −½]", true),
      ("10", "Wᵀ diag(1 − tanh(W x + b).^2)", true),
      ("11", "− t) x", true),
      ("12", "λ₂ = 3", true),
      ("13", "integral", false),
      ("14", "xˣ", true),
      ("15", "−x/y", true),
      ("16", "9", true),
      ("16-3", "6", true),
      ("17", "[1 2 3; 2 4 6; 3 6 9]", true),
      ("18", "5.47723", true),
      ("19", "Yes", true),
      ("20", "if C ≥ 0", true),
      ("22", "", false),
      ("23", "(2, 1)", true),
      ("24", "Bᵀ A²", true),
      ("25", "0.0900306", true),
      ("26", "5", true),
      ("27", "1", true),
      ("28", "5", true),
      ("28-2", "2", true),
      ("29", "1.79176", true),
      ("30", "−¼", true),
      ("31", "cos(t)³ − 2 sin(t)² cos(t)", true),
      ("32", "x = 2", true),
      ("33", "", false),
      ("34", "½ x + 1 − ⅛ x²", true),
      ("35", "same formula", true),
      ("36", "", false),
      ("38", "w ← w − 2 η x (w x − y)", true),
      ("39", "2 x cos(x) cos(x²)", true),
      ("40", "A vector of 3 entries", true),
    ])

  static let shapes = TriedPage(
    name: "shapes",
    text: #"""
      1. Let $W$ be a $3 \times 2$ matrix and $x$ a vector in $\mathbb{R}^2$. What is the shape of $Wx$?

      2. Let $X$ be an $n \times d$ matrix. What is the shape of $X^TX$?

      3. Let W be a real 3 x 2 matrix. What is the shape of W^T W?

      4. Compute the mean and standard deviation of $(2, 4, 4, 4, 5, 5, 7, 9)$.

      5. Find $dy/dx$ if $x^3 + y^3 = 6xy$.
      """#,
    wanted: [
      ("1", "A vector of 3 entries", true),
      ("2", "d × d", true),
      ("3", "2 × 2", true),
      ("4", "5", true),
      ("4-2", "2", true),
      ("5", "(2 y − x²)/(y² − 2 x)", true),
    ])

  static let unicode = TriedPage(
    name: "unicode",
    text: #"""
      Machine Learning I — Exercise Sheet 2

      Exercise 1 (Ridge regression). Let X ∈ R^{n×d}, y ∈ R^n and λ > 0. Consider

          J(w) = ||Xw − y||² + λ||w||².

      a) Compute ∇J(w) and show that J is strictly convex.
      b) Derive the closed-form minimiser w*.
      c) For X = [1 0; 1 1; 1 2], y = (1, 2, 4) and λ = 1, compute w*.

      Exercise 2 (Softmax). Let p = softmax(z), z ∈ R^K, and L = −Σ_k y_k log p_k where y is one-hot.

      a) Compute ∂L/∂z.
      b) Evaluate it for z = (1, 2, 3) and y = (0, 0, 1).

      Exercise 3. A neuron computes a = σ(w·x + b) with w = (1, -2), b = 0.5. What is a for x = (2, 1)? What is ∂a/∂w there?
      """#,
    wanted: [
      ("1a", "2 (Xᵀ(X w − y) + λ w)", true),
      ("1a-2", "strictly convex", true),
      ("1b", "(Xᵀ X + λ eye(d))⁻¹ Xᵀ y", true),
      ("1c", "(⅘, 19/15)", true),
      ("2a", "softmax(z) − y", true),
      ("2b", "it", false),
      ("3", "0.622459", true),
      ("3-2", "there", false),
    ])

  static let stars = TriedPage(
    name: "stars",
    text: #"""
      1. Let \(f(w) = w^2 - 4w\) with the minimiser \(w^*\). Compute \(f(w^*)\).

      2. Let f(w) = w^2 - 4w with minimiser w*. Compute w*.
      """#,
    wanted: [
      ("1", "−4", true),
      ("2", "w = 2", true),
    ])
}
