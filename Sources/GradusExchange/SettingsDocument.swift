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

  var settings: TrainingSettings {
    get throws(ModelFault) {
      func number(_ text: String?, _ what: String) throws(ModelFault) -> Rational {
        guard let text, let value = Rational(text) else { throw ModelFault(description: "its \(what) is no number") }
        return value
      }
      func constants() throws(ModelFault) -> AdamConstants {
        AdamConstants(
          meanDecay: try number(meanDecay, "meanDecay"), squareDecay: try number(squareDecay, "squareDecay"),
          epsilon: try number(epsilon, "epsilon"))
      }
      let chosen: Optimizer
      switch optimizer {
      case "gradient descent": chosen = .gradientDescent
      case "momentum": chosen = .momentum(try number(momentum, "momentum"))
      case "nesterov": chosen = .nesterov(try number(momentum, "momentum"))
      case "adam": chosen = .adam(try constants())
      case "adamw": chosen = .adamW(try constants())
      default: throw ModelFault(description: "it names an unknown optimizer, \(optimizer)")
      }
      guard let seed = UInt64(seed), let lastBatch = TrainingSettings.LastBatch(rawValue: lastBatch) else {
        throw ModelFault(description: "its settings of training make no sense")
      }
      return TrainingSettings(
        optimizer: chosen, learningRate: learningRate, schedule: schedule.schedule,
        weightDecay: try number(weightDecay, "weightDecay"), batchSize: batchSize, lastBatch: lastBatch, epochs: epochs,
        seed: seed, validationFraction: validationFraction)
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

  var schedule: Schedule {
    var schedule: Schedule = .constant
    if let every, let factor { schedule = .step(every: every, factor: factor) }
    if let steps, let floor { schedule = .cosine(steps: steps, floor: floor) }
    for steps in warmup.reversed() { schedule = .warmup(steps: steps, then: schedule) }
    return schedule
  }
}
