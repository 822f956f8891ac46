/// One statement of a text: `g = x^2`, `P*x = a`, `x: [n]`, or a formula.
public enum Statement: Hashable, Sendable {
  case expression(Syntax)
  case definition(Definition)
  case equation(left: Syntax, right: Syntax)
  case declaration(DeclarationSyntax)

  /// `name = body` or `name(parameters) := body`.
  public struct Definition: Hashable, Sendable {
    public let name: String
    public let parameters: [String]
    public let body: Syntax
    /// The place of the name.
    public let nameRange: Range<Int>
  }
}

/// A declaration as it was written.
public struct DeclarationSyntax: Hashable, Sendable {
  public let names: [String]
  public let nameRanges: [Range<Int>]
  public let shape: Shape
  public let facts: [String]
  public let factsRange: Range<Int>
  public let range: Range<Int>

  public enum Shape: Hashable, Sendable {
    case scalar
    /// A vector or a matrix whose sizes the formula decides.
    case vector, matrix
    /// `f: function`, of one number.
    case function
    /// `[n]`, `[2, 3]`, `[2*n, m]`: each size is a product of names and numbers.
    case sizes([[SizeFactor]])
  }

  public enum SizeFactor: Hashable, Sendable {
    case number(Int)
    case name(String)
  }
}
