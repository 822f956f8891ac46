internal import GradusLearning

/// A table of text that is read row by row into columns; once more from its beginning where a later line says that a column is something else than
/// the lines before it said.
struct TableRows {
  /// What is done with rows that have been read: the columns that hold them, and the lines that they stand in.
  typealias Sink = (inout TableColumns, inout [Int]) throws(ExchangeError) -> Void

  let layout: TableLayout
  private let feed: TextFeed
  private let reading: Table.TextReading

  /// - Throws: `ExchangeError` where the first lines are no table.
  init(_ feed: TextFeed, _ reading: Table.TextReading) throws(ExchangeError) {
    (self.feed, self.reading) = (feed, reading)
    layout = try TableLayout(feed, reading)
  }

  /// Where rows are mistaken for others, it is seen soon, or not before the end.
  private static let early = 10_000

  /// Reads all rows.
  ///
  /// - Parameters:
  ///   - block: after how many rows they are handed over.
  ///   - texts: how many different texts of a column are kept.
  ///   - begin: what is done before the first row, each time that they are read.
  ///   - sink: what is done with some rows.
  /// - Throws: `ExchangeError` where a line has more or fewer cells than the first, or numbers can be read in two ways.
  func read(
    block: Int = .max, texts: Int = .max, begin: () throws(ExchangeError) -> Void = {}, sink: Sink
  ) throws(ExchangeError) -> (columns: TableColumns, codings: [ColumnCoding]) {
    var hints = TableColumns.Hints()
    while true {
      try begin()
      var columns = TableColumns(
        names: layout.names, separator: layout.separator, file: feed.file, decimal: reading.decimal, hints: hints,
        most: texts)
      var lines = try TableLines(feed, layout, skipping: reading.skipped ?? 0)
      var numbers: [Int] = []
      var (count, isSpoilt) = (0, false)
      while let number = try lines.next() {
        let cells = lines.scanner.cells
        guard number > layout.head, cells.contains(where: { !$0.isEmpty }) else { continue }
        try check(cells, number)
        columns.add(lines.scanner, line: number)
        count += 1
        numbers.append(number)
        isSpoilt = columns.isMistaken
        if isSpoilt, count < Self.early { break }
        if numbers.count == block {
          if isSpoilt { (_, numbers) = (columns.take(), []) } else { try sink(&columns, &numbers) }
        }
      }
      guard count > 0 else {
        throw ExchangeError(.malformed, file: feed.file, "holds no rows below its line of names")
      }
      if let codings = try columns.codings() {
        try sink(&columns, &numbers)
        return (columns, codings)
      }
      hints = columns.hints
    }
  }

  /// - Throws: `ExchangeError` where a row has more or fewer cells than the names.
  private func check(_ cells: [TableScanner.Cell], _ number: Int) throws(ExchangeError) {
    let width = layout.names.count
    if cells.count == width { return }
    if cells.count > width, cells.count <= width + layout.emptyColumns, cells[width...].allSatisfy(\.isEmpty) { return }
    throw ExchangeError(
      .malformed, file: feed.file,
      "line \(number) has \(cells.count) cell\(cells.count == 1 ? "" : "s"); line \(layout.first) has \(width); lines above the names are passed over with --skip-lines"
    )
  }
}
