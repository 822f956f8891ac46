internal import GradusLearning
internal import GradusOptimization

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
    func check(_ field: String, _ holds: Bool, _ found: Any, _ expected: String) throws(ModelFault) {
      guard holds else { throw ModelFault("training.\(field)", "\(found)", expected) }
    }
    let counts = 0...Training.stepLimit
    try check("epoch", counts.contains(epoch), epoch, "a count from 0 to \(counts.upperBound)")
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
    var last = 0
    for (place, report) in history.enumerated() {
      let field = "history[\(place)]"
      try check(
        "\(field).epoch", report.epoch > last && report.epoch <= epoch, report.epoch,
        "a count above \(last) and up to training.epoch, \(epoch)")
      try check("\(field).loss", report.loss >= 0 && report.loss.isFinite, report.loss, "a number of at least 0")
      for (name, share) in [("accuracy", report.accuracy), ("validationAccuracy", report.validationAccuracy ?? 0)] {
        try check("\(field).\(name)", share >= 0 && share <= 1, share, "a share from 0 to 1")
      }
      last = report.epoch
    }
    for memory in settings.optimizer.memories {
      for parameter in classifier.network.parameters {
        let name = "\(memory.rawValue).\(parameter.name)"
        // Before the first step there is nothing to remember.
        guard let values = memories[name] else {
          if step == 0 { continue }
          throw ModelFault(description: "its array \"\(name)\" is missing")
        }
        guard values.count == parameter.count else {
          throw ModelFault(
            description: "its array \"\(name)\" has \(values.count) numbers, the parameter has \(parameter.count)")
        }
        // A mean square may be too large for single precision, and then stops its weight; no other memory may.
        guard values.allSatisfy({ memory == .square ? $0 >= 0 : $0.isFinite }) else {
          throw ModelFault(description: "its array \"\(name)\" holds numbers that no training leaves there")
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

  init(description: String) { self.description = description }

  /// A field whose value is out of range. A long value is cut.
  init(_ field: String, _ found: String, _ expected: String) {
    let shown = found.count > 60 ? "\(found.prefix(40))… (\(found.count) characters)" : found
    description = "its \(field) is \(shown), not \(expected)"
  }
}
