internal import Glibc
public import GradusExpression

/// A number that the update formulas contain and that changes from step to step.
public enum StepScalar: String, CaseIterable, Hashable, Sendable {
  /// η
  case learningRate
  /// 1 / (1 − β₁ᵗ), which makes up for a mean that begins at zero.
  case meanCorrection
  /// 1 / √(1 − β₂ᵗ), which makes up for a mean square that begins at zero, after the root.
  case squareCorrection

  /// The symbol that stands for it in update formulas.
  public var symbol: Symbol { Symbol(rawValue, facts: [.positive]) }
}

extension Optimizer {
  /// The scalars that the update formulas contain.
  public var scalars: [StepScalar] {
    switch self {
    case .gradientDescent, .momentum, .nesterov: [.learningRate]
    case .adam, .adamW: [.learningRate, .meanCorrection, .squareCorrection]
    }
  }

  /// The value of a scalar in a step. Steps are counted from 1.
  public func value(of scalar: StepScalar, step: Int, learningRate: Double) -> Double {
    precondition(step >= 1, "steps are counted from 1, not from \(step)")
    switch (scalar, self) {
    case (.learningRate, _): return learningRate
    case (.meanCorrection, .adam(let constants)), (.meanCorrection, .adamW(let constants)):
      return 1 / (1 - pow(constants.meanDecay.doubleValue, Double(step)))
    case (.squareCorrection, .adam(let constants)), (.squareCorrection, .adamW(let constants)):
      return 1 / (1 - pow(constants.squareDecay.doubleValue, Double(step))).squareRoot()
    case (.meanCorrection, _), (.squareCorrection, _): return 1
    }
  }
}
