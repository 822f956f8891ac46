import GradusExpression
import GradusNotation
import GradusSolving
import Testing

@Suite("Descent over kinks") struct GradientSamplingTests {
  @Test(
    "finds the minimum, where other methods stop at a kink",
    arguments: [
      ("norm1(x) + norm2(x - [1; 1/5])^2", [1.0, 1], [0.5, 0]), ("norm1(x - [1; 2])", [5, -3], [1, 2]),
      ("max(abs(x)) + norm1(x)", [2, 1], [0, 0]), ("sum(max(0, 1 - x)) + sum(x)/2", [-3, 4], [1, 1]),
      ("norm2(x - [3; 4]) + norm2(x)^2/20", [-1, 1], [3, 4]),
    ] as [(String, [Double], [Double])])
  func minimum(text: String, start: [Double], minimum: [Double]) throws {
    var reader = Reader()
    try reader.declare("x: [2]")
    let objective = try Objective(try reader.read(text).formula, over: [Symbol("x", [2])], shapes: [[2]])
    #expect(objective.mayHaveKinks)
    let descent = try Descent(objective, from: start, method: .gradientSampling)
    let last = try #require(Array(descent).last)
    #expect(zip(last.point, minimum).allSatisfy { abs($0 - $1) < 1e-4 }, "\(last.point)")
    #expect(descent.stop?.isConverged == true, "\(String(describing: descent.stop))")
  }

  @Test("Smooth formulas have no kinks", arguments: ["norm2(x)^2", "sum(exp(x))", "log(1 + x'*x)", "sqrt(1 + x'*x)"])
  func smooth(text: String) throws {
    var reader = Reader()
    try reader.declare("x: [2]")
    let objective = try Objective(try reader.read(text).formula, over: [Symbol("x", [2])], shapes: [[2]])
    #expect(!objective.mayHaveKinks)
  }
}
