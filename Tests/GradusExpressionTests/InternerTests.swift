import Testing
import _GradusTestSupport

@testable import GradusExpression

@Suite("Equal formulas are one object, for as long as anybody has it")
struct InternerTests {
  static func formula(_ seed: Int) -> Formula {
    var random = RandomFormula(seed: seed)
    return random.formula(depth: 4)
  }

  @Test("built twice, one object", arguments: 0..<50)
  func once(seed: Int) {
    let (first, second) = (Self.formula(seed), Self.formula(seed))
    #expect(first.storage === second.storage)
  }

  @Test("built by many tasks at once, one object")
  func tasks() async {
    let built = await withTaskGroup(of: [Formula].self) { group in
      for _ in 0..<8 { group.addTask { (0..<100).map { Self.formula(1000 + $0) } } }
      return await group.reduce(into: [[Formula]]()) { $0.append($1) }
    }
    for other in built.dropFirst() {
      for (a, b) in zip(built[0], other) { #expect(a.storage === b.storage) }
    }
  }

  @Test("forgotten with its last holder, and made anew")
  func weak() {
    weak var seen: Formula.Storage?
    do {
      let formula = exp(Formula.symbol("held by nobody else"))
      seen = formula.storage
      #expect(seen != nil)
    }
    #expect(seen == nil)
    #expect(exp(Formula.symbol("held by nobody else")) == exp(Formula.symbol("held by nobody else")))
  }

  @Test("what lives is found again after the dead were swept out")
  func sweep() {
    let kept = (0..<50).map { cos(Formula.symbol("kept \($0)")) }
    // Far more than the table sweeps at.
    for index in 0..<20_000 { _ = Formula.symbol("passing \(index)") }
    for (index, formula) in kept.enumerated() {
      #expect(formula.storage === cos(Formula.symbol("kept \(index)")).storage)
    }
  }

  @Test("the same node under another shape or with other facts is another object")
  func apart() {
    #expect(
      Formula.symbol("x", ["n"]) != Formula.symbol("x", ["m"]) && Formula.symbol("x") != Formula.symbol("x", ["n"]))
    #expect(Formula.symbol("x", ["n"], facts: [.positive]) != Formula.symbol("x", ["n"]))
    #expect(Formula.ones(["n"]) != Formula.ones(["m"]))
  }
}
