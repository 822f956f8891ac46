extension Rational: Codable {
  /// As its text, `"2/3"`: exact in every format.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// - Throws: `DecodingError.dataCorrupted` for a text that is no number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard text.utf8.count <= Rational.longestText, let value = Rational(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text.prefix(40))\" is no number such as \"2/3\" or \"0.1\"")
    }
    self = value
  }

  /// So many characters are read at most.
  private static let longestText = 100_000
}
