import GradusExpression
import GradusRewriting
import Testing

@testable import GradusCalculus

/// A law, formulas that it must rewrite, and formulas a step away from these that it must leave alone: the same without a fact,
/// with another axis, function, exponent or sign.
struct LawCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let rule: RewriteRule
  let fires: [Formula]
  let nearMisses: [Formula]

  init(_ name: String, _ rule: RewriteRule, fires: [Formula], nearMisses: [Formula]) {
    (testDescription, self.rule, self.fires, self.nearMisses) = (name, rule, fires, nearMisses)
  }
}

@Suite("Each law fires where it holds, keeps the value there, and leaves near misses alone")
struct LawTableTests {
  static func matrix(_ name: String, _ facts: Fact...) -> Formula {
    .symbol(name, ["n", "n"], facts: Set(facts))
  }
  static func vector(_ name: String, _ facts: Fact...) -> Formula { .symbol(name, ["n"], facts: Set(facts)) }
  static func number(_ name: String, _ facts: Fact...) -> Formula { .symbol(name, [], facts: Set(facts)) }
  static func product(_ factors: (Formula, [Int])..., output: [Int]) -> Formula {
    .contraction(factors.map { .init($0.0, $0.1) }, output: output)
  }

  static let (A, B, S, Q) = (matrix("A"), matrix("B"), matrix("S", .symmetric), matrix("Q", .orthogonal))
  static let (V, Y) = (matrix("V", .invertible), Formula.symbol("Y", ["m", "n"], facts: [.rowsSumToOne]))
  static let (x, y, t, u) = (vector("x"), vector("y"), number("t"), number("u"))
  static let (signs, bits, p) = (vector("s", .plusMinusOne), vector("b", .zeroOne), vector("p", .sumsToOne))
  static let (positive, nonnegative) = (vector("q", .positive), vector("r", .nonnegative))
  static let X = Formula.symbol("X", ["m", "n"])

  static func others(_ argument: Formula, _ axes: [Int]) -> Formula {
    .alongAxes(.productOfOthers, argument, axes: axes)
  }

  static let entries: [LawCase] = [
    LawCase(
      "y² = 1 for signs", EntryLaws.powersOfSigns, fires: [signs .** 2, signs .** 3, signs .** -1],
      nearMisses: [bits .** 2, x .** 2, signs .** .constant(Rational(1, 2))]),
    LawCase(
      "y² = y for bits", EntryLaws.powersOfBits, fires: [bits .** 2, bits .** .constant(Rational(1, 2))],
      nearMisses: [signs .** 2, bits .** -1, nonnegative .** 2]),
    LawCase(
      "rows sum to one", EntryLaws.rowsSumToOne, fires: [Y.summed(along: [1]), Y.summed, p.summed],
      nearMisses: [Y.summed(along: [0]), X.summed(along: [1]), nonnegative.summed, (p .** 2).summed, p * x]),
    LawCase(
      "softmax sums to one", EntryLaws.softmaxSumsToOne, fires: [softmax(x).summed, softmax(X).summed(along: [1])],
      nearMisses: [softmax(X).summed(along: [0]), exp(x).summed, softmax(x) * y]),
    LawCase(
      "known sign", EntryLaws.signOfKnown,
      fires: [abs(positive), relu(nonnegative), .map(.sign, positive), abs(nonnegative + positive), abs(x .** 2 + 1)],
      nearMisses: [
        abs(x), .map(.sign, nonnegative), .map(.step, nonnegative), .map(.sign, nonnegative + nonnegative .** 2),
        relu(positive - nonnegative), .map(.sign, x .** 2), .map(.stepFromZero, nonnegative + abs(x)),
      ]),
    LawCase(
      "relu and its step", EntryLaws.stepTimesRelu,
      fires: [relu(x) .* .map(.step, x), relu(x) .** 2 .* .map(.stepFromZero, x)],
      nearMisses: [relu(y) .* .map(.step, x), relu(x) .* .map(.sign, x), .outer(relu(x), .map(.step, x))]),
    LawCase(
      "even power of an absolute value", EntryLaws.absoluteSquare, fires: [abs(x) .** 4],
      nearMisses: [abs(x) .** 3, .map(.sinh, x) .** 2, abs(x) .** .constant(Rational(4, 3))]),
    LawCase(
      "sign times absolute value", EntryLaws.signTimesAbsolute,
      fires: [.map(.sign, x) .* abs(x), .map(.sign, x) .* abs(x) .** 3, .map(.sign, x) .* abs(x) .** -1],
      nearMisses: [.map(.sign, x) .* abs(y), .map(.sign, x) .* abs(x) .** -2, .outer(.map(.sign, x), abs(x))]),
    LawCase(
      "product of the others", EntryLaws.othersOfNonzero,
      fires: [others(positive, [0]), others(exp(X), [1]), others(.map(.sigmoid, X), [0, 1])],
      nearMisses: [
        others(x, [0]), others(nonnegative, [0]), others(X, [0]), others(bits, [0]),
        .reduction(.product, positive, axes: [0]),
      ]),
    LawCase(
      "sin² + cos² = 1", EntryLaws.pythagoras,
      fires: [
        sin(x) .** 2 + cos(x) .** 2, .map(.cosh, x) .** 2 - .map(.sinh, x) .** 2,
        3 * sin(x) .** 2 + 3 * cos(x) .** 2 + x,
      ],
      nearMisses: [
        sin(x) .** 2 - cos(x) .** 2, sin(x) .** 2 + 2 * cos(x) .** 2, .map(.cosh, x) .** 2 + .map(.sinh, x) .** 2,
        sin(x) .** 2 + cos(y) .** 2, sin(x) .** 3 + cos(x) .** 3,
      ]),
  ]

