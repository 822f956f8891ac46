// Pages typed without LaTeX and without signs around the formulas, as people type them.
extension TriedPage {
  static let typedProblems = TriedPage(
    name: "typedProblems",
    text: #"""
      **1.** Find the minimum of f(x) = x^3 - 3x on the interval [-3, 2].

      **2.** For which values of x is f(x) = x^3 - 3x^2 + 2 increasing?

      **3.** Let A be the matrix [[2, 1], [1, 3]]. For which c is the matrix A - cI singular?

      **4.** True or false: the function f(x) = |x| is differentiable at 0.

      **5.** Write down the Lagrangian of minimising x^2 + y^2 subject to x + y = 1 and solve the problem.

      **6.** Maximise x^T A x subject to ||x|| = 1 for A = [[2, 1], [1, 2]].

      **7.** Project the point (1, 2, 3) onto the plane x + y + z = 0.

      **8.** Derive the normal equations for min_w ||Xw - y||^2 + λ||w||^2.

      **9.** A network has an input layer with 784 units, one hidden layer with 128 units and an output layer with 10 units. How many parameters does it have?

      **10.** Let p in (0,1) and L(p) = -y log p - (1-y) log(1-p). Show that L is convex in p for y in [0,1].

      **11.** X takes the values 1, 2, 3 with probabilities 0.2, 0.5, 0.3. Compute E[X] and Var(X).

      **12.** Compute the cosine similarity of (1, 2, 3) and (4, 5, 6).

      **13.** Give a subgradient of f(x) = |x - 1| + |x + 1| at x = 1.

      **14.** Find all critical points of f(x,y) = x^3 + y^3 - 3xy and classify them.

      **15.** Compute the Hessian of f(x,y) = e^{xy} at (0,0).

      **16.** What is the rank of A = [[1,2],[2,4]]?

      **17.** Compute log_2 8.

      **18.** Let f(x) = x^2. Solve f(x) > 4.

      **19.** Determine the largest step size for which gradient descent on f(x) = 5x^2 converges.

      **20.** Compute the softmax of (1, 2, 3) to 3 decimals.
      """#,
    wanted: [
      ("1", "−18 at x = −3", true),
      ("2", "x < 0\nx > 2", true),
      ("3", "5/2 − ½·√5", true),
      ("4", "No: the slopes", true),
      ("5", "L = λ (x + y − 1) + x² + y²", true),
      ("6", "(1, 1)", true),
      ("7", "(−1, 0, 1)", true),
      ("8", "(Xᵀ X + λ Iₙ) w = Xᵀ y", true),
      ("9", "101770", true),
      ("11", "21/10", true),
      ("11-2", "49/100", true),
      ("12", "0.974632", true),
      ("13", "0 ≤ g ≤ 2", true),
      ("14", "local minimum, value −1", true),
      ("15", "[0 1; 1 0]", true),
      ("16", "1", true),
      ("18", "x < −2\nx > 2", true),
      ("19", "0 < α < ⅕", true),
      ("20", "(0.09, 0.245, 0.665)", true),
    ])

  static let typedExercises = TriedPage(
    name: "typedExercises",
    text: #"""
      **1.** Let f(x) = ln(1 + x^2). Find f'(x) and f''(x).

      **2.** Find the intervals on which f(x) = x e^{-x} is concave up.

      **3.** Compute the angle between u = (1, 0) and v = (1, 1).

      **4.** Given the points (0,1), (1,3), (2,5), find the least squares line.

      **5.** Compute the L1, L2 and infinity norms of v = (3, -4, 0).

      **6.** Let z = Wx + b with W = [[1, -1], [2, 0]], x = (1, 2), b = (0, 1). Compute relu(z).

      **7.** Compute the cross entropy loss for logits (2, 1, 0) and true class 0.

      **8.** Let f(x, y) = x^2 y + y^3. Find the direction of steepest ascent at (1, 2).

      **9.** What is the equation of the tangent line to y = x^2 at x = 3?

      **10.** Show that the eigenvalues of A^T A are nonnegative.

      **11.** Is the matrix [[1, 2], [3, 4]] diagonalizable?

      **12.** Show that the sum of two convex functions is convex.

      **13.** Use Newton's method to approximate sqrt(2), starting from x_0 = 1, with three iterations.

      **14.** Let y = w x + b, L = (y - t)^2. Compute ∂L/∂w and ∂L/∂b for w = 2, b = 1, x = 3, t = 5.

      **15.** Compute the KL divergence between p = (0.5, 0.5) and q = (0.25, 0.75).

      **16.** Write the quadratic form x^2 + 4xy + 3y^2 as x^T A x.

      **17.** Compute the eigenvalues of [[cos t, -sin t], [sin t, cos t]].

      **18.** Given f(x) = (x - 2)^2 and learning rate 0.1, how many iterations are needed until |x_k - 2| < 0.01 when starting from x_0 = 0?

      **19.** Compute the gradient of the Huber loss.

      **20.** Compute d/dx of softplus(x).

      **21.** Find the maximum likelihood estimate of λ for L(λ) = λ^n exp(-λ Σ x_i).

      **22.** Let u = (1,2) and v = (3,4). Find the projection of u onto v.

      **23.** Find a unit vector orthogonal to (1, 2, 2).

      **24.** What is the derivative of tanh in terms of tanh?

      **25.** Prove that σ'(x) = σ(x)(1 − σ(x)).

      **26.** Determine if (1,2), (2,4) are linearly independent.

      **27.** Compute the trace and determinant of [[2, 0], [1, 3]].

      **28.** Solve the least squares problem min ||Ax - b|| with A = [[1, 0], [1, 1], [1, 2]] and b = (1, 2, 4).

      **29.** A convolutional layer has 3 input channels, 16 filters of size 5x5. How many parameters does it have?

      **30.** Find the inverse of the function f(x) = 2x + 3.
      """#,
    wanted: [
      ("1", "2 x/(x² + 1)", true),
      ("1-2", "2 (1 − x²)/(x² + 1)²", true),
      ("2", "x ≥ 2", true),
      ("3", "0.785398", true),
      ("4", "y = 2 x + 1", true),
      ("5", "7", true),
      ("5-2", "5", true),
      ("5-3", "4", true),
      ("6", "(0, 3)", true),
      ("7", "true", false),
      ("8", "(4, 13)", true),
      ("9", "6 x − 9", true),
      ("14", "12", true),
      ("15", "0.143841", true),
      ("16", "[1 2; 2 3]", true),
      ("20", "sigmoid(x)", true),
      ("22", "(33/25, 44/25)", true),
      ("25", "same formula", true),
      ("26", "linearly dependent", true),
      ("27", "5", true),
      ("27-2", "6", true),
      ("28", "(⅚, 3/2)", true),
      ("29", "1216", true),
      ("30", "½ x − 3/2", true),
    ])

  static let typedFunctions = TriedPage(
    name: "typedFunctions",
    text: #"""
      **1.** Find the minimum of f(x) = x^3 - 3x on the interval [-3, 2].

      **2.** For which values of x is f(x) = x^3 - 3x^2 + 2 increasing?

      **3.** Let A be the matrix [[2, 1], [1, 3]]. For which c is the matrix A - cI singular?

      **4.** True or false: the function f(x) = |x| is differentiable at 0.

      **5.** Solve x^2 - 3x > 4.

      **6.** Solve 1/x >= 2.

      **7.** Solve log(x) < 0.

      **8.** Find the intervals on which f(x) = x e^{-x} is concave up.

      **9.** Where is f(x) = x^2 e^{-x} decreasing?

      **10.** Give a subgradient of f(x) = |x - 1| + |x + 1| at x = 1.

      **11.** Find the inverse of the function f(x) = 2x + 3.

      **12.** Find the inverse function of f(x) = 1/(1+exp(-x)).

      **13.** Find the absolute maximum and minimum of f(x) = x + 4/x on [1, 4].

      **14.** Find the extrema of f(x) = |x - 1| on [0, 3].

      **15.** True or false: (AB)^T = A^T B^T for all A, B in R^{n x n}.

      **16.** Is f(x) = max(0, x) differentiable at x = 0?

      **17.** Let y = w x + b, L = (y - t)^2. Compute ∂L/∂w and ∂L/∂b for w = 2, b = 1, x = 3, t = 5.

      **18.** Prove that σ'(x) = σ(x)(1 − σ(x)).

      **19.** For which x is x^2 - 4 positive?

      **20.** Solve x^2 <= 0.

      **21.** Solve the inequality (x-1)(x-2)^2 >= 0.

      **22.** Find the inverse of f(x) = x^2.

      **23.** Find the minimum of f(x) = 1/x on [-1, 1].
      """#,
    wanted: [
      ("1", "−18 at x = −3", true),
      ("5", "x < −1\nx > 4", true),
      ("6", "x > 0 and x ≤ ½", true),
      ("7", "0 < x < 1", true),
      ("9", "x < 0\nx > 2", true),
      ("12", "log(x/(1 − x))", true),
      ("13", "5 at x = 1, 4", true),
      ("13-2", "4 at x = 2", true),
      ("14", "0 at x = 1", true),
      ("15", "does not hold", true),
      ("16", "No: the slopes", true),
      ("17", "12", true),
      ("18", "same formula", true),
      ("19", "x < −2", true),
      ("20", "x = 0", true),
      ("21", "x ≥ 1", true),
      ("22", "It has none", true),
      ("23", "no value somewhere", false),
    ])

  static let typedLearning = TriedPage(
    name: "typedLearning",
    text: #"""
      **1.** Let A be the matrix [[2, 1], [1, 3]]. For which c is the matrix A - cI singular?

      **2.** Find the extrema of f(x) = |x - 1| on [0, 3].

      **3.** Compute the cosine similarity of (1, 2, 3) and (4, 5, 6).

      **4.** Compute the dot product of u = (1,2) and v = (3,4).

      **5.** Let v be the vector (3, -4). Compute the norm of v.

      **6.** Find the derivative of the sigmoid function.

      **7.** What is the derivative of tanh?

      **8.** Compute the derivative of softplus(x).

      **9.** Compute d/dx of softplus(x).

      **10.** What is the derivative of ReLU(x) at x = 2?

      **11.** Let f(x) = x'Ax with A symmetric. Find the gradient of f.

      **12.** Show that the gradient of ||Ax - b||^2 is 2A^T(Ax - b).

      **13.** Let X be an n x d matrix and y a vector. Derive the gradient of (1/n) ||Xw - y||^2 with respect to w.

      **14.** Compute the gradient of log(1 + exp(-y w^T x)) w.r.t. w.

      **15.** Let p = softmax(z). Find the Jacobian of p.

      **16.** Let sigma(x) = 1/(1+e^-x). Show that sigma'(x) = sigma(x)(1-sigma(x)).

      **17.** Consider f(x,y) = 3x^2 + 2xy + y^2. Perform one step of gradient descent from (1, 1) with learning rate 0.1.

      **18.** Minimise f(x) = 1/2 x^T Q x - b^T x, where Q is positive definite.

      **19.** Given Q = [2 0; 0 4] and b = (1, 2), minimise 1/2 x^T Q x - b^T x.

      **20.** Compute A*B for A = [1 2; 3 4] and B = [0 1; 1 0].

      **21.** Find the eigenvalues of A = [[4, 1], [2, 3]].

      **22.** Solve the system x + y = 3, x - y = 1.

      **23.** A 2-layer network computes y = W2 relu(W1 x + b1) + b2. With W1 = [[1, -1], [0, 2]], b1 = (0, 1), W2 = [[1, 1]], b2 = 0, compute y for x = (1, 2).

      **24.** Is f(x, y) = x^2 + xy + y^2 convex?

      **25.** Find d/dw of (wx - y)^2.

      **26.** Compute the partial derivatives of f(x, y) = x*sin(y) + exp(x*y).

      **27.** Evaluate the gradient of f(x,y) = x^2*y at the point (1, -2).
      """#,
    wanted: [
      ("1", "5/2", true),
      ("6", "sigmoid(x)(1 − sigmoid(x))", true),
      ("7", "1 − tanh(x)²", true),
      ("8", "sigmoid(x)", true),
      ("9", "sigmoid(x)", true),
      ("10", "1", true),
      ("11", "2 A x", true),
      ("12", "", true),
      ("13", "2 Xᵀ(X w − y)/n", true),
      ("14", "−y sigmoid(−y (wᵀ x)) x", true),
      ("15", "diag(softmax(z))", true),
      ("16", "same formula", true),
      ("17", "(1/5, 3/5)", true),
      ("18", "Q⁻¹ b", true),
      ("19", "(½, ½)", true),
      ("20", "[2 1; 4 3]", true),
      ("21", "λ₂ = 5", true),
      ("22", "(2, 1)", true),
      ("23", "5", true),
      ("24", "strictly convex", true),
      ("25", "2 x (w x − y)", true),
      ("26", "y exp(x y) + sin(y)", true),
      ("27", "(−4, 1)", true),
    ])

  static let typedInSigns = TriedPage(
    name: "typedInSigns",
    text: #"""
      **18.** Show that sigma'(x) = sigma(x)(1-sigma(x)).

      **19.** Show that $\sigma'(x) = \sigma(x)(1-\sigma(x))$.

      **20.** Show that sigma(x) = 1 - sigma(-x).

      **21.** Show that sigma'(x) = 3.

      **23.** A 2-layer network computes $y = W_2 relu(W_1 x + b_1) + b_2$. With $W_1 = [1 -1; 0  2]$, $b_1 = (0, 1)$, $W_2 = [1 1]$, $b_2 = 0$, compute $y$ for $x = (1, 2)$.

      **24.** A network computes $y = W \tanh(x)$. Compute $y$ for $W = \begin{pmatrix} 1 & 0\end{pmatrix}$ and $x = (1, 2)$.

      **25.** Find the derivative of $exp(x) log(x)$.

      **26.** Minimise 1/2 x^T Q x - b^T x, where Q is positive definite.

      **27.** Find the gradient of 1/(2n) ||Xw - y||^2 with respect to w.

      **28.** Find the derivative of $\frac{1}{2} max(0, 1 - x)^2$.
      """#,
    wanted: [
      ("18", "same formula", true),
      ("20", "same formula", true),
      ("21", "does not hold", true),
      ("23", "y = 5", true),
      ("24", "0.761594", true),
      ("25", "1/x", true),
      ("26", "Q⁻¹ b", true),
      ("27", "Xᵀ(X w − y)/n", true),
      ("28", "−relu(1 − x)", true),
    ])
}
