public import GradusCalculus
public import GradusExpression

/// Where a scalar formula is smallest, in closed form, with the reasons.
public struct Minimiser: Sendable {
  /// What kind of point the solution is.
  public enum Kind: String, Hashable, Sendable {
    /// The formula is smallest there and nowhere else, if the conditions hold.
    case uniqueMinimum = "unique minimum"
    /// A minimum; that it is the only one is not proved.
    case minimum
    /// The formula is largest there: it has no minimum.
    case maximum
    /// The gradient vanishes there; whether it is a minimum is not proved.
    case stationaryPoint = "stationary point"
    /// The gradient does not vanish anywhere, or no closed form was found.
    case none
  }

  /// What is minimised over.
  public let variable: Formula
  /// ∇f, simplified.
  public let gradient: Formula
  /// Nil where there is no closed form.
  public let solution: Formula?
  /// What the solution is.
  public let kind: Kind
  /// What must hold for the answer; what follows from the declared facts is not listed.
  public let conditions: [Condition]
  /// Why it is that.
  public let convexity: Convexity
  /// How it was found.
  public let steps: [Derivation.Step]
  /// Why there is no closed form, or what is missing for a minimum; empty where all is proved.
  public let remark: String
  /// All points at which the derivative vanishes, of a function of one number that is not quadratic.
  public let stationaryPoints: [StationaryPoint]
  /// Whether the solution is exact, and not a number rounded to double precision.
  public let isExact: Bool
  /// All minimisers, where there are many and everything but the variable is a number.
  public let family: SolutionFamily?
  /// On how many samples of numbers the gradient was found to vanish at the solution.
  package let checks: Int
  /// What is 0 at all points among which the minimum is; nil where all points are.
  package var constraint: Formula?
  /// At a kink: on how many samples of numbers nothing nearby was found to be smaller.
  package var lowerThanNearby = 0

  /// Whether there is no other.
  public var isUnique: Bool { kind == .uniqueMinimum }
}

/// Minimises a scalar formula over one variable: derives the gradient, solves for where it vanishes, and says what that
/// point is.
///
///     let θ = Formula.symbol("θ", ["n"]), b = Formula.symbol("b", ["n"])
///     let Q = Formula.symbol("Q", ["n", "n"], facts: [.positiveDefinite])
///     try minimise(0.5 * (θ * Q * θ) - b * θ, over: θ).solution    // Q⁻¹ b
///
/// Throws where the formula is no scalar or has no known derivative.
public func minimise(_ formula: Formula, over variable: Formula) throws(DifferentiationError) -> Minimiser {
  var search = try MinimiserSearch(formula.withFunctionLaws, over: variable)
  if let answer = try search.constrained() { return answer }
  if let answer = search.amongOrthogonal() { return answer }
  return search.constant() ?? search.linear() ?? search.amongRoots() ?? search.onPieces() ?? search.thresholded()
    ?? search.ofRayleighQuotient() ?? search.isolated()
}
