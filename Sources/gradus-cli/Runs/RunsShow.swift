import ArgumentParser
import Gradus

/// `gradus runs show`
struct RunsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that is known of a run: settings, epochs, and how it ended.")

  @Argument(help: "The number of a run, or last.")
  var name: RunName

  @OptionGroup var file: RunFileOptions

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func run() throws {
    let store = try file.store()
    let record = try file.runs([name], in: store)[0]
    let history = try store.history(of: record.id)
    if format == .json { return try Terminal.write(json(RunAnswer(record, history)) + "\n") }
    var rows = [
      ("run", "\(record.id)"), ("state", record.stateInWords), ("started", time(record.started)),
      ("ended", record.ended.map { "\(time($0)), after \(duration($0 - record.started))" }),
      ("data", record.data.visible), ("fingerprint", record.fingerprint),
      ("model", record.model.isEmpty ? nil : record.model.visible),
      ("goes on from", record.origin.map { "run \($0)" }),
      ("command", record.command.map(quoted).joined(separator: " ")),
    ].compactMap { name, value in value.map { (name, $0) } }
    rows += record.settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value.visible) }
    rows += record.versions.sorted { $0.key < $1.key }.map { ($0.key, $0.value.visible) }
    rows += record.test.sorted { $0.key < $1.key }.map { ("test \($0.key)", $0.value.written(.significant(5))) }
    try Terminal.write(TextTable(rows: rows.map { [$0.0, $0.1] }, left: [0, 1]).text + "\n")
    if !history.isEmpty { try Terminal.write("\n" + epochs(history) + "\n") }
  }

  /// All of fifty epochs, and of more about twenty with the last.
  private func epochs(_ history: [EpochReport]) -> String {
    let step = history.count <= 50 ? 1 : history.count / 20
    let measures = Measure.allCases.filter { measure in history.contains { $0.measures?[measure] != nil } }
    let columns: [(String, (EpochReport) -> String?)] =
      [
        ("epoch", { "\($0.epoch)" }), ("seconds", { $0.seconds.map { rounded($0, 3) } }),
        ("loss", { rounded($0.loss, 4) }), ("accuracy", { $0.accuracy.map(percent) }),
        ("held back", { $0.validationLoss.map { rounded($0, 4) } }),
        ("accuracy", { $0.validationAccuracy.map(percent) }),
      ]
      + measures.map { measure in (measure.rawValue, { $0.measures?[measure].map { rounded($0, 4) } }) }
    let used = columns.filter { column in history.contains { column.1($0) != nil } }
    let shown = history.indices.filter { ($0 + 1) % step == 0 || $0 == history.count - 1 }
    let rows = shown.map { place in used.map { $0.1(history[place]) ?? "–" } }
    return TextTable(rows: [used.map(\.0)] + rows, left: []).text
  }
}

/// A word as a shell takes it.
func quoted(_ word: String) -> String {
  let isPlain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,+@%".contains($0)) }
  return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
}
