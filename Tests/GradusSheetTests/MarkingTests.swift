import GradusNotation
import GradusSheet
import Testing

struct MarkingTests {
  private static let sheet = Result { try example("dense-classifiers.md").worked() }

  private func mark(_ label: String, _ lines: String) throws -> Mark {
    try #require(try Self.sheet.get().marks(for: "\(label)) \(lines)").first { $0.label == label })
  }

  @Test(
    "a right answer is right, however the page writes it",
    arguments: [
      ("1a", "8"), ("1a", "x = 1*4 + 2*2 = 8"), ("1b", "(15, 10)"), ("1b", "x = [15; 10]"), ("1c", "[18 30; 12 20]"),
      ("1d", "no solution"), ("1d", "It is impossible."), ("1e", "x = (3, -1)"), ("1f", "(1/3 - 2*t, t) for every t"),
      ("2a", "∇f = (A + A')*x + b"), ("2b", "A + A'"), ("2c", "A' + A"), ("3a", "2*x*cos(x^2)"),
      ("4a", "ŷ = 3*9 - 2 + 10 + 1 = 36"), ("5a", "(1, 3) - 2*(-4, 1) = (9, 1)"), ("6a", "inv(Q)*b"),
      ("6b", "g'*g/(g'*Q*g)"),
    ])
  func right(label: String, line: String) throws {
    #expect(try mark(label, line).verdict == .right)
  }

  @Test(
    "an answer in another form is right, and said to be so",
    arguments: [
      ("2a", "A*x + A'*x + b"), ("1f", "(1/3 - 4*s, 2*s) for every s"), ("1f", "(-5/3 + 2*s, 1 - s)"),
    ])
  func otherForm(label: String, line: String) throws {
    #expect(try mark(label, line).verdict == .rightInAnotherForm)
  }

  @Test(
    "a wrong answer is wrong, with the likely slip or a counterexample",
    arguments: [
      ("1a", "9", "the answer is 8"), ("1b", "(15, 11)", "the answer is (15, 10)"), ("1d", "x = (1, 2)", "no solution"),
      ("1e", "(3, 1)", "the answer is (3, −1)"), ("1f", "(1/3, 0)", "1 free numbers"),
      ("1f", "(1/3 - t, t)", "leaves the solutions"),
      ("2b", "2*A", "only if A is symmetric"), ("2a", "(A + A')*x", "the term b is missing"),
      ("3a", "x*cos(x^2)", "a factor 2 is missing"), ("3a", "cos(x^2)", "the answer is"),
      ("4b", "36", "the answer is 38"),
      ("6a", "Q*b", "the answer is"),
    ])
  func wrong(label: String, line: String, reason: String) throws {
    let mark = try mark(label, line)
    guard case .wrong(_, _, let found) = mark.verdict else {
      Issue.record("\(mark)")
      return
    }
    #expect(found.contains(reason), "\(found)")
  }

  @Test("the first wrong line of the working is the one that is told")
  func firstWrongLine() throws {
    let mark = try mark("2a", "∇f = A*x + A'*x + b\n= (A + A)*x + b\n= 2*A*x + b")
    guard case .wrong(let line, let text, _) = mark.verdict else {
      Issue.record("\(mark)")
      return
    }
    #expect(line == 2)
    #expect(text == "(A + A)*x + b")
  }

  @Test("what cannot be read, is missing or needs a reader is said to be so")
  func others() throws {
    let marks = try Self.sheet.get().marks(for: "# Me\n3a) 2*x*cos(x^2\n")
    func verdict(_ label: String) -> Mark.Verdict? { marks.first { $0.label == label }?.verdict }
    #expect(verdict("1a") == .missing)
    guard case .unreadable(2, _)? = verdict("3a"), case .notMarked? = verdict("2d") else {
      Issue.record("\(marks)")
      return
    }
  }
}

/// Every answer that Gradus prints, handed in.
struct PrintedAnswerTests {
  @Test(
    "an answer that Gradus prints is marked right when it is handed in, in every notation",
    arguments: ["practice.md", "dense-classifiers.md"], [Notation.unicode, .latex, .ascii])
  func handedIn(file: String, notation: Notation) throws {
    let sheet = try example(file).worked()
    var page = ""
    var labels: [String] = []
    for exercise in sheet.exercises where !exercise.label.isEmpty {
      guard let answer = exercise.answer, !answer.result.isEmpty else { continue }
      let lines = answer.result.map { $0.text(as: notation).replacing("\n", with: " ") }
      page += "\(exercise.label)) \(lines.joined(separator: "\n"))\n\n"
      labels.append(exercise.label)
    }
    let marks = sheet.marks(for: page)
    let wrong = labels.filter { label in marks.first { $0.label == label }.map { !$0.isRight } ?? true }
    #expect(wrong.isEmpty, "\(wrong.map { label in marks.first { $0.label == label }?.description ?? label })")
  }
}

