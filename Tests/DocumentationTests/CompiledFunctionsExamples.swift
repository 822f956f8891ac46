import Gradus
import Testing

// The code of the article "Compiled functions".
@Suite("Compiled functions, as documented")
struct CompiledFunctionsExamples {
  @Test func compiled() async throws {
    let w = Formula.symbol("w", ["d"])
    let X = Formula.symbol("X", ["n", "d"])
    let y = Formula.symbol("y", ["n"])
    let loss = try Compiled(
      squaredNorm(X * w - y), inputs: w, X, y, computing: .gradient(w), .hessian(w), sizes: ["n": 2, "d": 2])
    let value = try loss([1, 0], [1, 2, 3, 4], [1, 1])
    #expect(value == 4)
    #expect(try loss.tensor(.gradient(w)) == Tensor(vector: [12, 16]))
    #expect(try loss.tensor(.hessian(w)) == Tensor(matrix: [[20, 28], [28, 40]]))

    var slope = [0.0, 0]
    try loss.read(.gradient(w), into: &slope)
    #expect(slope == [12, 16])

    let x = Formula.symbol("x", [3])
    let pool = try CompiledPool(Compiled(squaredNorm(x), inputs: x))
    let sum = try await withThrowingTaskGroup(of: Double.self) { group in
      for task in 0..<8 { group.addTask { try pool.borrow { try $0([Double(task), 0, 0]) } } }
      return try await group.reduce(0, +)
    }
    #expect(sum == 140)

    let data = ["X": Tensor(matrix: [[1, 0], [0, 2], [1, 1]]), "y": Tensor(vector: [1, 4, 3])]
    let objective = try Objective(
      squaredNorm(X * w - y), over: [Symbol("w", ["d"])], shapes: [[2]], data: data)
    let last = try Array(Descent(objective, from: [0, 0], method: .newton)).last
    #expect(abs(try #require(last).point[1] - 2) < 1e-9)

    let rate = Formula.symbol("rate")
    let slopeOfLoss = try gradient(of: squaredNorm(X * w - y), withRespectTo: w)
    let plan = try Plan(
      outputs: [("loss", squaredNorm(X * w - y))], updates: [("w", w - rate * slopeOfLoss)],
      sizes: ["n": 100, "d": 5], precision: .float32, stored: ["w": .float64])
    #expect(plan.inputs.first { $0.name == "w" }?.precision == .float64)
  }
}
