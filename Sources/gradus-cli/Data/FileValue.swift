import Gradus

extension FileReference {
  /// The numbers of a file.
  struct Content {
    let value: Tensor
    /// What a person should know of how the file was read.
    var note: String?
  }

  /// The numbers of the file: a vector where it has one column, or as they were saved.
  func read() throws -> Content {
    if path.hasSuffix(".npy") { return try content(NumPyArray(contentsOf: path)) }
    if path.hasSuffix(".npz") { return try content(NumPyArchive(contentsOf: path).array(array)) }
    if path.hasSuffix(".safetensors") { return try content(tensor(of: Safetensors(contentsOf: path))) }
    let table = try NumberTable(contentsOf: path)
    let rows = table.rows
    let values = rows.flatMap(\.self)
    let note = table.headings.map { headings in
      "read: \(name) from \(path) without its line of names: \(headings.joined(separator: ", "))"
    }
    if rows[0].count == 1 { return Content(value: Tensor(vector: values), note: note) }
    return Content(value: Tensor(shape: [rows.count, rows[0].count], values: values), note: note)
  }

  private func content(_ array: NumPyArray) throws -> Content {
    guard array.shape.count <= 2 else {
      throw CommandError(.data, "\(path): has the shape \(array.shape); a number, a vector or a matrix was expected")
    }
    guard !array.values.isEmpty else {
      throw CommandError(.data, "\(path): has the shape \(array.shape), without a number")
    }
    return Content(value: Tensor(shape: array.shape, values: array.values))
  }

  private func tensor(of file: Safetensors) throws -> NumPyArray {
    let names = file.tensors.map(\.name)
    guard let found = array.map({ file[name: $0] }) ?? (names.count == 1 ? file.tensors[0] : nil) else {
      let known = names.isEmpty ? "none" : names.prefix(20).joined(separator: ", ")
      throw CommandError(
        .data, "\(path): say which array, as in \(path):\(names.first ?? "name"); the file holds \(known)")
    }
    guard let values = found.doubles else {
      throw CommandError(.data, "\(path): \(found.name) is of the type \(found.type.rawValue), not of floats")
    }
    return NumPyArray(shape: found.shape, values: values)
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
