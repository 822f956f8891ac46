internal import Glibc

/// The bytes of a text block by block, from its beginning as often as that is wanted.
///
/// Of a file no more than a block is in memory, of one that gzip has made smaller neither.
final class TextFeed {
  private enum Source {
    case memory(ArraySlice<UInt8>)
    case file(Int32)
  }

  /// How many bytes of a file are read at once.
  private static let blockSize = 1 << 21

  let file: String
  private let source: Source
  private let isCompressed: Bool
  private var inflater: GzipStream?
  private var block: [UInt8]
  private var isBegun = false

  /// What is in memory, in UTF-8.
  init(_ bytes: ArraySlice<UInt8>, file: String) {
    (self.file, source, isCompressed, block) = (file, .memory(bytes), false, [])
  }

  /// A file, perhaps of gzip.
  ///
  /// - Throws: `ExchangeError` where there is none, or it is no text in UTF-8 or one byte a letter.
  init(contentsOf path: String) throws(ExchangeError) {
    file = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileBytes.failure("cannot be opened", path) }
    source = .file(descriptor)
    block = [UInt8](repeating: 0, count: Self.blockSize)
    isCompressed = Gzip.isGzip(try FileBytes.read(path, atMost: 2))
  }

  deinit { if case .file(let descriptor) = source { close(descriptor) } }

  /// Whether everything comes in one block.
  var isInMemory: Bool { if case .memory = source { true } else { false } }

  /// Goes back to the beginning.
  func rewind() throws(ExchangeError) {
    isBegun = false
    guard case .file(let descriptor) = source else { return }
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw FileBytes.failure("cannot be read again", file) }
    if isCompressed { inflater = try GzipStream(file: file) }
  }

  /// The next bytes, without a mark of UTF-8 before them; none at the end.
  func next() throws(ExchangeError) -> ArraySlice<UInt8> {
    let isFirst = !isBegun
    isBegun = true
    switch source {
    case .memory(let bytes): return isFirst ? bytes : []
    case .file(let descriptor):
      let part =
        if let inflater { try inflater.next(of: descriptor) } else {
          try FileBytes.next(of: descriptor, into: &block, named: file)
        }
      if part.contains(0), !(isFirst && Self.isUTF16(part)) {
        throw ExchangeError(.unsupported, file: file, "is no text: it holds bytes of zero")
      }
      return isFirst ? try checked(part) : part
    }
  }

  private static func isUTF16(_ part: ArraySlice<UInt8>) -> Bool {
    part.starts(with: [0xff, 0xfe]) || part.starts(with: [0xfe, 0xff])
  }

  private func checked(_ part: ArraySlice<UInt8>) throws(ExchangeError) -> ArraySlice<UInt8> {
    if Self.isUTF16(part) {
      throw ExchangeError(
        .unsupported, file: file,
        "is text in UTF-16, which is not read piece by piece: save it in UTF-8, or say --no-stream")
    }
    return part.starts(with: [0xef, 0xbb, 0xbf]) ? part.dropFirst(3) : part
  }
}
