import GradusExpression
import GradusOptimization

/// How the next point is found.
public enum DescentMethod: String, Hashable, Sendable, CaseIterable {
  /// x ← x − α ∇f with a fixed step length, or with a line search where one is asked for.
  case gradient
  /// The same with the step length that a line search finds.
  case steepest
  /// Polyak's heavy ball, as the optimiser of that name.
  case momentum
  case nesterov
  case adam
  /// Nonlinear conjugate gradients after Polak and Ribière, restarted where the factor would be negative.
  case conjugateGradient = "conjugate-gradient"
  /// H d = −∇f; where H is not positive definite its eigenvalues are replaced by their magnitudes.
  case newton
  /// The Hessian's inverse built up from the gradients (Broyden, Fletcher, Goldfarb, Shanno).
  case bfgs
  /// BFGS from the last ten steps alone (Nocedal 1980).
  case lbfgs
  /// For functions with kinks: the shortest mixture of the gradients around a point (Burke, Lewis and Overton 2005).
  case gradientSampling = "gradient-sampling"

  /// How the step length is found where nothing else is asked for.
  public var usualStep: StepRule {
    switch self {
    case .gradient: .fixed(0.1)
    case .momentum, .nesterov: .fixed(0.01)
    case .adam: .fixed(0.1)
    case .steepest, .conjugateGradient, .newton, .bfgs, .lbfgs: .wolfe
    case .gradientSampling: .armijo
    }
  }

  /// The update formulas of the methods that have some.
  var optimizer: Optimizer? {
    switch self {
    case .momentum: .momentum(Rational(9, 10))
    case .nesterov: .nesterov(Rational(9, 10))
    case .adam: .adam()
    case .gradient, .steepest, .conjugateGradient, .newton, .bfgs, .lbfgs, .gradientSampling: nil
    }
  }
}

/// How long a step is.
public enum StepRule: Hashable, Sendable {
  /// α, the factor of the direction.
  case fixed(Double)
  /// The minimum along the direction: by its formula for a quadratic, otherwise by a line search to eight digits.
  case exact
  /// Halved from 1 until f falls by at least 10⁻⁴ of what the slope promises.
  case armijo
  /// The strong Wolfe conditions.
  case wolfe
}

/// Why a descent ended.
public enum StopReason: Hashable, Sendable, CustomStringConvertible {
  /// The largest entry of the gradient is below the tolerance.
  case gradientVanishes(Double)
  /// The gradients within so small a ball around the point mix to a vector of this length.
  case subgradientVanishes(Double, radius: Double)
  /// The value hardly falls any more, and the gradient is small beside value and point: its relative size.
  case valueSettles(relativeGradient: Double)
  /// The value hardly falls any more, but the gradient is not small.
  case slopeRemains(Double)
  /// The gradient vanishes, but so it does at what is no minimum.
  case noMinimum(StationaryDoubt, gradient: Double)
  case iterationLimit(Int)
  case evaluationLimit(Int)
  /// No lower point was found along the direction: the limits of rounding.
  case noLowerPoint
  /// The formula could not be computed at a point.
  case undefined(String)
  /// The value or the point left all bounds; for a quadratic with the step length above which that must happen.
  case diverges(bound: Double?)

  /// Why it ended, in a sentence.
  public var description: String {
    switch self {
    case .gradientVanishes(let norm): "converged: the largest entry of the gradient is \(norm)"
    case .subgradientVanishes(let length, let radius):
      "converged: the gradients within \(radius) of the point mix to a vector of length \(length), so that 0 is a subgradient there"
    case .valueSettles(let size): "converged: the value no longer falls, and the gradient beside it is \(size)"
    case .slopeRemains(let norm):
      "not converged: the value no longer falls, but the largest entry of the gradient is \(norm); try another method or start"
    case .noMinimum(let doubt, let norm): "not converged: the largest entry of the gradient is \(norm), but \(doubt)"
    case .iterationLimit(let count): "stopped after \(count) iterations, as asked"
    case .evaluationLimit(let count): "stopped after \(count) evaluations"
    case .noLowerPoint: "stopped: no lower point was found along the direction, which is as far as rounding lets it go"
    case .undefined(let reason): "stopped: \(reason)"
    case .diverges(let bound):
      "diverges"
        + (bound.map { ": a fixed step length must be below 2/λmax = \($0)" }
          ?? ": the values grow without bound; take a shorter step or a line search")
    }
  }

  /// Whether the point counts as a minimum.
  package var isConverged: Bool {
    switch self {
    case .gradientVanishes, .subgradientVanishes, .valueSettles: true
    case .slopeRemains, .noMinimum, .iterationLimit, .evaluationLimit, .noLowerPoint, .undefined, .diverges: false
    }
  }
}
