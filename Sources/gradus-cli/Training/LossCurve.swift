import Gradus

/// The loss and the accuracy over the epochs, as a picture.
struct LossCurve {
  private var epochs: [EpochReport]
  /// The mean loss over spans of an epoch, each at its middle.
  private var spans: [(epoch: Double, loss: Double)] = []
  private var sum = 0.0
  private var count = 0

  /// Spans in an epoch.
  private static let resolution = 20

  /// What is drawn as the loss.
  private let loss: String

  init(_ history: [EpochReport], _ loss: Loss) { (epochs, self.loss) = (history, loss.name) }

  mutating func add(_ batch: BatchReport, epoch: Int) {
    sum += batch.loss
    count += 1
    let length = max(1, batch.batches / Self.resolution)
    if batch.batch.isMultiple(of: length) || batch.batch == batch.batches {
      let middle = Double(batch.batch) - Double(count) / 2
      spans.append((Double(epoch) + middle / Double(batch.batches), sum / Double(count)))
      (sum, count) = (0, 0)
    }
  }

  mutating func add(_ report: EpochReport) { epochs.append(report) }

  /// The loss beside the accuracy, and below them what else was measured.
  var svg: String {
    var loss = EpochPlot(title: "Loss (\(self.loss))")
    if !spans.isEmpty { loss.add("while training", spans.map { ($0.epoch, $0.loss) }, color: "#7fb2e5", width: 1.5) }
    loss.add("mean of the epoch", epochs.map { (Double($0.epoch) - 0.5, $0.loss) }, color: "#1f6fb4", marks: true)
    // Numbers that are told have no accuracy: the loss on those held back stands in its place.
    let hasAccuracy = epochs.contains { $0.accuracy != nil }
    var second = EpochPlot(title: hasAccuracy ? "Accuracy" : "Loss, held back", percent: hasAccuracy)
    if hasAccuracy {
      let own = epochs.compactMap { report in report.accuracy.map { (Double(report.epoch) - 0.5, $0) } }
      second.add("while training", own, color: "#1f6fb4", marks: true)
    }
    func add(to plot: inout EpochPlot, _ value: (EpochReport) -> Double?) {
      let points = epochs.compactMap { report in value(report).map { (Double(report.epoch), $0) } }
      if !points.isEmpty { plot.add("held back", points, color: "#d9730d", marks: true) }
    }
    add(to: &second) { hasAccuracy ? $0.validationAccuracy : $0.validationLoss }
    if hasAccuracy { add(to: &loss, \.validationLoss) }
    let measured = Measure.allCases.filter { measure in epochs.contains { $0.measures?[measure] != nil } }
    let others = measured.map { measure in
      var plot = EpochPlot(title: measure.title, rises: measure.isGreaterBetter)
      add(to: &plot) { $0.measures?[measure] }
      return plot
    }
    return EpochPlot.picture([loss, second] + others)
  }
}
