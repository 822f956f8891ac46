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

  /// Two plots side by side, on white.
  var svg: String {
    var loss = Plot(title: "Loss (\(self.loss))", x: 70, width: 380)
    if !spans.isEmpty { loss.add("while training", spans.map { ($0.epoch, $0.loss) }, color: "#7fb2e5", width: 1.5) }
    loss.add("mean of the epoch", epochs.map { (Double($0.epoch) - 0.5, $0.loss) }, color: "#1f6fb4", marks: true)
    // Numbers that are told have no accuracy: the loss on those held back stands in its place.
    let hasAccuracy = epochs.contains { $0.accuracy != nil }
    var second = Plot(title: hasAccuracy ? "Accuracy" : "Loss, held back", x: 550, width: 380, percent: hasAccuracy)
    if hasAccuracy {
      let own = epochs.compactMap { report in report.accuracy.map { (Double(report.epoch) - 0.5, $0) } }
      second.add("while training", own, color: "#1f6fb4", marks: true)
    }
    let validation = epochs.compactMap { report in
      (hasAccuracy ? report.validationAccuracy : report.validationLoss).map { (Double(report.epoch), $0) }
    }
    if !validation.isEmpty { second.add("held back", validation, color: "#d9730d", marks: true) }
    let last = Double(epochs.last?.epoch ?? 1)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 360" font-family="sans-serif" font-size="13" fill="#222">
      <rect width="960" height="360" fill="#fff"/>
      \(loss.svg(epochs: last))
      \(second.svg(epochs: last))
      </svg>

      """
  }
}

/// A plot of lines over the epochs.
private struct Plot {
  let title: String
  let x: Double
  let width: Double
  var percent = false
  private var lines: [(name: String, points: [(Double, Double)], color: String, width: Double, marks: Bool)] = []
  private let top = 50.0
  private let height = 250.0

  init(title: String, x: Double, width: Double, percent: Bool = false) {
    (self.title, self.x, self.width, self.percent) = (title, x, width, percent)
  }

  mutating func add(
    _ name: String, _ points: [(Double, Double)], color: String, width: Double = 2.5, marks: Bool = false
  ) {
    lines.append((name, points, color, width, marks))
  }

  func svg(epochs: Double) -> String {
    let values = lines.flatMap { $0.points.map(\.1) }
    let ticks = Ticks(around: percent ? values.min() ?? 0 : min(0, values.min() ?? 0), values.max() ?? 1)
    func across(_ epoch: Double) -> Double { x + epoch / max(epochs, 1) * width }
    func down(_ value: Double) -> Double { top + height * (1 - (value - ticks.low) / (ticks.high - ticks.low)) }

    var parts = [text(title, x, top - 20, "font-weight=\"bold\" font-size=\"15\"")]
    for value in ticks.values {
      let y = down(value)
      parts.append("<path d=\"M\(place(x)) \(place(y))H\(place(x + width))\" stroke=\"#ddd\"/>")
      let label = percent ? rounded(100 * value, ticks.digits > 2 ? 1 : 0) + " %" : rounded(value, ticks.digits)
      parts.append(text(label, x - 8, y + 4, "text-anchor=\"end\" fill=\"#555\""))
    }
    let step = max(1, Int((epochs / 10).rounded(.up)))
    for epoch in stride(from: 0, through: Int(epochs), by: step) {
      parts.append(text("\(epoch)", across(Double(epoch)), top + height + 20, "text-anchor=\"middle\" fill=\"#555\""))
    }
    parts.append(text("epochs", x + width / 2, top + height + 42, "text-anchor=\"middle\" fill=\"#555\""))
    for (index, line) in lines.enumerated() {
      let points = line.points.map { "\(place(across($0.0))),\(place(down($0.1)))" }
      parts.append(
        "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"\(line.color)\" stroke-width=\"\(line.width)\" stroke-linejoin=\"round\"/>"
      )
      if line.marks {
        for point in line.points {
          parts.append(
            "<circle cx=\"\(place(across(point.0)))\" cy=\"\(place(down(point.1)))\" r=\"4\" fill=\"\(line.color)\"/>")
        }
      }
      // A falling loss leaves its upper right corner free, a rising accuracy its lower right one.
      let y = percent ? top + height - 18 - Double(18 * (lines.count - 1 - index)) : top + 18 + Double(18 * index)
      parts.append(
        "<path d=\"M\(place(x + width - 165)) \(place(y - 4))h22\" stroke=\"\(line.color)\" stroke-width=\"\(line.width)\"/>"
      )
      parts.append(text(line.name, x + width - 135, y, ""))
    }
    return parts.joined(separator: "\n")
  }

  private func text(_ words: String, _ x: Double, _ y: Double, _ attributes: String) -> String {
    "<text x=\"\(place(x))\" y=\"\(place(y))\" \(attributes)>\(words)</text>"
  }

  private func place(_ value: Double) -> String { rounded(value, 1) }
}
