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

  /// Whether the bytes begin as such a file does.
  package static func isNumPy(_ bytes: [UInt8]) -> Bool { bytes.starts(with: NumPyHeader.magic) }

  /// - Throws: `ExchangeError` where the file is missing, is cut off, or holds what is no array of real numbers.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(FileBytes.read(path), file: path)
  }

  /// Reads the bytes of a file; `file` is what errors call it.
  package init(_ bytes: [UInt8], file: String) throws(ExchangeError) {
    let header = try NumPyHeader(bytes, file: file)
    let type = try header.type(file: file)
    let count = try header.count(file: file)
    let length = bytes.count - header.length
    guard length == count * type.size else {
      throw ExchangeError(
        .malformed, file: file,
        "holds \(length) bytes of numbers; the shape \(header.shape) of \(type.rawValue) takes \(count * type.size)"
      )
    }
    let body = bytes[header.length...]
    let values = type.values(header.isBigEndian ? Self.swapped(body, type.size)[...] : body)
    self.init(shape: header.shape, values: header.isColumnMajor ? Self.rowMajor(values, header.shape) : values)
  }

  /// The bytes of every number in the opposite order.
  private static func swapped(_ bytes: ArraySlice<UInt8>, _ size: Int) -> [UInt8] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: size).flatMap { bytes[$0..<$0 + size].reversed() }
  }

  /// The entries of an array that lies with its first axis the fastest.
  static func rowMajor<Element>(_ values: [Element], _ shape: [Int]) -> [Element] {
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
}
