import Foundation

/// The lines of a table, cut into cells.
struct TableText {
  /// What stands between the cells of a line.
  enum Separator: UInt8, CaseIterable {
    case semicolon = 0x3b
    case tab = 0x09
    case comma = 0x2c
    case space = 0x20
  }

  struct Line {
    /// Counted from 1.
    let number: Int
    var cells: [String]
  }

  let separator: Separator
  /// Neither empty nor comments.
  private(set) var lines: [Line]
  /// How many bytes stand before the first line that is looked at.
  let start: Int
  /// How many cells behind the others are empty in every line, and were left out.
  private(set) var emptyColumns = 0

  /// - Parameters:
  ///   - isOfNumbers: whether every cell is to be a number, which tells what separates.
  ///   - separator: what is known to separate; nil to find it.
  /// - Throws: `ExchangeError` where a quotation mark is not closed.
  init(
    _ text: String, isOfNumbers: Bool = true, separator known: Separator? = nil, skipping skipped: Int = 0, file: String
  ) throws(ExchangeError) {
    try self.init(
      Array(text.utf8)[...], isOfNumbers: isOfNumbers, separator: known, skipping: skipped, file: file)
  }

  /// - Parameters:
  ///   - all: in UTF-8.
  ///   - most: how many lines are looked at.
  ///   - isWhole: whether the last line is there to its end; otherwise it is left out.
  init(
    _ all: ArraySlice<UInt8>, isOfNumbers: Bool, separator known: Separator? = nil, skipping skipped: Int = 0,
    most: Int = .max, isWhole: Bool = true, file: String
  ) throws(ExchangeError) {
    var bytes = all
    for _ in 0..<skipped { while let byte = bytes.popFirst(), byte != UInt8(ascii: "\n") {} }
    // Excel says with a first line what separates.
    if let known {
      separator = known
    } else if let named = Self.named(bytes) {
      separator = named
      while let byte = bytes.popFirst(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {}
    } else {
      separator = isOfNumbers ? Self.found(in: bytes) : Self.regular(in: bytes)
    }
    start = bytes.startIndex - all.startIndex
    var scanner = TableScanner(bytes, separator: separator)
    lines = []
    do throws(TableScanner.Unclosed) {
      while lines.count < most, let line = try scanner.next() {
        if !isWhole, scanner.place == bytes.endIndex { break }
        if line.cells.contains(where: { !$0.isEmpty }) {
          lines.append(Line(number: line.number + skipped, cells: line.cells))
        }
      }
    } catch {
      if isWhole {
        throw ExchangeError(.malformed, file: file, "line \(error.line + skipped): a quotation mark is not closed")
      }
    }
    if known == nil { dropEmptyColumns() }
  }

  /// Where the longest lines end in an empty cell, a separator stands behind each line.
  private mutating func dropEmptyColumns() {
    while let width = lines.map(\.cells.count).max(), width > 1,
      lines.allSatisfy({ $0.cells.count < width || $0.cells[width - 1].isEmpty })
    {
      for place in lines.indices where lines[place].cells.count == width { lines[place].cells.removeLast() }
      emptyColumns += 1
    }
  }

  /// The most lines that stand above a table.
  private static let mostTitles = 20

  /// The table without the titles above it, where all lines below have one number of cells; and those lines.
  ///
  /// A title has fewer cells, or nothing behind its first, as programs write it that fill every line (`Sales 2024;;;`); then a line of
  /// names stands below it, since a table may begin with a column of names and nothing else.
  var withoutTitles: (text: TableText, titles: [Line]) {
    guard let width = lines.last?.cells.count, width > 1,
      let start = lines.firstIndex(where: { !$0.isTitle(of: width) }), (1...Self.mostTitles).contains(start),
      lines.count - start > 1, lines[start...].allSatisfy({ $0.cells.count == width }),
      lines[..<start].allSatisfy({ $0.cells.count < width })
        || lines[start].cells.allSatisfy({ !$0.isEmpty && Double($0) == nil })
    else { return (self, []) }
    var rest = self
    rest.lines = Array(lines[start...])
    return (rest, Array(lines[..<start]))
  }

  /// `sep=;`
  private static func named(_ bytes: ArraySlice<UInt8>) -> Separator? {
    guard bytes.starts(with: "sep=".utf8), let mark = bytes.dropFirst(4).first else { return nil }
    return Separator(rawValue: mark)
  }

  /// The separator that cuts the first lines into cells of one number, two or more; the one with most cells, and spaces only where
  /// nothing else does. Commas where none does: a table of one column.
  private static func regular(in bytes: ArraySlice<UInt8>) -> Separator {
    // Above a table lines of fewer cells may stand.
    regular(in: bytes, allowing: 0) ?? regular(in: bytes, allowing: mostTitles) ?? .comma
  }

  private static func regular(in bytes: ArraySlice<UInt8>, allowing titles: Int) -> Separator? {
    var best: (separator: Separator, cells: Int)?
    for separator in Separator.allCases where separator != .space || best == nil {
      var scanner = TableScanner(bytes, separator: separator)
      var counts: [Int] = []
      while counts.count < 50, let line = try? scanner.next() {
        if line.cells.contains(where: { !$0.isEmpty }) { counts.append(line.cells.count) }
      }
      guard let cells = counts.last, cells > max(1, best?.cells ?? 1), let start = counts.firstIndex(of: cells),
        start <= titles, counts[..<start].allSatisfy({ $0 < cells }), counts[start...].allSatisfy({ $0 == cells })
      else { continue }
      best = (separator, cells)
    }
    return best?.separator
  }

  /// The separator that makes numbers of the last line: in a table of numbers it is no line of names.
  private static func found(in bytes: ArraySlice<UInt8>) -> Separator {
    let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard
      let last = lines.last(where: { line in
        let start = line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return start != UInt8(ascii: "#") && line.contains { !" \t;,\"".utf8.contains($0) }
      })
    else { return .comma }
    let present = Separator.allCases.filter { last.contains($0.rawValue) }
    let fitting = present.first { separator in
      var scanner = TableScanner(last, separator: separator)
      guard let cells = try? scanner.next()?.cells else { return false }
      return cells.allSatisfy { $0.isEmpty || WrittenNumber($0) != nil }
    }
    return fitting ?? present.first ?? .comma
  }
}

extension NumberTable {
  /// Whether the bytes may be a table rather than arrays in binary: text without a byte of zero at their beginning.
  package static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
      || !bytes.isEmpty && !bytes.prefix(64).contains(0)
  }
}

extension TableText.Line {
  /// Whether it may stand above a table of that many columns.
  fileprivate func isTitle(of width: Int) -> Bool {
    cells.count < width || cells.count == width && cells.dropFirst().allSatisfy(\.isEmpty)
  }
}
