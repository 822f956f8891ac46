internal import FoundationEssentials
internal import GradusExpression
internal import GradusLearning
internal import GradusOptimization

/// The network as it stands in a model file.
struct NetworkDocument: Codable {
  struct Layer: Codable {
    var width: Int
    var activation: Activation
  }
  var inputs: Int
  var layers: [Layer]

  init(_ network: Network) {
    inputs = network.inputs
    layers = network.layers.map { Layer(width: $0.width, activation: $0.activation) }
  }

  var network: Network {
    get throws(NetworkError) {
      try Network(inputs: inputs, layers: layers.map { .init(width: $0.width, activation: $0.activation) })
    }
  }
}

/// The settings and the place of a training as they stand in a model file.
struct TrainingDocument: Codable {
  var epoch: Int
  var step: Int
  /// The generator's state, four words of 16 hexadecimal digits.
  var generator: [String]
  var data: String
  var settings: SettingsDocument
  var history: [EpochReport]

  init(_ state: TrainingState) {
    epoch = state.epoch
    step = state.step
    generator = state.generator.state.map { String($0, radix: 16) }
    data = String(state.dataFingerprint, radix: 16)
    settings = SettingsDocument(state.settings)
    history = state.history
  }

  func state(of classifier: Classifier, memories: [String: [Float]]) throws(ModelFault) -> TrainingState {
    let words = generator.compactMap { UInt64($0, radix: 16) }
    guard words.count == generator.count, let generator = SeededGenerator(state: words),
      let fingerprint = UInt64(data, radix: 16), epoch >= 0, step >= 0
    else { throw ModelFault(description: "its place in training makes no sense") }
    let settings = try settings.settings
    for memory in settings.optimizer.memories {
      for parameter in classifier.network.parameters {
        let name = "\(memory.rawValue).\(parameter.name)"
        guard memories[name]?.count == parameter.count else {
          throw ModelFault(description: "its array \"\(name)\" is missing or has another size than the parameter")
        }
      }
    }
    return TrainingState(
      network: classifier.network, settings: settings, epoch: epoch, step: step, generator: generator,
      parameters: classifier.parameters, memories: memories, dataFingerprint: fingerprint, history: history)
  }
}

/// What is wrong with the words of a model file.
struct ModelFault: Error, CustomStringConvertible {
  let description: String
}

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

/// A value as JSON, its keys sorted, so that equal values are equal texts.
func json(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  do { return String(decoding: try encoder.encode(value), as: UTF8.self) } catch {
    preconditionFailure("a value without JSON: \(error)")
  }
}

extension Decodable {
  /// Reads the JSON under a key of a file's words.
  init(_ text: String, key: String, file: String) throws(ExchangeError) {
    do { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) } catch {
      throw ExchangeError(.malformed, file: file, "is no model: its \"\(key)\" is wrong: \(explanation(of: error))")
    }
  }
}
