import Gradus
import Testing

// The code of Documentation/Tour.md.
@Suite("The tour, as documented")
struct TourExamples {
  @Test func fromTextToKernel() throws {
    var reader = Reader()
    let reading = try reader.read("\\sum_i \\log(1 + \\exp(-y_i w^T x_i))")
    let loss = reading.formula
    #expect(reading.shapesNote() == "read: y [n], w [d], xᵢ row i of X [n, d]")

    let X = Formula.symbol("X", ["n", "d"])
    let w = Formula.symbol("w", ["d"])
    let y = Formula.symbol("y", ["n"])
    #expect(loss == log(1 + exp(-(X * w) .* y)).summed)
    #expect(loss.simplified() == .map(.softplus, -(y .* (X * w))).summed)

    let slope = try gradient(of: loss, withRespectTo: w)
    let derivation = slope.simplification()
    #expect("\(derivation.result)" == "−Xᵀ(y ⊙ sigmoid(−y ⊙ (X w)))")

    let numbers = derivation.result.sampledInputs(sizes: ["n": 4, "d": 3], seed: 1)
    let oracle = Evaluator(inputs: numbers, sizes: ["n": 4, "d": 3])
    #expect(try oracle.evaluate(slope).distance(to: oracle.evaluate(derivation.result)) < 1e-12)

    let rate = Formula.symbol("rate")
    let plan = try Plan(
      outputs: [("loss", loss)], updates: [("w", w - rate * derivation.result)],
      sizes: ["n": 4, "d": 3], precision: .float64)
    print(plan)
    #expect(plan.description.contains("loop over"))

    let executor = try Executor(plan)
    for (name, value) in numbers { try executor.write(name, value.values) }
    try executor.write("rate", 0.1)
    var losses: [Double] = []
    for _ in 0..<100 {
      executor.run()
      losses.append(try executor.readScalar("loss"))
    }
    #expect(losses[99] < losses[0])
    #expect(losses[0] == (try oracle.evaluate(loss).scalar))
  }

  @Test func anOptimiser() throws {
    let w = Symbol("w", ["d"])
    let g = Formula.symbol("g", ["d"])
    let update = Optimizer.momentum(Rational(9, 10)).update(w, gradient: g)
    #expect("\(update.memories["velocity"]!)" == "9/10 w.velocity + g")
  }

  @Test func aLaw() throws {
    let doubleAngle = RewriteRule("double angle", "The sine of twice an angle.") { formula in
      guard case .map(.sin, let argument) = formula.node, argument.terms.count == 1,
        argument.terms[0].coefficient == 2
      else { return nil }
      let half = argument.terms[0].formula
      return Rewrite(2 * (sin(half) .* cos(half)))
    }
    let x = Formula.symbol("x", ["n"])
    let derivation = Rewriter([doubleAngle]).rewrite(sin(2 * x).summed)
    #expect(derivation.result == 2 * (sin(x) .* cos(x)).summed)
    #expect(derivation.steps.map(\.rule) == ["double angle"])
  }
}
