public import GradusExpression

/// Several numbers taken together as one vector, so that what is known of functions of a vector holds of functions of several
/// numbers.
///
///     let joint = JointVariable([x, y])!
///     try minimise(joint.joining(x * x + x * y + y * y - x), over: joint.vector).solution    // (2/3, −1/3)
public struct JointVariable: Sendable {
  /// The numbers, in their order.
  public let variables: [Formula]
  /// The vector that stands for them.
  public let vector: Formula

  /// Nil unless the variables are two or more different symbols for numbers.
  public init?(_ variables: [Formula], avoiding formula: Formula = 0) {
    guard variables.count > 1, Set(variables).count == variables.count,
      variables.allSatisfy({ variable in
        guard case .symbol(let symbol) = variable.node else { return false }
        return symbol.shape.isEmpty
      })
    else { return nil }
    let taken = Set(formula.symbols.map(\.name) + variables.flatMap(\.symbols).map(\.name))
    let name = ["z", "v", "u", "s"].first { !taken.contains($0) } ?? "joint"
    self.variables = variables
    vector = .symbol(name, [.number(variables.count)])
  }

  /// The formula with the entries of the vector in the place of the numbers.
  public func joining(_ formula: Formula) -> Formula {
    let entries = variables.enumerated().map { index, variable in (variable, vector.entry(index)) }
    return formula.substituting(Dictionary(uniqueKeysWithValues: entries))
  }
}
