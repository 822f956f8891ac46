internal import GradusExpression
internal import GradusKernels
public import GradusPlan
import Synchronization

/// Runs a network forward: the plan of its output, for a batch of images at a time.
///
/// Any number of tasks may ask one predictor; they are served one after another, each batch on all threads of the process.
public final class Predictor: Sendable {
  /// The network that is run.
  public let network: Network
  private let pass: Mutex<ForwardPass>

  /// A network with parameters of its own.
  public init(_ classifier: Classifier) throws {
    network = classifier.network
    pass = Mutex(try ForwardPass(classifier))
  }

  /// The output for every image of `pixels`, image after image: after a softmax, the probability of every class.
  ///
  /// Traps unless the bytes are a whole number of images.
  public func outputs(for pixels: [UInt8]) throws -> [Float] { try pass.withLock { try $0.run(pixels).outputs } }

  /// What every image of `pixels` is taken for.
  ///
  /// Traps unless the bytes are a whole number of images.
  public func predictions(for pixels: [UInt8]) throws -> [Prediction] {
    try pass.withLock { try $0.predictions(for: pixels) }
  }

  /// How often images of each class are taken for each class.
  ///
  /// - Throws: `TrainingError.dataMismatch` where images or classes do not fit the network.
  public func confusionMatrix(on data: Dataset) throws -> ConfusionMatrix {
    try pass.withLock { try $0.confusionMatrix(on: data) }
  }
}

extension Predictor {
  /// What an image was taken for.
  public struct Prediction: Hashable, Sendable {
    /// The class with the greatest score, before the softmax, which rounds small differences away; the first of equals.
    public let label: Int
    /// The output of every class.
    public let probabilities: [Float]

    /// The output of the class that the image was taken for.
    public var confidence: Float { probabilities[label] }
  }
}

extension Dataset {
  /// Turns a byte into the number that a network sees: 255 becomes 1.
  static let scale: Float = 1 / 255
}

extension Network {
  /// The plan of the network's output for a batch of examples `X`.
  public func predictionPlan(batch: Int) throws(PlanError) -> Plan {
    let input = Formula.symbol("X", [.number(batch), .number(inputs)], facts: [.nonnegative])
    let forward = forward(input)
    return try Plan(outputs: [("probabilities", forward.output), ("scores", forward.scores)])
  }

  /// Whether images and classes fit the inputs and outputs of the network.
  ///
  /// - Throws: `TrainingError.dataMismatch` where they do not.
  public func check(_ data: Dataset) throws(TrainingError) {
    guard data.imageShape.count == inputs else {
      throw .dataMismatch(
        "the images are \(data.imageShape), which is \(data.imageShape.count) numbers, and the network has \(inputs) inputs"
      )
    }
    guard data.classNames.count <= outputs else {
      throw .dataMismatch("the data have \(data.classNames.count) classes, and the network has \(outputs) outputs")
    }
  }
}
