public import GradusLearning

extension Table {
  /// What stands before the decimals of numbers.
  public enum DecimalMark: String, CaseIterable, Hashable, Sendable {
    case point, comma
  }

  /// How a table of text is read where it does not say it itself.
  public struct TextReading: Hashable, Sendable {
    /// Whether the first line names the columns.
    public var header = Header.auto
    /// What stands before decimals; nil to go by the numbers.
    public var decimal: DecimalMark?
    /// How many lines are passed over at the beginning; nil to go by the lines.
    public var skipped: Int?

    /// As a table says it itself.
    public init() {}
  }

  /// Whether the first line of a table names its columns.
  public enum Header: String, CaseIterable, Hashable, Sendable {
    /// It does where it holds no number, names no column twice, and stands above numbers or dates, or none of its texts stands below it
    /// again.
    case auto
    case yes
    case no
  }

  /// Reads a table of text, plain or gzip: columns between commas, semicolons, tabs or spaces, in quotation marks where they need them.
  ///
  /// A column is one of numbers where every cell that is not empty is a number without zeros before it (01067 is a code), of dates where
  /// every one is a date as 2024-02-29, 29.02.2024, or, where all of them have only one reading, 2/29/2024, and otherwise of texts. Missing are empty cells and `NA`, `N/A`, `NaN`, `null`, `None`, `?` and what spreadsheets write for them. Columns without
  /// a name are called by their place, counted from 1.
  ///
  /// - Throws: `ExchangeError` where the file is missing or is no text, a line has more or fewer cells than the first, two columns have
  ///   one name, or numbers can be read in two ways.
  public init(contentsOf path: String, header: Header = .auto) throws(ExchangeError) {
    try self.init(FileBytes.read(path), header: header, file: path)
  }

  /// Reads the bytes of a file; `file` is what errors call it.
  package init(_ bytes: [UInt8], header: Header = .auto, file: String) throws(ExchangeError) {
    var reading = TextReading()
    reading.header = header
    self = try Self.read(bytes, reading, file: file).table
  }

  /// Reads the bytes of a file, and says what was passed over, line by line.
  package static func read(
    _ bytes: [UInt8], _ reading: TextReading, file: String
  ) throws(ExchangeError) -> (table: Table, notes: [String]) {
    let plain = Gzip.isGzip(bytes) ? try Gzip.inflated(bytes, file: file) : bytes
    let whole = try TableText(
      TableText.decoded(plain, file: file), isOfNumbers: false, skipping: reading.skipped ?? 0, file: file)
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
    guard !lines.isEmpty else {
      throw ExchangeError(.malformed, file: file, "holds no rows below its line of names")
    }
    let width = first.cells.count
    if let other = lines.first(where: { $0.cells.count != width }) {
      let count = other.cells.count
      throw ExchangeError(
        .malformed, file: file,
        "line \(other.number) has \(count) cell\(count == 1 ? "" : "s"); line \(first.number) has \(width); lines above the names are passed over with --skip-lines"
      )
    }
    let names = (0..<width).map { place in isNamed && !first.cells[place].isEmpty ? first.cells[place] : "\(place + 1)"
    }
    if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw ExchangeError(.malformed, file: file, "two of its columns are called \"\(names[twice].prefix(40))\"")
    }
    let columns = TableColumns(
      lines: lines, names: names, separator: text.separator, file: file, decimal: reading.decimal)
    let notes =
      titles.map {
        "passes    over line \($0.number), which stands above the table: \($0.cells.joined(separator: " ").prefix(60))"
      }
      + (units.map {
        ["passes    over line \($0.number), which says units: \($0.cells.joined(separator: " ").prefix(60))"]
      } ?? [])
    return (Table(try columns.columns, lines: lines.map(\.number)), notes)
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
}

extension Table {
  /// Whether the numbers of a line are years in a row, beside texts: names of columns, as statistical offices have them.
  private static func areYears(_ cells: [String]) -> Bool {
    let years = cells.compactMap { Int($0) }
    return years.count > 1 && years.count < cells.count && years.allSatisfy { (1500...2200).contains($0) }
      && zip(years, years.dropFirst()).allSatisfy { $0 + 1 == $1 }
      && cells.count { WrittenNumber($0) != nil || CalendarDay.number($0) != nil } == years.count
  }
}

/// The columns of lines that are cut into cells of one number.
struct TableColumns {
  let lines: ArraySlice<TableText.Line>
  let names: [String]
  let separator: TableText.Separator
  let file: String
  /// The columns that are looked at; nil for all.
  var wanted: [String]?
  /// What stands before decimals; nil to go by the numbers.
  var decimal: Table.DecimalMark?

  /// What stands for a gap, in small letters, as pandas and the UCI data sets have it.
  private static let gaps: Set<String> = [
    "", "na", "n/a", "nan", "-nan", "null", "none", "?", "<na>", "#n/a", "#n/a n/a", "#na", "-1.#ind", "-1.#qnan",
    "1.#ind",
    "1.#qnan",
  ]

  static func isGap(_ cell: String) -> Bool { cell.utf8.count <= 8 && gaps.contains(cell.lowercased()) }

