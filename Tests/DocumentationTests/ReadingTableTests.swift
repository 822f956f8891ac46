import Foundation
import Gradus
import Testing

/// `Documentation/Reading.md` says what is read as what; every line of it holds.
@Suite("The list of what is read") struct ReadingTableTests {
  struct Row: CustomStringConvertible, Sendable {
    let text: String
    let formula: String
    var description: String { text }
  }

  static let rows: [Row] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Documentation/Reading.md")
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.compactMap { line in
      let parts = line.components(separatedBy: "  →  ")
      return parts.count == 2 ? Row(text: parts[0], formula: parts[1]) : nil
    }
  }()

  @Test("is not empty") func listed() { #expect(Self.rows.count > 60) }

  @Test("holds", arguments: rows) func row(_ row: Row) throws {
    var reader = Reader()
    reader.differentiate = { formula, symbol in
      try derivative(of: formula, withRespectTo: .symbol(symbol)).simplified()
    }
    #expect(try reader.read(row.text).formula.written(as: .ascii) == row.formula)
  }
}
