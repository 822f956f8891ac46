extension Formula.Size: Codable {
  /// A number as a number, what has letters as its text: `"2*n"`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if case .number(let value) = self { try container.encode(value) } else { try container.encode(description) }
  }

  /// - Throws: `DecodingError` for what is neither a number of at least 0 nor names and numbers between `*`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text: String
    if let value = try? container.decode(Int.self) {
      text = "\(value)"
    } else {
      text = try container.decode(String.self)
    }
    var size = Formula.Size.number(1)
    for factor in text.split(separator: "*", omittingEmptySubsequences: false) {
      if let value = Int(factor), value >= 0 {
        size = size * .number(value)
      } else if let first = factor.first, first.isLetter, !factor.contains(where: \.isWhitespace) {
        size = size * .symbol(String(factor))
      } else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "\"\(text.prefix(40))\" is no length such as 3, \"n\" or \"2*n\"")
      }
    }
    self = size
  }
}

extension Fact: Codable {}

extension Symbol: Codable {
  private enum CodingKeys: String, CodingKey { case name, shape, facts }

  /// Its name, its shape, and the facts in their order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(shape, forKey: .shape)
    if !facts.isEmpty { try container.encode(Fact.allCases.filter(facts.contains), forKey: .facts) }
  }

  /// - Throws: `DecodingError` for an empty name, or a fact of square matrices told of something else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .name)
    let shape = try container.decode([Formula.Size].self, forKey: .shape)
    let facts = try container.decodeIfPresent([Fact].self, forKey: .facts) ?? []
    guard !name.isEmpty else {
      throw DecodingError.dataCorruptedError(forKey: .name, in: container, debugDescription: "a symbol has a name")
    }
    let isSquare = shape.count == 2 && shape[0] == shape[1]
    if let wrong = facts.first(where: { $0.needsSquareMatrix && !isSquare }) {
      throw DecodingError.dataCorruptedError(
        forKey: .facts, in: container,
        debugDescription: "\(wrong.rawValue) is said of square matrices, not of \(name): \(describe(shape: shape))")
    }
    self.init(name, shape, facts: Set(facts))
  }
}
