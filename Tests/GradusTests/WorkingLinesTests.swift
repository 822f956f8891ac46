import GradusCalculus
import GradusExpression
import GradusNotation
import Testing

@Suite("Working is written as a student writes it")
struct WorkingLinesTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let formula: String
    let variable: String
    let style: WorkingStyle
    let declarations: [String]
    let lines: [String]
    var testDescription: String { "\(formula) by \(variable), \(style.rawValue)" }
  }

  static let examples = [
    Example(
      formula: "x^2*sin(x)", variable: "x", style: .chain, declarations: ["x: scalar"],
      lines: [
        "name a part: u = x²", "name a part: v = sin(x)", "power rule: x² → 2 x", "derivative of sin: sin(x) → cos(x)",
        "product rule: u v → u v′ + u′ v", "substitution: u v′ + u′ v → u cos(x) + 2 v x",
        "put the names back: u cos(x) + 2 v x → 2 x sin(x) + x² cos(x)",
      ]),
    Example(
      formula: "sin(x)/(1 + x^2)", variable: "x", style: .chain, declarations: ["x: scalar"],
      lines: [
        "name a part: u = x² + 1", "name a part: v = sin(x)", "power rule: x² → 2 x", "derivative of a constant: 1 → 0",
        "sum rule: x² + 1 → 2 x", "derivative of sin: sin(x) → cos(x)", "quotient rule: v/u → (u v′ − u′ v)/u²",
        "substitution: (u v′ − u′ v)/u² → (u cos(x) − 2 v x)/u²",
      ]),
    Example(
      formula: "(x^2 + 1)^3", variable: "x", style: .chain, declarations: ["x: scalar"],
      lines: [
        "name a part: u = x² + 1", "power rule: x² → 2 x", "derivative of a constant: 1 → 0", "sum rule: x² + 1 → 2 x",
        "power rule and chain rule: u³ → 3 u′ u²", "substitution: 3 u′ u² → 6 x u²",
        "put the names back: 6 x u² → 6 x (x² + 1)²",
      ]),
    Example(
      formula: "A*X*B*X", variable: "X", style: .differential, declarations: ["A: [n, n]", "B: [n, n]", "X: [n, n]"],
      lines: ["product rule: A X B X → A dX B X + A X B dX"]),
    Example(
      formula: "tr(X'*A*X)", variable: "X", style: .differential, declarations: ["A: [n, n]", "X: [n, m]"],
      lines: [
        "product rule: tr(Xᵀ A X) → tr(dX Xᵀ A) + tr(X dXᵀ A)",
        "collect: tr(dX Xᵀ A) + tr(X dXᵀ A) → tr((A + Aᵀ) X dXᵀ)",
        "read off the derivative: tr((A + Aᵀ) X dXᵀ) → (A + Aᵀ) X",
      ]),
    Example(
      formula: "x'*A*x", variable: "x", style: .chain, declarations: ["A: [n, n]"],
      lines: [
        "product rule, one factor: xᵀ A x → A x", "product rule, one factor: xᵀ A x → Aᵀ x",
        "product rule: xᵀ A x → Aᵀ x + A x",
      ]),
    Example(
      formula: "inv(A + t*B)", variable: "t", style: .chain, declarations: ["A: [n, n]", "t: scalar"],
      lines: [
        "name a part: U = t B + A", "sum rule: t B + A → B", "derivative of the inverse: U⁻¹ → −U⁻¹ U′ U⁻¹",
        "substitution: −U⁻¹ U′ U⁻¹ → −U⁻¹ B U⁻¹",
      ]),
    Example(
      formula: "norm2(X*w - y)^2", variable: "w", style: .differential, declarations: ["X: [m, n]"],
      lines: [
        "name a part: u = X w − y", "constant factor: X w → X dw", "sum rule: X w − y → X dw",
        "derivative of a sum of squares: uᵀ u → 2 duᵀ u", "substitution: 2 duᵀ u → 2 uᵀ X dw",
      ]),
  ]

  @Test("These lines come in this order", arguments: examples)
  func lines(example: Example) throws {
    var reader = Reader()
    for declaration in example.declarations { try reader.declare(declaration) }
    let reading = try reader.read(example.formula)
    let answer = try DerivativeRequest(
      reading.formula, withRespectTo: [.symbol(reading.symbol(example.variable)!)], style: example.style
    ).answer()
    let found = answer.steps.map { step in
      "\(step.rule): \(step.before.written()) \(step.rule == "name a part" ? "=" : "→") \(step.after.written())"
    }
    var rest = found[...]
    for line in example.lines {
      let place = rest.firstIndex(of: line)
      #expect(place != nil, "\(line) is missing in\n\(found.joined(separator: "\n"))")
      if let place { rest = rest[(place + 1)...] }
    }
    #expect(answer.steps.last?.after == answer.result)
  }

  @Test("A derivative's name is primed in every notation")
  func primes() {
    let prime = Formula.symbol("u′")
    #expect(prime.written(as: .unicode) == "u′")
    #expect(prime.written(as: .ascii) == "u'")
    #expect(prime.written(as: .latex) == "u'")
    #expect(prime.written(as: .mathml).contains("<msup><mi>u</mi><mo>′</mo></msup>"))
  }
}
