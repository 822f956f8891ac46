import ArgumentParser
import Gradus

/// `gradus predict`: what a model takes examples for.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what images show, or what belongs to the rows of a table, by a model.",
    discussion: """
      The data are of any format that `gradus train` reads, with or without what is to be told; a picture is one too. Images must have the \
      size of those that the model was trained on, unless --resize is given. Where the model knows light things on black and the picture \
      shows dark things on white, use --invert.

      A table has the columns that the model sees; others are passed over, and the one that is told may be missing. The answer is a table of \
      as many rows: the class and the probability of each, with --probabilities those of all classes, with --top the likeliest; the \
      probability of every label; or the numbers. With - the rows come from standard input, and each is answered when it is there.

      Examples:
        gradus predict model.safetensors shoe.png --resize --invert
        gradus predict model.safetensors flowers.csv > species.csv
        gradus predict model.safetensors pictures --format csv --abstain 0.8
        gradus predict model.safetensors test.npz --format npy --output probabilities.npy
      """)

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(
    help: "Files, folders or names of any format that is read; - for a table on standard input.", completion: .file())
  var files: [String]

  @Option(help: "Which examples of a data set or folder.")
  var part: ImageSource.Part = .test

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Flag(help: "Shrink or stretch the images to the size that the model knows.")
  var resize = false

  @Flag(help: "Exchange black and white.")
  var invert = false

  @Option(help: "How many classes to name, the likeliest first. (default: 3 for images in text and json, otherwise 1)")
  var top: Int?

  @Flag(help: "The probability of every class, for rows of a table and in csv.")
  var probabilities = false

  @Option(help: "Name no class where the likeliest has a smaller probability than this share. (default: 0)")
  var abstain = 0.0

  @Option(help: "Form of the answer; json is an object an example, npy an array of all outputs for --output.")
  var format: PredictionFormat = .text

  @Option(help: "File to write the answer in, in place of standard output.", completion: .file())
  var output: String?

  func validate() throws {
    if files.isEmpty { throw ValidationError("Name at least one file.") }
    if let top, top < 1 { throw ValidationError("--top \(top): it must be at least 1.") }
    if !(0...1 ~= abstain) { throw ValidationError("--abstain \(abstain): a share is from 0 to 1.") }
    if format == .npy, output == nil {
      throw ValidationError("--format npy writes no text: give a file with --output.")
    }
    if top != nil, probabilities { throw ValidationError("--probabilities names all classes; leave out --top.") }
  }

  func run() throws {
    let group = try Processes.join()
    let model = try ModelFile(contentsOf: model).model
    if let output { try checkOutput(output, replacesNone: files + [self.model]) }
    let predictor = try Predictor(model, among: group)
    var answers = try PredictionWriter(
      model, format: format, top: top, all: probabilities, abstain: Float(abstain), output: output)
    var reading = reading.reading(for: model, resizes: resize)
    reading.needsTargets = false
    reading.preparation.invert = invert
    for file in files {
      if case .table(let preparation) = model.form, TableStream.isWanted(file) {
        var rows = try TableStream(file, reading.text, columns: preparation.columns.map(\.name))
        while let table = try rows.next() {
          let examples: Examples
          do { examples = try preparation.examples(of: table) } catch {
            throw ExchangeError(.malformed, file: file == "-" ? "standard input" : file, "\(error)")
          }
          try answers.write(predictor.predictions(for: examples))
        }
        continue
      }
      let loaded = try LoadedExamples(file, part, reading, for: model)
      let examples = try loaded.examples()
      let rows = Array(0..<examples.count)
      // So many at a time that what waits to be written stays small.
      for start in stride(from: 0, to: max(rows.count, 1), by: 4096) {
        let block = examples.count <= 4096 ? examples : examples.subset(rows[start..<min(start + 4096, rows.count)])
        let told = try predictor.predictions(for: block)
        let names =
          loaded.names.isEmpty
          ? examples.count == 1 ? [file] : told.indices.map { "\(file)[\(start + $0)]" }
          : Array(loaded.names[start..<start + told.count])
        try answers.write(told, names)
      }
    }
    if Processes.isFirst(of: group) { try answers.finish() }
    try Processes.finish(group)
  }
}

/// What is written takes the place of no model and of nothing that is read.
func checkOutput(_ output: String, replacesNone inputs: [String]) throws {
  try FileBytes.checkWritable(output)
  if let input = inputs.first(where: { FileBytes.areOne($0, output) }) {
    throw CommandError(.usage, "--output \(output.visible): that is \(input.visible), which is read")
  }
}

/// A model takes the place of another, and of no other file.
func checkModelOutput(_ output: String) throws {
  if FileBytes.exists(output), !ModelFile.isModel(output) {
    throw CommandError(.usage, "--output \(output.visible): the file there is no model")
  }
}

/// In which form predictions are written.
enum PredictionFormat: String, CaseIterable, ExpressibleByArgument {
  case text, csv, json, npy
}
