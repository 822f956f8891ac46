/// A table of numbers as text, as spreadsheets and programs write it: a row a line, with semicolons, tabs, commas or spaces
/// between the numbers.
///
/// Lines that are empty or begin with `#` are passed over, and a first line of names is no row. What could mean two numbers,
/// as 1,234, is refused.
package struct NumberTable: Hashable, Sendable {
  /// The rows, all of one length.
  package let rows: [[Double]]
  /// The names of the columns, where the first line holds names.
  package let headings: [String]?

  /// - Throws: `ExchangeError` where the file is missing, a row is longer or shorter than the first, or a cell is no number
  ///   or could be two.
  package init(contentsOf path: String) throws(ExchangeError) {
    try self.init(TableText.decoded(FileBytes.read(path), file: path), file: path)
  }

  /// Reads a text; `file` is what errors call it.
  package init(_ text: String, file: String) throws(ExchangeError) {
    let text = try TableText(text, file: file)
    var lines = text.lines
    guard let first = lines.first else { throw ExchangeError(.malformed, file: file, "holds no numbers") }
    headings = Self.isOfNames(first.cells) ? first.cells : nil
    if headings != nil { lines.removeFirst() }
    guard let second = lines.first else {
      throw ExchangeError(.malformed, file: file, "holds no numbers below its line of names")
    }
    for line in lines where line.cells.count != (headings ?? second.cells).count {
      let other =
        headings.map { "line \(first.number) names \($0.count) column\($0.count == 1 ? "" : "s")" }
        ?? "the first row has \(second.cells.count)"
      let count = line.cells.count
      throw ExchangeError(
        .malformed, file: file, "line \(line.number) has \(count) number\(count == 1 ? "" : "s"); \(other)")
    }
    rows = try TableNumbers(separator: text.separator, headings: headings, file: file).read(lines)
    if headings?.first == "", Self.isCount(rows.map { $0[0] }) {
      throw ExchangeError(
        .malformed, file: file,
        "its first column has no name and counts the rows, as pandas and R write them: leave it out (index=False, row.names=FALSE) or give it a name"
      )
    }
  }

  /// Whether a line names the columns: no cell is a number, and one is a text.
  private static func isOfNames(_ cells: [String]) -> Bool {
    cells.allSatisfy { WrittenNumber($0) == nil } && cells.contains { !$0.isEmpty }
  }

  /// 0, 1, 2, … or 1, 2, 3, …
  private static func isCount(_ column: [Double]) -> Bool {
    (column[0] == 0 || column[0] == 1) && column.enumerated().allSatisfy { $1 == column[0] + Double($0) }
  }
}
