import GradusExpression
import GradusKernels
import GradusOptimization
import GradusPlan

/// The steps of an optimiser, by the same update formulas that train networks.
struct UpdateFormulas {
  private let learningRate: Double
  private let executor: Executor
  private let scalars: StepScalars
  private var step = 0

  private static let point = "point"
  private static let gradient = "gradient"

  init(_ optimizer: Optimizer, count: Int, learningRate: Double) throws {
    self.learningRate = learningRate
    let parameter = Symbol(Self.point, [.number(count)])
    let updates = optimizer.updates(of: parameter, gradient: .symbol(Self.gradient, [.number(count)]))
    scalars = try StepScalars(optimizer)
    executor = try Executor(
      Plan(
        outputs: [], updates: updates.map { ($0.symbol.name, $0.value) },
        precision: .float64))
  }

  /// The next point.
  mutating func step(_ point: [Double], _ gradient: [Double]) throws -> [Double] {
    step += 1
    try scalars.write(step: step, learningRate: learningRate, to: executor)
    try executor.write(Self.point, point)
    try executor.write(Self.gradient, gradient)
    executor.run()
    return try executor.readDouble(Self.point)
  }
}
