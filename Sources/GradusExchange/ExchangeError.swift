public import GradusExpression

/// Why a file could not be read or written, in one line: the file, what is wrong with it, and what to do.
public struct ExchangeError: DescribedError, Hashable, Sendable {
  /// What kind of fault it is: programs decide by it.
  public enum Kind: Hashable, Sendable {
    /// The operating system refused: no such file, no permission, a full disk.
    case inputOutput
    /// The file was read, and what it says is wrong.
    case malformed
    /// The file is right, and says what Gradus does not read.
    case unsupported
  }

  /// The kind of fault.
  public let kind: Kind
  /// The file, as the caller named it.
  public let file: String
  /// What is wrong, without the name of the file.
  public let reason: String

  /// A fault of a file: `reason` follows its name in the sentence.
  package init(_ kind: Kind, file: String, _ reason: String) {
    self.kind = kind
    self.file = file
    self.reason = reason
  }

  /// The file and what is wrong with it.
  public var description: String { "\(file): \(reason)" }
}
