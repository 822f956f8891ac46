import GradusExpression
import GradusSolving
import Testing
import _GradusTestSupport

@Suite("Convexity")
struct ConvexityTests {
  static let n: [Size] = ["n"]
  static let x = Formula.symbol("x", n)
  static let a = Formula.symbol("a", n)
  static let s = Formula.symbol("s", n, facts: [.positive])
  static let p = Formula.symbol("p", n, facts: [.positive])
  static let v = Formula.symbol("v", [], facts: [.positive])
  static let u = Formula.symbol("u")
  static let A = Formula.symbol("A", ["m", "n"])
  static let M = Formula.symbol("M", ["n", "n"])
  static let Q = Formula.symbol("Q", ["n", "n"], facts: [.positiveDefinite])
  static let S = Formula.symbol("S", ["n", "n"], facts: [.positiveSemidefinite])
  static let X = Formula.symbol("X", ["q", "n"])
  static let w = Formula.symbol("w", n)
  static let y = Formula.symbol("y", ["q"], facts: [.plusMinusOne])
  static let t = Formula.symbol("t", ["q"])
  static let c = Formula.symbol("c", [], facts: [.positive])
  static let W = Formula.symbol("W", ["n", "p"])
  static let b = Formula.symbol("b", ["p"])
  static let Y = Formula.symbol("Y", ["q", "p"], facts: [.oneHotRows])
  static let U = Formula.symbol("U", ["n", "k"])
  static let V = Formula.symbol("V", ["m", "k"])
  static let T = Formula.symbol("T", ["n", "m"])

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let formula: Formula
    let variables: [Formula]
    let verdict: Convexity.Verdict
    var testDescription: String { name }

