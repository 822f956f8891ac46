internal import GradusExpression

/// One example carried forward through a small network, with every number on the way.
///
///     zˡⱼ = Σᵢ aˡ⁻¹ᵢ wˡᵢⱼ + bˡⱼ,   aˡⱼ = σ(zˡⱼ),   a⁰ = x
///
/// Numbers are the decimals that they are written as, and each sum is rounded once, at its end, so that it is what paper says:
/// 0.1·4 + 0.2·3 − 0.2·5 is 0.
public struct ForwardPropagation: Hashable, Sendable, Encodable {
  /// One product under a node's sum.
  public struct Product: Hashable, Sendable, Encodable {
    /// The factor of the input.
    public let weight: Double
    /// What is weighted.
    public let input: Double
  }

  /// One node with all numbers that lead to its output.
  public struct Node: Hashable, Sendable, Encodable {
    /// One product an input.
    public let products: [Product]
    /// What is added to the weighted sum.
    public let bias: Double
    /// z
    public let sum: Double
    /// a = σ(z)
    public let output: Double
  }

  /// One layer with its nodes.
  public struct Layer: Hashable, Sendable, Encodable {
    /// What the layer makes of its sums.
    public let activation: Activation
    /// The nodes, in order.
    public let nodes: [Node]

    /// The weighted sums of the nodes.
    public var sums: [Double] { nodes.map(\.sum) }
    /// What the nodes put out.
    public var outputs: [Double] { nodes.map(\.output) }
  }

  /// What goes into the network.
  public let input: [Double]
  /// The layers, first to last.
  public let layers: [Layer]

  /// ŷ
  public var output: [Double] { layers[layers.count - 1].outputs }

  package let network: SmallNetwork
  /// What double precision would have lost in each layer's sums.
  let roundings: [[Double]]

  /// - Parameter input: one number an input of the network.
  /// - Throws: `PropagationError` where their counts differ or a layer's numbers overflow.
  public init(_ network: SmallNetwork, input: [Double]) throws {
    guard input.count == network.inputs else {
      throw PropagationError.inputCount(expected: network.inputs, found: input.count)
    }
    let formula = SmallNetworkFormula(network)
    var values = formula.parameterValues
    var layers: [Layer] = []
    var roundings: [[Double]] = []
    var (symbol, incoming) = (formula.input, input)
    for (index, layer) in network.layers.enumerated() {
      values[symbol.symbols[0].name] = Tensor(vector: incoming)
      let rounded = try Evaluator(inputs: values).evaluate(formula.roundedSum(of: index, input: symbol)).values
      let sums = layer.exactSums(of: incoming)
      roundings.append(zip(sums, rounded).map { $0 - $1 })

      values[formula.sums[index].symbols[0].name] = Tensor(vector: sums)
      let output = formula.output(of: index, sum: formula.sums[index])
      let outputs = try Evaluator(inputs: values).evaluate(output).values
      guard (sums + outputs).allSatisfy(\.isFinite) else { throw PropagationError.overflow(layer: index + 1) }
      let nodes = sums.indices.map { j in
        Node(
          products: incoming.indices.map { Product(weight: layer.weights[$0][j], input: incoming[$0]) },
          bias: layer.biases[j], sum: sums[j], output: outputs[j])
      }
      layers.append(Layer(activation: layer.activation, nodes: nodes))
      (symbol, incoming) = (formula.outputs[index], outputs)
    }
    self.network = network
    self.input = input
    self.layers = layers
    self.roundings = roundings
  }

  private enum CodingKeys: CodingKey { case input, layers, output }

  /// As an object with the numbers of every node.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(input, forKey: .input)
    try container.encode(layers, forKey: .layers)
    try container.encode(output, forKey: .output)
  }
}

extension SmallNetwork.Layer {
  /// Σᵢ inputᵢ wᵢⱼ + bⱼ of the decimals as written, rounded once.
  fileprivate func exactSums(of input: [Double]) -> [Double] {
    func exact(_ value: Double) -> Rational {
      guard let exact = Rational("\(value)") else { preconditionFailure("\(value) is no decimal") }
      return exact
    }
    let inputs = input.map(exact)
    return biases.indices.map { j in
      zip(inputs, weights).reduce(exact(biases[j])) { $0 + $1.0 * exact($1.1[j]) }.doubleValue
    }
  }
}
