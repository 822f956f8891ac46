import ArgumentParser
import Gradus
import GradusExchange

/// `gradus cross-validate`
struct CrossValidate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cross-validate",
    abstract: "Train k times, each time without another part of the data, and measure on that part.",
    discussion: """
      Every example is held back once, so that all of them say what the settings are worth. Parts have of every class the same share; with \
      --groups the rows with the same value in a column stay together. How columns become numbers is fitted for each part anew, on what is \
      trained on alone. All options of `gradus train` that say how it is trained go behind the data; --metrics chooses what is measured. With \
      --patience a share of what is trained on, --validation-split, says when to end.

      The mean is taken over the folds, and the deviation is theirs as a population.

      With --output the models of all folds become one, whose scores are the mean of theirs: of numbers that is the mean of what they tell, of \
      classes the geometric mean of their probabilities, made to sum to one; with --mean probabilities it is their mean itself. Networks of dense layers, activations, dropout, noise and batch \
      normalisation can be put together. Those of tables are trained once more for it, with columns prepared by all rows.

      Examples:
        gradus cross-validate iris --folds 10 --layers 16 --epochs 30
        gradus cross-validate patients.csv --target ill --groups hospital --repeat 3
        gradus cross-validate digits --layers 64 --epochs 10 --output mean.safetensors
      """)

  @Argument(help: "A data set's name, a folder, or a file of any format that is read.", completion: .file())
  var data: String

  @Option(help: "How many parts there are.")
  var folds = 5

  @Option(name: .customLong("repeat"), help: "How often the data are divided anew.")
  var repetitions = 1

  @Option(help: "A column whose equal values are never both trained on and measured on; it is not seen.")
  var groups: String?

  @Option(
    help: "File to save one model in, the mean of those of all folds.", completion: .file(extensions: ["safetensors"]))
  var output: String?

  @Option(help: "What the model of --output is the mean of: scores or probabilities.")
  var mean: EnsembleMean = .scores

  @Option(help: "Form of the answer; json is an object a fold, and one at the end.")
  var format: OutputFormat = .text

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Options of `gradus train`.", valueName: "options of train"))
  var rest: [String] = []

  func run() throws {
    if let output {
      try checkOutput(output, replacesNone: DataSource(data).files)
      if FileBytes.isPlain(output) { try checkModelOutput(output) }
    }
    let train = try Train.parsed([data] + rest, for: "cross-validate")
    let (source, division) = try train.folds(folds, groups: groups, repetitions: repetitions)
    var results: [FoldResult] = []
    var measures: [Measure] = []
    var models: [TrainedModel] = []
    for fold in division.folds {
      let (training, held) = try train.training(of: fold, source)
      measures = train.metrics ?? Measure.few(for: training.data.task)
      while try training.nextEpoch() != nil {}
      let result = try FoldResult(training, fold, on: held, measures)
      results.append(result)
      if output != nil { models.append(try model(of: training, fold, source, train)) }
      if format == .json {
        try Terminal.write(json(result) + "\n")
      } else {
        try show(result, measures, isFirst: results.count == 1)
      }
    }
    try finish(FoldSummary.summaries(of: results, measures), measures)
    guard let output else { return }
    try ModelFile(TrainedModel(meanOf: models, mean)).write(to: output)
    if format == .text { try Terminal.write("saved \(output.visible), the mean of \(models.count) models\n") }
  }

  /// The model of a fold as a part of the mean: models of tables are trained once more, with columns that became numbers in one way for all.
  private func model(
    of training: Training, _ fold: FoldPart, _ source: FoldSource, _ train: Train
  ) throws -> TrainedModel {
    guard source.isPrepared else { return try training.model() }
    let again = try train.training(of: fold, source, preparingByAll: true).training
    while try again.nextEpoch() != nil {}
    return try again.model()
  }

  private var head: [String] { (repetitions > 1 ? ["repeat"] : []) + ["fold", "trained", "held", "epochs", "loss"] }

  /// A line as soon as a fold is over.
  private func show(_ result: FoldResult, _ measures: [Measure], isFirst: Bool) throws {
    if isFirst { try Terminal.write(line(head + measures.map(\.rawValue), measures) + "\n") }
    let numbers = [result.fold, result.trained, result.held, result.epochs].map { "\($0)" }
    let cells = (repetitions > 1 ? ["\(result.repetition)"] : []) + numbers + [rounded(result.loss, 4)]
    let values = measures.map { measure in result.measures[measure].map { rounded($0, 4) } ?? "–" }
    try Terminal.write(line(cells + values, measures) + "\n")
  }

  private func finish(_ summaries: [FoldSummary], _ measures: [Measure]) throws {
    if format == .json { return try Terminal.write(json(["summary": summaries]) + "\n") }
    func row(_ name: String, _ value: (FoldSummary) -> Double) -> String {
      let cells = measures.map { measure in
        summaries.first { $0.measure == measure }.map { rounded(value($0), 4) } ?? "–"
      }
      return line([name] + Array(repeating: "", count: head.count - 1) + cells, measures)
    }
    try Terminal.write(row("mean", \.mean) + "\n" + row("±", \.deviation) + "\n")
  }

  private func line(_ cells: [String], _ measures: [Measure]) -> String {
    let widths = head.map { max($0.count, 6) } + measures.map { max($0.rawValue.count, 7) }
    return zip(cells, widths).map { padded($0, $1) }.joined(separator: "  ")
  }
}
