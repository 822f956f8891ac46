internal import FoundationEssentials

extension Safetensors {
  /// Reads a file.
  ///
  /// - Throws: `ExchangeError` where the file is missing or breaks any rule of the format: lengths that lie, gaps or
  ///   overlaps between arrays, shapes that do not fit their bytes, repeated names.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(file: FileBytes.read(path), named: path)
  }

  /// Reads the bytes of a file; `name` is what errors call it.
  package init(file: [UInt8], named name: String) throws(ExchangeError) {
    func malformed(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: name, reason) }
    guard file.count >= 8 else {
      throw malformed("has \(file.count) bytes; a safetensors file begins with the 8 bytes of its header's length")
    }
    let length = file[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.headerLimit) else {
      throw malformed(
        "is no safetensors file: its header would have \(length) bytes; at most \(Self.headerLimit) are allowed")
    }
    guard length <= UInt64(file.count - 8) else {
      throw malformed("is cut short: its header would have \(length) bytes, there are \(file.count - 8)")
    }
    let start = 8 + Int(length)
    let text = file[8..<start]
    guard text.first == UInt8(ascii: "{") else {
      throw malformed("is no safetensors file: its header does not begin with {")
    }
    if let key = repeatedKey(in: text) { throw malformed("its header gives \"\(key)\" twice") }
    let header: SafetensorsHeader
    do {
      header = try JSONDecoder().decode(SafetensorsHeader.self, from: Data(text))
    } catch {
      throw malformed("its header is wrong: \(explanation(of: error))")
    }
    self.init(tensors: try Self.cut(file, from: start, by: header, named: name), metadata: header.metadata)
  }

  /// The arrays that the header gives, in the order of their bytes, which they must cover without gap or overlap.
  private static func cut(
    _ file: [UInt8], from start: Int, by header: SafetensorsHeader, named name: String
  ) throws(ExchangeError) -> [NamedTensor] {
    var tensors: [NamedTensor] = []
    var end = 0
    for (tensor, entry) in header.entries {
      func malformed(_ reason: String) -> ExchangeError {
        ExchangeError(.malformed, file: name, "array \"\(tensor)\" \(reason)")
      }
      let offsets = entry.data_offsets
      guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1] else {
        throw malformed("has the offsets \(offsets); a begin and an end were expected")
      }
      guard offsets[0] == end else {
        throw malformed("begins at \(offsets[0]), but the array before it ends at \(end)")
      }
      guard offsets[1] <= file.count - start else {
        throw malformed("ends at \(offsets[1]), but the file has only \(file.count - start) bytes after its header")
      }
      var bits = entry.dtype.bits
      for size in entry.shape {
        let (product, overflow) = bits.multipliedReportingOverflow(by: size)
        guard size >= 0, !overflow else { throw malformed("has the shape \(entry.shape), which no array has") }
        bits = product
      }
      guard bits == 8 * (offsets[1] - offsets[0]) else {
        throw malformed(
          "of type \(entry.dtype.rawValue) and shape \(entry.shape) needs \(bits / 8) bytes, its offsets give \(offsets[1] - offsets[0])"
        )
      }
      end = offsets[1]
      let bytes = Array(file[start + offsets[0]..<start + offsets[1]])
      tensors.append(NamedTensor(name: tensor, type: entry.dtype, shape: entry.shape, bytes: bytes))
    }
    guard end == file.count - start else {
      throw ExchangeError(
        .malformed, file: name, "\(file.count - start - end) bytes at its end belong to no array")
    }
    return tensors
  }
}

/// What a decoder found wrong, in one line.
func explanation(of error: any Error) -> String {
  func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? "\"\($0.stringValue)\"" }
    return path.isEmpty ? "" : " at " + path.joined(separator: " ")
  }
  guard let error = error as? DecodingError else { return "\(error)" }
  switch error {
  case .keyNotFound(let key, let context): return "\"\(key.stringValue)\" is missing\(place(context))"
  case .typeMismatch(let type, let context): return "\(jsonName(type)) was expected\(place(context))"
  case .valueNotFound(let type, let context): return "\(jsonName(type)) was expected\(place(context))"
  case .dataCorrupted(let context):
    // Without a place the text is no JSON at all; with one, a value is not among those allowed.
    return context.codingPath.isEmpty ? "it is no JSON" : "an unknown or impossible value\(place(context))"
  @unknown default: return "\(error)"
  }
}

private func jsonName(_ type: any Any.Type) -> String {
  switch type {
  case is String.Type: "a text"
  case is Int.Type: "a whole number"
  case is Double.Type: "a number"
  case is any Collection.Type where "\(type)".hasPrefix("Dictionary"): "an object"
  case is any Collection.Type: "a list"
  default: "an object"
  }
}
