import Gradus

/// All that a report says of a model, as data: written as a page, as Markdown or as JSON.
struct ReportContent: Encodable {
  struct Share: Encodable {
    let name: String
    let value: Double
  }

  struct Bin: Encodable {
    let count: Int
    /// The mean of the greatest probabilities.
    let confidence: Double
    let accuracy: Double
  }

  /// What stands in a column of a row.
  struct Cell: Encodable {
    let column: String
    let text: String
  }

  /// An example that is worth a look.
  struct Example: Encodable {
    /// Its place among the examples, counted from 0.
    let row: Int
    let name: String?
    let actual: String
    let told: String
    /// Of what was told; nil of numbers.
    let probability: Float?
    /// Of a table, what stands in its columns.
    let cells: [Cell]?
  }

  let model: String
  let data: String
  /// What the model is and how it was trained, line by line.
  let summary: [String]
  let examples: Int
  let isOfImages: Bool
  let measures: MeasureTable
  /// Between which shares the accuracy lies with 95 %; nil where numbers are told.
  let accuracyInterval: [Double]?
  let history: [EpochReport]
  /// How many examples there are of each class.
  let balance: [Share]
  let classes: [ConfusionMatrix.ClassResult]
  /// A row an actual class, a column a predicted one.
  let confusion: [[Int]]
  let reliability: [Bin]
  /// Examples that are told wrong, the surest first; of numbers those that are furthest off.
  let worst: [Example]
  /// Examples whose class is least certain.
  let leastCertain: [Example]
  let layers: [LayerHealth]
  let importances: [Share]
}

extension ReportContent {
  /// - Parameters:
  ///   - table: the rows that `dataset` was made of; nil where it is none.
  ///   - names: what examples are called; empty where they have no names.
  init(
    _ file: ModelFile, _ model: String, on dataset: Dataset, _ data: String, table: Table?, names: [String]
  ) throws {
    let predictor = try Predictor(file.model)
    let told = try predictor.told(of: dataset)
    (self.model, self.data, examples) = (model, data, dataset.count)
    isOfImages = dataset.imageShape != nil
    summary = file.summary
    history = file.training?.history ?? []
    measures = MeasureTable(told, Measure.usual(for: file.model.task), draws: nil)
    layers = try file.model.layerHealth(on: dataset.examples)
    importances = try predictor.importances(on: dataset).map { Share(name: $0.name, value: $0.loss) }
    let finder = ExampleFinder(predictions: told.predictions, data: dataset, table: table, names: names)
    worst = finder.worst(12)
    leastCertain = finder.leastCertain(12)
    guard let labels = dataset.targets.classes else {
      (accuracyInterval, balance, classes, confusion, reliability) = (nil, [], [], [], [])
      return
    }
    let matrix = try told.confusionMatrix()
    accuracyInterval = matrix.accuracyInterval.map { [$0.lowerBound, $0.upperBound] }
    balance = matrix.classNames.enumerated().map { label, name in
      Share(name: name, value: Double(labels.count { $0 == label }))
    }
    classes = matrix.perClass
    confusion = matrix.counts
    reliability = (told.probabilities()?.reliability(bins: 10) ?? []).map { bin in
      let count = Double(max(bin.count, 1))
      return Bin(count: bin.count, confidence: bin.confidence / count, accuracy: Double(bin.hits) / count)
    }
  }
}

/// Examples that are worth a look.
private struct ExampleFinder {
  let predictions: [Predictor.Prediction]
  let data: Dataset
  let table: Table?
  let names: [String]

  func worst(_ count: Int) -> [ReportContent.Example] {
    if case .numbers(let learned, let targets) = data.targets {
      // How far the furthest number is off, in deviations.
      let errors = predictions.indices.map { row in
        targets.indices.map { column in
          abs(
            Double(targets[column].learned(Double(predictions[row].outputs[column])))
              - Double(learned[row * targets.count + column]))
        }.max() ?? 0
      }
      return predictions.indices.sorted { errors[$0] > errors[$1] }.prefix(count).map(example)
    }
    guard let labels = data.targets.classes else { return [] }
    return predictions.indices.filter { predictions[$0].label != Int(labels[$0]) }
      .sorted { (predictions[$0].confidence ?? 0) > (predictions[$1].confidence ?? 0) }.prefix(count).map(example)
  }

  func leastCertain(_ count: Int) -> [ReportContent.Example] {
    guard data.targets.classes != nil else { return [] }
    return predictions.indices.sorted { (predictions[$0].confidence ?? 0) < (predictions[$1].confidence ?? 0) }
      .prefix(count).map(example)
  }

  private func example(_ row: Int) -> ReportContent.Example {
    let prediction = predictions[row]
    let known = data.task.names
    var (actual, told) = ("", "")
    if case .numbers(let learned, let targets) = data.targets {
      func list(_ numbers: [Double]) -> String { numbers.map { $0.written(.significant(5)) }.joined(separator: ", ") }
      actual = list(targets.indices.map { targets[$0].value(of: learned[row * targets.count + $0]) })
      told = list(prediction.outputs.map(Double.init))
    } else if let label = data.targets.classes?[row] {
      actual = known[Int(label)]
      told = prediction.label.map { known.indices.contains($0) ? known[$0] : "\($0)" } ?? ""
    }
    let cells = table?.subset([row]).columns.prefix(12).map {
      ReportContent.Cell(column: $0.name, text: $0.values.texts[0] ?? "–")
    }
    return ReportContent.Example(
      row: row, name: names.isEmpty ? nil : names[row], actual: actual, told: told, probability: prediction.confidence,
      cells: cells)
  }
}
