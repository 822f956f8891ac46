internal import GradusKernels
internal import GradusOptimization

extension Training {
  /// Whether a training can be of these data, by these processes.
  ///
  /// - Throws: `TrainingError` that says why it cannot.
  static func check(
    _ state: TrainingState, _ training: Dataset, isStored: Bool, _ validation: LearningData, _ group: ProcessGroup?
  ) throws {
    let (network, settings) = (state.network, state.settings)
    try network.check(training)
    if validation.count > 0 { try network.check(validation.sample(seed: 0)) }
    guard !training.isEmpty else { throw TrainingError.dataMismatch("there are no examples to train on") }
    if let monitor = settings.monitor {
      guard validation.count > 0 else {
        throw TrainingError.setting(
          "\(monitor.rawValue) is measured on examples that are held back, and there are none")
      }
    }
    if let other = (settings.measures + [settings.monitor].compactMap(\.self)).first(where: { !$0.fits(training.task) })
    {
      throw TrainingError.setting("\(other.rawValue) says nothing about what is told here")
    }
    if !settings.augmentations.isEmpty, training.imageShape == nil {
      throw TrainingError.setting("augmentations are for images, and these are \(training.examples.form)")
    }
    if settings.optimizer.isSearch, isStored {
      throw TrainingError.setting(
        "\(settings.optimizer.name) looks at all examples for each step, and these are read piece by piece: choose another optimiser, or --no-stream"
      )
    }
    if isStored, settings.leaves > 1 {
      throw TrainingError.setting("leaves and several processes need their rows in memory: --no-stream")
    }
    if settings.patience != nil, validation.count == 0 {
      throw TrainingError.dataMismatch(
        "a patience needs examples that are held back, and there are too few to hold any back")
    }
    try checkLeaves(settings, group)
  }

  private static func checkLeaves(
    _ settings: TrainingSettings, _ group: ProcessGroup?
  ) throws(TrainingError) {
    if let count = group?.count, count > settings.leaves {
      throw .setting(
        settings.leaves == 1
          ? "\(count) processes cannot share the batches of this training, which are one piece: it began without leaves"
          : "\(count) processes cannot share the batches of this training, which have \(settings.leaves) leaves: at most as many processes"
      )
    }
  }
}
