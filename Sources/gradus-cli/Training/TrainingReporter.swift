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
  /// Examples of this epoch that are over, and since when.
  private var examples = 0
  /// What they are called.
  private let noun: String
  private var epochStart: ContinuousClock.Instant
  /// Of all steps.
  private var (stepSeconds, stepMessages, stepExamples) = (0.0, 0.0, 0)

  init(training: Training, format: OutputFormat, output: String?) {
    self.training = training
    self.format = format
    self.output = output
    noun = training.data.imageShape == nil ? "rows" : "images"
    columns = format == .text ? Terminal.columns : nil
    start = clock.now
    epochStart = start
    firstEpoch = training.state.epoch
  }

  func begin(_ notes: [String]) throws {
    guard format == .text else { return }
    for note in notes { try say(note) }
    let augmentations = training.settings.augmentations
    if !augmentations.isEmpty { try say("augments  \(augmentations.text)") }
    let parameters = grouped(training.network.parameterCount)
    let (examples, batches) = (grouped(training.count), training.batches)
    let steps = batches == 1 ? "1 step" : "\(grouped(batches)) steps"
    try say("\(training.network)   \(parameters) parameters, \(examples) \(noun), \(steps) an epoch")
  }

  /// Moves the bar, at most ten times a second.
  func show(_ batch: BatchReport) throws {
    guard let columns else { return }
    examples += batch.examples
    let now = clock.now
    if let shown, now - shown < .milliseconds(100) { return }
    if shown == nil, now - epochStart < .milliseconds(100) { return }
    shown = now
    let share = Double(batch.batch) / Double(batch.batches)
    let speed = Double(examples) / ((now - epochStart) / .seconds(1))
    let whole = Double(training.state.epoch - firstEpoch) + share
    let left = Double(training.settings.epochs - firstEpoch) - whole
    let remaining = whole > 0 ? (now - start) / .seconds(1) * left / whole : 0
    let head = "epoch \(training.state.epoch + 1)/\(training.settings.epochs) "
    let tail =
      " \(rounded(100 * share, 0)) %  \(grouped(Int(speed))) \(noun)/s  loss \(rounded(batch.loss, 4))  \(duration(remaining)) left"
    let room = min(40, columns - 1 - head.count - tail.count)
    let bar = room >= 8 ? Terminal.bar(share, width: room) : ""
    try Terminal.draw("\r\u{1B}[K" + String((head + bar + tail).prefix(columns - 1)))
  }

  func show(_ report: EpochReport) throws {
    clear()
    (examples, epochStart, shown) = (0, clock.now, nil)
    switch format {
    case .json: try say(json(EpochObject(report)))
    case .text:
      guard isShown(report.epoch) else { return }
      let width = String(training.settings.epochs).count
      var line = "epoch \(padded("\(report.epoch)", width))/\(training.settings.epochs)"
      if let seconds = report.seconds {
        line += "  \(rounded(seconds, 3)) s"
        // A clock may be too coarse for what took no time.
        if seconds > 0 { line += "  \(grouped(Int(Double(training.examplesPerEpoch) / seconds))) \(noun)/s" }
      }
      line += "  loss \(rounded(report.loss, 4))" + (report.accuracy.map { "  accuracy \(percent($0))" } ?? "")
      if let loss = report.validationLoss {
        line +=
          "  validation " + (report.validationAccuracy.map { "\(percent($0)), " } ?? "") + "loss \(rounded(loss, 4))"
      }
      if let value = report.monitored, let monitor = training.settings.monitor {
        line += "  \(monitor.title) \(rounded(value, 4))"
      }
      for measure in training.settings.measures where report.measures != nil {
        line += "  \(measure.title) " + (report.measures?[measure].map { rounded($0, 4) } ?? "–")
      }
      try say(line)
    }
  }

  /// Every epoch of fifty, and of more about twenty with the last.
  private func isShown(_ epoch: Int) -> Bool {
    let epochs = training.settings.epochs
    return epochs <= 50 || epoch % max(1, epochs / 20) == 0 || training.isFinished
  }

  /// Counts a step.
  func add(seconds: Double, messages: Double, examples: Int) {
    stepSeconds += seconds
    stepMessages += messages
    stepExamples += examples
  }

  /// What the steps took in all processes; nil for one alone.
  func times() throws -> ProcessTimes? {
    try ProcessTimes(of: training.group, seconds: stepSeconds, messages: stepMessages, examples: stepExamples)
  }

  func finish(_ test: TestResult?, curve: String?, _ recorder: RunRecorder?, _ times: ProcessTimes?) throws {
    switch format {
    case .json:
      try say(json(FinalObject(test, parameters: training.network.parameterCount, run: recorder?.id, times)))
    case .text:
      if let times { try say(times.text(noun)) }
      if training.isSettled { try say("no lower loss was found after epoch \(training.state.epoch): this is the end") }
      if let test { try say(test.line) }
      if let output { try say("saved \(output)") }
      if let curve { try say("drew \(curve)") }
      if let recorder, let run = recorder.id { try say("recorded as run \(run) in \(recorder.file)") }
    }
  }

  /// How parameters and layers fare, one a line.
  func show(_ health: (parameters: [ParameterHealth], layers: [LayerHealth])) throws {
    guard format == .text else {
      return try say(json(HealthObject(parameters: health.parameters, layers: health.layers)))
    }
    guard isShown(training.state.epoch) else { return }
    let width = max(20, health.parameters.map(\.name.count).max() ?? 0)
    func left(_ text: String) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
    try say("  " + left("parameter") + ["norm", "gradient", "step/norm"].map { padded($0, 12) }.joined())
    for row in health.parameters {
      let numbers = [row.norm, row.gradientNorm, row.updateRatio].map { padded($0?.written(.scientific) ?? "–", 12) }
      try say("  " + left(row.name) + numbers.joined())
    }
    try say("  " + left("layer") + ["mean", "deviation", "dead"].map { padded($0, 12) }.joined())
    for row in health.layers {
      let name = String("\(row.layer) \(row.description)".prefix(width))
      try say(
        "  " + left(name) + padded(rounded(row.mean, 4), 12) + padded(rounded(row.deviation, 4), 12)
          + padded("\(rounded(100 * row.deadShare, 1)) %", 12))
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

/// The JSON of --watch.
private struct HealthObject: Encodable {
  let parameters: [ParameterHealth]
  let layers: [LayerHealth]
}

/// The JSON of an epoch.
private struct EpochObject: Encodable {
  let epoch: Int
  let seconds: Double?
  let loss: Double
  /// null where numbers are told.
  let accuracy: Double?
  /// null without examples held back.
  let validationLoss: Double?
  /// null without examples held back.
  let validationAccuracy: Double?
  /// Left out where nothing is monitored.
  let monitored: Double?
  /// Those of --metrics on the examples held back; left out without them.
  let validationMetrics: [Measure: Double]?

  init(_ report: EpochReport) {
    monitored = report.monitored
    validationMetrics = report.measures
    epoch = report.epoch
    seconds = report.seconds
    loss = report.loss
    accuracy = report.accuracy
    validationLoss = report.validationLoss
    validationAccuracy = report.validationAccuracy
  }

  enum CodingKeys: CodingKey {
    case epoch, seconds, loss, accuracy, validationLoss, validationAccuracy, monitored, validationMetrics
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(epoch, forKey: .epoch)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(loss, forKey: .loss)
    try container.encode(accuracy, forKey: .accuracy)
    try container.encode(validationLoss, forKey: .validationLoss)
    try container.encode(validationAccuracy, forKey: .validationAccuracy)
    try container.encodeIfPresent(monitored, forKey: .monitored)
    try container.encodeIfPresent(validationMetrics, forKey: .validationMetrics)
  }
}

/// The JSON at the end.
private struct FinalObject: Encodable {
  /// null where there is no test, and where numbers are told.
  let testAccuracy: Double?
  /// Of one number that is told; left out otherwise.
  let testR2: Double?
  /// Of one number that is told; left out otherwise.
  let testRMSE: Double?
  let parameters: Int
  /// Those of --metrics.
  let metrics: MeasureTable?
  /// The number of the run; left out where none is recorded.
  let run: Int?
  /// Left out for a process alone.
  let processes: ProcessTimes?

  init(_ test: TestResult?, parameters: Int, run: Int?, _ processes: ProcessTimes?) {
    (self.run, self.processes) = (run, processes)
    metrics = test?.measures
    testAccuracy = test?.accuracy
    testR2 = test?.determination
    testRMSE = test?.rootMeanSquaredError
    self.parameters = parameters
  }

  enum CodingKeys: CodingKey { case testAccuracy, testR2, testRMSE, parameters, metrics, run, processes }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(testAccuracy, forKey: .testAccuracy)
    try container.encodeIfPresent(testR2, forKey: .testR2)
    try container.encodeIfPresent(testRMSE, forKey: .testRMSE)
    try container.encode(parameters, forKey: .parameters)
    try container.encodeIfPresent(metrics, forKey: .metrics)
    try container.encodeIfPresent(run, forKey: .run)
    try container.encodeIfPresent(processes, forKey: .processes)
  }
}
