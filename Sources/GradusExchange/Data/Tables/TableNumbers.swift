internal import GradusLearning

/// The numbers of a table whose cells are cut: all with one mark before their decimals, and none that could be two numbers.
struct TableNumbers {
  let separator: TableText.Separator
  let headings: [String]?
  let file: String

  /// - Throws: `ExchangeError` at the first cell that is no number, and where the marks can be read in two ways.
  func read(_ lines: [TableText.Line]) throws(ExchangeError) -> [[Double]] {
    var marks = DecimalMarks(separator: separator, headings: headings, file: file)
    var rows: [[Double]] = []
    for line in lines {
      var row: [Double] = []
      row.reserveCapacity(line.cells.count)
      for (column, cell) in line.cells.enumerated() {
        guard let number = WrittenNumber(cell) else { throw fault(cell, line, column) }
        marks.see(number, cell, line: line.number, column)
        row.append(number.value)
      }
      rows.append(row)
    }
    try marks.decide()
    return rows
  }

  private func fault(_ cell: String, _ line: TableText.Line, _ column: Int) -> ExchangeError {
    let place = TableText.place(line.number, column, headings)
    if cell.isEmpty { return malformed("\(place) is empty; every cell holds a number") }
    let isGrouped =
      cell.contains(where: \.isWholeNumber)
      && cell.allSatisfy { $0.isWholeNumber || ".,'’ \u{a0}\u{202f}-+−".contains($0) }
    let advice =
      CalendarDay.number(cell) != nil
      ? " but a date"
      : isGrouped
        ? ": write it without marks between thousands"
        : headings == nil && line.cells.contains { WrittenNumber($0) != nil }
          ? "; a line of names holds no number, and one that begins with # is passed over" : ""
    return malformed("\(place): '\(cell.prefix(40))' is no number\(advice)")
  }

  private func malformed(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: file, reason) }
}
