import Foundation
import GradusExpression
import GradusNotation
import Testing

@testable import GradusSolving

@Suite("Equations in one unknown number")
struct RealRootsTests {
  static func answer(_ text: String, unknown: String = "x", _ declarations: [String] = []) throws -> Equation.Answer {
    var reader = Reader()
    for declaration in declarations { try reader.declare(declaration) }
    let sides = try reader.readEquation(text)
    let symbols = sides.left.formula.symbols + sides.right.formula.symbols
    let symbol = symbols.first { $0.name == unknown } ?? Symbol(unknown)
    return Equation(sides.left.formula, equals: sides.right.formula, for: symbol).solve()
  }

  static func roots(_ text: String, _ declarations: [String] = []) throws -> RealRoots {
    guard case .roots(let roots) = try answer(text, declarations) else {
      throw Unsolved(text: text)
    }
    return roots
  }

  struct Unsolved: Error { let text: String }

  /// Equations in numbers, with all their solutions as formulas.
  static let equations: [(String, [String])] = [
    ("x^2 = 4", ["-2", "2"]), ("x^2 - 3*x + 1 = 0", ["3/2 - sqrt(5)/2", "3/2 + sqrt(5)/2"]), ("x^2 + 1 = 0", []),
    ("x^2 - 2*x + 1 = 0", ["1"]), ("x^3 = 8", ["2"]), ("x^3 = -27", ["-3"]), ("x^3 = 2", ["2^(1/3)"]),
    ("x^3 - 2*x = 0", ["-sqrt(2)", "0", "sqrt(2)"]), ("x^3 - 6*x^2 + 11*x - 6 = 0", ["1", "2", "3"]),
    ("6*x^3 + 5*x^2 - 3*x - 2 = 0", ["-1", "-1/2", "2/3"]),
    ("x^4 - 5*x^2 + 6 = 0", ["-sqrt(3)", "-sqrt(2)", "sqrt(2)", "sqrt(3)"]),
    ("x^4 - 2*x^2 - 1 = 0", ["-sqrt(1 + sqrt(2))", "sqrt(1 + sqrt(2))"]), ("x^100 = 1", ["-1", "1"]),
    ("x + 1/x = 5/2", ["1/2", "2"]), ("1/(x-1) = 1/(x^2-1)", ["0"]), ("(x^2-1)/(x-1) = 0", ["-1"]),
    ("x/(x-2) = 2/(x-2)", []), ("(x-1)^2*(x+2) = 0", ["-2", "1"]), ("abs(x) = 2", ["-2", "2"]), ("abs(x-1) = -2", []),
    ("abs(x^2-4) = 3", ["-sqrt(7)", "-1", "1", "sqrt(7)"]), ("exp(x) = 5", ["log(5)"]), ("exp(x) = -1", []),
    ("exp(2*x) - 3*exp(x) + 2 = 0", ["0", "log(2)"]),
    ("exp(x) + exp(-x) = 4", ["log(2 - sqrt(3))", "log(2 + sqrt(3))"]),
    ("exp(-x^2) = 1/2", ["-sqrt(log(2))", "sqrt(log(2))"]), ("2^x = 8", ["log(8)/log(2)"]), ("log(x) = 2", ["exp(2)"]),
    ("log(x^2) = 0", ["-1", "1"]), ("log(x) + log(x+1) = 0", ["(sqrt(5)-1)/2"]), ("log(x) = log(2*x-1)", ["1"]),
    ("log(x-3) + log(x) = log(4)", ["4"]), ("x*log(x) = 0", ["1"]), ("x*exp(x) = 0", ["0"]), ("sqrt(x) = 3", ["9"]),
    ("sqrt(x) = -3", []), ("sqrt(x+3) = x - 3", ["6"]), ("x + sqrt(x) = 6", ["4"]),
    ("x/sqrt(1+x^2) = 1/2", ["sqrt(3)/3"]),
    ("x^(3/2) = 8", ["4"]), ("tanh(x) = 1/2", ["atanh(1/2)"]), ("tanh(x) = 2", []), ("atan(x) = 2", []),
    ("atan(x) = 1", ["tan(1)"]), ("sigmoid(x) = 1/4", ["-log(3)"]),
    ("softplus(x) = 1", ["log(exp(1)-1)"]), ("cosh(x) = 2", ["-acosh(2)", "acosh(2)"]), ("cosh(x) = 1/2", []),
    ("x = x + 1", []),
    ("sqrt(2)*x^2 - x = 1", ["(1-sqrt(1+4*sqrt(2)))/(2*sqrt(2))", "(1+sqrt(1+4*sqrt(2)))/(2*sqrt(2))"]),
  ]

