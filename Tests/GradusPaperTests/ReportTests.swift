import GradusExpression
import GradusNotation
import GradusSolving
import Testing

@testable import GradusPaper

struct ReportTests {
  private static let x = Symbol("x", [2])

  private static func report(_ right: [Rational]) throws -> Report {
    let system = LinearSystem(try ExactMatrix([[3, 6], [2, 4]]), right)
    return Report(system.solve(), of: system, unknown: x)
  }

  @Test(
    "a family of solutions in every form",
    arguments: [
      (Notation.unicode, "x = (⅓ − 2 t, t) for every t"),
      (.ascii, "x = [(1/3 - 2*t); t] for every t"),
      (.latex, "x = \\begin{pmatrix} \\frac{1}{3} - 2 t \\\\ t \\end{pmatrix} \\quad\\text{for every } t"),
    ])
  func family(notation: Notation, expected: String) throws {
    #expect(try Self.report([1, Rational(2, 3)]).text(as: notation, steps: false) == expected)
  }

  @Test("parameters give way to names in use, and are read back as they are written")
  func parameters() throws {
    let system = LinearSystem(try ExactMatrix([[1, 1, 0], [0, 0, 1]]), rightSide: .identity(2))
    let report = Report(system.solve(), of: system, unknown: Symbol("X", [3, 2]), avoiding: ["t_1"])
    #expect(
      report.text(as: .unicode, steps: false) == "X = [(1 − s₁) −s₂; s₁ s₂; 0 1] for every s₁, s₂")
    #expect(
      report.code(in: .swift)
        == "func solution(_ t_1: Double, _ t_2: Double) -> [[Double]] { [[1 - t_1, -t_2], [t_1, t_2], [0, 1]] }")
    let free = LinearSystem(.zero(0, 2), rightSide: .zero(0, 1))
    #expect(
      Report(free.solve(), of: free, unknown: Self.x).text(as: .unicode, steps: false)
        == "x = (t₁, t₂) for every t₁, t₂")
  }

  @Test(
    "operations on rows in every notation",
    arguments: [
      (Notation.unicode, "R₁ ← ⅓ R₁: Divide row 1 by 3, so that its pivot is 1.", "−⅔ times"),
      (.ascii, "R_1 ← 1/3*R_1: Divide row 1 by 3, so that its pivot is 1.", "-2/3 times"),
      (
        .latex, "R_{1} \\leftarrow \\frac{1}{3} R_{1}: Divide row 1 by 3, so that its pivot is 1.",
        "-\\frac{2}{3} times"
      ),
    ])
  func rows(notation: Notation, scaling: String, contradiction: String) throws {
    let system = LinearSystem(try ExactMatrix([[3, 6], [2, 4]]), [1, 2])
    let steps = try #require(system.reduction()).steps
    #expect(steps[0].passage.written(as: notation) == scaling)
    #expect(
      steps.map { $0.operation.mathematics.written(as: .unicode) } == ["R₁ ← ⅓ R₁", "R₂ ← R₂ − 2 R₁"])
    #expect(
      RowOperation.exchange(0, 11).mathematics.written(as: .latex) == "R_{1} \\leftrightarrow R_{12}")
    #expect(
      RowOperation.add(factor: Rational(3, 2), source: 2, target: 0).mathematics.written(as: .unicode)
        == "R₁ ← R₁ + 3/2 R₃")
    #expect(try Self.report([1, 2]).text(as: notation, steps: false).contains(contradiction))
  }

  @Test("a family of solutions as a program")
  func code() throws {
    let report = try Self.report([1, Rational(2, 3)])
    #expect(report.code(in: .swift) == "func solution(_ t: Double) -> [Double] { [1.0/3 - 2*t, t] }")
    #expect(report.code(in: .python).hasSuffix("def solution(t):\n    return np.array([1/3 - 2*t, t])"))
  }

  @Test("what is no program is a remark")
  func remark() throws {
    let report = try Self.report([1, 1])
    #expect(report.code(in: .swift).hasPrefix("// no solution: "))
    #expect(report.code(in: .python).hasPrefix("# no solution: "))
  }

  @Test("JSON has the working where it is wanted")
  func json() throws {
    let report = try Self.report([1, 1])
    func steps(_ wanted: Bool) -> Int? {
      guard case .object(let members) = report.json(steps: wanted), case .array(let steps)? = members["steps"] else {
        return nil
      }
      return steps.count
    }
    #expect(steps(false) == 0)
    #expect(try #require(steps(true)) > 0)
  }

  @Test("several numbers are minimised over together, and the answer is in their names")
  func joint() throws {
    let (x, y) = (Formula.symbol("x"), Formula.symbol("y"))
    let formula = x * x + y * y + x * y - 3 * x
    let joint = try #require(JointVariable([x, y], avoiding: formula))
    let report = Report(try minimise(joint.joining(formula), over: joint.vector), over: joint, of: formula)
    #expect(report.result.first?.text(as: .unicode) == "(x, y) = (2, −1)")
    #expect(report.working.contains { $0.text(as: .unicode).contains("∂f/∂x = 2 x + y − 3") })
    #expect(report.code(in: .swift) == "let minimiser = Formula.vector([2, -1])")
  }

  @Test("a joint variable holds different numbers, and its name is none of the formula's")
  func names() throws {
    let (x, z) = (Formula.symbol("x"), Formula.symbol("z"))
    #expect(JointVariable([x, x]) == nil)
    #expect(JointVariable([x]) == nil)
    #expect(JointVariable([x, .symbol("w", ["n"])]) == nil)
    let joint = try #require(JointVariable([x, z], avoiding: x * z))
    #expect(joint.vector != .symbol("z", [2]))
    #expect(joint.joining(x * z).symbols == joint.vector.symbols)
  }

  @Test("a clause becomes a sentence, and what goes on with the line before stays as it is")
  func sentences() {
    #expect(Line("the unique minimum").asSentence.text(as: .unicode) == "The unique minimum.")
    let condition = [Condition.invertible(.symbol("Q", ["n", "n"]))].lines[0]
    #expect(condition.asSentence.text(as: .unicode) == "if Q is invertible")
  }
}
