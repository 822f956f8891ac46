import GradusCalculus
import GradusExpression
import GradusLearning
import GradusOptimization
import Testing
import _GradusTestSupport

@Suite("Propagation by hand")
struct PropagationTests {
  /// The network of exercise 4 of the sheet.
  static func sheet(_ activation: Activation) throws -> SmallNetwork {
    try SmallNetwork(layers: [
      .init(weights: [[2, 1, 3], [2, -1, 1]], biases: [1, 0, -1], activation: activation),
      .init(weights: [[3], [1], [2]], biases: [1]),
    ])
  }

  @Test(
    "answers exercise 4: 36 with the identity and 38 with ReLU",
    arguments: [(Activation.identity, [9.0, -2, 5], 36.0), (.relu, [9, 0, 5], 38)])
  func exercise4(activation: Activation, hidden: [Double], output: Double) throws {
    let forward = try ForwardPropagation(Self.sheet(activation), input: [1, 3])
    #expect(forward.layers[0].sums == [9, -2, 5])
    #expect(forward.layers[0].outputs == hidden)
    #expect(forward.output == [output])
  }

  @Test("writes out every node's sum with its numbers")
  func forwardLines() throws {
    let lines = try ForwardPropagation(Self.sheet(.relu), input: [1, 3]).lines
    #expect(
      lines == [
        "x = (1, 3)", "",
        "Layer 1: z¹ⱼ = Σᵢ w¹ᵢⱼ xᵢ + b¹ⱼ, a¹ⱼ = ReLU(z¹ⱼ)",
        "  z¹₁ = 2·1 + 2·3 + 1 = 9",
        "  z¹₂ = 1·1 − 1·3 + 0 = −2",
        "  z¹₃ = 3·1 + 1·3 − 1 = 5",
        "  a¹₁ = ReLU(9) = 9",
        "  a¹₂ = ReLU(−2) = 0",
        "  a¹₃ = ReLU(5) = 5",
        "  a¹ = (9, 0, 5)", "",
        "Layer 2: z²ⱼ = Σᵢ w²ᵢⱼ a¹ᵢ + b²ⱼ, ŷⱼ = z²ⱼ",
        "  z²₁ = 3·9 + 1·0 + 2·5 + 1 = 38",
        "  ŷ = 38",
      ])
    let identity = try ForwardPropagation(Self.sheet(.identity), input: [1, 3]).lines
    #expect(identity.suffix(2) == ["  z²₁ = 3·9 − 1·2 + 2·5 + 1 = 36", "  ŷ = 36"])
  }

  @Test("writes out the chain rule with its numbers")
  func backwardLines() throws {
    let forward = try ForwardPropagation(Self.sheet(.relu), input: [1, 3])
    let lines = try BackwardPropagation(forward, target: [30]).lines
    #expect(lines.prefix(2) == ["t = 30", "L = ½ Σⱼ (ŷⱼ − tⱼ)² = ½ (38 − 30)² = 32"])
    for line in [
      "  ∂L/∂ŷ₁ = ŷ₁ − t₁ = 38 − 30 = 8", "  ∂L/∂w²₃₁ = a¹₃ δ²₁ = 5·8 = 40", "  ∂L/∂W² = [72; 0; 40]",
      "  ∂L/∂a¹₂ = w²₂₁ δ²₁ = 1·8 = 8", "  δ¹₂ = ∂L/∂a¹₂ · ReLU′(−2) = 8·0 = 0",
      "  ∂L/∂w¹₂₃ = x₂ δ¹₃ = 3·16 = 48", "  ∂L/∂W¹ = [24 0 16; 72 0 48]", "  ∂L/∂b¹ = (24, 0, 16)",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  static let cases: [(Activation, Activation, PropagationLoss)] = [
    (.tanh, .identity, .squaredError), (.sigmoid, .sigmoid, .squaredError), (.relu, .tanh, .squaredError),
    (.identity, .relu, .squaredError), (.tanh, .softmax, .crossEntropy), (.relu, .sigmoid, .crossEntropy),
    (.gelu, .identity, .other(.named("huber"))), (.tanh, .tanh, .other(.named("log-cosh"))),
    (.softplus, .softmax, .other(.named("focal"))), (.tanh, .sigmoid, .other(.named("binary-cross-entropy"))),
    (.tanh, .identity, .other(.named("hinge", ["power": 2]))),
  ]

  static func sampled(_ hidden: Activation, _ last: Activation, seed: Int) throws -> (
    SmallNetwork, x: [Double], t: [Double]
  ) {
    var generator = SeededGenerator(seed)
    func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in generator.uniform() } }
    let widths = [3, 4, 2, 3]
    let layers = (0..<3).map { l in
      SmallNetwork.Layer(
        weights: (0..<widths[l]).map { _ in numbers(widths[l + 1]) }, biases: numbers(widths[l + 1]),
        activation: l == 2 ? last : hidden)
    }
    return (try SmallNetwork(layers: layers), numbers(3), [0, 1, 0])
  }

  @Test("gives the gradient that finite differences of the loss give", arguments: cases, [1, 2])
  func finiteDifferences(kind: (Activation, Activation, PropagationLoss), seed: Int) throws {
    let (network, x, t) = try Self.sampled(kind.0, kind.1, seed: seed)
    func loss(_ layers: [SmallNetwork.Layer]) throws -> Double {
      let forward = try ForwardPropagation(SmallNetwork(layers: layers), input: x)
      return try BackwardPropagation(forward, target: t, loss: kind.2).loss
    }
    let backward = try BackwardPropagation(ForwardPropagation(network, input: x), target: t, loss: kind.2)
    let h = 1e-5
    for (l, layer) in network.layers.enumerated() {
      for (i, j) in [(0, 0), (layer.inputs - 1, layer.outputs - 1)] {
        func moved(_ step: Double) throws -> Double {
          var (weights, layers) = (layer.weights, network.layers)
          weights[i][j] += step
          layers[l] = .init(weights: weights, biases: layer.biases, activation: layer.activation)
          return try loss(layers)
        }
        let slope = try (moved(h) - moved(-h)) / (2 * h)
        #expect(abs(slope - backward.layers[l].weightGradient[i][j]) < 1e-8)
      }
    }
  }

  @Test("shows products that make the graph's gradients", arguments: cases, [3, 4])
  func products(kind: (Activation, Activation, PropagationLoss), seed: Int) throws {
    let (network, x, t) = try Self.sampled(kind.0, kind.1, seed: seed)
    let forward = try ForwardPropagation(network, input: x)
    let layers = try BackwardPropagation(forward, target: t, loss: kind.2).layers
    func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }
    for (l, layer) in layers.enumerated() {
      let inputs = l == 0 ? x : forward.layers[l - 1].outputs
      for (j, delta) in layer.sumGradient.enumerated() {
        #expect(near(layer.biasGradient[j], delta))
        for i in inputs.indices { #expect(near(layer.weightGradient[i][j], inputs[i] * delta)) }
        if let gradient = layer.outputGradient, let slopes = layer.slopes {
          #expect(near(delta, gradient[j] * slopes[j]))
        } else {
          if kind.2 == .crossEntropy { #expect(near(delta, forward.output[j] - t[j])) }
        }
        if l + 1 < layers.count, let gradient = layer.outputGradient {
          let through = zip(network.layers[l + 1].weights[j], layers[l + 1].sumGradient).map { $0 * $1 }.reduce(0, +)
          #expect(near(gradient[j], through))
        }
      }
    }
  }

  /// The mean over the outputs that training takes is a third of the sum of exercises, and twice the half.
  @Test("has the losses of training")
  func lossesOfTraining() throws {
    let (network, x, t) = try Self.sampled(.tanh, .identity, seed: 5)
    let forward = try ForwardPropagation(network, input: x)
    let half = try BackwardPropagation(forward, target: t, loss: .squaredError)
    let mean = try BackwardPropagation(forward, target: t, loss: .other(.named("squared-error")))
    #expect(abs(half.loss * 2 / 3 - mean.loss) < 1e-12)
    #expect(abs(half.layers[0].biasGradient[1] * 2 / 3 - mean.layers[0].biasGradient[1]) < 1e-12)
    let lines = try BackwardPropagation(forward, target: t, loss: PropagationLoss(Clause(parsing: "huber 0.5"))).lines
    #expect(lines[1].hasPrefix("huber 0.5: ½ (z − y)² up to δ"), "\(lines[1])")
    #expect(lines.contains { $0.hasPrefix("  ∂L/∂ŷ₁ = ") })
    #expect(throws: PropagationError.self) {
      _ = try BackwardPropagation(forward, target: t, loss: .other(.named("focal")))
    }
  }

  @Test("takes ReLU′(0) as asked", arguments: [(ReLUConvention.zeroAtZero, 0.0), (.oneAtZero, 1)])
  func reluAtZero(convention: ReLUConvention, slope: Double) throws {
    let network = try SmallNetwork(layers: [
      .init(weights: [[1]], biases: [0], activation: .relu), .init(weights: [[2]], biases: [0]),
    ])
    let forward = try ForwardPropagation(network, input: [0])
    let backward = try BackwardPropagation(forward, target: [3], relu: convention)
    #expect(backward.layers[0].slopes == [slope])
    #expect(backward.layers[0].biasGradient == [-6 * slope])
  }

  @Test("refuses what does not fit, in words that say what was expected")
  func refusals() throws {
    let network = try Self.sheet(.relu)
    #expect(throws: PropagationError.inputCount(expected: 2, found: 1)) { try ForwardPropagation(network, input: [1]) }
    let forward = try ForwardPropagation(network, input: [1, 3])
    #expect(throws: PropagationError.targetCount(expected: 1, found: 2)) {
      try BackwardPropagation(forward, target: [1, 2])
    }
    #expect(throws: PropagationError.crossEntropy(of: .identity)) {
      try BackwardPropagation(forward, target: [1], loss: .crossEntropy)
    }
    let huge = try SmallNetwork(layers: [.init(weights: [[1e300]], biases: [0])])
    #expect(throws: PropagationError.overflow(layer: 1)) { try ForwardPropagation(huge, input: [1e300]) }
    let softmax = try SmallNetwork(layers: [.init(weights: [[1, 2]], biases: [0, 0], activation: .softmax)])
    let chances = try ForwardPropagation(softmax, input: [1])
    #expect(throws: PropagationError.targetSum(2)) { try BackwardPropagation(chances, target: [1, 1]) }
    #expect(throws: PropagationError.squaredErrorOfSoftmax) {
      try BackwardPropagation(chances, target: [1, 0], loss: .squaredError)
    }
    #expect(
      PropagationError.inputCount(expected: 2, found: 1).description == "the network has 2 inputs, but 1 number came in"
    )
    #expect(throws: PropagationError.network("layer 1 has the activation softmax, which only the last layer may have"))
    {
      try network.withHiddenActivation(.softmax)
    }
  }
}
