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

  /// `bytes` as a gzip file.
  static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: gradus_deflate_bound(bytes.count))
    let written = gradus_deflate(bytes, bytes.count, &result, result.count)
    precondition(written > 0, "zlib is missing, or could not deflate \(bytes.count) bytes")
    result.removeSubrange(written...)
    return result
  }
}
