internal import GradusExchange

/// Reads arrays that lie in files of the model's folder, and never elsewhere.
struct ExternalData {
  private let model: String

  init(beside model: String) { self.model = model }

  /// The bytes of an array.
  func read(_ tensor: Onnx_TensorProto) throws(GraphFault) -> [UInt8] {
    let words = Dictionary(tensor.externalData.map { ($0.key, $0.value) }) { first, _ in first }
    func fault(_ reason: String) -> GraphFault { GraphFault("the array \(tensor.name.prefix(80)) \(reason)") }
    guard let location = words["location"], !location.isEmpty else { throw fault("does not say in which file it lies") }
    let parts = location.split(separator: "/", omittingEmptySubsequences: false)
    guard !location.hasPrefix("/"), !parts.contains(".."), !location.contains("\0") else {
      throw fault("would lie at \(location.prefix(80)), outside of the model's folder")
    }
    let folder = model.lastIndex(of: "/").map { String(model[...$0]) } ?? ""
    let path = folder + location
    guard !FileBytes.isLink(path) else { throw fault("lies behind a link, \(location.prefix(80))") }
    guard let offset = Int(words["offset"] ?? "0"), offset >= 0, let size = FileBytes.size(of: path), offset <= size
    else {
      throw fault("does not lie in \(path.prefix(200)), or there is no such file")
    }
    guard let length = Int(words["length"] ?? "\(size - offset)"), length >= 0, length <= size - offset else {
      throw fault("does not lie within the \(size) bytes of \(path.prefix(200))")
    }
    do throws(ExchangeError) { return try FileBytes.read(path, from: offset, count: length) } catch {
      throw fault("is not read: \(error.reason)")
    }
  }
}
