/// The lines of a text that comes block by block.
struct TableLines {
  private let feed: TextFeed
  private let separator: TableText.Separator
  private let skipped: Int
  private(set) var scanner: TableScanner
  private var isAtEnd: Bool
  private var pending: ArraySlice<UInt8>

  /// The most bytes that a line may have.
  private static let greatestLine = 1 << 26

  /// From the beginning.
  ///
  /// - Parameter skipped: how many lines stand in the bytes that the layout passes over.
  init(_ feed: TextFeed, _ layout: TableLayout, skipping skipped: Int) throws(ExchangeError) {
    (self.feed, separator, self.skipped) = (feed, layout.separator, skipped)
    try feed.rewind()
    var pending = try feed.next()
    while pending.count < layout.start {
      let more = try feed.next()
      if more.isEmpty { break }
      pending += more
    }
    self.pending = pending.dropFirst(layout.start)
    isAtEnd = feed.isInMemory
    scanner = TableScanner(self.pending, separator: separator, line: skipped + 1)
  }

  /// Goes over the next line, whose cells the scanner then has.
  ///
  /// - Returns: its number; nil at the end.
  /// - Throws: `ExchangeError` where a quotation mark is not closed.
  mutating func next() throws(ExchangeError) -> Int? {
    while true {
      let (start, line) = (scanner.place, scanner.line)
      do throws(TableScanner.Unclosed) {
        let number = try scanner.scan()
        // What ends with the block may go on in the next.
        if isAtEnd || scanner.place < pending.endIndex { return number }
      } catch {
        if isAtEnd {
          throw ExchangeError(.malformed, file: feed.file, "line \(error.line): a quotation mark is not closed")
        }
      }
      let more = try feed.next()
      isAtEnd = more.isEmpty
      guard pending.endIndex - start <= Self.greatestLine else {
        throw ExchangeError(
          .unsupported, file: feed.file, "line \(line) has more than \(Self.greatestLine) bytes")
      }
      pending = pending[start...] + more
      scanner = TableScanner(pending, separator: separator, line: line)
    }
  }
}
