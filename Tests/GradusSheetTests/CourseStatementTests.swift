import GradusExpression
import GradusNotation
import GradusSheet
import Testing

/// What courses ask beside derivatives and systems.
struct CourseStatementTests {
  private static let given = """
    A = [1 2; 3 4]
    B = [0 1; 1 0]
    C = [2 1; 1 2]
    v = (1, 2, 3, 4)
    X = [1 2; 3 4; 5 7]
    y = (1, 2, 3)
    f(x) = x_1^2 + 10*x_2^2
    N = network([1 -1; 2 1], (0, 1), relu; [1; -2], 3)
    """

  private func exercise(_ line: String) -> Exercise? {
    Sheet("```gradus\n\(Self.given)\n\(line)\n```").worked().exercises.last
  }

  @Test(
    "the answer",
    arguments: [
      ("Compute the product A*B.", "A B = [2 1; 4 3]"), ("Compute the sum A + B.", "A + B = [1 3; 4 4]"),
      ("the norm (3, 4)", "‖(3, 4)‖ = 5"), ("the trace A + B", "tr(A + B) = 5"),
      ("Solve the linear system A*x = (1, 2) for x.", "x = (0, ½)"), ("Minimise the loss (u-1)^2 over u.", "u = 1"),
      ("Invert A.", "A⁻¹ = [−2 1; 3/2 −½]"), ("Normalise (3, 4).", "(3, 4)/‖(3, 4)‖ = (⅗, ⅘)"),
      ("compute 1/8 as a decimal", "0.125"), ("Round 2/3 to two decimals.", "≈ 0.67"), ("a) Cz = (3, 3)", "z = (1, 1)"),
      ("compute A_{1,2}", "A₁₂ = 2"), ("Maximise -t^2 + 4*t.", "t = 2"),
      ("Compute the variance of v.", "5/4"), ("Compute the mean of v.", "5/2"),
      ("Compute the entropy of (0.5, 0.5) in bits.", "1"), ("KL divergence of (1, 0) and (0.5, 0.5)", "≈ 0.693147"),
      ("What is the angle between (1, 0) and (0, 1)?", "≈ 1.5708"),
      ("Compute the covariance matrix of X.", "[4 5; 5 19/3]"),
      ("Compute the mean squared error of (1, 2) and (2, 4).", "5/2"),
      ("Find the characteristic polynomial of C.", "det(λ I − A) = λ² − 4·λ + 3"),
      ("Find the eigenvectors of C.", "λ₁ = 1 with v₁ = (−1, 1)"),
      ("Find the singular values of [3 0; 0 4].", "σ₁ = 4"),
      ("Find the QR decomposition of C.", "Q = [2/√5 −1/√5; 1/√5 2/√5]"), ("Find the condition number of C.", "3"),
      ("Are (1, 2) and (2, 4) linearly independent?", "No, they are linearly dependent."),
      ("Show that (1, 1) is an eigenvector of C.", "It is an eigenvector, for the eigenvalue λ = 3."),
      ("Is C invertible?", "Yes: the determinant is not 0."),
      ("Find the least squares solution of X*w = y.", "w = (−1/14, ½)"),
      ("Fit a line through the points (1,1), (2,2), (3,2).", "y = ½ x + ⅔"),
      ("Find the directional derivative of p^2 + q^2 at (1, 1) in the direction (1, 0).", "2"),
      ("Find the Taylor polynomial of degree 2 of exp(t) at 0.", "½ t² + t + 1"),
      ("Find the mixed partial derivative of p^2*q^3 with respect to p and q.", "6 p q²"),
      ("gradient of p*q*r at (1, 2, 3)", "At (1, 2, 3) it is"),
      ("Compute the accuracy of the confusion matrix C.", "⅔"), ("Compute the F1 score of [8 2; 1 9].", "16/19"),
      ("Compute max pooling of [1 2; 3 4] with window 2.", "[4]"),
      ("Compute the convolution of [1 2; 3 4] and [1 0; 0 2].", "[6]"),
      ("Compute the cross-correlation of [1 2; 3 4] with [1 0; 0 2].", "[9]"),
      ("Compute the output size of a 32x32 image with a 5x5 kernel, stride 2 and padding 1.", "15×15"),
      ("2 steps of momentum on u^2 from 1 with learning rate 0.1 and momentum 0.9", "u = 0.46"),
      ("a step of Newton's method on f from (10, 1)", "x = (0, 0)"),
      ("a step of Adam on u^2 from 1 with learning rate 0.1", "u = 0.9"),
      ("Find the optimal step of gradient descent on f from (10, 1).", "λ = 1/11"),
      ("How many parameters does N have?", "9"), ("forward N at [1 1; 0 0]", "An output for each example:"),
      ("forward network([1; 1], (0), leaky_relu) at (-1, 0)", "ŷ = −0.01"),
      ("forward network([1; 1], (0), Leaky ReLU) at (-1, 0)", "ŷ = −0.01"),
      ("forward network([1; 1], (0), LeakyReLU) at (-1, 0)", "ŷ = −0.01"),
      ("forward network([1; 1], (0), leaky_relu 0.2) at (-1, 0)", "ŷ = −0.2"),
      ("forward network([1; 1], (0), softplus) at (0, 0)", "ŷ = 0.693147"), ("derivative of sin(t) at 1", "At 1 it is"),
      ("Let p = 3/4. Find log(p/(1-p)).", "log(p/(1 − p)) ≈ 1.09861"),
    ])
  func answers(line: String, expected: String) throws {
    let found = exercise(line)
    let answer = try #require(found?.answer, "\(found.map { "\($0.outcome)" } ?? "")")
    let first = answer.result[0]
    let formula = first.display.map { $0.written(as: .unicode) } ?? ""
    let text = first.passage.written(as: .unicode) + formula
    #expect(text.hasPrefix(expected), "\(text)")
  }

