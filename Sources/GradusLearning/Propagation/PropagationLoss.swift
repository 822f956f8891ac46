internal import GradusExpression
public import GradusOptimization

/// What the output of a network worked on paper is compared with the target by: two losses in the form that exercises have, and all that
/// networks are trained with.
public enum PropagationLoss: Hashable, Sendable, CustomStringConvertible {
  /// L = ½ Σ (ŷ − t)²
  case squaredError
  /// L = −Σ t log ŷ after a softmax; L = −Σ (t log ŷ + (1 − t) log (1 − ŷ)) after a sigmoid.
  case crossEntropy
  /// A loss of training: of ŷ where its output map is the identity, otherwise of the sums z of a last layer that has its output map.
  case other(Loss)

  /// The loss of a description: `squared-error`, `cross-entropy`, or what training has: `huber 0.5`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    switch clause {
    case Clause(Self.squaredError.description): self = .squaredError
    case Clause(Self.crossEntropy.description): self = .crossEntropy
    default: self = .other(try Loss(clause))
    }
  }

  /// The description that it is read from.
  public var description: String {
    switch self {
    case .squaredError: "squared-error"
    case .crossEntropy: "cross-entropy"
    case .other(let loss): loss.description
    }
  }

  /// Whether it is a formula of the last sums z, with the output map inside.
  var isOfSums: Bool {
    switch self {
    case .squaredError: false
    case .crossEntropy: true
    case .other(let loss): loss.output != .identity
    }
  }
}

extension PropagationLoss: Encodable {
  /// As its description.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(text: description) }
}

extension Loss {
  /// The loss of one example whose scores and target are vectors, without a batch.
  func ofOne(scores: Formula, target: Formula) -> Formula {
    let row = [Size.number(1)] + scores.shape
    return ofEach(scores: scores.reshaped(to: row), targets: target.reshaped(to: row)).summed
  }

  /// What it is, in a line; nil of a formula, which says so itself.
  var summary: String? { Self.all.first { $0.name == name }?.summary }
}
