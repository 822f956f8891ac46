import GradusExpression
import GradusRewriting

@testable import GradusCalculus

extension LawTableTests {
  private static func rule(_ name: String) -> RewriteRule { FunctionLaws.all.first { $0.name == name }! }
  private static func law(_ name: String, fires: [Formula], nearMisses: [Formula]) -> LawCase {
    LawCase(name, rule(name), fires: fires, nearMisses: nearMisses)
  }
  private static func larger(_ extremum: Extremum, _ left: Formula, _ right: Formula) -> Formula {
    .extremum(extremum, left, right)
  }

  static let functions: [LawCase] = [
    law("log(exp(u)) = u", fires: [log(exp(x)), log(softmax(x + y))], nearMisses: [log(2 * exp(x)), log(exp(t) + 1)]),
    law("exp(log(u)) = u", fires: [exp(log(positive))], nearMisses: [exp(2 * log(positive)), exp(log(positive) + 1)]),
    law(
      "sin, cos and tan of known angles",
      fires: [
        sin(.pi / 6), sin((7 * Formula.pi) / 4), cos(.pi / 3), cos(5 * Formula.pi), cos(.pi / 2), tan(.pi / 4),
        tan((2 * Formula.pi) / 3), sin((1001 * Formula.pi) / 3), tan((5 * Formula.pi) / 6),
      ], nearMisses: [sin(.pi / 5), cos(t * .pi), tan(.pi / 2), exp(.pi / 3), sin(.pi / 3 + 1)]),
    law(
      "√(u²) = |u|", fires: [sqrt(x .** 2)],
      nearMisses: [sqrt(x .** 4), (x .** 2) .** .constant(Rational(3, 2)), sqrt(positive)]),
    law(
      "|u| = relu(u) = u for u ≥ 0", fires: [relu(relu(x)), abs(abs(x)), relu(exp(x)), abs(exp(t))],
      nearMisses: [relu(abs(x)), abs(sin(x)), relu(-relu(x))]),
    law(
      "max(u, 0) = relu(u)", fires: [larger(.maximum, x, .zero(["n"])), larger(.maximum, 0, t)],
      nearMisses: [larger(.maximum, t, 1), larger(.minimum, t, 0), larger(.maximum, x, y)]),
    law(
      "min(u, 0) = −relu(−u)", fires: [larger(.minimum, x, .zero(["n"])), larger(.minimum, 0, t)],
      nearMisses: [larger(.minimum, t, 1), larger(.maximum, t, 0)]),
    law(
      "1/(1 + exp(−u)) = sigmoid(u)", fires: [1 / (1 + exp(-t)), (1 + exp(x)) .** -2],
      nearMisses: [1 / (2 + exp(-t)), 1 / (1 - exp(-t)), 1 + exp(t), (1 + exp(t)) .** .constant(Rational(-1, 2))]),
    law(
      "exp(u) sigmoid(−u) = sigmoid(u)", fires: [exp(x) .* sigmoid(-x), exp(t) * sigmoid(-t) .** 2],
      nearMisses: [exp(x) .* sigmoid(x), exp(x) .* sigmoid(-y), x .* sigmoid(-x)]),
    law(
      "log(1 + exp(u)) = softplus(u)", fires: [log(1 + exp(x)), log(exp(2 * t) + 1)],
      nearMisses: [log(2 + exp(x)), log(1 - exp(-positive)), log(1 + 2 * exp(x))]),
    law(
      "log(sigmoid(u)) = −softplus(−u)", fires: [log(sigmoid(x))],
      nearMisses: [log(1 + sigmoid(x)), log(tanh(positive))]),
    law(
      "log(1 − sigmoid(u)) = −softplus(u)", fires: [log(1 - sigmoid(x))],
      nearMisses: [log(1 + sigmoid(x)), log(2 - sigmoid(x))]),
    law(
      "log Σ exp(u) = logsumexp(u)", fires: [log(exp(x).summed), log(exp(X).summed(along: [1]))],
      nearMisses: [log((2 * exp(x)).summed), log((exp(x) .* positive).summed), log(exp(.trace(A)) + 1)]),
    law(
      "exp(u)/Σ exp(u) = softmax(u)", fires: [1 / exp(x).summed, exp(X).summed(along: [1]) .** -1],
      nearMisses: [1 / (exp(x) .* positive).summed, 1 / positive.summed, exp(x).summed]),
  ]
}
