import Glibc
import Gradus

/// Says how training goes: a bar on a terminal, a line an epoch in a pipe, or JSON.
final class TrainingReporter {
  private let training: Training
  private let format: OutputFormat
  private let output: String?
  private let columns: Int?
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let firstEpoch: Int
  private var shown: ContinuousClock.Instant?
  /// Images of this epoch that are over, and since when.
  private var images = 0
  private var epochStart: ContinuousClock.Instant

  init(training: Training, format: OutputFormat, output: String?) {
    self.training = training
    self.format = format
    self.output = output
    columns = format == .text ? Terminal.columns : nil
    start = clock.now
    epochStart = start
    firstEpoch = training.state.epoch
  }

  func begin() throws {
    guard format == .text else { return }
    let parameters = grouped(training.network.parameterCount)
    let (images, batches) = (grouped(training.data.count), training.batches)
    let steps = batches == 1 ? "1 step" : "\(grouped(batches)) steps"
    try say("\(training.network)   \(parameters) parameters, \(images) images, \(steps) an epoch")
  }

  /// Moves the bar, at most ten times a second.
  func show(_ batch: BatchReport) throws {
    guard let columns else { return }
    images += batch.images
    let now = clock.now
    if let shown, now - shown < .milliseconds(100) { return }
    if shown == nil, now - epochStart < .milliseconds(100) { return }
    shown = now
    let share = Double(batch.batch) / Double(batch.batches)
    let speed = Double(images) / ((now - epochStart) / .seconds(1))
    let whole = Double(training.state.epoch - firstEpoch) + share
    let left = Double(training.settings.epochs - firstEpoch) - whole
    let remaining = whole > 0 ? (now - start) / .seconds(1) * left / whole : 0
    let head = "epoch \(training.state.epoch + 1)/\(training.settings.epochs) "
    let tail =
      " \(rounded(100 * share, 0)) %  \(grouped(Int(speed))) images/s  loss \(rounded(batch.loss, 4))  \(duration(remaining)) left"
    let room = min(40, columns - 1 - head.count - tail.count)
    let bar = room >= 8 ? Terminal.bar(share, width: room) : ""
    try Terminal.draw("\r\u{1B}[K" + String((head + bar + tail).prefix(columns - 1)))
  }

  func show(_ report: EpochReport) throws {
    clear()
    (images, epochStart, shown) = (0, clock.now, nil)
    switch format {
    case .json: try say(json(EpochObject(report)))
    case .text:
      let width = String(training.settings.epochs).count
      var line = "epoch \(padded("\(report.epoch)", width))/\(training.settings.epochs)"
      if let seconds = report.seconds {
        line += "  \(rounded(seconds, 3)) s  \(grouped(Int(Double(training.imagesPerEpoch) / seconds))) images/s"
      }
      line += "  loss \(rounded(report.loss, 4))  accuracy \(percent(report.accuracy))"
      if let loss = report.validationLoss, let accuracy = report.validationAccuracy {
        line += "  validation \(percent(accuracy)), loss \(rounded(loss, 4))"
      }
      try say(line)
    }
  }

  func finish(testAccuracy: Double?, testImages: Int, curve: String?) throws {
    switch format {
    case .json:
      try say(json(FinalObject(testAccuracy: testAccuracy, parameters: training.network.parameterCount)))
    case .text:
      if let testAccuracy { try say("test accuracy \(percent(testAccuracy)) on \(grouped(testImages)) images") }
      if let output { try say("saved \(output)") }
      if let curve { try say("drew \(curve)") }
    }
  }

  /// Says that training was stopped as it was asked to.
  func stopped(_ words: String) throws { if format == .text { try say(words) } }

  /// Takes the bar away.
  func clear() {
    if shown != nil { try? Terminal.draw("\r\u{1B}[K") }
  }

  private func say(_ line: String) throws { try Terminal.write(line + "\n") }
}

/// The JSON of an epoch.
private struct EpochObject: Encodable {
  let epoch: Int
  let seconds: Double?
  let loss: Double
  let accuracy: Double
  /// null without images held back.
  let validationLoss: Double?
  /// null without images held back.
  let validationAccuracy: Double?

  init(_ report: EpochReport) {
    epoch = report.epoch
    seconds = report.seconds
    loss = report.loss
    accuracy = report.accuracy
    validationLoss = report.validationLoss
    validationAccuracy = report.validationAccuracy
  }

  enum CodingKeys: CodingKey { case epoch, seconds, loss, accuracy, validationLoss, validationAccuracy }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(epoch, forKey: .epoch)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(loss, forKey: .loss)
    try container.encode(accuracy, forKey: .accuracy)
    try container.encode(validationLoss, forKey: .validationLoss)
    try container.encode(validationAccuracy, forKey: .validationAccuracy)
  }
}

/// The JSON at the end.
private struct FinalObject: Encodable {
  /// null where the data have no test images.
  let testAccuracy: Double?
  let parameters: Int

  enum CodingKeys: CodingKey { case testAccuracy, parameters }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(testAccuracy, forKey: .testAccuracy)
    try container.encode(parameters, forKey: .parameters)
  }
}