  static let matrices: [LawCase] = [
    LawCase(
      "a symmetric factor", MatrixLaws.symmetricFactors, fires: [S.transposed * x],
      nearMisses: [A.transposed * x, Q.transposed * x]),
    LawCase(
      "a symmetric matrix alone", MatrixLaws.symmetricTranspose, fires: [S.transposed],
      nearMisses: [A.transposed, (A * B.transposed).transposed, Q.transposed]),
    LawCase(
      "A⁻¹ A = I", MatrixLaws.inverseCancels,
      fires: [.inverse(A) * A, A * .inverse(A), .inverse(A).transposed * A.transposed, .inverse(S).transposed * S],
      nearMisses: [
        .inverse(A).transposed * A, .inverse(A) * A.transposed, .inverse(A) * B, .inverse(A) .* A,
        .trace(.inverse(A)) * .trace(A), .inverse(V).transposed * V,
        product((.inverse(A), [0, 2]), (A, [2, 1]), (x, [2]), output: [0, 1]),
      ]),
    LawCase(
      "inverse of a product", MatrixLaws.inverseOfProduct, fires: [B * .inverse(A * B), .inverse(A * B) * A],
      nearMisses: [A * .inverse(A * B), .inverse(A * B) * B, B * .inverse(A + B)]),
    LawCase(
      "determinant of a power", MatrixLaws.determinantOfPower,
      fires: [.determinant(A * A), .logDeterminant(A * A * A)],
      nearMisses: [.determinant(A + A.transposed), .determinant(A * B), .determinant(A * A.transposed)]),
    LawCase(
      "orthogonal factors", MatrixLaws.orthogonalCancels, fires: [Q.transposed * Q, Q * Q.transposed],
      nearMisses: [Q * Q, A.transposed * A, V.transposed * V, Q .* Q, .trace(Q) .** 2]),
    LawCase(
      "inverse of an orthogonal matrix", MatrixLaws.inverseOfOrthogonal, fires: [.inverse(Q)],
      nearMisses: [.inverse(V), .inverse(S), .inverse(Q + A)]),
    LawCase(
      "transpose of a sum", MatrixLaws.transposedSum, fires: [(A + B).transposed],
      nearMisses: [A.transposed, (A .* B).transposed, (A + B).transposed * x]),
    LawCase(
      "linearity of the sum", MatrixLaws.innerSum, fires: [.trace(A - .outer(x, y))],
      nearMisses: [(x + y) * x, x.summed, exp(x + y).summed]),
    LawCase(
      "equal numbers are a power", MatrixLaws.repeatedScalar,
      fires: [product((A, [0, 0]), (A, [1, 1]), output: [])],
      nearMisses: [product((A, [0, 0]), (B, [1, 1]), output: []), product((A, [0, 1]), (A, [1, 0]), output: [])]),
    LawCase(
      "unit matrix in blocks", MatrixLaws.unitMatrixInBlocks,
      fires: [Formula.identity(6).reshaped(to: [2, 3, 2, 3])],
      nearMisses: [Formula.identity(6).reshaped(to: [2, 3, 3, 2]), Formula.identity(6).reshaped(to: [36])]),
  ]

