import Gradus
import Testing

// The code of the article "Getting started".
@Suite("Getting started, as documented")
struct GettingStartedExamples {
  @Test func leastSquares() throws {
    let X = Formula.symbol("X", ["m", "n"])
    let w = Formula.symbol("w", ["n"])
    let y = Formula.symbol("y", ["m"])
    let loss = squaredNorm(X * w - y)

    let slope = try gradient(of: loss, withRespectTo: w).simplified()
    #expect(slope == 2 * (X.transposed * (X * w - y)))
  }

  @Test func networkByHand() throws {
    let network = try SmallNetwork(layers: [
      .init(weights: [[2, 1, 3], [2, -1, 1]], biases: [1, 0, -1], activation: .relu),
      .init(weights: [[3], [1], [2]], biases: [1]),
    ])
    let forward = try ForwardPropagation(network, input: [1, 3])
    #expect(forward.output == [38])
    print(forward.lines.joined(separator: "\n"))

    let backward = try BackwardPropagation(forward, target: [30])
    #expect(backward.layers[0].weightGradient == [[24, 0, 16], [72, 0, 48]])
  }
}
