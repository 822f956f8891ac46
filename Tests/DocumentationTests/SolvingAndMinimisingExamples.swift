import Foundation
import Gradus
import Testing

// The code of the article "Solving and minimising".
@Suite("Solving and minimising, as documented")
struct SolvingAndMinimisingExamples {
  @Test func systems() throws {
    let Q = Formula.symbol("Q", ["n", "n"])
    let b = Formula.symbol("b", ["n"])
    let unknown = Symbol("θ", ["n"])
    let equation = Equation(Q * .symbol(unknown), equals: b, for: unknown)
    guard case .symbolic(let solution, let conditions, _) = equation.solve() else { return }
    #expect(solution == Formula.inverse(Q) * b)
    #expect(conditions == [.invertible(Q)])

    let point = try solution.evaluated(at: [
      "Q": Tensor(matrix: [[4, 2], [2, 2]]),
      "b": Tensor(vector: [10, 4]),
    ])
    #expect(point.values == [3, -1])

    let numbers = ["Q": Tensor(matrix: [[4, 2], [2, 2]]), "b": Tensor(vector: [10, 4])]
    let answer = try equation.solve(at: numbers)
    #expect(answer.value.values == [3, -1] && answer.system.method == .cholesky && answer.system.warning == nil)

    #expect(throws: ExecutorError.singularMatrix("Q")) {
      try solution.evaluated(at: ["Q": Tensor(matrix: [[3, 6], [2, 4]]), "b": Tensor(vector: [1, 2])])
    }
  }

  @Test func oneNumber() throws {
    let t = Formula.symbol("t")
    guard case .roots(let found) = Equation(t .** 2 - 3 * t, equals: -1, for: Symbol("t")).solve() else { return }
    let root = sqrt(Formula.constant(5)) / 2
    #expect(found.roots.map(\.value) == [1.5 - root, 1.5 + root])

    let answer = try minimise(t .** 4 - 2 * t .** 2 + t, over: t)
    #expect(answer.kind == .uniqueMinimum && answer.stationaryPoints.map(\.kind) == [.minimum, .maximum, .minimum])
  }

  @Test func factorisedOnce() throws {
    let S = Formula.symbol("S", ["n", "n"], facts: [.positiveDefinite])
    let x = Formula.symbol("x", ["n"])
    let form = x * Formula.inverse(S) * x
    let plan = try Plan(
      outputs: [("density", -(form + Formula.logDeterminant(S)).scaled(by: 1 / 2)), ("slope", Formula.inverse(S) * x)],
      sizes: ["n": 50], precision: .float64)
    #expect(plan.description.components(separatedBy: "factors(").count == 2)
    #expect(!plan.description.contains("inverse"))
  }
}
