import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSheet
import GradusSolving
import Testing

/// Statements in the words in which people write them, with what they must mean.
struct NaturalWordsTests {
  private func sheet(_ line: String) -> WorkedSheet {
    Sheet(
      """
      ```gradus
      let A = [1 2; 3 4] and B = [0 1; 1 0]
      f(x) = x^3 - 3x + 1
      g(x, y) = x^2 + x*y + 3*y^2
      L(θ) = (θ₁ - 1)^2 + 3*θ₂^2 + θ₁*θ₂
      N = network([1 -1; 2 0], (0, 1), ReLU; [1; 2], 1/2, linear)
      z) \(line)
      ```
      """
    ).worked()
  }

  @Test(
    "questions with one formula as their answer",
    arguments: [
      ("Compute A + 2*B.", "[1 4; 5 4]"), ("Calculate A*B", "[2 1; 4 3]"),
      ("Find the inverse of A.", "inv([1 2; 3 4])"),
      ("What is the determinant of A?", "-2"), ("Evaluate A^2 - 5*A.", "[2 0; 0 2]"), ("Transpose of A", "[1 3; 2 4]"),
      ("find the trace of A", "5"), ("Find the rank of A", "2"), ("the norm of (3, 4)", "5"),
      ("compute the dot product of (1, 2, 3) and (4, 5, 6)", "32"), ("the product of A and B", "[2 1; 4 3]"),
      ("Find f'(x).", "3*x^2 - 3"), ("Differentiate f with respect to x.", "3*x^2 - 3"), ("Evaluate f'(2).", "9"),
      ("compute f''(1)", "6"), ("Compute f(2).", "3"), ("Find the second derivative of f.", "6*x"),
      ("find the derivative of f at 2", "9"), ("find d/dx (sin(x)*exp(x))", "exp(x)*(sin(x) + cos(x))"),
      ("Find the partial derivative of g with respect to y.", "6*y + x"),
      ("Find the gradient of g at (1, 2).", "(4, 13)"),
      ("Find the Hessian matrix of g.", "[2 1; 1 6]"), ("Hessian of L", "[2 1; 1 6]"),
      ("gradient of L at (1, 2)", "(2, 13)"), ("derivative of x^2*k wrt x at x = 3 and k = 2", "12"),
      ("Minimise g over x and y.", "(0, 0)"), ("minimise L", "(12/11, -2/11)"), ("Find the minimum of (t - 3)^2", "3"),
      ("Perform 2 steps of gradient descent on g starting at (2, 1) with step length 0.1.", "(1.18, -0.07)"),
      ("Take one gradient descent step on g from (2, 1) with learning rate 0.1", "(1.5, 0.2)"),
      ("Forward propagate (1, 2) through N.", "5.5"), ("Find the output of N for the input (1, 2).", "5.5"),
      ("Forward pass of N at x = (1, 2)", "5.5"), ("gradient of ||w||^2 w.r.t. w", "2*w"),
    ])
  func formulas(line: String, expected: String) throws {
    let sheet = sheet(line)
    for error in sheet.errors { Issue.record("\(error)") }
    let found = try #require(sheet["z"]?.answer?.value.formula)
    let wanted = try formula(expected, "w: [n]")
    if found.symbols.isEmpty, let value = ExactEvaluator().evaluate(wanted) {
      #expect(ExactEvaluator().evaluate(found)?.values == value.values)
    } else {
      #expect(found.isEqual(to: wanted).holds, "\(found)")
    }
  }

  @Test("the gradient, Hessian and Jacobian in several numbers are a vector and matrices")
  func joined() throws {
    let gradient = try #require(sheet("Find the gradient of g.")["z"]?.answer?.value.formula)
    #expect(gradient.isEqual(to: try formula("[2*x + y; x + 6*y]")).holds)
    let jacobian = try #require(sheet("Jacobian of (x*y, x + y) with respect to (x, y)")["z"]?.answer?.value.formula)
    #expect(jacobian.isEqual(to: try formula("[y 1; x 1]")).holds)
    let numerator = sheet("Jacobian of (x*y, x + y) with respect to x, y in numerator layout")["z"]
    #expect(try #require(numerator?.answer?.value.formula).isEqual(to: try formula("[y x; 1 1]")).holds)
  }

