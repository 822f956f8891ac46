public import GradusExpression

/// The formulas of one step for one parameter.
public struct ParameterUpdate: Hashable, Sendable {
  /// The new value of the parameter.
  public let parameter: Formula
  /// The new value of every memory.
  public let memories: [OptimizerMemory: Formula]
}

extension Optimizer {
  /// The formulas of one step, in the symbols `parameter`, its memories and the step's `StepScalar`s.
  ///
  /// - Parameters:
  ///   - parameter: θ.
  ///   - gradient: g, of the shape of the parameter.
  ///   - weightDecay: λ. AdamW takes η λ θ off the parameter; the others add λ θ to the gradient, as the penalty ½ λ ‖θ‖² does.
  public func update(
    _ parameter: Symbol, gradient: Formula, weightDecay: Rational = 0
  ) -> ParameterUpdate {
    let θ = Formula.symbol(parameter)
    precondition(
      gradient.shape == parameter.shape,
      "a gradient of shape \(gradient.shape) for \(parameter), of shape \(parameter.shape)")
    let η = Formula.symbol(StepScalar.learningRate.symbol)
    let decayed = θ.scaled(by: weightDecay)
    let g = gradient + decayed

    switch self {
    case .gradientDescent:
      return ParameterUpdate(parameter: θ - times(η, g), memories: [:])

    case .momentum(let μ):
      let v = Formula.symbol(OptimizerMemory.velocity.symbol(of: parameter)).scaled(by: μ) + g
      return ParameterUpdate(parameter: θ - times(η, v), memories: [.velocity: v])

    case .nesterov(let μ):
      let v = Formula.symbol(OptimizerMemory.velocity.symbol(of: parameter)).scaled(by: μ) + g
      return ParameterUpdate(parameter: θ - times(η, g + v.scaled(by: μ)), memories: [.velocity: v])

    case .adam(let constants):
      let (step, memories) = constants.step(parameter, gradient: g)
      return ParameterUpdate(parameter: θ - times(η, step), memories: memories)

    case .adamW(let constants):
      let (step, memories) = constants.step(parameter, gradient: gradient)
      return ParameterUpdate(parameter: θ - times(η, step + decayed), memories: memories)
    }
  }
}

extension AdamConstants {
  /// m̂ / (√ŝ + ε), and the new m and s.
  fileprivate func step(_ parameter: Symbol, gradient g: Formula) -> (Formula, [OptimizerMemory: Formula]) {
    let m =
      Formula.symbol(OptimizerMemory.mean.symbol(of: parameter)).scaled(by: meanDecay) + g.scaled(by: 1 - meanDecay)
    let s =
      Formula.symbol(OptimizerMemory.square.symbol(of: parameter)).scaled(by: squareDecay)
      + (g .** 2).scaled(by: 1 - squareDecay)
    let step =
      (Formula.symbol(StepScalar.meanCorrection.symbol) * m)
      ./ (Formula.symbol(StepScalar.squareCorrection.symbol) * sqrt(s) + .constant(epsilon))
    return (step, [.mean: m, .square: s])
  }
}

/// A number times a formula that stays one part, so that a gradient is computed once whoever else needs it.
private func times(_ scalar: Formula, _ formula: Formula) -> Formula {
  .product([scalar, formula], flattening: false)
}
