internal import GradusExpression

/// θ ← θ + η d, with d = −H g from the last steps and changes of the gradient, and η found by a search along d until the loss has fallen
/// enough and is flat enough (the strong Wolfe conditions).
///
/// Loss and gradient are those of all the examples, gathered batch by batch, so that the size of a batch bounds memory alone.
///
/// Source: D. Liu and J. Nocedal, "On the limited memory BFGS method for large scale optimization", Math. Programming 45 (1989).
struct LBFGS: OptimizerMethod {
  static let name = "lbfgs"
  static let summary = "L-BFGS on all the examples: a quasi-Newton direction and a search along it, for small data"
  static let settings = [Setting("memory", "how many steps the direction is made of", .count(1, 100), 10)]
  var usualLearningRate: Double { 1 }
  var searchMemory: Int? { values[count: "memory"] }
  let values: Values

  init(_ values: Values) { self.values = values }

  func memories(of parameter: Symbol) -> [OptimizerMemory] { [] }

  func update(_ θ: Formula, gradient g: Formula, _ step: OptimizerStep) -> OptimizerUpdate {
    OptimizerUpdate(θ + times(step.η, .symbol(Symbol("\(step.parameter.name).direction", step.parameter.shape))))
  }
}
