import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

@testable import GradusSolving

/// Equations and minima with kinks in them, roots of roots, and points that are no formula.
@Suite("Kinks, roots and directions")
struct KinkTests {
  private func formula(_ text: String, _ declarations: String = "") throws -> Formula {
    var reader = Reader()
    if !declarations.isEmpty { try reader.declare(declarations) }
    return try reader.read(text).formula
  }

  @Test(
    "an equation with absolute values is solved piece by piece",
    arguments: [
      ("abs(x) + abs(x - 1) - 1", [], [RealRoots.Interval(lower: 0, upper: 1)]),
      ("abs(x) - x", [], [RealRoots.Interval(lower: 0, upper: nil)]),
      ("abs(x - 3) + x^2 - 9", [-2, 3], []), ("abs(2*x - 3) - abs(x)", [1, 3], []), ("abs(x) + abs(x - 1)", [], []),
      ("relu(x - 1) + relu(x - 2) - 3", [3], []),
    ] as [(String, [Double], [RealRoots.Interval])])
  func pieces(text: String, numbers: [Double], intervals: [RealRoots.Interval]) throws {
    let found = try roots(of: text)
    #expect(found.roots.compactMap(\.number) == numbers && found.intervals == intervals)
  }

  @Test(
    "several square roots are squared one after the other",
    arguments: [
      ("sqrt(x) + sqrt(x + 5) - 5", [4.0]), ("sqrt(x + 1) - sqrt(x - 1) - 1", [1.25]),
      ("sqrt(x) + sqrt(x + 5) + 5", []),
    ] as [(String, [Double])])
  func radicals(text: String, numbers: [Double]) throws {
    #expect(try roots(of: text).roots.compactMap(\.number) == numbers)
  }

  private func roots(of text: String) throws -> RealRoots {
    let formula = try formula(text)
    guard case .roots(let found) = Equation(formula, equals: .zero, for: Symbol("x")).solve() else {
      throw DifferentiationError.notScalar(shape: [])
    }
    return found
  }

  @Test(
    "the smallest value may lie at a kink",
    arguments: [
      ("abs(x-1) + abs(x-2) + abs(x-4)", 2.0, Minimiser.Kind.uniqueMinimum), ("abs(x-1) + abs(x-2)", 1, .minimum),
      ("x^2 + abs(x-1)", 0.5, .uniqueMinimum), ("relu(x) - x/2", 0, .uniqueMinimum),
    ])
  func kinks(text: String, place: Double, kind: Minimiser.Kind) throws {
    let found = try minimise(try formula(text), over: .symbol("x"))
    #expect(found.solution?.number == place && found.kind == kind)
  }

  @Test(
    "of several flat pieces each is told, and what lies between is none",
    arguments: [
      (
        "abs(x+2) - abs(x+1) - abs(x-1) + abs(x-2)",
        "every x up to -2 is one, and so is every x from 2 on: the formula is larger everywhere else"
      ),
      ("abs(x-1) + abs(x-2)", "every x from 1 to 2 is one: the formula is constant there, and larger everywhere else"),
      (
        "abs(x-1) + abs(x-2) + abs(x-3) + abs(x-4)",
        "every x from 2 to 3 is one: the formula is constant there, and larger everywhere else"
      ),
    ])
  func flats(text: String, remark: String) throws {
    #expect(try minimise(try formula(text), over: .symbol("x")).remark == remark)
  }

  @Test("no smallest value is claimed where the formula falls without bound")
  func unbounded() throws {
    let found = try minimise(try formula("abs(x) - 2*abs(x-1)"), over: .symbol("x"))
    #expect(found.solution == nil && found.remark.contains("without bound"))
  }

  @Test(
    "entries are drawn towards zero by their threshold",
    arguments: [
      ("1/2*(x-a)^2 + c*abs(x)", "c: scalar positive", "sign(a)*relu(abs(a) - c)"),
      ("norm2(x-a)^2 + c*norm1(x)", "a: [n]; c: scalar positive", "relu(abs(a) - 1/2*c*vector(1)).*sign(a)"),
    ])
  func thresholds(text: String, declarations: String, expected: String) throws {
    let formula = try formula(text, declarations)
    let variable = try #require(formula.symbols.first { $0.name == "x" })
    let found = try minimise(formula, over: .symbol(variable))
    let solution = try #require(found.solution)
    #expect(try solution.isEqual(to: self.formula(expected, declarations)).holds)
    #expect(found.kind == .uniqueMinimum && found.conditions.isEmpty && found.lowerThanNearby > 0)
  }

  @Test(
    "eigenvectors and singular vectors are named where nothing else says the place",
    arguments: [
      ("x'*A*x/(x'*x)", "A: [n, n] symmetric", "x", "to its smallest eigenvalue"),
      ("-x'*A*x/(x'*x)", "A: [n, n] symmetric", "x", "to its largest eigenvalue"),
      ("norm2(A*Q - B)^2", "Q: [n, n] orthogonal", "Q", "singular value decomposition"),
    ])
  func directions(text: String, declarations: String, name: String, words: String) throws {
    let formula = try formula(text, declarations)
    let variable = try #require(formula.symbols.first { $0.name == name })
    let found = try minimise(formula, over: .symbol(variable))
    #expect(found.solution == nil && found.kind == .minimum && found.remark.contains(words))
  }

  @Test("a geometric mean is concave for any count of numbers")
  func geometricMean() throws {
    let formula = try formula("prod(x)^(1/n)", "x: [n] positive")
    #expect(try convexity(of: formula, in: [.symbol(formula.symbols[0])]).verdict == .concave)
  }

  @Test("equations of which one gives an unknown are solved together")
  func systems() throws {
    let unknowns = [Formula.symbol("x"), .symbol("y")]
    let half = (0.5).squareRoot()
    let circle = try formula("x^2 + y^2 - 1")
    let line = try formula("x - y")
    let found = try #require(NumberSystem([circle, line], for: unknowns).solve())
    #expect(
      found.points.map { $0.map { $0.number ?? .nan } } == [
        [-half, -half], [half, half],
      ])
    let far = try formula("x - y - 5")
    #expect(NumberSystem([circle, far], for: unknowns).solve()?.points.isEmpty == true)
    #expect(NumberSystem([circle], for: unknowns).solve() == nil)
  }
}
