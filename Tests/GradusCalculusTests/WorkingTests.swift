import GradusCalculus
import GradusExpression
import Testing

@Suite("Working leads to the answer and is right in every line")
struct WorkingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let formula: Formula
    let variables: [Formula]
    init(_ name: String, _ formula: Formula, _ variables: Formula...) {
      (testDescription, self.formula, self.variables) = (name, formula, variables)
    }
  }

  static let x = Formula.symbol("x")
  static let w = Formula.symbol("w", ["n"])
  static let A = Formula.symbol("A", ["n", "n"])
  static let S = Formula.symbol("S", ["n", "n"], facts: [.positiveDefinite])
  static let X = Formula.symbol("X", ["m", "n"])
  static let y = Formula.symbol("y", ["m"])
  static let V = Formula.symbol("V", ["n", "k"])

  static let cases: [Case] = [
    Case("sin(x²)", sin(x .** 2), x),
    Case("exp(sin(x²))", exp(sin(x .** 2)), x),
    Case("exp(sin(x²)) twice", exp(sin(x .** 2)), x, x),
    Case("‖X w − y‖²", squaredNorm(X * w - y), w),
    Case("its Hessian", squaredNorm(X * w - y), w, w),
    Case("log det S by S", .logDeterminant(S), S),
    Case("tr(A inv(S)) by S", .trace(A * .inverse(S)), S),
    Case("a network", squaredNorm(tanh(X * V)), V),
    Case("a vector", softmax(A * w), w),
    Case("w' A w by A, then by w", w * A * w, A, w),
    Case("a cubic thrice", (w .** 3).summed, w, w, w),
    Case("a constant", A.summed, w),
  ]

  @Test("The last line is the answer", arguments: cases, WorkingStyle.allCases)
  func last(example: Case, style: WorkingStyle) throws {
    let answer = try DerivativeRequest(example.formula, withRespectTo: example.variables, style: style).answer()
    #expect(answer.steps.last?.after == answer.result)
  }

  @Test("The answer is the same with and without working", arguments: cases)
  func same(example: Case) throws {
    let with = try DerivativeRequest(example.formula, withRespectTo: example.variables).answer()
    let without = try DerivativeRequest(example.formula, withRespectTo: example.variables, showsWorking: false).answer()
    #expect(with.result == without.result)
    #expect(without.steps.isEmpty)
  }

  @Test("The answer agrees with the formula in numbers", arguments: cases)
  func check(example: Case) throws {
    let answer = try DerivativeRequest(example.formula, withRespectTo: example.variables).answer()
    let check = NumericalCheck.check(
      derivative: answer.numeratorResult, of: example.formula, withRespectTo: example.variables)
    #expect(check.passed, "\(check)")
    #expect(check.sizes.count == (example.formula.sizeSymbols.isEmpty ? 1 : 2))
  }

  @Test("A wrong answer does not pass the check")
  func wrong() throws {
    let (w, A) = (Self.w, Self.A)
    let wrong = 2 * (A * w)
    #expect(!NumericalCheck.check(derivative: wrong, of: w * A * w, withRespectTo: [w]).passed)
  }

  @Test("an answer tells the matrices that it inverts and its formula does not")
  func inverted() throws {
    let X = Formula.symbol("X", ["n", "n"])
    let first = try DerivativeRequest(.determinant(X), withRespectTo: [X]).answer()
    #expect(first.invertedMatrices.isEmpty)
    let second = try DerivativeRequest(.determinant(X), withRespectTo: [X, X]).answer()
    #expect(second.invertedMatrices == [X])
    let logarithm = try DerivativeRequest(.logDeterminant(X), withRespectTo: [X]).answer()
    #expect(logarithm.invertedMatrices.isEmpty)
    let square = try DerivativeRequest(.trace(.adjugate(X * X)), withRespectTo: [X]).answer()
    #expect(square.invertedMatrices == [X])
    let reciprocal = try DerivativeRequest(1 / .determinant(X), withRespectTo: [X]).answer()
    #expect(reciprocal.invertedMatrices.isEmpty)
  }

  @Test("Entries of a symmetric matrix are free, or tied on request")
  func tied() throws {
    let S = Self.S
    let free = try DerivativeRequest(.logDeterminant(S), withRespectTo: [S]).answer()
    #expect(free.result == .inverse(S))
    #expect(free.structureNote?.text({ $0.debugDescription }).contains("free") == true)
    let tied = try DerivativeRequest(.logDeterminant(S), withRespectTo: [S], structure: .tied).answer()
    let inverse = Formula.inverse(S)
    #expect(tied.result == (2 * inverse - .diagonalMatrix(.diagonal(of: inverse))).simplified())
    #expect(tied.steps.last?.after == tied.result)
  }
}

@Suite("Equality is proved, sampled or refuted")
struct EqualityTests {
  static let A = Formula.symbol("A", ["n", "n"])
  static let B = Formula.symbol("B", ["n", "n"])
  static let x = Formula.symbol("x", ["n"])
  static let t = Formula.symbol("t")

  @Test("What the laws show is proved; what only numbers show is said to be sampled; the rest has a counterexample")
  func kinds() {
    let (A, x, t) = (Self.A, Self.x, Self.t)
    guard case .proved = (A * x + A.transposed * x).isEqual(to: (A + A.transposed) * x) else {
      Issue.record("not proved")
      return
    }
    guard case .sampled = Formula.map(.asin, t).isEqual(to: .pi / 2 - .map(.acos, t)) else {
      Issue.record("not sampled")
      return
    }
    guard case .different(let point) = (A * x).isEqual(to: A.transposed * x) else {
      Issue.record("not refuted")
      return
    }
    #expect(point.sizes == ["n": 2])
    #expect(point.left != point.right)
    guard case .shapes = x.isEqual(to: A) else {
      Issue.record("shapes not told apart")
      return
    }
  }

  @Test("The likely slip is named")
  func slips() {
    let (A, B, x) = (Self.A, Self.B, Self.x)
    let right = (A + A.transposed) * x
    #expect(Slip.likely(answer: A * x, expected: A.transposed * x) == .lostTranspose("A"))
    #expect(Slip.likely(answer: 2 * (A * x), expected: right) == .assumedSymmetry("A"))
    #expect(Slip.likely(answer: right.scaled(by: Rational(1, 2)), expected: right) == .factor(Rational(1, 2)))
    #expect(Slip.likely(answer: B * A * x, expected: A * B * x) == .swappedFactors("A", "B"))
    #expect(Slip.likely(answer: A * B, expected: B.transposed * A.transposed) == .otherLayout)
    #expect(Slip.likely(answer: A * x, expected: A * x + x) == .missingTerm(x))
    #expect(Slip.likely(answer: sin(x), expected: x) == nil)
  }
}
