public import GradusLearning

/// How a run stands.
public enum RunState: String, CaseIterable, Hashable, Sendable, Codable {
  /// Its process is at work.
  case running
  /// All its epochs are over, or as many as its patience bears.
  case finished
  /// It was asked to stop, and can go on.
  case stopped
  /// It ended with an error.
  case failed
  /// Its process died without a word; the training can go on from its last epoch.
  case interrupted
}

/// A training that was recorded: what was trained on what, with which settings, and what became of it.
public struct RunRecord: Hashable, Sendable, Codable {
  /// Counted from 1; never given again in its data base.
  public let id: Int
  /// How it stands.
  public let state: RunState
  /// Why it stopped or failed; nil otherwise.
  public let reason: String?
  /// When it began, in seconds since 1970.
  public let started: Double
  /// When it ended; nil where it has not, or nobody saw it.
  public let ended: Double?
  /// What was trained on, as it was named.
  public let data: String
  /// What the examples are, as far as a number can tell: 16 digits in base 16.
  package let fingerprint: String
  /// The file of the model, from the root on; empty where none was saved.
  public let model: String
  /// The run whose model this one goes on from in a file of its own; nil for none.
  public let origin: Int?
  /// What was asked for in the beginning, as words of a shell.
  public let command: [String]
  /// Everything that the training is set to, the network and the seed included, by name.
  public let settings: [String: String]
  /// What it was trained with: versions and the machine.
  public let versions: [String: String]
  /// The number of epochs that are over.
  public let epochs: Int
  /// The epoch whose model is kept: the best one with a patience, otherwise the last.
  public let kept: EpochReport?
  /// The measures of the test in the end, by name.
  public let test: [String: Double]
}

/// What is known of a run when it begins.
public struct RunStart: Hashable, Sendable {
  /// What is trained on, as it is named.
  public var data: String
  /// The file of the model; nil where none is saved.
  public var model: String?
  /// What was asked for, as words of a shell.
  public var command: [String]
  /// Everything that the training is set to, by name.
  public var settings: [String: String]
  /// What it is trained with.
  public var versions: [String: String]
  /// `Dataset.fingerprint` of what is trained on.
  package var fingerprint: UInt64

  /// - Parameter settings: what there is to say beside the settings of the training, its network and its seed.
  public init(
    _ training: Training, data: String, model: String?, command: [String], settings: [String: String] = [:],
    versions: [String: String] = [:]
  ) {
    (self.data, self.model, self.command, self.versions) = (data, model, command, versions)
    fingerprint = training.state.dataFingerprint
    var all = training.settings.words
    all["network"] = training.network.layers.map(\.description).joined(separator: ", ")
    all["parameters"] = "\(training.network.parameterCount)"
    all["examples"] = "\(training.count)"
    self.settings = all.merging(settings) { $1 }
  }
}

extension TrainingSettings {
  /// Every setting that is not what it always is, by its name, as texts.
  package var words: [String: String] {
    let values = (try? [String: SettingList](json(SettingsDocument(self)), key: "settings", file: "")) ?? [:]
    return Dictionary(uniqueKeysWithValues: values.map { ($0.asOption, $1.text) })
  }
}

extension String {
  /// `batchSize` as an option is written, `batch-size`.
  fileprivate var asOption: String { map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined() }
}

/// A setting as JSON has it.
struct SettingText: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      text = "\(flag)"
    } else if let count = try? container.decode(Int.self) {
      text = "\(count)"
    } else if let number = try? container.decode(Double.self) {
      text = "\(number)"
    } else {
      text = try container.decode(String.self)
    }
  }
}

/// A setting or several, between commas.
private struct SettingList: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    text =
      try (try? container.decode([SettingText].self))?.map(\.text).joined(separator: ",")
      ?? container.decode(SettingText.self).text
  }
}
