import GradusExpression
import GradusKernels
import GradusPlan

/// The plans that run a network forward, one a size of batch, with the memory that they share. For one caller at a time.
final class ForwardPass {
  private let network: Network
  private let parameters: [Executor]
  /// Whether the means of the parameters over the steps stand in their place.
  private let isAveraged: Bool
  private var executors: [Int: Executor] = [:]
  private var evaluators: [Evaluation: Executor] = [:]

  /// The most examples that go through the network at once.
  private static let batch = 500

  /// A network with parameters of its own.
  init(_ model: TrainedModel) throws {
    network = model.network
    isAveraged = false
    // The executor of the first batch holds the parameters, and those of other sizes share them.
    let first = try Executor(model.network.predictionPlan(batch: 1))
    parameters = [first]
    executors[1] = first
    try write(model.parameters)
  }

  /// A network whose parameters are those of other executors, as they are at each call.
  init(_ network: Network, sharing executors: [Executor], averaged: Bool) {
    self.network = network
    isAveraged = averaged
    parameters = executors
  }

  /// Gives a network with parameters of its own others, by their names.
  func write(_ values: [String: [Float]]) throws {
    for executor in parameters { try executor.write(values, of: network) }
  }

  /// The output for every example, one after another, and the scores that the last layer made it of.
  func run(_ examples: Examples) throws -> (outputs: [Float], scores: [Float]) {
    let rows = Array(0..<examples.count)
    var (outputs, scores): ([Float], [Float]) = ([], [])
    outputs.reserveCapacity(rows.count * network.outputs)
    scores.reserveCapacity(rows.count * network.outputs)
    for start in stride(from: 0, to: rows.count, by: Self.batch) {
      let part = rows[start..<min(start + Self.batch, rows.count)]
      let executor = try executor(batch: part.count)
      try executor.feed(examples, rows: part)
      executor.run()
      outputs += try executor.read("probabilities")
      scores += try executor.read("scores")
    }
    return (outputs, scores)
  }

  /// What every example is taken for.
  func predictions(for examples: Examples, _ task: LearningTask) throws -> [Predictor.Prediction] {
    let (outputs, scores) = try run(examples)
    let width = network.outputs
    return stride(from: 0, to: outputs.count, by: width).map { start in
      Predictor.Prediction(task, outputs: outputs[start..<start + width], scores: scores[start..<start + width])
    }
  }

  private func executor(batch: Int) throws -> Executor {
    if let known = executors[batch] { return known }
    let plan = try isAveraged ? averagedPlan(batch: batch) : network.predictionPlan(batch: batch)
    let made = try Executor(plan, sharing: parameters, placing: [:])
    executors[batch] = made
    return made
  }
}

extension ForwardPass {
  /// The mean loss over examples of which it is known what they are, and the share that is taken for that; no share where numbers are
  /// told.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network.
  func evaluation(on data: Dataset, _ loss: Loss) throws -> (loss: Double, accuracy: Double?) {
    try network.check(data)
    let form = DataForm(data, for: network)
    let rows = Array(0..<data.count)
    var (sum, correct, weight) = (0.0, 0.0, 0.0)
    for start in stride(from: 0, to: rows.count, by: Self.batch) {
      let part = rows[start..<min(start + Self.batch, rows.count)]
      let executor = try evaluator(batch: part.count, form, loss)
      try executor.feed(data, rows: part, for: network)
      executor.run()
      let own = data.weight(of: part)
      sum += try executor.readScalar("loss") * (loss.isSum ? 1 : own)
      weight += own
      if form.targets != .numbers { correct += try executor.readScalar("correct") }
    }
    return (sum / weight, form.targets == .numbers ? nil : correct / Double(rows.count))
  }

  private func evaluator(batch: Int, _ form: DataForm, _ loss: Loss) throws -> Executor {
    let key = Evaluation(batch: batch, form: form)
    if let known = evaluators[key] { return known }
    let size = Size.number(batch)
    let targets = Formula.symbol(form.targets(network, batch: size))
    var scores = network.forward(.symbol(form.examples(network, batch: size))).scores
    if isAveraged { scores = scores.substituting(means, flattening: false) }
    let weights = form.weights(batch: size).map { Formula.symbol($0) }
    let hits = form.hits(scores: scores, targets: targets, output: network.output)
    let plan = try Plan(
      outputs: [("loss", loss(scores: scores, targets: targets, weights: weights))]
        + (hits.map { [("correct", $0)] } ?? []))
    let made = try Executor(plan, sharing: parameters, placing: [:])
    evaluators[key] = made
    return made
  }

  /// The mean of each parameter over the steps, which stands in its place.
  private var means: [Formula: Formula] {
    Dictionary(uniqueKeysWithValues: network.trained.map { (.symbol($0.symbol), .symbol($0.average)) })
  }

  private func averagedPlan(batch: Int) throws -> Plan {
    let forward = network.forward(.symbol("X", [.number(batch), .number(network.inputs)]))
    return try Plan(outputs: [
      ("probabilities", forward.output.substituting(means, flattening: false)),
      ("scores", forward.scores.substituting(means, flattening: false)),
    ])
  }

  /// What is told of examples beside what they are.
  func told(of data: Dataset) throws -> Told {
    Told(
      try predictions(for: data.examples, data.task), data, names: data.task.names,
      areProbabilities: network.tellsProbabilities)
  }

  /// What a plan to measure with is made for.
  struct Evaluation: Hashable {
    let batch: Int
    let form: DataForm
  }
}