  /// A small matrix that is given entry by entry: [t 1; u 2].
  static let table = entry(t, 0, 0) + entry(u, 1, 0) + entry(.one, 0, 1) + entry(.constant(2), 1, 1)
  static func entry(_ value: Formula, _ row: Int, _ column: Int, of n: Int = 2) -> Formula {
    value * .outer(.basis(row, .number(n)), .basis(column, .number(n)))
  }
  static let detA = Formula.determinant(A)

  static let determinants: [LawCase] = [
    LawCase(
      "expansion by cofactors", DeterminantLaws.determinantOfEntries,
      fires: [.determinant(table), .determinant(table + Formula.identity(2)), .determinant(entry(t, 1, 1, of: 3))],
      nearMisses: [
        detA, .determinant(entry(t, 0, 0, of: 5) + Formula.identity(5)), .trace(table),
        .determinant(table + .symbol("M", [2, 2])),
      ]),
    LawCase(
      "cofactors", DeterminantLaws.cofactorsOfEntries,
      fires: [.adjugate(table), .adjugate(entry(t, 0, 1, of: 3) + Formula.identity(3))],
      nearMisses: [.adjugate(A), .inverse(table), .adjugate(entry(t, 0, 0, of: 5) + Formula.identity(5))]),
    LawCase(
      "A adj A = det A · I", DeterminantLaws.adjugateCancels,
      fires: [A * .adjugate(A), .adjugate(A) * A, .adjugate(A) * A * x],
      nearMisses: [
        .adjugate(A) * B, .adjugate(A) .* A, .adjugate(A).transposed * A, .adjugate(A) * A.transposed,
        .trace(.adjugate(A)) * .trace(A),
      ]),
    LawCase(
      "adj A over det A", DeterminantLaws.adjugateOverDeterminant,
      fires: [.adjugate(A) / detA, .adjugate(A) * x / detA .** 2],
      nearMisses: [.adjugate(A) * detA, .adjugate(A) / .determinant(B), .adjugate(A).summed / t]),
    LawCase(
      "det A times A⁻¹", DeterminantLaws.determinantTimesInverse,
      fires: [detA * .inverse(A), detA .** 3 * (.inverse(A) * x)],
      nearMisses: [
        .inverse(A) / detA, detA * .inverse(B), detA * (.inverse(A) * .inverse(A)), sqrt(detA) * .inverse(A),
      ]),
    LawCase(
      "adj A beside A⁻¹", DeterminantLaws.adjugateBesideInverse,
      fires: [.adjugate(A) * .inverse(A), .trace(.inverse(A)) * .adjugate(A)],
      nearMisses: [.adjugate(A) * .inverse(B), .adjugate(A) * .adjugate(A), .inverse(A) * .inverse(A)]),
    LawCase(
      "adj of an orthogonal matrix", DeterminantLaws.adjugateOfInvertible, fires: [.adjugate(Q)],
      nearMisses: [.adjugate(A), .adjugate(V), .adjugate(Q + A)]),
  ]

