import ArgumentParser
import Gradus

/// `gradus runs export`
struct RunsExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write runs or their epochs as CSV or as lines of JSON.",
    discussion: """
      Examples:
        gradus runs export --output runs.csv
        gradus runs export --sort validation-accuracy --count 10
        gradus runs export 3 5 --epochs --format json
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case csv, json }

  @Argument(help: "The numbers of runs, or last. (default: all)")
  var names: [RunName] = []

  @OptionGroup var file: RunFileOptions

  @Option(
    help: ArgumentHelp(
      "The best first, as in `gradus runs list`. (default: the oldest first)", valueName: "number"),
    transform: readOrder)
  var sort: RunOrder?

  @Option(help: "How many at most, of those sorted or of the newest. (default: all)")
  var count: Int?

  @Flag(help: "A row for every epoch, and not for every run.")
  var epochs = false

  @Option(help: "Form of the export; json is an object a line.")
  var format: Format = .csv

  @Option(help: "File to write. (default: standard output)", completion: .file())
  var output: String?

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--count \(count): it must be at least 1.") }
    if !names.isEmpty, sort != nil || count != nil {
      throw ValidationError("\(sort != nil ? "--sort" : "--count") goes with all runs; leave out the numbers.")
    }
  }

  /// Without an order the oldest first, as they were made.
  private func runs(_ store: RunStore) throws -> [RunRecord] {
    if !names.isEmpty { return try file.runs(names, in: store) }
    let runs = try store.runs(RunFilter(order: sort), most: count ?? .max)
    return sort == nil ? runs.reversed() : runs
  }

  func run() throws {
    if let output { try checkOutput(output, replacesNone: [file.path]) }
    let store = try file.store()
    let runs = try runs(store)
    var text = ""
    func write(_ lines: [String]) throws {
      let part = lines.map { $0 + "\n" }.joined()
      if output == nil { try Terminal.write(part) } else { text += part }
    }
    if epochs {
      try writeEpochs(runs, store, write)
    } else {
      try write(format == .json ? runs.map { try json(RunAnswer($0)) } : RunTable(runs).lines)
    }
    guard let output else { return }
    try FileBytes.write(Array(text.utf8), to: output)
    try Terminal.write("wrote \(output.visible)\n")
  }

  private func writeEpochs(_ runs: [RunRecord], _ store: RunStore, _ write: ([String]) throws -> Void) throws {
    if format == .csv {
      let head = [
        "run", "epoch", "seconds", "loss", "accuracy", "validation_loss", "validation_accuracy", "monitored",
      ]
      try write([(head + Measure.allCases.map { "metric_\($0.rawValue)" }).joined(separator: ",")])
    }
    for run in runs {
      let lines = try store.history(of: run.id).map { report in
        let epoch = RunEpoch(run: run.id, report)
        return format == .json ? try json(epoch) : epoch.line
      }
      try write(lines)
    }
  }
}

/// An epoch of a run, as an object or as a line.
private struct RunEpoch: Encodable {
  let run: Int
  let epoch: Int
  let seconds: Double?
  let loss: Double
  let accuracy: Double?
  let validationLoss: Double?
  let validationAccuracy: Double?
  let monitored: Double?
  let measures: [Measure: Double]?

  init(run: Int, _ report: EpochReport) {
    (self.run, epoch, seconds, loss, accuracy) = (run, report.epoch, report.seconds, report.loss, report.accuracy)
    (validationLoss, validationAccuracy) = (report.validationLoss, report.validationAccuracy)
    (monitored, measures) = (report.monitored, report.measures)
  }

  var line: String {
    let numbers =
      [seconds, loss, accuracy, validationLoss, validationAccuracy, monitored]
      + Measure.allCases.map { measures?[$0] }
    return (["\(run)", "\(epoch)"] + numbers.map { $0.map { "\($0)" } ?? "" }).joined(separator: ",")
  }
}

/// Runs as a table: a column for everything that one of them is set to.
private struct RunTable {
  let lines: [String]

  init(_ runs: [RunRecord]) {
    func names(_ values: (RunRecord) -> some Sequence<String>) -> [String] { Set(runs.flatMap(values)).sorted() }
    let settings = names(\.settings.keys)
    let tests = names(\.test.keys)
    let versions = names(\.versions.keys)
    let measures = Measure.allCases.filter { measure in runs.contains { $0.kept?.measures?[measure] != nil } }
    let head =
      [
        "run", "state", "reason", "started", "ended", "data", "fingerprint", "model", "epochs_over", "epoch", "loss",
        "accuracy", "validation_loss", "validation_accuracy",
      ] + measures.map { "metric_\($0.rawValue)" } + tests.map { "test_\($0)" } + settings.map { "setting_\($0)" }
      + versions.map { "version_\($0)" }
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    lines =
      [head.map(cell).joined(separator: ",")]
      + runs.map { run in
        var cells = ["\(run.id)", run.state.rawValue, run.reason ?? "", time(run.started)]
        cells += [run.ended.map(time) ?? "", run.data, run.fingerprint, run.model, "\(run.epochs)"]
        cells += [run.kept.map { "\($0.epoch)" } ?? "", number(run.kept?.loss), number(run.kept?.accuracy)]
        cells += [number(run.kept?.validationLoss), number(run.kept?.validationAccuracy)]
        cells += measures.map { number(run.kept?.measures?[$0]) } + tests.map { number(run.test[$0]) }
        cells += settings.map { run.settings[$0] ?? "" } + versions.map { run.versions[$0] ?? "" }
        return cells.map(cell).joined(separator: ",")
      }
  }
}
