import Foundation

extension TableText {
  /// The text of a file: UTF-8, UTF-16 that says so by its mark, and what is neither as Windows-1252, in which older programs write
  /// letters such as ä and é.
  ///
  /// - Throws: `ExchangeError` where the file holds no text.
  static func decoded(_ bytes: [UInt8], file: String) throws(ExchangeError) -> String {
    String(decoding: try utf8(bytes, file: file), as: UTF8.self)
  }

  /// The same in UTF-8, without a mark; the bytes themselves where they are that.
  static func utf8(_ bytes: [UInt8], file: String) throws(ExchangeError) -> ArraySlice<UInt8> {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
      let rest = bytes.dropFirst(3)
      return isUTF8(rest) ? rest : Array(String(decoding: rest, as: UTF8.self).utf8)[...]
    }
    for (mark, isBig) in [([0xff, 0xfe] as [UInt8], false), ([0xfe, 0xff], true)] where bytes.starts(with: mark) {
      let words = littleEndianWords(bytes[2..<(bytes.count & ~1)], as: UInt16.self)
      return Array(String(decoding: isBig ? words.map(\.byteSwapped) : words, as: UTF16.self).utf8)[...]
    }
    if ZipArchive.isZip(bytes) {
      throw ExchangeError(
        .unsupported, file: file, "is no text but a zip archive, as spreadsheets are: save the table as CSV")
    }
    if bytes.contains(0) { throw ExchangeError(.unsupported, file: file, "is no text: it holds bytes of zero") }
    return isUTF8(bytes[...]) ? bytes[...] : Array(windows1252(bytes).utf8)[...]
  }

  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool { (try? UTF8Span(validating: bytes.span)) != nil }

  private static func windows1252(_ bytes: [UInt8]) -> String {
    String(bytes: bytes, encoding: .windowsCP1252) ?? String(decoding: bytes, as: UTF8.self)
  }

  /// A cell, of which only its own bytes tell how it is written.
  static func text(_ cell: Span<UInt8>) -> String {
    if let text = try? UTF8Span(validating: cell) { return String(copying: text) }
    return windows1252(cell.indices.map { cell[$0] })
  }
}