  static let fractions: [LawCase] = [
    LawCase(
      "sine over cosine", FractionLaws.tangent,
      fires: [sin(t) / cos(t), sin(t) .** 2 / cos(t), .map(.sinh, t) / .map(.cosh, t)],
      nearMisses: [cos(t) / sin(t), sin(t) / cos(u), sin(t) / .map(.cosh, t), sin(t) * cos(t), sqrt(sin(t)) / cos(t)]),
    LawCase(
      "cancel sums", FractionLaws.cancelSums,
      fires: [(2 * t + 2 * u) * (t + u) .** -1, (t / sqrt(u) + 1) / (sqrt(u) + t)],
      nearMisses: [(2 * t + u) * (t + u) .** -1, (t - u) * (t + u) .** -1, (t / sqrt(u) + 2) / (sqrt(u) + t)]),
    LawCase(
      "clear the fractions", FractionLaws.clearFractions, fires: [1 / (u * (t .** 2 / u .** 2 + 1))],
      nearMisses: [1 / (u * (t .** 2 + 1)), u * (t .** 2 / u .** 2 + 1)]),
    LawCase(
      "common denominator", FractionLaws.commonDenominator,
      fires: [2 / (t .** 2 + 1) - 2 * (t .** 2 - 1) / (t .** 2 + 1) .** 2],
      nearMisses: [2 / (t .** 2 + 1) - 2 * (t .** 2 - 1) / (t .** 2 + 2) .** 2, 1 / (t + 1) + 1 / (u + 1)]),
  ]

  static let sums: [LawCase] = [
    LawCase(
      "a product over itself", OpenSumLaws.cancelProduct,
      fires: [product((x, [0]), (y, [0]), ((x * y) .** -2, []), output: [])],
      nearMisses: [
        product((x, [0]), (x, [1]), (y, [1]), (A, [0, 0]), ((x * A * y) .** -1, []), output: []),
        product((x, [0]), (y, [0]), ((x * x) .** -2, []), output: []),
      ]),
    LawCase(
      "the same for every entry", OpenSumLaws.sameForEveryEntry,
      fires: [Formula.sum([Term(1, t.broadcast(to: ["n"])), Term(2, u.broadcast(to: ["n"]))], shape: ["n"])],
      nearMisses: [Formula.sum([Term(1, t.broadcast(to: ["n"])), Term(2, x)], shape: ["n"])]),
    LawCase(
      "quadratic form", OpenSumLaws.quadraticForm,
      fires: [(A.transposed * .diagonalMatrix(x) - .outer(A.transposed * x, x)) * A],
      nearMisses: [
        (A.transposed * .diagonalMatrix(x) - .outer(A.transposed * x, x)) * B,
        (A * .diagonalMatrix(x) - .outer(A * x, x)) * A,
      ]),
    LawCase(
      "multiply out open sums", OpenSumLaws.multiplyOut,
      fires: [.trace(B * (.trace(.inverse(A) * B) * .inverse(A) - .inverse(A) * B * .inverse(A)))],
      nearMisses: [.trace(B * (A + B)), x * (A + B) * y]),
  ]

  static let common: [LawCase] = [
    LawCase(
      "multiply out tensors", CommonFactorLaws.multiplyOutTensors,
      fires: [
        product(
          (.sum([Term(1, tensor("T")), Term(1, tensor("U"))], shape: ["n", "n", "n"]), [0, 1, 2]), (x, [2]),
          output: [0, 1])
      ],
      nearMisses: [(A + B) * x]),
    LawCase(
      "common coefficient", CommonFactorLaws.commonCoefficient, fires: [(2 * A + 2 * B) * x, (4 * A - 6 * B) * x],
      nearMisses: [(2 * A + 3 * B) * x, (A + B) * x]),
    LawCase(
      "content of a power", CommonFactorLaws.contentOfPower, fires: [(2 * x + 2 * y) .** 3, (2 * t + 4 * u) .** -1],
      nearMisses: [(2 * x + y) .** 3, (2 * x + 2 * y) .** .constant(Rational(1, 2)), exp(2 * x + 2 * y)]),
    LawCase(
      "common factor", CommonFactorLaws.commonFactor, fires: [A * x + A.transposed * x, A * x + B * x],
      nearMisses: [A * x + A.transposed * y, A * x + x * A * x * y, A * B + B * A.transposed * B.transposed]),
    LawCase(
      "multiply out", CommonFactorLaws.multiplyOut, fires: [y - y .* x + x .* (y - 1)],
      nearMisses: [(x + y) .* (x + 1), y - y .* x + x .* (x - 1)]),
  ]