  @Test(
    "systems of equations are solved together",
    arguments: [
      ("Solve the system 2x + y = 5, x - y = 1.", [2, 1]), ("solve x + y = 3 and x - y = 1 for x and y", [2, 1]),
      ("Solve the equations a + b + c = 6, a - b = -1, c = 3", [1, 2, 3]),
    ])
  func systems(line: String, expected: [Rational]) throws {
    let sheet = sheet(line)
    for error in sheet.errors { Issue.record("\(error)") }
    guard case .solution(let solution)? = sheet["z"]?.answer?.value, case .unique(let x) = solution else {
      Issue.record("\(line) has no single solution")
      return
    }
    #expect(x.column(0) == expected)
  }

  @Test("a system may have no solution, or many")
  func otherSystems() {
    guard case .solution(.none(_))? = sheet("solve x + y = 1, x + y = 2")["z"]?.answer?.value,
      case .solution(.infinite(_))? = sheet("solve x + y = 1, 2x + 2y = 2")["z"]?.answer?.value
    else {
      Issue.record("x + y is 1 and 2, or is 1 twice")
      return
    }
  }

  @Test(
    "statements that hold or do not",
    arguments: [
      ("Is A*B = B*A?", false), ("Prove that tr(A*B) = tr(B*A)", true), ("Verify that A*inv(A) = eye(2).", true),
      ("Show that the Hessian of g is [2 1; 1 6].", true), ("Check that f'(x) = 3*x^2 - 3", true),
    ])
  func shown(line: String, holds: Bool) {
    let sheet = sheet(line)
    for error in sheet.errors { Issue.record("\(error)") }
    guard case .shown(holds)? = sheet["z"]?.answer?.value else {
      Issue.record("\(line): \(String(describing: sheet["z"]?.answer?.result))")
      return
    }
  }

  @Test("roots, eigenvalues, convexity and the backward pass have their words too")
  func others() throws {
    #expect(sheet("Solve f'(x) = 0.")["z"]?.answer?.result.first?.text(as: .unicode).contains(" or ") == true)
    #expect(sheet("Find the eigenvalues of A.")["z"]?.answer?.result.count == 2)
    guard case .convexity? = sheet("Is g convex?")["z"]?.answer?.value else {
      Issue.record("convexity of g is not answered")
      return
    }
    for line in [
      "Backpropagate through N at (1, 2) with target 3.",
      "Do one step of gradient descent on N at (1, 2) with target 3 and learning rate 0.1.",
    ] {
      guard case .backward? = sheet(line)["z"]?.answer?.value else {
        Issue.record("\(line) is no backward pass: \(sheet(line).errors)")
        continue
      }
    }
  }

  @Test(
    "declarations in words",
    arguments: [
      ("Let w be a vector in R^n", "gradient of w'*w", "2*w", "w: [n]"),
      ("let M be a symmetric n x n matrix", "gradient of x'*M*x with respect to x", "2*M*x", "M: [n, n] symmetric"),
      ("Let x ∈ ℝⁿ", "gradient of x'*x", "2*x", "x: [n]"),
      ("let c be a scalar", "derivative of c^2 with respect to c", "2*c", "c: scalar"),
    ])
  func declarations(line: String, question: String, expected: String, declaration: String) throws {
    let found = try answer(line, question).value.formula
    #expect(try #require(found).isEqual(to: try formula(expected, declaration)).holds)
  }

  @Test(
    "a sentence that is no question is told so, and no product of its words is made",
    arguments: [
      "the colour of A", "Explain the gradient of g in your own words", "What is the meaning of life?",
      "the integral of x^2 from 0 to 1", "how many solutions has x^2 = 1",
    ])
  func sentences(line: String) {
    let sheet = sheet(line)
    #expect(sheet.errors.count == 1, "\(String(describing: sheet["z"]?.answer?.result))")
  }
}
