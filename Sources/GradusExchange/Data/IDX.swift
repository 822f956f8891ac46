/// An array of numbers in the IDX format of the MNIST data sets.
///
/// A file is two zero bytes, a byte for the type of the elements, a byte for the number of axes, the size of every axis as
/// a big-endian 32-bit number, and the elements in row-major order; all of it perhaps compressed by gzip.
///
/// Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits".
public struct IDX: Hashable, Sendable {
  /// The size of every axis, the outermost first.
  public let sizes: [Int]
  /// What kind of numbers the elements are.
  public let type: ElementType
  /// The elements, row-major, of each the greatest byte first.
  public let bytes: [UInt8]

  /// Traps unless there are the bytes that sizes and type need.
  public init(sizes: [Int], bytes: [UInt8], type: ElementType = .unsignedByte) {
    precondition(sizes.reduce(type.size, *) == bytes.count, "\(bytes.count) bytes for sizes \(sizes)")
    (self.sizes, self.type, self.bytes) = (sizes, type, bytes)
  }

  /// Reads a file, compressed or not.
  ///
  /// - Throws: `ExchangeError` where the file is missing, no IDX file, or shorter or longer than its
  ///   header says. Nothing is allocated for elements that the file cannot hold.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(file: FileBytes.read(path), named: path)
  }

  /// Reads the bytes of a file; `name` is what errors call it.
  package init(file: [UInt8], named name: String) throws(ExchangeError) {
    if Gzip.isGzip(file) {
      try self.init(compressed: file, named: name)
    } else {
      let header = try IDXHeader(file, named: name)
      let found = file.count - header.length
      guard found == header.bytes else { throw header.disagreement(found: found, named: name) }
      self.init(sizes: header.sizes, bytes: Array(file[header.length...]), type: header.type)
    }
  }

  private init(compressed file: [UInt8], named name: String) throws(ExchangeError) {
    // First the header alone: what it promises is judged before room is made for it.
    let header = try IDXHeader(Gzip.beginning(of: file, atMost: IDXHeader.greatestLength, file: name), named: name)
    guard header.bytes / Gzip.greatestRatio <= file.count else {
      throw ExchangeError(
        .malformed, file: name,
        "its header promises \(header.product) = \(header.bytes) bytes, more than \(file.count) compressed bytes can hold"
      )
    }
    let content = try Gzip.beginning(of: file, atMost: header.length + header.bytes + 1, file: name)
    let found = content.count - header.length
    guard found == header.bytes else { throw header.disagreement(found: found, named: name) }
    self.init(sizes: header.sizes, bytes: Array(content[header.length...]), type: header.type)
  }

  /// The bytes of a file that holds this array.
  public func file(compressed: Bool = false) -> [UInt8] {
    var result: [UInt8] = [0, 0, type.rawValue, UInt8(sizes.count)]
    for size in sizes { result += bigEndian(UInt32(size)) }
    result += bytes
    return compressed ? Gzip.deflate(result) : result
  }
}

extension IDX {
  /// The kinds of elements, by their bytes in the header.
  public enum ElementType: UInt8, CaseIterable, Hashable, Sendable {
    case unsignedByte = 0x08
    case signedByte = 0x09
    case int16 = 0x0b
    case int32 = 0x0c
    case float = 0x0d
    case double = 0x0e

    /// The number of bytes of an element.
    package var size: Int {
      switch self {
      case .unsignedByte, .signedByte: 1
      case .int16: 2
      case .int32, .float: 4
      case .double: 8
      }
    }
  }

  /// The elements as numbers, all exact.
  public var values: [Double] {
    func words<Word: FixedWidthInteger>(_: Word.Type) -> [Word] {
      littleEndianWords(bytes[...], as: Word.self).map(\.byteSwapped)
    }
    return switch type {
    case .unsignedByte: bytes.map { Double($0) }
    case .signedByte: bytes.map { Double(Int8(bitPattern: $0)) }
    case .int16: words(Int16.self).map { Double($0) }
    case .int32: words(Int32.self).map { Double($0) }
    case .float: words(UInt32.self).map { Double(Float(bitPattern: $0)) }
    case .double: words(UInt64.self).map { Double(bitPattern: $0) }
    }
  }
}

private func bigEndian(_ word: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
