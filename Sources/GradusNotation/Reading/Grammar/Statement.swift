/// One statement of a text: `g = x^2`, `P*x = a`, `x: [n]`, or a formula.
public enum Statement: Hashable, Sendable {
  case expression(Syntax)
  case definition(Definition)
  case equation(left: Syntax, right: Syntax)
  case declaration(DeclarationSyntax)

  /// `name = body` or `name(parameters) := body`.
  public struct Definition: Hashable, Sendable {
    /// The name that is defined.
    public let name: String
    /// The names of the arguments; none for a value.
    public let parameters: [String]
    /// What it stands for.
    public let body: Syntax
    /// The place of the name.
    public let nameRange: Range<Int>
  }
}

/// A declaration as it was written.
public struct DeclarationSyntax: Hashable, Sendable {
  /// The names that are declared.
  public let names: [String]
  /// Where each name stands in the source.
  public let nameRanges: [Range<Int>]
  /// What is said of the shape.
  public let shape: Shape
  /// What is said besides, fact by fact.
  public let facts: [String]
  /// Where the facts stand in the source.
  public let factsRange: Range<Int>
  /// Where the declaration stands in the source.
  public let range: Range<Int>
  /// What is said and has no fact that tells it, as it was written: `p < 1`.
  public var unused: [String] = []
  /// Whether it is an inequality, `λ > 0`.
  public var isInequality = false

  /// A shape as it was declared.
  public enum Shape: Hashable, Sendable {
    case scalar
    /// Nothing: `λ > 0` and `A: symmetric` leave the shape to the formula.
    case open
    /// A vector or a matrix whose sizes the formula decides.
    case vector, matrix
    /// `f: function`, of one number.
    case function
    /// `[n]`, `[2, 3]`, `[2*n, m]`: each size is a product of names and numbers.
    case sizes([[SizeFactor]])
  }

  /// A factor of a length: a number or a name.
  public enum SizeFactor: Hashable, Sendable {
    case number(Int)
    case name(String)
  }
}
