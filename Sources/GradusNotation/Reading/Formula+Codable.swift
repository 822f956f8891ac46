public import GradusExpression

/// Stored, a formula is its text with the symbols that stand in it:
/// `{"formula": "2*A*x", "symbols": [{"name": "A", "shape": ["n", "n"], "facts": ["symmetric"]}, …]}`.
extension Formula: Codable {
  private enum CodingKeys: String, CodingKey { case formula, symbols, sizes }

  /// - Throws: `EncodingError.invalidValue` where the text does not read back to the same formula, as of a symbol with three axes.
  public func encode(to encoder: any Encoder) throws {
    func impossible(_ reason: String) -> EncodingError {
      .invalidValue(self, .init(codingPath: encoder.codingPath, debugDescription: reason))
    }
    let symbols = symbols.sorted { $0.name < $1.name }
    if let wide = symbols.first(where: { $0.shape.count > 2 }) { throw impossible(Self.refusal(wide)) }
    // Lengths that no shape tells.
    let sizes = Set(sizeSymbols).subtracting(symbols.flatMap { $0.shape.flatMap(\.symbols) }).sorted()
    let text = written(as: .ascii)
    do {
      guard try Self.read(text, symbols, sizes) == self else { throw impossible("\(text) reads as another formula") }
    } catch let error as ReadingError {
      throw impossible("its text is not read: \(error.rendered())")
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .formula)
    try container.encode(symbols, forKey: .symbols)
    if !sizes.isEmpty { try container.encode(sizes, forKey: .sizes) }
  }

  /// - Throws: `DecodingError.dataCorrupted` that shows the place in the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .formula)
    let symbols = try container.decode([Symbol].self, forKey: .symbols)
    let sizes = try container.decodeIfPresent([String].self, forKey: .sizes) ?? []
    if let wide = symbols.first(where: { $0.shape.count > 2 }) {
      throw DecodingError.dataCorruptedError(
        forKey: .symbols, in: container, debugDescription: Self.refusal(wide))
    }
    do { self = try Self.read(text, symbols, sizes) } catch {
      throw DecodingError.dataCorruptedError(forKey: .formula, in: container, debugDescription: error.rendered())
    }
  }

  private static func refusal(_ symbol: Symbol) -> String { "the notation knows at most matrices: \(symbol)" }

  private static func read(_ text: String, _ symbols: [Symbol], _ sizes: [String]) throws(ReadingError) -> Formula {
    var reader = Reader(symbols: symbols, sizes: sizes)
    return try reader.read(text).formula
  }
}
