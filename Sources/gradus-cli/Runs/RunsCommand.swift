import ArgumentParser
import FoundationEssentials
import Gradus

/// `gradus runs`: trainings that were recorded.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List, compare, draw and export the trainings that were recorded.",
    discussion: """
      `gradus train` with --output records its settings, its data, every epoch and how it ended in runs.sqlite beside the model, or in \
      the file of --runs. Several trainings may write into one file at once. One whose process died is shown as interrupted, and \
      `gradus train --resume` goes on with the same run. A run is called by its number; last is the newest.

      Examples:
        gradus runs list --sort validation-accuracy
        gradus runs compare 3 5 --differences
        gradus runs plot 3 5 last --output runs.svg
      """,
    subcommands: [RunsList.self, RunsShow.self, RunsCompare.self, RunsPlot.self, RunsExport.self, RunsDelete.self],
    defaultSubcommand: RunsList.self)
}

/// Where the runs are.
struct RunFileOptions: ParsableArguments {
  @Option(
    help: "File that the runs were recorded in, or its folder. (default: runs.sqlite)",
    completion: .file(extensions: ["sqlite"]))
  var runs: String?

  var path: String {
    guard let runs else { return RunStore.usualName }
    return FileBytes.isFolder(runs) ? "\(runs)/\(RunStore.usualName)" : runs
  }

  func store() throws -> RunStore { try RunStore(readingFrom: path) }

  /// The runs of these names, each once.
  func runs(_ names: [RunName], in store: RunStore) throws -> [RunRecord] {
    var found: [RunRecord] = []
    for name in names {
      let run = try name.number.map { try store.run($0) } ?? store.runs(most: 1).first
      guard let run else {
        throw CommandError(.usage, "\(path.visible): there is no run \(name); `gradus runs list` names them")
      }
      if !found.contains(where: { $0.id == run.id }) { found.append(run) }
    }
    return found
  }
}

/// A run by its number, or the newest.
struct RunName: ExpressibleByArgument, CustomStringConvertible {
  /// Nil for the newest.
  let number: Int?

  init?(argument: String) {
    if argument == "last" {
      number = nil
    } else if let value = Int(argument), value > 0 {
      number = value
    } else {
      return nil
    }
  }

  var description: String { number.map { "\($0)" } ?? "last" }
}

/// A run as JSON has it: times as texts.
struct RunAnswer: Encodable {
  let run: Int
  let state: RunState
  let reason: String?
  let started: String
  let ended: String?
  let data: String
  let fingerprint: String
  let model: String?
  let origin: Int?
  let command: [String]
  let settings: [String: String]
  let versions: [String: String]
  let epochs: Int
  /// The epoch whose model is kept.
  let kept: EpochReport?
  let test: [String: Double]
  /// Every epoch, where that was asked for.
  let history: [EpochReport]?

  init(_ record: RunRecord, _ history: [EpochReport]? = nil) {
    (run, state, reason) = (record.id, record.state, record.reason)
    (started, ended) = (time(record.started), record.ended.map(time))
    (data, fingerprint, model) = (record.data, record.fingerprint, record.model.isEmpty ? nil : record.model)
    (origin, command, settings, versions) = (record.origin, record.command, record.settings, record.versions)
    (epochs, kept, test, self.history) = (record.epochs, record.kept, record.test, history)
  }
}

/// Seconds since 1970 as `2026-11-28T22:40:05Z`.
func time(_ seconds: Double) -> String { Date(timeIntervalSince1970: seconds).ISO8601Format() }

extension RunRecord {
  /// `finished`, or with what a person wants to know besides.
  var stateInWords: String { reason.map { "\(state.rawValue): \($0.visible)" } ?? state.rawValue }
}
