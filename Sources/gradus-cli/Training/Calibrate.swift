import ArgumentParser
import Gradus

/// `gradus calibrate`: probabilities that are the shares of hits.
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Divide the scores of a model by a temperature, so that its probabilities are the shares of hits.",
    discussion: """
      Networks are often surer than they are right. The temperature T is the one number that makes the log-loss on the examples the smallest; \
      the last layer's weights and biases are divided by it, so that everything that uses the model has the new probabilities. What is told \
      stays the same. Take examples that were not trained on. A training that goes on goes on as it was.

      Example:
        gradus calibrate model.safetensors held-back.csv --output calibrated.safetensors
      """)

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(help: "A data set's name, a folder, or a file of any format that is read.", completion: .file())
  var data: String

  @Option(help: "Which examples of a data set or folder.")
  var part: ImageSource.Part = .test

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Flag(help: "Shrink or stretch the images to the size that the model knows.")
  var resize = false

  @Option(
    help: "File to save the model in; without it nothing is saved.", completion: .file(extensions: ["safetensors"]))
  var output: String?

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func run() throws {
    if let output { try FileBytes.checkWritable(output) }
    let file = try ModelFile(contentsOf: model)
    let examples = try LoadedExamples(
      data, part, reading.reading(for: file.model, resizes: resize), for: file.model
    ).dataset()
    let predictor = try Predictor(file.model)
    guard let temperature = try predictor.temperature(on: examples) else {
      throw CommandError(
        .data,
        "\(data.visible): no temperature is the best: every example is told right, or the scores say nothing; take examples that were not trained on"
      )
    }
    let scaled = try file.model.scaled(by: temperature)
    let measures: [Measure] = [.logLoss, .brier, .calibrationError]
    let before = MeasureTable(try predictor.told(of: examples), measures, draws: nil)
    let after = MeasureTable(try Predictor(scaled).told(of: examples), measures, draws: nil)
    if let output {
      try checkModelOutput(output)
      try ModelFile(scaled, training: file.training).write(to: output)
    }
    switch format {
    case .json: try Terminal.write(json(Answer(temperature: temperature.value, before: before, after: after)) + "\n")
    case .text:
      var lines = ["temperature \(rounded(temperature.value, 4))"]
      for (old, new) in zip(before.rows, after.rows) {
        let title = old.name + String(repeating: " ", count: 20 - old.name.count)
        lines.append("\(title)\(old.value.map { rounded($0, 4) } ?? "–") → \(new.value.map { rounded($0, 4) } ?? "–")")
      }
      lines.append(output.map { "saved \($0.visible)" } ?? "nothing is saved without --output")
      try Terminal.write(lines.joined(separator: "\n") + "\n")
    }
  }

  private struct Answer: Encodable {
    let temperature: Double
    let before: MeasureTable
    let after: MeasureTable
  }
}
