import GradusExpression
import GradusSolving
import Testing
import _GradusTestSupport

@Suite("Minimisers in closed form")
struct MinimiserTests {
  static let θ = Formula.symbol("θ", ["n"])
  static let b = Formula.symbol("b", ["n"])
  static let Q = Formula.symbol("Q", ["n", "n"], facts: [.positiveDefinite])
  static let M = Formula.symbol("M", ["n", "n"])
  static let X = Formula.symbol("X", ["q", "n"])
  static let y = Formula.symbol("y", ["q"])
  static let w = Formula.symbol("w", ["n"])
  static let c = Formula.symbol("c", [], facts: [.positive])
  static let u = Formula.symbol("u", ["n"])
  static let ones = Formula.ones(["q"])
  static let S = Formula.symbol("S", ["n", "n"], facts: [.positiveDefinite])
  static let R = Formula.symbol("R", ["q", "q"], facts: [.positiveDefinite])
  static let d = Formula.symbol("d", ["q"], facts: [.positive])
  static let T = Formula.symbol("T", ["n", "m"])
  static let U = Formula.symbol("U", ["n", "k"])
  static let V = Formula.symbol("V", ["m", "k"])
  static let K = Formula.symbol("K", ["n", "n"], facts: [.positiveDefinite])
  static let a = Formula.symbol("a", ["n"])
  static let v = Formula.symbol("v", ["n"])
  static let Y = Formula.symbol("Y", ["q", "p"])
  static let W = Formula.symbol("W", ["n", "p"])
  static let s = Formula.symbol("s", [], facts: [.positive])
  static let h = Formula.symbol("h", [], facts: [.positive])
  static let C = Formula.symbol("C", ["n", "n"], facts: [.positiveDefinite])
  static let p = Formula.symbol("p", ["n"], facts: [.positive])
  static let centred = X - Formula.outer(ones, u)
  static let A = Formula.symbol("A", ["n", "n"], facts: [.positiveDefinite])
  static let B = Formula.symbol("B", ["p", "p"], facts: [.positiveDefinite])
  static let H = Formula.symbol("H", ["n", "p"], facts: [.positive])

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let objective: Formula
    let variable: Formula
    let expected: Formula
    let kind: Minimiser.Kind
    var testDescription: String { name }

