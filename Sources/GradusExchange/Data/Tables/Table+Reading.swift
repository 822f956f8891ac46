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
    let rows = try TableRows(TextFeed(TableText.utf8(plain, file: file), file: file), reading)
    var lines: [Int] = []
    let (columns, codings) = try rows.read { _, all throws(ExchangeError) in lines = all }
    return (Table(columns.columns(codings), lines: lines), rows.layout.notes)
  }
}