/// What students write, beside the formula alone.
struct MarkingFormsTests {
  private static let sheet = Sheet(
    """
    ## 1
    ```gradus
    P = [3 6; 2 4]
    Q = [2 2; 2 4]
    a = (1, 2)
    b = (4, 2)
    b) x = P*a
    c) x = P*Q
    e) solve Q*x = b for x
    g) compute 1/3 + 1/6
    h) compute sqrt(2)
    i) eigenvalues of [2 1; 1 2]
    j) solve 3*t + 6 = 12 for t
    ```
    ## 2
    ```gradus
    a) derivative of sin(t^2)
    let h(u, v) = u^2*v + sin(u*v)
    f) partial derivatives of h
    ```
    ## 3
    ```gradus
    N = network([2 1 3; 2 -1 1], (1, 0, -1), relu; [3; 1; 2], 1)
    b) backward N at (1, 3) with target 30
    c) compute 1/(1+exp(-1))
    ```
    ## 4
    ```gradus
    L(θ) = 2*(θ_1 - 2)^2 + θ_2
    a) step of gradient descent on L over θ from (1, 3) with length 2
    q(x) = x^2 - 4*x
    b) minimise q
    c) Is q convex?
    ```
    """
  ).worked()

  private func verdict(_ label: String, _ lines: String) -> Mark.Verdict? {
    Self.sheet.marks(for: "\(label)) \(lines)").first { $0.label == label }?.verdict
  }

  @Test(
    "right as far as it is written, in the names of the sheet, in parts and words",
    arguments: [
      ("1h", "1.41"), ("1h", "≈ 1.41421"), ("3c", "0.73"), ("3c", "1/(1+e^-1) = 0.731"), ("1b", "x = P*a = (15, 10)"),
      ("1e", "x = Q^{-1} b = (3, -1)"),
      ("1b", "x1 = 15, x2 = 10"), ("1b", "x₁ = 15\nx₂ = 10"), ("1c", "[[18, 30], [12, 20]]"), ("1i", "1, 3"),
      ("1i", "λ1 = 3, λ2 = 1"), ("1g", "50 %"),
      ("2a", "2*t*cos(t**2)"), ("2f", "∂/∂u = 2*u*v + v*cos(u*v), ∂/∂v = u^2 + u*cos(u*v)"),
      ("2f", "(2*u*v + v*cos(u*v), u^2 + u*cos(u*v))"),
      ("1j", "3t + 6 = 12\n3t = 6\nt = 2"), ("4b", "2x - 4 = 0 ⇒ x = 2"), ("4a", "θ₁ = 9, θ₂ = 1"),
      ("4c", "yes, convex"), ("4c", "Yes, because q'' = 2 > 0"),
      (
        "2a",
        "Let $u = t^2$, then $$\\begin{aligned} \\frac{\\partial f}{\\partial t} &= \\cos(u) 2t \\\\ &= 2t \\cos(t^2) \\end{aligned}$$"
      ),
    ])
  func right(label: String, lines: String) {
    let verdict = verdict(label, lines)
    #expect(verdict == .right || verdict == .rightInAnotherForm, "\(String(describing: verdict))")
  }

  @Test(
    "wrong in the last digit, on the way, or a question repeated",
    arguments: [
      ("1h", "1.42"), ("3c", "0.74"), ("3c", "0.7"), ("1j", "3t + 6 = 12\n3t = 7\nt = 2"), ("1g", "1/3 + 1/6"),
      ("4c", "not convex"), ("4b", "x = 3"),
      ("3b", "∂L/∂W² = [71; 0; 40]"),
      (
        "2a",
        "Let $u = t^2$, then $$\\begin{aligned} \\frac{\\partial f}{\\partial t} &= \\cos(u) t \\\\ &= 2t \\cos(t^2) \\end{aligned}$$"
      ),
    ])
  func wrong(label: String, lines: String) {
    guard case .wrong? = verdict(label, lines) else {
      Issue.record("\(String(describing: verdict(label, lines)))")
      return
    }
  }

  @Test("some of several are some points", arguments: [("1b", "x1 = 15, x2 = 11"), ("1i", "1, 4")])
  func partly(label: String, lines: String) {
    guard case .partly(right: 1, of: 2, _, _)? = verdict(label, lines) else {
      Issue.record("\(String(describing: verdict(label, lines)))")
      return
    }
  }
}
