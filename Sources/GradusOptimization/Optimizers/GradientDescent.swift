internal import GradusExpression

/// θ ← θ − η g
struct GradientDescent: OptimizerMethod {
  static let name = "sgd"
  static let summary = "gradient descent: θ ← θ − η g"
  static let settings: [Setting] = []
  var usualLearningRate: Double { 0.1 }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] { [] }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    OptimizerUpdate(θ - times(step.η, g))
  }
}

extension Optimizer {
  /// Gradient descent.
  public static var gradientDescent: Optimizer { Optimizer(GradientDescent(GradientDescent.values())) }
}
