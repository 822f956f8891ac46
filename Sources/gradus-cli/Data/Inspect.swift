import ArgumentParser
import Gradus

/// `gradus inspect`: what is in a file.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in a file: a model, arrays (safetensors, npy, npz, IDX), or a table.",
    discussion: """
      Example:
        gradus inspect model.safetensors
        gradus inspect measurements.csv
      """)

  @Argument(help: "The file.", completion: .file())
  var file: String

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func run() throws {
    let bytes = try FileBytes.read(file)
    let content = try FileContent(bytes, named: file)
    switch format {
    case .text: try Terminal.write("\(file.visible): " + content.text + "\n")
    case .json: try Terminal.write(json(content) + "\n")
    }
  }
}
