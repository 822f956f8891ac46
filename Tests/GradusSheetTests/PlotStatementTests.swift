import GradusSheet
import Testing

struct PlotStatementTests {
  private func drawn(_ lines: String...) throws -> (title: String, summary: String) {
    let worked = Sheet(
      "```gradus\nf(x) = x^2\ng(x) = x - 1\nL(u, v) = u^2 + v^2\n" + lines.joined(separator: "\n") + "\n```"
    )
    .worked()
    for error in worked.errors { Issue.record("\(error)") }
    let picture = try #require(worked.exercises.last?.answer?.picture)
    return (picture.title, picture.summary)
  }

  @Test(
    "a range is told in any of the ways in which people tell it",
    arguments: [
      "plot f for x from -2 to 3", "plot f from -2 to 3", "plot f(x) from -2 to 3", "sketch f for -2 <= x <= 3",
      "plot the graph of f for x in [-2, 3]", "draw f on [-2, 3]", "plot f between -2 and 3", "graph f for x ∈ [-2, 3]",
      "plot f for x between -2 and 3", "plot the function f over the interval [-2, 3]", "Plot f for x = -2..3",
      "plot f for -2 ≤ x ≤ 3", "the graph of f from -2 to 3",
    ])
  func ranges(line: String) throws {
    let (title, summary) = try drawn(line)
    #expect(title == "f(x) = x²")
    #expect(summary.hasPrefix("For x from −2 to 3."), "\(summary)")
  }

  @Test(
    "several curves are told like any list",
    arguments: [
      ("plot f and g from 0 to 1", "f(x) = x², g(x) = x − 1"), ("plot f, g from 0 to 1", "f(x) = x², g(x) = x − 1"),
      ("plot f, g and x^3 from 0 to 1", "f(x) = x², g(x) = x − 1, x³"),
      ("plot f and its derivative from 0 to 1", "f(x) = x², f′(x)"),
      ("plot f and the derivative of f from 0 to 1", "f(x) = x², f′(x)"),
    ])
  func curves(line: String, expected: String) throws { #expect(try drawn(line).title == expected) }

  @Test("the range may be in π, and without one it is from −5 to 5")
  func defaults() throws {
    #expect(try drawn("plot sin(x) from -pi to 2*pi").summary.hasPrefix("For x from −π to 2π."))
    #expect(try drawn("plot f").summary.hasPrefix("For x from −5 to 5."))
  }

  @Test(
    "a function of two numbers is drawn by its contours",
    arguments: [
      "plot L for u from -1 to 2 and v from -3 to 3", "contours of L for -1 <= u <= 2, -3 <= v <= 3",
      "plot the contours of L for u from -1 to 2, v from -3 to 3",
      "plot L for u between -1 and 2 and v between -3 and 3",
      "level curves of L for v in [-3, 3] and u in [-1, 2]",
    ])
  func contours(line: String) throws {
    #expect(try drawn(line).summary == "Contours of L(u, v) = u² + v² for u from −1 to 2 and v from −3 to 3.")
  }

  @Test("a function of a vector is drawn over its two entries")
  func vector() throws {
    let found = try drawn("M(θ) = 2*(θ₁ - 2)^2 + θ₂", "plot M for θ₁ from 0 to 4 and θ₂ from -1 to 1")
    #expect(found.summary.hasSuffix("for θ₁ from 0 to 4 and θ₂ from −1 to 1."))
    let quadratic = try drawn("Q = [2 1; 1 3]", "M(x) = x'*Q*x", "plot M")
    #expect(quadratic.summary.hasSuffix("for x₁ from −5 to 5 and x₂ from −5 to 5."))
  }

  @Test("a name that has a value is open where it is plotted")
  func open() throws {
    #expect(try drawn("x = 3", "plot f(x) from 0 to 1").summary.hasPrefix("For x from 0 to 1."))
  }

  @Test(
    "what cannot be drawn is told, with its place",
    arguments: [
      ("plot", 1, "say what"), ("plot f from 2 to -2", 13, "the range is empty"),
      ("plot f for x from 0", 12, "expected a range, as in x from -2 to 2"),
      ("plot f from 0 to", 8, "expected a range"), ("plot a*x*k from 0 to 1", 6, "a, k, x"),
      ("plot a*x for x from 0 to 1", 6, "a has no value and no range"),
      ("plot f for t from 0 to 1", 12, "t is no variable here; there is x"),
      ("plot sqrt(-1 - x^2)", 6, "there is no value for any x from −5 to 5"),
      ("plot (x, 2*x) from 0 to 1", 6, "a plot shows numbers; this has the shape"),
      ("plot a*b*c", 6, "a, b, c have no values"), ("plot 3 from 0 to 1", 6, "there is no variable"),
      ("plot L and L", 6, "one function at a time"),
      ("plot f from 0 to k", 18, "k has no value"), ("plott f from 0 to 1", 1, "did you mean plot?"),
    ])
  func mistakes(line: String, column: Int, words: String) throws {
    let worked = Sheet("```gradus\nf(x) = x^2\nL(u, v) = u^2 + v^2\n\(line)\n```", name: "page.md").worked()
    let error = try #require(worked.errors.first, "\(line)")
    #expect(error.line == 4)
    #expect(error.message.contains(words), "\(error.message)")
    #expect(error.column == column, "\(error)")
  }
}
