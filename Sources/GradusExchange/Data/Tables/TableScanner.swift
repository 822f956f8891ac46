/// Cuts a text into lines and these into cells. A cell in quotation marks may hold separators and ends of lines, and a doubled
/// mark stands for one.
///
/// Source: RFC 4180; lines may end in LF, CR LF or CR.
struct TableScanner {
  /// A quotation mark without its partner.
  struct Unclosed: Error { let line: Int }

  /// Where a cell of the last line stands, in the text or in what was in quotation marks.
  struct Cell {
    let start, end: Int
    let isQuoted: Bool

    var isEmpty: Bool { start == end }
  }

  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  /// Whether several separators are one, as spaces are.
  private let joins: Bool
  /// Where the next line begins.
  private(set) var place: Int
  /// The number of the next line.
  private(set) var line: Int
  /// The cells of the last line; none of a comment.
  private(set) var cells: [Cell] = []
  /// What the cells of the last line in quotation marks hold, one behind the other.
  private var quoted: [UInt8] = []

  /// - Parameter line: the number of the first line.
  init(_ bytes: ArraySlice<UInt8>, separator: TableText.Separator, line: Int = 1) {
    self.bytes = bytes
    self.separator = separator.rawValue
    self.line = line
    joins = separator == .space
    place = bytes.startIndex
  }

  private static let (quote, newline, carriage) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))

  private var current: UInt8? { place < bytes.endIndex ? bytes[place] : nil }
  private func isEnd(_ byte: UInt8?) -> Bool { byte == nil || byte == Self.newline || byte == Self.carriage }
  private func isBlank(_ byte: UInt8?) -> Bool {
    (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && (joins || byte != separator)
  }

  /// The next line, which is without cells where it is a comment; nil at the end.
  mutating func next() throws(Unclosed) -> TableText.Line? {
    guard let number = try scan() else { return nil }
    return TableText.Line(number: number, cells: cells.map(text))
  }

  /// Goes over the next line, whose cells then are `cells`.
  ///
  /// - Returns: its number; nil at the end.
  mutating func scan() throws(Unclosed) -> Int? {
    guard place < bytes.endIndex else { return nil }
    let number = line
    cells.removeAll(keepingCapacity: true)
    quoted.removeAll(keepingCapacity: true)
    skipBlanks()
    if current == UInt8(ascii: "#") {
      while !isEnd(current) { place += 1 }
    } else if !isEnd(current) {
      cells.append(try cell())
      while !isEnd(current) {
        if !joins { place += 1 }
        skipBlanks()
        if joins, isEnd(current) { break }
        cells.append(try cell())
      }
    }
    endLine()
    return number
  }

  /// What stands in a cell of the last line, without the blanks around it.
  func withContent<Result>(_ cell: Cell, _ body: (Span<UInt8>) -> Result) -> Result {
    if cell.isQuoted { return body(quoted.span.extracting(cell.start..<cell.end)) }
    return body(bytes.span.extracting(cell.start - bytes.startIndex..<cell.end - bytes.startIndex))
  }

  /// The same as a text.
  func text(_ cell: Cell) -> String {
    String(decoding: cell.isQuoted ? quoted[cell.start..<cell.end] : bytes[cell.start..<cell.end], as: UTF8.self)
  }

  private mutating func skipBlanks() { while isBlank(current) { place += 1 } }

  private mutating func endLine() {
    guard let byte = current else { return }
    place += 1
    if byte == Self.carriage, current == Self.newline { place += 1 }
    line += 1
  }

  /// A cell without the blanks around it, up to its separator or the end of the line.
  private mutating func cell() throws(Unclosed) -> Cell {
    if current == Self.quote { return try quotedCell() }
    // Most cells stand as they are.
    let start = place
    var place = start
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte == separator || isEnd(byte) || joins && isBlank(byte) { break }
      place += 1
    }
    self.place = place
    var end = place
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return Cell(start: start, end: end, isQuoted: false)
  }

  private mutating func quotedCell() throws(Unclosed) -> Cell {
    let opened = line
    var start = quoted.count
    place += 1
    while true {
      guard let byte = current else { throw Unclosed(line: opened) }
      place += 1
      if byte == Self.quote {
        guard current == Self.quote else { break }
        place += 1
      }
      if byte == Self.newline { line += 1 }
      quoted.append(byte)
    }
    while let byte = current, !isEnd(byte), byte != separator, !(joins && isBlank(byte)) {
      quoted.append(byte)
      place += 1
    }
    var end = quoted.count
    while start < end, isBlank(quoted[start]) { start += 1 }
    while end > start, isBlank(quoted[end - 1]) { end -= 1 }
    return Cell(start: start, end: end, isQuoted: true)
  }
}
