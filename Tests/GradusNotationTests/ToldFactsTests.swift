import GradusExpression
import GradusNotation
import Testing

/// Inequalities, sets and words tell facts of names whose shapes follow from their use.
@Suite("What is told of names") struct ToldFactsTests {
  private func symbols(_ told: String, _ text: String) throws -> (symbols: [String], unused: [String]) {
    var reader = Reader()
    try reader.declare(told)
    let symbols = try reader.read(text).symbols.map(\.description)
    return (symbols, reader.unused)
  }

  @Test(
    "an inequality is a fact of its name, and what no fact tells is said not to be used",
    arguments: [
      ("λ > 0", "λ*x^2", "lambda: scalar positive", []),
      ("\\lambda \\ge 0", "\\lambda x^2", "lambda: scalar nonnegative", []),
      ("0 < λ", "λ*x^2", "lambda: scalar positive", []), ("0 <= λ", "λ*x^2", "lambda: scalar nonnegative", []),
      ("0 < p < 1", "log(p)", "p: scalar positive below one", []),
      ("n ≥ 1", "n*x^2", "n: scalar positive", ["n ≥ 1 beyond its sign"]),
      ("a, b > 0", "a*b*t^2", "a: scalar positive", []), ("a > 0, b >= 0", "b*a*t^2", "b: scalar nonnegative", []),
      ("A ≻ 0", "x'*A*x", "x: [n]", []), ("A \\succ 0", "A*x", "A: [n, n] positive definite", []),
      ("A \\succeq 0", "A*x", "A: [n, n] positive semidefinite", []),
      ("x \\succeq 0", "x'*y", "x: [n] nonnegative", []), ("x_i > 0", "\\sum_i x_i^2", "x: [n] positive", []),
      ("A: symmetric", "A*x", "A: [n, n] symmetric", []), ("c: positive", "c*t", "c: scalar positive", []),
      ("x < 3", "x^2", "x: scalar", ["x < 3"]), ("a > b", "a*b", "a: scalar", ["a > b"]),
      ("x < \\infty", "x^2", "x: scalar", []), ("x != 0", "x^2", "x: scalar", ["x != 0"]),
    ] as [(String, String, String, [String])])
  func inequality(_ told: String, _ text: String, _ symbol: String, _ unused: [String]) throws {
    let found = try symbols(told, text)
    #expect(found.symbols.contains(symbol), "\(found.symbols)")
    #expect(found.unused == unused)
  }

  @Test(
    "a set tells what its members are",
    arguments: [
      ("p \\in (0, 1)", "p^2", "p: scalar positive below one", []),
      ("0 \\le p \\le 1", "p^2", "p: scalar nonnegative at most one", []),
      ("p \\in (0, 2)", "p^2", "p: scalar positive", ["p < 2"]),
      ("t \\in [0, \\infty)", "t^2", "t: scalar nonnegative", []),
      ("y \\in \\{-1, 1\\}^n", "y'*x", "y: [n] plus-minus-one", []),
      ("z \\in \\{0, 1\\}", "z*t", "z: scalar zero-one", []),
      ("w \\in \\mathbb{R}^n_{+}", "w'*x", "w: [n] nonnegative", []),
      ("w \\in \\mathbb{R}_{>0}^n", "w'*x", "w: [n] positive", []),
      ("S \\in \\mathbb{S}^n_{++}", "S*x", "S: [n, n] positive definite", []),
      ("S \\in \\mathbb{S}^n", "S*x", "S: [n, n] symmetric", []),
      ("u \\in [2, 5]", "u^2", "u: scalar positive", ["u ≥ 2", "u ≤ 5"]),
    ] as [(String, String, String, [String])])
  func set(_ told: String, _ text: String, _ symbol: String, _ unused: [String]) throws {
    let found = try symbols(told, text)
    #expect(found.symbols.contains(symbol), "\(found.symbols)")
    #expect(found.unused == unused)
  }

  @Test(
    "a fact that a shape rules out, and a sign that says two things, are errors",
    arguments: [
      ("A > 0", "x'*A*x", "the sign of the square matrix A is ambiguous"),
      ("A ≻ 0", "sum(A*B)", ""), ("x: orthogonal", "sum(x.*y)", ""),
    ])
  func refused(_ told: String, _ text: String, _ words: String) throws {
    var reader = Reader()
    try reader.declare(told)
    guard !words.isEmpty else {
      // What is told of a matrix makes the name one.
      let symbol = try #require(try reader.read(text).symbols.first)
      #expect(symbol.shape.count == 2 && symbol.shape[0] == symbol.shape[1])
      return
    }
    let error = #expect(throws: ReadingError.self) { _ = try reader.read(text) }
    #expect(error?.message.contains(words) == true)
  }

  @Test("a condition before a formula holds in it")
  func before() throws {
    var reader = Reader()
    #expect(try reader.read("λ > 0; sqrt(λ^2)").symbols.map(\.description) == ["lambda: scalar positive"])
  }

  @Test("facts told later are added to those told before, and a value that is otherwise is an error")
  func later() throws {
    var reader = Reader()
    try reader.declare("A: [n, n]")
    try reader.declare("A ≻ 0")
    #expect(try reader.read("A").symbols.map(\.description) == ["A: [n, n] positive definite"])
    try reader.declare("c = -2")
    #expect(throws: ReadingError.self) { try reader.declare("c > 0") }
  }
}
