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
