import GradusExpression
import GradusNotation
import Testing

/// Conditions are 1 where they hold, and cases take the first that holds.
@Suite("Conditions and cases") struct ReadingConditionsTests {
  @Test(
    "have the values that their text says",
    arguments: [
      (#"\mathbb{1}[x > 0] x^2"#, [-2: 0, 0: 0, 3: 9]), (#"\mathbb{1}_{x \ge 0} (x + 1)"#, [-2: 0, 0: 1, 3: 4]),
      (#"\mathbf{1}\{x > 0\} x"#, [-1: 0, 2: 2]), ("1_{x >= 1}", [0: 0, 1: 1, 2: 1]), ("[x > 0] x", [-1: 0, 2: 2]),
      ("(x > 0) .* x", [-1: 0, 2: 2]), (#"\mathbb{I}(x = 2)"#, [1: 0, 2: 1, 3: 0]),
      (#"\mathbb{I}(x \ne 2)"#, [1: 1, 2: 0]),
      ("(0 < x < 2) .* 5", [0: 0, 1: 5, 2: 0]), (#"\mathbb 1[x > 0 \land x < 2]"#, [-1: 0, 1: 1, 3: 0]),
      ("(x > 0 and x < 2) .* 5", [0: 0, 1: 5, 2: 0]), ("(x < 0 or x > 2) .* 5", [-1: 5, 1: 0, 3: 5]),
      (#"\mathbb 1[x < 0 \lor x > 2]"#, [-1: 1, 1: 0, 3: 1]),
      (
        #"\begin{cases} \frac12 x^2 & |x| \le 1 \\ |x| - \frac12 & \text{otherwise} \end{cases}"#,
        [-3: 2.5, 1: 0.5, 0: 0]
      ),
      (#"\begin{cases} x & \text{if } x > 0 \\ -x & \text{if } x \le 0 \end{cases}"#, [-3: 3, 2: 2]),
      (#"\begin{cases} 0, & x < 0, \\ x, & 0 \le x < 1, \\ 1, & x \ge 1. \end{cases}"#, [-1: 0, 1: 1, 5: 1]),
      (#"\begin{cases} x - 1 & x > 1 \\ 0 & |x| \le 1 \\ x + 1 & x < -1 \end{cases}"#, [-3: -2, 0: 0, 4: 3]),
      (#"\left\{ \begin{array}{ll} x & x > 0 \\ 7 & \text{otherwise} \end{array} \right."#, [-1: 7, 2: 2]),
    ] as [(String, [Int: Double])])
  func values(text: String, points: [Int: Double]) throws {
    var reader = Reader()
    try reader.declare("x: scalar")
    let formula = try reader.read(text).formula
    for (x, value) in points {
      #expect(try Evaluator(inputs: ["x": Tensor(Double(x))]).evaluate(formula).values == [value], "at \(x)")
    }
  }

  @Test(
    "that leave gaps, or are no conditions, are asked",
    arguments: [
      (#"\begin{cases} x & x > 1 \\ 0 & x < 0 \end{cases}"#, "may leave gaps"),
      (#"\begin{cases} x & x > 1 \end{cases}"#, "one case"), ("x > 0", "a comparison"),
      (#"\begin{cases} x & y \\ 0 & \text{otherwise} \end{cases}"#, "a comparison"),
    ] as [(String, String)])
  func asked(text: String, words: String) throws {
    var reader = Reader()
    let error = #expect(throws: ReadingError.self) { try reader.read(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }
}
