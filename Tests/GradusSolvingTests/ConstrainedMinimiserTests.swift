import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

@testable import GradusSolving

/// What is known of the variable is a constraint on the answer.
@Suite("Minimisers of variables with facts")
struct ConstrainedMinimiserTests {
  static func minimiser(_ text: String, over name: String, _ declarations: [String]) throws -> Minimiser {
    var reader = Reader()
    for declaration in declarations { try reader.declare(declaration) }
    let formula = try reader.read(text).formula
    return try minimise(formula, over: .symbol(try #require(formula.symbols.first { $0.name == name })))
  }

  @Test("the symmetric matrix nearest to a matrix is its symmetric part")
  func nearestSymmetric() throws {
    let answer = try Self.minimiser("norm2(X-A)^2", over: "X", ["X: [n,n] symmetric", "A: [n,n]"])
    let A = Formula.symbol("A", ["n", "n"])
    #expect(answer.solution == (A + A.transposed).scaled(by: Rational(1, 2)))
    #expect(answer.isUnique && answer.checks > 0)
  }

  @Test("a positive definite minimiser brings the condition that it is one")
  func positiveDefinite() throws {
    let X = "X: [n,n] positive definite"
    let free = try Self.minimiser("tr(S*X) - logdet(X)", over: "X", [X, "S: [n,n]"])
    #expect(free.conditions.count == 1)
    guard case .positiveDefinite? = free.conditions.first else {
      Issue.record("\(free.conditions)")
      return
    }
    let known = try Self.minimiser("tr(S*X) - logdet(X)", over: "X", [X, "S: [n,n] positive definite"])
    #expect(known.conditions.isEmpty && known.isUnique)
  }

  @Test("a positive minimiser brings the condition that it is positive")
  func positive() throws {
    let free = try Self.minimiser("sum(x - a.*log(x))", over: "x", ["x: [n] positive", "a: [n]"])
    #expect(free.conditions.contains(.positive(.symbol("a", ["n"]))))
    let known = try Self.minimiser("sum(x - a.*log(x))", over: "x", ["x: [n] positive", "a: [n] positive"])
    #expect(known.conditions.isEmpty && known.isUnique)
  }

  @Test(
    "what the answer may break is no minimum",
    arguments: [
      ("norm2(X-A)^2", "X", "X: [n,n] diagonal; A: [n,n]"),
      ("tr(X'*A*X)", "X", "X: [n,n] orthogonal; A: [n,n] symmetric"),
      ("norm2(X-A)^2", "X", "X: [n,n] positive semidefinite; A: [n,n]"),
      ("norm2(x-a)^2", "x", "x: [n] nonnegative; a: [n]"),
    ])
  func broken(text: String, name: String, declarations: String) throws {
    let answer = try Self.minimiser(text, over: name, declarations.split(separator: ";").map(String.init))
    #expect(answer.kind == .stationaryPoint || answer.kind == .none)
    #expect(answer.remark.contains("held to"))
  }

  @Test("what the answer keeps is")
  func kept() throws {
    let answer = try Self.minimiser("norm2(X-D)^2", over: "X", ["X: [n,n] diagonal", "D: [n,n] diagonal"])
    #expect(answer.isUnique && answer.solution == .symbol("D", ["n", "n"], facts: [.diagonal]))
    let bounded = try Self.minimiser("norm2(x-a)^2", over: "x", ["x: [n] nonnegative", "a: [n] positive"])
    #expect(bounded.isUnique)
  }

  @Test("the best success rate lies inside its bounds only under a condition")
  func binomial() throws {
    let answer = try Self.minimiser(
      "-k*log(p) - (n-k)*log(1-p)", over: "p",
      ["p: scalar positive", "k: scalar positive", "n: scalar positive"])
    #expect(answer.kind == .uniqueMinimum && answer.conditions.count == 1)
    guard case .positive? = answer.conditions.first else {
      Issue.record("\(answer.conditions)")
      return
    }
  }

  @Test(
    "among vectors whose entries sum to one, by a multiplier",
    arguments: [
      ("norm2(x)^2", "x: [n] sums to one", "vector(1)/n"),
      ("norm2(x-a)^2", "x: [n] sums to one; a: [n]", "a + vector(1-sum(a))/n"),
      ("x'*x", "x: [3] sums to one", "[1/3; 1/3; 1/3]"),
    ])
  func sumsToOne(text: String, declarations: String, expected: String) throws {
    let declared = declarations.split(separator: ";").map(String.init)
    let answer = try Self.minimiser(text, over: "x", declared)
    let solution = try #require(answer.solution, "\(answer.remark)")
    #expect(answer.isUnique && answer.checks > 0)
    for count in [3] {
      let a = Tensor(vector: (0..<count).map { Double($0 * $0) - 1.5 })
      let evaluator = Evaluator(inputs: ["a": a], sizes: ["n": count])
      let found = try evaluator.evaluate(solution).values
      #expect(abs(found.reduce(0, +) - 1) < 1e-12)
      let mean = expected.contains("a") ? (1 - a.values.reduce(0, +)) / 3 : 1.0 / 3
      let wanted = (0..<count).map { (text.contains("a") ? a.values[$0] : 0) + mean }
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test(
    "no point outside the set is an answer",
    arguments: [
      ("norm2(x)^2", "x", "x: [n] plus-minus-one"), ("norm2(x)^2", "x", "x: [n] zero-one"),
      ("norm2(X)^2", "X", "X: [n,n] orthogonal"), ("norm2(X)^2", "X", "X: [m,n] rows sum to one"),
      ("(x+1)^2", "x", "x: scalar positive"), ("(x+1)^2", "x", "x: scalar nonnegative"),
      ("norm2(x-a)^2", "x", "x: [n] nonnegative sums to one; a: [n]"),
    ])
  func outside(text: String, name: String, declarations: String) throws {
    let answer = try Self.minimiser(text, over: name, declarations.split(separator: ";").map(String.init))
    #expect(answer.solution == nil && answer.family == nil && answer.stationaryPoints.isEmpty)
    #expect(answer.kind == .none)
    #expect(!answer.remark.isEmpty)
  }
}
