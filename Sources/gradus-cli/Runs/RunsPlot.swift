import ArgumentParser
import Gradus

/// `gradus runs plot`
struct RunsPlot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot", abstract: "Draw the loss, the accuracy and the measures of runs over their epochs, as SVG.",
    discussion: """
      Example:
        gradus runs plot 3 5 --output runs.svg
      """)

  @Argument(help: "The numbers of runs, or last.")
  var names: [RunName]

  @OptionGroup var file: RunFileOptions

  @Option(help: "File to write.", completion: .file(extensions: ["svg"]))
  var output = "runs.svg"

  @Flag(help: "Write over a file that is no picture, too.")
  var force = false

  func run() throws {
    try checkOutput(output, replacesNone: [file.path])
    try checkPicture(output, "--output", force: force)
    let store = try file.store()
    let runs = try file.runs(names, in: store)
    let histories = try runs.map { try store.history(of: $0.id) }
    guard histories.contains(where: { !$0.isEmpty }) else {
      throw CommandError(.data, "no epoch of these runs is over: there is nothing to draw")
    }
    try FileBytes.write(Array(picture(runs, histories).utf8), to: output)
    try Terminal.write("drew \(output.visible)\n")
  }

  private func picture(_ runs: [RunRecord], _ histories: [[EpochReport]]) -> String {
    let all = histories.flatMap(\.self)
    let measures = Measure.allCases.filter { measure in all.contains { $0.measures?[measure] != nil } }
    let numbers: [(title: String, isShare: Bool, rises: Bool, value: (EpochReport) -> Double?)] =
      [
        ("Loss", false, false, { $0.loss }), ("Loss, held back", false, false, \.validationLoss),
        ("Accuracy", true, true, \.accuracy),
        ("Accuracy, held back", true, true, \.validationAccuracy),
      ]
      + measures.map { measure in
        ("\(measure.title), held back", false, measure.isGreaterBetter, { $0.measures?[measure] })
      }
    let plots = numbers.map { number in
      var plot = EpochPlot(title: number.title, percent: number.isShare, rises: number.rises)
      for (place, history) in histories.enumerated() {
        let points = history.compactMap { report in number.value(report).map { (Double(report.epoch), $0) } }
        guard !points.isEmpty else { continue }
        let color = EpochPlot.colors[place % EpochPlot.colors.count]
        plot.add("run \(runs[place].id)", points, color: color, width: 2, marks: points.count == 1)
      }
      return plot
    }
    return EpochPlot.picture(plots.filter { !$0.isEmpty })
  }
}
