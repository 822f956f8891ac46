internal import Glibc
public import GradusLearning

/// A table of text that is read piece by piece, from a file or, as `-`, from standard input: no more than a piece is in memory, and what has
/// come so far is given at once.
///
/// What separates and which columns there are is told by the first lines; then only columns that are asked for are looked at.
public struct TableStream: ~Copyable {
  private let file: String
  private let descriptor: Int32
  private let columns: [String]
  private let reading: Table.TextReading
  private var pending: [UInt8] = []
  /// The part of `pending` that has been searched for ends of lines, and whether it ends within quotation marks.
  private var searched = 0
  private var isQuoted = false
  /// Behind the last end of a line that is no part of a cell.
  private var cut = 0
  private var isAtEnd = false
  private var line = 0
  private var layout: (separator: TableText.Separator, names: [String])?

  /// The most bytes that a line may have.
  private static let greatestLine = 1 << 26

  /// Whether a place is better read in pieces: standard input, and files of text beyond 64 megabytes.
  package static func isWanted(_ place: String) -> Bool {
    if place == "-" { return true }
    guard let size = FileBytes.size(of: place), size > 1 << 26, let start = try? FileBytes.read(place, atMost: 4096)
    else { return false }
    return DataSource.format(start) == .text
  }

  /// - Parameter columns: the columns that are wanted; a first line that names all of them is one of names.
  /// - Throws: `ExchangeError` where there is no such file.
  public init(_ path: String, _ reading: Table.TextReading = .init(), columns: [String]) throws(ExchangeError) {
    file = path == "-" ? "standard input" : path
    (self.columns, self.reading) = (columns, reading)
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileBytes.failure("cannot be opened", path) }
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// The next rows; nil at the end.
  ///
  /// - Throws: `ExchangeError` where a line has more or fewer cells than the first, or a column is missing.
  public mutating func next() throws(ExchangeError) -> Table? {
    while true {
      while cut == 0, !isAtEnd { try fill() }
      let end = isAtEnd ? pending.count : cut
      guard end > 0 else { return nil }
      let piece = Array(pending[..<end])
      pending.removeSubrange(..<end)
      (searched, cut) = (searched - end, 0)
      if let table = try table(piece) { return table }
      if isAtEnd, pending.isEmpty { return nil }
    }
  }

  private mutating func fill() throws(ExchangeError) {
    var block = [UInt8](repeating: 0, count: 1 << 20)
    let part = try FileBytes.next(of: descriptor, into: &block, named: file)
    if part.isEmpty {
      isAtEnd = true
      searched = pending.count
      return
    }
    pending += part
    for place in searched..<pending.count {
      if pending[place] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if pending[place] == UInt8(ascii: "\n"), !isQuoted { cut = place + 1 }
    }
    searched = pending.count
    guard cut > 0 || pending.count <= Self.greatestLine else {
      throw ExchangeError(.unsupported, file: file, "line \(line + 1) has more than \(Self.greatestLine) bytes")
    }
  }

  private mutating func table(_ piece: [UInt8]) throws(ExchangeError) -> Table? {
    let text = try TableText.decoded(piece, file: file)
    let first = line
    line += piece.count { $0 == UInt8(ascii: "\n") }
    let cells = try TableText(text, isOfNumbers: false, separator: layout?.separator, file: file)
    var lines = cells.lines.map { TableText.Line(number: first + $0.number, cells: $0.cells) }[...]
    let names = columns.filter { Int($0) == nil }
    if layout == nil {
      // Above the names titles may stand.
      lines = lines.drop { $0.number <= reading.skipped ?? 0 }
      let sought = names.isEmpty ? columns : names
      if reading.skipped == nil, reading.header != .no,
        let place = lines.prefix(20).firstIndex(where: { line in sought.allSatisfy(line.cells.contains) })
      {
        lines = lines[place...]
      }
    }
    guard let start = lines.first else { return nil }
    if layout == nil {
      let header = reading.header
      let isNamed =
        header == .yes
        || header == .auto
          && (names.isEmpty ? columns.allSatisfy(start.cells.contains) : names.contains(where: start.cells.contains))
      if isNamed, let missing = columns.first(where: { !start.cells.contains($0) && Int($0) == nil }) {
        let known = start.cells.prefix(20).joined(separator: ", ")
        throw ExchangeError(
          .malformed, file: file, "there is no column \"\(missing.prefix(40))\"; the columns are \(known)")
      }
      let titles = start.cells.indices.map { place in
        isNamed && !start.cells[place].isEmpty ? start.cells[place] : "\(place + 1)"
      }
      layout = (cells.separator, titles)
      if isNamed { lines = lines.dropFirst() }
      if isNamed, TableColumns.isOfUnits(lines) { lines = lines.dropFirst() }
    }
    guard let layout, !lines.isEmpty else { return nil }
    if let other = lines.first(where: { $0.cells.count != layout.names.count }) {
      throw ExchangeError(
        .malformed, file: file,
        "line \(other.number) has \(other.cells.count) cells; the first line has \(layout.names.count)")
    }
    return Table(
      try TableColumns.columns(
        of: lines, names: layout.names, separator: layout.separator, file: file, wanted: columns,
        decimal: reading.decimal), lines: lines.map(\.number))
  }
}
