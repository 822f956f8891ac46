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
  public let sums: EpochSums
  /// The number of steps that are over.
  public let step: Int
  /// The state of the generator at the beginning of the next epoch.
  public let generator: SeededGenerator
  /// The values of every parameter by its name, row-major.
  public let parameters: [String: [Float]]
  /// What the optimiser remembers of every parameter: `velocity.layers.0.weight`.
  public let memories: [String: [Float]]
  /// What the training images are, as far as a number can tell.
  public let dataFingerprint: UInt64
  /// A report for every epoch that is over.
  public let history: [EpochReport]

  /// A place in a training, as a file keeps it.
  public init(
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
public struct EpochSums: Hashable, Sendable, Codable {
  /// The loss of every image, summed.
  public var loss = 0.0
  /// How many images were taken for what they are.
  public var correct = 0
  /// How many images there were.
  public var images = 0

  /// Nothing yet.
  public init() {}
}

/// What became of an epoch.
public struct EpochReport: Hashable, Sendable, Codable {
  /// Counted from 1.
  public let epoch: Int
  /// The time that the steps of the epoch took, with drawing their order and gathering their images, and nothing else. It
  /// is not saved, so that the same seed gives the same file: nil in the history of a training that goes on.
  public private(set) var seconds: Double?
  /// The mean loss over the images, each as the network saw it.
  public let loss: Double
  /// The share of the images that the network took for what they are, each as it saw it.
  public let accuracy: Double
  /// The mean loss on the images held back, after the epoch; nil where none are.
  public let validationLoss: Double?
  /// The accuracy on the images held back, after the epoch; nil where none are.
  public let validationAccuracy: Double?

  private enum CodingKeys: CodingKey { case epoch, loss, accuracy, validationLoss, validationAccuracy }

  /// What an epoch came to.
  public init(
    epoch: Int, seconds: Double?, loss: Double, accuracy: Double, validationLoss: Double? = nil,
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
  /// The number of images in this batch.
  public let images: Int
  /// The mean loss of the batch before the step.
  public let loss: Double
  /// How many images of the batch the network took for what they are before the step.
  public let correct: Int

  /// What a batch came to.
  public init(batch: Int, batches: Int, images: Int, loss: Double, correct: Int) {
    self.batch = batch
    self.batches = batches
    self.images = images
    self.loss = loss
    self.correct = correct
  }
}

extension Dataset {
  /// A number that tells data sets apart: all labels and about one sample in a hundred, by the FNV-1a hash.
  public var fingerprint: UInt64 {
    var hash = FNV1a()
    for byte in "\(imageShape) \(classNames.count) ".utf8 { hash.combine(byte) }
    for label in labels { hash.combine(label) }
    for place in stride(from: 0, to: pixels.count, by: 97) { hash.combine(pixels[place]) }
    return hash.value
  }
}
