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

  /// How parameters follow their gradient.
  public var optimizer: Optimizer
  /// η, before the schedule.
  public var learningRate: Double
  /// How the learning rate goes with the steps.
  public var schedule: Schedule
  /// λ, for weights; biases do not decay.
  public var weightDecay: Rational
  /// The number of images in a step.
  public var batchSize: Int
  /// What becomes of images that fill no batch.
  public var lastBatch: LastBatch
  /// How often every image is seen.
  public var epochs: Int
  /// The start of the generator that everything random is drawn from.
  public var seed: UInt64
  /// The share of the images that are held back to measure the accuracy on, and not trained on.
  public var validationFraction: Double

  /// Settings; what is not given has a value that serves most networks.
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
    try schedule.check()
    guard learningRate.isFinite, learningRate > 0 else {
      throw .setting("a learning rate of \(learningRate): it must be a positive number")
    }
    guard !weightDecay.isNegative, Float(weightDecay.doubleValue).isFinite else {
      throw .setting(
        "a weight decay of \(weightDecay.doubleValue): it must be at least 0, and finite in single precision")
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

  /// The images that are held back of so many, and those that are trained on.
  func parts(of images: Int) -> (held: Int, trained: Int) {
    let held = Int((validationFraction * Double(images)).rounded())
    return (held, images - held)
  }

  /// The number of steps in an epoch of a data set of so many images, before any are held back.
  public func steps(perEpochOf images: Int) -> Int { batches(of: parts(of: images).trained).count }

  /// The batches of so many images that are trained on: their number, their size, and the size of the last where it is a
  /// smaller one; 0 where it is not.
  func batches(of images: Int) -> (count: Int, size: Int, remainder: Int) {
    let size = min(batchSize, images)
    guard size > 0 else { return (0, 0, 0) }
    let remainder = lastBatch == .keep ? images % size : 0
    return (images / size + (remainder > 0 ? 1 : 0), size, remainder)
  }
}

extension Schedule {
  /// Whether the schedule is finite and its steps can be counted.
  ///
  /// - Throws: `TrainingError.setting` for a count below 1, a factor that is no number from 0 to 1, or counts whose sum is
  ///   out of range.
  public func check() throws(TrainingError) {
    func count(_ what: String, _ value: Int) throws(TrainingError) {
      guard (1...Training.stepLimit).contains(value) else {
        throw .setting("\(what) of \(value): it must be a count from 1 to \(Training.stepLimit)")
      }
    }
    func share(_ what: String, _ value: Double) throws(TrainingError) {
      guard value >= 0, value <= 1 else { throw .setting("\(what) of \(value): it must be at least 0 and at most 1") }
    }
    switch self {
    case .constant: break
    case .step(let every, let factor):
      try count("a step every", every)
      try share("a factor", factor)
    case .cosine(let steps, let floor):
      try count("cosine steps", steps)
      try share("a floor", floor)
    case .warmup(let steps, let next):
      try count("warm-up steps", steps)
      if case .warmup = next { throw .setting("a warm-up after a warm-up: one is enough") }
      try next.check()
    }
  }
}
