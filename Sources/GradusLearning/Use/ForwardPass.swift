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
  /// The processes that share the batches; nil for this one alone.
  var group: ProcessGroup?

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
    let width = network.outputs
    let batches = stride(from: 0, to: rows.count, by: Self.batch).map { rows[$0..<min($0 + Self.batch, rows.count)] }
    let numbers = try shared(batches.map { 2 * $0.count * width }) { place in
      let executor = try executor(batch: batches[place].count)
      try executor.feed(examples, rows: batches[place])
      executor.run()
      return try executor.read("probabilities") + executor.read("scores")
    }
    var (outputs, scores): ([Float], [Float]) = ([], [])
    outputs.reserveCapacity(rows.count * width)
    scores.reserveCapacity(rows.count * width)
    for own in numbers {
      outputs += own[..<(own.count / 2)]
      scores += own[(own.count / 2)...]
    }
    return (outputs, scores)
  }

  /// What is made of every batch, in their order; of several processes each makes some of them, and all have all.
  ///
  /// - Parameter counts: how many numbers are made of each.
  private func shared<Number: BitwiseCopyable & ExpressibleByIntegerLiteral>(
    _ counts: [Int], _ make: (Int) throws -> [Number]
  ) throws -> [[Number]] {
    guard let group, counts.count > 1 else { return try counts.indices.map { try make($0) } }
    func part(_ rank: Int) -> Range<Int> {
      rank * counts.count / group.count..<(rank + 1) * counts.count / group.count
    }
    let own = try part(group.rank).flatMap { try make($0) }
    let lengths = (0..<group.count).map { counts[part($0)].reduce(0, +) }
    let all = try group.joined(own, lengths)
    var (results, place): ([[Number]], Int) = ([], 0)
    for count in counts {
      results.append(Array(all[place..<place + count]))
      place += count
    }
    return results
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
    var sums = EvaluationSums()
    try evaluate(data, loss, &sums)
    return sums.means
  }

  /// The same of examples that need not be in memory.
  func evaluation(on data: LearningData, _ loss: Loss) throws -> (loss: Double, accuracy: Double?) {
    var sums = EvaluationSums()
    try data.forEachPart { try evaluate($0, loss, &sums) }
    return sums.means
  }

  /// What is summed over examples.
  private struct EvaluationSums {
    var (loss, weight) = (0.0, 0.0)
    var correct: Double? = 0
    var count = 0

    var means: (loss: Double, accuracy: Double?) { (loss / weight, correct.map { $0 / Double(count) }) }
  }

  private func evaluate(_ data: Dataset, _ loss: Loss, _ sums: inout EvaluationSums) throws {
    try network.check(data)
    let form = DataForm(data, for: network)
    let rows = Array(0..<data.count)
    let batches = stride(from: 0, to: rows.count, by: Self.batch).map { rows[$0..<min($0 + Self.batch, rows.count)] }
    let told = try shared(batches.map { _ in 2 }) { place in
      let executor = try evaluator(batch: batches[place].count, form, loss)
      try executor.feed(data, rows: batches[place], for: network)
      executor.run()
      return [
        try executor.readScalar("loss"), form.targets == .numbers ? 0 : try executor.readScalar("correct"),
      ]
    }
    for (part, own) in zip(batches, told) {
      let counted = data.weight(of: part)
      sums.loss += own[0] * (loss.isSum ? 1 : counted)
      sums.weight += counted
      if form.targets == .numbers {
        sums.correct = nil
      } else if let correct = sums.correct {
        sums.correct = correct + own[1]
      }
    }
    sums.count += rows.count
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
  func told(of data: LearningData) throws -> Told {
    var (predictions, targets): ([Predictor.Prediction], Targets?) = ([], nil)
    try data.forEachPart { part in
      predictions += try self.predictions(for: part.examples, part.task)
      targets = targets?.followed(by: part.targets) ?? part.targets
    }
    return Told(
      predictions, targets ?? .numbers([], []), names: data.task.names, areProbabilities: network.tellsProbabilities)
  }

  /// What a plan to measure with is made for.
  struct Evaluation: Hashable {
    let batch: Int
    let form: DataForm
  }
}
