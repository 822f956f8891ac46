internal import GradusLearning

/// What the first lines of a table of text say of all of them: what separates, what the columns are called, and where the rows begin.
struct TableLayout {
  let separator: TableText.Separator
  let names: [String]
  /// How many bytes are passed over before the first line.
  let start: Int
  /// The line of the names, or the first row: what the others are as long as.
  let first: Int
  /// The last line that is no row.
  let head: Int
  /// How many empty cells stand behind the others in every line so far.
  let emptyColumns: Int
  /// What is passed over, line by line.
  let notes: [String]

  /// How many lines are looked at.
  private static let sample = 1200

  /// - Throws: `ExchangeError` where these lines are no table, or two columns have one name.
  init(_ feed: TextFeed, _ reading: Table.TextReading) throws(ExchangeError) {
    let file = feed.file
    let whole = try Self.beginning(of: feed, skipping: reading.skipped ?? 0)
    let (text, titles) = reading.skipped == nil ? whole.withoutTitles : (whole, [])
    guard let first = text.lines.first else { throw ExchangeError(.malformed, file: file, "holds no rows") }
    let start = first.cells[0].lowercased()
    if let kind = ["{": "JSON", "[": "JSON", "<?xml": "XML", "<!doctype": "HTML", "<html": "HTML", "<table": "HTML"]
      .first(where: { start.hasPrefix($0.key) })?.value
    {
      throw ExchangeError(.unsupported, file: file, "is \(kind) and no table of text: save it as CSV")
    }
    var lines = text.lines[...]
    let header = reading.header
    let isNamed = header == .yes || header == .auto && Self.names(first.cells, lines.dropFirst())
    if isNamed { lines = lines.dropFirst() }
    let units = isNamed && TableColumns.isOfUnits(lines) ? lines.popFirst() : nil
    guard let row = lines.first else {
      throw ExchangeError(.malformed, file: file, "holds no rows below its line of names")
    }
    names = first.cells.indices.map { place in
      isNamed && !first.cells[place].isEmpty ? first.cells[place] : "\(place + 1)"
    }
    var known: Set<String> = []
    if let twice = names.first(where: { !known.insert($0).inserted }) {
      throw ExchangeError(.malformed, file: file, "two of its columns are called \"\(twice.prefix(40))\"")
    }
    (separator, self.start, self.first, emptyColumns) = (text.separator, whole.start, first.number, whole.emptyColumns)
    head = units?.number ?? (isNamed ? first.number : row.number - 1)
    notes =
      titles.map {
        "passes    over line \($0.number), which stands above the table: \($0.cells.joined(separator: " ").prefix(60))"
      }
      + (units.map {
        ["passes    over line \($0.number), which says units: \($0.cells.joined(separator: " ").prefix(60))"]
      } ?? [])
  }

  /// The first lines of a text: as many as are looked at, or all.
  private static func beginning(of feed: TextFeed, skipping skipped: Int) throws(ExchangeError) -> TableText {
    try feed.rewind()
    var bytes = try feed.next()
    while true {
      let more = feed.isInMemory ? [] : try feed.next()
      let text = try TableText(
        bytes, isOfNumbers: false, skipping: skipped, most: sample, isWhole: more.isEmpty, file: feed.file)
      if more.isEmpty || text.lines.count == sample { return text }
      bytes += more
    }
  }

  /// Whether a line names columns, by the lines below it.
  private static func names(_ cells: [String], _ below: ArraySlice<TableText.Line>) -> Bool {
    let named = cells.filter { !$0.isEmpty }
    guard !named.isEmpty, Set(named).count == named.count,
      !cells.contains(where: { WrittenNumber($0) != nil || CalendarDay.number($0) != nil }) || areYears(cells)
    else { return false }
    let sample = below.prefix(1000)
    // A text above numbers or dates is a name; where all are texts, a name stands once.
    let isAbove = cells.indices.contains { place in
      let own = sample.compactMap { $0.cells.indices.contains(place) ? $0.cells[place] : nil }
        .filter { !TableColumns.isGap($0) }
      return !TableColumns.isGap(cells[place]) && !own.isEmpty
        && own.allSatisfy { WrittenNumber($0) != nil || CalendarDay.number($0) != nil }
    }
    return isAbove || !sample.contains { line in zip(cells, line.cells).contains { !$0.isEmpty && $0 == $1 } }
  }

  /// Whether the numbers of a line are years in a row, beside texts: names of columns, as statistical offices have them.
  private static func areYears(_ cells: [String]) -> Bool {
    let years = cells.compactMap { Int($0) }
    return years.count > 1 && years.count < cells.count && years.allSatisfy { (1500...2200).contains($0) }
      && zip(years, years.dropFirst()).allSatisfy { $0 + 1 == $1 }
      && cells.count { WrittenNumber($0) != nil || CalendarDay.number($0) != nil } == years.count
  }
}
