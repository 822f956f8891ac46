import Gradus

/// What a training is given: the examples to learn from, those held back, and those of the test.
struct TrainingData {
  var training: Dataset
  /// Nil where the training itself holds a share of its examples back.
  var validation: Dataset?
  var test: Dataset?
  /// What was made of a table, line by line.
  var notes: [String] = []

  /// How much of a table is held back.
  struct Division {
    var validation: String?
    var test: String?
    var validationFraction = 0.0
    var testFraction = 0.0
    var seed: UInt64 = 0
  }

  /// Reads images or a table.
  ///
  /// - Parameter model: what goes on to be trained, whose preparation is kept; nil for a new one.
  init(_ source: DataSource, _ options: TableOptions, _ division: Division, model: TrainedModel?) throws {
    switch source {
    case .images(let images): try self.init(images, options, division)
    case .table(let table): try self.init(table, options, division, model: model)
    }
  }

  private init(_ source: ImageSource, _ options: TableOptions, _ division: Division) throws {
    if let option = options.given.first {
      throw CommandError(.usage, "\(option) goes with tables, and \(source.place.visible) holds images")
    }
    guard division.testFraction == 0 else {
      throw CommandError(
        .usage, "--test-split goes with tables; the test images of \(source.place.visible) are a part of their own")
    }
    training = try source.load(.training)
    validation = try division.validation.map { try ImageSource($0).load(.training) }
    test = try division.test.map { try ImageSource($0).load(.test) } ?? (source.has(.test) ? source.load(.test) : nil)
  }

  private init(
    _ source: TableSource, _ options: TableOptions, _ division: Division, model: TrainedModel?
  ) throws {
    let table = try source.load(.training, header: options.header)
    let validation = try division.validation.map { try Table(contentsOf: $0, header: options.header) }
    var test = try division.test.map { try Table(contentsOf: $0, header: options.header) }
    if test == nil, source.hasTest, division.testFraction == 0 { test = try source.load(.test) }
    let data: PreparedTable
    do {
      if let model, case .table(let preparation) = model.form {
        data = try PreparedTable(
          table, as: preparation, model.task, validation: validation, test: test,
          validationFraction: division.validationFraction, testFraction: division.testFraction, seed: division.seed)
      } else {
        let roles = try options.roles(of: table, source)
        data = try PreparedTable(
          table, roles, validation: validation, test: test, validationFraction: division.validationFraction,
          testFraction: division.testFraction, seed: division.seed, scaling: options.scaling, imputation: options.impute
        )
        notes = Self.notes(roles, data)
      }
    } catch {
      // What is wrong is wrong in the file.
      throw ExchangeError(.malformed, file: source.place, "\(error)")
    }
    training = data.training
    self.validation = data.validation
    self.test = data.test.isEmpty ? nil : data.test
  }

  /// What is seen, what is told and what is left out.
  private static func notes(_ roles: TableRoles, _ data: PreparedTable) -> [String] {
    func list(_ names: [String]) -> String {
      names.prefix(8).map(\.visible).joined(separator: ", ") + (names.count > 8 ? ", … \(names.count) in all" : "")
    }
    let columns = data.preparation.columns
    var lines = ["sees      \(list(columns.map(\.described)))"]
    switch data.task {
    case .classification(let names): lines.append("tells     \(roles.targets[0].visible): \(list(names))")
    case .multilabel(let names): lines.append("tells     which of \(list(names)) it has")
    case .regression(let targets):
      lines.append("tells     the number\(targets.count == 1 ? "" : "s") \(list(targets.map(\.name)))")
    }
    if let weights = roles.weights { lines.append("counts    each example as \(weights.visible) says") }
    let left = roles.ignored.map(\.visible) + roles.counters.map { "\($0.visible) (it counts the rows)" }
    if data.leftOut > 0 {
      lines.append(
        "leaves    \(data.leftOut) row\(data.leftOut == 1 ? "" : "s") out without \(list(roles.targets))")
    }
    if !left.isEmpty { lines.append("leaves    \(left.joined(separator: ", ")) out") }
    return lines
  }
}

extension TablePreparation.Column {
  /// `age`, `colour (3 texts)`, `day (date)`
  fileprivate var described: String {
    switch kind {
    case .number: name
    case .date: "\(name) (date)"
    case .category(let texts, _): "\(name) (\(texts.count) text\(texts.count == 1 ? "" : "s"))"
    }
  }
}

/// What a model is worth on examples that it has not seen.
struct TestResult {
  /// In words.
  let line: String
  let accuracy: Double?
  let determination: Double?
  let rootMeanSquaredError: Double?

  init(_ model: TrainedModel, on test: Dataset) throws {
    let predictor = try Predictor(model)
    let count = "\(grouped(test.count)) \(test.imageShape == nil ? "rows" : "images")"
    switch model.task {
    case .classification:
      accuracy = try predictor.confusionMatrix(on: test).accuracy
      (determination, rootMeanSquaredError) = (nil, nil)
      line = "test accuracy \(accuracy.map(percent) ?? "–") on \(count)"
    case .multilabel:
      let shares = try predictor.labelMatrices(on: test).compactMap(\.matrix.accuracy)
      accuracy = shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
      (determination, rootMeanSquaredError) = (nil, nil)
      line = "test: \(accuracy.map(percent) ?? "–") of the labels are right on \(count)"
    case .regression:
      let measures = try predictor.regressionMeasures(on: test)
      accuracy = nil
      determination = measures.count == 1 ? measures[0].determination : nil
      rootMeanSquaredError = measures.count == 1 ? measures[0].rootMeanSquaredError : nil
      line =
        measures.map {
          "test \($0.name.visible): R² \($0.determination.map { rounded($0, 4) } ?? "–"), root mean squared error \(rounded($0.rootMeanSquaredError, 4)), mean absolute error \(rounded($0.meanAbsoluteError, 4)) on \(count)"
        }.joined(separator: "\n")
    }
  }
}
