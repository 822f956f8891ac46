import GradusExpression
import GradusSheet
import Testing

struct SheetErrorTests {
  @Test(
    "a mistake is told in the user's words, with its line and column",
    arguments: [
      ("solvee P*x = a", 1, "unknown word solvee; did you mean solve?"),
      ("a) gradiant of x^2 with respect to x", 4, "unknown word gradiant; did you mean gradient?"),
      ("gradient x^2", 1, "a statement with gradient is gradient of f with respect to x"),
      ("solve (1, 2) for x", 7, "found no =, expected an equation, as in solve P*x = a"),
      ("x = [1 2; 3 4] * (1, 2, 3)", 16, "do not fit"),
      ("derivative of sin(q*x)", 15, "say in what: with respect to one of q, x"),
      ("derivative of sin(x) with respect to z", 38, "the formula has no symbol z; it has x"),
      ("gradient of [1 2; 3 4]*x with respect to x", 13, "ask for the jacobian"),
      ("forward N at (1, 2)", 9, "N is no network"),
      ("forward network([1; 2], 0, rely) at (1, 2)", 28, "did you mean relu?"),
      ("step of gradient descent on x^2 from 1", 29, "the start or the length is missing"),
      ("0 steps of gradient descent on x^2 from 1 with length 1", 1, "a number of steps from 1 to 100"),
      ("minimise x^2 + y^2", 10, "say over what: over one of x, y"),
      ("compute sin(x", 14, "found the end"),
      ("P*x = a", 1, "an equation is a question: solve P*x = a"),
      ("a)", 3, "a statement is missing after the label"),
    ])
  func mistakes(line: String, column: Int, words: String) throws {
    let worked = Sheet("# Title\n\n```gradus\n\(line)\n```\n", name: "page.md").worked()
    let error = try #require(worked.errors.first)
    #expect(error.line == 4)
    #expect(error.column == column)
    #expect(error.message.contains(words), "\(error.message)")
    #expect(error.description.hasPrefix("page.md:4:\(column): "))
  }

  @Test("the caret stands under the place")
  func caret() throws {
    let worked = Sheet("```gradus\nb) solve A*x = (1, 2\n```", name: "s").worked()
    let error = try #require(worked.errors.first)
    #expect(
      error.description == "s:2:21: found the end, expected an operator, a comma or )\nb) solve A*x = (1, 2\n"
        + String(repeating: " ", count: 20) + "^")
  }

  @Test("the exercises around a mistake are answered")
  func others() {
    let worked = Sheet("```gradus\na) x = 2*3 + 0*y\nb) solvee x\nc) compute 2 + 2\n```").worked()
    #expect(worked.errors.count == 1)
    #expect(worked["c"]?.answer?.value.formula == 4)
  }

  @Test("a definition that fails takes the old meaning with it: nobody asked about that")
  func forgotten() {
    let worked = Sheet("```gradus\na = 3\na = (1, 2\nb = a + 1\nc) 2 + 2\n```").worked()
    #expect(worked.errors.count == 2)
    #expect(
      worked.errors.last?.message.hasPrefix("a has no meaning: the line that was to define it was not read") == true)
    #expect(worked["c"]?.answer?.value.formula == 4)
  }
}
