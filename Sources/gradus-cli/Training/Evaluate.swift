import ArgumentParser
import Gradus

/// `gradus evaluate`: how well a model tells what it was trained to.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a model on examples of which it is known what they are.",
    discussion: """
      Classes: accuracy, each class, and what is taken for what. Precision is the share of the examples taken for a class that are of \
      it, recall the share of the examples of a class that are taken for it, F1 their harmonic mean. Labels: the same for each. Numbers: \
      R², and the mean absolute, root mean squared and mean relative error.

      Examples:
        gradus evaluate model.safetensors fashion-mnist
        gradus evaluate model.safetensors flowers.csv
        gradus evaluate model.safetensors flowers.csv --metrics macro-f1,auc --bootstrap 1000
        gradus evaluate model.safetensors --against other.safetensors flowers.csv
      """)

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(help: "A data set's name, a folder, or a file of any format that is read.", completion: .file())
  var data: String

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Flag(help: "Shrink or stretch the images to the size that the model knows.")
  var resize = false

  @Option(help: "Which examples of a data set or folder.")
  var part: ImageSource.Part = .test

  @Option(
    help:
      "These measures alone, between commas: accuracy, balanced-accuracy, macro-f1, weighted-f1, matthews, kappa, top-5, log-loss, brier, auc, average-precision, calibration-error, r2, rmse, mae, mape.",
    transform: readMeasures)
  var metrics: [Measure]?

  @Option(help: "Draw the examples anew so many times, and say between which values each measure lies with 95 %.")
  var bootstrap: Int?

  @Option(help: "Start of the random numbers of --bootstrap.")
  var seed: UInt64 = 0

  @Option(
    help: "Another model, to say whether the two differ on these examples.",
    completion: .file(extensions: ["safetensors"]))
  var against: String?

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func validate() throws {
    if let bootstrap, !(10...1_000_000 ~= bootstrap) {
      throw ValidationError("--bootstrap \(bootstrap): from 10 to 1000000 draws are made.")
    }
  }

  func run() throws {
    let group = try Processes.join()
    if against != nil {
      try compare(group)
    } else if metrics != nil || bootstrap != nil {
      try measure(group)
    } else {
      try evaluate(group)
    }
    try Processes.finish(group)
  }

  private func evaluate(_ group: ProcessGroup?) throws {
    let model = try ModelFile(contentsOf: model).model
    let examples = try examples(for: model)
    let predictor = try Predictor(model, among: group)
    switch model.task {
    case .classification:
      let (matrix, probabilities) = try predictor.classMeasures(on: examples)
      let answer = ClassAnswer(matrix, probabilities)
      let noun = examples.imageShape == nil ? "rows" : "images"
      try write(matrix.named(matrix.classNames.map(\.visible)).table(of: noun) + "\n\n" + answer.text, answer)
    case .multilabel:
      let matrices = try predictor.labelMatrices(on: examples)
      try write(labelTable(matrices), matrices.map { LabelAnswer($0.name, $0.matrix) })
    case .regression:
      let measures = try predictor.regressionMeasures(on: examples)
      try write(measures.map(\.table).joined(separator: "\n\n"), measures.map(NumberAnswer.init))
    }
  }

  private func examples(for model: TrainedModel) throws -> Dataset {
    try LoadedExamples(data, part, reading.reading(for: model, resizes: resize), for: model).dataset()
  }

  private func told(by file: String, _ group: ProcessGroup?) throws -> (told: Told, task: LearningTask) {
    let model = try ModelFile(contentsOf: file).model
    return (try Predictor(model, among: group).told(of: examples(for: model)), model.task)
  }

  private func chosen(_ task: LearningTask) throws -> [Measure] {
    guard let metrics else { return Measure.usual(for: task) }
    if let other = metrics.first(where: { !$0.fits(task) }) {
      let known = Measure.allCases.filter { $0.fits(task) }
      throw CommandError(
        .usage,
        "--metrics: \(other.rawValue) says nothing about what the model tells; \(known.map(\.rawValue).joined(separator: ", ")) do"
      )
    }
    return metrics
  }

  private func measure(_ group: ProcessGroup?) throws {
    let (told, task) = try told(by: model, group)
    let table = MeasureTable(told, try chosen(task), draws: bootstrap, seed: seed)
    try write(table.text, table)
  }

  /// Two models on the same examples: the measures of both, and whether the difference may be chance.
  private func compare(_ group: ProcessGroup?) throws {
    let (first, task) = try told(by: model, group)
    let (second, other) = try told(by: against ?? "", group)
    guard let firstHits = first.hits, let secondHits = second.hits else {
      throw CommandError(.usage, "--against goes with classes and labels, and numbers are told here")
    }
    guard task.names == other.names, firstHits.count == secondHits.count else {
      throw CommandError(.data, "--against: the two models do not tell the same of these examples")
    }
    let test = McNemar(firstHits, secondHits)
    let measures = try chosen(task)
    let tables = [first, second].map { MeasureTable($0, measures, draws: bootstrap, seed: seed) }
    let chance = test.probability.written(.significant(3))
    try write(
      """
      \(model.visible)
      \(tables[0].text)

      \(against?.visible ?? "")
      \(tables[1].text)

      Right by the first alone: \(grouped(test.first)), by the second alone: \(grouped(test.second)), of \(grouped(first.count)).
      If neither were better, a difference as large would be seen with probability \(chance) (McNemar's test).
      """,
      Comparison(
        first: tables[0], second: tables[1], rightByFirst: test.first, rightBySecond: test.second,
        probability: test.probability))
  }

  private struct Comparison: Encodable {
    let first: MeasureTable
    let second: MeasureTable
    let rightByFirst: Int
    let rightBySecond: Int
    let probability: Double
  }

  private func write(_ text: String, _ answer: some Encodable) throws {
    try Terminal.write((format == .text ? text : json(answer)) + "\n")
  }

  private struct ClassAnswer: Encodable {
    let accuracy: Double?
    /// Between which shares the accuracy lies with 95 %.
    let accuracyInterval: [Double]?
    let balancedAccuracy: Double?
    let images: Int
    let macroF1: Double?
    let weightedF1: Double?
    let matthews: Double?
    let kappa: Double?
    let logLoss: Double?
    let brier: Double?
    let areaUnderRoc: Double?
    let averagePrecision: Double?
    let calibrationError: Double?
    let classes: [ConfusionMatrix.ClassResult]
    /// A row an actual class, a column a predicted one.
    let confusion: [[Int]]

    init(_ matrix: ConfusionMatrix, _ measures: ProbabilityMeasures?) {
      accuracy = matrix.accuracy
      accuracyInterval = matrix.accuracyInterval.map { [$0.lowerBound, $0.upperBound] }
      balancedAccuracy = matrix.balancedAccuracy
      images = matrix.total
      macroF1 = matrix.macroF1
      weightedF1 = matrix.weighted?.f1
      (matthews, kappa) = (matrix.matthewsCorrelation, matrix.kappa)
      (logLoss, brier) = (measures?.logLoss, measures?.brierScore)
      (areaUnderRoc, averagePrecision) = (measures?.areaUnderROC, measures?.averagePrecision)
      calibrationError = measures?.calibrationError()
      classes = matrix.perClass
      confusion = matrix.counts
    }

    /// What one number says, one a line.
    var text: String {
      let interval = accuracyInterval.map { "\(percent($0[0])) to \(percent($0[1])) with 95 %" }
      func number(_ value: Double?) -> String? { value.map { rounded($0, 4) } }
      let rows: [(String, String?)] = [
        ("accuracy lies between", interval), ("balanced accuracy", balancedAccuracy.map(percent)),
        ("macro F1", macroF1.map(percent)), ("weighted F1", weightedF1.map(percent)),
        ("Matthews correlation", number(matthews)), ("Cohen's κ", number(kappa)), ("log-loss", number(logLoss)),
        ("Brier score", number(brier)), ("area under ROC", number(areaUnderRoc)),
        ("average precision", number(averagePrecision)), ("calibration error", number(calibrationError)),
      ]
      return rows.compactMap { name, value in
        value.map { name + String(repeating: " ", count: 24 - name.count) + $0 }
      }.joined(separator: "\n")
    }
  }

  private struct LabelAnswer: Encodable {
    let name: String
    let accuracy: Double?
    let precision: Double?
    let recall: Double?
    let f1: Double?
    let support: Int

    init(_ name: String, _ matrix: ConfusionMatrix) {
      let yes = matrix.perClass[1]
      (self.name, accuracy, precision, recall) = (name, matrix.accuracy, yes.precision, yes.recall)
      (f1, support) = (yes.f1, yes.support)
    }
  }

  private struct NumberAnswer: Encodable {
    let name: String
    let rows: Int
    let r2: Double?
    let rmse: Double
    let mae: Double
    let mape: Double?

    init(_ measures: RegressionMeasures) {
      (name, rows, r2) = (measures.name, measures.count, measures.determination)
      (rmse, mae) = (measures.rootMeanSquaredError, measures.meanAbsoluteError)
      mape = measures.meanAbsolutePercentageError
    }
  }
}

