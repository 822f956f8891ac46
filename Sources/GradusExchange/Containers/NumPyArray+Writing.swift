extension NumPyArray {
  /// Writes the array in version 1, as `<f8`.
  ///
  /// - Throws: `ExchangeError` where the file cannot be written.
  public func write(to path: String) throws(ExchangeError) {
    try FileBytes.write(Self.file(littleEndian(values.map(\.bitPattern)), .float64, shape), to: path)
  }

  /// The bytes of a file with numbers in single precision. Traps unless there is one an element.
  static func file(_ values: [Float], shape: [Int]) -> [UInt8] {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
    return file(littleEndian(values.map(\.bitPattern)), .float32, shape)
  }

  /// The bytes of a file with a vector of bytes.
  static func file(bytes: [UInt8]) -> [UInt8] { file(bytes, .byte, [bytes.count]) }

  private static func file(_ body: [UInt8], _ type: NumPyHeader.ElementType, _ shape: [Int]) -> [UInt8] {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var header = "{'descr': '\(type.rawValue)', 'fortran_order': False, 'shape': (\(sizes)), }"
    // The numbers begin at a multiple of 64 bytes.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    return NumPyHeader.magic + [1, 0] + littleEndian([UInt16(header.utf8.count)]) + header.utf8 + body
  }
}
