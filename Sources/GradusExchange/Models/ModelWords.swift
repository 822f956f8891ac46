package import GradusLearning

/// What files say of a model in words, each JSON: `network`, `task` and `input`.
package struct ModelWords {
  /// The layers.
  package let network: Network
  /// What is told.
  package let task: LearningTask
  /// What is seen.
  package let form: ExampleForm

  /// Reads the words of a file.
  ///
  /// - Parameter prefix: what the keys begin with, in files that hold words of others too.
  /// - Throws: `ExchangeError` where a word is missing or makes no sense.
  package init(_ words: [String: String], prefix: String = "", file: String) throws(ExchangeError) {
    func word(_ key: String) throws(ExchangeError) -> String {
      guard let value = words[prefix + key] else {
        throw ExchangeError(.malformed, file: file, "is no model: its \"\(prefix)\(key)\" is missing")
      }
      return value
    }
    let network = try NetworkDocument(try word("network"), key: "network", file: file)
    let task = try TaskDocument(try word("task"), key: "task", file: file)
    let form = try FormDocument(try word("input"), key: "input", file: file)
    do {
      self.network = try network.network
      self.task = try task.task
      self.form = try form.form
    } catch { throw ExchangeError(.malformed, file: file, "is no model: \(error)") }
  }

  /// The words of a model.
  package static func words(of model: TrainedModel, prefix: String = "") -> [String: String] {
    [
      prefix + "network": json(NetworkDocument(model.network)), prefix + "task": json(TaskDocument(model.task)),
      prefix + "input": json(FormDocument(model.form)),
    ]
  }
}

extension ModelWords {
  /// What the keys begin with in files that are read by others too.
  package static let prefix = "gradus."

  /// The words of a model in a file for others, with its test vectors.
  package static func exported(_ model: TrainedModel) throws -> [String: String] {
    var words = Self.words(of: model, prefix: prefix)
    words[prefix + "tests"] = try TestVectors(model).text
    return words
  }

  /// The model that such words are of; it is tried on its test vectors.
  ///
  /// - Parameter parameters: the numbers of a network, by the names of its parameters.
  /// - Returns: nil where the file is another's.
  package static func model(
    exportedAs words: [String: String], file: String, parameters: (Network) throws -> [String: [Float]]
  ) throws -> TrainedModel? {
    guard words[prefix + "network"] != nil else { return nil }
    let known = try ModelWords(words, prefix: prefix, file: file)
    let model = try TrainedModel(
      network: known.network, parameters: parameters(known.network), task: known.task, form: known.form)
    if let tests = words[prefix + "tests"] { try TestVectors(tests, file: file).check(model, file: file) }
    return model
  }
}
