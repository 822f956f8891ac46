import Foundation
import GradusExpression
import GradusNotation
import GradusSheet
import Testing

/// Pages of prose: what they give, what they ask, what their authors answer.
struct ProseSheetTests {
  private func exercises(_ text: String) -> [Exercise] { Sheet(text).worked().exercises }
  private func answer(_ text: String) -> String {
    exercises(text).last?.answer?.result.first?.text(as: .unicode) ?? "no answer: \(exercises(text).map(\.outcome))"
  }

  @Test(
    "a sentence is read as the statement that it is",
    arguments: [
      ("Compute $A v$.", "Compute A v"), ("Find the determinant of $A$.", "Find the determinant of A"),
      ("Solve $Ax = v$ for $x$.", "Solve A x=v for x"), ("What is the trace of $A$?", "What is the trace of A"),
      ("Find $\\nabla f(x)$.", "Find gradient of f"),
      ("Compute the Hessian matrix of $f$ w.r.t. $x$.", "Compute the hessian of f with respect to x"),
      (
        "Give an expression for the gradient of $f$ with respect to $x$, $\\nabla_x f(x)$.",
        "Give the gradient of f with respect to x"
      ),
      ("Find the unique minimizer $x^*$ of $f$.", "Find the minimiser of f"),
      ("Compute the Jacobian of the gradient of $f$.", "Compute the Jacobian of gradient(f, x)"),
      ("For which $x$ is $Ax = v$?", "For which x is A x=v"),
    ])
  func sentences(sentence: String, statement: String) {
    let page = """
      ## 1
      Let $A = \\begin{pmatrix} 2 & 1 \\\\ 1 & 3 \\end{pmatrix}$, $v = \\begin{pmatrix} 1 \\\\ -1 \\end{pmatrix}$ and $f(x) = \\frac12 x^\\top A x - v^\\top x$.

      **a** \(sentence)
      """
    let exercise = exercises(page).last
    #expect(exercise?.reading == statement)
    #expect(exercise?.label == "1a")
    #expect(exercise?.answer != nil, "\(String(describing: exercise?.error))")
  }

  @Test(
    "both sides of what is to be shown speak of the same n and the same rows",
    arguments: [
      ("\\nabla f(w) = -\\frac2n \\sum_i (y_i - w^\\top x_i) x_i", "Both sides are the same formula."),
      ("-\\frac2n \\sum_i (y_i - w^\\top x_i) x_i = \\nabla f(w)", "Both sides are the same formula."),
      ("\\nabla f(w) = -\\frac2n \\sum_{i=1}^n (y_i - w^\\top x_i) x_i", "Both sides are the same formula."),
      ("\\nabla f(w) = -\\frac1n \\sum_i (y_i - w^\\top x_i) x_i", "This does not hold."),
      ("\\nabla f(w) = -\\frac2n X^\\top (y - X w)", "Both sides are the same formula."),
    ])
  func claims(claim: String, verdict: String) {
    let page = "Let $f(w) = \\frac{1}{n}\\sum_{i=1}^n (y_i - w^\\top x_i)^2$.\n\na) Show that $\(claim)$."
    #expect(answer(page) == verdict)
  }

  @Test(
    "labels of every kind",
    arguments: [
      ("**a**\n\n", "a"), ("**(b)** ", "b"), ("(c) ", "c"), ("d) ", "d"), ("e. ", "e"), ("**Problem 3.** ", "3"),
      ("Exercise 4: ", "4"),
      ("ii) ", "ii"),
    ])
  func labels(label: String, expected: String) {
    #expect(exercises("\(label)Compute $1 + 1$.").map(\.label) == [expected])
  }

