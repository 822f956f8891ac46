import GradusExpression
import GradusKernels
import GradusOptimization
import GradusPlan

/// The steps of an optimiser, by the same update formulas that train networks.
struct UpdateFormulas {
  private let optimizer: Optimizer
  private let learningRate: Double
  private let executor: Executor
  private var step = 0

  private static let point = "point"
  private static let gradient = "gradient"

  init(_ optimizer: Optimizer, count: Int, learningRate: Double) throws {
    self.optimizer = optimizer
    self.learningRate = learningRate
    let parameter = Symbol(Self.point, [.number(count)])
    let update = optimizer.update(parameter, gradient: .symbol(Self.gradient, [.number(count)]))
    let memories = update.memories.map { ($0.key.symbol(of: parameter).name, $0.value) }
    executor = try Executor(
      Plan(
        outputs: [], updates: [(Self.point, update.parameter)] + memories.sorted { $0.0 < $1.0 },
        precision: .float64))
  }

  /// The next point.
  mutating func step(_ point: [Double], _ gradient: [Double]) throws -> [Double] {
    step += 1
    for scalar in optimizer.scalars {
      try executor.write(
        scalar.symbol.name, optimizer.value(of: scalar, step: step, learningRate: learningRate))
    }
    try executor.write(Self.point, point)
    try executor.write(Self.gradient, gradient)
    executor.run()
    return try executor.readDouble(Self.point)
  }
}
