public import GradusLearning

// What a model file keeps of a network and its training besides the numbers is stored alone as it stands there.

extension Network: Codable {
  /// As in a model file: `{"inputs": 784, "layers": "dense 512, relu, dense 10, softmax"}`.
  public func encode(to encoder: any Encoder) throws { try NetworkDocument(self).encode(to: encoder) }

  /// - Throws: `DecodingError.dataCorrupted` that says which layer is wrong, and how.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked(NetworkDocument.self) { try $0.network }
  }
}

extension TrainingSettings: Codable {
  /// As in a model file: methods as they are described, exact numbers as texts.
  public func encode(to encoder: any Encoder) throws { try SettingsDocument(self).encode(to: encoder) }

  /// - Throws: `DecodingError.dataCorrupted` that names the setting and its range.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked(SettingsDocument.self) { try $0.settings }
  }
}

extension LearningTask: Codable {
  /// As in a model file: `{"kind": "classes", "names": ["yes", "no"]}`.
  public func encode(to encoder: any Encoder) throws { try TaskDocument(self).encode(to: encoder) }

  /// - Throws: `DecodingError.dataCorrupted` that names what is out of range.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked(TaskDocument.self) { try $0.task }
  }
}

extension ExampleForm: Codable {
  /// As in a model file: `{"image": "28x28"}`, `{"numbers": 4}`, or what becomes of the columns of a table.
  public func encode(to encoder: any Encoder) throws { try FormDocument(self).encode(to: encoder) }

  /// - Throws: `DecodingError.dataCorrupted` that names what is out of range.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked(FormDocument.self) { try $0.form }
  }
}

extension Decoder {
  /// What a document says, where it makes sense.
  fileprivate func checked<Document: Decodable, Value>(
    _ document: Document.Type, _ value: (Document) throws -> Value
  ) throws -> Value {
    let document = try Document(from: self)
    do { return try value(document) } catch {
      throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "\(error)"))
    }
  }
}
