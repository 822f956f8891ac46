public import GradusExpression
public import GradusOptimization

/// What is made of gradients that are too large, before the optimiser sees them.
public struct Clipping: Described {
  /// What is bounded.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Every entry, to [−c, c].
    case value
    /// The norm of each parameter's gradient, to c.
    case norm
    /// The norm of all gradients together, to c.
    case globalNorm = "global-norm"
  }

  /// What is bounded.
  public let kind: Kind
  /// c
  public let bound: Rational

  /// A bound. Traps unless it is positive.
  public init(_ kind: Kind, _ bound: Rational) {
    precondition(bound > 0, "a bound of \(bound)")
    (self.kind, self.bound) = (kind, bound)
  }

  /// The clipping of a description: `global-norm 1`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    guard let kind = Kind(rawValue: clause.name) else {
      throw DescriptionError(
        "unknown clipping \"\(clause.name.prefix(60))\"; known are \(Kind.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    let values = try Values(clause, [Setting("bound", "c", .positive)])
    self.init(kind, values[number: "bound"])
  }

  /// `global-norm 1`
  public var clause: Clause { Clause(kind.rawValue, [.init(.number(bound))]) }

  /// The gradients within the bound. A norm is taken with 10⁻⁶ more, as PyTorch does, so that it may be zero.
  public func callAsFunction(_ gradients: [Formula]) -> [Formula] {
    let c = Formula.constant(bound)
    func factor(_ square: Formula) -> Formula {
      .extremum(.minimum, 1, c / (sqrt(square) + .constant(Rational(1, 1_000_000))))
    }
    switch kind {
    case .value:
      return gradients.map { g in
        let bounds = c.broadcast(to: g.shape)
        return .extremum(.maximum, .extremum(.minimum, g, bounds), -bounds)
      }
    case .norm: return gradients.map { .product([factor(squaredNorm($0)), $0], flattening: false) }
    case .globalNorm:
      let total = factor(.sum(gradients.map { squaredNorm($0) }, shape: []))
      return gradients.map { .product([total, $0], flattening: false) }
    }
  }
}
