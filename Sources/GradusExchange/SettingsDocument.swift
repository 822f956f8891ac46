internal import GradusExpression
internal import GradusLearning
internal import GradusOptimization

/// The settings of a training as they stand in a model file; exact numbers are texts.
struct SettingsDocument: Codable {
  var optimizer: String
  var momentum: String?
  var meanDecay: String?
  var squareDecay: String?
  var epsilon: String?
  var learningRate: Double
  var schedule: ScheduleDocument
  var weightDecay: String
  var batchSize: Int
  var lastBatch: String
  var epochs: Int
  var seed: String
  var validationFraction: Double

  init(_ settings: TrainingSettings) {
    switch settings.optimizer {
    case .gradientDescent: optimizer = "gradient descent"
    case .momentum(let value): (optimizer, momentum) = ("momentum", value.description)
    case .nesterov(let value): (optimizer, momentum) = ("nesterov", value.description)
    case .adam(let constants), .adamW(let constants):
      if case .adam = settings.optimizer { optimizer = "adam" } else { optimizer = "adamw" }
      meanDecay = constants.meanDecay.description
      squareDecay = constants.squareDecay.description
      epsilon = constants.epsilon.description
    }
    learningRate = settings.learningRate
    schedule = ScheduleDocument(settings.schedule)
    weightDecay = settings.weightDecay.description
    batchSize = settings.batchSize
    lastBatch = settings.lastBatch.rawValue
    epochs = settings.epochs
    seed = String(settings.seed)
    validationFraction = settings.validationFraction
  }

  /// The most characters of an exact number.
  private static let numberLimit = 1000

  /// - Throws: `ModelFault` that names the field and what it should be.
  var settings: TrainingSettings {
    get throws(ModelFault) {
      func check(_ field: String, _ holds: Bool, _ found: Any, _ expected: String) throws(ModelFault) {
        guard holds else { throw ModelFault("training.settings.\(field)", "\(found)", expected) }
      }
      func number(_ text: String?, _ field: String) throws(ModelFault) -> Rational {
        guard let text else { throw ModelFault(description: "its training.settings.\(field) is missing") }
        try check(field, text.utf8.count <= Self.numberLimit, text, "a number of at most \(Self.numberLimit) digits")
        guard let value = Rational(text) else {
          throw ModelFault("training.settings.\(field)", text, "a number such as 9/10")
        }
        return value
      }
      func decay(_ text: String?, _ field: String) throws(ModelFault) -> Rational {
        let value = try number(text, field)
        try check(field, !value.isNegative && value < 1, value, "a number of at least 0 and below 1")
        return value
      }
      func constants() throws(ModelFault) -> AdamConstants {
        let epsilon = try number(epsilon, "epsilon")
        try check(
          "epsilon", epsilon > 0 && Float(epsilon.doubleValue) > 0 && Float(epsilon.doubleValue).isFinite, epsilon,
          "a positive number in single precision")
        return AdamConstants(
          meanDecay: try decay(meanDecay, "meanDecay"), squareDecay: try decay(squareDecay, "squareDecay"),
          epsilon: epsilon)
      }
      let chosen: Optimizer
      switch optimizer {
      case "gradient descent": chosen = .gradientDescent
      case "momentum": chosen = .momentum(try decay(momentum, "momentum"))
      case "nesterov": chosen = .nesterov(try decay(momentum, "momentum"))
      case "adam": chosen = .adam(try constants())
      case "adamw": chosen = .adamW(try constants())
      default:
        throw ModelFault(
          "training.settings.optimizer", optimizer, "gradient descent, momentum, nesterov, adam or adamw")
      }
      guard let seed = UInt64(seed) else {
        throw ModelFault("training.settings.seed", seed, "a whole number from 0 to 2⁶⁴ − 1")
      }
      guard let lastBatch = TrainingSettings.LastBatch(rawValue: lastBatch) else {
        throw ModelFault("training.settings.lastBatch", lastBatch, "keep or drop")
      }
      try check("batchSize", batchSize > 0, batchSize, "a count of at least 1")
      try check(
        "epochs", (0...Training.stepLimit).contains(epochs), epochs, "a count from 0 to \(Training.stepLimit)")
      try check("learningRate", learningRate > 0 && learningRate.isFinite, learningRate, "a positive number")
      try check(
        "validationFraction", validationFraction >= 0 && validationFraction < 1, validationFraction,
        "a share of at least 0 and below 1")
      let decay = try number(weightDecay, "weightDecay")
      try check(
        "weightDecay", !decay.isNegative && Float(decay.doubleValue).isFinite, decay,
        "a number of at least 0, finite in single precision")
      let settings = TrainingSettings(
        optimizer: chosen, learningRate: learningRate, schedule: try schedule.schedule, weightDecay: decay,
        batchSize: batchSize, lastBatch: lastBatch, epochs: epochs, seed: seed, validationFraction: validationFraction)
      do { try settings.check() } catch {
        throw ModelFault(description: "its training.settings make no sense: \(error)")
      }
      return settings
    }
  }
}

/// A schedule as a list of its parts: a warm-up, where there is one, and what follows.
struct ScheduleDocument: Codable {
  var warmup: [Int] = []
  var every: Int?
  var factor: Double?
  var steps: Int?
  var floor: Double?

  init(_ schedule: Schedule) {
    switch schedule {
    case .constant: break
    case .step(let every, let factor): (self.every, self.factor) = (every, factor)
    case .cosine(let steps, let floor): (self.steps, self.floor) = (steps, floor)
    case .warmup(let steps, let next):
      self = ScheduleDocument(next)
      warmup.insert(steps, at: 0)
    }
  }

  /// - Throws: `ModelFault` that names the field and what it should be.
  var schedule: Schedule {
    get throws(ModelFault) {
      func check(_ field: String, _ holds: Bool, _ found: Any, _ expected: String) throws(ModelFault) {
        guard holds else { throw ModelFault("training.settings.schedule.\(field)", "\(found)", expected) }
      }
      func count(_ field: String, _ value: Int) throws(ModelFault) {
        try check(
          field, (1...Training.stepLimit).contains(value), value, "a count of steps from 1 to \(Training.stepLimit)")
      }
      func share(_ field: String, _ value: Double) throws(ModelFault) {
        try check(field, value >= 0 && value <= 1, value, "a factor from 0 to 1")
      }
      try check("warmup", warmup.count <= 1, "\(warmup.count) numbers", "one number or none")
      try check("every", (every == nil) == (factor == nil), "alone", "together with factor")
      try check("steps", (steps == nil) == (floor == nil), "alone", "together with floor")
      try check("every", every == nil || steps == nil, "beside steps", "one schedule")
      var schedule: Schedule = .constant
      if let every, let factor {
        try count("every", every)
        try share("factor", factor)
        schedule = .step(every: every, factor: factor)
      }
      if let steps, let floor {
        try count("steps", steps)
        try share("floor", floor)
        schedule = .cosine(steps: steps, floor: floor)
      }
      for steps in warmup {
        try count("warmup", steps)
        schedule = .warmup(steps: steps, then: schedule)
      }
      return schedule
    }
  }
}