    init(
      _ name: String, _ objective: Formula, _ variable: Formula, _ expected: Formula,
      _ kind: Minimiser.Kind = .uniqueMinimum
    ) {
      self.name = name
      self.objective = objective
      self.variable = variable
      self.expected = expected
      self.kind = kind
    }
  }

  static let cases: [Case] = [
    Case("the exercise sheet's quadratic", 0.5 * (θ * Q * θ) - b * θ, θ, .inverse(Q) * b),
    Case("a quadratic without facts", 0.5 * (θ * M * θ) - b * θ, θ, .inverse(0.5 * (M + M.transposed)) * b),
    Case("least squares", squaredNorm(X * w - y), w, .inverse(X.transposed * X) * X.transposed * y),
    Case(
      "ridge regression", squaredNorm(X * w - y) + c * squaredNorm(w), w,
      .inverse(X.transposed * X + c * .identity("n")) * X.transposed * y),
    Case(
      "weighted least squares", (d .* (X * w - y) .** 2).summed, w,
      .inverse(X.transposed * .diagonalMatrix(d) * X) * X.transposed * (d .* y)),
    Case(
      "generalised least squares", (X * w - y) * .inverse(R) * (X * w - y), w,
      .inverse(X.transposed * .inverse(R) * X) * X.transposed * .inverse(R) * y),
    Case(
      "Tikhonov with a prior", squaredNorm(X * w - y) + (w - v) * Q * (w - v), w,
      .inverse(X.transposed * X + Q) * (X.transposed * y + Q * v)),
    Case("a mean", squaredNorm(centred), u, X.transposed * ones / .size("q")),
    Case(
      "the mean of a Gaussian", 0.5 * .trace(centred * .inverse(S) * centred.transposed), u,
      X.transposed * ones / .size("q")),
    Case(
      "alternating least squares", squaredNorm(T - U * V.transposed) + c * squaredNorm(U), U,
      T * V * .inverse(V.transposed * V + c * .identity("k"))),
    Case(
      "kernel ridge regression", 0.5 * squaredNorm(K * a - y2) + 0.5 * c * (a * K * a), a,
      .inverse(K + c * .identity("n")) * y2),
    Case(
      "a proximal step", 0.5 * squaredNorm(θ - v) + 0.5 * c * (θ * Q * θ), θ,
      .inverse(.identity("n") + c * Q) * v),
    Case(
      "multi-target least squares", squaredNorm(X * W - Y), W, .inverse(X.transposed * X) * X.transposed * Y),
    Case("a weighted mean of matrices", squaredNorm(W - H) + c * squaredNorm(W), W, H / (1 + c)),
    Case(
      "an entrywise weighted fit", (H .* (W - Y2) .** 2).summed + c * squaredNorm(W), W,
      H .* Y2 ./ (H + c.broadcast(to: ["n", "p"]))),
    Case(
      "a matrix between two metrics", 0.5 * .trace(W.transposed * A * W * B) - .trace(Y2.transposed * W), W,
      .inverse(A) * Y2 * .inverse(B)),
    Case("the variance of a Gaussian", 0.5 * h * log(s) + 0.5 * c / s, s, c / h),
    Case(
      "the covariance of a Gaussian", 0.5 * h * .logDeterminant(S) + 0.5 * .trace(.inverse(S) * C), S, C / h),
    Case("the precision of a Gaussian", 0.5 * .trace(S * C) - 0.5 * h * .logDeterminant(S), S, h * .inverse(C)),
    Case("entropy against a linear cost", (p .* log(p) - p .* a).summed, p, exp(a - Formula.ones(["n"]))),
    Case("exponentials against a linear gain", (exp(θ) - p .* θ).summed, θ, log(p)),
    Case("a parabola", s .* c .** 2 - 3 * c * h, c, 3 * h / (2 * s)),
    Case("least squares on the entries", squaredNorm(M * W * N - Y2), W, .inverse(M) * Y2 * .inverse(N)),
    Case("squared logarithms", ((log(p) - a) .** 2).summed, p, exp(a), .stationaryPoint),
    Case(
      "binary entropy against a linear cost", h * log(h) + (1 - h) * log(1 - h) - s * h, h, sigmoid(s)),
    Case("a concave quadratic", b * θ - θ * Q * θ, θ, 0.5 * .inverse(Q) * b, .maximum),
  ]
  static let N = Formula.symbol("N", ["p", "p"], facts: [.invertible])
  static let y2 = Formula.symbol("y", ["n"])
  static let Y2 = Formula.symbol("Y", ["n", "p"])

  @Test("the closed form is the known one", arguments: cases)
  func known(item: Case) throws {
    let answer = try minimise(item.objective, over: item.variable)
    let solution = try #require(answer.solution, "\(answer.remark)")
    #expect(answer.kind == item.kind)
    #expect(answer.checks > 0)
    for seed in 0..<4 {
      // More rows than columns, so that least squares has one solution.
      let inputs = (item.objective + solution.summed + item.expected.summed).sampledInputs(
        sizes: ["n": 2 + seed % 2, "q": 5 + seed, "m": 4, "k": 2, "p": 3], seed: seed)
      let evaluator = Evaluator(inputs: inputs, sizes: ["n": 2 + seed % 2, "q": 5 + seed])
      #expect(try evaluator.evaluate(solution).distance(to: evaluator.evaluate(item.expected)) < 1e-9)
    }
  }

  @Test("Sylvester's equation is recognised and solved")
  func sylvester() throws {
    let answer = try minimise(
      0.5 * .trace(Self.W.transposed * Self.A * Self.W) + 0.5 * .trace(Self.W * Self.B * Self.W.transposed)
        - .trace(Self.Y2.transposed * Self.W), over: Self.W)
    let solution = try #require(answer.solution)
    let inputs = (solution.summed + Self.A.summed + Self.B.summed).sampledInputs(sizes: ["n": 3, "p": 2], seed: 1)
    let value = try Evaluator(inputs: inputs).evaluate(solution)
    var with = inputs
    with["W"] = value
    let residual = Self.A * Self.W + Self.W * Self.B - Self.Y2
    #expect(try Evaluator(inputs: with).evaluate(squaredNorm(residual)).scalar < 1e-20)
    #expect(answer.steps.contains { $0.rule == "Sylvester's equation" })
  }

  @Test("conditions name what is not known")
  func conditions() throws {
    let plain = try minimise(squaredNorm(Self.X * Self.w - Self.y), over: Self.w)
    #expect(plain.conditions == [.invertible(Self.X.transposed * Self.X)])
    #expect(try minimise(0.5 * (Self.θ * Self.Q * Self.θ) - Self.b * Self.θ, over: Self.θ).conditions.isEmpty)
    let unknown = try minimise(0.5 * (Self.θ * Self.M * Self.θ) - Self.b * Self.θ, over: Self.θ)
    // Definite implies invertible, which is not listed again.
    #expect(unknown.conditions.count == 1)
    #expect(unknown.conditions.allSatisfy { if case .positiveDefinite = $0 { true } else { false } })
  }

  @Test("many minimisers in numbers are all of them")
  func family() throws {
    let x = Formula.symbol("x", [2])
    let answer = try minimise(
      squaredNorm(Formula.matrix([[1, 2], [2, 4]]) * x - Formula.vector([1, 2])), over: x)
    #expect(answer.kind == .minimum && answer.family?.directions.map(\.columns) == [[[-2, 1]]])
    let unbounded = try minimise(x * Formula.matrix([[1, 0], [0, 0]]) * x + Formula.vector([0, 1]) * x, over: x)
    #expect(
      unbounded.solution == nil && unbounded.kind == .none
        && unbounded.remark.contains("vanishes nowhere: entry 2 reads 0 = −1"))
  }

  @Test("where there is no closed form, the answer says so")
  func none() throws {
    let logistic = try minimise(softplus(-(Self.y .* (Self.X * Self.w))).summed, over: Self.w)
    #expect(logistic.solution == nil && logistic.kind == .none && !logistic.remark.isEmpty)
    let linear = try minimise(Self.b * Self.θ, over: Self.θ)
    #expect(linear.solution == nil && linear.remark.contains("vanishes nowhere"))
  }
}
