public import GradusExpression

/// A law: a name that a student would recognise, and what it makes of a formula.
///
/// A law is pure, keeps the shape and the value of the formula wherever that has one, and returns nil where it does not
/// apply.
public struct RewriteRule: Sendable {
  /// A name that a student would recognise.
  public let name: String
  /// What the law says, in a sentence for the working.
  public let sentence: String
  private let rewrite: @Sendable (Formula) -> Rewrite?

  /// A law; `rewrite` is pure, and nil where the law does not apply.
  public init(_ name: String, _ sentence: String, _ rewrite: @escaping @Sendable (Formula) -> Rewrite?) {
    self.name = name
    self.sentence = sentence
    self.rewrite = rewrite
  }

  /// What the law makes of the formula; nil where it does not apply or changes nothing.
  public func callAsFunction(_ formula: Formula) -> Rewrite? {
    guard let result = rewrite(formula), result.formula != formula else { return nil }
    precondition(
      result.formula.shape == formula.shape,
      "the law '\(name)' made \(describe(shape: result.formula.shape)) of \(describe(shape: formula.shape))")
    return result
  }
}

/// A rewritten formula and the facts that allowed it.
public struct Rewrite: Sendable {
  /// What the law made of the formula.
  public let formula: Formula
  /// What it rests on.
  public let facts: [UsedFact]

  /// A rewrite and the facts that it used.
  public init(_ formula: Formula, facts: [UsedFact] = []) {
    self.formula = formula
    self.facts = facts
  }
}
