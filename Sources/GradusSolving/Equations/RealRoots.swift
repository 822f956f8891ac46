import GradusCalculus
public import GradusExpression

/// Every real number that solves an equation in one unknown number.
public struct RealRoots: Sendable {
  /// A solution with what is known of it.
  public struct Root: Sendable {
    /// The solution; a number rounded to double precision where it is not exact.
    public let value: Formula
    /// Whether the value is exact, and not a number near it.
    public let isExact: Bool
    /// How often it is a root, where the equation is one of polynomials.
    public let multiplicity: Int
    /// What must hold for this solution in particular.
    public let conditions: [Condition]

    /// Where the formula itself would lose digits.
    private let approximation: Double?

    init(
      _ value: Formula, isExact: Bool = true, multiplicity: Int = 1, conditions: [Condition] = [],
      approximation: Double? = nil
    ) {
      self.value = value
      self.approximation = approximation
      self.isExact = isExact
      self.multiplicity = multiplicity
      self.conditions = conditions
    }

    /// The same solution with something else known of it.
    func with(isExact: Bool? = nil, multiplicity: Int? = nil, conditions: [Condition]? = nil) -> Root {
      Root(
        value, isExact: isExact ?? self.isExact, multiplicity: multiplicity ?? self.multiplicity,
        conditions: conditions ?? self.conditions, approximation: approximation)
    }

    /// The number, where the solution holds no symbol.
    public var number: Double? { approximation ?? value.number }
  }

  /// In rising order where they are numbers.
  public let roots: [Root]
  /// Whether every number solves the equation.
  public let isEverywhere: Bool
  /// What must hold for all of it.
  public let conditions: [Condition]
  /// How the solutions were found.
  public let steps: [Derivation.Step]
  /// Why there is no solution; empty where there is one.
  package let reason: String
  /// Intervals of which every number is a solution, besides the roots.
  public var intervals: [Interval] = []
}

extension Formula {
  /// The number that a formula without symbols is.
  var number: Double? {
    guard isScalar, symbols.isEmpty, sizeSymbols.isEmpty else { return nil }
    return (try? Evaluator(inputs: [:]).evaluate(self))?.scalar
  }
}

extension Equation {
  /// Every real solution of an equation in one number; nil where they are not found.
  ///
  /// Polynomials and their quotients, polynomials of one elementary function that takes each value at most twice, and products of
  /// these.
  func realRoots(_ facts: FactReasoner) -> RealRoots? {
    let variable = Formula.symbol(unknown)
    let difference = facts.normalised(Formula.sum([Term(1, left), Term(-1, right)], shape: left.shape))
    guard variable.isScalar, difference.isScalar else { return nil }
    var finder = RootFinder(variable, facts: facts)
    guard let found = finder.roots(of: difference) else { return nil }
    return finder.verified(found, in: difference)
  }
}
