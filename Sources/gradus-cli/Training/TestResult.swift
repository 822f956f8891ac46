import Gradus

/// What a model is worth on examples that it has not seen.
struct TestResult {
  /// In words.
  let line: String
  let accuracy: Double?
  let determination: Double?
  let rootMeanSquaredError: Double?
  /// Those that were asked for.
  let measures: MeasureTable?

  /// All of it, by name.
  var values: [String: Double] {
    var values = [("accuracy", accuracy), ("r2", determination), ("rmse", rootMeanSquaredError)].reduce(into: [:]) {
      $0[$1.0] = $1.1
    }
    for row in measures?.rows ?? [] { values[row.name] = row.value }
    return values
  }

  /// - Parameters:
  ///   - metrics: what to measure besides; nil for nothing.
  ///   - group: the processes that share the work; nil for this one alone.
  init(_ model: TrainedModel, on test: LearningData, _ metrics: [Measure]?, _ group: ProcessGroup? = nil) throws {
    let predictor = try Predictor(model, among: group)
    let count = "\(grouped(test.count)) \(test.form.imageShape == nil ? "rows" : "images")"
    if test.isStored, metrics == nil, case .classification = model.task {
      // What is told of every row need not be kept.
      var hits = 0
      try test.forEachPart { hits += try predictor.confusionMatrix(on: $0).correct }
      let share = Double(hits) / Double(test.count)
      (accuracy, determination, rootMeanSquaredError, measures) = (share, nil, nil, nil)
      line = "test accuracy \(percent(share)) on \(count)"
      return
    }
    let told = try predictor.told(of: test)
    measures = metrics.map { MeasureTable(told, $0, draws: nil) }
    let more = measures.map { "\n" + $0.text } ?? ""
    switch model.task {
    case .classification:
      accuracy = try told.confusionMatrix().accuracy
      (determination, rootMeanSquaredError) = (nil, nil)
      line = "test accuracy \(accuracy.map(percent) ?? "–") on \(count)\(more)"
    case .multilabel:
      let shares = try told.labelMatrices().compactMap(\.matrix.accuracy)
      accuracy = shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
      (determination, rootMeanSquaredError) = (nil, nil)
      line = "test: \(accuracy.map(percent) ?? "–") of the labels are right on \(count)\(more)"
    case .regression:
      let measures = try told.regressionMeasures()
      accuracy = nil
      determination = measures.count == 1 ? measures[0].determination : nil
      rootMeanSquaredError = measures.count == 1 ? measures[0].rootMeanSquaredError : nil
      line =
        measures.map {
          "test \($0.name.visible): R² \($0.determination.map { rounded($0, 4) } ?? "–"), root mean squared error \(rounded($0.rootMeanSquaredError, 4)), mean absolute error \(rounded($0.meanAbsoluteError, 4)) on \(count)"
        }.joined(separator: "\n") + more
    }
  }
}
