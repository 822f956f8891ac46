import GradusCalculus
import GradusExpression
import Testing

@testable import GradusSolving

@Suite("An equation in one number is solved line by line, and a Hessian's reason is a proof")
struct SchoolEquationTests {
  static let x = Formula.symbol("x")
  static let half = Rational(1, 2)

  struct Row: CustomTestStringConvertible, Sendable {
    let left: Formula
    let right: Formula
    /// Both sides of every line.
    let lines: [[Formula]]
    var testDescription: String { "\(left) = \(right)" }
  }

  static let rows = [
    Row(
      left: 3 * (x - 2), right: x.scaled(by: half) + 4,
      lines: [
        [3 * x - 6, x.scaled(by: half) + 4], [x.scaled(by: Rational(5, 2)) - 6, 4], [x.scaled(by: Rational(5, 2)), 10],
        [x, 4],
      ]),
    Row(left: 5 * x, right: 0, lines: [[5 * x, 0], [x, 0]]),
    Row(left: x + 1, right: 4, lines: [[x + 1, 4], [x, 3]]),
    Row(
      left: 4 - x, right: 2 * x,
      lines: [[4 - x, 2 * x], [4 - 3 * x, 0], [-3 * x, -4], [x, .constant(Rational(4, 3))]]),
  ]

  @Test("Each line is the one before with one thing done, and the last is the solution", arguments: rows)
  func lines(row: Row) throws {
    guard case .symbol(let unknown) = Self.x.node else { return }
    let lines = try #require(Equation(row.left, equals: row.right, for: unknown).schoolLines)
    #expect(lines.map { [$0.before, $0.after] } == row.lines)
    let solution = try #require(lines.last?.after)
    for line in lines {
      let difference = (line.before - line.after).substituting([Self.x: solution])
      #expect(difference.simplified().isZero)
    }
  }

  @Test("Other equations have no such lines")
  func others() {
    guard case .symbol(let unknown) = Self.x.node else { return }
    let (x, a) = (Self.x, Formula.symbol("a"))
    let others: [(Formula, Formula)] = [(x .** 2, 4), (a * x, 3), (x + 1, x + 2), (exp(x), 1)]
    for (left, right) in others { #expect(Equation(left, equals: right, for: unknown).schoolLines == nil) }
  }

  @Test("Ridge regression: which term is positive definite, and why")
  func ridge() throws {
    let X = Formula.symbol("X", ["m", "n"])
    let (w, y) = (Formula.symbol("w", ["n"]), Formula.symbol("y", ["m"]))
    let c = Formula.symbol("c", [], facts: [.positive])
    let answer = try convexity(of: squaredNorm(X * w - y) + c * squaredNorm(w), in: [w])
    #expect(answer.verdict == .strictlyConvex)
    let reason = try #require(answer.proof.last).sentence.description
    for part in [
      "is positive semidefinite, since", "a sum of squares", "is positive definite, since", "unit matrix times",
    ] {
      #expect(reason.contains(part), "\(reason)")
    }
  }

  @Test("A condition says what is needed, without powers and without numbers")
  func conditions() throws {
    let (x, m, n) = (Formula.symbol("x"), Formula.symbol("m"), Formula.symbol("n"))
    let answer = try minimise((x - m) .** 2 / n, over: m)
    #expect(answer.conditions == [.positive(n)])
    #expect(answer.remark == "the second derivative is positive then")
  }
}
