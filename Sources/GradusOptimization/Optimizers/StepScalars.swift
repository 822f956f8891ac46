internal import GradusExpression
package import GradusKernels
internal import GradusPlan

/// The numbers that go with a step, computed from their formulas in double precision.
package final class StepScalars {
  private let names: [String]
  private let executor: Executor?
  /// What the formulas are written in: the time, and for some the learning rate.
  private let inputs: Set<String>
  /// What the targets take, known from the first step on.
  private var taken: Set<String>?

  /// The scalars of an optimiser.
  package init(_ optimizer: Optimizer) throws {
    names = optimizer.scalars.map(\.name)
    inputs = Set(optimizer.scalars.flatMap { $0.value.symbols.map(\.name) })
    executor =
      names.isEmpty
      ? nil : try Executor(Plan(outputs: optimizer.scalars.map { ($0.name, $0.value) }, precision: .float64))
  }

  /// Writes the learning rate and every scalar of a step, counted from 1, that the update formulas hold. All targets are plans of
  /// the same formulas.
  package func write(step: Int, learningRate: Double, to target: Executor) throws {
    let taken = taken ?? Set(target.plan.inputs.map(\.name))
    self.taken = taken
    if taken.contains(StepScalar.learningRate.name) { try target.write(StepScalar.learningRate.name, learningRate) }
    guard let executor else { return }
    if inputs.contains(StepScalar.time.name) { try executor.write(StepScalar.time.name, Double(step)) }
    if inputs.contains(StepScalar.learningRate.name) {
      try executor.write(StepScalar.learningRate.name, learningRate)
    }
    executor.run()
    for name in names where taken.contains(name) { try target.write(name, executor.readScalar(name)) }
  }
}
