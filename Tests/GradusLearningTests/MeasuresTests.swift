import Foundation
import GradusLearning
import Testing

/// What scikit-learn measures, made by `Scripts/measure-fixtures.py`.
@Suite("Measures")
struct MeasuresTests {
  struct Case: Decodable, Sendable {
    let labels: [Int]
    let probabilities: [Double]
    let classes: Int
    let accuracy, balanced, matthews, kappa: Double?
    let macro_precision, macro_recall, macro_f1: Double?
    let weighted_precision, weighted_recall, weighted_f1: Double?
    let log_loss, brier, top_1, top_2, auc, auc_pairs, average_precision: Double?
  }

  struct Comparison: Decodable, Sendable {
    let first, second: Int
    let probability: Double
  }

  struct Heated: Decodable, Sendable {
    let scores: [Double]
    let labels: [Int]
    let temperature: Double
  }

  struct Fixtures: Decodable {
    let cases: [Case]
    let comparisons: [Comparison]
    let temperatures: [Heated]
  }

  static func fixtures() throws -> Fixtures {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/measures", withExtension: "json"))
    return try JSONDecoder().decode(Fixtures.self, from: Data(contentsOf: url))
  }

  static func cases() throws -> [Case] { try fixtures().cases }

  @Test("two models differ as statsmodels' McNemar test says", arguments: try fixtures().comparisons)
  func comparison(sample: Comparison) {
    let test = McNemar(first: sample.first, second: sample.second)
    #expect(abs(test.probability - sample.probability) < 1e-12, "\(sample)")
    let hits = (0..<sample.first).map { _ in true } + (0..<sample.second).map { _ in false } + [true, false]
    let others = (0..<sample.first).map { _ in false } + (0..<sample.second).map { _ in true } + [true, false]
    #expect(McNemar(hits, others) == test)
  }

  @Test("the temperature is the one that SciPy finds", arguments: try fixtures().temperatures)
  func temperature(sample: Heated) throws {
    let found = try #require(Temperature(scores: sample.scores, labels: sample.labels))
    #expect(abs(found.value / sample.temperature - 1) < 1e-6)
    // Scores that are doubled need twice the temperature; of one score a row the other is 0.
    let doubled = try #require(Temperature(scores: sample.scores.map { 2 * $0 }, labels: sample.labels))
    #expect(abs(doubled.value / found.value - 2) < 1e-9)
    if sample.scores.count == 2 * sample.labels.count {
      let single = stride(from: 0, to: sample.scores.count, by: 2).map { sample.scores[$0 + 1] - sample.scores[$0] }
      #expect(abs(try #require(Temperature(scores: single, labels: sample.labels)).value / found.value - 1) < 1e-9)
    }
  }

  @Test("there is no temperature where everything is told right, or nothing depends on the scores")
  func noTemperature() {
    #expect(Temperature(scores: [1, 0, 0, 2], labels: [0, 1]) == nil)
    #expect(Temperature(scores: [1, 1, 2, 2], labels: [0, 1]) == nil)
    #expect(Temperature(scores: [], labels: []) == nil)
    #expect(Temperature(scores: [1, .infinity], labels: [0]) == nil)
  }

  func matrix(_ sample: Case) -> ConfusionMatrix {
    let guesses = sample.labels.indices.map { row in
      let own = sample.probabilities[row * sample.classes..<(row + 1) * sample.classes]
      return own.placeOfFirstGreatest - own.startIndex
    }
    return ConfusionMatrix(
      actual: sample.labels, predicted: guesses, classNames: (0..<sample.classes).map(String.init))
  }

  func expect(_ found: Double?, _ wanted: Double?, _ name: String) {
    if let found, let wanted {
      #expect(abs(found - wanted) < 1e-12, "\(name): \(found), \(wanted)")
    } else {
      #expect(found == nil && wanted == nil, "\(name): \(String(describing: found)), \(String(describing: wanted))")
    }
  }

  @Test("of what is taken for what are scikit-learn's")
  func classes() throws {
    for sample in try Self.cases() {
      let matrix = matrix(sample)
      expect(matrix.accuracy, sample.accuracy, "accuracy")
      expect(matrix.balancedAccuracy, sample.balanced, "balanced accuracy")
      expect(matrix.matthewsCorrelation, sample.matthews, "Matthews")
      expect(matrix.kappa, sample.kappa, "κ")
      expect(matrix.macro?.precision, sample.macro_precision, "macro precision")
      expect(matrix.macro?.recall, sample.macro_recall, "macro recall")
      expect(matrix.macro?.f1, sample.macro_f1, "macro F1")
      expect(matrix.weighted?.precision, sample.weighted_precision, "weighted precision")
      expect(matrix.weighted?.recall, sample.weighted_recall, "weighted recall")
      expect(matrix.weighted?.f1, sample.weighted_f1, "weighted F1")
    }
  }

  @Test("of probabilities are scikit-learn's")
  func probabilities() throws {
    for sample in try Self.cases() {
      let measures = ProbabilityMeasures(
        labels: sample.labels, probabilities: sample.probabilities, classes: sample.classes)
      expect(measures.logLoss, sample.log_loss, "log-loss")
      expect(measures.brierScore, sample.brier, "Brier")
      if sample.classes > 2 {
        expect(measures.topAccuracy(1), sample.top_1, "top 1")
        expect(measures.topAccuracy(2), sample.top_2, "top 2")
        expect(measures.areaUnderROCOfPairs, sample.auc_pairs, "area of pairs")
      }
      expect(measures.areaUnderROC, sample.auc, "area")
      expect(measures.averagePrecision, sample.average_precision, "average precision")
    }
  }

  @Test("of calibration are the distance of what is promised and what is so")
  func calibration() {
    // Two bins: 0.9 promised and 1/2 so, four times; 0.6 promised and 1 so, twice.
    let measures = ProbabilityMeasures(
      labels: [0, 0, 1, 1, 1, 1], probabilities: [0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.4, 0.6, 0.4, 0.6],
      classes: 2)
    expect(measures.calibrationError(), (4 * 0.4 + 2 * 0.4) / 6, "calibration")
    #expect(ProbabilityMeasures(labels: [], probabilities: [], classes: 3).calibrationError() == nil)
  }

  // By the formula of the paper in double precision.
  @Test("of an accuracy have Wilson's interval")
  func interval() throws {
    let matrix = ConfusionMatrix(
      actual: Array(repeating: 0, count: 50), predicted: (0..<50).map { $0 < 45 ? 0 : 1 }, classNames: ["a", "b"])
    let found = try #require(matrix.accuracyInterval)
    expect(found.lowerBound, 0.786_397_686, "from", within: 1e-8)
    expect(found.upperBound, 0.956_524_235, "to", within: 1e-8)
  }

  private func expect(_ found: Double, _ wanted: Double, _ name: String, within: Double) {
    #expect(abs(found - wanted) < within, "\(name): \(found)")
  }
}