/// A share in percent with one decimal, or a dash where there is none.
func share(_ value: Double?) -> String { value.map { rounded(100 * $0, 1) + " %" } ?? "–" }

/// The same in a column.
private func column(_ value: Double?) -> String { padded(share(value), 10) }

/// The pairs of classes that are exchanged most, by the counts of a confusion matrix.
func mostExchanged(_ counts: [[Int]], _ most: Int) -> [(actual: Int, taken: Int, count: Int)] {
  var pairs: [(actual: Int, taken: Int, count: Int)] = []
  for (actual, row) in counts.enumerated() {
    for (taken, count) in row.enumerated() where taken != actual && count > 0 { pairs.append((actual, taken, count)) }
  }
  return Array(pairs.sorted { $0.count > $1.count }.prefix(most))
}

/// A label a line.
private func labelTable(_ matrices: [(name: String, matrix: ConfusionMatrix)]) -> String {
  let width = max(5, matrices.map { $0.name.visible.count }.max() ?? 0)
  func left(_ text: String) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
  let head = left("label") + ["accuracy", "precision", "recall", "F1", "of it"].map { padded($0, 10) }.joined()
  return
    ([head]
    + matrices.map { name, matrix in
      let yes = matrix.perClass[1]
      return left(name.visible) + column(matrix.accuracy) + column(yes.precision) + column(yes.recall) + column(yes.f1)
        + padded(grouped(yes.support), 10)
    }).joined(separator: "\n")
}

