internal import CSQLite

/// A data base, of our own or another's: statements with values, and their rows.
final class SQLiteBase {
  enum Access { case read, write, create }

  /// What stands in a cell.
  enum Value {
    case integer(Int), number(Double), text(String), bytes, null

    init(_ number: Int?) { self = number.map(Value.integer) ?? .null }
    init(_ number: Double?) { self = number.map(Value.number) ?? .null }
    init(_ text: String?) { self = text.map(Value.text) ?? .null }

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    /// Numbers without a part behind the point come back as they were put in, or whole.
    var number: Double? {
      switch self {
      case .number(let value): value
      case .integer(let value): Double(value)
      case .text, .bytes, .null: nil
      }
    }
  }

  private let base: OpaquePointer
  private let file: String

  init(_ file: String, _ access: Access) throws(ExchangeError) {
    let opened: OpaquePointer?
    if access != .read || FileBytes.isChangeable(file) {
      // Who only reads, and could write, leaves no log behind.
      opened = gradus_sqlite_open_to_write(file, access == .create ? 1 : 0)
    } else {
      // Beside a file in a folder that may not be written no log can be opened: its content is.
      let bytes = try FileBytes.read(file)
      opened = gradus_sqlite_open("", bytes, bytes.count)
    }
    guard let opened else {
      throw ExchangeError(
        .unsupported, file: file,
        "needs SQLite, which is missing: install it (Debian: apt install libsqlite3-dev) and build again")
    }
    (base, self.file) = (opened, file)
  }

  /// A data base that is open already, and is closed with this.
  init(opened base: OpaquePointer, named file: String) { (self.base, self.file) = (base, file) }

  deinit { gradus_sqlite_close(base) }

  /// How long a statement waits for another program that writes.
  func wait(milliseconds: Int32) { gradus_sqlite_wait(base, milliseconds) }

  /// Runs a statement; `?` in it stands for the values in their order.
  @discardableResult
  func rows(_ statement: String, _ values: [Value] = []) throws(ExchangeError) -> [[Value]] {
    defer { gradus_sqlite_end(base) }
    guard gradus_sqlite_prepare(base, statement) == GradusSQLiteDone else { throw failure }
    for (place, value) in values.enumerated() {
      let place = Int32(place + 1)
      let isBound =
        switch value {
        case .integer(let number): gradus_sqlite_bind_integer(base, place, Int64(number))
        case .number(let number): gradus_sqlite_bind_number(base, place, number)
        case .text(let text): gradus_sqlite_bind_text(base, place, text)
        // Bytes are only read.
        case .bytes, .null: Int32(1)
        }
      guard isBound == 1 else { throw failure }
    }
    var rows: [[Value]] = []
    while let row = try next() { rows.append(row) }
    return rows
  }

  /// Begins a query that changes nothing, and says what its columns are called; `next` gives its rows.
  func query(_ text: String) throws(ExchangeError) -> [String] {
    guard gradus_sqlite_query(base, text) == GradusSQLiteDone else { throw failure }
    return (0..<gradus_sqlite_columns(base)).map { String(cString: gradus_sqlite_name(base, $0)) }
  }

  /// The next row of what was begun; nil at the end.
  func next() throws(ExchangeError) -> [Value]? {
    let status = gradus_sqlite_step(base)
    if status == GradusSQLiteDone { return nil }
    guard status == GradusSQLiteRow else { throw failure }
    return (0..<gradus_sqlite_columns(base)).map(value)
  }

  /// Does all of it, or nothing.
  func transaction<Result>(_ body: () throws(ExchangeError) -> Result) throws(ExchangeError) -> Result {
    try rows("BEGIN IMMEDIATE")
    do throws(ExchangeError) {
      let result = try body()
      try rows("COMMIT")
      return result
    } catch {
      _ = try? rows("ROLLBACK")
      throw error
    }
  }

  /// The number of the row that was put in last.
  var lastRow: Int { Int(gradus_sqlite_last_row(base)) }

  private func value(_ column: Int32) -> Value {
    switch gradus_sqlite_type(base, column) {
    case GradusSQLiteInteger: .integer(Int(gradus_sqlite_integer(base, column)))
    case GradusSQLiteReal: .number(gradus_sqlite_number(base, column))
    case GradusSQLiteText: .text(String(cString: gradus_sqlite_text(base, column)))
    case GradusSQLiteBlob: .bytes
    default: .null
    }
  }

  private var failure: ExchangeError {
    ExchangeError(.inputOutput, file: file, "SQLite says: \(String(cString: gradus_sqlite_message(base)))")
  }
}
