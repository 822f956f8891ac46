internal import CSQLite

/// A data base of our own: statements with values, and their rows.
final class SQLiteBase {
  enum Access { case read, write, create }

  /// What stands in a cell.
  enum Value {
    case integer(Int), number(Double), text(String), null

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
      case .text, .null: nil
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
        case .null: Int32(1)
        }
      guard isBound == 1 else { throw failure }
    }
    var rows: [[Value]] = []
    while true {
      let status = gradus_sqlite_step(base)
      if status == GradusSQLiteDone { return rows }
      guard status == GradusSQLiteRow else { throw failure }
      rows.append((0..<gradus_sqlite_columns(base)).map(value))
    }
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
    default: .null
    }
  }

  private var failure: ExchangeError {
    ExchangeError(.inputOutput, file: file, "SQLite says: \(String(cString: gradus_sqlite_message(base)))")
  }
}
