internal import GradusOptimization

// What somebody sees who looks at a training between its steps.
extension Training {
  /// η of the last update; nil before the first, and where the optimiser searches for its steps.
  package var lastLearningRate: Double? {
    guard nextUpdate > 1, !settings.optimizer.isSearch else { return nil }
    // After an epoch what it has come to was not known yet.
    let known = state.batch == 0 ? Array(measured.dropLast()) : measured
    let progress = TrainingProgress(step: nextUpdate - 1, measured: known)
    return settings.learningRate * settings.schedule.factor(at: progress)
  }

  /// The samples of the first images that are trained on, changed as a step would change them.
  package func firstExamples(_ count: Int) -> [[Float]] {
    let rows = Array(0..<min(count, data.count))[...]
    let batch = settings.augmentations.batch(step + 1, rows: rows, of: data, seed: settings.seed)
    let width = data.examples.width
    return rows.indices.map { Array(batch.numbers[$0 * width..<($0 + 1) * width]) }
  }
}
