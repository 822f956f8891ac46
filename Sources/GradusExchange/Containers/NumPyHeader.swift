internal import Foundation

/// What stands before the numbers.
package struct NumPyHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Real numbers, by their names with the least byte first.
  package enum ElementType: String, CaseIterable {
    case float64 = "<f8", float32 = "<f4", int64 = "<i8", int32 = "<i4", int16 = "<i2", int8 = "|i1", byte = "|u1"
    case boolean = "|b1", uint16 = "<u2", uint32 = "<u4", uint64 = "<u8", float16 = "<f2"

    var size: Int {
      switch self {
      case .float64, .int64, .uint64: 8
      case .float32, .int32, .uint32: 4
      case .int16, .uint16, .float16: 2
      case .int8, .byte, .boolean: 1
      }
    }

    /// The numbers that the bytes are.
    func values(_ bytes: ArraySlice<UInt8>) -> [Double] {
      switch self {
      case .float64: littleEndianWords(bytes, as: UInt64.self).map(Double.init(bitPattern:))
      case .float32: littleEndianWords(bytes, as: UInt32.self).map { Double(Float(bitPattern: $0)) }
      case .int64: littleEndianWords(bytes, as: Int64.self).map { Double($0) }
      case .int32: littleEndianWords(bytes, as: Int32.self).map { Double($0) }
      case .int16: littleEndianWords(bytes, as: Int16.self).map { Double($0) }
      case .uint64: littleEndianWords(bytes, as: UInt64.self).map { Double($0) }
      case .uint32: littleEndianWords(bytes, as: UInt32.self).map { Double($0) }
      case .uint16: littleEndianWords(bytes, as: UInt16.self).map { Double($0) }
      case .float16: littleEndianWords(bytes, as: UInt16.self).map { Double(Float(halfPrecision: $0)) }
      case .int8: bytes.map { Double(Int8(bitPattern: $0)) }
      case .byte, .boolean: bytes.map { Double($0) }
      }
    }
  }

  /// How the file names the type of its numbers: `<f8`.
  package let typeName: String
  let isColumnMajor: Bool
  /// The lengths of the axes.
  package let shape: [Int]
  /// Where the numbers begin.
  package let length: Int

  /// - Throws: `ExchangeError` where the bytes begin with no header of an array.
  package init(_ bytes: [UInt8], file: String) throws(ExchangeError) {
    func wrong(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: file, reason) }
    guard bytes.starts(with: Self.magic), bytes.count >= 10 else {
      throw wrong("is no NumPy array: it does not begin with \\x93NUMPY")
    }
    guard (1...3).contains(bytes[6]) else {
      throw ExchangeError(.unsupported, file: file, "is of version \(bytes[6]) of the format; 1 to 3 are read")
    }
    let start = bytes[6] == 1 ? 10 : 12
    guard bytes.count >= start else { throw wrong("ends within its header") }
    let count = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count >= start + count else { throw wrong("ends within its header, which should take \(count) bytes") }
    let text = String(decoding: bytes[start..<start + count], as: UTF8.self)
    guard let name = Self.text(after: "'descr':", in: text)?.split(separator: "'").first.map(String.init),
      let order = Self.text(after: "'fortran_order':", in: text),
      let rest = Self.text(after: "'shape':", in: text), rest.hasPrefix("("), let close = rest.firstIndex(of: ")")
    else { throw wrong("has a header without descr, fortran_order and shape: \(text.prefix(80))") }
    var shape: [Int] = []
    for part in rest[rest.index(after: rest.startIndex)..<close].split(separator: ",") {
      let digits = part.trimmingCharacters(in: .whitespaces)
      if digits.isEmpty { continue }
      guard let size = Int(digits), size >= 0 else { throw wrong("has the shape \(rest[...close]), which is none") }
      shape.append(size)
    }
    typeName = name
    self.shape = shape
    isColumnMajor = order.hasPrefix("True")
    length = start + count
  }

  private static func text(after key: String, in text: String) -> String? {
    text.range(of: key).map { text[$0.upperBound...].trimmingCharacters(in: .whitespaces) }
  }

  /// Nil where the elements are no real numbers that are read.
  package var type: ElementType? {
    ElementType(rawValue: isBigEndian ? "<" + typeName.dropFirst() : typeName)
  }

  /// Whether the greatest byte of a number stands first.
  var isBigEndian: Bool { typeName.hasPrefix(">") }

  func type(file: String) throws(ExchangeError) -> ElementType {
    guard let type else {
      let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw ExchangeError(.unsupported, file: file, "holds numbers of the type \(typeName); \(known) are read")
    }
    return type
  }

  func count(file: String) throws(ExchangeError) -> Int {
    var count = 1
    for size in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard !overflows, product <= Int.max / 8 else {
        throw ExchangeError(.malformed, file: file, "has the shape \(shape), which no memory holds")
      }
      count = product
    }
    return count
  }
}
