internal import GradusLearning

/// The arrays of a file by name, in any of the formats that hold some: npy (one, without a name), npz, safetensors, MATLAB's, IDX.
struct ArrayFile {
  enum Format: Hashable { case npy, npz, safetensors, matlab, idx }

  let names: [String]
  /// Whether examples lie along the last axis, as MATLAB's users have it.
  let isColumnMajor: Bool
  private let file: String
  private let read: (String) throws(ExchangeError) -> NumberArray?

  /// The format of a file, told by its first bytes; nil where it holds no arrays.
  static func format(_ start: [UInt8]) -> Format? {
    if NumPyArray.isNumPy(start) { return .npy }
    if ZipArchive.isZip(start) { return .npz }
    if MATFile.isMAT(start) { return .matlab }
    if start.starts(with: [0, 0]) { return .idx }
    // The length of a header, and the brace that it begins with.
    let length = start.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return start.count > 8 && start[8] == UInt8(ascii: "{") && length <= UInt64(Safetensors.headerLimit)
      ? .safetensors : nil
  }

  /// - Throws: `ExchangeError` where the file is malformed.
  init(_ bytes: [UInt8], _ format: Format, file: String) throws(ExchangeError) {
    self.file = file
    isColumnMajor = format == .matlab
    switch format {
    case .npy:
      names = [""]
      read = { _ throws(ExchangeError) in try NumberArray(numPy: bytes, file: file) }
    case .npz:
      let archive = try NumPyArchive(file: bytes, named: file)
      names = archive.names
      read = { name throws(ExchangeError) in
        try NumberArray(numPy: archive.bytes(of: name), file: "\(file):\(name)")
      }
    case .safetensors:
      let tensors = try Safetensors(file: bytes, named: file)
      if tensors.metadata["format"] == "gradus" {
        throw ExchangeError(.unsupported, file: file, "is a model, and no data to learn from")
      }
      names = tensors.tensors.map(\.name)
      read = { name throws(ExchangeError) in
        guard let tensor = tensors[name: name] else { return nil }
        return try NumberArray(tensor, file: file)
      }
    case .matlab:
      let arrays = try MATFile(bytes, file: file)
      names = arrays.names
      read = { name throws(ExchangeError) in try arrays.array(name) }
    case .idx:
      names = [""]
      read = { _ throws(ExchangeError) in NumberArray(try IDX(file: bytes, named: file)) }
    }
  }

  /// The names of arrays that are read elsewhere.
  init(names: [String], file: String) {
    (self.names, self.file, isColumnMajor, read) = (names, file, false, { _ in nil })
  }

  /// - Throws: `ExchangeError` where there is no such array, or it is malformed.
  func array(_ name: String) throws(ExchangeError) -> NumberArray {
    guard names.contains(name), let array = try read(name) else {
      let list = names.isEmpty ? "no arrays" : "the arrays " + names.prefix(20).joined(separator: ", ")
      throw ExchangeError(.malformed, file: file, "has no array \(name); it holds \(list)")
    }
    return array
  }
}

extension ArrayFile {
  /// Which arrays hold the examples of a part and what is to be told of them.
  struct Roles: Hashable {
    let examples: String
    let targets: String?
    /// What is told is called so, in every part.
    var name = "y"
  }

  private static let exampleNames = ["x", "images", "image", "data", "features", "inputs", "arr_0"]
  private static let targetNames = ["y", "labels", "label", "target", "targets", "outputs", "classes", "arr_1"]

  /// The names of a part: `x_train`, `train_x`; of a file without parts the names alone.
  private func find(_ wanted: [String], _ part: ImageSource.Part?) -> String? {
    let known = Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
    let words = part == nil ? [""] : part == .training ? ["train", "training"] : ["test", "testing"]
    for name in wanted {
      for word in words {
        for spelling in part == nil ? [name] : ["\(name)_\(word)", "\(word)_\(name)", "\(name)\(word)"] {
          if let found = known[spelling] { return found }
        }
      }
    }
    return nil
  }

  /// Whether the file has examples that it calls those of this part.
  func has(_ part: ImageSource.Part) -> Bool { find(Self.exampleNames, part) != nil }

  /// - Parameter target: the array that is told, where somebody says so.
  /// - Throws: `ExchangeError` where nobody can say which array holds the examples.
  func roles(_ part: ImageSource.Part, target: String?) throws(ExchangeError) -> Roles {
    let named = target.flatMap { names.contains($0) ? $0 : nil }
    if let examples = find(Self.exampleNames, part) {
      return Roles(examples: examples, targets: named ?? find(Self.targetNames, part), name: target ?? "y")
    }
    let targets = named ?? find(Self.targetNames, nil)
    if let examples = find(Self.exampleNames, nil), examples != targets {
      return Roles(examples: examples, targets: targets, name: targets ?? "y")
    }
    let rest = names.filter { $0 != targets }
    guard rest.count == 1 else {
      throw ExchangeError(
        .unsupported, file: file,
        names.isEmpty
          ? "holds no arrays"
          : names.contains { $0.hasSuffix("weight") || $0.hasPrefix("coefs_") }
            ? "holds the weights of a model, \(names.prefix(4).joined(separator: ", ")), and no data to learn from: `gradus import FILE --output model.safetensors` makes a model of it"
            : "holds the arrays \(names.prefix(20).joined(separator: ", ")); the examples are looked for under X or x_train, and what is to be told under y or y_train"
      )
    }
    return Roles(examples: rest[0], targets: targets, name: targets ?? "y")
  }
}
