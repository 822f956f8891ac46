// What is stored as the text that describes it, and is read back from that.
extension Encoder {
  /// Stores a text alone.
  package func encode(text: String) throws {
    var container = singleValueContainer()
    try container.encode(text)
  }
}

extension Decoder {
  /// The value of a text that stands alone.
  ///
  /// - Parameter read: reads it; what it throws says what is wrong with the text.
  /// - Throws: `DecodingError.dataCorrupted` with the words of that.
  package func decode<Value>(text read: (String) throws -> Value) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    do { return try read(text) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }
}

/// Why a text is none of a value.
package struct UnreadableText: DescribedError {
  package let description: String

  package init(_ description: String) { self.description = description }
}
