import GradusExpression
import GradusKernels
import GradusPlan

/// The plans that run a network forward, one a size of batch, with the memory that they share. For one caller at a time.
final class ForwardPass {
  private let network: Network
  private let parameters: Executor?
  /// Whether the means of the parameters over the steps stand in their place.
  private let isAveraged: Bool
  private var executors: [Int: Executor] = [:]
  private var evaluators: [Int: Executor] = [:]

  /// The most images that go through the network at once.
  private static let batch = 500

  /// A network with parameters of its own.
  init(_ classifier: Classifier) throws {
    network = classifier.network
    isAveraged = false
    // The executor of the first batch holds the parameters, and those of other sizes share them.
    parameters = try Executor(classifier.network.predictionPlan(batch: 1))
    for parameter in network.parameters {
      try parameters?.write(parameter.symbol.name, classifier.parameters[parameter.name] ?? [])
    }
    executors[1] = parameters
  }

  /// A network whose parameters are those of another executor, as they are at each call.
  init(_ network: Network, sharing executor: Executor, averaged: Bool) {
    self.network = network
    isAveraged = averaged
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
  /// The mean loss over images whose classes are known, and the share that is taken for what they are.
  ///
  /// - Throws: `TrainingError.dataMismatch` where images or classes do not fit the network.
  func evaluation(on data: Dataset, _ loss: Loss) throws -> (loss: Double, accuracy: Double) {
    try network.check(data)
    let rows = Array(0..<data.count)
    var (sum, correct) = (0.0, 0.0)
    for start in stride(from: 0, to: rows.count, by: Self.batch) {
      let part = rows[start..<min(start + Self.batch, rows.count)]
      let executor = try evaluator(batch: part.count, loss)
      try executor.gather("X", rows: part, from: data.pixels, scale: Dataset.scale)
      try executor.oneHot("Y", labels: data.labels, rows: part)
      executor.run()
      sum += try executor.readScalar("loss") * (loss.isSum ? 1 : Double(part.count))
      correct += try executor.readScalar("correct")
    }
    return (sum / Double(rows.count), correct / Double(rows.count))
  }

  private func evaluator(batch: Int, _ loss: Loss) throws -> Executor {
    if let known = evaluators[batch] { return known }
    let input = Formula.symbol("X", [.number(batch), .number(network.inputs)], facts: [.nonnegative])
    let targets = Formula.symbol("Y", [.number(batch), .number(network.outputs)], facts: [.oneHotRows])
    var scores = network.forward(input).scores
    if isAveraged {
      let means = network.trained.map { (Formula.symbol($0.symbol), Formula.symbol($0.average)) }
      scores = scores.substituting(Dictionary(uniqueKeysWithValues: means), flattening: false)
    }
    let plan = try Plan(outputs: [
      ("loss", loss(scores: scores, targets: targets)),
      ("correct", correctPredictions(scores: scores, targets: targets)),
    ])
    let made = try Executor(plan, sharing: parameters)
    evaluators[batch] = made
    return made
  }

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
