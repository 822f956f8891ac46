import GradusExpression
import Testing
import _GradusTestSupport

@Suite("Laws of functions are applied when they are asked for, and by no constructor")
struct FunctionLawTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let law: String
    let before: Formula
    let after: Formula
    var testDescription: String { law }
    init(_ law: String, _ before: Formula, _ after: Formula) {
      (self.law, self.before, self.after) = (law, before, after)
    }
  }

  static let x = Formula.symbol("x", ["n"])
  static let t = Formula.symbol("t")
  static let q = Formula.symbol("q", ["n"], facts: [.positive])
  static let X = Formula.symbol("X", ["m", "n"])

  static let examples = [
    Example("log(exp(u)) = u", log(exp(x)), x),
    Example("exp(log(u)) = u", exp(log(q)), q),
    Example("√(u²) = |u|", sqrt(x .** 2), abs(x)),
    Example("|u| = relu(u) = u for u ≥ 0", relu(relu(x)), relu(x)),
    Example("|u| = relu(u) = u for u ≥ 0", abs(exp(t)), exp(t)),
    Example("max(u, 0) = relu(u)", .extremum(.maximum, x, .zero(["n"])), relu(x)),
    Example("min(u, 0) = −relu(−u)", .extremum(.minimum, t, 0), -relu(-t)),
    Example("1/(1 + exp(−u)) = sigmoid(u)", Formula.ones(["n"]) ./ (1 + exp(-x)), sigmoid(x)),
    Example("exp(u) sigmoid(−u) = sigmoid(u)", exp(x) ./ (1 + exp(x)), sigmoid(x)),
    Example("log(1 + exp(u)) = softplus(u)", log(1 + exp(x)), softplus(x)),
    Example("log(sigmoid(u)) = −softplus(−u)", log(sigmoid(t)), -softplus(-t)),
    Example("log(1 − sigmoid(u)) = −softplus(u)", log(1 - sigmoid(t)), -softplus(t)),
    Example("log Σ exp(u) = logsumexp(u)", log(exp(x).summed), logSumExp(x)),
    Example("log Σ exp(u) = logsumexp(u)", log(exp(X).summed(along: [1])), logSumExp(X)),
    Example("exp(u)/Σ exp(u) = softmax(u)", exp(x) / exp(x).summed, softmax(x)),
    Example("log(exp(u)) = u", log(softmax(x)), logSoftmax(x)),
  ]

  @Test("What was written stays as it is, and the law makes of it what it says", arguments: examples)
  func laws(example: Example) {
    #expect(example.before != example.after)
    #expect(example.before.withFunctionLaws == example.after)
    let (result, uses) = example.before.applying(FunctionLaw.all)
    #expect(result == example.after)
    #expect(uses.contains { $0.law.name == example.law })
  }

  @Test("Both sides have one value", arguments: examples, [1, 2, 3])
  func values(example: Example, seed: Int) throws {
    let sizes = ["n": 3, "m": 2]
    let inputs = example.before.sampledInputs(sizes: sizes, seed: seed)
    // By infinitesimals: this evaluator computes what is written.
    let written = try ForwardEvaluator(inputs: inputs, sizes: sizes).evaluate(example.before).value
    let after = try ForwardEvaluator(inputs: inputs, sizes: sizes).evaluate(example.after).value
    #expect(written.distance(to: after) < 1e-12)
  }

  static let untouched: [Formula] = [
    log(2 * exp(x)), exp(log(x) + 1), sqrt(x .** 4), abs(x), relu(-x), .extremum(.maximum, t, 1), log(2 + exp(x)),
    Formula.ones(["n"]) ./ (1 - exp(-x)), exp(x) .* sigmoid(x), log(exp(2 * x) + exp(x)),
  ]

  @Test("A step away from a law nothing happens", arguments: untouched)
  func nearMisses(formula: Formula) {
    #expect(formula.withFunctionLaws == formula)
    #expect(formula.applying(FunctionLaw.quotients).uses.isEmpty)
  }

  @Test("A whole quotient is the function in one step")
  func quotients() {
    #expect((exp(Self.t) / (1 + exp(Self.t))).applying(FunctionLaw.quotients).result == sigmoid(Self.t))
    #expect((exp(Self.x) / exp(Self.x).summed).applying(FunctionLaw.quotients).result == softmax(Self.x))
  }

  @Test("What is computed neither overflows nor loses digits", arguments: [-800.0, 800.0])
  func stable(number: Double) throws {
    let evaluator = Evaluator(inputs: ["t": Tensor(number)])
    let t = Self.t
    #expect(try evaluator.evaluate(log(1 + exp(t))).scalar == max(number, 0))
    #expect(try evaluator.evaluate(1 / (1 + exp(-t))).scalar == (number > 0 ? 1 : 0))
    #expect(try evaluator.evaluate(log(exp(t))).scalar == number)
  }
}
