/// The JSON header of a safetensors file: an entry for every array, and perhaps `__metadata__`.
struct SafetensorsHeader: Codable {
  struct Entry: Codable {
    var dtype: ElementType
    var shape: [Int]
    /// Where the bytes begin and end, counted from the end of the header.
    var data_offsets: [Int]
  }

  /// In the order of their bytes.
  var entries: [(name: String, entry: Entry)]
  var metadata: [String: String]

  private static let metadataKey = "__metadata__"

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  init(_ file: Safetensors) {
    metadata = file.metadata
    var end = 0
    entries = file.tensors.map { tensor in
      defer { end += tensor.bytes.count }
      return (
        tensor.name, Entry(dtype: tensor.type, shape: tensor.shape, data_offsets: [end, end + tensor.bytes.count])
      )
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    metadata = try container.decodeIfPresent([String: String].self, forKey: Name(Self.metadataKey)) ?? [:]
    entries = try container.allKeys.filter { $0.stringValue != Self.metadataKey }
      .map { ($0.stringValue, try container.decode(Entry.self, forKey: $0)) }
      .sorted {
        ($0.1.data_offsets.first ?? 0, $0.1.data_offsets.last ?? 0, $0.0) < (
          $1.1.data_offsets.first ?? 0, $1.1.data_offsets.last ?? 0, $1.0
        )
      }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    if !metadata.isEmpty { try container.encode(metadata, forKey: Name(Self.metadataKey)) }
    for (name, entry) in entries { try container.encode(entry, forKey: Name(name)) }
  }
}

/// A key that the object of a JSON text gives twice, at any depth; nil where there is none or the text is no JSON.
///
/// The format forbids it, and decoders keep one of the two without a word.
func repeatedKey(in text: some Sequence<UInt8>) -> String? {
  var seen: [Set<[UInt8]>] = []
  var string: [UInt8] = []
  var last: [UInt8]?
  var inString = false
  var escaped = false
  for byte in text {
    if inString {
      if escaped || byte != UInt8(ascii: "\"") { string.append(byte) }
      if !escaped, byte == UInt8(ascii: "\"") { (inString, last) = (false, string) }
      escaped = !escaped && byte == UInt8(ascii: "\\")
      continue
    }
    switch byte {
    case UInt8(ascii: "\""): (inString, string) = (true, [])
    case UInt8(ascii: "{"): seen.append([])
    case UInt8(ascii: "}"): if !seen.isEmpty { seen.removeLast() }
    case UInt8(ascii: ":"):
      guard let key = last, !seen.isEmpty else { return nil }
      if !seen[seen.count - 1].insert(key).inserted { return String(decoding: key, as: UTF8.self) }
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): continue
    default: last = nil
    }
  }
  return nil
}
