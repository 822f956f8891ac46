internal import FoundationEssentials

extension Safetensors {
  /// Writes the file; whoever reads it meanwhile sees the old one or the whole new one.
  ///
  /// - Throws: `ExchangeError` where it cannot be written.
  public func write(to path: String) throws(ExchangeError) { try FileBytes.write(file, to: path) }

  /// The bytes of the file; the same arrays and words give the same bytes.
  public var file: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text: Data
    do { text = try encoder.encode(SafetensorsHeader(self)) } catch {
      preconditionFailure("a header without JSON: \(error)")
    }
    // Spaces bring the arrays to a multiple of 8 bytes, as the format's own library does.
    let length = (text.count + 7) / 8 * 8
    var file = littleEndian([UInt64(length)])
    file.reserveCapacity(8 + length + tensors.reduce(0) { $0 + $1.bytes.count })
    file += text
    file += Array(repeating: UInt8(ascii: " "), count: length - text.count)
    for tensor in tensors { file += tensor.bytes }
    return file
  }
}
