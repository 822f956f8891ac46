public import GradusExpression

/// A text as a formula, with what its symbols turned out to be.
public struct Reading: Sendable {
  /// The formula. A row, such as `x'*A`, is the vector with the same entries.
  public let formula: Formula
  /// Whether the formula was written as a row.
  public let isRow: Bool
  /// The definitions of the text, in an order in which each uses only those before it.
  public let definitions: [Definition]
  /// The symbols of the formula and of the definitions, in order of their first use.
  public let symbols: [Symbol]
  /// By what the formula is a derivative as it is written: x of `d/dx (x^2)`, twice for a second one; none for any other.
  public let derivativeNames: [String]
  /// What stands below the derivative that the formula is.
  public let underived: Formula?
  /// What the formula is minimised or maximised over as it is written: w of `\min_w ‖w‖²`; the formula is the objective.
  public let objectiveNames: [String]
  /// How the symbols were found that nothing declares.
  public let inferred: [Inferred]

  /// A symbol whose shape follows from its use.
  public struct Inferred: Sendable {
    /// The symbol as it was understood.
    public let symbol: Symbol
    /// The rows of the symbol, where it was written by one of them: `x_i` with i.
    public let row: (name: String, index: String)?
    /// The name before the indices of its entries, where that is another: x of `x_{ij}` for X.
    public let entryBase: String?
    /// Whether it is 1 at the members of a set of indices and 0 elsewhere.
    public let isSet: Bool
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
