import Gradus
import Testing

// The code of the article "The expression graph".
@Suite("The expression graph, as documented")
struct ExpressionGraphExamples {
  @Test func shapes() throws {
    let X = Formula.symbol("X", ["m", "n"])
    let w = Formula.symbol("w", ["n"])
    let y = Formula.symbol("y", ["m"])
    let loss = squaredNorm(X * w - y)

    #expect(loss.isScalar)
    #expect((X * w).shape == ["m"])
    #expect(X * w - y == -(y - X * w))  // one node, however it was written

    let error = #expect(throws: ShapeError.self) { try Formula.multiplying(X, y) }
    #expect(error?.description == "'*' cannot join [m, n] with [m]: the lengths n and m differ")

    let evaluator = Evaluator(inputs: [
      "X": Tensor(matrix: [[1, 2], [3, 4], [5, 6]]),
      "w": Tensor(vector: [1, -1]),
      "y": Tensor(vector: [0, 0, 1]),
    ])
    #expect(try evaluator.evaluate(loss).scalar == 6)
  }

  @Test func products() throws {
    let A = Formula.symbol("A", ["n", "n"])
    let trace = Formula.contraction([.init(A, [0, 0])], output: [])
    let transpose = Formula.contraction([.init(A, [1, 0])], output: [0, 1])

    #expect(trace == .trace(A))
    #expect(transpose == A.transposed)
    #expect(Formula.ones(["n"]).summed == .size("n"))  // Σᵢ 1 over an axis is its length
  }

  @Test func softmaxIsADefinition() throws {
    let z = Formula.symbol("z", ["n"])
    #expect(softmax(z) == exp(z - logSumExp(z)))
  }

  @Test func facts() throws {
    let Q = Formula.symbol("Q", ["n", "n"], facts: [.symmetric])
    #expect(Q.transposed.simplified() == Q)
  }
}
