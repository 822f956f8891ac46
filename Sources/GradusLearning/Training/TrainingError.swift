public import GradusExpression

/// Why training cannot begin or go on.
public enum TrainingError: DescribedError, Hashable, Sendable {
  /// The network ends in another output map than the loss needs.
  case outputMap(Network, Loss)
  /// The engine has no derivative for a part of the loss.
  case underivable(String)
  /// A setting that makes no sense, in words.
  case setting(String)
  /// The data have another size or number of classes than the network.
  case dataMismatch(String)
  /// The loss is no number any more.
  case diverged(Divergence)
}

/// Where a loss stopped being a number.
public struct Divergence: Hashable, Sendable {
  /// Counted from 1.
  public let epoch: Int
  /// Counted from 1.
  public let batch: Int
  /// Counted from 1.
  public let layer: Int
  /// What of the layer is not finite.
  public let origin: Origin

  /// Where numbers that are none came from.
  public enum Origin: String, Hashable, Sendable {
    case parameters = "its parameters"
    case outputs = "its outputs"
    case loss = "the loss of its outputs"
  }
}

extension TrainingError {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .outputMap(let network, let loss):
      "the loss \(loss.name) needs \(loss.output.phrase) at the end of the network, which is \(network)"
    case .underivable(let reason): "the gradient of the loss cannot be derived: \(reason)"
    case .setting(let reason), .dataMismatch(let reason): reason
    case .diverged(let place):
      "the loss is no longer a number in epoch \(place.epoch), batch \(place.batch): \(place.origin.rawValue) in layer \(place.layer) became infinite or undefined; try a smaller learning rate"
    }
  }
}

extension OutputMap {
  fileprivate var phrase: String {
    switch self {
    case .softmax: "a softmax"
    case .sigmoid: "a sigmoid"
    case .identity: "no output map"
    }
  }
}
