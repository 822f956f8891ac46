/// What a model is worth on examples of which it is known what they are, in one number.
public enum Measure: String, CaseIterable, Hashable, Sendable, Codable, CodingKeyRepresentable {
  case accuracy
  case balancedAccuracy = "balanced-accuracy"
  case macroF1 = "macro-f1"
  case weightedF1 = "weighted-f1"
  case matthews
  case kappa
  case top5 = "top-5"
  case logLoss = "log-loss"
  case brier
  case areaUnderROC = "auc"
  case averagePrecision = "average-precision"
  case calibrationError = "calibration-error"
  case r2
  case rmse
  case mae
  case mape

  /// Whether more is better.
  public var isGreaterBetter: Bool {
    switch self {
    case .accuracy, .balancedAccuracy, .macroF1, .weightedF1, .matthews, .kappa, .top5, .areaUnderROC,
      .averagePrecision, .r2:
      true
    case .logLoss, .brier, .calibrationError, .rmse, .mae, .mape: false
    }
  }

  /// Whether it says something about a task.
  public func fits(_ task: LearningTask) -> Bool {
    switch self {
    case .r2, .rmse, .mae, .mape: if case .regression = task { true } else { false }
    case .accuracy, .macroF1: if case .regression = task { false } else { true }
    default: if case .classification = task { true } else { false }
    }
  }

  /// What it is called in a table.
  public var title: String {
    switch self {
    case .accuracy: "accuracy"
    case .balancedAccuracy: "balanced accuracy"
    case .macroF1: "macro F1"
    case .weightedF1: "weighted F1"
    case .matthews: "Matthews correlation"
    case .kappa: "Cohen's κ"
    case .top5: "among the likeliest 5"
    case .logLoss: "log-loss"
    case .brier: "Brier score"
    case .areaUnderROC: "area under ROC"
    case .averagePrecision: "average precision"
    case .calibrationError: "calibration error"
    case .r2: "R²"
    case .rmse: "root mean squared error"
    case .mae: "mean absolute error"
    case .mape: "mean absolute relative error"
    }
  }
}

/// What was told of examples beside what they are: of which measures are taken, of all of them or of some.
public struct Told: Sendable {
  /// What was told, example by example.
  public let predictions: [Predictor.Prediction]
  private let targets: Targets
  private let areProbabilities: Bool
  /// The names of the classes; the model's, and what the data have beyond them.
  private let names: [String]

  init(_ predictions: [Predictor.Prediction], _ targets: Targets, names: [String], areProbabilities: Bool) {
    (self.predictions, self.targets, self.areProbabilities) = (predictions, targets, areProbabilities)
    let own = targets.task.names
    self.names = own + names.dropFirst(own.count)
  }

  /// How many examples there are.
  public var count: Int { targets.count }

  /// Whether each example was taken for what it is; nil where numbers are told.
  public var hits: [Bool]? {
    if let classes = targets.classes { return zip(predictions, classes).map { $0.label == Int($1) } }
    guard case .labels(let marks, let labels) = targets else { return nil }
    return predictions.indices.map { row in
      labels.indices.allSatisfy { (predictions[row].outputs[$0] > 0.5) == (marks[row * labels.count + $0] > 0.5) }
    }
  }

  /// A measure over the examples at `rows`, one of them perhaps several times; nil where it is undefined, or says nothing about the task.
  public func value(_ measure: Measure, over rows: [Int]? = nil) -> Double? {
    let rows = rows ?? Array(0..<count)
    guard measure.fits(targets.task), !rows.isEmpty else { return nil }
    if let matrices = try? labelMatrices(over: rows) {
      let values = matrices.map { measure == .accuracy ? $0.matrix.accuracy ?? 0 : $0.matrix.perClass[1].f1 ?? 0 }
      return values.reduce(0, +) / Double(values.count)
    }
    guard let numbers = try? regressionMeasures(over: rows) else { return ofClasses(measure, rows) }
    let values = numbers.map { own -> Double? in
      switch measure {
      case .r2: own.determination
      case .rmse: own.rootMeanSquaredError
      case .mae: own.meanAbsoluteError
      default: own.meanAbsolutePercentageError
      }
    }
    return values.contains(nil) ? nil : values.compactMap(\.self).reduce(0, +) / Double(values.count)
  }

  /// Measures over all examples, without those that are undefined or infinite.
  public func values(_ measures: [Measure]) -> [Measure: Double] {
    var values: [Measure: Double] = [:]
    for measure in measures { if let value = value(measure), value.isFinite { values[measure] = value } }
    return values
  }

