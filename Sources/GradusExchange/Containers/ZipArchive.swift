/// The files within a zip archive that lies in memory. Nothing of it is ever written anywhere.
///
/// Source: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT), with the fields of 64 bits.
struct ZipArchive {
  /// The most bytes that a file may have to be read: 4 GiB.
  static let greatestSize = 1 << 32

  /// A file of the archive, as the archive's directory describes it.
  struct Entry: Hashable {
    let name: String
    /// 0 stores, 8 deflates.
    let method: UInt16
    let isEncrypted: Bool
    let checksum: UInt32
    /// The number of bytes that it takes in the archive.
    let compressedSize: Int
    /// The number of bytes of the file.
    let size: Int
    /// Where its own header begins.
    let start: Int
  }

  /// In the order of the directory.
  let entries: [Entry]
  private let bytes: [UInt8]
  private let file: String

  /// Whether the bytes begin as an archive does that is not empty, or as one that is.
  static func isZip(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4b, 0x05, 0x06])
  }

  /// - Throws: `ExchangeError` where the directory of the archive is missing or wrong.
  init(_ bytes: [UInt8], file: String) throws(ExchangeError) {
    (self.bytes, self.file) = (bytes, file)
    do throws(ZipDirectory.Fault) {
      entries = try ZipDirectory(bytes).entries()
    } catch {
      throw ExchangeError(.malformed, file: file, error.reason)
    }
    var names: Set<String> = []
    if let twice = entries.first(where: { !names.insert($0.name).inserted }) {
      throw ExchangeError(.malformed, file: file, "holds \"\(twice.name)\" twice")
    }
    // Files that share their bytes would make much of little.
    var end = 0
    for entry in entries.sorted(by: { $0.start < $1.start }) {
      guard entry.start >= end else {
        throw ExchangeError(.malformed, file: file, "\"\(entry.name)\" begins within another file of the archive")
      }
      end = entry.start + 30 + entry.compressedSize
    }
  }

  /// The bytes of a file, with their checksum compared.
  ///
  /// - Throws: `ExchangeError` where they are damaged, encrypted, or compressed in another way than by deflate.
  func content(of entry: Entry) throws(ExchangeError) -> [UInt8] {
    func wrong(_ reason: String, _ kind: ExchangeError.Kind = .malformed) -> ExchangeError {
      ExchangeError(kind, file: file, "\"\(entry.name)\" \(reason)")
    }
    guard entry.size <= Self.greatestSize else {
      throw wrong("has \(entry.size) bytes; at most \(Self.greatestSize) are read", .unsupported)
    }
    if entry.isEncrypted { throw wrong("is encrypted", .unsupported) }
    guard let range = ZipDirectory(bytes).data(of: entry) else { throw wrong("does not lie where the directory says") }
    switch entry.method {
    case 0:
      guard entry.size == entry.compressedSize else {
        throw wrong("has two sizes: \(entry.size), \(entry.compressedSize)")
      }
      let content = Array(bytes[range])
      guard CRC32.of(content) == entry.checksum else { throw wrong("is damaged: its checksum is another") }
      return content
    case 8:
      guard entry.size / Gzip.greatestRatio <= entry.compressedSize else {
        throw wrong("would have \(entry.size) bytes, more than \(entry.compressedSize) compressed bytes can hold")
      }
      // The compressed bytes with the frame of a gzip file around them, whose end holds checksum and size.
      let frame: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
      let end = littleEndian([entry.checksum, UInt32(truncatingIfNeeded: entry.size)])
      let (content, status) = Gzip.inflate(frame + bytes[range] + end, atMost: entry.size)
      if status == .unavailable {
        throw wrong("is compressed, and zlib is missing: install it (Debian: apt install zlib1g)", .unsupported)
      }
      guard status == .complete, content.count == entry.size else {
        throw wrong("is damaged: its compressed data, its size or its checksum is wrong")
      }
      return content
    default: throw wrong("is compressed by method \(entry.method); stored and deflated files are read", .unsupported)
    }
  }
}
