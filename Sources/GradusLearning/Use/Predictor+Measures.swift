extension Predictor {
  /// How often examples of each class are taken for each class.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no classes.
  public func confusionMatrix(on data: Dataset) throws -> ConfusionMatrix {
    try model.network.check(data)
    guard case .classification(let names) = data.task, let classes = data.targets.classes else {
      throw TrainingError.dataMismatch("the data have no classes")
    }
    let known = names + (names.count..<max(names.count, model.names.count)).map { model.names[$0] }
    return ConfusionMatrix(
      actual: classes.map(Int.init), predicted: try predictions(for: data.examples).compactMap(\.label),
      classNames: known)
  }

  /// How far the numbers that are told are from what they are, a row of measures for each.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no numbers to tell.
  public func regressionMeasures(on data: Dataset) throws -> [RegressionMeasures] {
    try model.network.check(data)
    guard case .numbers(let learned, let targets) = data.targets else {
      throw TrainingError.dataMismatch("the data have no numbers to tell")
    }
    let told = try predictions(for: data.examples)
    return targets.enumerated().map { column, target in
      RegressionMeasures(
        name: target.name,
        actual: stride(from: column, to: learned.count, by: targets.count).map { target.value(of: learned[$0]) },
        predicted: told.map { Double($0.outputs[column]) })
    }
  }

  /// How each label is told: a matrix of no and yes for each.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no labels.
  public func labelMatrices(on data: Dataset) throws -> [(name: String, matrix: ConfusionMatrix)] {
    try model.network.check(data)
    guard case .labels(let marks, let names) = data.targets else {
      throw TrainingError.dataMismatch("the data have no labels")
    }
    let told = try predictions(for: data.examples)
    return names.enumerated().map { column, name in
      let actual = stride(from: column, to: marks.count, by: names.count).map { marks[$0] > 0.5 ? 1 : 0 }
      let predicted = told.map { $0.outputs[column] > 0.5 ? 1 : 0 }
      return (name, ConfusionMatrix(actual: actual, predicted: predicted, classNames: ["no", "yes"]))
    }
  }
}

/// How far numbers are from what they should be, in their own unit; every example counts the same.
public struct RegressionMeasures: Hashable, Sendable {
  /// What is told.
  public let name: String
  /// How many numbers there are.
  public let count: Int
  /// The mean of |y − ŷ|.
  public let meanAbsoluteError: Double
  /// The mean of (y − ŷ)².
  public let meanSquaredError: Double
  /// The mean of |y − ŷ| / |y|; nil where a y is 0.
  public let meanAbsolutePercentageError: Double?
  /// R² = 1 − Σ (y − ŷ)² / Σ (y − ȳ)²; nil where all y are equal.
  public let determination: Double?

  /// √ of the mean squared error.
  public var rootMeanSquaredError: Double { meanSquaredError.squareRoot() }

  /// Measures numbers. Traps where the two differ in number.
  public init(name: String, actual: [Double], predicted: [Double]) {
    precondition(actual.count == predicted.count, "\(actual.count) numbers and \(predicted.count) predictions")
    let n = Double(max(actual.count, 1))
    let errors = zip(actual, predicted).map { $0 - $1 }
    self.name = name
    count = actual.count
    meanAbsoluteError = errors.reduce(0) { $0 + abs($1) } / n
    let square = errors.reduce(0) { $0 + $1 * $1 }
    meanSquaredError = square / n
    meanAbsolutePercentageError =
      actual.contains(0) ? nil : zip(errors, actual).reduce(0) { $0 + abs($1.0) / abs($1.1) } / n
    let spread = ColumnStatistics(actual)
    determination = spread.deviation > 0 ? 1 - square / (spread.deviation * spread.deviation * n) : nil
  }
}
