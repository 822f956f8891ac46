internal import GradusCalculus
public import GradusExpression

/// The chain rule carried backward through a small network, with every number on the way.
///
///     δˡⱼ = ∂L/∂zˡⱼ = ∂L/∂aˡⱼ · σ′(zˡⱼ),   ∂L/∂aˡᵢ = Σⱼ wˡ⁺¹ᵢⱼ δˡ⁺¹ⱼ,   ∂L/∂wˡᵢⱼ = aˡ⁻¹ᵢ δˡⱼ,   ∂L/∂bˡⱼ = δˡⱼ
///
/// None of the numbers is computed by these lines: each is the value of a gradient that the expression graph derived from
/// the formula of the loss. The lines show which product makes it.
public struct BackwardPropagation: Hashable, Sendable, Encodable {
  /// What the chain rule gives at one layer.
  public struct Layer: Hashable, Sendable, Encodable {
    /// What the layer makes of its sums.
    public let activation: Activation
    /// ∂L/∂aⱼ; nil in a last layer whose loss is a function of the sums, as cross-entropy is.
    public let outputGradient: [Double]?
    /// σ′(zⱼ); nil where `outputGradient` is.
    public let slopes: [Double]?
    /// δⱼ = ∂L/∂zⱼ
    public let sumGradient: [Double]
    /// ∂L/∂wᵢⱼ in the shape of the weights.
    public let weightGradient: [[Double]]
    /// ∂L/∂bⱼ
    public let biasGradient: [Double]
  }

  /// Which loss the derivatives are of.
  public let lossKind: PropagationLoss
  /// What the output should have been.
  public let target: [Double]
  /// L
  public let loss: Double
  /// The layers, first to last.
  public let layers: [Layer]

  package let forward: ForwardPropagation

  /// - Parameters:
  ///   - forward: the example, carried forward.
  ///   - target: one number an output of the network.
  ///   - loss: cross-entropy after a softmax and the squared error otherwise, if left out.
  ///   - relu: what ReLU′(0) is taken to be.
  /// - Throws: `PropagationError` where the target or the loss does not fit the network.
  public init(
    _ forward: ForwardPropagation, target: [Double], loss: PropagationLoss? = nil, relu: ReLUConvention = .zeroAtZero
  ) throws {
    let network = forward.network
    let last = network.layers.count - 1
    let lossKind = loss ?? (network.layers[last].activation == .softmax ? .crossEntropy : .squaredError)
    try Self.check(network, target, lossKind)
    self.forward = forward
    self.target = target
    self.lossKind = lossKind

    let formula = SmallNetworkFormula(network)
    var values = formula.parameterValues
    values["x"] = Tensor(vector: forward.input)
    values["t"] = Tensor(vector: target)
    for (index, layer) in forward.layers.enumerated() {
      values["z\(index + 1)"] = Tensor(vector: layer.sums)
      values["a\(index + 1)"] = Tensor(vector: layer.outputs)
      values["r\(index + 1)"] = Tensor(vector: forward.roundings[index])
    }
    let evaluator = Evaluator(inputs: values)

    let whole = formula.loss(lossKind)
    self.loss = try evaluator.evaluate(whole).scalar
    let gradients = try evaluator.evaluate(
      gradients(of: whole, withRespectTo: formula.weights + formula.biases, relu: relu))

    var layers: [Layer] = []
    for (index, layer) in network.layers.enumerated() {
      func value(_ formula: Formula, gradientIn symbol: Formula) throws -> [Double] {
        try evaluator.evaluate(gradient(of: formula, withRespectTo: symbol, relu: relu)).values
      }
      let (z, a) = (formula.sums[index], formula.outputs[index])
      var outputGradient: [Double]?
      if index < last {
        outputGradient = try value(formula.loss(lossKind, output: a, of: index), gradientIn: a)
      } else if !lossKind.isOfSums {
        outputGradient = try value(formula.loss(lossKind, lastOutput: a), gradientIn: a)
      }
      let slopes = try outputGradient.map { _ in try value(layer.activation(z).summed, gradientIn: z) }
      let weights = gradients[index].values
      layers.append(
        Layer(
          activation: layer.activation, outputGradient: outputGradient, slopes: slopes,
          sumGradient: try value(formula.loss(lossKind, sum: z, of: index), gradientIn: z),
          weightGradient: stride(from: 0, to: weights.count, by: layer.outputs).map {
            Array(weights[$0..<$0 + layer.outputs])
          },
          biasGradient: gradients[network.layers.count + index].values))
    }
    self.layers = Self.withoutCancellation(layers, network)
  }

  /// What a sum that cancels leaves over is 0 on paper, and so is all that it is a factor of: −2.2·10⁻¹⁶ in
  /// ∂L/∂aᵢ = Σⱼ wᵢⱼ δⱼ = 0.73 − 0.73.
  private static func withoutCancellation(_ layers: [Layer], _ network: SmallNetwork) -> [Layer] {
    var layers = layers
    for index in layers.indices.dropLast().reversed() {
      let next = layers[index + 1].sumGradient
      let scale = next.map(\.magnitude).max() ?? 0
      guard var incoming = layers[index].outputGradient else { continue }
      let gone = incoming.indices.filter { node in
        let terms = network.layers[index + 1].weights[node].reduce(0) { $0 + $1.magnitude } * scale
        return incoming[node] != 0 && incoming[node].magnitude <= 1e-14 * terms || terms == 0
      }
      let layer = layers[index]
      func cleaned(_ values: [Double]) -> [Double] { values.indices.map { gone.contains($0) ? 0 : values[$0] } }
      incoming = cleaned(incoming)
      layers[index] = Layer(
        activation: layer.activation, outputGradient: incoming, slopes: layer.slopes,
        sumGradient: cleaned(layer.sumGradient),
        weightGradient: layer.weightGradient.map(cleaned), biasGradient: cleaned(layer.biasGradient))
    }
    return layers
  }

  private static func check(_ network: SmallNetwork, _ target: [Double], _ loss: PropagationLoss)
    throws(PropagationError)
  {
    guard target.count == network.outputs else { throw .targetCount(expected: network.outputs, found: target.count) }
    switch (loss, network.layers[network.layers.count - 1].activation) {
    case (.crossEntropy, .softmax):
      let sum = target.reduce(0, +)
      if abs(sum - 1) > 1e-6 { throw .targetSum(sum) }
    case (.crossEntropy, .sigmoid): break
    case (.crossEntropy, let activation): throw .crossEntropy(of: activation)
    case (.other(let loss), let activation):
      guard loss.fits(network.outputs) else { throw .lossOfOneNumber(loss.name, outputs: network.outputs) }
      if loss.output == .identity {
        if activation == .softmax { throw .squaredErrorOfSoftmax }
      } else if OutputMap(activation) != loss.output {
        throw .outputMap(loss.name, needed: loss.output, found: activation)
      }
    case (.squaredError, .softmax): throw .squaredErrorOfSoftmax
    case (.squaredError, _): break
    }
  }

  private enum CodingKeys: String, CodingKey { case lossKind = "loss_kind", target, loss, layers }

  /// As an object with the numbers of every layer.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lossKind, forKey: .lossKind)
    try container.encode(target, forKey: .target)
    try container.encode(loss, forKey: .loss)
    try container.encode(layers, forKey: .layers)
  }
}
