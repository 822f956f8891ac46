import GradusExpression
import GradusNotation
import Synchronization
import Testing

@Suite("Errors while reading") struct ReadingErrorTests {
  private func failure(_ text: String, _ declarations: [String]) -> ReadingError? {
    var reader = Reader()
    do throws(ReadingError) {
      for declaration in declarations { try reader.declare(declaration) }
      _ = try reader.read(text)
      return nil
    } catch { return error }
  }

  @Test(
    "say what was found and expected, with a caret at the place",
    arguments: [
      ("sin(x+) + 1", [], "1:7: found ), expected a number, a name or (", "      ^"),
      (
        "I_1X", [], "1:1: I with the subscript 1X: a size is a whole number or a letter, as in I_n",
        "^^^^"
      ),
      ("(x + 1", [], "1:7: found the end, expected an operator or )", "      ^"),
      ("x + 1)", [], "1:6: found ), expected an operator or the end of the formula", "     ^"),
      ("[1 2; 3]", [], "1:7: found a row of 1 entry, expected 2, as in the first row", "      ^"),
      ("sofmax(x)", [], "1:1: unknown function sofmax; did you mean softmax?", "^^^^^^"),
      ("\\sigmod(x)", [], "1:1: unknown command \\sigmod; did you mean \\sigmoid?", "^^^^^^^"),
      ("θᵀ Q θ + ?", [], "1:10: the character ? (U+003F) has no meaning here", "         ^"),
      ("A*x", ["A: [n, m]", "x: [n]"], "1:2: the factors A: [n, m] and x: [n] do not fit: m and n differ", " ^"),
      (
        "A x + y", ["A: [n, m]", "x: [m]", "y: [m]"], "1:1: the terms A x: [n] and y: [m] do not fit: n and m differ",
        "^^^^^^^"
      ),
      (
        "x'*A*y", ["A: [n, m]", "x: [m]", "y: [m]"],
        "1:3: the factors x': row [m] and A: [n, m] do not fit: m and n differ", "  ^"
      ),
      (
        "x*y", ["x: [n]", "y: [n]"],
        "1:2: the factors x: [n] and y: [n] do not fit: write x'*y for the inner product, x*y' for the outer one, x.*y entry by entry",
        " ^"
      ),
      (
        "x^2", ["x: [n]"],
        "1:1: the base and the exponent x: [n] and 2: scalar do not fit: write .^ for the power entry by entry", "^^^"
      ),
      ("1 + det(A)", ["A: [n, m]"], "1:5: det expects a square matrix, found A: [n, m]", "    ^^^^^^"),
      ("c*x'*x", [], "1:1: c can be a scalar or a vector: declare it, for example c: scalar or c: [n]", "^"),
      ("1/2x", [], "1:1: 1/2 x is ambiguous: write (1/2)*x… or 1/(2*x…)", "^^^^"),
      ("a^b^c", [], "1:1: a power of a power is ambiguous: write (a^b)^… or a^(b^…)", "^^^^"),
      ("vector(1)", [], "1:1: the size of vector(1) does not follow from the formula", "^^^^^^^^^"),
      (
        "sin^-1 x", [],
        "1:1: a negative power of sin is ambiguous: write the inverse function by its name (asin, acos, …) or 1/sin(…)",
        "^^^^^^"
      ),
      ("norm(x, 1, 2)", [], "1:1: norm takes one or two arguments, found 3", "^^^^^^^^^^^^^"),
      ("g = h; h = g; g", [], "1:12: the definition of g uses itself", "           ^"),
      (
        "\\sum x", [],
        "1:1: \\sum without an index: write sum(…) over the entries, or an index as in \\sum_{i} x_i y_i", "^^^^"
      ),
      (
        "eig(X)", [],
        "1:1: a list of eigenvalues: they are read inside prod, sum, mean, sum(log(…)), max and min, as lambda_max(A) and sigma_max(A)",
        "^^^^^^"
      ),
      (
        "A^{1/2}", ["A: [n, n]"],
        "1:1: this power of a matrix: the exponent has to be an integer; write .^ entry by entry", "^^^^^^^"
      ),
      ("1/0", [], "1:1: a division by zero: it has no value", "^^^"),
      ("2^1000000", [], "1:1: the number has too many digits or too large an exponent", "^^^^^^^^^"),
      ("", [], "1:1: found the end, expected a number, a name or (", "^"),
      (
        "x^{(t+1)}\\,y", [],
        "1:1: x with t+1 in brackets above it is ambiguous: write x^{t+1} for the power or a name such as x_{next}",
        "^^^^^^^^^"
      ),
      ("(Ax - b)'*c", [], "1:2: Ax is ambiguous: write A*x for the product or Ax: … to declare the name", " ^^"),
      ("sum_i x_i", [], "1:1: sum_i: write sum[i](…) over an index, or declare sum_i", "^^^^^"),
      ("X(1,2) + 1", [], "1:1: X(1,2) is ambiguous: write X[1,2] for the entry or X*(1,2) for the product", "^^^^^^"),
      (
        "X > 0", [],
        "1:1: a comparison: in brackets it is 1 where it holds and 0 elsewhere, as in (x > 0)*x; max and min take the larger or smaller",
        "^^^^^"
      ),
      (
        "vec(X) + y", ["X: [n, m]", "y: [n]"], "1:1: the formula expects the size n here, found vec(X): size m*n",
        "^^^^^^"
      ),
      ("huber(x)", [], "1:1: unknown function huber", "^^^^^"),
      ("d/dx x^2", [], "1:1: a derivative inside a formula: give the function and its variable apart", "^^^^^^^^"),
    ] as [(String, [String], String, String)])
  func carets(text: String, declarations: [String], message: String, caret: String) throws {
    let error = try #require(failure(text, declarations))
    let lines = error.rendered().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0] == message)
    #expect(lines[1] == text)
    #expect(lines[2] == caret)
  }

  @Test("the line is the one of the place, and wide characters take two columns")
  func lines() throws {
    let second = try #require(failure("g = x^2\n(g + ", []))
    #expect(second.position.line == 2)
    #expect(second.rendered(name: "page.md").hasPrefix("page.md:2:6: "))
    let wide = try #require(failure("変 + )", []))
    #expect(wide.rendered().hasSuffix("\n     ^") || wide.rendered().hasSuffix("\n^^"))
    let long = try #require(failure(String(repeating: "x + ", count: 200) + ")", []))
    #expect(long.rendered().split(separator: "\n")[1].count < 140)
  }

  @Test(
    "declarations that cannot hold",
    arguments: [
      ("x: [n] symmetric", "1:8: symmetric is a fact of square matrices"),
      ("A: [n, m] positive definite", "1:11: positive definite is a fact of square matrices"),
      ("c: scalar one-hot rows", "1:11: one-hot rows is a fact of matrices"),
      ("A: [n, m, k]", "1:4: a symbol of 3 sizes: at most two are read"),
      ("A: [n, m", "1:9: found the end, expected a size or ]"),
      ("x: [0]", "1:5: found 0, expected a size of at least 1"),
      ("x: n", "1:4: found n, expected scalar, function, or the sizes in brackets such as [n, m]"),
      ("x: [n]; x: [m]", "1:9: x is already declared or defined"),
      ("x", "1:1: found x, expected a declaration such as x: [n] or x = [1; 2]"),
    ])
  func declarations(text: String, message: String) throws {
    var reader = Reader()
    let error = #expect(throws: ReadingError.self) { try reader.declare(text) }
    #expect(error?.rendered().split(separator: "\n").first.map(String.init) == message)
    #expect(reader.symbols.isEmpty)
  }

  @Test("an unknown fact lists the known ones")
  func unknownFact() throws {
    var reader = Reader()
    let error = #expect(throws: ReadingError.self) { try reader.declare("A: [n, n] posdef") }
    #expect(error?.message.contains("expected a fact: symmetric, positive definite") == true)
  }
}

