/// Examples with what they are: in memory, or in files that are read part by part.
package enum LearningData: Sendable {
  case memory(Dataset)
  case stored(StoredDataset)

  /// Whether they are in files.
  package var isStored: Bool { if case .stored = self { true } else { false } }

  /// The number of examples.
  package var count: Int {
    switch self {
    case .memory(let data): data.count
    case .stored(let data): data.count
    }
  }

  /// What a network is to tell of an example.
  package var task: LearningTask {
    switch self {
    case .memory(let data): data.task
    case .stored(let data): data.task
    }
  }

  /// What a row is.
  package var form: ExampleForm {
    switch self {
    case .memory(let data): data.examples.form
    case .stored(let data): data.form
    }
  }

  /// Which number tells data sets apart.
  package var fingerprint: UInt64 {
    switch self {
    case .memory(let data): data.fingerprint
    case .stored(let data): data.fingerprint
    }
  }

  /// All in memory, or as many rows as one part has, from everywhere in the files.
  package func sample(seed: UInt64) throws -> Dataset {
    switch self {
    case .memory(let data): return data
    case .stored(let data):
      var generator = SeededGenerator(seed: seed)
      let order = BlockOrder(of: data.count, part: data.partRows, shuffled: true, using: &generator)
      return try data.rows(order.ranges(ofPart: 0))
    }
  }

  func weighted(by weights: ClassWeights) throws(DatasetError) -> LearningData {
    switch self {
    case .memory(let data): .memory(try data.weighted(by: weights))
    case .stored(let data): .stored(try data.weighted(by: weights))
    }
  }

  /// All at once where they are in memory, and otherwise part by part.
  package func forEachPart(_ body: (Dataset) throws -> Void) throws {
    switch self {
    case .memory(let data): try body(data)
    case .stored(let data): try data.forEachPart(body)
    }
  }
}
