internal import GradusCalculus
internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

/// Which inputs spoke for what a model told: the gradient of the score of an output with respect to an example, and its integral.
///
/// For one caller at a time.
package final class InputGradients {
  private let model: TrainedModel
  private let executor: Executor
  /// The points between the baseline and the example.
  private static let points = 32

  /// The slopes of a score at an example.
  package struct Slopes: Hashable, Sendable {
    /// ∂s/∂x, an entry an input.
    package let gradient: [Float]
    /// x ⊙ ∫₀¹ ∇s(t x) dt, by the midpoints of 32 parts: what each input adds to the score beyond that of an example of zeros.
    ///
    /// Source: M. Sundararajan, A. Taly, Q. Yan, Axiomatic Attribution for Deep Networks, 2017.
    package let integrated: [Float]
    /// s(x)
    package let score: Float
    /// s(0), so that the integrated slopes add up to the difference.
    package let baseline: Float
  }

  /// - Throws: where the score has no derivative.
  package init(_ model: TrainedModel) throws {
    self.model = model
    let rows = Self.points + 2
    let (network, count) = (model.network, Size.number(rows))
    let examples = Formula.symbol("X", [count, .number(network.inputs)])
    let chosen = Formula.symbol("T", [count, .number(network.outputs)])
    // s = Σ T ⊙ scores(X): rows do not meet, so that a row of ∂s/∂X is the gradient of its own score.
    let scores = network.forward(examples).scores
    let slopes = try gradient(of: (scores .* chosen).summed, withRespectTo: examples)
    executor = try Executor(Plan(outputs: [("slopes", slopes), ("values", scores)]))
    let inputs = Set(executor.plan.inputs.map(\.name))
    for parameter in network.parameters where inputs.contains(parameter.symbol.name) {
      try executor.write(parameter.symbol.name, model.parameters[parameter.name] ?? [])
    }
  }

  /// The slopes of the score of an output at an example.
  ///
  /// - Precondition: `example` has a number for each input, and there is such an output.
  package func slopes(of output: Int, at example: [Float]) throws -> Slopes {
    let (inputs, outputs, rows) = (model.network.inputs, model.network.outputs, Self.points + 2)
    precondition(example.count == inputs && (0..<outputs).contains(output), "an example or output of another network")
    // The midpoints, the example itself, and zeros.
    var numbers: [Float] = []
    numbers.reserveCapacity(rows * inputs)
    for point in 0..<Self.points {
      let share = (Float(point) + 0.5) / Float(Self.points)
      numbers += example.map { share * $0 }
    }
    numbers += example + [Float](repeating: 0, count: inputs)
    try executor.write("X", numbers)
    try executor.write("T", (0..<rows * outputs).map { $0 % outputs == output ? Float(1) : 0 })
    executor.run()
    let (slopes, values) = (try executor.read("slopes"), try executor.read("values"))
    var mean = [Float](repeating: 0, count: inputs)
    for point in 0..<Self.points {
      for input in 0..<inputs { mean[input] += slopes[point * inputs + input] / Float(Self.points) }
    }
    let own = Self.points * inputs
    return Slopes(
      gradient: Array(slopes[own..<own + inputs]), integrated: zip(example, mean).map { $0 * $1 },
      score: values[Self.points * outputs + output], baseline: values[(Self.points + 1) * outputs + output])
  }
}
