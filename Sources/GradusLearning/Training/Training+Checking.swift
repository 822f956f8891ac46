internal import GradusKernels

extension Training {
  /// Whether a training can be of these data, by these processes.
  ///
  /// - Throws: `TrainingError` that says why it cannot.
  static func check(
    _ state: TrainingState, _ training: Dataset, _ validation: Dataset, _ group: ProcessGroup?
  ) throws {
    let (network, settings) = (state.network, state.settings)
    try network.check(training)
    if !validation.isEmpty { try network.check(validation) }
    guard !training.isEmpty else { throw TrainingError.dataMismatch("there are no examples to train on") }
    if let monitor = settings.monitor {
      guard !validation.isEmpty else {
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
    if settings.patience != nil, validation.isEmpty {
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
