/// Cuts a text into lines and these into cells. A cell in quotation marks may hold separators and ends of lines, and a doubled
/// mark stands for one.
///
/// Source: RFC 4180; lines may end in LF, CR LF or CR.
struct TableScanner {
  /// A quotation mark without its partner.
  struct Unclosed: Error { let line: Int }

  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  /// Whether several separators are one, as spaces are.
  private let joins: Bool
  private var place: Int
  private var line = 1

  init(_ bytes: ArraySlice<UInt8>, separator: TableText.Separator) {
    self.bytes = bytes
    self.separator = separator.rawValue
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
    guard place < bytes.endIndex else { return nil }
    let number = line
    var cells: [String] = []
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
    return TableText.Line(number: number, cells: cells)
  }

  private mutating func skipBlanks() { while isBlank(current) { place += 1 } }

  private mutating func endLine() {
    guard let byte = current else { return }
    place += 1
    if byte == Self.carriage, current == Self.newline { place += 1 }
    line += 1
  }

  /// A cell without the blanks around it, up to its separator or the end of the line.
  private mutating func cell() throws(Unclosed) -> String {
    guard current == Self.quote else {
      // Most cells stand as they are.
      let start = place
      while let byte = current, !isEnd(byte), byte != separator, !(joins && isBlank(byte)) { place += 1 }
      var end = place
      while end > start, isBlank(bytes[end - 1]) { end -= 1 }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    var content: [UInt8] = []
    let opened = line
    place += 1
    while true {
      guard let byte = current else { throw Unclosed(line: opened) }
      place += 1
      if byte == Self.quote {
        guard current == Self.quote else { break }
        place += 1
      }
      if byte == Self.newline { line += 1 }
      content.append(byte)
    }
    while let byte = current, !isEnd(byte), byte != separator, !(joins && isBlank(byte)) {
      content.append(byte)
      place += 1
    }
    let start = content.firstIndex { !isBlank($0) } ?? content.endIndex
    let end = content.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
    return String(decoding: content[start..<end], as: UTF8.self)
  }
}
