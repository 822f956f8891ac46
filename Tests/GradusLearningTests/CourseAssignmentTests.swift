import GradusCalculus
import GradusExpression
import GradusLearning
import Testing

@Suite("The course assignment")
struct CourseAssignmentTests {
  typealias Figures = CourseAssignment

  let forwards: [ForwardPropagation]
  let backwards: [BackwardPropagation]

  init() throws {
    let network = try SmallNetwork(layers: [
      .init(weights: Figures.weights1, biases: Figures.biases1, activation: .relu),
      .init(weights: Figures.weights2, biases: Figures.biases2, activation: .softmax),
    ])
    let examples = 0..<Figures.input[0].count
    forwards = try examples.map { example in
      try ForwardPropagation(network, input: Figures.input.map { $0[example] })
    }
    backwards = try zip(examples, forwards).map { example, forward in
      try BackwardPropagation(forward, target: Figures.target.map { $0[example] }, relu: .oneAtZero)
    }
  }

  /// The largest difference of two tables of numbers.
  func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
    a.map(\.count) == b.map(\.count) ? zip(a.joined(), b.joined()).map { abs($0 - $1) }.max() ?? 0 : .infinity
  }

  func transposed(_ rows: [[Double]]) -> [[Double]] { rows[0].indices.map { j in rows.map { $0[j] } } }

  /// The mean over the examples of a table that each gives.
  func mean(_ tables: [[[Double]]]) -> [[Double]] {
    tables[0].indices.map { i in
      tables[0][i].indices.map { j in tables.map { $0[i][j] }.reduce(0, +) / Double(tables.count) }
    }
  }

  @Test("has the stated sums and outputs at every node")
  func forward() {
    #expect(distance(transposed(forwards.map(\.layers[0].sums)), Figures.sums1) < 1e-12)
    #expect(distance(transposed(forwards.map(\.layers[0].outputs)), Figures.outputs1) < 1e-12)
    #expect(distance(transposed(forwards.map(\.layers[1].sums)), Figures.sums2) < 1e-12)
    #expect(distance(transposed(forwards.map(\.layers[1].outputs)), Figures.outputs2) < 1e-8)
  }

  @Test("has the stated cost and count of right answers")
  func cost() {
    let losses = backwards.map(\.loss)
    #expect(abs(losses.reduce(0, +) / Double(losses.count) - Figures.cost) < 1e-8)
    func largest(_ values: [Double]) -> Int? { values.indices.max { values[$0] < values[$1] } }
    let right = zip(forwards, backwards).count { largest($0.output) == largest($1.target) }
    #expect(right == Figures.correct)
  }

  @Test("has the stated gradients, with ReLU′(0) = 1")
  func gradients() {
    #expect(distance(mean(backwards.map(\.layers[0].weightGradient)), Figures.weightGradient1) < 1e-8)
    #expect(distance(mean(backwards.map { [$0.layers[0].biasGradient] }), [Figures.biasGradient1]) < 1e-8)
    #expect(distance(mean(backwards.map(\.layers[1].weightGradient)), Figures.weightGradient2) < 1e-8)
    #expect(distance(mean(backwards.map { [$0.layers[1].biasGradient] }), [Figures.biasGradient2]) < 1e-8)
  }

  @Test("has the stated parameters after a step of gradient descent")
  func update() {
    func stepped(_ values: [[Double]], _ gradient: [[Double]]) -> [[Double]] {
      zip(values, gradient).map { zip($0, $1).map { $0 - Figures.learningRate * $1 } }
    }
    let weights1 = stepped(Figures.weights1, mean(backwards.map(\.layers[0].weightGradient)))
    let weights2 = stepped(Figures.weights2, mean(backwards.map(\.layers[1].weightGradient)))
    let biases1 = stepped([Figures.biases1], mean(backwards.map { [$0.layers[0].biasGradient] }))
    let biases2 = stepped([Figures.biases2], mean(backwards.map { [$0.layers[1].biasGradient] }))
    #expect(distance(weights1, Figures.updatedWeights1) < 1e-8)
    #expect(distance(weights2, Figures.updatedWeights2) < 1e-8)
    #expect(distance(biases1, [Figures.updatedBiases1]) < 1e-8)
    #expect(distance(biases2, [Figures.updatedBiases2]) < 1e-8)
  }
}
