internal import GradusExpression
package import GradusKernels
public import GradusPlan
import Synchronization

/// Runs a model: the plan of its output, for a batch of examples at a time.
///
/// Any number of tasks may ask one predictor; they are served one after another, each batch on all threads of the process.
public final class Predictor: Sendable {
  /// What is run.
  public let model: TrainedModel
  private let pass: Mutex<ForwardPass>

  /// A predictor of a model.
  public init(_ model: TrainedModel) throws {
    self.model = model
    pass = Mutex(try ForwardPass(model))
  }

  /// A predictor whose batches the processes of a group share; each of them is asked the same, and told all. For the thread of the group alone.
  package init(_ model: TrainedModel, among group: ProcessGroup?) throws {
    self.model = model
    // Only the caller's thread has it, which the group's is.
    nonisolated(unsafe) let made = try ForwardPass(model)
    made.group = group
    pass = Mutex(made)
  }

  /// What the network gives for every example, example after example: after a softmax, the probability of every class.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the examples do not fit the network.
  public func outputs(for examples: Examples) throws -> [Float] {
    try model.network.check(examples.form)
    return try pass.withLock { try $0.run(examples).outputs }
  }

  /// What the last layer gives for every example, before a softmax or sigmoid.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the examples do not fit the network.
  public func scores(for examples: Examples) throws -> [Float] {
    try model.network.check(examples.form)
    return try pass.withLock { try $0.run(examples).scores }
  }

  /// What every example is taken for.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the examples do not fit the network.
  public func predictions(for examples: Examples) throws -> [Prediction] {
    try model.network.check(examples.form)
    return try pass.withLock { try $0.predictions(for: examples, model.task) }
  }

  /// What every image is taken for.
  ///
  /// - Parameter pixels: image after image, of the size that the model takes.
  /// - Throws: `DatasetError` where the bytes are no whole number of images, `TrainingError.dataMismatch` where the model takes no images.
  public func predictions(for pixels: [UInt8]) throws -> [Prediction] {
    guard let shape = model.imageShape else {
      throw TrainingError.dataMismatch("the model takes \(model.form), not images")
    }
    return try predictions(for: Examples(images: pixels, shape))
  }

  /// What every row of numbers is taken for.
  ///
  /// - Throws: `DatasetError` where rows differ in length, `TrainingError.dataMismatch` where they do not fit the network.
  public func predictions(for rows: [[Float]]) throws -> [Prediction] { try predictions(for: Examples(rows)) }
}

extension Predictor {
  /// What an example is taken for.
  public struct Prediction: Hashable, Sendable {
    /// The class with the greatest score, before the softmax, which rounds small differences away; the first of equals. Nil where there
    /// are no classes.
    public let label: Int?
    /// The probability of every class or label, or every number in its own unit.
    public let outputs: [Float]

    /// The output of the class that the example was taken for; nil where there are no classes.
    public var confidence: Float? { label.map { outputs[$0] } }

    /// What a network's output and scores mean.
    init(_ task: LearningTask, outputs: ArraySlice<Float>, scores: ArraySlice<Float>) {
      switch task {
      case .classification(let names):
        if outputs.count == 1, names.count == 2, let probability = outputs.first, let score = scores.first {
          label = score > 0 ? 1 : 0
          self.outputs = [1 - probability, probability]
        } else {
          label = scores.placeOfFirstGreatest - scores.startIndex
          self.outputs = Array(outputs)
        }
      case .multilabel:
        label = nil
        self.outputs = Array(outputs)
      case .regression(let targets):
        label = nil
        self.outputs = zip(targets, outputs).map { Float($0.value(of: $1)) }
      }
    }
  }
}

extension Network {
  /// The plan of the network's output for a batch of examples `X`.
  public func predictionPlan(batch: Int) throws(PlanError) -> Plan {
    let input = Formula.symbol("X", [.number(batch), .number(inputs)])
    let forward = forward(input)
    return try Plan(outputs: [("probabilities", forward.output), ("scores", forward.scores)])
  }
}
