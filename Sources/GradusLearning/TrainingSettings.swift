public import GradusExpression
public import GradusOptimization

/// How a network is trained.
public struct TrainingSettings: Hashable, Sendable {
  /// What becomes of the images that do not fill the last batch of an epoch.
  public enum LastBatch: String, CaseIterable, Hashable, Sendable {
    /// They are a smaller batch: every image is seen in every epoch.
    case keep
    /// They are left out of this epoch.
    case drop
  }

  public var optimizer: Optimizer
  /// η, before the schedule.
  public var learningRate: Double
  public var schedule: Schedule
  /// λ, for weights; biases do not decay.
  public var weightDecay: Rational
  /// The number of images in a step.
  public var batchSize: Int
  public var lastBatch: LastBatch
  /// How often every image is seen.
  public var epochs: Int
  /// The start of the generator that everything random is drawn from.
  public var seed: UInt64
  /// The share of the images that are held back to measure the accuracy on, and not trained on.
  public var validationFraction: Double

  public init(
    optimizer: Optimizer = .adam(AdamConstants()), learningRate: Double = 0.001, schedule: Schedule = .constant,
    weightDecay: Rational = 0, batchSize: Int = 128, lastBatch: LastBatch = .keep, epochs: Int = 10, seed: UInt64 = 0,
    validationFraction: Double = 0
  ) {
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.schedule = schedule
    self.weightDecay = weightDecay
    self.batchSize = batchSize
    self.lastBatch = lastBatch
    self.epochs = epochs
    self.seed = seed
    self.validationFraction = validationFraction
  }

  /// - Throws: `TrainingError.setting` for what makes no sense.
  public func check() throws(TrainingError) {
    guard batchSize > 0 else { throw .setting("a batch size of \(batchSize): it must be at least 1") }
    guard epochs >= 0 else { throw .setting("\(epochs) epochs: there must be at least 0") }
    guard learningRate.isFinite, learningRate > 0 else {
      throw .setting("a learning rate of \(learningRate): it must be a positive number")
    }
    guard !weightDecay.isNegative else {
      throw .setting("a weight decay of \(weightDecay.doubleValue): it must not be negative")
    }
    guard validationFraction >= 0, validationFraction < 1 else {
      throw .setting("a validation split of \(validationFraction): it must be at least 0 and below 1")
    }
    func checkDecay(_ name: String, _ value: Rational) throws(TrainingError) {
      guard !value.isNegative, value < 1 else {
        throw .setting("\(name) of \(value.doubleValue): it must be at least 0 and below 1")
      }
    }
    switch optimizer {
    case .gradientDescent: break
    case .momentum(let momentum), .nesterov(let momentum): try checkDecay("a momentum", momentum)
    case .adam(let constants), .adamW(let constants):
      try checkDecay("a decay of the mean", constants.meanDecay)
      try checkDecay("a decay of the mean square", constants.squareDecay)
      guard constants.epsilon > 0 else { throw .setting("an epsilon of \(constants.epsilon): it must be positive") }
    }
  }
}
