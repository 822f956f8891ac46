import GradusCalculus
import GradusExpression
import Testing

@Suite("The check passes what is right and finds what is wrong")
struct NumericalCheckTests {
  static let x = Formula.symbol("x", ["n"])
  static let t = Formula.symbol("t")
  static let X = Formula.symbol("X", ["n", "n"])
  static let B = Formula.symbol("B", ["n", "n"])
  static let right: [(name: String, formula: Formula, variable: Formula, order: Int)] = [
    ("norm", norm(x), x, 5), ("softmax", softmax(x), x, 4), ("softmax of t", 1 / (1 + exp(-t)), t, 6),
    ("sin t²", sin(t .** 2), t, 5), ("tanh", tanh(t), t, 5), ("exp(t)/(1 + t²)", exp(t) / (1 + t .** 2), t, 5),
    ("√det X", sqrt(.determinant(X)), X, 1), ("√det X twice", sqrt(.determinant(X)), X, 2),
    ("log det X", .logDeterminant(X), X, 3), ("tr(B X⁻¹)", .trace(B * .inverse(X)), X, 2),
    ("tr(exp X)", .trace(.matrixFunction(.exp, X)), X, 1), ("atan", .map(.atan, t), t, 5),
    ("log Σ exp", logSumExp(x), x, 4), ("max", .reduction(.maximum, 3 * x + 1, axes: [0]), x, 1),
    ("product", .reduction(.product, x, axes: [0]), x, 2), ("tᵗ", t .** t, t, 4), ("erf", .map(.erf, t), t, 6),
    ("cancelling", (exp(t) - 1 - t) / t .** 2, t, 5),
  ]

  @Test("Right answers of any order pass, to nearly the last place", arguments: right)
  func passes(name: String, formula: Formula, variable: Formula, order: Int) throws {
    let answer = try DerivativeRequest(
      formula, withRespectTo: Array(repeating: variable, count: order), showsWorking: false
    ).answer()
    let check = NumericalCheck.check(answer)
    #expect(check.passed, "\(name): \(check)")
    #expect(check.method == .infinitesimals)
    // Near 0 the last one loses what its terms cancel, and the check allows for it.
    #expect(check.maxRelativeError < (name == "cancelling" ? 1e-9 : 1e-13), "\(name): \(check)")
  }

  @Test("The same answers fail once a millionth is changed", arguments: right)
  func fails(name: String, formula: Formula, variable: Formula, order: Int) throws {
    let variables = Array(repeating: variable, count: order)
    let answer = try DerivativeRequest(formula, withRespectTo: variables, showsWorking: false).answer().freeResult
    for factor in [Rational(1_000_001, 1_000_000), -1, 2] {
      let check = NumericalCheck.check(
        derivative: answer.scaled(by: factor), of: formula, withRespectTo: variables)
      #expect(!check.passed && check.obstacle == nil, "\(name) times \(factor): \(check)")
    }
  }

  @Test("A wrong rule for any one function is found", arguments: ElementaryFunction.allCases)
  func rules(function: ElementaryFunction) throws {
    // Near a pole a slope that is huge hides a small mistake.
    let domain = function.definition.domain
    let f = Formula.map(function, domain.contains(0.5) && domain.lowerBound < 0 ? Self.t : Self.t .** 2 + 1)
    let slope = try DerivativeRequest(f, withRespectTo: [Self.t], showsWorking: false).answer().freeResult
    #expect(NumericalCheck.check(derivative: slope, of: f, withRespectTo: [Self.t]).passed)
    let wrong = slope + Formula.constant(Rational(1, 10_000)) * cos(Self.t)
    #expect(!NumericalCheck.check(derivative: wrong, of: f, withRespectTo: [Self.t]).passed)
  }

  @Test("A third derivative with one pair of axes exchanged is found: directions are not all the same")
  func axes() throws {
    let f = .outer(Self.x, Self.x) * Self.B * Self.x
    let right = try DerivativeRequest(f, withRespectTo: [Self.x], showsWorking: false).answer().freeResult
    let wrong = right.transposed
    #expect(NumericalCheck.check(derivative: right, of: f, withRespectTo: [Self.x]).passed)
    #expect(!NumericalCheck.check(derivative: wrong, of: f, withRespectTo: [Self.x]).passed)
  }

  @Test("Where infinitesimals know no definition, differences take their place")
  func differences() throws {
    let f = Formula.trace(.matrixFunction(.log, Self.X * Self.X.transposed + .identity("n")))
    let slope = 2 * (.inverse(Self.X * Self.X.transposed + .identity("n")) * Self.X)
    let check = NumericalCheck.check(derivative: slope, of: f, withRespectTo: [Self.X])
    #expect(check.passed && check.method == .differences, "\(check)")
    let wrong = NumericalCheck.check(derivative: 1.01 * slope, of: f, withRespectTo: [Self.X])
    #expect(!wrong.passed && wrong.method == .differences)
  }
}
