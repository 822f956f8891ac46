import ArgumentParser
import Gradus

/// `gradus runs list`
struct RunsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List runs, the newest or the best first.",
    discussion: """
      The numbers are those of the epoch whose model is kept: the last, or the best one with --patience.

      Example:
        gradus runs list --data flowers --sort macro-f1 --count 5
      """)

  @OptionGroup var file: RunFileOptions

  @Option(help: "Runs whose data have this in their name.")
  var data: String?

  @Option(help: "Runs that stand so.")
  var state: RunState?

  @Option(
    help: ArgumentHelp(
      "The best first: loss, validation-loss, validation-accuracy, or a measure that --metrics recorded. (default: the newest first)",
      valueName: "number"),
    transform: readOrder)
  var sort: RunOrder?

  @Option(help: "How many at most.")
  var count = 20

  @Option(help: "Form of the answer; json is an object a run.")
  var format: OutputFormat = .text

  func validate() throws {
    if count < 1 { throw ValidationError("--count \(count): it must be at least 1.") }
  }

  func run() throws {
    let store = try file.store()
    let runs = try store.runs(RunFilter(data: data, state: state, order: sort), most: count)
    if format == .json { return try Terminal.write(runs.map { try json(RunAnswer($0)) + "\n" }.joined()) }
    guard !runs.isEmpty else { return try Terminal.write("no such runs\n") }
    try Terminal.write(table(runs) + "\n")
    let all = try store.count()
    if data == nil, state == nil, all > runs.count {
      try Terminal.write("\(grouped(runs.count)) of \(grouped(all)) runs; --count shows more\n")
    }
  }

  private func table(_ runs: [RunRecord]) -> String {
    let hasHeld = runs.contains { $0.kept?.validationLoss != nil }
    let hasAccuracy = runs.contains { $0.kept?.accuracy != nil }
    var numbers: [(title: String, shown: (EpochReport) -> String)] = [("loss", { rounded($0.loss, 4) })]
    if hasHeld { numbers.append(("held back", { $0.validationLoss.map { rounded($0, 4) } ?? "–" })) }
    if hasAccuracy {
      numbers.append(("accuracy", { ($0.validationAccuracy ?? $0.accuracy).map(percent) ?? "–" }))
    }
    if case .measure(let measure)? = sort {
      numbers.append((measure.rawValue, { $0.measures?[measure].map { rounded($0, 4) } ?? "–" }))
    }
    let head = ["run", "started", "state", "epochs"] + numbers.map(\.title) + ["network", "data"]
    let rows = runs.map { run in
      [
        "\(run.id)", String(time(run.started).prefix(16)).replacing("T", with: " "), run.state.rawValue,
        "\(run.epochs)/\(run.settings["epochs"] ?? "?")",
      ] + numbers.map { number in run.kept.map(number.shown) ?? "–" }
        + [shortened(run.settings["network"] ?? "", 30), shortened(run.data.visible, 30)]
    }
    return TextTable(rows: [head] + rows, left: [1, 2, head.count - 2, head.count - 1]).text
  }
}

/// A text that is cut where it is too long.
func shortened(_ text: String, _ most: Int) -> String {
  text.count > most ? text.prefix(most - 1) + "…" : text
}

/// What runs are sorted by.
@Sendable func readOrder(_ argument: String) throws -> RunOrder {
  let known: [String: RunOrder] = [
    "loss": .loss, "validation-loss": .validationLoss, "accuracy": .accuracy,
    "validation-accuracy": .validationAccuracy,
  ]
  return try known[argument] ?? .measure(readMeasure(argument))
}