  /// `01067`: digits that nobody would write before a number are a code.
  static func isCode(_ cell: String) -> Bool {
    cell.utf8.count > 1 && cell.utf8.first == UInt8(ascii: "0") && cell.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// - Throws: `ExchangeError` where numbers can be read in two ways.
  var columns: [Table.Column] {
    get throws(ExchangeError) {
      var marks = DecimalMarks(separator: separator, headings: names, file: file)
      let places = names.indices.filter { wanted?.contains(names[$0]) ?? true }
      let columns = places.map { place in Table.Column(names[place], values(of: place, &marks)) }
      let mark = try marks.settled(decimal)
      guard marks.changes(mark) else { return columns }
      // What was read as it is written has thousands in it.
      return zip(places, columns).map { place, column in
        guard case .numbers = column.values, let numbers = amounts(of: place, mark) else { return column }
        return Table.Column(column.name, .numbers(numbers))
      }
    }
  }

  /// The numbers of a column of amounts, which all have the same sign of a currency, or of percent: 12.5% is 12.5. Nil where it is none.
  private func amounts(of column: Int, _ mark: WrittenNumber.Mark) -> [Double]? {
    var affix: String?
    var numbers: [Double] = []
    numbers.reserveCapacity(lines.count)
    for line in lines {
      let cell = line.cells[column]
      if Self.isGap(cell) {
        numbers.append(.nan)
        continue
      }
      // Exponents are read as they are written.
      let plain = WrittenNumber(cell)
      if Self.isCode(cell) { return nil }
      guard let amount = WrittenAmount(cell) else {
        guard affix ?? "" == "", let plain, plain.mark == nil || plain.mark == mark else { return nil }
        numbers.append(plain.value)
        continue
      }
      guard let value = amount.value(mark) else { return nil }
      // Nothing is nothing in any currency.
      if !(value == 0 && amount.affix.isEmpty) {
        guard affix ?? amount.affix == amount.affix else { return nil }
        affix = amount.affix
      }
      numbers.append(value)
    }
    return numbers.allSatisfy(\.isNaN) ? nil : numbers
  }

  /// Whether the first of some lines says the units of the columns: of two columns of numbers or more it has a text in each, or of one a text in
  /// brackets.
  static func isOfUnits(_ lines: ArraySlice<TableText.Line>) -> Bool {
    guard let first = lines.first, lines.count > 2 else { return false }
    let below = lines.dropFirst().prefix(200)
    let columns = first.cells.indices.filter { place in
      let own = below.compactMap { $0.cells.indices.contains(place) ? $0.cells[place] : nil }.filter { !isGap($0) }
      return !own.isEmpty && own.allSatisfy { WrittenNumber($0) != nil || WrittenAmount($0) != nil }
    }
    let units = columns.map { first.cells[$0] }.filter { !$0.isEmpty }
    guard units.allSatisfy({ !isGap($0) && WrittenNumber($0) == nil && WrittenAmount($0) == nil }) else { return false }
    func isBracketed(_ text: String) -> Bool { "([".contains(text.prefix(1)) && ")]".contains(text.suffix(1)) }
    return units.count > 1 && units.count == columns.count || !units.isEmpty && units.allSatisfy(isBracketed)
  }

  private func values(of column: Int, _ marks: inout DecimalMarks) -> Table.Values {
    var numbers: [Double] = []
    numbers.reserveCapacity(lines.count)
    var own = marks
    for line in lines {
      let cell = line.cells[column]
      if let number = Double(plain: cell, allowsPoint: own.arePointsCertain) {
        numbers.append(number)
      } else if Self.isGap(cell) {
        numbers.append(.nan)
      } else if let number = WrittenNumber(cell), !Self.isCode(cell) {
        own.see(number, cell, line, column)
        numbers.append(number.value)
      } else {
        return dates(of: column) ?? amounts(of: column, &marks)
          ?? .texts(lines.map { Self.isGap($0.cells[column]) ? nil : $0.cells[column] })
      }
    }
    marks = own
    return .numbers(numbers)
  }

  /// Amounts, under the mark that all of them have; nil where the column holds none.
  private func amounts(of column: Int, _ marks: inout DecimalMarks) -> Table.Values? {
    guard let mark = (decimal.map { [$0] } ?? [.point, .comma]).first(where: { amounts(of: column, $0) != nil }),
      let numbers = amounts(of: column, mark)
    else { return nil }
    for line in lines {
      if let amount = WrittenAmount(line.cells[column]) { marks.see(amount, line.cells[column], line, column) }
    }
    return .numbers(numbers)
  }

  /// Dates with slashes are those of the one order in which all of them are dates.
  private func dates(of column: Int) -> Table.Values? {
    let known = lines.map { $0.cells[column] }.filter { !Self.isGap($0) }
    let slashed = known.compactMap { CalendarDay.slashed($0) }
    if !known.isEmpty, slashed.count == known.count {
      let orders = [true, false].filter { isDayFirst in
        slashed.allSatisfy { CalendarDay.number(slashed: $0, isDayFirst: isDayFirst) != nil }
      }
      guard orders.count == 1 else { return nil }
      return .dates(
        lines.map { line in
          CalendarDay.slashed(line.cells[column]).flatMap { CalendarDay.number(slashed: $0, isDayFirst: orders[0]) }
            ?? .nan
        })
    }
    var days: [Double] = []
    for line in lines {
      let cell = line.cells[column]
      if Self.isGap(cell) {
        days.append(.nan)
      } else if let day = CalendarDay.number(cell) {
        days.append(day)
      } else {
        return nil
      }
    }
    return .dates(days)
  }
}
