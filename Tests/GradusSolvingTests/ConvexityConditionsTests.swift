import GradusExpression
import GradusNotation
import Testing

@testable import GradusSolving

/// What coefficients have to be for a formula to be convex, and the numbers that show the other half.
@Suite("Convexity under conditions on coefficients")
struct ConvexityConditionsTests {
  /// The formula, the variables, the declarations, what has to hold, what has to hold for strictness, and whether nothing else will do.
  static let questions: [(String, String, String, [Condition], [Condition], Bool)] = [
    ("norm2(X*w-y)^2 + c*norm2(w)^2", "w", "", [.nonnegative(c)], [.positive(c)], false),
    ("sum(log(1+exp(-y.*(X*w)))) + c/2*norm2(w)^2", "w", "", [.nonnegative(c)], [.positive(c)], false),
    ("c*norm1(x) + norm2(x-b)^2", "x", "", [.nonnegative(c)], [.nonnegative(c)], false),
    ("a*x^2 + b*x + c", "x", "", [.nonnegative(a)], [.positive(a)], true),
    ("x^2 + c*x^2", "x", "", [.nonnegative(c + 1)], [.positive(c + 1)], true),
    ("a*log(x)", "x", "x: scalar positive", [.nonnegative(-a)], [.positive(-a)], false),
    ("a*exp(x) - b*x^4", "x", "", [.nonnegative(a), .nonnegative(-b)], [.positive(a), .positive(-b)], false),
    ("a*x^2 + b*y^2", "x,y", "x: scalar; y: scalar", [.nonnegative(a), .nonnegative(b)], [], false),
  ]
  private static let a = Formula.symbol("a")
  private static let b = Formula.symbol("b")
  private static let c = Formula.symbol("c")

  @Test("a condition is proved, is as weak as it can be, and fails with numbers", arguments: questions)
  func conditions(
    text: String, names: String, declarations: String, conditions: [Condition], strictly: [Condition], isOnly: Bool
  ) throws {
    var reader = Reader()
    if !declarations.isEmpty { try reader.declare(declarations) }
    let formula = try reader.read(text).formula
    let variables = names.split(separator: ",").compactMap { name in
      formula.symbols.first { $0.name == name }.map(Formula.symbol)
    }
    let found = try convexity(of: formula, in: variables)
    #expect(found.verdict == .convexWhere && !found.proof.isEmpty)
    #expect(found.conditions == conditions && found.strictConditions == strictly)
    #expect(found.isOnlyThere == isOnly)
    // Where all conditions hold nothing bends down.
    let point = try #require(found.counterexample).point
    let holds = try conditions.allSatisfy { condition in
      guard case .nonnegative(let number) = condition else { return false }
      return try Evaluator(inputs: point).evaluate(number).scalar >= 0
    }
    #expect(!holds, "\(point)")
  }

  @Test("a matrix of which nothing is known has to be positive semidefinite, and nothing less will do")
  func matrices() throws {
    var reader = Reader()
    let formula = try reader.read("x'*A*x").formula
    let found = try convexity(of: formula, in: [Formula.symbol("x", ["n"])])
    let matrix = Formula.symbol("A", ["n", "n"])
    #expect(found.conditions == [.positiveSemidefinite(matrix + matrix.transposed)] && found.isOnlyThere)
    #expect(found.counterexample != nil)
  }

  @Test("what no sign makes convex is called so", arguments: ["x*y", "c*x*y"])
  func never(text: String) throws {
    var reader = Reader()
    let formula = try reader.read(text).formula
    let found = try convexity(of: formula, in: [.symbol("x"), .symbol("y")])
    #expect(found.verdict == .notConvex && found.conditions.isEmpty)
  }
}