@Suite("Deep and huge texts are refused") struct ReadingLimitTests {
  private func problem(_ text: String) -> ReadingError.Problem? {
    var reader = Reader()
    do throws(ReadingError) {
      _ = try reader.read(text)
      return nil
    } catch { return error.problem }
  }

  @Test(
    "nesting",
    arguments: [
      "(", "[", "{", "-(", "sin(", "|", "‖", "2^(", "\\frac{", "\\sqrt{", "x'*(", "√", "sin ", "d/dx ", "\\left(",
      "(1, ", "e^{",
      "\\begin{pmatrix}", "⟨",
    ])
  func nesting(opening: String) {
    let found = shallow { problem(String(repeating: opening, count: opening == "(" ? 100_000 : 3_000)) }
    #expect(found?.isTooDeep == true)
  }

  @Test("ten thousand levels are read on a large stack")
  func deep() {
    let counts = Mutex<[Int]>([])
    LargeStack.run {
      let texts = [
        String(repeating: "sin(", count: 10_000) + "x" + String(repeating: ")", count: 10_000),
        String(repeating: "(", count: 10_000) + "x" + String(repeating: ")", count: 10_000),
        (1...10_000).reversed().map { "g\($0) = sin(g\($0 - 1))" }.joined(separator: "; ") + "; g0 = x; g10000",
      ]
      for text in texts {
        var reader = Reader()
        let depth = (try? reader.read(text).formula.depth) ?? 0
        counts.withLock { $0.append(depth) }
      }
    }
    #expect(counts.withLock { $0 } == [10_001, 1, 10_001])
  }

