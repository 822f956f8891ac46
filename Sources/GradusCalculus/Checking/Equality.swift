public import GradusExpression

/// Whether two formulas are the same, and how that is known.
public enum Equality: Sendable {
  /// The laws bring both to one form; the steps lead from each side to it.
  case proved(left: Derivation, right: Derivation)
  /// No law shows it, but the values agree at every point that was tried.
  case sampled(points: Int)
  /// The values differ at a point.
  case different(Counterexample)
  /// The shapes differ, so there is nothing to compare.
  case shapes(left: [Size], right: [Size])
  /// No point was found at which both have a value.
  case undecided

  /// A point at which two formulas differ.
  public struct Counterexample: Sendable {
    public let sizes: [String: Int]
    public let inputs: [String: Tensor]
    public let left: Tensor
    public let right: Tensor
  }

  public var holds: Bool {
    switch self {
    case .proved, .sampled: true
    case .different, .shapes, .undecided: false
    }
  }
}

extension Formula {
  /// Compares two formulas: first by the laws, then by numbers that keep to the facts.
  ///
  /// A counterexample is looked for among small whole numbers, with every size symbol 2, before any other.
  public func isEqual(to other: Formula, seed: Int = 1) -> Equality {
    guard shape == other.shape else { return .shapes(left: shape, right: other.shape) }
    let (left, right) = (simplification(), other.simplification())
    if left.result == right.result || (left.result - right.result).simplified().isZero {
      return .proved(left: left, right: right)
    }
    var symbols: [String: Symbol] = [:]
    for symbol in self.symbols + other.symbols { symbols[symbol.name] = symbol }
    let ordered = symbols.values.sorted { $0.name < $1.name }
    let names = Set(sizeSymbols + other.sizeSymbols)
    let small = Dictionary(uniqueKeysWithValues: names.map { ($0, 2) })
    var points = 0
    var compared = 0
    for (round, sizes) in ([small] + NumericalCheck.sizeAssignments(for: [self, other])).enumerated()
    where compared < 3 {
      let before = points
      for attempt in 0..<6 {
        let inputs =
          round == 0
          ? Formula.smallInputs(for: ordered, sizes: sizes, seed: seed + attempt)
          : Formula.sampledInputs(for: ordered, sizes: sizes, seed: seed + attempt, positive: attempt % 2 == 1)
        guard let values = try? Evaluator(inputs: inputs, sizes: sizes).evaluate([self, other]),
          values.allSatisfy({ $0.values.allSatisfy(\.isFinite) })
        else { continue }
        points += 1
        if values[0].distance(to: values[1]) > 1e-9 {
          return .different(Equality.Counterexample(sizes: sizes, inputs: inputs, left: values[0], right: values[1]))
        }
      }
      if points > before { compared += 1 }
    }
    return points == 0 ? .undecided : .sampled(points: points)
  }

  /// Small whole numbers where the facts allow them, so that a person can follow the sum.
  static func smallInputs(for symbols: [Symbol], sizes: [String: Int], seed: Int) -> [String: Tensor] {
    var inputs = sampledInputs(for: symbols, sizes: sizes, seed: seed)
    for symbol in symbols
    where symbol.facts.isSubset(of: [.symmetric, .diagonal, .invertible, .positive, .nonnegative]) {
      let keepsSign = symbol.facts.contains(.positive) || symbol.facts.contains(.nonnegative)
      inputs[symbol.name] = inputs[symbol.name]!.map { value in
        // From −3 to 4 without 0, which would hide too much.
        let scaled = (3.5 * value).rounded(.awayFromZero)
        return keepsSign ? abs(scaled) : scaled
      }
    }
    return inputs
  }
}
