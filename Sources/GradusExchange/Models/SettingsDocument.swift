internal import GradusExpression
internal import GradusLearning
internal import GradusOptimization

/// The settings of a training as they stand in a model file: methods as they are described, exact numbers as texts.
struct SettingsDocument: Codable {
  var loss: String
  var optimizer: String
  var learningRate: Double
  var schedule: String
  var weightDecay: String
  var clipping: String?
  var sparsity: String?
  var maxNorm: String?
  var averaging: String?
  var patience: Int?
  var monitor: Measure?
  /// Nil where nothing is measured besides.
  var measures: [Measure]?
  var batchSize: Int
  /// Nil where every batch makes an update.
  var accumulation: Int?
  /// Nil where a batch is one piece.
  var leaves: Int?
  var lastBatch: String
  var epochs: Int
  var seed: String
  var validationFraction: Double
  var testFraction: Double?
  /// Nil where every epoch has an order of its own.
  var isShuffled: Bool?
  var classWeights: String?
  /// Nil where examples are taken as they are.
  var augment: String?
  /// Nil where all examples are in memory.
  var readsInParts: Bool?

  init(_ settings: TrainingSettings) {
    loss = settings.loss.description
    optimizer = settings.optimizer.description
    learningRate = settings.learningRate
    schedule = settings.schedule.description
    weightDecay = settings.weightDecay.description
    clipping = settings.clipping?.description
    sparsity = settings.sparsity.isZero ? nil : settings.sparsity.description
    maxNorm = settings.maxNorm?.description
    averaging = settings.averaging?.description
    patience = settings.patience
    monitor = settings.monitor
    measures = settings.measures.isEmpty ? nil : settings.measures
    batchSize = settings.batchSize
    accumulation = settings.accumulation == 1 ? nil : settings.accumulation
    leaves = settings.leaves == 1 ? nil : settings.leaves
    lastBatch = settings.lastBatch.rawValue
    epochs = settings.epochs
    seed = String(settings.seed)
    validationFraction = settings.validationFraction
    isShuffled = settings.isShuffled ? nil : false
    testFraction = settings.testFraction == 0 ? nil : settings.testFraction
    classWeights = settings.classWeights == .equal ? nil : settings.classWeights.description
    augment = settings.augmentations.isEmpty ? nil : settings.augmentations.text
    readsInParts = settings.readsInParts ? true : nil
  }

  /// - Throws: `ModelFault` that names the field and what it should be.
  var settings: TrainingSettings {
    get throws(ModelFault) {
      guard let seed = UInt64(seed) else {
        throw ModelFault("training.settings.seed", seed, "a whole number from 0 to 2⁶⁴ − 1")
      }
      guard let lastBatch = TrainingSettings.LastBatch(rawValue: lastBatch) else {
        throw ModelFault("training.settings.lastBatch", lastBatch, "keep or drop")
      }
      try check("batchSize", batchSize > 0, batchSize, "a count of at least 1")
      try check("accumulation", (accumulation ?? 1) > 0, accumulation ?? 1, "a count of at least 1")
      try check(
        "epochs", (0...Training.stepLimit).contains(epochs), epochs, "a count from 0 to \(Training.stepLimit)")
      try check("learningRate", learningRate > 0 && learningRate.isFinite, learningRate, "a positive number")
      try check(
        "validationFraction", validationFraction >= 0 && validationFraction < 1, validationFraction,
        "a share of at least 0 and below 1")
      guard let weights = ClassWeights(classWeights ?? "equal") else {
        throw ModelFault("training.settings.classWeights", classWeights ?? "", "balanced, or numbers of at least 0")
      }
      let decay = try number("weightDecay", weightDecay) ?? 0
      try check(
        "weightDecay", !decay.isNegative && Float(decay.doubleValue).isFinite, decay,
        "a number of at least 0, finite in single precision")
      var settings = TrainingSettings(
        loss: try method("loss", loss, Loss.init), optimizer: try method("optimizer", optimizer, Optimizer.init),
        learningRate: learningRate, schedule: try method("schedule", schedule, Schedule.init), weightDecay: decay,
        clipping: try clipping.map { text throws(ModelFault) in try method("clipping", text, Clipping.init) },
        sparsity: try number("sparsity", sparsity) ?? 0, maxNorm: try number("maxNorm", maxNorm),
        averaging: try averaging.map { text throws(ModelFault) in
          try described("averaging") { () throws(DescriptionError) in try Averaging(parsing: text) }
        }, patience: patience,
        monitor: monitor, measures: measures ?? [], batchSize: batchSize, accumulation: accumulation ?? 1,
        leaves: leaves ?? 1,
        isShuffled: isShuffled ?? true,
        lastBatch: lastBatch,
        epochs: epochs, seed: seed, validationFraction: validationFraction, testFraction: testFraction ?? 0,
        classWeights: weights,
        augmentations: try augment.map { text throws(ModelFault) in
          try described("augment") { () throws(DescriptionError) in try Augmentation.list(text) }
        } ?? [])
      settings.readsInParts = readsInParts ?? false
      do { try settings.check() } catch {
        throw ModelFault(description: "its training.settings make no sense: \(error)")
      }
      return settings
    }
  }

  // MARK: Fields

  private func check(_ field: String, _ holds: Bool, _ found: Any, _ expected: String) throws(ModelFault) {
    guard holds else { throw ModelFault("training.settings.\(field)", "\(found)", expected) }
  }

  private func described<Value>(
    _ field: String, _ read: () throws(DescriptionError) -> Value
  ) throws(ModelFault) -> Value {
    do { return try read() } catch {
      throw ModelFault(description: "its training.settings.\(field) is not read: \(error.description)")
    }
  }

  private func method<Method>(
    _ field: String, _ text: String, _ read: (Clause) throws(DescriptionError) -> Method
  ) throws(ModelFault) -> Method {
    try described(field) { () throws(DescriptionError) in try read(try Clause(parsing: text)) }
  }

  private func number(_ field: String, _ text: String?) throws(ModelFault) -> Rational? {
    guard let text else { return nil }
    guard text.utf8.count <= 1000, let value = Rational(text) else {
      throw ModelFault("training.settings.\(field)", text, "a number")
    }
    return value
  }
}