  /// What is read under a budget of a hundred levels.
  private func shallow<Result>(_ read: () -> Result) -> Result {
    var limits = Budget.Limits.unlimited
    limits.levels = 100
    return Budget.$current.withValue(Budget(limits), operation: read)
  }

  @Test("marks and signs")
  func marks() {
    #expect(shallow { problem("x" + String(repeating: "'", count: 100_000)) }?.isTooDeep == true)
    #expect(problem(String(repeating: "-", count: 100_001) + "x") == nil)
    let brackets = String(repeating: "(", count: 100_000) + "x" + String(repeating: ")", count: 100_000)
    #expect(shallow { problem(brackets) } == .tooDeep(limit: 100))
  }

  @Test("ten megabytes")
  func huge() {
    #expect(problem(String(repeating: "x + ", count: 2_500_000) + "x") == .tooLong(limit: 1 << 20))
    #expect(problem(String(repeating: "1", count: 10_000)) == .numberTooLarge)
    #expect(problem("1e99999") == .numberTooLarge)
    #expect(problem("1e1000") == .numberTooLarge)
    #expect(problem("1e-1000") == .numberTooLarge)
    #expect(problem("1e999 + 1e-999") == nil)
    #expect(
      problem("\\operatorname{_a}(x)")
        == .unsupported("this name", advice: "a name begins and ends with a letter or a digit"))
    #expect(problem("(2^1000)^1000") == .numberTooLarge)
  }

  @Test("long but flat texts are read")
  func flat() throws {
    var reader = Reader()
    #expect(try reader.read(String(repeating: "x + ", count: 10_000) + "x").formula == 10_001 * Formula.symbol("x"))
  }

  @Test("a long product of symbols whose shape comes from its end")
  func chain() throws {
    var reader = Reader()
    let text = (1...1_000).map { "x\($0)" }.joined(separator: ".*") + ".*(A*y)"
    #expect(try reader.read(text).symbols.allSatisfy { $0.name == "A" || $0.shape.count == 1 })
  }

  @Test("definitions that unfold without end are refused")
  func unfolding() {
    var text = "f0(x) := x + x\n"
    for level in 1...40 { text += "f\(level)(x) := f\(level - 1)(f\(level - 1)(x)) + f\(level - 1)(x)\n" }
    #expect(problem(text + "f40(y)") == .tooLarge(limit: 200_000))
    let chain = (1...2_000).map { "g\($0) = sin(g\($0 + 1))" }.joined(separator: "; ") + "; g2001 = 1; g1"
    #expect(shallow { problem(chain) } == .tooDeep(limit: 100))
  }
}

extension ReadingError.Problem {
  fileprivate var isTooDeep: Bool { if case .tooDeep = self { true } else { false } }
}
