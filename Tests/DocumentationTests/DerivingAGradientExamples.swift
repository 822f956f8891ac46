import Gradus
import Testing

// The code of the article "Deriving a gradient".
@Suite("Deriving a gradient, as documented")
struct DerivingAGradientExamples {
  @Test func quadratic() throws {
    let A = Formula.symbol("A", ["n", "n"])
    let x = Formula.symbol("x", ["n"])
    let b = Formula.symbol("b", ["n"])
    let c = Formula.symbol("c")
    let f = x * A * x + b * x + c

    let slope = try gradient(of: f, withRespectTo: x)
    #expect(slope.simplified() == (A + A.transposed) * x + b)

    let curvature = try hessian(of: f, withRespectTo: x)
    #expect(curvature.simplified() == A + A.transposed)
  }

  @Test func facts() throws {
    let Q = Formula.symbol("Q", ["n", "n"], facts: [.symmetric])
    let θ = Formula.symbol("θ", ["n"])
    let b = Formula.symbol("b", ["n"])
    let L = Formula.constant(Rational(1, 2)) * (θ * Q * θ) - b * θ

    let derivation = try gradient(of: L, withRespectTo: θ).simplification()
    #expect(derivation.result == Q * θ - b)
    #expect(derivation.facts.map(\.description) == ["Q symmetric"])
    for step in derivation.steps {
      print(step.rule, step.sentence)
    }
  }

  @Test func classification() throws {
    let z = Formula.symbol("z", ["k"])
    let t = Formula.symbol("t", ["k"], facts: [.sumsToOne])
    let crossEntropy = logSumExp(z) - t * z

    let residual = try gradient(of: crossEntropy, withRespectTo: z).simplified()
    #expect(residual == softmax(z) - t)
  }

  @Test func unknown() throws {
    let A = Formula.symbol("A", ["n", "n"])
    let f = Formula.matrixFunction(.tanh, A).summed
    #expect(throws: DifferentiationError.self) { try gradient(of: f, withRespectTo: A) }
  }

  @Test func check() throws {
    let x = Formula.symbol("x", ["n"])
    let f = log(1 + squaredNorm(x))
    let slope = try gradient(of: f, withRespectTo: x)

    let point = [0.3, -1.2, 0.7]
    func value(_ x: [Double]) throws -> Double {
      try Evaluator(inputs: ["x": Tensor(vector: x)]).evaluate(f).scalar
    }
    let derived = try Evaluator(inputs: ["x": Tensor(vector: point)]).evaluate(slope)
    for i in point.indices {
      var (above, below) = (point, point)
      above[i] += 1e-6
      below[i] -= 1e-6
      let difference = try (value(above) - value(below)) / 2e-6
      #expect(Swift.abs(difference - derived[i]) < 1e-8)
    }
  }
}
