import GradusExpression
import GradusKernels
import GradusPlan

/// The plans that run a network forward, one a size of batch, with the memory that they share. For one caller at a time.
final class ForwardPass {
  private let network: Network
  private let parameters: Executor?
  private var executors: [Int: Executor] = [:]

  /// The most images that go through the network at once.
  private static let batch = 500

  /// A network with parameters of its own.
  init(_ classifier: Classifier) throws {
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

  /// The output for every image of `pixels`, image after image, and the scores that the last layer made it of.
  ///
  /// Traps unless the bytes are a whole number of images.
  func run(_ pixels: [UInt8]) throws -> (outputs: [Float], scores: [Float]) {
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

extension ForwardPass {
  /// What every image of `pixels` is taken for.
  func predictions(for pixels: [UInt8]) throws -> [Predictor.Prediction] {
    let (outputs, scores) = try run(pixels)
    return stride(from: 0, to: outputs.count, by: network.outputs).map { start in
      let row = start..<start + network.outputs
      return Predictor.Prediction(
        label: scores[row].placeOfFirstGreatest - start, probabilities: Array(outputs[row]))
    }
  }

  /// How often images of each class are taken for each class.
  ///
  /// - Throws: `TrainingError.dataMismatch` where images or classes do not fit the network.
  func confusionMatrix(on data: Dataset) throws -> ConfusionMatrix {
    try network.check(data)
    return ConfusionMatrix(
      actual: data.labels.map(Int.init), predicted: try predictions(for: data.pixels).map(\.label),
      classNames: data.classNames + (data.classNames.count..<network.outputs).map(String.init))
  }
}