extension RegressionMeasures {
  /// The measures, one a line.
  fileprivate var table: String {
    """
    \(name.visible) on \(grouped(count)) rows
    R²                            \(determination.map { rounded($0, 4) } ?? "–, all are equal")
    root mean squared error       \(rootMeanSquaredError.written(.significant(6)))
    mean absolute error           \(meanAbsoluteError.written(.significant(6)))
    mean absolute relative error  \(meanAbsolutePercentageError.map { rounded(100 * $0, 2) + " %" } ?? "–, a number is 0")
    """
  }
}

extension ConfusionMatrix {
  /// Accuracy, the classes, and what was taken for what, as text.
  func table(of noun: String) -> String {
    var lines = ["accuracy \(accuracy.map(percent) ?? "–") on \(grouped(total)) \(noun)", ""]
    let width = max(5, classNames.map(\.count).max() ?? 0)
    func left(_ text: String) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
    lines.append(left("class") + [" precision", "recall", "F1", noun].map { padded($0, 10) }.joined())
    for result in perClass {
      lines.append(
        left(result.name) + column(result.precision) + column(result.recall) + column(result.f1)
          + padded(grouped(result.support), 10))
    }
    // A hundred classes have ten thousand pairs: what is taken for what most often says more.
    if classNames.count > 30 {
      return (lines + ["", "Most often taken for another:"] + confusions).joined(separator: "\n")
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

  /// The ten pairs that are exchanged most.
  private var confusions: [String] {
    mostExchanged(counts, 10).map { "\(classNames[$0.actual]) for \(classNames[$0.taken]): \($0.count)" }
  }
}
