import ArgumentParser
import Gradus

/// `gradus report`: what a model is worth and how it works, on one page.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one page about a model: what it is worth on examples, where it fails, and how it works.",
    discussion: """
      The page holds all that it shows, asks nothing of the network, and fits phones, dark rooms and paper: the course of training, what is \
      taken for what, each class, calibration, the examples that are told worst and with least certainty, the first layer's weights as \
      images, nodes that do nothing, which columns matter (by exchanging their values between rows), and the network's formulas.

      Examples:
        gradus report model.safetensors fashion-mnist --output report.html
        gradus report model.safetensors flowers.csv --format markdown
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case html, markdown, json }

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(help: "A data set's name, a folder, or a file of any format that is read.", completion: .file())
  var data: String

  @Option(help: "Which examples of a data set or folder.")
  var part: ImageSource.Part = .test

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Flag(help: "Shrink or stretch the images to the size that the model knows.")
  var resize = false

  @Option(help: "File to write. (default: report.html for html, otherwise standard output)", completion: .file())
  var output: String?

  @Option(help: "Form of the report.")
  var format: Format = .html

  func run() throws {
    let output = output ?? (format == .html ? "report.html" : nil)
    if let output { try checkOutput(output, replacesNone: [model, data]) }
    let file = try ModelFile(contentsOf: model)
    let loaded = try LoadedExamples(data, part, reading.reading(for: file.model, resizes: resize), for: file.model)
    let dataset = try loaded.dataset()
    guard !dataset.isEmpty else { throw CommandError(.data, "\(data.visible): there are no examples to report on") }
    var table: Table?
    if case .table(let preparation) = file.model.form { table = loaded.table?.told(preparation.targets) }
    let content = try ReportContent(file, model, on: dataset, data, table: table, names: loaded.names)
    let text: String
    switch format {
    case .json: text = try json(content) + "\n"
    case .markdown: text = ReportMarkdown(content).text
    case .html: text = try ReportPage(content, file, dataset).text()
    }
    guard let output else { return try Terminal.write(text) }
    try FileBytes.write(Array(text.utf8), to: output)
    if format == .html { try Terminal.write("wrote \(output.visible)\n") }
  }
}
