import ArgumentParser
import Gradus

/// `gradus evaluate`: how well a model tells images apart.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a model on labelled images: accuracy, each class, and what is taken for what.",
    discussion: """
      Precision is the share of the images taken for a class that are of it, recall the share of the images of a class \
      that are taken for it, F1 their harmonic mean.

      Example:
        gradus evaluate model.safetensors fashion-mnist
      """)

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(help: "A data set's name, a folder of IDX files, or an IDX file.", completion: .file())
  var data: String

  @Option(help: "Which images of a data set or folder.")
  var part: DatasetSource.Part = .test

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func run() throws {
    let classifier = try ModelFile(contentsOf: model).classifier
    let matrix = try Predictor(classifier).confusionMatrix(on: DatasetSource(data).load(part))
    let named = matrix.named(classifier.classNames)
    switch format {
    case .text: try Terminal.write(named.named(named.classNames.map(\.visible)).table + "\n")
    case .json: try Terminal.write(json(Answer(named)) + "\n")
    }
  }

  private struct Answer: Encodable {
    struct Class: Encodable {
      let name: String
      let precision: Double?
      let recall: Double?
      let f1: Double?
      let support: Int
    }
    let accuracy: Double?
    let images: Int
    let macroF1: Double?
    let classes: [Class]
    /// A row an actual class, a column a predicted one.
    let confusion: [[Int]]

    init(_ matrix: ConfusionMatrix) {
      accuracy = matrix.accuracy
      images = matrix.total
      macroF1 = matrix.macroF1
      classes = matrix.perClass.map {
        Class(name: $0.name, precision: $0.precision, recall: $0.recall, f1: $0.f1, support: $0.support)
      }
      confusion = matrix.counts
    }
  }
}

extension ConfusionMatrix {
  /// Accuracy, the classes, and what was taken for what, as text.
  var table: String {
    var lines = ["accuracy \(accuracy.map(percent) ?? "–") on \(grouped(total)) images", ""]
    let width = max(5, classNames.map(\.count).max() ?? 0)
    func left(_ text: String) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
    func share(_ value: Double?) -> String { padded(value.map { rounded(100 * $0, 1) + " %" } ?? "–", 10) }
    lines.append(left("class") + [" precision", "recall", "F1", "images"].map { padded($0, 10) }.joined())
    for result in perClass {
      lines.append(
        left(result.name) + share(result.precision) + share(result.recall) + share(result.f1)
          + padded(grouped(result.support), 10))
    }
    lines += ["", "Row: what it is. Column: what it was taken for."]
    let cell = max(4, (counts.joined().max().map { String($0).count } ?? 1) + 1)
    let short = classNames.map { padded(String($0.prefix(cell - 1)), cell) }
    lines.append(left("") + short.joined())
    for (name, row) in zip(classNames, counts) {
      lines.append(left(name) + row.map { padded($0 == 0 ? "·" : "\($0)", cell) }.joined())
    }
    return lines.joined(separator: "\n")
  }
}
