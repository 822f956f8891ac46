/// The header of an IDX file, checked.
struct IDXHeader {
  /// The length of a header of 255 axes.
  static let greatestLength = 4 + 4 * 255
  /// The most axes that are read: images, rows, columns, channels.
  static let greatestRank = 4

  let sizes: [Int]
  let type: IDX.ElementType
  /// The number of bytes that the elements take.
  let bytes: Int
  /// The number of bytes before the first element.
  var length: Int { 4 + 4 * sizes.count }
  /// `60000 x 28 x 28`
  var product: String { sizes.map(String.init).joined(separator: " x ") }

  init(_ bytes: [UInt8], named name: String) throws(ExchangeError) {
    func malformed(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: name, reason) }
    guard bytes.count >= 4 else {
      throw malformed("has \(bytes.count) bytes; an IDX file begins with 4 bytes of type and number of axes")
    }
    guard bytes[0] == 0, bytes[1] == 0 else {
      let found = bytes[..<4].map { hexadecimal($0) }.joined(separator: " ")
      throw malformed("is no IDX file: it begins with the bytes \(found), not with 00 00")
    }
    guard let type = IDX.ElementType(rawValue: bytes[2]) else {
      throw malformed(
        "names no type of IDX: \(hexadecimal(bytes[2])); 08 (unsigned bytes) to 0e (doubles) were expected")
    }
    self.type = type
    let rank = Int(bytes[3])
    guard (1...Self.greatestRank).contains(rank) else {
      throw malformed(
        "has \(rank) axes; 1 (labels) to \(Self.greatestRank) (images, rows, columns, channels) were expected")
    }
    guard bytes.count >= 4 + 4 * rank else {
      throw malformed("ends within its header: \(rank) axes need \(4 + 4 * rank) bytes, there are \(bytes.count)")
    }
    sizes = (0..<rank).map { axis in
      bytes[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) }
    }
    var count = type.size
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= FileBytes.limit else {
        let shape = sizes.map(String.init).joined(separator: " x ")
        throw malformed("its header promises \(shape) elements; at most \(FileBytes.limit) are read")
      }
      count = product
    }
    self.bytes = count
  }

  func disagreement(found: Int, named name: String) -> ExchangeError {
    let reason = found < bytes ? "is cut short" : "is too long"
    return ExchangeError(
      .malformed, file: name,
      "\(reason): its header gives \(product)\(type.size > 1 ? " x \(type.size)" : "") = \(bytes) bytes, there are \(found < bytes ? "\(found)" : "more")"
    )
  }
}

private func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
