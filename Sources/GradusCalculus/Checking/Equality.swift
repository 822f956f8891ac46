public import GradusExpression

/// Whether two formulas are the same, and how that is known.
public enum Equality: Sendable {
  /// The laws bring both to one form; the steps lead from each side to it.
  case proved(left: Derivation, right: Derivation)
  /// Exact arithmetic brings the difference to 0, entry by entry: the formulas are equal wherever both have a value.
  case decided
  /// No law shows it, but the values agree at every point that was tried.
  ///
  /// `exactSizes`: the sizes under which exact arithmetic shows it for every value; other sizes were only sampled.
  case sampled(points: Int, exactSizes: [[String: Int]])
  /// The values differ at a point.
  case different(Counterexample)
  /// The shapes differ, so there is nothing to compare.
  case shapes(left: [Formula.Size], right: [Formula.Size])
  /// Equal where both have a value; but for some sizes only one of them has one.
  case partial(Gap)
  /// No point was found at which both have a value that rounding leaves something of.
  case undecided

  /// A point at which two formulas differ.
  public struct Counterexample: Sendable {
    /// The lengths of the axes at the point.
    public let sizes: [String: Int]
    /// The values of the symbols there.
    public let inputs: [String: Tensor]
    /// What the left side is there.
    public let left: Tensor
    /// What the right side is there.
    public let right: Tensor
    /// The values without rounding, where they are rational and were computed so.
    public let exact: (left: Literal, right: Literal)?
    /// Why the values differ, where the numbers do not show it.
    public let note: String?

    init(
      sizes: [String: Int], inputs: [String: Tensor], left: Tensor, right: Tensor,
      exact: (left: Literal, right: Literal)? = nil, note: String? = nil
    ) {
      (self.sizes, self.inputs, self.left, self.right) = (sizes, inputs, left, right)
      (self.exact, self.note) = (exact, note)
    }
  }

  /// Sizes under which one of two formulas has no value.
  public struct Gap: Sendable {
    /// The sizes under which both sides were compared.
    public let sizes: [String: Int]
    /// Whether it is the left one.
    public let isLeft: Bool
    /// Why, in words.
    public let reason: String
  }

  /// Whether nothing speaks against it: proved, decided, or the same at every point that was tried.
  public var holds: Bool {
    switch self {
    case .proved, .decided, .sampled: true
    case .different, .shapes, .partial, .undecided: false
    }
  }

  /// Whether it is shown, and not only likely.
  public var isCertain: Bool {
    switch self {
    case .proved, .decided: true
    case .sampled, .different, .shapes, .partial, .undecided: false
    }
  }
}

extension Formula {
  /// Compares two formulas: by the laws, by exact arithmetic, and by numbers that keep to the facts.
  ///
  /// A counterexample is looked for among small whole numbers, with every size symbol 2, before any other.
  public func isEqual(to other: Formula, seed: Int = 1) -> Equality {
    guard shape == other.shape else { return .shapes(left: shape, right: other.shape) }
    // No numbers can be put in for a name of two shapes.
    let shapes = Dictionary(grouping: symbols + other.symbols, by: \.name)
    guard shapes.values.allSatisfy({ named in named.allSatisfy { $0.shape == named[0].shape } }) else {
      return .undecided
    }
    let (own, others) = (withFunctionLaws, other.withFunctionLaws)
    var samples = EqualitySamples(own, others, seed: seed)
    let (left, right) = (simplification(), other.simplification())
    let difference = (left.result - right.result).simplified()
    if left.result == right.result || difference.isZero {
      return samples.gap().map(Equality.partial) ?? .proved(left: left, right: right)
    }
    // A pretty point first: most of what differs does so there.
    if let point = samples.smallCounterexample() { return .different(point) }
    var exactSizes: [[String: Int]] = []
    for sizes in samples.exactSizes {
      switch ExactDecision(own, others, sizes: sizes, symbols: samples.symbols, seed: seed) {
      case .equal: exactSizes.append(sizes)
      case .different(let point): return .different(point)
      case .open: break
      }
    }
    if exactSizes == [[:]] { return .decided }
    if let point = samples.counterexample() { return .different(point) }
    if let point = samples.counterexample(withDifference: difference) { return .different(point) }
    if let gap = samples.gap() { return .partial(gap) }
    return samples.points == 0 && exactSizes.isEmpty
      ? .undecided : .sampled(points: samples.points, exactSizes: exactSizes)
  }
}