  @Test(
    "a value that is not rational is no fraction",
    arguments: [
      ("derivative of exp(t) at 1", "exp(1) ≈ 2.71828"), ("derivative of sqrt(t) at 2", "1/(2·√2) ≈ 0.353553"),
    ])
  func irrational(line: String, expected: String) {
    let found = exercise(line)?.answer?.result[0].display.map { $0.written(as: .unicode) }
    #expect(found == expected)
  }

  @Test(
    "what cannot be answered is told by its word or its reason",
    arguments: [
      ("Find the frobnicator of A.", "frobnicator"), ("Find the detreminant of A.", "determinant"),
      ("a) x = A*q", "q has no value"), ("derivative of |t| at 0", "kink"),
      ("Compute the integral of t^2 from 0 to 1.", "integrals are not computed"), ("A: [3, 3]", "has the shape [2, 2]"),
      ("a) h(t) = t^2", "only defines"),
      ("Compute max pooling of [1 2; 3 4] with window 10^30.", "the window is a whole number from 1 to 1000"),
      ("Compute max pooling of [1 2; 3 4] with window 2 and stride 10^30.", "a whole number from 0 to 1000"),
    ])
  func refusals(line: String, words: String) {
    let message = exercise(line)?.error?.message ?? ""
    #expect(message.contains(words), "\(message)")
  }

  @Test(
    "an equation that holds only where both sides have a value does not hold",
    arguments: ["show log(t^2) = 2*log(t)", "show (t^2 - 1)/(t - 1) = t + 1"])
  func domains(line: String) {
    guard case .shown(false)? = exercise(line)?.answer?.value else {
      Issue.record("\(String(describing: exercise(line)?.answer))")
      return
    }
  }

  @Test("what cancels is 0")
  func cancellation() throws {
    let line =
      "backward network([1 0 -1; 0 1 1], (0, 0, 0), relu; [1 0; 0 1; 1 1], (0, 0), softmax) at (1, 2) with target (1, 0)"
    let text = try #require(exercise(line)?.answer).result.map { $0.text(as: .unicode) }.joined()
    #expect(!text.contains("e-"))
  }

  @Test("thousands of definitions are no more work a line than a few")
  func many() {
    let lines = (0..<300).map { "k\($0) = \($0)" } + (0..<3).map { "x\($0) = k\($0)*k299 + 1" }
    let sheet = Sheet("```gradus\n\(lines.joined(separator: "\n"))\na) compute x2 + k7\n```").worked()
    let found = sheet["a"]?.answer?.value.formula
    #expect(found == 606)
  }
}