  @Test(
    "a derivative is taken where its function's argument stands",
    arguments: [
      ("Compute $\\nabla_\\theta L(\\theta^k)$.", ""), ("Compute $\\nabla L(\\theta_k)$.", ""),
      ("Find the gradient $\\nabla L(\\theta_k)$ of $L$.", ""), ("Compute the gradient of $L$ at $\\theta_k$.", ""),
      ("Find the derivative of $f(a)$ with respect to $x$.", "2 a + 3"),
      ("Compute $\\frac{\\partial f(a)}{\\partial x}$.", "2 a + 3"),
      ("What is $\\frac{\\partial f}{\\partial x}(a)$?", "2 a + 3"), ("Compute $\\nabla f(a)$.", "2 a + 3"),
      ("What is $\\nabla f(x)\\big|_{x = a}$?", "2 a + 3"),
      ("What is $\\nabla L(\\theta)\\big|_{\\theta = \\theta_k}$?", ""),
      ("Compute the following:\n\n(i) $\\nabla f(a)$", "2 a + 3"),
    ])
  func slopes(sentence: String, expected: String) {
    let given = "Let $f(x) = x^2 + 3x$ and $L(\\theta) = \\|X\\theta - y\\|^2$ with $\\theta \\in \\mathbb{R}^d$.\n\n"
    let found = exercises(given + "a) " + sentence).last?.answer?.value.formula?.written(as: .unicode)
    #expect(found == (expected.hasSuffix("3") ? expected : "2 Xᵀ(X θₖ − y)"))
  }

  @Test("what stands before a question holds for it alone, and what explains it is none")
  func suppositions() {
    let page = """
      Let $f(w) = \\sum_{i=1}^n \\log(1 + \\exp(-y_i w^\\top x_i)) + \\frac{\\lambda}{2} \\|w\\|^2$.

      a) Is $f$ convex? Explain.

      b) For $\\lambda = 0$, what is $\\nabla f(0)$? Justify your answer.

      c) For $n = 2$, compute $\\nabla f(w)$. Why?

      Let $g(x) = x^2 + 3x$.

      d) At $x = 1$, what is $g'(x)$?

      e) At $x = 2$, compute the value of $g$ and explain your answer.

      f) For $x = 3$, what is $g(x)$? Why or why not?
      """
    let found = exercises(page).filter { !$0.label.isEmpty }
    #expect(found.map(\.label) == ["a", "b", "c", "d", "e", "f"])
    let answers = found.map { $0.answer?.result.first?.text(as: .unicode) ?? "no answer: \($0.outcome)" }
    #expect(answers[0].hasSuffix("is convex if λ ≥ 0."))
    #expect(found[1].answer?.value.formula?.written(as: .unicode) == "−½ Xᵀ y")
    #expect(answers[2] == "∇f = λ w − Xᵀ(y ⊙ sigmoid(−y ⊙ (X w)))")
    #expect(Array(answers[3...]) == ["5", "10", "18"])
  }

  @Test("a restated question has the author's sum")
  func sums() {
    let page = "Let $f(w) = \\sum_{i=1}^n (y_i - w^\\top x_i)^2$.\n\na) Find the gradient of $f$."
    let question = exercises(page).last?.question.written(as: .unicode)
    #expect(question == "Find the gradient of f(w) = ∑ᵢ₌₁ⁿ (yᵢ − wᵀ xᵢ)² with respect to w.")
  }

  @Test("what is asked of several cases is asked of each")
  func cases() {
    let found = exercises(
      "## 2\nDifferentiate the following functions with respect to $x$:\n\na) $\\sin x$\n\nb) $g(x) = x^2$\n")
    #expect(found.map(\.label) == ["2a", "2b"])
    #expect(found.compactMap { $0.answer?.value.formula }.map { $0.written(as: .ascii) } == ["cos(x)", "2*x"])
  }

