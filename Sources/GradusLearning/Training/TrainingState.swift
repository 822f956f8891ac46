import GradusExpression

/// Everything that training needs to go on after an epoch as if it had never stopped.
public struct TrainingState: Hashable, Sendable {
  /// What is trained.
  public let network: Network
  /// How it is trained.
  public let settings: TrainingSettings
  /// The number of epochs that are over.
  public let epoch: Int
  /// The number of batches of the next epoch that are over; 0 between epochs.
  public let batch: Int
  /// What those batches add up to.
  package let sums: EpochSums
  /// The number of steps that are over.
  public let step: Int
  /// The state of the generator at the beginning of the next epoch.
  package let generator: SeededGenerator
  /// The values of every parameter by its name, row-major.
  public let parameters: [String: [Float]]
  /// What the optimiser remembers of every parameter: `velocity.layers.0.weight`.
  package let memories: [String: [Float]]
  /// What the examples are, as far as a number can tell.
  package let dataFingerprint: UInt64
  /// A report for every epoch that is over.
  public let history: [EpochReport]

  /// A place in a training, as a file keeps it.
  package init(
    network: Network, settings: TrainingSettings, epoch: Int, batch: Int = 0, sums: EpochSums = EpochSums(), step: Int,
    generator: SeededGenerator, parameters: [String: [Float]], memories: [String: [Float]], dataFingerprint: UInt64,
    history: [EpochReport]
  ) {
    self.network = network
    self.settings = settings
    self.epoch = epoch
    self.batch = batch
    self.sums = sums
    self.step = step
    self.generator = generator
    self.parameters = parameters
    self.memories = memories
    self.dataFingerprint = dataFingerprint
    self.history = history
  }
}

/// What the batches of an epoch add up to.
package struct EpochSums: Hashable, Sendable, Codable {
  /// The loss of every example, each as often as it counts, summed.
  package var loss = 0.0
  /// What the examples count together: their number where all count the same.
  package var weight = 0.0
  /// How many examples were taken for what they are.
  package var correct = 0
  /// How many examples there were.
  package var examples = 0

  /// Nothing yet.
  package init() {}
}

/// What became of an epoch.
public struct EpochReport: Hashable, Sendable, Codable {
  /// Counted from 1.
  public let epoch: Int
  /// The time that the steps of the epoch took, with drawing their order and gathering their examples, and nothing else. It
  /// is not saved, so that the same seed gives the same file: nil in the history of a training that goes on, and of the epoch
  /// in whose midst it goes on.
  public private(set) var seconds: Double?
  /// The mean loss over the examples, each as the network saw it.
  public let loss: Double
  /// The share of the examples that the network took for what they are, each as it saw it; nil where numbers are told.
  public let accuracy: Double?
  /// The mean loss on the examples held back, after the epoch; nil where none are.
  public let validationLoss: Double?
  /// The accuracy on the examples held back, after the epoch; nil where none are, and where numbers are told.
  public let validationAccuracy: Double?
  /// The measure on the examples held back that says which epoch is the best one; nil where that is the loss, or it is undefined.
  public var monitored: Double?
  /// What else was measured on the examples held back, without what is undefined or infinite there; nil where nothing was asked for.
  public var measures: [Measure: Double]?

  private enum CodingKeys: CodingKey {
    case epoch, loss, accuracy, validationLoss, validationAccuracy, monitored, measures
  }

  /// What an epoch came to.
  package init(
    epoch: Int, seconds: Double?, loss: Double, accuracy: Double?, validationLoss: Double? = nil,
    validationAccuracy: Double? = nil
  ) {
    self.epoch = epoch
    self.seconds = seconds
    self.loss = loss
    self.accuracy = accuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
  }
}

/// What became of a step.
public struct BatchReport: Hashable, Sendable {
  /// Counted from 1 in each epoch.
  public let batch: Int
  /// The number of batches in an epoch.
  public let batches: Int
  /// The number of examples in this batch.
  public let examples: Int
  /// The mean loss of the batch before the step.
  public let loss: Double
  /// How many examples of the batch the network took for what they are before the step; nil where numbers are told.
  public let correct: Int?

  /// What a batch came to.
  package init(batch: Int, batches: Int, examples: Int, loss: Double, correct: Int?) {
    self.batch = batch
    self.batches = batches
    self.examples = examples
    self.loss = loss
    self.correct = correct
  }
}
