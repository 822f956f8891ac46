import ArgumentParser
import FoundationEssentials

/// In which form a command prints its answer.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// The value as one line of JSON with keys in snake case.
func json(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  // JSON has no such numbers; a text is still JSON.
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}
