import ArgumentParser
import Gradus

/// `gradus runs delete`
struct RunsDelete: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Forget runs. Their models stay.")

  @Argument(help: "The numbers of runs, or last.")
  var names: [RunName]

  @OptionGroup var file: RunFileOptions

  @Flag(help: "Runs that are at work, too: what they still say is not kept.")
  var force = false

  func run() throws {
    // To be read first: deleting makes no file.
    let runs = try file.runs(names, in: file.store())
    if !force, let running = runs.first(where: { $0.state == .running }) {
      throw CommandError(.usage, "run \(running.id) is at work; --force deletes it all the same")
    }
    try RunStore(writingTo: file.path, creates: false).delete(runs.map(\.id))
    try Terminal.write("deleted \(runs.map { "\($0.id)" }.joined(separator: ", "))\n")
  }
}
