internal import CSQLite
internal import GradusLearning

/// Tables and queries of an SQLite data base, which is only read.
enum SQLiteFile {
  /// The most cells that are read.
  private static let greatestCount = 1 << 27

  static func isSQLite(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("SQLite format 3\0".utf8)) }

  /// - Parameter from: a table, or a query that begins with SELECT, WITH or VALUES; nil for the only table.
  /// - Throws: `ExchangeError` where the file is damaged, the query is wrong, or nobody can say which table is meant.
  static func table(_ path: String, _ from: String?) throws(ExchangeError) -> Table {
    let start = try FileBytes.read(path, atMost: 16)
    return try Gzip.isGzip(start)
      ? table(FileBytes.readPlain(path), from, file: path) : read(gradus_sqlite_open(path, nil, 0), from, path)
  }

  /// Reads the content of a file.
  static func table(_ bytes: [UInt8], _ from: String?, file: String) throws(ExchangeError) -> Table {
    try read(gradus_sqlite_open("", bytes, bytes.count), from, file)
  }

  private static func read(_ base: OpaquePointer?, _ from: String?, _ file: String) throws(ExchangeError) -> Table {
    guard let opened = base else {
      throw ExchangeError(
        .unsupported, file: file,
        gradus_sqlite_is_available() == 1
          ? "takes more memory than there is"
          : "is an SQLite data base, and SQLite is missing: install it (Debian: apt install libsqlite3-dev) and build again"
      )
    }
    let base = SQLiteBase(opened: opened, named: file)
    func names(_ kinds: String) throws(ExchangeError) -> [String] {
      try rows(
        base,
        "SELECT name FROM sqlite_master WHERE type IN (\(kinds)) AND name NOT LIKE 'sqlite_%' ORDER BY name", file
      ).lines.map { $0.cells[0] }
    }
    // A view may be any query: it is run where it is asked for.
    let tables = try names("'table'")
    let known = try tables + names("'view'")
    let query: String
    if let from, ["select", "with", "values"].contains(where: { from.lowercased().hasPrefix($0 + " ") }) {
      query = from
    } else {
      guard let name = from ?? (tables.count == 1 ? tables[0] : nil), known.contains(name) else {
        let known = known.isEmpty ? "no tables" : "the tables " + known.prefix(20).joined(separator: ", ")
        throw ExchangeError(
          .malformed, file: file,
          from.map { "has no table \($0); it holds \(known)" }
            ?? "holds \(known): say which with --from, or give a query as in --from \"SELECT … FROM …\"")
      }
      query = "SELECT * FROM \"\(name.replacing("\"", with: "\"\""))\""
    }
    let (columns, lines) = try rows(base, query, file)
    guard !lines.isEmpty else { throw ExchangeError(.malformed, file: file, "the query gives no rows: \(query)") }
    if let twice = columns.indices.first(where: { columns[..<$0].contains(columns[$0]) }) {
      throw ExchangeError(
        .malformed, file: file,
        "two columns of the query are called \"\(columns[twice].prefix(40))\": rename one with AS")
    }
    return Table(try TableColumns.columns(of: lines[...], names: columns, separator: .tab, file: file))
  }

  private static func rows(
    _ base: SQLiteBase, _ query: String, _ file: String
  ) throws(ExchangeError) -> (columns: [String], lines: [TableText.Line]) {
    do throws(ExchangeError) {
      let columns = try base.query(query)
      var lines: [TableText.Line] = []
      while let row = try base.next() {
        var cells: [String] = []
        for (value, name) in zip(row, columns) { cells.append(try cell(value, name, lines.count, file)) }
        lines.append(TableText.Line(number: lines.count + 1, cells: cells))
        guard lines.count * columns.count <= greatestCount else {
          throw ExchangeError(
            .unsupported, file: file, "gives more than \(greatestCount) cells: choose columns or rows")
        }
      }
      return (columns, lines)
    } catch {
      // What is wrong is the query or the file that somebody gave.
      throw error.kind == .inputOutput ? ExchangeError(.malformed, file: file, error.reason) : error
    }
  }

  /// A value as a cell of a table of text has it; NULL is a gap.
  private static func cell(
    _ value: SQLiteBase.Value, _ name: String, _ row: Int, _ file: String
  ) throws(ExchangeError) -> String {
    switch value {
    case .integer(let number): return "\(number)"
    case .number(let number): return "\(number)"
    case .text(let text): return text
    case .bytes:
      throw ExchangeError(
        .unsupported, file: file,
        "row \(row + 1), column \"\(name.prefix(40))\" holds bytes (a BLOB), which no column has")
    case .null: return ""
    }
  }
}
