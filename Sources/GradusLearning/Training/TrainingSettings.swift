public import GradusExpression
public import GradusOptimization

/// How a network is trained.
public struct TrainingSettings: Hashable, Sendable {
  /// What becomes of the examples that do not fill the last batch of an epoch.
  public enum LastBatch: String, CaseIterable, Hashable, Sendable {
    /// They are a smaller batch: every example is seen in every epoch.
    case keep
    /// They are left out of this epoch.
    case drop
  }

  /// What is made small.
  public var loss: Loss
  /// How parameters follow their gradient.
  public var optimizer: Optimizer
  /// η, before the schedule.
  public var learningRate: Double
  /// How the learning rate goes with the steps.
  public var schedule: Schedule
  /// λ, for weights; biases do not decay.
  public var weightDecay: Rational
  /// What is made of gradients that are too large; nil for nothing.
  public var clipping: Clipping?
  /// λ₁: the sum of the magnitudes of the weights times this is added to the loss; biases are left alone.
  public var sparsity: Rational
  /// c: after each step every column of the weights has at most this norm; nil for no bound.
  public var maxNorm: Rational?
  /// Which mean of the parameters is the model; nil for the parameters themselves.
  public var averaging: Averaging?
  /// How many epochs without a better one on the examples held back are borne before training ends; nil for all epochs. The model is
  /// then the one of the best epoch.
  public var patience: Int?
  /// What says which epoch is the best one; nil for the loss on the examples held back.
  public var monitor: Measure?
  /// What is measured besides after every epoch on the examples held back; nothing where there are none.
  public var measures: [Measure]
  /// The number of examples in a batch.
  public var batchSize: Int
  /// How many batches make one update: their gradients are gathered, each with the share of its examples. With a loss that is a mean the
  /// update is that of one batch of all their examples, but for layers that look at a batch as a whole.
  public var accumulation: Int
  /// Into how many parts a batch is cut, whose gradients are computed each alone and added in one fixed tree: the same model on any number
  /// of processes up to this one. With 1 a batch is one piece.
  public var leaves: Int
  /// Whether every epoch sees the examples in a random order of its own, and not as they are given.
  public var isShuffled: Bool
  /// What becomes of examples that fill no batch.
  public var lastBatch: LastBatch
  /// How often every example is seen.
  public var epochs: Int
  /// The start of the generator that everything random is drawn from.
  public var seed: UInt64
  /// The share of the examples that are held back to measure the accuracy on, and not trained on.
  public var validationFraction: Double
  /// The share of a table's rows that is held back before all else, to measure on in the end; kept here so that a training that goes on
  /// has the same rows.
  public var testFraction: Double
  /// What classes count in the loss of training.
  public var classWeights: ClassWeights
  /// How images are changed at random before each step; not at all where there are none.
  public var augmentations: [Augmentation]

  /// Whether examples are read part by part from files, which gives epochs another order.
  package var readsInParts = false

  /// Settings; what is not given has a value that serves most networks.
  public init(
    loss: Loss = .crossEntropy, optimizer: Optimizer = .adam(), learningRate: Double = 0.001,
    schedule: Schedule = .constant,
    weightDecay: Rational = 0, clipping: Clipping? = nil, sparsity: Rational = 0, maxNorm: Rational? = nil,
    averaging: Averaging? = nil, patience: Int? = nil, monitor: Measure? = nil, measures: [Measure] = [],
    batchSize: Int = 128, accumulation: Int = 1, leaves: Int = 1,
    isShuffled: Bool = true,
    lastBatch: LastBatch = .keep,
    epochs: Int = 10, seed: UInt64 = 0,
    validationFraction: Double = 0, testFraction: Double = 0, classWeights: ClassWeights = .equal,
    augmentations: [Augmentation] = []
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.schedule = schedule
    self.weightDecay = weightDecay
    self.clipping = clipping
    self.sparsity = sparsity
    self.maxNorm = maxNorm
    self.averaging = averaging
    self.patience = patience
    self.monitor = monitor
    self.measures = measures
    self.batchSize = batchSize
    self.accumulation = accumulation
    self.leaves = leaves
    self.isShuffled = isShuffled
    self.lastBatch = lastBatch
    self.epochs = epochs
    self.seed = seed
    self.validationFraction = validationFraction
    self.testFraction = testFraction
    self.classWeights = classWeights
    self.augmentations = augmentations
  }

