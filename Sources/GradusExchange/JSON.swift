internal import FoundationEssentials

/// A value as JSON, its keys sorted, so that equal values are equal texts.
func json(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  do { return String(decoding: try encoder.encode(value), as: UTF8.self) } catch {
    preconditionFailure("a value without JSON: \(error)")
  }
}

extension Decodable {
  /// Reads the JSON under a key of a file's words.
  init(_ text: String, key: String, file: String) throws(ExchangeError) {
    do { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) } catch {
      throw ExchangeError(.malformed, file: file, "is no model: its \"\(key)\" is wrong: \(explanation(of: error))")
    }
  }
}
