internal import Glibc
internal import GradusOptimization

/// How the loss of a batch goes while the learning rate rises from step to step: at too small a rate it stays, then it falls, and at too
/// large a one it leaps up.
///
/// Source: L. N. Smith, "Cyclical learning rates for training neural networks", WACV 2017, section 3.3.
public struct LearningRateCurve: Hashable, Sendable {
  /// A step of the rise.
  public struct Point: Hashable, Sendable, Codable {
    /// η of the step.
    public let learningRate: Double
    /// The loss of its batch, before it.
    public let loss: Double
    /// The mean of the losses so far, in which each older one counts less.
    public let smoothedLoss: Double
  }

  /// The steps, with rates that rise by one factor each.
  public let points: [Point]

  /// The rate where the smoothed loss falls fastest by the logarithm of the rate, before its minimum; nil where it never falls.
  public var proposal: Double? {
    guard let minimum = points.indices.min(by: { points[$0].smoothedLoss < points[$1].smoothedLoss }) else {
      return nil
    }
    // Over five steps each, as single batches differ.
    let reach = 5
    let slopes = (0...minimum).compactMap { place -> (rate: Double, slope: Double)? in
      let (low, high) = (place - reach, min(place + reach, points.count - 1))
      guard low >= 0 else { return nil }
      return (points[place].learningRate, points[high].smoothedLoss - points[low].smoothedLoss)
    }
    guard let steepest = slopes.min(by: { $0.slope < $1.slope }), steepest.slope < 0 else { return nil }
    return steepest.rate
  }

  /// Trains a network from new parameters with a rate that rises from the first to the last bound. It ends early where the
  /// smoothed loss is four times the best, or no number.
  ///
  /// - Parameters:
  ///   - settings: those of the training that the rate is sought for; its schedule and what it holds back play no part.
  ///   - steps: how many steps the rise has.
  /// - Throws: `TrainingError` where a setting makes no sense or the data do not fit the network.
  public init(
    of network: Network, on data: Dataset, settings: TrainingSettings, from low: Double = 1e-6, to high: Double = 10,
    steps: Int = 120
  ) throws {
    precondition(low > 0 && high > low && steps > 1, "a rise from \(low) to \(high) in \(steps) steps")
    var settings = settings
    settings.validationFraction = 0
    settings.patience = nil
    (settings.accumulation, settings.averaging) = (1, nil)
    settings.schedule = .constant
    settings.epochs = steps
    let training = try Training(network, on: data, settings: settings)
    var points: [Point] = []
    var (mean, best) = (0.0, Double.infinity)
    let keep = 0.9
    for step in 0..<steps {
      let rate = low * pow(high / low, Double(step) / Double(steps - 1))
      let report: BatchReport
      do {
        guard let next = try training.anyBatch(learningRate: rate) else { break }
        report = next
      } catch TrainingError.diverged { break }
      mean = keep * mean + (1 - keep) * report.loss
      let smoothed = mean / (1 - pow(keep, Double(step + 1)))
      guard smoothed.isFinite, smoothed < 4 * best || step < 10 else { break }
      best = min(best, smoothed)
      points.append(Point(learningRate: rate, loss: report.loss, smoothedLoss: smoothed))
    }
    self.points = points
  }
}

extension Training {
  /// The next step at a rate of its own, in the next epoch where this one is over.
  fileprivate func anyBatch(learningRate: Double) throws -> BatchReport? {
    if let report = try nextBatch(learningRate: learningRate) { return report }
    _ = try finishEpoch()
    return try nextBatch(learningRate: learningRate)
  }
}
