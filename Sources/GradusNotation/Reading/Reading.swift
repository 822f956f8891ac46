public import GradusExpression

/// A text as a formula, with what its symbols turned out to be.
public struct Reading: Sendable {
  /// The formula. A row, such as `x'*A`, is the vector with the same entries.
  public let formula: Formula
  /// Whether the formula was written as a row.
  package let isRow: Bool
  /// The definitions of the text, in an order in which each uses only those before it.
  public let definitions: [Definition]
  /// The symbols of the formula and of the definitions, in order of their first use.
  public let symbols: [Symbol]
  /// By what the formula is a derivative as it is written: x of `d/dx (x^2)`, twice for a second one; none for any other.
  package let derivativeNames: [String]
  /// What stands below the derivative that the formula is.
  package let underived: Formula?
  /// What the formula is minimised or maximised over as it is written: w of `\min_w ‖w‖²`; the formula is the objective.
  package let objectiveNames: [String]
  /// How the symbols were found that nothing declares.
  package let inferred: [Inferred]
  /// How the formula is the derivative of a function, taken at a place: `∇f(x_0)`, `f'(2)`.
  package let slope: Slope?

  /// The derivative of a function by its arguments, and where it is taken.
  package struct Slope: Sendable {
    /// The function's name; nil where a formula is differentiated.
    package let name: String?
    /// Its arguments, as its definition names them.
    package let parameters: [String]
    /// The function's value, its arguments being symbols.
    package let value: Formula
    /// The arguments that it is differentiated by, one after the other, or each where they are joined.
    package let variables: [Formula]
    /// What stands at the arguments.
    package let point: [(variable: Formula, value: Formula)]
    /// Whether it is the vector or matrix of the partial derivatives in several numbers.
    package let isJoined: Bool
  }

  /// A symbol whose shape follows from its use.
  package struct Inferred: Sendable {
    /// The symbol as it was understood.
    package let symbol: Symbol
    /// The rows of the symbol, where it was written by one of them: `x_i` with i.
    package let row: (name: String, index: String)?
    /// The name before the indices of its entries, where that is another: x of `x_{ij}` for X.
    package let entryBase: String?
    /// Whether it is 1 at the members of a set of indices and 0 elsewhere.
    package let isSet: Bool
    /// Whether it stands with indices of sums below it, as data do.
    package let isIndexed: Bool
  }

  /// `name = formula`.
  public struct Definition: Sendable {
    /// The name as it stands in the source.
    public let name: String
    /// The parameters of `f(x, y) := …`; none for a plain definition.
    public let parameters: [String]
    /// What was read.
    public let formula: Formula
  }

  /// The symbol of that name, `x_1` and `x1` being one.
  public func symbol(_ name: String) -> Symbol? {
    let key = KnownNames.key(name)
    return symbols.first { KnownNames.key($0.name) == key }
  }
}
