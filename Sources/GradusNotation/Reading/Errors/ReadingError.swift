public import GradusExpression

/// Why a text could not be read as mathematics: the problem as data, and its place in the text.
///
/// `range` counts Unicode scalars of `source`; ``rendered(name:)`` shows the line with a caret under the place.
public struct ReadingError: DescribedError, Hashable, Sendable {
  /// What is wrong.
  public let problem: Problem
  /// The text that was read.
  public let source: String
  /// The place in `source`, in Unicode scalars; empty at the end of the text.
  public let range: Range<Int>

  /// A fault at a range of the source, in bytes of UTF-8.
  package init(_ problem: Problem, in source: String, at range: Range<Int>) {
    self.problem = problem
    self.source = source
    self.range = range
  }
}

extension ReadingError.Problem {
  /// A comparison where a formula stands.
  static let bareComparison = Self.unsupported(
    "a comparison",
    advice:
      "in brackets it is 1 where it holds and 0 elsewhere, as in (x > 0)*x; max and min take the larger or smaller")
}

extension ReadingError {
  /// What can go wrong while reading.
  public enum Problem: Hashable, Sendable {
    /// The text has more bytes than the reader accepts.
    case tooLong(limit: Int)
    /// Brackets, signs or powers are nested more deeply than the reader accepts.
    case tooDeep(limit: Int)
    /// The definitions unfold to more formula than the reader accepts.
    case tooLarge(limit: Int)
    /// Something else was expected at this place.
    case unexpected(found: String, expected: String)
    /// A character that has no meaning in mathematics here.
    case unknownCharacter(String)
    /// `\command` that the reader does not know.
    case unknownCommand(String, suggestion: String?)
    /// A function that the reader does not know.
    case unknownFunction(String, suggestion: String?)
    /// A function with the wrong number of arguments; `expected` is in words.
    case argumentCount(function: String, expected: String, found: Int)
    /// A number with more digits, or a larger exponent, than the reader accepts.
    case numberTooLarge
    /// Two readings are possible; the text has to say which.
    case ambiguous(String, choices: [String])
    /// Understood, and not supported; `advice` says what to write instead.
    case unsupported(String, advice: String)
    /// The shapes do not fit the operation.
    case shapeMismatch(operation: String, left: Operand, right: Operand, advice: String?)
    /// The shape does not fit the function or operation.
    case wrongShape(operation: String, operand: Operand, expected: String)
    /// The text does not say whether the name is a scalar, a vector or a matrix, or of which size.
    case needsDeclaration(name: String, example: String)
    /// The size of a constant such as `vector(1)` follows from nothing.
    case undeterminedSize(String)
    /// A name is declared or defined twice.
    case redefinition(String)
    /// A definition that uses itself.
    case circularDefinition(String)
    /// A declaration that cannot hold.
    case invalidDeclaration(String)
  }

  /// One side of an operation: its text and its shape in words, such as `X*w` and `[q]`.
  public struct Operand: Hashable, Sendable {
    /// The operand as it stands in the source.
    public let text: String
    /// Its shape in words.
    public let shape: String

    /// An operand and its shape.
    package init(text: String, shape: String) {
      self.text = text
      self.shape = shape
    }
  }
}
