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
      ("sum(p.*log(p))", "p", "p: [n] positive sums to one"), ("norm2(x-a)^2", "x", "x: [n] nonnegative; a: [n]"),
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
}
