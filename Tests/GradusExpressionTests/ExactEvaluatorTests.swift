import GradusExpression
import Testing
import _GradusTestSupport

@Suite("Formulas of exact numbers are computed exactly")
struct ExactEvaluatorTests {
  /// A random 2-by-2 matrix of what has rational values.
  static func matrix(_ depth: Int, _ generator: inout SplitMix64) -> Formula {
    func next() -> Formula { matrix(depth - 1, &generator) }
    if depth == 0 {
      return .matrix((0..<2).map { _ in (0..<2).map { _ in Rational(Int.random(in: -4...4, using: &generator), 3) } })
    }
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: return next() + next()
    case 1: return next() * next()
    case 2: return next() .* next()
    case 3: return next().transposed
    case 4: return .inverse(next())
    case 5: return .trace(next()) * next()
    case 6: return .determinant(next()) * next() - next()
    case 7: return relu(next())
    default: return .outer(next().summed(along: [0]), .reduction(.maximum, next(), axes: [1]))
    }
  }

  static func value(_ formula: Formula) -> [Rational]? { ExactEvaluator().evaluate(formula)?.values }

  static let half = Formula.constant(Rational(1, 2))
  static let M = Formula.matrix([[1, 2], [3, 5]])
  static let singular = Formula.matrix([[3, 6], [2, 4]])
  static let v = Formula.vector([1, Rational(-2, 3)])

  static let values: [(Formula, [Rational])] = [
    (M * v, [Rational(-1, 3), Rational(-1, 3)]),
    (.inverse(M), [-5, 2, 3, -1]),
    (.determinant(M), [-1]),
    (.determinant(singular), [0]),
    (.adjugate(singular), [4, -6, -2, 3]),
    (M * .adjugate(M), [-1, 0, 0, -1]),
    (.trace(M * M), [7 + 31]),
    (v .* v, [1, Rational(4, 9)]),
    (.power(M.summed, -2), [Rational(1, 121)]),
    (sqrt(.constant(Rational(9, 4))), [Rational(3, 2)]),
    (abs(-v), [1, Rational(2, 3)]),
    (relu(v), [1, 0]),
    (exp(Formula.zero(["k"])).summed / .size("k"), [1]),
    (.reduction(.product, v, axes: [0]), [Rational(-2, 3)]),
    (.reduction(.maximum, M, axes: [0]), [3, 5]),
    (.reduction(.minimum, M, axes: [1]), [1, 3]),
    (.extremum(.maximum, half, .constant(Rational(2, 3))), [Rational(2, 3)]),
    (M.reshaped(to: [4]), [1, 2, 3, 5]),
    (.kronecker(.matrix([[1, 2]]), .matrix([[3], [half.constantValue!]])), [3, 6, Rational(1, 2), 1]),
    (.identity(2) * v, [1, Rational(-2, 3)]),
  ]

  @Test("values", arguments: values.indices)
  func exact(index: Int) {
    let (formula, expected) = Self.values[index]
    #expect(Self.value(formula) == expected, "\(formula)")
  }

  @Test(
    "what is not rational, does not exist or has symbols has no exact value",
    arguments: [
      .inverse(singular), .logDeterminant(M), exp(1), sqrt(2), .pi, .symbol("x"), .size("n"), log(.constant(0)),
      .power(.constant(0), -1), .reduction(.logSumExp, v, axes: [0]), .matrixFunction(.exp, M),
    ] as [Formula])
  func none(formula: Formula) { #expect(Self.value(formula) == nil, "\(formula)") }

  @Test("large numbers are exact where doubles are not")
  func large() {
    let big = Formula.constant(Rational(10).power(40))
    #expect(Self.value((big + 1) * (big - 1) - big * big) == [-1])
  }

  @Test("as the evaluator in floating point says, wherever there is a value")
  func random() throws {
    var found = 0
    for seed in 0..<300 {
      var generator = SplitMix64(seed)
      let formula = Self.matrix(1 + seed % 4, &generator)
      guard let exact = ExactEvaluator().evaluate(formula), let value = try? Evaluator(inputs: [:]).evaluate(formula)
      else {
        continue
      }
      found += 1
      #expect(exact.shape == value.shape)
      let largest = max(1, exact.values.map { Swift.abs($0.doubleValue) }.max()!)
      for (a, b) in zip(exact.values, value.values) {
        #expect(Swift.abs(a.doubleValue - b) <= 1e-6 * largest, "seed \(seed): \(formula)")
      }
    }
    #expect(found > 200)
  }

  @Test("a budget that is spent leaves no value, and no wrong one")
  func budget() {
    var limits = Budget.Limits.unlimited
    limits.operations = 20
    let large = Formula.matrix((0..<12).map { row in (0..<12).map { Rational(row * 12 + $0) } })
    let spent = Budget.$current.withValue(Budget(limits)) { ExactEvaluator().evaluate((large * large * large).summed) }
    #expect(spent == nil)
    #expect(ExactEvaluator().evaluate((large * large * large).summed) != nil)
  }
}
