import Gradus

/// `A = @matrix.npy`: a name and the file that holds its numbers.
struct FileValue {
  let name: String
  let path: String

  /// Nil where the declaration names no file.
  init?(_ declaration: String) {
    let parts = declaration.split(separator: "=", maxSplits: 1).map { $0.trimmed }
    guard parts.count == 2, parts[1].hasPrefix("@"), !parts[0].isEmpty else { return nil }
    name = parts[0]
    path = String(parts[1].dropFirst())
  }

  /// The numbers of the file: a vector where it has one column, or as NumPy saved it.
  func read() throws -> Tensor {
    if path.hasSuffix(".npy") {
      let array = try NumPyArray(contentsOf: path)
      guard array.shape.count <= 2 else {
        throw CommandError(.data, "\(path): has the shape \(array.shape); a number, a vector or a matrix was expected")
      }
      guard !array.values.isEmpty else {
        throw CommandError(.data, "\(path): has the shape \(array.shape), without a number")
      }
      return Tensor(shape: array.shape, values: array.values)
    }
    let rows = try NumberTable(contentsOf: path).rows
    let values = rows.flatMap(\.self)
    if rows[0].count == 1 { return Tensor(vector: values) }
    return Tensor(shape: [rows.count, rows[0].count], values: values)
  }

  /// Writes numbers as NumPy's array or, by the name's ending, as a table of text.
  static func write(_ value: Tensor, to path: String) throws {
    if path.hasSuffix(".npy") { return try NumPyArray(shape: value.shape, values: value.values).write(to: path) }
    let width = value.rank == 2 ? value.shape[1] : 1
    let lines = stride(from: 0, to: value.values.count, by: max(width, 1)).map { start in
      value.values[start..<start + width].map { "\($0)" }.joined(separator: ",") + "\n"
    }
    try FileBytes.write(Array(lines.joined().utf8), to: path)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
