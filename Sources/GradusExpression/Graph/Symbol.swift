/// A named quantity: its name, its shape and what is known of it.
public struct Symbol: Hashable, Sendable {
  /// The name, by which values are given.
  public let name: String
  /// One size an axis: none for a scalar, one for a vector, two for a matrix.
  public let shape: [Formula.Size]
  /// The declared facts together with all that follows from them.
  public let facts: Set<Fact>

  /// A symbol with a name, a shape (none for a number) and what is known of it.
  public init(_ name: String, _ shape: [Formula.Size] = [], facts: Set<Fact> = []) {
    self.name = name
    self.shape = shape
    self.facts = facts.closure
  }
}

extension Symbol: CustomStringConvertible {
  /// `A: [n, n] symmetric`, as in a declaration.
  public var description: String {
    let known = Fact.allCases.filter { fact in
      facts.contains(fact) && !facts.contains { $0 != fact && Set([$0]).closure.contains(fact) }
    }
    return ([name + ":", describe(shape: shape)] + known.map(\.rawValue)).joined(separator: " ")
  }
}
