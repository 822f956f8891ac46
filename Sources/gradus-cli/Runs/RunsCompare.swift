import ArgumentParser
import Gradus

/// `gradus runs compare`
struct RunsCompare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Lay runs side by side: settings, data, and what became of them.",
    discussion: """
      Example:
        gradus runs compare 3 5 last --differences
      """)

  @Argument(help: "The numbers of runs, or last.")
  var names: [RunName]

  @OptionGroup var file: RunFileOptions

  @Flag(help: "Only what is not the same in all of them.")
  var differences = false

  @Option(help: "Form of the answer; json is an object a row.")
  var format: OutputFormat = .text

  func validate() throws {
    if names.count < 2 { throw ValidationError("two runs or more are compared; `gradus runs show` shows one.") }
  }

  func run() throws {
    let runs = try file.runs(names, in: file.store())
    let comparison = RunComparison(runs)
    let rows = differences ? comparison.differences : comparison.rows
    if format == .json {
      return try Terminal.write(
        rows.map { row in
          let values = zip(runs, row.values).map { ("\($0.id)", $1) }
          return try json(Answer(name: row.name, runs: Dictionary(values) { first, _ in first })) + "\n"
        }.joined())
    }
    let head = [""] + runs.map { "run \($0.id)" }
    let lines = rows.map { row in [row.name] + row.values.map { shortened(($0 ?? "–").visible, 60) } }
    try Terminal.write(TextTable(rows: [head] + lines, left: Set(head.indices)).text + "\n")
  }

  private struct Answer: Encodable {
    let name: String
    let runs: [String: String?]
  }
}
