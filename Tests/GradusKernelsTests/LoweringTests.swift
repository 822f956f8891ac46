import GradusCalculus
import GradusExpression
import GradusKernels
import GradusPlan
import Testing
import _GradusTestSupport

@Suite("What a plan computes is what the oracle computes")
struct LoweringTests {
  static let A = Formula.symbol("A", ["m", "n"]), B = Formula.symbol("B", ["n", "p"]),
    C = Formula.symbol("C", ["m", "n"])
  static let S = Formula.symbol("S", ["n", "n"]), P = Formula.symbol("P", ["n", "n"], facts: [.positiveDefinite])
  static let x = Formula.symbol("x", ["n"]), y = Formula.symbol("y", ["m"]), z = Formula.symbol("z", ["n"])
  static let a = Formula.symbol("a"), b = Formula.symbol("b", facts: [.positive])
  static let positive = Formula.symbol("Q", ["m", "n"], facts: [.positive])

  static func contraction(_ factors: [(Formula, [Int])], _ output: [Int]) -> Formula {
    .contraction(factors.map { .init($0.0, $0.1) }, output: output)
  }

  static let formulas: [(String, Formula)] = [
    ("sum with coefficients", 2 * A - 3 * C + a * A + 1),
    ("a number", 3), ("a scalar symbol", a), ("an input", A), ("a transpose", A.transposed),
    ("zeros", Formula.zero(["m", "n"])), ("ones", Formula.ones(["m", "n"])), ("unit matrix", Formula.identity("n")),
    ("unit vector", Formula.basis(0, "n")),
    ("literal", Formula.matrix([[1, 2, 3], [4, Rational(1, 3), 6]])),
    ("matrix product", A * B), ("transposed product", B.transposed * A.transposed),
    ("product with transposed left", A.transposed * C), ("product with transposed right", A * C.transposed),
    ("matrix times vector", A * x), ("vector times matrix", y * A), ("inner product", x * z),
    ("outer product", contraction([(y, [0]), (x, [1])], [0, 1])),
    ("quadratic form", x * S * x), ("chain", A * S * B), ("trace", contraction([(S, [0, 0])], [])),
    ("trace of a product", contraction([(A, [0, 1]), (C, [0, 1])], [])), ("diagonal", contraction([(S, [0, 0])], [0])),
    ("diagonal times matrix", contraction([(A, [0, 1]), (x, [1])], [0, 1])),
    ("row scaling of a product", contraction([(y, [0]), (A, [0, 2]), (B, [2, 1])], [0, 1])),
    ("weighted Gram matrix", contraction([(A, [2, 0]), (y, [2]), (A, [2, 1])], [0, 1])),
    ("sum of all", A.summed), ("sums of columns", A.summed(along: [0])), ("sums of rows", A.summed(along: [1])),
    ("sums of a product", (A .* C).summed(along: [0])), ("sum of squares", squaredNorm(A * x - y)),
    ("sum of a transpose", contraction([(A, [2, 0]), (B, [0, 1])], [0, 1])),
    ("batch of products", contraction([(A, [0, 1]), (S, [1, 2]), (C, [0, 2])], [0])),
    ("three axes", contraction([(A, [0, 1]), (S, [1, 2])], [0, 1, 2])),
    ("three axes turned", contraction([(A, [0, 1]), (S, [1, 2])], [2, 0, 1])),
    ("middle axis summed", contraction([(A, [0, 2]), (S, [2, 1]), (x, [2])], [0, 1])),
    ("size as a number", Formula.size("n") * A),
    ("sum over an axis that nothing carries", Formula.ones(["m"]).summed * x),
    ("rows repeated", x.broadcast(to: ["m", "n"], axes: [1]) + A),
    ("columns repeated", y.broadcast(to: ["m", "n"], axes: [0]) .* A),
    (
      "powers",
      positive .** 3 + positive .** (Formula.constant(Rational(-3, 2))) + sqrt(positive) + positive .** -1 + positive
        .** b
    ),
    ("power of powers", positive .** positive),
    ("larger", Formula.extremum(.maximum, A, C)), ("smaller", Formula.extremum(.minimum, A, C)),
    ("log-sum-exp of rows", logSumExp(3 * A)), ("log-sum-exp of columns", .reduction(.logSumExp, A, axes: [0])),
    ("log-sum-exp of all", .reduction(.logSumExp, A, axes: [0, 1])), ("softmax", softmax(5 * A)),
    ("log-softmax", logSoftmax(A)),
    ("softmax of a vector", softmax(x)), ("softmax with log-softmax", softmax(A) .* logSoftmax(A)),
    ("largest of rows", .reduction(.maximum, A, axes: [1])),
    ("smallest of columns", .reduction(.minimum, A, axes: [0])),
    ("product of rows", .reduction(.product, 1 + A, axes: [1])), ("largest of all", normInfinity(A)),
    ("selection in rows", .alongAxes(.hardmax, A, axes: [1])),
    ("selection in columns", .alongAxes(.hardmax, A, axes: [0])),
    ("selection of all", hardmax(A)), ("selection of three axes", .alongAxes(.hardmax, .outer(A, x), axes: [0, 2])),
    ("selection among equals", hardmax(relu(A - 2)) + hardmax(A.transposed).transposed),
    ("products of the others", .alongAxes(.productOfOthers, A, axes: [1])),
    ("products of all others", productOfOthers(1 + A / 8)),
    ("adjugate", .adjugate(S)),
    ("logarithm of 1 + x", log(1 + positive)), ("exponential less 1", 3 * exp(A) - 3 + C),
    ("logarithm of cosh", log(.map(.cosh, 4 * A))), ("x log x", (positive .* log(positive)).summed),
    ("quotient of exponentials", exp(A) .* exp(-C)),
    ("inverse", .inverse(P)), ("inverse times vector", Formula.inverse(P) * x),
    ("determinant", .determinant(S + 2 * Formula.identity("n"))),
    ("logarithm of the determinant", .logDeterminant(P)),
    ("reshape", A.reshaped(to: ["m" * "n"]) .* 2), ("reshape of a sum", (A + C).reshaped(to: ["n", "m"]) * A),
    ("bias and ReLU", relu(A * B + Formula.symbol("bias", ["p"]).broadcast(to: ["m", "p"], axes: [1]))),
    ("bias and tanh", tanh(A * B + Formula.symbol("bias", ["p"]).broadcast(to: ["m", "p"], axes: [1]))),
    ("bias and sigmoid", sigmoid(A * B + Formula.symbol("bias", ["p"]).broadcast(to: ["m", "p"], axes: [1]))),
    ("ReLU and its step", relu(A) .* Formula.map(.step, A)),
    ("unit matrix plus outer product", Formula.identity("n") + contraction([(x, [0]), (x, [1])], [0, 1])),
    ("hidden unit matrix", contraction([(x, [0]), (Formula.identity("n"), [0, 1])], [0, 1]) * S),
  ]

