import GradusCalculus
import GradusExpression
import GradusRewriting
import Testing
import _GradusTestSupport

@Suite("Laws keep the value of what they rewrite")
struct LawSoundnessTests {
  /// Symbols of the random formulas, with facts that give the laws something to do.
  static let facts: [Formula: Formula] = {
    func known(_ name: String, _ shape: [Size], _ facts: Fact...) -> (Formula, Formula) {
      (.symbol(name, shape), .symbol(name, shape, facts: Set(facts)))
    }
    return Dictionary(uniqueKeysWithValues: [
      known("A", ["n", "n"], .symmetric), known("B", ["n", "n"], .orthogonal),
      known("C", ["n", "n"], .positiveDefinite),
      known("P", ["m", "m"], .diagonal), known("Q", ["m", "m"], .invertible), known("X", ["m", "n"], .oneHotRows),
      known("Y", ["m", "n"], .rowsSumToOne), known("x", ["n"], .plusMinusOne), known("y", ["n"], .zeroOne),
      known("u", ["m"], .positive), known("v", ["m"], .sumsToOne), known("a", [], .positive),
      known("b", [], .nonnegative, .atMostOne),
    ])
  }()

  @Test("Every step, and the whole, over random formulas", arguments: 0..<400)
  func sound(seed: Int) throws {
    var random = RandomFormula(seed: seed)
    let formula = random.formula(depth: 4).substituting(Self.facts)
    try check(formula.simplification(.reading), seed)
    try check(formula.simplification(.running), seed)
  }

  @Test("And over gradients, where most laws apply", arguments: 0..<200)
  func gradients(seed: Int) throws {
    var random = RandomFormula(seed: 1000 + seed)
    let formula = random.scalar(depth: 4).substituting(Self.facts)
    for symbol in formula.symbols.prefix(3) {
      guard let gradient = try? gradient(of: formula, withRespectTo: .symbol(symbol)) else { continue }
      try check(gradient.simplification(.reading), seed)
    }
  }

  @Test("What is simplified stays as it is", arguments: 0..<200)
  func idempotent(seed: Int) {
    var random = RandomFormula(seed: 2000 + seed)
    let once = random.formula(depth: 3).substituting(Self.facts).simplified()
    #expect(once.simplified() == once)
  }

  private func check(_ derivation: Derivation, _ seed: Int) throws {
    let sizes = ["m": 2, "n": 3]
    let start = derivation.start
    let inputs = start.sampledInputs(sizes: sizes, seed: seed)
    // A product of a tall and a wide matrix has no inverse; rounding alone decides what comes out.
    let nearby = inputs.mapValues { $0.map { $0 == $0.rounded() ? $0 : $0 * (1 + 1e-9) } }
    for step in [Step(rule: "all", before: start, after: derivation.result)] + derivation.steps {
      let before = try? Evaluator(inputs: inputs, sizes: sizes).evaluate(step.before)
      guard let before, before.values.allSatisfy({ $0.isFinite && abs($0) < 1e8 }) else { continue }
      let moved = try Evaluator(inputs: nearby, sizes: sizes).evaluate(step.before)
      guard before.distance(to: moved) < 1e-6 else { continue }
      let after = try Evaluator(inputs: inputs, sizes: sizes).evaluate(step.after)
      #expect(before.distance(to: after) < 1e-6, "\(step.rule): \(step.before) → \(step.after)")
    }
  }
}
