import ArgumentParser
import Gradus

/// `gradus predict`: what a model takes examples for.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what images show, or what belongs to the rows of a table, by a model.",
    discussion: """
      An image is a PNG file, or an IDX file with any number of images. It must have the size of the images that the \
      model was trained on, unless --resize is given. Where the model knows light things on black and the picture shows \
      dark things on white, use --invert.

      A table has the columns that the model sees; others are passed over, and the one that is told may be missing. The answer is a table of \
      as many rows: the class and the probability of each, with --probabilities those of all classes; the probability of every label; or the \
      numbers.

      Examples:
        gradus predict model.safetensors shoe.png --resize --invert
        gradus predict model.safetensors flowers.csv > species.csv
      """)

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(help: "PNG or IDX files, or tables.", completion: .file())
  var files: [String]

  @Flag(help: "Shrink or stretch the images to the size that the model knows.")
  var resize = false

  @Flag(help: "Exchange black and white.")
  var invert = false

  @Option(help: "How many classes to name for each image, the likeliest first.")
  var top = 3

  @Flag(help: "The probability of every class, for rows of a table.")
  var probabilities = false

  @Option(help: "Whether the first line of a table names the columns.")
  var header: Table.Header = .auto

  @Option(help: "Form of the answer; json is an object an example.")
  var format: OutputFormat = .text

  func validate() throws {
    if files.isEmpty { throw ValidationError("Name at least one file.") }
    if top < 1 { throw ValidationError("--top \(top): it must be at least 1.") }
  }

  func run() throws {
    let model = try ModelFile(contentsOf: model).model
    let predictor = try Predictor(model)
    if let shape = model.imageShape {
      for file in files { try predict(file, shape, model, predictor) }
    } else {
      for (place, file) in files.enumerated() {
        let examples = try LoadedExamples(file, .test, header: header, for: model).examples()
        let answer = RowAnswers(model, all: probabilities)
        if place == 0, format == .text { try Terminal.write(answer.head + "\n") }
        let lines = try predictor.predictions(for: examples).map {
          format == .text ? answer.line($0) : try json(answer.object($0))
        }
        try Terminal.write(lines.map { $0 + "\n" }.joined())
      }
    }
  }

  private func predict(_ file: String, _ shape: ImageShape, _ model: TrainedModel, _ predictor: Predictor) throws {
    let preparation = ImageFile.Preparation(size: resize ? shape : nil, invert: invert)
    let images = try ImageFile.load(file, channels: shape.channels == 3 ? 3 : 1, preparation: preparation)
    if let other = images.first(where: { $0.shape != shape }) {
      throw ExchangeError(
        .unsupported, file: file,
        "shows \(other.shape) pixels, the model knows images of \(shape); use --resize")
    }
    for (index, prediction) in try predictor.predictions(for: images.flatMap(\.pixels)).enumerated() {
      let name = images.count == 1 ? file : "\(file)[\(index)]"
      let best = prediction.likeliest(top)
      switch format {
      case .text:
        let words = best.map {
          "\(model.names[$0].visible) \(rounded(100 * Double(prediction.outputs[$0]), 1)) %"
        }
        try Terminal.write("\(name.visible): \(words.joined(separator: ", "))\n")
      case .json:
        let guesses = best.map { Guess(label: $0, name: model.names[$0], probability: prediction.outputs[$0]) }
        let label = prediction.label ?? 0
        try Terminal.write(json(Answer(image: name, label: label, name: model.names[label], top: guesses)) + "\n")
      }
    }
  }

  private struct Guess: Encodable {
    let label: Int
    let name: String
    let probability: Float
  }

  private struct Answer: Encodable {
    let image: String
    let label: Int
    let name: String
    let top: [Guess]
  }
}

extension Predictor.Prediction {
  /// The classes of the greatest outputs. What it was taken for comes first, also where rounding made another probability equal.
  fileprivate func likeliest(_ count: Int) -> ArraySlice<Int> {
    outputs.indices.sorted { left, right in
      if left == label || right == label { return left == label && left != right }
      return (outputs[right], left) < (outputs[left], right)
    }.prefix(count)
  }
}

/// What a model says of rows: a table, or an object a row.
private struct RowAnswers {
  let model: TrainedModel
  /// Whether the probabilities of all classes are said.
  let all: Bool

  init(_ model: TrainedModel, all: Bool) { (self.model, self.all) = (model, all) }

  private var isOfClasses: Bool { if case .classification = model.task { true } else { false } }

  private var target: String {
    if case .table(let preparation) = model.form { preparation.targets.joined(separator: " ") } else { "class" }
  }

  /// The names of the columns.
  var head: String {
    let names = isOfClasses ? [target] + (all ? model.names : ["probability"]) : model.names
    return names.map(cell).joined(separator: ",")
  }

  func line(_ prediction: Predictor.Prediction) -> String {
    var cells = prediction.outputs.map { "\($0)" }
    if let label = prediction.label {
      cells = [cell(model.names[label])] + (all ? cells : ["\(prediction.outputs[label])"])
    }
    return cells.joined(separator: ",")
  }

  func object(_ prediction: Predictor.Prediction) -> Row {
    let outputs = Dictionary(zip(model.names, prediction.outputs)) { first, _ in first }
    let name = prediction.label.map { model.names[$0] }
    switch model.task {
    case .regression: return Row(name: nil, probabilities: nil, numbers: outputs)
    case .classification, .multilabel: return Row(name: name, probabilities: outputs, numbers: nil)
    }
  }

  struct Row: Encodable {
    let name: String?
    let probabilities: [String: Float]?
    let numbers: [String: Float]?
  }

  /// A cell in quotation marks where it needs them (RFC 4180).
  private func cell(_ text: String) -> String {
    let shown = text.visible
    guard shown.contains(where: { ",\"\n\r".contains($0) }) else { return shown }
    return "\"\(shown.replacing("\"", with: "\"\""))\""
  }
}
