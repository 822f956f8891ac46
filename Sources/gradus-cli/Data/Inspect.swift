import ArgumentParser
import Gradus

/// `gradus inspect`: what is in a file.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in a file or a folder: a model, arrays, a table, or pictures.",
    discussion: """
      Example:
        gradus inspect model.safetensors
        gradus inspect measurements.csv
        gradus inspect pictures
      """)

  @Argument(help: "The file, a folder, or a data set's name.", completion: .file())
  var file: String

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func run() throws {
    let isFile = FileBytes.size(of: file) != nil
    let content =
      try isFile && reading.from == nil
      ? FileContent(contentsOf: file) : FileContent(DataSource(file), reading.reading())
    switch format {
    case .text: try Terminal.write("\(file.visible): " + content.text + "\n")
    case .json: try Terminal.write(json(content) + "\n")
    }
  }
}
