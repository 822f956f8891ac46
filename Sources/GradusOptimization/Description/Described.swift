import GradusExpression

/// A value that is written as a name with settings, and is what is written; stored, it is that text.
public protocol Described: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Its name, and the constants that are not the usual ones.
  var clause: Clause { get }

  /// What the clause describes.
  ///
  /// - Throws: `DescriptionError` that names the word.
  init(_ clause: Clause) throws(DescriptionError)
}

extension Described {
  /// The description that it is read from.
  public var description: String { clause.description }
  /// By the description.
  public static func == (left: Self, right: Self) -> Bool { left.clause == right.clause }
  /// By the description.
  public func hash(into hasher: inout Hasher) { hasher.combine(clause) }
}

extension Described {
  /// As its description.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(text: description) }

  /// From its description.
  ///
  /// - Throws: `DecodingError.dataCorrupted` that says what is wrong with it.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decode { try Self(Clause(parsing: $0)) }
  }
}
