internal import Foundation

/// An array of numbers as NumPy saves it (`.npy`, versions 1 to 3), in double precision and row-major order.
///
/// Format: NumPy Enhancement Proposal 1.
public struct NumPyArray: Hashable, Sendable {
  /// The lengths of the axes.
  public let shape: [Int]
  /// The numbers in row-major order, whichever order the file had.
  public let values: [Double]

  /// Traps where the count of the values is not the product of the shape.
  public init(shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
    self.shape = shape
    self.values = values
  }

  /// - Throws: `ExchangeError` where the file is missing, is cut off, or holds what is no array of real numbers.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(FileBytes.read(path), file: path)
  }

  /// Reads the bytes of a file; `file` is what errors call it.
  package init(_ bytes: [UInt8], file: String) throws(ExchangeError) {
    let header = try NumPyHeader(bytes, file: file)
    let count = try header.count(file: file)
    let body = bytes.count - header.length
    guard body == count * header.type.size else {
      throw ExchangeError(
        .malformed, file: file,
        "holds \(body) bytes of numbers; the shape \(header.shape) of \(header.type.rawValue) takes \(count * header.type.size)"
      )
    }
    let values = header.type.values(bytes[header.length...])
    self.init(shape: header.shape, values: header.isColumnMajor ? Self.rowMajor(values, header.shape) : values)
  }

  /// The entries of an array that lies with its first axis the fastest.
  private static func rowMajor(_ values: [Double], _ shape: [Int]) -> [Double] {
    var result = values
    var index = Array(repeating: 0, count: shape.count)
    for place in values.indices {
      var source = 0
      for axis in shape.indices.reversed() { source = source * shape[axis] + index[axis] }
      result[place] = values[source]
      for axis in shape.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return result
  }

  /// Writes the array in version 1, as `<f8`.
  ///
  /// - Throws: `ExchangeError` where the file cannot be written.
  public func write(to path: String) throws(ExchangeError) {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(sizes)), }"
    // The numbers begin at a multiple of 64 bytes.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let start = NumPyHeader.magic + [1, 0] + littleEndian([UInt16(header.utf8.count)]) + header.utf8
    try FileBytes.write(start + littleEndian(values.map(\.bitPattern)), to: path)
  }
}

/// What stands before the numbers.
struct NumPyHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Little-endian real numbers.
  enum ElementType: String, CaseIterable {
    case float64 = "<f8", float32 = "<f4", int64 = "<i8", int32 = "<i4", int16 = "<i2", int8 = "|i1", byte = "|u1"
    case boolean = "|b1"

    var size: Int {
      switch self {
      case .float64, .int64: 8
      case .float32, .int32: 4
      case .int16: 2
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
      case .int8: bytes.map { Double(Int8(bitPattern: $0)) }
      case .byte, .boolean: bytes.map { Double($0) }
      }
    }
  }

  let type: ElementType
  let isColumnMajor: Bool
  let shape: [Int]
  /// Where the numbers begin.
  let length: Int

  init(_ bytes: [UInt8], file: String) throws(ExchangeError) {
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
    guard let type = ElementType(rawValue: name) else {
      let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw ExchangeError(.unsupported, file: file, "holds numbers of the type \(name); \(known) are read")
    }
    var shape: [Int] = []
    for part in rest[rest.index(after: rest.startIndex)..<close].split(separator: ",") {
      let digits = part.trimmingCharacters(in: .whitespaces)
      if digits.isEmpty { continue }
      guard let size = Int(digits), size >= 0 else { throw wrong("has the shape \(rest[...close]), which is none") }
      shape.append(size)
    }
    self.type = type
    self.shape = shape
    isColumnMajor = order.hasPrefix("True")
    length = start + count
  }

  private static func text(after key: String, in text: String) -> String? {
    text.range(of: key).map { text[$0.upperBound...].trimmingCharacters(in: .whitespaces) }
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
