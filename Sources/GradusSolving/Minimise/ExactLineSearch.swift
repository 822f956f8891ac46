import GradusCalculus
public import GradusExpression

/// The step length of gradient descent that makes a quadratic smallest along its own gradient:
///
///     λ = gᵀg / (gᵀ H g),  g = ∇f(x),  H the Hessian
public struct ExactLineSearch: Sendable {
  /// λ
  public let step: Formula
  /// g, as a name.
  public let direction: Formula
  /// What g stands for.
  public let gradient: Formula
  /// The step length as a formula of the point.
  public let stepLength: Formula
  /// What has to hold for it.
  public let conditions: [Condition]
  /// Whether it is a minimum along the line.
  public let convexity: Convexity
  /// How it was found.
  public let steps: [Derivation.Step]

  /// Throws where the formula is no scalar or is not quadratic in the variable.
  public init(_ formula: Formula, over variable: Formula) throws {
    let facts = FactReasoner()
    let slope = facts.normalised(try GradusCalculus.gradient(of: formula, withRespectTo: variable).simplified())
      .simplified()
    let bending = try hessian(of: formula, withRespectTo: variable).simplified()
    guard !bending.contains(variable) else { throw LineSearchError.notQuadratic }
    let taken = Set(formula.symbols.map(\.name))
    let step = Formula.symbol(Self.free(["lambda", "t", "step"], taken))
    let direction = Formula.symbol(Symbol(Self.free(["g", "p", "d", "direction"], taken), variable.shape))
    let moved = formula.substituting([variable: variable - step * direction])
    // The slope along the step: −gᵀ∇f(x − λ g) = −gᵀg + λ gᵀ H g, since ∇f is affine and g = ∇f(x).
    let half = Array(0..<variable.rank)
    let other = Array(variable.rank..<2 * variable.rank)
    let curvature = facts.normalised(
      .contraction(
        [.init(direction, half), .init(bending, half + other), .init(direction, other)], output: [], flattening: true)
    ).simplified()
    let square = squaredNorm(direction)
    let stepLength = (square / curvature).simplified()
    self.step = step
    self.direction = direction
    gradient = slope
    self.stepLength = stepLength
    convexity = try GradusSolving.convexity(of: formula, in: [variable])
    conditions = facts.definiteness(bending, half: variable.rank) == .definite ? [] : [.positive(curvature)]
    steps = [
      Step("gradient", direction, slope, "The gradient at the point, which gets a name."),
      Step("move", moved, moved, "The formula after a step of length λ against the gradient."),
      Step(
        "derivative", step * curvature - square, .zero,
        "Its derivative in the step length is affine, since the formula is quadratic; the slope at 0 is minus the square of the gradient. Set it to zero."
      ),
      Step("divide", step, stepLength, "Divide by the factor of the step length."),
    ]
  }

  private static func free(_ names: [String], _ taken: Set<String>) -> String {
    names.first { !taken.contains($0) } ?? names[0] + "0"
  }
}

/// Why there is no exact step length in closed form.
public enum LineSearchError: DescribedError, Hashable, Sendable {
  case notQuadratic

  /// Why there is none, in a sentence.
  public var description: String {
    "the formula is not quadratic in the variable, so the best step length has no closed form; use a line search in numbers"
  }
}
