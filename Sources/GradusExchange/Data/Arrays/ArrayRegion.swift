internal import FoundationEssentials

/// An array that lies in a file as it is, row after row: rows of it are read as they are needed.
struct ArrayRegion {
  let name: String
  let shape: [Int]
  private let file: String
  private let start: Int
  private let rowSize: Int
  private let make: @Sendable (_ shape: [Int], _ bytes: [UInt8]) throws(ExchangeError) -> NumberArray

  /// How many rows there are.
  var rows: Int { shape.first ?? 1 }

  /// Rows of the array.
  ///
  /// - Throws: `ExchangeError` where the file is shorter than its header says.
  func rows(_ range: Range<Int>) throws(ExchangeError) -> NumberArray {
    let bytes = try FileBytes.read(file, from: start + range.lowerBound * rowSize, count: range.count * rowSize)
    guard bytes.count == range.count * rowSize else {
      throw ExchangeError(.malformed, file: file, "is cut short: row \(range.lowerBound) is not there")
    }
    return try make([range.count] + shape.dropFirst(), bytes)
  }

  /// The arrays of a file of NumPy, safetensors or IDX; nil where they do not lie there as they are.
  ///
  /// - Throws: `ExchangeError` where a header is malformed.
  static func regions(of path: String, _ format: ArrayFile.Format) throws(ExchangeError) -> [ArrayRegion]? {
    switch format {
    case .npy: return try numPy(path).map { [$0] }
    case .safetensors: return try safetensors(path)
    case .idx: return [try idx(path)]
    case .npz, .matlab: return nil
    }
  }

  private static func numPy(_ path: String) throws(ExchangeError) -> ArrayRegion? {
    let header = try NumPyHeader(FileBytes.read(path, atMost: 1 << 16), file: path)
    guard !header.isColumnMajor, let type = header.type, !header.shape.isEmpty else { return nil }
    let count = try header.count(file: path)
    let (typeName, size) = (header.typeName, FileBytes.size(of: path) ?? 0)
    guard size - header.length == count * type.size else {
      throw ExchangeError(
        .malformed, file: path, "has \(size - header.length) bytes of numbers for the shape \(header.shape)")
    }
    let rows = max(header.shape[0], 1)
    return ArrayRegion(
      name: "", shape: header.shape, file: path, start: header.length, rowSize: count / rows * type.size
    ) { shape, bytes throws(ExchangeError) in
      let lengths = shape.map { "\($0), " }.joined()
      let text = Array("{'descr': '\(typeName)', 'fortran_order': False, 'shape': (\(lengths)), }".utf8)
      let head = NumPyHeader.magic + [2, 0] + littleEndian([UInt32(text.count)]) + text
      return try NumberArray(numPy: head + bytes, file: path)
    }
  }

  private static func safetensors(_ path: String) throws(ExchangeError) -> [ArrayRegion] {
    let length = try FileBytes.read(path, atMost: 8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let text = try FileBytes.read(path, from: 8, count: min(length, Safetensors.headerLimit))
    let header: SafetensorsHeader
    do { header = try JSONDecoder().decode(SafetensorsHeader.self, from: Data(text)) } catch {
      throw ExchangeError(.malformed, file: path, "its header is wrong")
    }
    var regions: [ArrayRegion] = []
    for (name, entry) in header.entries {
      let offsets = entry.data_offsets
      guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], let rows = entry.shape.first, rows > 0,
        (offsets[1] - offsets[0]).isMultiple(of: rows), 8 + length + offsets[1] <= FileBytes.size(of: path) ?? 0
      else {
        throw ExchangeError(
          .malformed, file: path, "its array \"\(name.prefix(40))\" of shape \(entry.shape) is none of rows")
      }
      let type = entry.dtype
      regions.append(
        ArrayRegion(
          name: name, shape: entry.shape, file: path, start: 8 + length + offsets[0],
          rowSize: (offsets[1] - offsets[0]) / rows
        ) { shape, bytes throws(ExchangeError) in
          guard shape.reduce(type.bits, *) == 8 * bytes.count else {
            throw ExchangeError(
              .malformed, file: path, "its array \"\(name.prefix(40))\" has other bytes than its shape")
          }
          return try NumberArray(NamedTensor(name: name, type: type, shape: shape, bytes: bytes), file: path)
        })
    }
    return regions
  }

  private static func idx(_ path: String) throws(ExchangeError) -> ArrayRegion {
    let header = try IDXHeader(FileBytes.read(path, atMost: IDXHeader.greatestLength), named: path)
    let found = (FileBytes.size(of: path) ?? 0) - header.length
    guard found == header.bytes else { throw header.disagreement(found: found, named: path) }
    let type = header.type
    return ArrayRegion(
      name: "", shape: header.sizes, file: path, start: header.length, rowSize: header.bytes / max(header.sizes[0], 1)
    ) { shape, bytes throws(ExchangeError) in NumberArray(IDX(sizes: shape, bytes: bytes, type: type)) }
  }
}
