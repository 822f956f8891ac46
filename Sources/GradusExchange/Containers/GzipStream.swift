internal import CZlib

/// A gzip file (RFC 1952) that is unpacked block by block. For one caller at a time.
final class GzipStream {
  private let file: String
  private let stream: OpaquePointer
  private var input = [UInt8](repeating: 0, count: 1 << 18)
  private var output = [UInt8](repeating: 0, count: 1 << 21)
  /// The part of the input that is not unpacked yet.
  private var rest = 0..<0
  private var isAtEnd = false

  /// - Throws: `ExchangeError` where zlib is missing.
  init(file: String) throws(ExchangeError) {
    self.file = file
    guard let stream = gradus_inflation_begin() else {
      throw ExchangeError(
        .unsupported, file: file,
        "is compressed, and zlib is missing: install it (Debian: apt install zlib1g-dev) and build again")
    }
    self.stream = stream
  }

  deinit { gradus_inflation_end(stream) }

  /// The next bytes of what an open file holds; none at the end.
  ///
  /// - Throws: `ExchangeError` where the file is cut short or damaged.
  func next(of descriptor: Int32) throws(ExchangeError) -> ArraySlice<UInt8> {
    while !isAtEnd {
      if rest.isEmpty {
        let part = try FileBytes.next(of: descriptor, into: &input, named: file)
        rest = part.startIndex..<part.endIndex
      }
      var (read, written) = (0, 0)
      let status = gradus_inflation_next(
        stream, input, rest.lowerBound, rest.count, &read, &output, output.count, &written)
      let isEmpty = rest.isEmpty
      rest = rest.lowerBound + read..<rest.upperBound
      switch status {
      case GradusInflateComplete: isAtEnd = true
      case GradusInflateOutputFull where !isEmpty || written > 0: break
      case GradusInflateOutputFull, GradusInflateTruncated:
        throw ExchangeError(
          .malformed, file: file, "is cut short: its compressed data ends early; fetch it again")
      case GradusInflateTrailingBytes:
        throw ExchangeError(.malformed, file: file, "other bytes follow the end of its compressed data")
      default:
        throw ExchangeError(.malformed, file: file, "is damaged: its compressed data is wrong; fetch it again")
      }
      if written > 0 { return output[..<written] }
    }
    return []
  }
}
