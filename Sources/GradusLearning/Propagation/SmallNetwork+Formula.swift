import GradusExpression

/// A small network as formulas over the symbols x, Wˡ, bˡ and the target t.
///
/// The formulas can start at any layer, from a symbol zˡ or aˡ in place of what is computed before it, so that the
/// derivative in zˡ and aˡ is asked of the graph like any other.
struct SmallNetworkFormula {
  let network: SmallNetwork
  let input: Formula
  let target: Formula
  let weights: [Formula]
  let biases: [Formula]
  /// A symbol for each layer's sums zˡ and one for its outputs aˡ.
  let sums: [Formula]
  let outputs: [Formula]
  /// What double precision loses in the sums: 0.1·4 + 0.2·3 − 0.2·5 is 0 on paper, and ReLU′ must see that 0.
  let roundings: [Formula]

  init(_ network: SmallNetwork) {
    func symbols(_ name: String, _ shape: (SmallNetwork.Layer) -> [Size]) -> [Formula] {
      network.layers.enumerated().map { .symbol("\(name)\($0 + 1)", shape($1)) }
    }
    self.network = network
    input = .symbol("x", [.number(network.inputs)])
    target = .symbol("t", [.number(network.outputs)])
    weights = symbols("W") { [.number($0.inputs), .number($0.outputs)] }
    biases = symbols("b") { [.number($0.outputs)] }
    sums = symbols("z") { [.number($0.outputs)] }
    outputs = symbols("a") { [.number($0.outputs)] }
    roundings = symbols("r") { [.number($0.outputs)] }
  }

  /// zˡ = aˡ⁻¹ Wˡ + bˡ, in double precision
  func roundedSum(of layer: Int, input: Formula) -> Formula { input * weights[layer] + biases[layer] }

  /// zˡ = (aˡ⁻¹ Wˡ + bˡ) + rˡ
  func sum(of layer: Int, input: Formula) -> Formula {
    let rounded = roundedSum(of: layer, input: input)
    return .sum([Term(1, rounded), Term(1, roundings[layer])], shape: rounded.shape, flattening: false)
  }

  /// aˡ = σ(zˡ)
  func output(of layer: Int, sum: Formula) -> Formula { network.layers[layer].activation(sum) }

  /// L as a formula of zˡ and what comes after it.
  func loss(_ loss: PropagationLoss, sum: Formula, of layer: Int) -> Formula {
    if layer + 1 < weights.count { return self.loss(loss, output: output(of: layer, sum: sum), of: layer) }
    if !loss.isOfSums { return self.loss(loss, lastOutput: output(of: layer, sum: sum)) }
    if case .other(let other) = loss { return other.ofOne(scores: sum, target: target) }
    // −t log σ(z) − (1 − t) log (1 − σ(z)) = softplus(z) − t z
    return network.layers[layer].activation == .softmax
      ? -(target * logSoftmax(sum)) : softplus(sum).summed - target * sum
  }

  /// L as a formula of the last layer's output ŷ.
  func loss(_ loss: PropagationLoss, lastOutput output: Formula) -> Formula {
    if case .other(let other) = loss { return other.ofOne(scores: output, target: target) }
    return squaredNorm(output - target).scaled(by: Rational(1, 2))
  }

  /// L as a formula of aˡ and what comes after it.
  func loss(_ loss: PropagationLoss, output: Formula, of layer: Int) -> Formula {
    self.loss(loss, sum: sum(of: layer + 1, input: output), of: layer + 1)
  }

  /// L as a formula of the input and every parameter.
  func loss(_ loss: PropagationLoss) -> Formula { self.loss(loss, sum: sum(of: 0, input: input), of: 0) }

  /// The values of the parameters by the names of their symbols.
  var parameterValues: [String: Tensor] {
    var values: [String: Tensor] = [:]
    for (index, layer) in network.layers.enumerated() {
      values["W\(index + 1)"] = Tensor(matrix: layer.weights)
      values["b\(index + 1)"] = Tensor(vector: layer.biases)
    }
    return values
  }
}