    init(_ name: String, _ formula: Formula, _ variables: Formula..., is verdict: Convexity.Verdict) {
      self.name = name
      self.formula = formula
      self.variables = variables
      self.verdict = verdict
    }
  }

  static let cases: [Case] = [
    Case("a positive definite quadratic", x * Q * x + a * x + u, x, is: .strictlyConvex),
    Case("a semidefinite quadratic", x * S * x + a * x, x, is: .convex),
    Case("a quadratic of unknown sign", x * M * x, x, is: .convexWhere),
    Case("minus a positive definite quadratic", a * x - x * Q * x, x, is: .strictlyConcave),
    Case("an affine function", a * x + u, x, is: .convex),
    Case("a norm", norm(x - a), x, is: .convex),
    Case("a norm of an affine map", norm(A * x - Formula.symbol("d", ["m"])), x, is: .convex),
    Case("a squared norm", squaredNorm(X * w - t), w, is: .convex),
    Case("ridge regression", squaredNorm(X * w - t) + c * squaredNorm(w), w, is: .strictlyConvex),
    Case("lasso", squaredNorm(X * w - t) + c * norm1(w), w, is: .convex),
    Case("a sum of sines", sin(A * x).summed, x, is: .notConvex),
    Case("relative entropy in the second place", (p .* log(p ./ s)).summed, s, is: .strictlyConvex),
    Case("relative entropy in the first place", (p .* log(p ./ s)).summed, p, is: .strictlyConvex),
    Case("negative entropy", (p .* log(p)).summed, p, is: .strictlyConvex),
    Case("log-sum-exp", logSumExp(x), x, is: .convex),
    Case("log-sum-exp, spelled out", log(exp(x).summed), x, is: .convex),
    Case("a fourth power", ((A * x) .** 4).summed, x, is: .convex),
    Case("logistic regression", log(exp(-(y .* (X * w))) + 1).summed, w, is: .convex),
    Case(
      "logistic regression with ridge", softplus(-(y .* (X * w))).summed + c * squaredNorm(w), w, is: .strictlyConvex),
    Case("Poisson regression", (exp(X * w) - t .* (X * w)).summed, w, is: .convex),
    Case("exponential loss", exp(-(y .* (X * w))).summed, w, is: .convex),
    Case("hinge loss", relu(1 - y .* (X * w)).summed, w, is: .convex),
    Case(
      "softmax cross-entropy in the weights",
      -(Y .* log(softmax(X * W + b.broadcast(to: ["q", "p"], axes: [1])))).summed, W, is: .convex),
    Case(
      "softmax cross-entropy in the biases",
      -(Y .* logSoftmax(X * W + b.broadcast(to: ["q", "p"], axes: [1]))).summed, b, is: .convex),
    Case("the dual of the support vector machine", 0.5 * ((x .* w) * Q * (x .* w)) - x.summed, x, is: .convex),
    Case("minus log det", -Formula.logDeterminant(Q), Q, is: .convex),
    Case("quadratic over linear", u .* u ./ v, u, v, is: .convex),
    Case("a product of two unknowns", u .* v, u, v, is: .notConvex),
    Case("matrix factorisation in one factor", squaredNorm(T - U * V.transposed), U, is: .convex),
    Case("matrix factorisation in both factors", squaredNorm(T - U * V.transposed), U, V, is: .notConvex),
    Case("symmetric matrix factorisation", squaredNorm(M - U * U.transposed), U, is: .notConvex),
    Case("the trace of XᵀX", Formula.trace(X.transposed * X), X, is: .strictlyConvex),
    Case("a two-layer network in its first layer", squaredNorm(tanh(X * W) * b - t), W, is: .notConvex),
    Case("a two-layer ReLU network in its first layer", squaredNorm(relu(X * W) * b - t), W, is: .notConvex),
    Case("a two-layer network in its last layer", squaredNorm(tanh(X * W) * b - t), b, is: .convex),
    Case("a geometric mean's logarithm", log(s).summed, s, is: .strictlyConcave),
    Case("a square root", sqrt(v), v, is: .strictlyConcave),
    Case("a reciprocal", 1 / v, v, is: .strictlyConvex),
    Case("a cube", u .* u .* u, u, is: .notConvex),
    Case("a maximum of affine functions", .extremum(.maximum, u, 2 * u + 1), u, is: .convex),
    Case("a smoothed absolute value", sqrt(1 + u .* u), u, is: .strictlyConvex),
    Case("log-sum-exp of two scalars", log(exp(u) + exp(v)), u, v, is: .convex),
    Case("a joint quadratic with a positive definite Hessian", u .* u + v .* v + u .* v, u, v, is: .strictlyConvex),
    Case("a joint quadratic with a saddle", u .* u + v .* v + 3 * (u .* v), u, v, is: .notConvex),
    Case("the trace of an inverse", .trace(.inverse(Q)), Q, is: .convex),
    Case("a matrix fractional function", x * .inverse(Q) * x, x, Q, is: .convex),
    Case("Huber's kin: log cosh", log(.map(.cosh, u)), u, is: .strictlyConvex),
  ]

  @Test("the verdict is the right one, and rests on something", arguments: cases)
  func verdicts(item: Case) throws {
    let answer = try convexity(of: item.formula, in: item.variables)
    #expect(answer.verdict == item.verdict)
    switch answer.verdict {
    case .convex, .strictlyConvex, .concave, .strictlyConcave, .convexWhere, .concaveWhere:
      #expect(!answer.proof.isEmpty)
    case .notConvex:
      let counterexample = try #require(answer.counterexample)
      func value(_ sign: Double) throws -> Double {
        var inputs = counterexample.point
        for (name, direction) in counterexample.direction {
          let start = try #require(inputs[name])
          inputs[name] = Tensor(
            shape: start.shape,
            values: zip(start.values, direction.values).map { $0 + sign * counterexample.step * $1 })
        }
        return try Evaluator(inputs: inputs).evaluate(item.formula).scalar
      }
      #expect(try value(1) + value(-1) < 2 * value(0))
    case .notProved: break
    }
  }
}
