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