  static func value(_ formula: Formula, at x: Double) -> Double {
    (try? Evaluator(inputs: ["x": Tensor(x)]).evaluate(formula).scalar) ?? .nan
  }

  /// Polynomials whose coefficients or roots are far from 1, with their real roots as numbers.
  static let extremes: [(String, [Double])] = [
    ("7 - 5*10^23*x + 6*10^51*x^2 + 5*x^3 - 2*x^4 = 0", [-5.477225575051661e25, 5.477225575051661e25]),
    ("10^300*x^3 - 1 = 10^-300*x", [1e-100]), ("x^3 - 10^200*x - 1 = 0", [-1e100, -1e-200, 1e100]),
    ("x^5 - 10^40*x^4 + 1 = 0", [-1e-10, 1e-10, 1e40]), ("10^-200*x^3 + x + 10^50 = 0", [-1e50]),
    ("x^4 + 10^60*x + 1 = 0", [-1e20, -1e-60]), ("x^4 + 10^-60*x + 1 = 0", []), ("x^3 - x - 10^90 = 0", [1e30]),
  ]

  @Test("Large coefficients neither lose nor invent roots", arguments: extremes)
  func extreme(text: String, expected: [Double]) throws {
    let found = try Self.roots(text).roots.map { try #require($0.number) }
    #expect(found.count == expected.count, "\(text): \(found)")
    for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 1e-12 * abs(b), "\(text): \(found)") }
  }

  @Test("all solutions, exactly", arguments: equations.indices)
  func exact(index: Int) throws {
    let (text, expected) = Self.equations[index]
    let found = try Self.roots(text)
    var reader = Reader()
    let numbers = try expected.map { try #require(try reader.read($0).formula.number) }
    #expect(found.roots.map(\.isExact) == expected.map { _ in true })
    #expect(found.roots.count == numbers.count, "\(text): \(found.roots.map(\.value))")
    for (root, number) in zip(found.roots, numbers) { #expect(abs(try #require(root.number) - number) < 1e-12) }
    #expect(found.conditions.isEmpty && found.roots.allSatisfy(\.conditions.isEmpty))
    #expect(!expected.isEmpty || !found.reason.isEmpty)
  }

  @Test("no change of sign is without a solution", arguments: equations.indices)
  func complete(index: Int) throws {
    let text = Self.equations[index].0
    var reader = Reader()
    let sides = try reader.readEquation(text)
    let difference = sides.left.formula - sides.right.formula
    let roots = try Self.roots(text).roots.compactMap(\.number)
    var before: (x: Double, value: Double)?
    for step in -400...400 {
      let x = Double(step) / 40 + 1e-4
      let value = Self.value(difference, at: x)
      defer { before = (x, value) }
      guard let before, value.isFinite, before.value.isFinite, before.value * value < 0,
        max(abs(value), abs(before.value)) < 100
      else { continue }
      #expect(roots.contains { $0 >= before.x - 1e-9 && $0 <= x + 1e-9 }, "\(text) near \(x)")
    }
  }

  @Test("random polynomials with known roots: every root, with its multiplicity", arguments: 0..<40)
  func random(seed: Int) throws {
    var generator = SplitMix64(seed)
    let roots = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      Rational(Int.random(in: -6...6, using: &generator), Int.random(in: 1...4, using: &generator))
    }
    let x = Formula.symbol("x")
    // Multiplied out, times x² + 1, which has no real root.
    var coefficients: [Rational] = seed % 2 == 0 ? [1] : [1, 0, 1]
    for root in roots {
      let shifted = [Rational.zero] + coefficients
      let scaled = coefficients.map { -root * $0 } + [.zero]
      coefficients = zip(shifted, scaled).map { $0 + $1 }
    }
    let polynomial = coefficients.enumerated().reduce(Formula.zero) {
      $0 + Formula.power(x, .constant(Rational($1.offset))).scaled(by: $1.element)
    }
    guard roots.count > 1 || seed % 2 == 1,
      case .roots(let found) = Equation(polynomial, equals: .zero, for: Symbol("x")).solve()
    else { return }
    let expected = roots.reduce(into: [Rational: Int]()) { $0[$1, default: 0] += 1 }
    #expect(found.roots.map { $0.value.constantValue } == expected.keys.sorted())
    #expect(found.roots.map(\.multiplicity) == expected.sorted { $0.key < $1.key }.map(\.value))
  }

  @Test("roots that are no surds are numbers, and said to be")
  func numeric() throws {
    let found = try Self.roots("x^5 - x - 1 = 0")
    #expect(found.roots.count == 1 && !found.roots[0].isExact)
    #expect(abs(found.roots[0].number! - 1.1673039782614187) < 1e-14)
    let mixed = try Self.roots("(x^3 - x + 1)*(x - 2) = 0")
    #expect(mixed.roots.map(\.isExact) == [false, true])
  }

  @Test(
    "symbols bring conditions",
    arguments: [
      ("a*x^2 + b*x + c = 0", 2, ["nonzero a", "nonnegative b .** 2 - 4 * a * c"]), ("x^2 = a", 2, ["nonnegative a"]),
      ("x^3 = a", 1, []), ("m*x^2 = k", 2, ["nonzero m", "nonnegative k / m"]), ("(x-a)*(x-b) = 0", 2, []),
      ("exp(a*x) = b", 1, ["nonzero a", "positive b"]), ("a^x = b", 1, ["nonzero log(a)", "positive b"]),
    ])
  func symbolic(text: String, count: Int, conditions: [String]) throws {
    let found = try Self.roots(text, text.hasPrefix("a^x") ? ["a: scalar positive"] : [])
    #expect(found.roots.count == count)
    #expect(found.conditions.count == conditions.count, "\(found.conditions)")
  }

  @Test("what is known of the unknown rules solutions out")
  func facts() throws {
    #expect(try Self.roots("x^2 = 4", ["x: scalar positive"]).roots.map(\.number) == [2])
    #expect(try Self.roots("x^2 + 3*x + 2 = 0", ["x: scalar positive"]).roots.isEmpty)
    #expect(try Self.roots("x^2 + x = 0", ["x: scalar nonnegative"]).roots.map(\.number) == [0])
  }

  @Test("a solution that is only known not to be negative brings a condition")
  func possiblyZero() throws {
    var reader = Reader()
    for text in ["s: scalar positive", "n: scalar positive", "x: [k]", "μ: scalar"] { try reader.declare(text) }
    let formula = try reader.read("sum((x-μ).^2)/(2*s) + n/2*log(s)").formula
    let answer = try minimise(formula, over: .symbol(try #require(formula.symbols.first { $0.name == "s" })))
    #expect(answer.kind == .uniqueMinimum && answer.conditions.count == 1)
  }

  @Test("what holds everywhere, and what has no closed form, is said to")
  func others() throws {
    #expect(try Self.roots("(x+1)^2 = x^2 + 2*x + 1").isEverywhere)
    for text in ["sin(x) = 1/2", "x + exp(x) = 3", "x^x = 4"] {
      guard case .unsolved = try Self.answer(text) else {
        Issue.record("\(text) is not to be solved")
        continue
      }
    }
  }
}

@Suite("Minima of functions of one number")
struct ScalarMinimumTests {
  /// The function, the declaration of x, the minimiser where one is proved, and the count of stationary points.
  static let functions: [(String, String, Minimiser.Kind, Double?, Int)] = [
    ("x^4 - 2*x^2 + x", "x: scalar", .uniqueMinimum, -1.1071598716887676, 3),
    ("x^4 - 2*x^2", "x: scalar", .minimum, -1, 3), ("x^4 - 4*x^3 + 4*x^2", "x: scalar", .minimum, 0, 3),
    ("x^4", "x: scalar", .uniqueMinimum, 0, 1),
    ("x^6 - 3*x^2 + x", "x: scalar", .uniqueMinimum, -1.0379307697281315, 3),
    ("x^3 - 3*x", "x: scalar", .none, nil, 2), ("-x^4 + x^2", "x: scalar", .none, nil, 3),
    ("exp(x) - 2*x", "x: scalar", .uniqueMinimum, log(2), 1), ("exp(x)", "x: scalar", .none, nil, 0),
    ("x - log(x)", "x: scalar positive", .uniqueMinimum, 1, 1), ("x*log(x)", "x: scalar", .uniqueMinimum, exp(-1), 1),
    ("x + 1/x", "x: scalar", .none, nil, 2), ("x + 1/x", "x: scalar positive", .uniqueMinimum, 1, 1),
    ("log(1 + x^2)", "x: scalar", .uniqueMinimum, 0, 1), ("-exp(-x^2)", "x: scalar", .uniqueMinimum, 0, 1),
    ("sqrt(1+x^2) - x/2", "x: scalar", .uniqueMinimum, 0.5773502691896257, 1),
    ("x^2*exp(-x)", "x: scalar", .none, nil, 2),
    ("3*log(x) + 6/x^2", "x: scalar positive", .uniqueMinimum, 2, 1),
    ("x^2 + x", "x: scalar nonnegative", .none, nil, 0),
    ("(x-2)^4 + 1", "x: scalar", .uniqueMinimum, 2, 1), ("log(x^2)", "x: scalar", .none, nil, 0),
    ("sqrt(x)", "x: scalar", .none, nil, 0), ("acos(x)", "x: scalar", .none, nil, 0),
    ("1/(1+x^2)", "x: scalar", .maximum, 0, 1), ("x*exp(-x)", "x: scalar", .maximum, 1, 1),
    ("x*exp(x)", "x: scalar", .uniqueMinimum, -1, 1),
    ("log(x) + 1/x", "x: scalar", .stationaryPoint, 1, 1), ("x^3 - 3*x", "x: scalar positive", .uniqueMinimum, 1, 1),
  ]

  @Test("the minimiser, where one is proved", arguments: functions.indices)
  func minimiser(index: Int) throws {
    let (text, declaration, kind, point, count) = Self.functions[index]
    var reader = Reader()
    try reader.declare(declaration)
    let reading = try reader.read(text)
    let answer = try minimise(reading.formula, over: .symbol(try #require(reading.formula.symbols.first)))
    #expect(answer.kind == kind, "\(text): \(answer.remark)")
    #expect(answer.stationaryPoints.count == count)
    #expect((answer.solution == nil) == (point == nil))
    guard let point, let found = answer.solution?.number else { return }
    #expect(abs(found - point) < 1e-12)
    if kind != .uniqueMinimum && kind != .minimum { return }
    // No point of a wide grid is lower.
    let least = RealRootsTests.value(reading.formula, at: found)
    for step in -200...200 {
      let x = found + Double(step) / 10
      let value = RealRootsTests.value(reading.formula, at: x)
      if declaration.hasSuffix("positive"), x <= 0 { continue }
      #expect(!value.isFinite || value >= least - 1e-12, "\(text) at \(x)")
    }
  }
}

struct CancellingRootTests {
  @Test(
    "roots of very different sizes keep their digits",
    arguments: [
      ([Rational(-3, 5), 2_000_000_000_000_000, 2000], 3e-16),
      ([Rational(1, 2_000_000), 7_000_000, 90], -7.142857142857143e-14),
    ])
  func sizes(coefficients: [Rational], small: Double) throws {
    let x = Formula.symbol("x")
    let polynomial = coefficients.enumerated().reduce(Formula.zero([])) {
      $0 + Formula.constant($1.element) * .power(x, .constant(Rational($1.offset)))
    }
    guard case .roots(let found) = Equation(polynomial, equals: 0, for: Symbol("x", [])).solve() else {
      Issue.record("no roots")
      return
    }
    let numbers = found.roots.compactMap(\.number)
    #expect(numbers.contains { abs($0 - small) < 1e-12 * abs(small) })
  }
}
