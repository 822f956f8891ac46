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
        gradus inspect model.safetensors --layers --data digits
      """)

  @Argument(help: "The file, a folder, or a data set's name.", completion: .file())
  var file: String

  @Flag(help: "Of a model layer by layer: sizes, norms, the largest singular value, zeros.")
  var layers = false

  @Option(
    help:
      "With --layers, examples to run through the network: what comes out of every layer, and which nodes are dead.",
    completion: .file())
  var data: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func validate() throws {
    if data != nil, !layers { throw ValidationError("--data goes with --layers.") }
  }

  func run() throws {
    if layers { return try showLayers() }
    let isFile = FileBytes.size(of: file) != nil
    let content =
      try isFile && reading.from == nil
      ? FileContent(contentsOf: file) : FileContent(DataSource(file), reading.reading())
    switch format {
    case .text: try Terminal.write("\(file.visible): " + content.text + "\n")
    case .json: try Terminal.write(json(content) + "\n")
    }
  }

  private func showLayers() throws {
    let model = try ModelFile(contentsOf: file).model
    let examples = try data.map { try LoadedExamples($0, .test, reading.reading(), for: model).examples() }
    let layers = try model.layerInspections(on: examples)
    guard format == .text else { return try Terminal.write(json(layers) + "\n") }
    var lines = ["\(file.visible): \(model.network)"]
    for layer in layers {
      lines.append("\(layer.layer)  \(layer.description)  \(grouped(layer.inputs)) → \(grouped(layer.outputs))")
      for parameter in layer.parameters {
        let shape = parameter.shape.map(String.init).joined(separator: " x ")
        lines.append(
          "   \(parameter.name)  \(shape)  norm \(rounded(parameter.norm, 4))"
            + (parameter.largestSingularValue.map { "  σ₁ \(rounded($0, 4))" } ?? "")
            + "  zeros \(percent(parameter.zeroShare))"
            + (parameter.role == .parameter ? "" : "  \(parameter.role.rawValue)"))
      }
      if let health = layer.health {
        lines.append(
          "   outputs  mean \(rounded(health.mean, 4))  deviation \(rounded(health.deviation, 4))  dead nodes \(percent(health.deadShare))"
        )
      }
    }
    try Terminal.write(lines.joined(separator: "\n") + "\n")
  }
}
