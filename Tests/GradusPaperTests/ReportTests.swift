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
      (Format.unicode, "x = (⅓ − 2 t, t) for every t"),
      (.ascii, "x = [(1/3 - 2*t); t] for every t"),
      (.latex, "x = \\begin{pmatrix} \\frac{1}{3} - 2 t \\\\ t \\end{pmatrix} \\quad\\text{for every } t"),
    ])
  func family(notation: Format, expected: String) throws {
    #expect(try Self.report([1, Rational(2, 3)]).text(as: notation, steps: false) == expected)
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
