import ArgumentParser
import FoundationEssentials
import Gradus

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

/// The value as one line of JSON; its keys are written as they are.
func jsonText(_ value: JSONValue) throws -> String { try json(value) }

extension Report {
  /// The report in the form that a command was asked for.
  func written(as format: FormulaFormat, steps: Bool) throws -> String {
    switch format {
    case .json: try jsonText(json(steps: steps))
    case .html: html(steps: steps)
    case .python: code(in: .python)
    case .swift: code(in: .swift)
    case .unicode, .ascii, .latex, .mathml: text(as: format.notation, steps: steps)
    }
  }
}
