import Gradus

/// Examples for a model: images, or a table that is prepared as the model's was.
struct LoadedExamples {
  private enum Content {
    case images(Dataset)
    case table(Table, TablePreparation)
  }

  private let content: Content
  private let place: String
  private let model: TrainedModel

  /// - Throws: `ExchangeError` where the data are of another kind than the model takes.
  init(_ place: String, _ part: ImageSource.Part, header: Table.Header = .auto, for model: TrainedModel) throws {
    self.place = place
    self.model = model
    switch (try DataSource(place), model.form) {
    case (.images(let source), .image), (.images(let source), .numbers): content = .images(try source.load(part))
    case (.table(let source), .table(let preparation)):
      content = .table(try source.load(part, header: header), preparation)
    case (_, let form):
      throw ExchangeError(.unsupported, file: place, "is not what the model takes: it was trained on \(form)")
    }
  }

  /// The examples with what is to be told of them; rows of a table without it are left out.
  func dataset() throws -> Dataset {
    switch content {
    case .images(let data): return data
    case .table(let table, let preparation):
      return try inFile { try preparation.dataset(of: table.told(preparation.targets), task: model.task) }
    }
  }

  /// The examples alone.
  func examples() throws -> Examples {
    switch content {
    case .images(let data): return data.examples
    case .table(let table, let preparation): return try inFile { try preparation.examples(of: table) }
    }
  }

  /// What is wrong with a table is wrong in its file.
  private func inFile<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw ExchangeError(.malformed, file: place, "\(error)") }
  }
}
