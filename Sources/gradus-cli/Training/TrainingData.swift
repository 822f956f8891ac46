import Gradus

/// What a training is given: the examples to learn from, those held back, and those of the test.
struct TrainingData {
  var training: LearningData
  /// Nil where the training itself holds a share of its examples back.
  var validation: LearningData?
  var test: LearningData?
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

  /// What is divided already.
  init(training: Dataset, validation: Dataset? = nil) {
    (self.training, self.validation) = (.memory(training), validation.map(LearningData.memory))
  }

  /// Reads images or a table.
  ///
  /// - Parameters:
  ///   - streams: whether data are read piece by piece and kept in files; nil to go by their size.
  ///   - model: what goes on to be trained, whose preparation is kept; nil for a new one.
  init(
    _ source: DataSource, _ options: TableOptions, _ reading: DataReading, _ division: Division, streams: Bool? = nil,
    model: TrainedModel?
  ) throws {
    var reading = reading
    reading.target = options.target ?? reading.target
    if streams ?? source.isLarge(reading) {
      try self.init(stored: source, options, reading, division, model)
      return
    }
    let content = try source.load(.training, reading)
    switch content.kind {
    case .images(let examples, let targets):
      try self.init(source, examples, targets, options, reading, division, model)
    case .table(let table):
      reading.columns = table.columns.map(\.name)
      try self.init(source, table, told: content.target ?? source.target, options, reading, division, model)
    }
    notes = content.notes + notes
  }

  private init(
    _ source: DataSource, _ examples: Examples, _ targets: Targets?, _ options: TableOptions, _ reading: DataReading,
    _ division: Division, _ model: TrainedModel?
  ) throws {
    if let option = options.given.first(where: { $0 != "--target" || source.target != nil || source.files.count != 1 })
    {
      throw CommandError(.usage, "\(option) goes with tables, and \(source.place.visible) holds images")
    }
    guard let targets else {
      throw ExchangeError(.unsupported, file: source.place, "does not say what its examples are")
    }
    func loaded(_ source: DataSource, _ part: ImageSource.Part) throws -> Dataset {
      guard case .images(let examples, let targets?) = try source.load(part, reading).kind else {
        throw ExchangeError(.unsupported, file: source.place, "holds a table, and what is trained on are images")
      }
      return try Dataset(examples, targets)
    }
    let hasTest = division.test != nil || source.has(.test)
    if division.testFraction > 0, hasTest {
      throw CommandError(
        .usage, "--test-split: the test images of \(source.place.visible) are a part of their own already")
    }
    do {
      var whole = try Dataset(examples, targets)
      if let model { whole = try whole.counted(as: model.task) }
      var generator = SeededGenerator(seed: division.seed)
      let parts = try whole.split(validationFraction: division.testFraction, using: &generator)
      training = .memory(parts.training)
      validation = try division.validation.map {
        .memory(try loaded(DataSource($0), .training).counted(as: whole.task))
      }
      let tested =
        try division.test.map { try loaded(DataSource($0), .test) }
        ?? (hasTest ? loaded(source, .test) : parts.validation.isEmpty ? nil : parts.validation)
      test = try tested.map { .memory(try $0.counted(as: whole.task)) }
    } catch let error as DatasetError {
      throw ExchangeError(.malformed, file: source.place, "\(error)")
    }
  }

  private init(
    _ source: DataSource, _ table: Table, told: String?, _ options: TableOptions, _ reading: DataReading,
    _ division: Division, _ model: TrainedModel?
  ) throws {
    func loaded(_ source: DataSource, _ part: ImageSource.Part) throws -> Table {
      guard case .table(let table) = try source.load(part, reading).kind else {
        throw ExchangeError(.unsupported, file: source.place, "holds images, and what is trained on is a table")
      }
      return table
    }
    let validation = try division.validation.map { try loaded(DataSource($0), .training) }
    var test = try division.test.map { try loaded(DataSource($0), .test) }
    if test == nil, division.testFraction == 0, source.has(.test) { test = try loaded(source, .test) }
    let data: PreparedTable
    do {
      if let model, case .table(let preparation) = model.form {
        data = try PreparedTable(
          table, as: preparation, model.task, validation: validation, test: test,
          validationFraction: division.validationFraction, testFraction: division.testFraction, seed: division.seed)
      } else {
        let roles = try options.roles(of: table, told)
        data = try PreparedTable(
          table, roles, validation: validation, test: test, validationFraction: division.validationFraction,
          testFraction: division.testFraction, seed: division.seed, scaling: options.scaling.usual,
          imputation: options.impute
        )
        notes = Self.notes(roles, data.preparation, data.task, leftOut: data.leftOut)
      }
    } catch {
      // What is wrong is wrong in the file.
      throw ExchangeError(.malformed, file: source.place, "\(error)")
    }
    training = .memory(data.training)
    self.validation = .memory(data.validation)
    self.test = data.test.isEmpty ? nil : .memory(data.test)
  }

  /// What is seen, what is told and what is left out.
  static func notes(
    _ roles: TableRoles, _ preparation: TablePreparation, _ task: LearningTask, leftOut: Int
  ) -> [String] {
    func list(_ names: [String]) -> String {
      names.prefix(8).map(\.visible).joined(separator: ", ") + (names.count > 8 ? ", … \(names.count) in all" : "")
    }
    let columns = preparation.columns
    var lines = ["sees      \(list(columns.map(\.described)))"]
    switch task {
    case .classification(let names): lines.append("tells     \(roles.targets[0].visible): \(list(names))")
    case .multilabel(let names): lines.append("tells     which of \(list(names)) it has")
    case .regression(let targets):
      lines.append("tells     the number\(targets.count == 1 ? "" : "s") \(list(targets.map(\.name)))")
    }
    if let weights = roles.weights { lines.append("counts    each example as \(weights.visible) says") }
    let left = roles.ignored.map(\.visible) + roles.counters.map { "\($0.visible) (it counts the rows)" }
    if leftOut > 0 {
      lines.append(
        "leaves    \(leftOut) row\(leftOut == 1 ? "" : "s") out without \(list(roles.targets))")
    }
    if !left.isEmpty { lines.append("leaves    \(left.joined(separator: ", ")) out") }
    return lines
  }
}

extension TablePreparation.Column {
  /// `age`, `colour (3 texts)`, `day (date)`
  var described: String {
    switch kind {
    case .number(let numbers): numbers.curve.map { "\(name) (\($0.name))" } ?? name
    case .date(let numbers): "\(name) (date\(numbers.curve.map { ", \($0.name)" } ?? ""))"
    case .category(let texts, _): "\(name) (\(texts.count) text\(texts.count == 1 ? "" : "s"))"
    }
  }
}
