/// One statement of a text: `g = x^2`, `P*x = a`, `x: [n]`, or a formula.
package enum Statement: Hashable, Sendable {
  case expression(Syntax)
  case definition(Definition)
  case equation(left: Syntax, right: Syntax)
  case declaration(DeclarationSyntax)

  /// `name = body` or `name(parameters) := body`.
  package struct Definition: Hashable, Sendable {
    /// The name that is defined.
    package let name: String
    /// The names of the arguments; none for a value.
    package let parameters: [String]
    /// What it stands for.
    package let body: Syntax
    /// The place of the name.
    package let nameRange: Range<Int>
    /// The indices of an array that is defined entry by entry, as k of `p_k = …`; its body is that of the whole array.
    package var letters: [String] = []
    /// The array r of `r_i = y_i - w^T x_i`, should another text speak of r_i for every i.
    var array: ArrayForm?
  }

  /// What a definition for one index says of all of them.
  struct ArrayForm: Hashable, Sendable {
    let name: String
    let body: Syntax
  }
}

/// A declaration as it was written.
package struct DeclarationSyntax: Hashable, Sendable {
  /// The names that are declared.
  package let names: [String]
  /// Where each name stands in the source.
  package let nameRanges: [Range<Int>]
  /// What is said of the shape.
  package let shape: Shape
  /// What is said besides, fact by fact.
  package let facts: [String]
  /// Where the facts stand in the source.
  package let factsRange: Range<Int>
  /// Where the declaration stands in the source.
  package let range: Range<Int>
  /// What is said and has no fact that tells it, as it was written: `p < 1`.
  package var unused: [String] = []
  /// Whether it is an inequality, `λ > 0`.
  package var isInequality = false

  /// A shape as it was declared.
  package enum Shape: Hashable, Sendable {
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
  package enum SizeFactor: Hashable, Sendable {
    case number(Int)
    case name(String)
  }
}