  static func tensor(_ name: String) -> Formula { .symbol(name, ["n", "n", "n"]) }

  static let all = functions + entries + determinants + matrices + fractions + sums + common

  @Test("Every law of the reading form stands in the table")
  func complete() {
    let named = Set(Self.all.map(\.rule.name))
    for rule in Simplification.reading.rules { #expect(named.contains(rule.name), "\(rule.name) has no case") }
    #expect(Self.all.count == Simplification.reading.rules.count)
  }

  @Test("It fires, and the value stays", arguments: all)
  func fires(law: LawCase) throws {
    for formula in law.fires {
      guard let rewrite = law.rule(formula) else {
        Issue.record("did not fire on \(formula)")
        continue
      }
      #expect(try agree(formula, rewrite.formula), "\(formula) → \(rewrite.formula)")
    }
  }

  @Test("It leaves near misses alone", arguments: all)
  func nearMisses(law: LawCase) {
    for formula in law.nearMisses { #expect(law.rule(formula) == nil, "\(formula) → \(law.rule(formula)!.formula)") }
  }

  /// Whether two formulas have one value wherever the first has one.
  private func agree(_ left: Formula, _ right: Formula) throws -> Bool {
    var count = 0
    for (seed, sizes) in [["m": 2, "n": 3], ["m": 3, "n": 2], ["m": 1, "n": 1], ["m": 2, "n": 2]].enumerated() {
      for (isPositive, isSpecial) in [(false, false), (true, false), (true, true)] {
        var inputs = left.sampledInputs(sizes: sizes, seed: seed, positive: isPositive)
        // At special points too: matrices of ones are singular, where the facts allow it.
        if isSpecial { for symbol in left.symbols where symbol.facts.isEmpty { inputs[symbol.name]?.fill(with: 1) } }
        guard let values = try? Evaluator(inputs: inputs, sizes: sizes).evaluate(left),
          values.values.allSatisfy(\.isFinite)
        else { continue }
        count += 1
        if try values.distance(to: Evaluator(inputs: inputs, sizes: sizes).evaluate(right)) > 1e-9 { return false }
      }
    }
    return count > 0
  }
}

@Suite("Signs of sums and products follow from the signs of their parts")
struct SignSetTests {
  static let sets: [SignSet] = [
    .negative, .zero, .positive, .nonnegative, .nonpositive, .unknown, [.negative, .positive],
  ]

  /// Numbers that have a sign, of several sizes.
  private func numbers(_ set: SignSet) -> [Double] {
    (set.contains(.negative) ? [-3, -1, -0.5] : []) + (set.contains(.zero) ? [0] : [])
      + (set.contains(.positive) ? [0.5, 1, 3] : [])
  }

  private func signs(_ numbers: [Double]) -> SignSet {
    numbers.reduce(into: []) { $0.insert($1 < 0 ? .negative : $1 > 0 ? .positive : .zero) }
  }

  @Test("Exactly the signs that numbers show", arguments: sets, sets)
  func closed(a: SignSet, b: SignSet) {
    let (left, right) = (numbers(a), numbers(b))
    #expect(a.plus(b) == signs(left.flatMap { x in right.map { x + $0 } }), "\(a) + \(b)")
    #expect(a.times(b) == signs(left.flatMap { x in right.map { x * $0 } }), "\(a) · \(b)")
    #expect(a.negated == signs(left.map { -$0 }))
  }
}

extension Tensor {
  fileprivate mutating func fill(with value: Double) { self = Tensor(shape: shape, values: values.map { _ in value }) }
}
