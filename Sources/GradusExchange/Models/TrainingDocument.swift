internal import GradusExpression
internal import GradusLearning
internal import GradusOptimization

/// The settings and the place of a training as they stand in a model file.
struct TrainingDocument: Codable {
  var epoch: Int
  /// The batches of the next epoch that are over, and what they add up to; nil between epochs.
  var batch: Int?
  var sums: EpochSums?
  var step: Int
  /// The generator's state, four words of 16 hexadecimal digits.
  var generator: [String]
  var data: String
  var settings: SettingsDocument
  var history: [EpochReport]

  init(_ state: TrainingState) {
    epoch = state.epoch
    if state.batch > 0 { (batch, sums) = (state.batch, state.sums) }
    step = state.step
    generator = state.generator.state.map { String($0, radix: 16) }
    data = String(state.dataFingerprint, radix: 16)
    settings = SettingsDocument(state.settings)
    history = state.history
  }

  func state(of model: TrainedModel, memories: [String: [Float]]) throws(ModelFault) -> TrainingState {
    let counts = 0...Training.stepLimit
    try check("epoch", counts.contains(epoch), epoch, "a count from 0 to \(counts.upperBound)")
    try check("batch", counts.contains(batch ?? 0), batch ?? 0, "a count from 0 to \(counts.upperBound)")
    let sums = sums ?? EpochSums()
    try check("sums.loss", sums.loss.isFinite, sums.loss, "a finite number")
    try check(
      "sums.correct",
      sums.examples >= 0 && sums.examples <= counts.upperBound && (0...sums.examples).contains(sums.correct),
      sums.correct, "a count from 0 to the number of examples")
    try check("sums.weight", sums.weight >= 0 && sums.weight.isFinite, sums.weight, "a finite number of at least 0")
    try check("step", counts.contains(step), step, "a count from 0 to \(counts.upperBound)")
    let words = self.generator.compactMap { UInt64($0, radix: 16) }
    guard words.count == self.generator.count, let generator = SeededGenerator(state: words) else {
      throw ModelFault(
        "training.generator", self.generator.joined(separator: " "), "four words in base 16, not all zero")
    }
    guard let fingerprint = UInt64(data, radix: 16) else {
      throw ModelFault("training.data", data, "a word in base 16")
    }
    let settings = try settings.settings
    try checkHistory()
    try checkMemories(memories, settings.optimizer, model.network)
    let (parameters, rest) = try Self.trained(model, memories)
    return TrainingState(
      network: model.network, settings: settings, epoch: epoch, batch: batch ?? 0, sums: sums, step: step,
      generator: generator, parameters: parameters, memories: rest, dataFingerprint: fingerprint,
      history: history)
  }

  private func check(_ field: String, _ holds: Bool, _ found: Any, _ expected: String) throws(ModelFault) {
    guard holds else { throw ModelFault("training.\(field)", "\(found)", expected) }
  }

  private func checkHistory() throws(ModelFault) {
    var last = 0
    for (place, report) in history.enumerated() {
      let field = "history[\(place)]"
      try check(
        "\(field).epoch", report.epoch > last && report.epoch <= epoch, report.epoch,
        "a count above \(last) and up to training.epoch, \(epoch)")
      try check("\(field).loss", report.loss.isFinite, report.loss, "a finite number")
      if let loss = report.validationLoss {
        try check("\(field).validationLoss", loss.isFinite, loss, "a finite number")
      }
      for (measure, value) in report.measures ?? [:] {
        try check("\(field).measures.\(measure.rawValue)", value.isFinite, value, "a finite number")
      }
      for (name, share) in [("accuracy", report.accuracy ?? 0), ("validationAccuracy", report.validationAccuracy ?? 0)]
      {
        try check("\(field).\(name)", share >= 0 && share <= 1, share, "a share from 0 to 1")
      }
      last = report.epoch
    }
  }

  private func checkMemories(
    _ memories: [String: [Float]], _ optimizer: Optimizer, _ network: Network
  ) throws(ModelFault) {
    for parameter in network.trained {
      for memory in optimizer.memories(of: parameter.symbol) {
        let name = memory.name(of: parameter)
        // Before the first step there is nothing to remember.
        guard let values = memories[name] else {
          if step == 0 { continue }
          throw ModelFault(description: "its array \"\(name)\" is missing")
        }
        guard values.count == memory.count else {
          throw ModelFault(
            description: "its array \"\(name)\" has \(values.count) numbers, \(memory.count) are needed")
        }
        // A mean square may be too large for single precision, and then stops its weight; no other memory may.
        guard values.allSatisfy({ memory.isNonnegative ? $0 >= 0 : $0.isFinite }) else {
          throw ModelFault(description: "its array \"\(name)\" holds numbers that no training leaves there")
        }
      }
    }
  }

  /// The parameters that training goes on from, and the memories without them.
  private static func trained(
    _ model: TrainedModel, _ memories: [String: [Float]]
  ) throws(ModelFault) -> (parameters: [String: [Float]], rest: [String: [Float]]) {
    var parameters: [String: [Float]] = [:]
    var rest = memories
    for parameter in model.network.parameters {
      let own = rest.removeValue(forKey: "trained.\(parameter.name)")
      let kept = ["best", "average", "gradient"].map { ($0, rest["\($0).\(parameter.name)"]) }
      for (name, values) in [("trained", own)] + kept {
        guard let values, values.count != parameter.count || !values.allSatisfy(\.isFinite) else { continue }
        throw ModelFault(
          description: "its array \"\(name).\(parameter.name)\" holds numbers that no training leaves there")
      }
      parameters[parameter.name] = own ?? model.parameters[parameter.name]
    }
    return (parameters, rest)
  }
}

/// What is wrong with the words of a model file.
struct ModelFault: Error, CustomStringConvertible {
  let description: String

  init(description: String) { self.description = description }

  /// A field whose value is out of range. A long value is cut.
  init(_ field: String, _ found: String, _ expected: String) {
    let shown = found.count > 60 ? "\(found.prefix(40))… (\(found.count) characters)" : found
    description = "its \(field) is \(shown), not \(expected)"
  }
}
