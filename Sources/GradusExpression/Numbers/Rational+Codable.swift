extension Rational: Codable {
  /// As its text, `"2/3"`: exact in every format.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(text: description) }

  /// - Throws: `DecodingError.dataCorrupted` for a text that is no number.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decode { text in
      guard text.utf8.count <= Rational.longestText, let value = Rational(text) else {
        throw UnreadableText("\"\(text.prefix(40))\" is no number such as \"2/3\" or \"0.1\"")
      }
      return value
    }
  }

  /// So many characters are read at most.
  private static let longestText = 100_000
}
