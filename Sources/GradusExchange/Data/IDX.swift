/// An array of unsigned bytes in the IDX format of the MNIST data sets.
///
/// A file is two zero bytes, a byte for the type of the elements, a byte for the number of axes, the size of every axis as
/// a big-endian 32-bit number, and the elements in row-major order; all of it perhaps compressed by gzip.
///
/// Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits".
public struct IDX: Hashable, Sendable {
  /// The size of every axis, the outermost first.
  public let sizes: [Int]
  /// The elements, row-major.
  public let bytes: [UInt8]

  /// Traps unless there is one byte an element.
  public init(sizes: [Int], bytes: [UInt8]) {
    precondition(sizes.reduce(1, *) == bytes.count, "\(bytes.count) bytes for sizes \(sizes)")
    self.sizes = sizes
    self.bytes = bytes
  }

  /// Reads a file, compressed or not.
  ///
  /// - Throws: `ExchangeError` where the file is missing, no IDX file of unsigned bytes, or shorter or longer than its
  ///   header says. Nothing is allocated for elements that the file cannot hold.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(file: FileBytes.read(path), named: path)
  }

  /// Reads the bytes of a file; `name` is what errors call it.
  public init(file: [UInt8], named name: String) throws(ExchangeError) {
    if Gzip.isGzip(file) {
      try self.init(compressed: file, named: name)
    } else {
      let header = try IDXHeader(file, named: name)
      let found = file.count - header.length
      guard found == header.count else { throw header.disagreement(found: found, named: name) }
      self.init(sizes: header.sizes, bytes: Array(file[header.length...]))
    }
  }

  private init(compressed file: [UInt8], named name: String) throws(ExchangeError) {
    // First the header alone: what it promises is judged before room is made for it.
    let header = try IDXHeader(Gzip.beginning(of: file, atMost: IDXHeader.greatestLength, file: name), named: name)
    guard header.count / Gzip.greatestRatio <= file.count else {
      throw ExchangeError(
        .malformed, file: name,
        "its header promises \(header.product) = \(header.count) bytes, more than \(file.count) compressed bytes can hold"
      )
    }
    let content = try Gzip.beginning(of: file, atMost: header.length + header.count + 1, file: name)
    let found = content.count - header.length
    guard found == header.count else { throw header.disagreement(found: found, named: name) }
    self.init(sizes: header.sizes, bytes: Array(content[header.length...]))
  }

  /// The bytes of a file that holds this array.
  public func file(compressed: Bool = false) -> [UInt8] {
    var result: [UInt8] = [0, 0, IDXHeader.unsignedByte, UInt8(sizes.count)]
    for size in sizes { result += bigEndian(UInt32(size)) }
    result += bytes
    return compressed ? Gzip.deflate(result) : result
  }
}

private func bigEndian(_ word: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
