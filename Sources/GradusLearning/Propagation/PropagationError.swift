public import GradusExpression

/// Why a network could not be propagated through by hand.
public enum PropagationError: DescribedError, Hashable, Sendable {
  /// The layers do not fit together; the text says where.
  case network(String)
  case inputCount(expected: Int, found: Int)
  case targetCount(expected: Int, found: Int)
  /// The numbers of a layer, counted from 1, grew beyond what a double holds.
  case overflow(layer: Int)
  /// Cross-entropy asks for probabilities, which this activation does not give.
  case crossEntropy(of: Activation)
  /// Cross-entropy of a softmax asks for a target that sums to 1.
  case targetSum(Double)
  /// An error of the outputs of a softmax, as the squared one, is not worked out node by node.
  case squaredErrorOfSoftmax
  /// A loss goes with an output map, which the last layer has not.
  case outputMap(String, needed: OutputMap, found: Activation)
  /// A loss is a formula of one number, and the network gives more.
  case lossOfOneNumber(String, outputs: Int)
}

extension PropagationError {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .network(let fault):
      "the network does not fit together: \(fault)"
    case .inputCount(let expected, let found):
      "the network has \(counted(expected, "input")), but \(counted(found, "number")) came in"
    case .targetCount(let expected, let found):
      "the network has \(counted(expected, "output")), but the target has \(counted(found, "number"))"
    case .overflow(let layer):
      "the numbers of layer \(layer) are too large for double precision; scale the weights or the input down"
    case .crossEntropy(let activation):
      "cross-entropy needs softmax or sigmoid in the last layer, which has \(activation)"
    case .targetSum(let sum):
      "cross-entropy of a softmax needs a target that sums to 1; this one sums to \(decimal(sum))"
    case .squaredErrorOfSoftmax:
      "an error of the outputs of a softmax is not worked out node by node; use cross-entropy, or another last activation"
    case .outputMap(let loss, let needed, let found):
      "the loss \(loss) needs \(needed.rawValue) in the last layer, which has \(found)"
    case .lossOfOneNumber(let loss, let outputs):
      "the loss \(loss) is of one number, and the network has \(counted(outputs, "output"))"
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
