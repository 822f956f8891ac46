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