  private func ofClasses(_ measure: Measure, _ rows: [Int]) -> Double? {
    switch measure {
    case .accuracy, .balancedAccuracy, .macroF1, .weightedF1, .matthews, .kappa:
      guard let matrix = try? confusionMatrix(over: rows) else { return nil }
      return switch measure {
      case .accuracy: matrix.accuracy
      case .balancedAccuracy: matrix.balancedAccuracy
      case .macroF1: matrix.macroF1
      case .weightedF1: matrix.weighted?.f1
      case .matthews: matrix.matthewsCorrelation
      default: matrix.kappa
      }
    default:
      guard let probabilities = probabilities(over: rows) else { return nil }
      return switch measure {
      case .top5: probabilities.topAccuracy(5)
      case .logLoss: probabilities.logLoss
      case .brier: probabilities.brierScore
      case .areaUnderROC: probabilities.areaUnderROC
      case .averagePrecision: probabilities.averagePrecision
      default: probabilities.calibrationError()
      }
    }
  }

  /// How good the probabilities are; nil where the outputs are none, or the data have classes that the model does not know.
  public func probabilities(over rows: [Int]? = nil) -> ProbabilityMeasures? {
    guard areProbabilities, let labels = targets.classes, let width = predictions.first?.outputs.count,
      width == names.count
    else { return nil }
    let rows = rows ?? Array(0..<count)
    return ProbabilityMeasures(
      labels: rows.map { Int(labels[$0]) }, probabilities: rows.flatMap { predictions[$0].outputs.map(Double.init) },
      classes: width)
  }

  /// Between which values a measure lies with a probability, by the quantiles of what it is over examples drawn anew, with replacement; nil
  /// where it is undefined for too many of the draws.
  ///
  /// Source: B. Efron and R. Tibshirani, "An introduction to the bootstrap" (1993), the percentile interval.
  public func interval(
    _ measure: Measure, draws: Int, confidence: Double = 0.95, seed: UInt64 = 0
  ) -> ClosedRange<Double>? {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<draws).compactMap { _ in
      value(measure, over: (0..<count).map { _ in generator.integer(below: count) })
    }
    guard !values.isEmpty, values.count * 2 > draws else { return nil }
    let statistics = ColumnStatistics(values)
    return statistics.quantile((1 - confidence) / 2)...statistics.quantile((1 + confidence) / 2)
  }
}

extension Told {
  /// How often the examples at `rows` of each class are taken for each class.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data have no classes, or the model tells none.
  public func confusionMatrix(over rows: [Int]? = nil) throws(TrainingError) -> ConfusionMatrix {
    guard let labels = targets.classes else { throw .dataMismatch("the data have no classes") }
    let rows = rows ?? Array(0..<count)
    let taken = rows.compactMap { predictions[$0].label }
    guard taken.count == rows.count else { throw .dataMismatch("the data have classes, and the model tells none") }
    return ConfusionMatrix(actual: rows.map { Int(labels[$0]) }, predicted: taken, classNames: names)
  }

  /// How each label of the examples at `rows` is told: a matrix of no and yes for each.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data have no labels.
  public func labelMatrices(
    over rows: [Int]? = nil
  ) throws(TrainingError) -> [(name: String, matrix: ConfusionMatrix)] {
    guard case .labels(let marks, let labels) = targets else { throw .dataMismatch("the data have no labels") }
    let rows = rows ?? Array(0..<count)
    return labels.enumerated().map { column, name in
      let actual = rows.map { marks[$0 * labels.count + column] > 0.5 ? 1 : 0 }
      let predicted = rows.map { predictions[$0].outputs[column] > 0.5 ? 1 : 0 }
      return (name, ConfusionMatrix(actual: actual, predicted: predicted, classNames: ["no", "yes"]))
    }
  }

  /// How far the numbers that are told of the examples at `rows` are from what they are, a row of measures for each.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data have no numbers to tell.
  public func regressionMeasures(over rows: [Int]? = nil) throws(TrainingError) -> [RegressionMeasures] {
    guard case .numbers(let learned, let targets) = targets else {
      throw .dataMismatch("the data have no numbers to tell")
    }
    let rows = rows ?? Array(0..<count)
    return targets.enumerated().map { column, target in
      RegressionMeasures(
        name: target.name, actual: rows.map { target.value(of: learned[$0 * targets.count + column]) },
        predicted: rows.map { Double(predictions[$0].outputs[column]) })
    }
  }
}

extension Predictor {
  /// What the model tells of examples beside what they are.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network.
  public func told(of data: Dataset) throws -> Told { try told(of: .memory(data)) }

  /// The same of examples that need not be in memory; what is told of them is.
  package func told(of data: LearningData) throws -> Told {
    var (told, targets): ([Prediction], Targets?) = ([], nil)
    try data.forEachPart { part in
      try model.network.check(part)
      told += try predictions(for: part.examples)
      targets = targets?.followed(by: part.targets) ?? part.targets
    }
    return Told(
      told, targets ?? .numbers([], []), names: model.names,
      areProbabilities: model.network.tellsProbabilities)
  }
}

extension Network {
  /// Whether the outputs are probabilities of classes.
  var tellsProbabilities: Bool { output == .softmax || output == .sigmoid && outputs == 1 }
}
