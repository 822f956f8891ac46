public import GradusExpression

extension Activation {
  /// The activation of sums Z, of which every row is an example.
  public func callAsFunction(_ z: Formula) -> Formula {
    switch self {
    case .identity: z
    case .relu: GradusExpression.relu(z)
    case .sigmoid: GradusExpression.sigmoid(z)
    case .tanh: GradusExpression.tanh(z)
    // max(z, z/100) = ReLU(z) − ReLU(−z)/100
    case .leakyReLU: GradusExpression.relu(z) - GradusExpression.relu(-z).scaled(by: Rational(1, 100))
    // exp(z) − 1 = −(1 − exp z), and 1 − exp z > 0 only where z < 0.
    case .elu: GradusExpression.relu(z) - GradusExpression.relu(Formula.ones(z.shape) - .map(.exp, z))
    case .gelu: z .* .map(.normcdf, z)
    case .softplus: GradusExpression.softplus(z)
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

/// The mean cross-entropy of a softmax over m examples: 1/m Σᵢ (log Σⱼ exp Zᵢⱼ − Σⱼ Yᵢⱼ Zᵢⱼ).
///
/// It never takes the logarithm of a probability, and so never of zero.
///
/// - Parameters:
///   - scores: Z, of shape (examples, classes): what goes into the softmax.
///   - targets: Y, of the same shape, each row 1 in the column of its class and 0 elsewhere.
public func softmaxCrossEntropy(scores: Formula, targets: Formula) -> Formula {
  (logSumExp(scores) - (targets .* scores).summed(along: [1])).summed / .size(scores.shape[0])
}

/// How many examples are taken for their class, which is the first with the greatest score, as a `Predictor` takes it:
///
///     Σ Y ⊙ hardmax(Z), row by row
public func correctPredictions(scores: Formula, targets: Formula) -> Formula {
  (targets .* Formula.alongAxes(.hardmax, scores, axes: [1])).summed
}

extension Collection where Element: Comparable {
  /// The place of the greatest element, the first of equals: what a row of scores is taken for. Traps on an empty collection.
  public var placeOfFirstGreatest: Index {
    var best = startIndex
    for place in indices where self[place] > self[best] { best = place }
    return best
  }
}
