import Foundation
import GradusExpression
import GradusNotation
import GradusSheet
import Testing

/// The text of a file of the folder Examples.
func exampleText(_ name: String) throws -> String {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try String(contentsOf: root.appendingPathComponent("Examples/\(name)"), encoding: .utf8)
}

/// A sheet of the folder Examples.
func example(_ name: String) throws -> Sheet { Sheet(try exampleText(name), name: name) }

/// The one answer of a sheet that is a block of these lines, of which the last is the question.
func answer(_ lines: String...) throws -> Answer {
  let worked = Sheet("```gradus\n" + lines.joined(separator: "\n") + "\n```").worked()
  for error in worked.errors { Issue.record("\(error)") }
  return try #require(worked.exercises.last?.answer)
}

/// A formula of the notation, of symbols with these declarations.
func formula(_ text: String, _ declarations: String...) throws -> Formula {
  var reader = Reader()
  for declaration in declarations { try reader.declare(declaration) }
  return try reader.read(text).formula
}