  /// - Throws: `TrainingError.setting` for what makes no sense.
  public func check() throws(TrainingError) {
    guard batchSize > 0 else { throw .setting("a batch size of \(batchSize): it must be at least 1") }
    guard accumulation > 0 else { throw .setting("\(accumulation) batches an update: there must be at least 1") }
    guard (1...Self.mostLeaves).contains(leaves) else {
      throw .setting("\(leaves) leaves of a batch: there must be from 1 to \(Self.mostLeaves)")
    }
    guard epochs >= 0 else { throw .setting("\(epochs) epochs: there must be at least 0") }
    do {
      try schedule.check()
      try optimizer.check()
      try averaging?.check()
    } catch { throw .setting(error.description) }
    guard learningRate.isFinite, learningRate > 0 else {
      throw .setting("a learning rate of \(learningRate): it must be a positive number")
    }
    guard !weightDecay.isNegative, Float(weightDecay.doubleValue).isFinite else {
      throw .setting(
        "a weight decay of \(weightDecay.doubleValue): it must be at least 0, and finite in single precision")
    }
    guard !sparsity.isNegative, Float(sparsity.doubleValue).isFinite else {
      throw .setting("an L1 penalty of \(sparsity.doubleValue): it must be at least 0, and finite in single precision")
    }
    if let maxNorm, maxNorm <= 0 || !Float(maxNorm.doubleValue).isFinite {
      throw .setting("a greatest norm of \(maxNorm.doubleValue): it must be positive, and finite in single precision")
    }
    if let patience {
      guard patience >= 0 else { throw .setting("a patience of \(patience): it must be at least 0") }
    }
    if optimizer.isSearch { try checkSearch() }
    if case .factors(let factors) = classWeights, !factors.allSatisfy({ $0 >= 0 && $0.isFinite }) {
      throw .setting("class weights of \(classWeights): each must be at least 0")
    }
    guard testFraction >= 0, testFraction < 1 else {
      throw .setting("a test split of \(testFraction): it must be at least 0 and below 1")
    }
    guard validationFraction >= 0, validationFraction < 1 else {
      throw .setting("a validation split of \(validationFraction): it must be at least 0 and below 1")
    }
  }

  /// The most parts that a batch is cut into.
  package static let mostLeaves = 1 << 16

  /// - Throws: `TrainingError.setting` for what does not go with an optimiser that searches.
  private func checkSearch() throws(TrainingError) {
    let others = [
      (clipping != nil, "a bound of the gradients"), (maxNorm != nil, "a greatest norm of the weights"),
      (averaging != nil, "a mean of the parameters"), (!sparsity.isZero, "an L1 penalty, which has kinks,"),
      (schedule != .constant, "a schedule"), (accumulation > 1, "an accumulation of batches"),
      (lastBatch == .drop, "a last batch that is dropped"), (learningRate != 1, "a learning rate other than 1"),
      (!augmentations.isEmpty, "an augmentation"),
    ]
    if let other = others.first(where: \.0)?.1 {
      throw .setting(
        "\(other) does not go with \(optimizer.name), which finds the length of its steps on all the examples")
    }
  }

  /// The examples that are held back of so many, and those that are trained on.
  func parts(of examples: Int) -> (held: Int, trained: Int) {
    let held = Int((validationFraction * Double(examples)).rounded())
    return (held, examples - held)
  }

  /// The number of updates in an epoch of so many examples.
  ///
  /// - Parameter holdsBack: whether the share of validation is still to be taken from them.
  package func steps(perEpochOf examples: Int, holdsBack: Bool = true) -> Int {
    updates(of: reports(of: batches(of: holdsBack ? parts(of: examples).trained : examples).count))
  }

  /// The number of reports that an epoch of so many batches makes: an optimiser that searches sees all batches for each step.
  func reports(of batches: Int) -> Int { optimizer.isSearch ? 1 : batches }

  /// How many updates so many batches make; an epoch ends with one, of fewer batches where they are not enough.
  func updates(of batches: Int) -> Int { batches / accumulation + (batches % accumulation > 0 ? 1 : 0) }

  /// The batches of so many examples that are trained on: their number, their size, and the size of the last where it is a
  /// smaller one; 0 where it is not.
  func batches(of examples: Int) -> (count: Int, size: Int, remainder: Int) {
    let size = min(batchSize, examples)
    guard size > 0 else { return (0, 0, 0) }
    let remainder = lastBatch == .keep ? examples % size : 0
    return (examples / size + (remainder > 0 ? 1 : 0), size, remainder)
  }
}
