/// What a training on one fold came to.
public struct FoldResult: Hashable, Sendable, Codable {
  /// Which time the examples were divided, counted from 1.
  public let repetition: Int
  /// Which part was held back, counted from 1.
  public let fold: Int
  /// How many examples were trained on.
  public let trained: Int
  /// How many were held back.
  public let held: Int
  /// The number of epochs that were made.
  public let epochs: Int
  /// The mean loss of the last epoch on the examples that were trained on.
  public let loss: Double
  /// Measures on the examples that were held back, without those that are undefined there.
  public let measures: [Measure: Double]

  /// What a training is worth on a fold.
  ///
  /// - Parameter training: one that is over; the model is the one of its best epoch where it has a patience.
  /// - Throws: `TrainingError.dataMismatch` where the examples held back do not fit the network.
  public init(_ training: Training, _ fold: FoldPart, on held: Dataset, _ measures: [Measure]) throws {
    (repetition, self.fold) = (fold.repetition, fold.number)
    (trained, self.held) = (training.data.count, held.count)
    (epochs, loss) = (training.state.epoch, training.state.history.last?.loss ?? .nan)
    self.measures = try Predictor(training.model()).told(of: held).values(measures)
  }
}

/// A measure over folds.
public struct FoldSummary: Hashable, Sendable, Codable {
  /// What was measured.
  public let measure: Measure
  /// The mean over the folds in which it is defined.
  public let mean: Double
  /// The deviation from the mean, of these folds as a population.
  public let deviation: Double
  /// In how many folds it is defined.
  public let count: Int

  /// Each measure over all folds; without one that is defined in none.
  package static func summaries(of results: [FoldResult], _ measures: [Measure]) -> [FoldSummary] {
    measures.compactMap { measure in
      let values = results.compactMap { $0.measures[measure] }
      guard !values.isEmpty else { return nil }
      let statistics = ColumnStatistics(values)
      return FoldSummary(
        measure: measure, mean: statistics.mean, deviation: statistics.deviation, count: values.count)
    }
  }
}
