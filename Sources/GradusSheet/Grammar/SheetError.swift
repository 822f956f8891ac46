public import GradusExpression
import GradusNotation

/// A mistake in a sheet, with its place.
public struct SheetError: DescribedError, Hashable, Sendable {
  /// What is wrong, in a sentence.
  public let message: String
  /// The file, or whatever the sheet is called.
  public let file: String
  /// The line of the file, from 1.
  public let line: Int
  /// The column of the line, from 1.
  public let column: Int
  /// The line and a caret under the place.
  public let excerpt: String

  init(_ problem: StatementProblem, in statement: SourceLine, file: String) {
    let count = statement.text.unicodeScalars.count
    let range = min(problem.range.lowerBound, count)..<min(problem.range.upperBound, count)
    // The reader's own errors know how wide the characters of a line are.
    let placed = ReadingError(.invalidDeclaration(problem.message), in: statement.text, at: range)
    self.message = problem.message
    self.file = file
    line = statement.number
    column = placed.position.column
    excerpt = placed.rendered().split(separator: "\n", maxSplits: 1).dropFirst().joined()
  }
}

extension SheetError {
  /// `sheet.md:12:7: found ), expected a number`, the line, and a caret under the place.
  public var description: String { "\(file):\(line):\(column): \(message)\n\(excerpt)" }
}

/// What is wrong with a statement, and where in its line.
struct StatementProblem: Error, Hashable {
  let message: String
  let range: Range<Int>

  init(_ message: String, at phrase: Phrase) {
    self.message = message
    range = phrase.range
  }

  /// An error of the reader in the text of a phrase; the place is that of the whole phrase where the reader saw another text.
  init(_ error: ReadingError, in phrase: Phrase) {
    message = error.message
    let start = phrase.range.lowerBound
    range =
      error.source == phrase.text
      ? start + error.range.lowerBound..<start + error.range.upperBound : phrase.range
  }
}

/// One line of a sheet's fenced block.
struct SourceLine: Hashable, Sendable {
  let text: String
  /// Counted from 1 in the file.
  let number: Int
}
