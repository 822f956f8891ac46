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
    guard let base else {
      throw ExchangeError(
        .unsupported, file: file,
        gradus_sqlite_is_available() == 1
          ? "takes more memory than there is"
          : "is an SQLite data base, and SQLite is missing: install it (Debian: apt install libsqlite3-dev) and build again"
      )
    }
    defer { gradus_sqlite_close(base) }
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
    return Table(try TableColumns(lines: lines[...], names: columns, separator: .tab, file: file).columns)
  }

  private static func rows(
    _ base: OpaquePointer, _ query: String, _ file: String
  ) throws(ExchangeError) -> (columns: [String], lines: [TableText.Line]) {
    func failure() -> ExchangeError {
      ExchangeError(.malformed, file: file, "SQLite says: \(String(cString: gradus_sqlite_message(base)))")
    }
    guard gradus_sqlite_query(base, query) == GradusSQLiteDone else { throw failure() }
    let columns = (0..<gradus_sqlite_columns(base)).map { String(cString: gradus_sqlite_name(base, $0)) }
    var lines: [TableText.Line] = []
    while true {
      let status = gradus_sqlite_step(base)
      if status == GradusSQLiteDone { return (columns, lines) }
      guard status == GradusSQLiteRow else { throw failure() }
      var cells: [String] = []
      for column in columns.indices { cells.append(try cell(base, Int32(column), columns[column], lines.count, file)) }
      lines.append(TableText.Line(number: lines.count + 1, cells: cells))
      guard lines.count * columns.count <= greatestCount else {
        throw ExchangeError(.unsupported, file: file, "gives more than \(greatestCount) cells: choose columns or rows")
      }
    }
  }

  /// A value as a cell of a table of text has it; NULL is a gap.
  private static func cell(
    _ base: OpaquePointer, _ column: Int32, _ name: String, _ row: Int, _ file: String
  ) throws(ExchangeError) -> String {
    switch gradus_sqlite_type(base, column) {
    case GradusSQLiteInteger: return "\(gradus_sqlite_integer(base, column))"
    case GradusSQLiteReal: return "\(gradus_sqlite_number(base, column))"
    case GradusSQLiteText: return String(cString: gradus_sqlite_text(base, column))
    case GradusSQLiteBlob:
      throw ExchangeError(
        .unsupported, file: file,
        "row \(row + 1), column \"\(name.prefix(40))\" holds bytes (a BLOB), which no column has")
    default: return ""
    }
  }
}