  @Test("an equation in a known matrix is a system, and a letter beside it a factor")
  func system() {
    #expect(
      answer(
        "Let $Q = \\begin{pmatrix} 2 & 2 \\\\ 2 & 4 \\end{pmatrix}$ and $b = (4, 2)$.\n\nFind $x$ in the following cases.\n\n**a**\n\n$$Qx = b$$"
      )
        == "x = (3, −1)")
  }

  @Test("the weights and biases of layers are those with a number above them")
  func network() {
    let page = """
      The input vector is $\\begin{pmatrix} x_1 \\\\ x_2 \\end{pmatrix} = \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}$. The weights and biases are
      $$\\begin{pmatrix} w_{11}^1 & w_{12}^1 \\\\ w_{21}^1 & w_{22}^1 \\end{pmatrix} = \\begin{pmatrix} 1 & -1 \\\\ 1 & 0 \\end{pmatrix}, \\quad
      \\begin{pmatrix} b_1^1 \\\\ b_2^1 \\end{pmatrix} = \\begin{pmatrix} 0 \\\\ 0 \\end{pmatrix}, \\quad
      \\begin{pmatrix} w_{11}^2 \\\\ w_{21}^2 \\end{pmatrix} = \\begin{pmatrix} 2 \\\\ 5 \\end{pmatrix}, \\quad (b_1^2) = (1).$$

      Compute the output of the network when the first layer has ReLU activations and the second layer is linear.
      """
    #expect(answer(page) == "ŷ = 7")
  }

  @Test(
    "a printed answer is judged",
    arguments: [
      ("$x = 8$", Mark.Verdict.right), ("We get $x = 1 \\cdot 4 + 2 \\cdot 2 = 8$.", .right),
      ("**Solution.** $8$", .right),
    ])
  func printed(text: String, verdict: Mark.Verdict) {
    let page = "Let $a = (1, 2)$ and $b = (4, 2)$.\n\n**a** Compute $x = a^\\top b$.\n\n\(text)\n"
    #expect(exercises(page).last?.printed?.verdict == verdict)
  }

  @Test(
    "a printed answer that is wrong, or wrong on the way, is called so",
    arguments: ["$x = 9$", "$x = 1 \\cdot 4 + 2 = 8$"])
  func wrong(text: String) {
    let page = "Let $a = (1, 2)$ and $b = (4, 2)$.\n\n**a** Compute $x = a^\\top b$.\n\n\(text)\n"
    guard case .wrong? = exercises(page).last?.printed?.verdict else {
      Issue.record("\(String(describing: exercises(page).last?.printed))")
      return
    }
  }

  @Test("the author's answers stand on the page with the solutions, and on no other")
  func hidden() {
    let sheet = Sheet("**a** Compute $1 + 1$.\n\n**Solution.** It is $2$, as all know.\n").worked()
    #expect(sheet.rendered(as: .markdown).contains("as all know"))
    #expect(!sheet.rendered(as: .markdown, detail: SheetDetail(showsSolutions: false)).contains("as all know"))
  }

  @Test(
    "what is no question is listed with the reason, and never answered",
    arguments: [
      ("**a** Explain why deep networks need activations.", "take a reader"),
      ("**a** Find the frobnicator of $A$.", "frobnicator"),
      ("**a** The matrix $A$ is nice.", "no question"),
    ])
  func unread(page: String, reason: String) {
    let sheet = Sheet(page + "\n\n$x$").worked()
    #expect(sheet.errors.map(\.message).contains { $0.contains(reason) }, "\(sheet.errors)")
    #expect(sheet.reading.contains { $0.text.contains(reason) })
  }

  @Test("a document of LaTeX: sections, lists, exercises and solutions")
  func latex() {
    let page = """
      \\documentclass{article}
      \\begin{document}
      \\begin{exercise}
      Let \\[ M = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}. \\] % given
      \\begin{enumerate}
      \\item Find the trace of $M$.
      \\begin{solution} $1 + 4 = 5$ \\end{solution}
      \\item Find $\\det M$.
      \\begin{solution} $\\det M = 1 \\cdot 4 - 2 \\cdot 3 = 2$ \\end{solution}
      \\end{enumerate}
      \\end{exercise}
      \\end{document}
      """
    let found = exercises(page)
    #expect(found.map(\.label) == ["1a", "1b"])
    #expect(found[0].printed?.verdict == .right)
    guard case .wrong? = found[1].printed?.verdict else {
      Issue.record("\(found)")
      return
    }
  }

  @Test("the loss of a course over its data, as its assignment asks about it")
  func assignment() throws {
    let worked = Sheet(
      #"""
      # Assignment 2

      Consider the function $J(\theta) = \frac{1}{2m}\sum_{i=1}^{m} (h_\theta(x^{(i)}) - y^{(i)})^2$ where $h_\theta(x) = \theta^\top x$.

      (a) Derive $\nabla_\theta J(\theta)$.

      (b) Is $J$ convex? Justify your answer.
      """#
    ).worked()
    #expect(worked.errors.isEmpty, "\(worked.errors)")
    let page = worked.rendered(as: .text)
    #expect(page.contains("Xᵀ(X θ − y)/m"))
    // m counts the examples, so that 1/m is positive.
    #expect(page.contains("is convex") && !page.contains("not convex"))
    // How an answer is to look is no answer.
    #expect(!page.contains("that the sheet prints"))
  }
}
