import Gradus

extension TrainingData {
  /// Reads a table piece by piece, and keeps its rows in files.
  init(
    stored source: DataSource, _ options: TableOptions, _ reading: DataReading, _ division: Division,
    _ model: TrainedModel?
  ) throws {
    func stored(_ source: DataSource) throws -> (table: StoredTable, target: String?, notes: [String]) {
      guard source.canBeStored(reading) else {
        throw ExchangeError(
          .unsupported, file: source.place,
          "is not read piece by piece, as --stream asks: tables of text are (CSV, TSV, plain or gzip), and rows of numbers in npy, safetensors and IDX that are not compressed"
        )
      }
      return try source.stored(reading)
    }
    let (table, target, notes) = try stored(source)
    var parts = PreparedStore.Division()
    (parts.validationFraction, parts.testFraction) = (division.validationFraction, division.testFraction)
    parts.seed = division.seed
    parts.validation = try division.validation.map { try stored(DataSource($0)).table }
    parts.test = try division.test.map { try stored(DataSource($0)).table }
    let data: PreparedStore
    var lines = [
      "streams   \(grouped(table.count)) rows, which are kept in \(table.folder.visible) while they are learned from"
    ]
    do {
      if let model, case .table(let preparation) = model.form {
        data = try PreparedStore(table, as: preparation, model.task, parts)
      } else {
        let roles = try options.roles(target ?? source.target) { targets, options throws(TableError) in
          try TableRoles(
            of: table, targets: targets, weights: options.weights, ignoring: options.ignored,
            categorical: options.categorical, scalings: options.scalings, kind: options.kind)
        }
        data = try PreparedStore(
          table, roles, parts, scaling: options.scaling.usual, imputation: options.impute)
        lines += Self.notes(roles, data.preparation, data.task, leftOut: data.leftOut)
      }
    } catch let error as ScratchError {
      throw ExchangeError(.inputOutput, file: error.folder, error.reason)
    } catch {
      // What is wrong is wrong in the file.
      throw ExchangeError(.malformed, file: source.place, "\(error)")
    }
    training = .stored(data.training)
    validation = data.validation.map(LearningData.stored)
    test = data.test.map(LearningData.stored)
    self.notes = notes + lines
  }
}
