import Gradus

/// Examples for a model: images, or a table that is prepared as the model's was.
struct LoadedExamples {
  private enum Content {
    case images(Examples, Targets?)
    case table(Table, TablePreparation)
  }

  private let content: Content
  private let place: String
  private let model: TrainedModel
  /// What each example is called; empty where they have no names.
  let names: [String]

  /// - Throws: `ExchangeError` where the data are of another kind than the model takes.
  init(
    _ place: String, _ part: ImageSource.Part, _ reading: DataReading = DataReading(), for model: TrainedModel
  ) throws {
    self.place = place
    self.model = model
    let loaded = try DataSource(place).load(part, reading)
    names = loaded.names
    switch (loaded.kind, model.form) {
    case (.images(let examples, let targets), .image), (.images(let examples, let targets), .numbers):
      if let shape = model.imageShape, let other = examples.form.imageShape, other != shape {
        throw ExchangeError(
          .unsupported, file: place, "shows \(other) pixels, the model knows images of \(shape); use --resize")
      }
      content = .images(examples, targets)
    case (.table(let table), .table(let preparation)): content = .table(table, preparation)
    case (.table(let table), .numbers(let count)): content = .images(try Self.numbers(table, count, place), nil)
    case (_, let form):
      throw ExchangeError(.unsupported, file: place, "is not what the model takes: it was trained on \(form)")
    }
  }

  /// The rows of a table that is of as many numbers as the model takes, and of nothing else.
  private static func numbers(_ table: Table, _ count: Int, _ place: String) throws -> Examples {
    guard table.columns.count == count else {
      throw ExchangeError(
        .unsupported, file: place,
        "has \(grouped(table.columns.count)) columns, and the model takes \(grouped(count)) numbers")
    }
    let columns = try table.columns.map { column in
      guard case .numbers(let numbers) = column.values, !numbers.contains(where: \.isNaN) else {
        throw ExchangeError(
          .malformed, file: place, "its column \(column.name.visible) is not of numbers alone, which the model takes")
      }
      return numbers.map { Float($0) }
    }
    return try Examples((0..<table.count).map { row in columns.map { $0[row] } })
  }

  /// The table, where the data are one.
  var table: Table? { if case .table(let table, _) = content { table } else { nil } }

  /// The examples with what is to be told of them; rows of a table without it are left out.
  func dataset() throws -> Dataset {
    switch content {
    case .images(let examples, let targets):
      guard let targets else { throw ExchangeError(.unsupported, file: place, "does not say what its examples are") }
      return try inFile { try Dataset(examples, targets).counted(as: model.task) }
    case .table(let table, let preparation):
      return try inFile { try preparation.dataset(of: table.told(preparation.targets), task: model.task) }
    }
  }

  /// The examples alone.
  func examples() throws -> Examples {
    switch content {
    case .images(let examples, _): return examples
    case .table(let table, let preparation): return try inFile { try preparation.examples(of: table) }
    }
  }

  /// What is wrong with a table is wrong in its file.
  private func inFile<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw ExchangeError(.malformed, file: place, "\(error)") }
  }
}
