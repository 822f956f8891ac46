extension Tensor: Codable {
  private enum Key: String, CodingKey { case shape, values }

  /// As `{"shape": [2, 2], "values": [1, 2, 3, 4]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(shape, forKey: .shape)
    try container.encode(values, forKey: .values)
  }

  /// - Throws: `DecodingError.dataCorrupted` where the count of the values is not the product of the shape.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let shape = try container.decode([Int].self, forKey: .shape)
    let values = try container.decode([Double].self, forKey: .values)
    guard shape.allSatisfy({ $0 >= 0 }), shape.entryCount == values.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container, debugDescription: "\(values.count) values for the shape \(shape)")
    }
    self.init(shape: shape, values: values)
  }
}
