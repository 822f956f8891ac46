internal import GradusExpression
internal import GradusKernels
internal import GradusOptimization
internal import GradusPlan

/// The derived gradient of a network's loss beside differences of the loss, in double precision at random numbers.
public struct GradientCheck: Hashable, Sendable {
  /// A parameter and how far the two are apart.
  public struct Row: Hashable, Sendable, Codable {
    /// The name in files: `layers.0.weight`.
    public let name: String
    /// ⟨∂loss/∂θ, D⟩ of a random direction D.
    public let derived: Double
    /// (loss(θ + h D) − loss(θ − h D)) / 2 h, with the error of h² and h⁴ taken out.
    public let difference: Double

    /// |derived − difference| by the larger of the two, and by no less than 10⁻³.
    public var error: Double {
      Swift.abs(derived - difference) / max(Swift.abs(derived), Swift.abs(difference), 1e-3)
    }
  }

  /// Every trained parameter.
  public let rows: [Row]
  /// The greatest error.
  public var error: Double { rows.map(\.error).max() ?? 0 }
  /// Whether the two agree: within 10⁻⁵.
  public var isPassed: Bool { error < 1e-5 }

  /// Checks the step of a network at random examples, parameters and noise.
  ///
  /// - Parameters:
  ///   - batch: how many examples.
  ///   - data: what is known of them.
  /// - Throws: `TrainingError` where the loss does not go with the network.
  public init(
    _ network: Network, loss: Loss, data: DataForm = .images, batch: Int = 5, seed: UInt64 = 0
  ) throws {
    let step = try TrainingStep(
      network: network, TrainingSettings(loss: loss), batch: .number(batch), data: data)
    var outputs: [(name: String, formula: Formula)] = [("loss", step.loss)]
    outputs += step.gradients.enumerated().map { ("gradient\($0)", $1) }
    let plan = try Plan(outputs: outputs, precision: .float64)
    let executor = try Executor(plan)
    var generator = SeededGenerator(seed: seed)
    let begun = network.initialParameters(using: &generator)
    let inputs = step.loss.sampledInputs(seed: Int(truncatingIfNeeded: seed))
    let known = Set(plan.inputs.map(\.name))
    for (name, tensor) in inputs where known.contains(name) { try executor.write(name, tensor.values) }
    var values: [String: [Double]] = [:]
    for parameter in network.parameters where known.contains(parameter.symbol.name) {
      // Away from the zeros of biases, where kinks lie.
      let own = (begun[parameter.name] ?? []).map { Double($0) + 0.05 * generator.normal() }
      values[parameter.name] = parameter.symbol.facts.contains(.nonnegative) ? own.map { Swift.abs($0) + 0.1 } : own
      try executor.write(parameter.symbol.name, values[parameter.name] ?? [])
    }
    executor.run()
    let gradients = try network.trained.indices.map { try executor.readDouble("gradient\($0)") }
    rows = try network.trained.enumerated().map { place, parameter in
      let direction = (0..<parameter.count).map { _ in generator.normal() }
      let own = values[parameter.name] ?? []
      func loss(at h: Double) throws -> Double {
        try executor.write(parameter.symbol.name, zip(own, direction).map { $0 + h * $1 })
        executor.run()
        return try executor.readScalar("loss")
      }
      let h = 1e-4
      let slopes = try [1.0, 2, 3].map { try loss(at: $0 * h) - loss(at: -$0 * h) }
      try executor.write(parameter.symbol.name, own)
      return Row(
        name: parameter.name, derived: zip(gradients[place], direction).reduce(0) { $0 + $1.0 * $1.1 },
        difference: (45 * slopes[0] - 9 * slopes[1] + slopes[2]) / (60 * h))
    }
  }
}
