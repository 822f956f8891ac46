internal import GradusExpression
internal import GradusKernels

// What several processes that train together have to agree on.
extension Training {
  /// What this process would tell the others, number by number; after a step, the sum of what all told before it.
  package var notice: [Float] {
    get { engine.leaves?.notice ?? [] }
    set { engine.leaves?.notice = newValue }
  }

  /// How many numbers a notice has.
  package static var notices: Int { LeafSteps.notices }

  /// Whether all processes begin with the same: compared before the first sum, which would mix what does not belong together.
  ///
  /// - Throws: `ProcessError.difference` that names the process.
  func compareBeginning() throws {
    guard let group else { return }
    func hash(_ text: String) -> UInt64 {
      var hash = FNV1a()
      for byte in text.utf8 { hash.combine(byte) }
      return hash.value
    }
    try group.compare([
      (hash("\(network)"), "another network"), (hash("\(settings)"), "other settings"),
      (hash(engine.description), "other plans (another version of gradus?)"),
      (hash(Machine.instructions), "other vector instructions, which round otherwise,"),
      (hash(Machine.products), "another oneDNN, which may round otherwise,"),
      (state.dataFingerprint, "other data"), (data.fingerprint, "other examples to train on"),
      (validationData.fingerprint, "other examples held back"),
    ])
    try compare(state)
  }

  /// Whether all processes stand at the same place with the same numbers.
  ///
  /// - Throws: `ProcessError.difference` that names the process.
  func compare(_ state: TrainingState) throws {
    guard let group else { return }
    func hash(_ values: [String: [Float]]) -> UInt64 {
      var hash = FNV1a()
      for (name, numbers) in values.sorted(by: { $0.key < $1.key }) {
        for byte in name.utf8 { hash.combine(byte) }
        hash.combine(words: numbers)
      }
      return hash.value
    }
    var place = FNV1a()
    for word in state.generator.state + [UInt64(state.epoch), UInt64(state.batch), UInt64(state.step)] {
      place.combine(word: word)
    }
    for report in state.history { place.combine(word: report.loss.bitPattern) }
    try group.compare([
      (place.value, "another place in the training"), (hash(state.parameters), "other parameters"),
      (hash(state.memories), "another memory of its optimiser"),
    ])
  }
}
