internal import GradusExpression
internal import GradusKernels
public import GradusPlan

/// Runs a network forward: the plan of its output, for a batch of images at a time.
public final class Predictor {
  public let network: Network
  private let parameters: Executor?
  private var executors: [Int: Executor] = [:]

  /// The most images that go through the network at once.
  private static let batch = 500

  /// A network with parameters of its own.
  public init(_ classifier: Classifier) throws {
    network = classifier.network
    // The executor of the first batch holds the parameters, and those of other sizes share them.
    parameters = try Executor(classifier.network.predictionPlan(batch: 1))
    for parameter in network.parameters {
      try parameters?.write(parameter.symbol.name, classifier.parameters[parameter.name] ?? [])
    }
    executors[1] = parameters
  }

  /// A network whose parameters are those of another executor, as they are at each call.
  init(_ network: Network, sharing executor: Executor) {
    self.network = network
    parameters = executor
  }

  /// The output for every image of `pixels`, image after image: after a softmax, the probability of every class.
  ///
  /// Traps unless the bytes are a whole number of images.
  public func outputs(for pixels: [UInt8]) throws -> [Float] { try run(pixels).outputs }

  /// The outputs, and the scores that the last layer made them of.
  private func run(_ pixels: [UInt8]) throws -> (outputs: [Float], scores: [Float]) {
    precondition(
      pixels.count.isMultiple(of: network.inputs), "\(pixels.count) bytes for images of \(network.inputs) samples")
    let rows = Array(0..<pixels.count / network.inputs)
    var (outputs, scores): ([Float], [Float]) = ([], [])
    outputs.reserveCapacity(rows.count * network.outputs)
    scores.reserveCapacity(rows.count * network.outputs)
    for start in stride(from: 0, to: rows.count, by: Self.batch) {
      let part = rows[start..<min(start + Self.batch, rows.count)]
      let executor = try executor(batch: part.count)
      try executor.gather("X", rows: part, from: pixels, scale: Dataset.scale)
      executor.run()
      outputs += try executor.read("probabilities")
      scores += try executor.read("scores")
    }
    return (outputs, scores)
  }

  private func executor(batch: Int) throws -> Executor {
    if let known = executors[batch] { return known }
    let made = try Executor(network.predictionPlan(batch: batch), sharing: parameters)
    executors[batch] = made
    return made
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

  /// What every image of `pixels` is taken for.
  public func predictions(for pixels: [UInt8]) throws -> [Prediction] {
    let (outputs, scores) = try run(pixels)
    return stride(from: 0, to: outputs.count, by: network.outputs).map { start in
      let row = start..<start + network.outputs
      return Prediction(
        label: scores[row].placeOfFirstGreatest - start, probabilities: Array(outputs[row]))
    }
  }

  /// How often images of each class are taken for each class.
  ///
  /// - Throws: `TrainingError.dataMismatch` where images or classes do not fit the network.
  public func confusionMatrix(on data: Dataset) throws -> ConfusionMatrix {
    try network.check(data)
    return ConfusionMatrix(
      actual: data.labels.map(Int.init), predicted: try predictions(for: data.pixels).map(\.label),
      classNames: data.classNames + (data.classNames.count..<network.outputs).map(String.init))
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
