/// Arrays by name as NumPy saves them together (`.npz`): a zip archive of `.npy` files, stored or compressed.
///
///     let w = try NumPyArchive(contentsOf: "weights.npz").array("w")
public struct NumPyArchive: Sendable {
  private let archive: ZipArchive
  private let arrays: [(name: String, entry: ZipArchive.Entry)]
  private let file: String

  /// The names of the arrays, in the order of the file.
  public var names: [String] { arrays.map(\.name) }

  /// - Throws: `ExchangeError` where the file is missing, or is no zip archive.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(file: FileBytes.read(path), named: path)
  }

  /// Reads the bytes of a file; `name` is what errors call it. The arrays are read when they are asked for.
  package init(file: [UInt8], named name: String) throws(ExchangeError) {
    archive = try ZipArchive(file, file: name)
    self.file = name
    arrays = archive.entries.filter { $0.name.hasSuffix(".npy") }.map { (String($0.name.dropLast(4)), $0) }
  }

  /// The array of a name; without one, the only array.
  ///
  /// - Throws: `ExchangeError` where there is no such array, its bytes are damaged, or its elements are no real numbers.
  public func array(_ name: String? = nil) throws(ExchangeError) -> NumPyArray {
    try NumPyArray(bytes(of: name), file: label(name))
  }

  /// The array's own file.
  package func bytes(of name: String? = nil) throws(ExchangeError) -> [UInt8] {
    guard let found = name.map({ name in arrays.first { $0.name == name } }) ?? (arrays.count == 1 ? arrays[0] : nil)
    else {
      let known = names.isEmpty ? "no arrays" : "the arrays " + names.prefix(20).joined(separator: ", ")
      let wanted =
        name.map { "has no array \($0); it holds \(known)" }
        ?? "holds \(known): say which, as in \(file):\(names.first ?? "name")"
      throw ExchangeError(.malformed, file: file, wanted)
    }
    return try archive.content(of: found.entry)
  }

  private func label(_ name: String?) -> String { "\(file):\(name ?? names.first ?? "")" }
}
