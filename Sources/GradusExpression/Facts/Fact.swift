/// What is known of a symbol besides its shape. Facts change simplification, and an answer says which it used.
public enum Fact: String, Hashable, Sendable, CaseIterable {
  /// Aᵀ = A.
  case symmetric
  /// xᵀAx > 0 for every x ≠ 0, and A symmetric.
  case positiveDefinite = "positive definite"
  /// xᵀAx ≥ 0 for every x, and A symmetric.
  case positiveSemidefinite = "positive semidefinite"
  /// Aᵢⱼ = 0 for i ≠ j.
  case diagonal
  /// AᵀA = AAᵀ = I.
  case orthogonal
  /// A⁻¹ exists.
  case invertible
  /// Every entry is greater than 0.
  case positive
  /// Every entry is at least 0.
  case nonnegative
  /// Every entry is at most 1.
  case atMostOne = "at most one"
  /// Every entry is less than 1.
  case belowOne = "below one"
  /// Every row has a single 1, and 0 elsewhere.
  case oneHotRows = "one-hot rows"
  /// Every row sums to 1.
  case rowsSumToOne = "rows sum to one"
  /// The entries sum to 1.
  case sumsToOne = "sums to one"
  /// Every entry is +1 or −1.
  case plusMinusOne = "plus-minus-one"
  /// Every entry is 0 or 1.
  case zeroOne = "zero-one"

  /// The facts that follow from this one at once.
  package var implied: [Fact] {
    switch self {
    case .positiveDefinite: [.positiveSemidefinite, .symmetric, .invertible]
    case .positiveSemidefinite: [.symmetric]
    case .diagonal: [.symmetric]
    case .orthogonal: [.invertible]
    case .positive: [.nonnegative]
    case .oneHotRows: [.rowsSumToOne, .zeroOne]
    case .zeroOne: [.nonnegative, .atMostOne]
    case .belowOne, .plusMinusOne: [.atMostOne]
    case .symmetric, .invertible, .nonnegative, .atMostOne, .rowsSumToOne, .sumsToOne: []
    }
  }

  /// Whether the fact speaks of a square matrix.
  package var needsSquareMatrix: Bool {
    switch self {
    case .symmetric, .positiveDefinite, .positiveSemidefinite, .diagonal, .orthogonal, .invertible: true
    case .positive, .nonnegative, .atMostOne, .belowOne, .oneHotRows, .rowsSumToOne, .sumsToOne, .plusMinusOne,
      .zeroOne:
      false
    }
  }
}

extension Set<Fact> {
  /// The set with everything that follows from it.
  package var closure: Set<Fact> {
    var result = self
    var pending = Array(self)
    while let fact = pending.popLast() {
      for next in fact.implied where result.insert(next).inserted { pending.append(next) }
    }
    return result
  }
}
