internal import FoundationEssentials
package import GradusLearning

/// A study in a file, so that it goes on after it was stopped or killed: what was asked for, and what became of every trial.
package struct StudyFile: Hashable, Sendable, Codable {
  /// What was asked for, by name: of another question the file says nothing.
  package let asked: [String: String]
  /// What became of the trials.
  package var trials: [Trial]
  /// The process that wrote the file last, in words; nil of an older file.
  private var process: String?

  private var format = "gradus study"
  private enum CodingKeys: CodingKey { case format, asked, trials, process }

  /// A study of which nothing is done.
  package init(asked: [String: String]) { (self.asked, trials) = (asked, []) }

  /// Reads a file.
  ///
  /// - Throws: `ExchangeError` where it is missing, or no study.
  package init(contentsOf path: String) throws(ExchangeError) {
    try self.init(file: FileBytes.read(path), named: path)
  }

  /// Reads the bytes of a file; `name` is what errors call it.
  package init(file: [UInt8], named name: String) throws(ExchangeError) {
    do { self = try JSONDecoder().decode(Self.self, from: Data(file)) } catch {
      throw ExchangeError(.malformed, file: name, "is no study that `gradus tune` wrote: \(explanation(of: error))")
    }
    guard format == "gradus study" else { throw ExchangeError(.malformed, file: name, "is no study") }
  }

  /// Whether another process is at work on the study: what two write would be lost in turn.
  package var isTaken: Bool {
    guard let process = process.flatMap({ RunProcess($0) }) else { return false }
    return process != .current && process.isAlive == true
  }

  /// Says that this process is at work on it from now on.
  package mutating func take() { process = RunProcess.current.text }

  /// Says that no process is, as at the end.
  package mutating func release() { process = nil }

  /// The bytes of the file.
  package var file: [UInt8] { Array((json(self) + "\n").utf8) }

  /// Writes the file; whoever reads it meanwhile sees the old one or the whole new one.
  ///
  /// - Throws: `ExchangeError` where it cannot be written.
  package func write(to path: String) throws(ExchangeError) {
    try FileBytes.write(file, to: path)
  }

  /// What is asked for now and was not, or not so, when the study began; nil where all is the same.
  package func difference(from asked: [String: String]) -> String? {
    Set(asked.keys).union(self.asked.keys).sorted().first { asked[$0] != self.asked[$0] }.map { name in
      "\(name) was \(self.asked[name] ?? "not said") and is \(asked[name] ?? "not said")"
    }
  }
}

extension SearchSpace {
  /// Reads an object of JSON: a setting is a text as in an option, a number, a list of choices, or `{"from": 1e-4, "to": 0.1, "scale": "log"}`.
  ///
  /// - Throws: `ExchangeError` where the file is missing or says something else.
  package init(contentsOf path: String) throws(ExchangeError) {
    let bytes = try FileBytes.read(path)
    do {
      let ranges = try JSONDecoder().decode([String: SearchDocument].self, from: Data(bytes))
      // JSON knows no order.
      try self.init(ranges.sorted { $0.key < $1.key }.map { Dimension($0.key, $0.value.range) })
    } catch let error as TrainingError {
      throw ExchangeError(.malformed, file: path, error.description)
    } catch {
      throw ExchangeError(.malformed, file: path, "is no space of settings: \(explanation(of: error))")
    }
  }
}

/// What a setting may be, as JSON says it.
private struct SearchDocument: Decodable {
  let range: SearchRange

  private enum CodingKeys: CodingKey { case from, to, scale, whole }

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.singleValueContainer(), let text = try? container.decode(SettingText.self) {
      range = SearchRange(text.text)
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var texts: [String] = []
      while !list.isAtEnd { texts.append(try list.decode(SettingText.self).text) }
      guard !texts.isEmpty else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "a list without choices"))
      }
      range = .choices(texts)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let (low, high) = (try container.decode(Double.self, forKey: .from), try container.decode(Double.self, forKey: .to))
    let scale = try container.decodeIfPresent(String.self, forKey: .scale) ?? "linear"
    let isLogarithmic = scale == "log"
    guard low < high, low.isFinite, high.isFinite, isLogarithmic || scale == "linear", !isLogarithmic || low > 0 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "expected from below to, with the scale linear, or log and from above zero"))
    }
    let isWhole = try container.decodeIfPresent(Bool.self, forKey: .whole) ?? false
    range = .numbers(low...high, isLogarithmic: isLogarithmic, isWhole: isWhole)
  }
}
