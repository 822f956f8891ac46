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

  /// A working that a teacher would hand out: the laws that it names, in order, and what it may not say.
  struct Handout: CustomTestStringConvertible, Sendable {
    let formula: String
    let variable: String
    var order = 1
    var style = WorkingStyle.chain
    var declarations: [String] = []
    let laws: [String]
    var without: [String] = []
    var facts: [String] = []
    let answer: String
    var testDescription: String { "\(formula) by \(variable), \(style.rawValue)" }
  }

  static let handouts = [
    // What the author wrote is what is explained.
    Handout(
      formula: "1/(1+exp(-x))", variable: "x", declarations: ["x: scalar"],
      laws: ["chain rule", "quotient rule", "1/(1 + exp(−u)) = sigmoid(u)"], without: ["derivative of sigmoid"],
      answer: "sigmoid(x)(1 − sigmoid(x))"),
    Handout(
      formula: "exp(x)/(1+exp(x))", variable: "x", declarations: ["x: scalar"],
      laws: ["derivative of exp", "quotient rule"], without: ["derivative of sigmoid"],
      answer: "sigmoid(x)(1 − sigmoid(x))"),
    Handout(
      formula: "1/(2 + exp(x))", variable: "x", declarations: ["x: scalar"], laws: ["quotient rule"],
      answer: "−exp(x)/(exp(x) + 2)²"),
    Handout(
      formula: "log(1+exp(x))", variable: "x", declarations: ["x: scalar"],
      laws: ["derivative of exp", "chain rule"], without: ["derivative of softplus"], answer: "sigmoid(x)"),
    Handout(
      formula: "log(exp(3*x))", variable: "x", declarations: ["x: scalar"],
      laws: ["log(exp(u)) = u", "a constant times the variable"], without: ["derivative of the variable"], answer: "3"),
    Handout(
      formula: "exp(log(5*x))", variable: "x", declarations: ["x: scalar"],
      laws: ["exp(log(u)) = u", "a constant times the variable"], answer: "5"),
    Handout(
      formula: "sqrt(x^2)", variable: "x", declarations: ["x: scalar"], laws: ["√(u²) = |u|", "derivative of abs"],
      answer: "sign(x)"),
    Handout(
      formula: "max(x,0)^2", variable: "x", declarations: ["x: scalar"],
      laws: ["max(u, 0) = relu(u)", "derivative of relu", "power rule and chain rule", "relu and its step"],
      answer: "2 relu(x)"),
    Handout(
      formula: "x*sigmoid(x)", variable: "x", declarations: ["x: scalar"],
      laws: ["derivative of sigmoid", "product rule"], answer: "sigmoid(x)(x (1 − sigmoid(x)) + 1)"),
    Handout(
      formula: "exp(x)./sum(exp(x))", variable: "x", declarations: ["x: [n]"],
      laws: ["sum over the paths", "put the names back", "exp(u)/Σ exp(u) = softmax(u)"],
      answer: "diag(softmax(x)) − softmax(x) softmax(x)ᵀ"),
    Handout(
      formula: "log(sum(exp(x)))", variable: "x", declarations: ["x: [n]"],
      laws: ["derivative of exp", "chain rule", "exp(u)/Σ exp(u) = softmax(u)"], answer: "softmax(x)"),
    Handout(
      formula: "sum(log(1+exp(-y.*(X*w))))", variable: "w", declarations: ["X: [m, n]"],
      laws: ["derivative of log", "chain rule", "chain rule"], answer: "−Xᵀ(y ⊙ sigmoid(−y ⊙ (X w)))"),
    // Facts are named on their lines.
    Handout(
      formula: "(mu'*w)/sqrt(w'*S*w)", variable: "w", declarations: ["S: [n, n] symmetric positive definite"],
      laws: ["product rule", "symmetric matrix", "chain rule", "sum over the paths"], facts: ["S positive definite"],
      answer: "μ/√(wᵀ S w) − (μᵀ w) S w/(wᵀ S w)^(3/2)"),
    Handout(
      formula: "-sum(Y.*log(softmax(X*W)))", variable: "W", declarations: ["Y: [n, k] rows sum to one"],
      laws: [
        "log(exp(u)) = u", "logarithm of softmax", "sums to one", "derivative of logsumexp", "sum rule", "chain rule",
      ], facts: ["Y rows sum to one"], answer: "Xᵀ(softmax(X W) − Y)"),
    Handout(
      formula: "-sum(Y.*log(softmax(X*W)))", variable: "W", style: .differential,
      declarations: ["Y: [n, k] rows sum to one"],
      laws: ["logarithm of softmax", "sums to one", "derivative of logsumexp", "collect", "read off the derivative"],
      facts: ["Y rows sum to one"], answer: "Xᵀ(softmax(X W) − Y)"),
    Handout(
      formula: "-sum(t.*log(exp(z)./sum(exp(z))))", variable: "z", declarations: ["t: [n] sums to one"],
      laws: ["exp(u)/Σ exp(u) = softmax(u)", "log(exp(u)) = u", "logarithm of softmax", "sums to one"],
      facts: ["t sums to one"], answer: "softmax(z) − t"),
    Handout(
      formula: "tr((I-K*H)*P*(I-K*H)' + K*R*K')", variable: "K", style: .differential,
      declarations: ["P: [n, n] symmetric", "R: [m, m] symmetric"],
      laws: ["linearity", "product rule", "product rule", "sum rule", "collect", "read off the derivative"],
      facts: ["P symmetric", "R symmetric"], answer: "2 (K R − (I − K H) P Hᵀ)"),
    // The last line is the shortest.
    Handout(
      formula: "(x^2+1)/(x^3-2)", variable: "x", declarations: ["x: scalar"],
      laws: ["power rule", "sum rule", "quotient rule", "put the names back", "simplify"],
      answer: "−(x⁴ + 3 x² + 4 x)/(x³ − 2)²"),
    Handout(
      formula: "w'*S*w/(w'*w)", variable: "w", declarations: ["S: [n, n]"],
      laws: ["chain rule", "sum over the paths", "put the names back"],
      answer: "(S + Sᵀ) w/(wᵀ w) − 2 (wᵀ S w) w/(wᵀ w)²"),
    Handout(
      formula: "sum(y.*log(a*exp(X*b)./(1+a*exp(X*b))) - log(1+a*exp(X*b))/a)", variable: "b",
      declarations: ["X: [n, d]", "a: scalar"], laws: ["chain rule", "sum over the paths", "common denominator"],
      answer: "Xᵀ((y − exp(X b)) ⊘ (a exp(X b) + 1))"),
    // The second derivative is announced.
    Handout(
      formula: "sqrt(1+x^2)", variable: "x", order: 2, declarations: ["x: scalar"],
      laws: ["power rule and chain rule", "the second derivative", "product rule", "common denominator", "simplify"],
      answer: "1/(x² + 1)^(3/2)"),
    Handout(
      formula: "x*exp(-x^2)", variable: "x", order: 2, declarations: ["x: scalar"],
      laws: ["chain rule", "product rule", "the second derivative", "product rule"],
      answer: "2 x (2 x² − 3) exp(−x²)"),
    Handout(
      formula: "x^4", variable: "x", order: 3, declarations: ["x: scalar"],
      laws: ["power rule", "the second derivative", "power rule", "the third derivative", "power rule"],
      answer: "24 x"),
    Handout(
      formula: "x^2*sin(3*x)", variable: "x", declarations: ["x: scalar"],
      laws: ["power rule", "a constant times the variable", "chain rule", "product rule"],
      without: ["derivative of the variable"], answer: "2 x sin(3 x) + 3 x² cos(3 x)"),
  ]

  private func answer(_ example: Handout) throws -> Derivative {
    var reader = Reader()
    for declaration in example.declarations { try reader.declare(declaration) }
    let reading = try reader.read(example.formula)
    let variable = Formula.symbol(try #require(reading.symbol(example.variable)))
    return try DerivativeRequest(
      reading.formula, withRespectTo: Array(repeating: variable, count: example.order), style: example.style
    ).answer()
  }

  @Test("A working names its laws in order, explains what was asked, and names the facts it uses", arguments: handouts)
  func laws(example: Handout) throws {
    let answer = try answer(example)
    let rules = answer.steps.map(\.rule)
    var rest = rules[...]
    for law in example.laws {
      let place = rest.firstIndex(of: law)
      #expect(place != nil, "\(law) is missing in \(rules)")
      if let place { rest = rest[(place + 1)...] }
    }
    for law in example.without { #expect(!rules.contains(law)) }
    let used = Set(answer.steps.flatMap(\.facts).map(\.description))
    for fact in example.facts { #expect(used.contains(fact), "\(fact) is named on no line") }
    #expect(answer.result.written(keepingSumsOf: answer.request.formula) == example.answer)
    #expect(NumericalCheck.checkAtSampleSizes(answer).passed)
  }

  @Test(
    "Every name is introduced before it is used, and the last line is the answer", arguments: handouts,
    Step.Level.allCases)
  func names(example: Handout, level: Step.Level) throws {
    let answer = try answer(example)
    let shown = answer.steps.filter { $0.level <= level }
    #expect(shown.last?.after == answer.result)
    var known = Set(answer.request.formula.symbols.map(\.name)).union(["f", "F"])
    for step in shown {
      if case .definition = step.relation {
        known.formUnion(step.before.symbols.map(\.name))
      }
      for name in (step.before.symbols + step.after.symbols).map(\.name) {
        let bare = name.hasSuffix("′") ? String(name.dropLast()) : name
        let isKnown = known.contains(bare) || bare.hasPrefix("d") && known.contains(String(bare.dropFirst()))
        #expect(isKnown, "\(name) comes out of nowhere in \(step.rule)")
      }
    }
  }

  @Test("No equality stands twice, and the answer is the shortest of the last forms", arguments: handouts)
  func economy(example: Handout) throws {
    let answer = try answer(example)
    var seen: Set<[String]> = []
    for step in answer.steps {
      if step.relation == .statement { seen = [] }
      #expect(
        seen.insert([step.before.written(), step.after.written(), "\(step.relation)"]).inserted,
        "\(step.rule) stands twice: \(step.before) and \(step.after)")
    }
    let closing = answer.steps.reversed().prefix { $0.relation == .equality }
    for step in closing where step.rule == "put the names back" {
      #expect(answer.result.length <= step.after.length)
    }
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
