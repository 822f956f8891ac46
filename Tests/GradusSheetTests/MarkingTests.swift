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
