internal import GradusExpression

/// What is known beforehand of the numbers that a step of training is given.
public struct DataForm: Hashable, Sendable {
  /// What the numbers of targets are.
  public enum TargetKind: Hashable, Sendable {
    /// A 1 in the column of the class of a row, and 0 elsewhere.
    case classes
    /// Rows of probabilities.
    case probabilities
    /// 0 or 1, each for itself.
    case labels
    /// Any numbers.
    case numbers
  }

  /// Whether no number of an example is negative, as in images.
  public let isNonnegative: Bool
  /// What the numbers of targets are.
  public let targets: TargetKind
  /// Whether every example has a weight of its own.
  public let isWeighted: Bool

  /// What is known of some data.
  public init(isNonnegative: Bool, targets: TargetKind, isWeighted: Bool = false) {
    (self.isNonnegative, self.targets, self.isWeighted) = (isNonnegative, targets, isWeighted)
  }

  /// Images of classes.
  public static let images = DataForm(isNonnegative: true, targets: .classes)

  /// What is known of a data set, for a network: two classes that are told by one number are labels.
  public init(_ data: Dataset, for network: Network) {
    let kind: TargetKind =
      switch data.targets {
      case .classes(_, let names): names.count == 2 && network.outputs == 1 ? .labels : .classes
      case .probabilities: .probabilities
      case .labels: .labels
      case .numbers: .numbers
      }
    self.init(isNonnegative: data.imageShape != nil, targets: kind, isWeighted: data.weights != nil)
  }
}

extension DataForm {
  /// X: a row an example, of shape (batch, inputs).
  func examples(_ network: Network, batch: Size) -> Symbol {
    Symbol("X", [batch, .number(network.inputs)], facts: isNonnegative ? [.nonnegative] : [])
  }

  /// Y: a row an example with a column for each output, of shape (batch, outputs).
  func targets(_ network: Network, batch: Size) -> Symbol {
    let facts: Set<Fact> =
      switch targets {
      case .classes: [.oneHotRows]
      case .probabilities: [.rowsSumToOne, .nonnegative]
      case .labels: [.zeroOne]
      case .numbers: []
      }
    return Symbol("Y", [batch, .number(network.outputs)], facts: facts)
  }

  /// ω: what every example counts, of shape (batch); nil where all count the same.
  func weights(batch: Size) -> Symbol? { isWeighted ? Symbol("omega", [batch], facts: [.nonnegative]) : nil }

  /// How many examples are taken for what they are; nil where numbers are to be told.
  func hits(scores: Formula, targets symbol: Formula, output: OutputMap) -> Formula? {
    switch targets {
    case .classes: return correctPredictions(scores: scores, targets: symbol)
    case .probabilities:
      return correctPredictions(scores: scores, targets: .alongAxes(.hardmax, symbol, axes: [1]))
    case .labels:
      // A row without a slip: 1 − step Σⱼ |Yⱼ − step(Zⱼ − θ)|, where a probability of one half is no.
      let half = Formula.ones(scores.shape).scaled(by: output == .sigmoid ? 0 : Rational(1, 2))
      let slips = abs(symbol - .map(.step, scores - half)).summed(along: [1])
      return (Formula.ones(slips.shape) - .map(.step, slips)).summed
    case .numbers: return nil
    }
  }
}