  static let sizes: [[String: Int]] = [
    ["m": 1, "n": 1, "p": 1], ["m": 2, "n": 3, "p": 5], ["m": 17, "n": 1, "p": 3], ["m": 1, "n": 31, "p": 2],
    ["m": 33, "n": 16, "p": 19],
  ]

  @Test("every node", arguments: formulas.indices, Precision.allCases)
  func everyNode(index: Int, precision: Precision) throws {
    let (name, formula) = LoweringTests.formulas[index]
    for (seed, sizes) in LoweringTests.sizes.enumerated() {
      let found = try distance([("f", formula)], sizes: sizes, precision: precision, seed: seed)
      // An inverse in single precision starts from rounded numbers.
      let tolerance =
        name.hasPrefix("inverse") || name.contains("product of rows") ? 20 * precision.tolerance : precision.tolerance
      #expect(found < tolerance, "\(name) at \(sizes): \(found)")
    }
  }

  @Test("adjugates of singular matrices", arguments: 1...6, Precision.allCases)
  func singularAdjugates(n: Int, precision: Precision) throws {
    let ofRankOne = LoweringTests.contraction([(LoweringTests.x, [0]), (LoweringTests.z, [1])], [0, 1])
    let ofRankLessOne =
      LoweringTests.S
      - LoweringTests.contraction(
        [(LoweringTests.S, [0, 2]), (.basis(0, "n"), [2]), (.basis(0, "n"), [1])], [0, 1])
    for formula in [ofRankOne, ofRankLessOne, LoweringTests.S * 0] {
      let found = try distance([("f", .adjugate(formula))], sizes: ["n": n], precision: precision, seed: n)
      #expect(found < 20 * precision.tolerance, "\(found)")
    }
  }

  @Test("every elementary function", arguments: ElementaryFunction.allCases, Precision.allCases)
  func everyFunction(function: ElementaryFunction, precision: Precision) throws {
    let x = Formula.symbol("x", ["n"], facts: [.positive])
    let domain = function.definition.domain
    let argument: Formula =
      domain.upperBound.isFinite
      ? x / 4
      : domain.lowerBound.isFinite ? x + Formula.constant(Rational(Int(domain.lowerBound))) : 3 * (x - 1)
    for (seed, n) in [1, 15, 16, 100, 5000].enumerated() {
      let found = try distance([("f", .map(function, argument))], sizes: ["n": n], precision: precision, seed: seed)
      #expect(found < 4 * precision.tolerance, "\(function) at \(n): \(found)")
    }
  }
}
