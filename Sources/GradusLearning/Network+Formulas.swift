public import GradusExpression

extension Activation {
  /// The activation of sums Z, of which every row is an example.
  public func callAsFunction(_ z: Formula) -> Formula {
    switch self {
    case .identity: z
    case .relu: GradusExpression.relu(z)
    case .sigmoid: GradusExpression.sigmoid(z)
    case .tanh: GradusExpression.tanh(z)
    case .softmax: GradusExpression.softmax(z)
    }
  }
}

extension Network {
  /// What goes in and comes out of every layer, as formulas.
  public struct Forward: Hashable, Sendable {
    /// Z of every layer: the sums, before the activation.
    public let sums: [Formula]
    /// A of every layer: the outputs, after the activation.
    public let outputs: [Formula]

    /// Z of the last layer. Softmax keeps the order of the numbers in a row, so the greatest of them tells the class.
    public var scores: Formula { sums[sums.count - 1] }
    /// A of the last layer.
    public var output: Formula { outputs[outputs.count - 1] }
  }

  /// Z = A W + b and A = activation(Z), layer by layer, for the rows of `input`, of shape (examples, inputs).
  public func forward(_ input: Formula) -> Forward {
    precondition(
      input.rank == 2 && input.shape[1] == .number(inputs), "an input of shape \(input.shape) for \(inputs) inputs")
    var sums: [Formula] = []
    var outputs: [Formula] = []
    for (index, layer) in layers.enumerated() {
      let w = Formula.symbol(weight(ofLayer: index).symbol)
      let b = Formula.symbol(bias(ofLayer: index).symbol)
      let product = (outputs.last ?? input) * w
      let z = product + b.broadcast(to: product.shape, axes: [1])
      sums.append(z)
      outputs.append(layer.activation(z))
    }
    return Forward(sums: sums, outputs: outputs)
  }
}

/// The cross-entropy of a softmax, summed over examples with weights: Σᵢ sᵢ (log Σⱼ exp Zᵢⱼ − Σⱼ Yᵢⱼ Zᵢⱼ).
///
/// With all weights 1/m it is the mean over m examples. It never takes the logarithm of a probability, and so never of
/// zero. An example of weight 0 changes nothing, which is how a batch is filled up.
///
/// - Parameters:
///   - scores: Z, of shape (examples, classes): what goes into the softmax.
///   - targets: Y, of the same shape, each row 1 in the column of its class and 0 elsewhere.
///   - weights: s, of shape (examples).
public func softmaxCrossEntropy(scores: Formula, targets: Formula, weights: Formula) -> Formula {
  (weights .* (logSumExp(scores) - (targets .* scores).summed(along: [1]))).summed
}
