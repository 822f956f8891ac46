import GradusNotation
import GradusSheet
import Testing

/// Whole pages of questions in prose and their answers; nothing that a page gives is left out in silence.
@Suite("Pages that were tried") struct TriedPageTests {
  @Test("every question is read rightly, or asked about", arguments: TriedPage.all)
  func page(_ page: TriedPage) {
    let worked = Sheet(page.text).worked()
    for (label, words, isAnswered) in page.wanted {
      guard let exercise = worked[label] else {
        Issue.record("no question \(label)")
        continue
      }
      let found: String
      switch exercise.outcome {
      case .answered(let answer): found = answer.result.map { $0.text(as: .unicode) }.joined(separator: "\n")
      case .failed(let error): found = error.message
      case .stated: found = ""
      }
      #expect(found.contains(words), "\(label): \(found)")
      #expect((exercise.answer != nil) == isAnswered, "\(label): \(found)")
    }
  }

  @Test(
    "what a page tells of names holds in its questions",
    arguments: [
      ("with $\\lambda > 0$", "λ > 0", true), ("where $\\lambda \\ge 0$", "", true),
      ("where $\\lambda$ is a positive constant", "", true), ("for a positive constant $\\lambda$", "", true),
      ("and $\\lambda$ is arbitrary", "", false), ("where $\\lambda$ is not positive", "", false),
      ("with $\\lambda \\in (0, 1)$", "", true), ("with $\\lambda \\in \\mathbb{R}_{>0}$", "", true),
    ])
  func told(_ clause: String, _ comment: String, _ isKnown: Bool) throws {
    let page = "Let $f(x) = \\lambda x^2$ \(clause).\n\na) Is $f$ convex?"
    let answer = try #require(Sheet(page).worked().exercises.last?.answer)
    let text = answer.result.map { $0.text(as: .unicode) }.joined()
    #expect(text.contains("Using: lambda") == isKnown, "\(text)")
  }

  @Test(
    "facts of matrices in words",
    arguments: [
      "where $A$ is symmetric", "with $A$ symmetric", "where $A \\in \\mathbb{R}^{n \\times n}$ is symmetric",
      "for a symmetric matrix $A$", "with $A \\succeq 0$", "where $A$ is symmetric positive definite",
    ])
  func matrices(_ clause: String) throws {
    let page = "Let $f(x) = x^\\top A x$ \(clause).\n\na) Find the gradient of $f$."
    let answer = try #require(Sheet(page).worked().exercises.last?.answer)
    #expect(answer.result.first?.text(as: .unicode) == "∇f = 2 A x")
  }

  @Test("what one question supposes does not hold in the next")
  func supposed() throws {
    let page = """
      a) Compute $\\sqrt{u^2}$ for $u > 0$.

      b) Compute $\\sqrt{u^2}$.
      """
    let results = Sheet(page).worked().exercises.compactMap { $0.answer?.result.first?.text(as: .unicode) }
    #expect(results.count == 2)
    #expect(results[0].hasSuffix("= u") && results[1].hasSuffix("= |u|"))
  }

  @Test("what is supposed and makes no difference is said with the answer")
  func unused() throws {
    let page = "a) Is $f(x) = x^3$ convex for $x < 0$?"
    let answer = try #require(Sheet(page).worked().exercises.last?.answer)
    #expect(answer.result.last?.text(as: .unicode) == "Not used: x<0.")
  }
}
