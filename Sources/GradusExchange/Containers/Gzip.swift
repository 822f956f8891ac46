internal import CZlib

/// gzip files (RFC 1952), through zlib.
enum Gzip {
  /// Deflate never makes more than this many bytes of one: a header that promises more is lying.
  static let greatestRatio = 1032

  /// Whether the bytes begin as a gzip file does.
  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  enum Status: Hashable {
    case complete, more, truncated, corrupt, trailingBytes, unavailable
  }

  /// At most the first `count` bytes of what `bytes` holds, and how its end was met.
  static func inflate(_ bytes: [UInt8], atMost count: Int) -> (bytes: [UInt8], status: Status) {
    var result = [UInt8](repeating: 0, count: count)
    var written = 0
    let code = gradus_inflate(bytes, bytes.count, &result, count, &written)
    result.removeSubrange(written...)
    let status: Status =
      switch code {
      case GradusInflateComplete: .complete
      case GradusInflateOutputFull: .more
      case GradusInflateTruncated: .truncated
      case GradusInflateTrailingBytes: .trailingBytes
      case GradusInflateUnavailable: .unavailable
      default: .corrupt
      }
    return (result, status)
  }

  /// The first bytes of what a gzip file holds.
  ///
  /// - Parameter name: what errors call the file.
  static func beginning(of bytes: [UInt8], atMost count: Int, file name: String) throws(ExchangeError) -> [UInt8] {
    let (content, status) = inflate(bytes, atMost: count)
    let fault: String
    switch status {
    case .complete, .more: return content
    case .truncated: fault = "is cut short: its compressed data ends early; fetch it again"
    case .corrupt: fault = "is damaged: its compressed data is wrong; fetch it again"
    case .trailingBytes: fault = "other bytes follow the end of its compressed data"
    case .unavailable:
      throw ExchangeError(
        .unsupported, file: name,
        "is compressed, and zlib is missing: install it (Debian: apt install zlib1g-dev) and build again")
    }
    throw ExchangeError(.malformed, file: name, fault)
  }

  /// What text and arrays come to beside what they are compressed to, at most; up to a gigabyte nobody asks.
  static let usualRatio = 64

  /// All that a gzip file holds, at most a gigabyte or 64 times its own size: what is more was made to fill memory.
  static func inflated(_ bytes: [UInt8], file name: String) throws(ExchangeError) -> [UInt8] {
    // The last four bytes tell the size, modulo 2³²; what they promise is tried first and believed no further than deflate can go.
    let told = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    let most = min(max(1 << 30, usualRatio * bytes.count), greatestRatio * bytes.count, FileBytes.limit)
    var room = min(max(told, 1 << 12), most)
    while true {
      let content = try beginning(of: bytes, atMost: room + 1, file: name)
      if content.count <= room { return content }
      guard room < most else {
        throw ExchangeError(
          .unsupported, file: name, "its \(bytes.count) bytes hold more than \(most): unpack it, if that is meant")
      }
      room = min(2 * room, most)
    }
  }

  /// `bytes` as a gzip file.
  static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: gradus_deflate_bound(bytes.count))
    let written = gradus_deflate(bytes, bytes.count, &result, result.count)
    precondition(written > 0, "zlib is missing, or could not deflate \(bytes.count) bytes")
    result.removeSubrange(written...)
    return result
  }
}
