import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

/// Updates of several batches, means of parameters, and steps that are searched for.
@Suite("Updates")
struct UpdatesTests {
  static func trained(
    _ text: String, _ settings: TrainingSettings, on data: Dataset, epochs: Int? = nil
  ) throws -> Training {
    let training = try Training(TrainingMethodTests.network(text), on: data, settings: settings)
    while training.state.epoch < epochs ?? .max, try training.nextEpoch() != nil {}
    return training
  }

  static func settings(
    batch: Int, accumulation: Int = 1, loss: String = "cross-entropy", optimizer: String = "adam"
  ) throws -> TrainingSettings {
    TrainingSettings(
      loss: try Loss(Clause(parsing: loss)), optimizer: try Optimizer(Clause(parsing: optimizer)),
      learningRate: optimizer == "lbfgs" ? 1 : 0.02, weightDecay: Rational(1, 1000), batchSize: batch,
      accumulation: accumulation, epochs: 4, seed: 3)
  }

  /// 50 examples: batches of 8 by three are updates of 24, 24 and 2.
  @Test(
    "of several batches are those of one batch of all their examples",
    arguments: ["cross-entropy", "cross-entropy reduction=sum", "hinge 2"], [true, false])
  func accumulation(loss: String, isWeighted: Bool) throws {
    var data = try TrainingTests.quadrants(50, seed: 4)
    if isWeighted { data = try Dataset(data.examples, data.targets, weights: (0..<50).map { Float($0 % 5 + 1) / 3 }) }
    for change in [
      { _ in }, { $0.clipping = Clipping(.globalNorm, Rational(1, 10)) }, { $0.sparsity = Rational(1, 100) },
    ]
      as [(inout TrainingSettings) -> Void]
    {
      var whole = try Self.settings(batch: 24, loss: loss)
      var parts = try Self.settings(batch: 8, accumulation: 3, loss: loss)
      change(&whole)
      change(&parts)
      let network = try Network(
        inputs: 4, layers: Layer.list("dense 6, tanh, dense 4"), output: loss == "hinge 2" ? .identity : .softmax)
      let a = try Training(network, on: data, settings: whole)
      let b = try Training(network, on: data, settings: parts)
      while let one = try a.nextEpoch(), let other = try b.nextEpoch() { #expect(abs(one.loss - other.loss) < 1e-4) }
      for (name, values) in a.state.parameters {
        for (x, y) in zip(values, b.state.parameters[name] ?? []) { #expect(abs(x - y) < 2e-4, "\(name)") }
      }
    }
  }

  @Test("count for schedules, and go on from between two batches to the same bits", arguments: [1, 2, 4, 6, 8, 13])
  func resumesBetweenBatches(steps: Int) throws {
    let data = try TrainingTests.quadrants(50, seed: 4)
    var settings = try Self.settings(batch: 8, accumulation: 3)
    settings.schedule = .cosine(steps: 12)
    #expect(settings.steps(perEpochOf: 50) == 3)
    let text = "dense 12, batchnorm, relu, dropout 0.2, dense 4"
    let whole = try Self.trained(text, settings, on: data)
    let first = try Training(TrainingMethodTests.network(text), on: data, settings: settings)
    var count = 0
    stopped: while true {
      while try first.nextBatch() != nil {
        count += 1
        if count == steps { break stopped }
      }
      _ = try first.finishEpoch()
    }
    let resumed = try Training(resuming: first.checkpoint(), on: data)
    while try resumed.nextEpoch() != nil {}
    #expect(resumed.state.parameters == whole.state.parameters)
    #expect(resumed.state.memories == whole.state.memories)
  }

  @Test("keep the best parameters where training stops in the middle of an epoch")
  func keepsBest() throws {
    // What is learned of labels by chance holds for no others.
    let pixels = try TrainingTests.quadrants(60, seed: 1).examples
    let data = try Dataset(
      pixels, .classes((0..<60).map { Int32($0 * 7 % 11 % 4) }, names: ["NW", "NE", "SW", "SE"]))
    var settings = try TrainingMethodTests.settings(epochs: 12)
    (settings.schedule, settings.learningRate, settings.patience) = (.constant, 0.3, 50)
    let text = "dense 12, tanh, dense 4"
    let whole = try Self.trained(text, settings, on: data)
    let best = try #require(whole.state.history.bestEpoch())
    try #require(best < 11, "the last epoch is the best, and nothing is seen")
    let first = try Self.trained(text, settings, on: data, epochs: best + 1)
    _ = try first.nextBatch()
    let resumed = try Training(resuming: first.checkpoint(), on: data)
    while try resumed.nextEpoch() != nil {}
    #expect(try resumed.model() == whole.model())
  }

  @Test("are averaged from an epoch on, with running statistics of the mean")
  func stochasticAveraging() throws {
    let data = try TrainingTests.quadrants(600, seed: 2)
    var settings = try Self.settings(batch: 32)
    settings.averaging = .stochastic(start: 2)
    settings.validationFraction = 0.1
    let text = "dense 6, batchnorm, relu, dense 4"
    let training = try Training(TrainingMethodTests.network(text), on: data, settings: settings)
    var ends: [[String: [Float]]] = []
    while let report = try training.nextEpoch() {
      ends.append(training.state.parameters)
      let model = try training.model()
      // What is measured is what is saved.
      #expect(
        try Predictor(model).confusionMatrix(on: training.validationData).accuracy == report.validationAccuracy)
      if report.epoch == 1 { #expect(model.parameters == training.state.parameters) }
    }
    let model = try training.model()
    for name in ["layers.0.weight", "layers.1.weight", "layers.2.bias"] {
      for (place, mean) in (model.parameters[name] ?? []).enumerated() {
        let values = try ends.dropFirst().map { Double(try #require($0[name])[place]) }
        #expect(abs(Double(mean) - values.reduce(0, +) / 3) < 1e-6, "\(name)")
      }
    }
    try expectStatistics(of: model, on: training.data)
  }

  /// The statistics are those of X W over all the examples that were trained on, as the evaluator has them.
  private func expectStatistics(of model: TrainedModel, on data: Dataset) throws {
    let weight = try #require(model.parameters["layers.0.weight"])
    guard case .bytes(let bytes) = data.examples.numbers else { return #expect(Bool(false), "no images") }
    for column in 0..<6 {
      let sums = (0..<data.count).map { row in
        (0..<4).reduce(0.0) { $0 + Double(bytes[row * 4 + $1]) / 255 * Double(weight[$1 * 6 + column]) }
      }
      let mean = sums.reduce(0, +) / Double(sums.count)
      #expect(abs(Double(model.parameters["layers.1.running_mean"]?[column] ?? .nan) - mean) < 1e-5)
      // The mean over batches of 500 and 40 of their own unbiased variances.
      let parts = [sums[..<500], sums[500...]].map { part -> Double in
        let own = part.reduce(0, +) / Double(part.count)
        return part.reduce(0) { $0 + ($1 - own) * ($1 - own) } / Double(part.count - 1) * Double(part.count)
      }
      let variance = parts.reduce(0, +) / Double(sums.count)
      #expect(abs(Double(model.parameters["layers.1.running_var"]?[column] ?? .nan) - variance) < 1e-5 * variance)
    }
  }

  @Test("that are averaged go on to the same bits", arguments: [3, 9, 17, 20])
  func averagingResumes(steps: Int) throws {
    let data = try TrainingTests.quadrants(45, seed: 2)
    var settings = try Self.settings(batch: 8)
    settings.averaging = .stochastic(start: 2)
    let text = "dense 6, batchnorm, relu, dropout 0.3, dense 4"
    let whole = try Self.trained(text, settings, on: data)
    let first = try Training(TrainingMethodTests.network(text), on: data, settings: settings)
    for _ in 0..<steps where try first.nextBatch() == nil {
      _ = try first.finishEpoch()
      _ = try first.nextBatch()
    }
    let resumed = try Training(resuming: first.checkpoint(), on: data)
    while try resumed.nextEpoch() != nil {}
    #expect(try resumed.model() == whole.model())
    #expect(resumed.state.memories == whole.state.memories)
  }

  @Test("that are searched for lower the loss each time, and go on to the same bits", arguments: [1, 3, 12])
  func searchResumes(epochs: Int) throws {
    let data = try TrainingTests.quadrants(60, seed: 2)
    var settings = try Self.settings(batch: 25, optimizer: "lbfgs")
    settings.epochs = 30
    let text = "dense 6, tanh, dense 4"
    let whole = try Self.trained(text, settings, on: data)
    let losses = whole.state.history.map(\.loss)
    #expect(losses.count > 12 && losses[12] < losses[0] / 2, "\(losses)")
    let first = try Self.trained(text, settings, on: data, epochs: epochs)
    let resumed = try Training(resuming: first.state, on: data)
    while try resumed.nextEpoch() != nil {}
    #expect(resumed.state.parameters == whole.state.parameters)
    #expect(resumed.state.memories == whole.state.memories)
  }

  @Test("that are searched for end where no lower loss is found")
  func searchEnds() throws {
    let data = try TrainingTests.quadrants(60, seed: 2)
    var settings = try Self.settings(batch: 60, optimizer: "lbfgs")
    (settings.epochs, settings.weightDecay) = (2000, Rational(1, 10))
    let training = try Self.trained("dense 4", settings, on: data)
    #expect(training.isSettled && training.isFinished && training.state.epoch < 200, "\(training.state.epoch)")
    // The problem is convex: there is one minimum, and the slope there is none.
    let health = try training.health().parameters
    #expect(health.allSatisfy { $0.updateRatio == nil })
    let again = try Training(resuming: training.state, on: data)
    #expect(again.isFinished)
  }

  static let refused: [(String, @Sendable (inout TrainingSettings) -> Void)] = [
    ("dense 6, dropout 0.5, dense 4", { _ in }), ("dense 6, batchnorm, dense 4", { _ in }),
    ("rate(0.1, dense 6), dense 4", { _ in }), ("dense 4", { $0.clipping = Clipping(.norm, 1) }),
    ("dense 4", { $0.sparsity = 1 }), ("dense 4", { $0.schedule = .cosine(steps: 3) }),
    ("dense 4", { $0.learningRate = 0.1 }), ("dense 4", { $0.accumulation = 2 }),
    ("dense 4", { $0.averaging = .stochastic(start: 1) }), ("dense 4", { $0.lastBatch = .drop }),
  ]

  @Test("that are searched for are refused what changes the loss", arguments: 0..<refused.count)
  func searchRefuses(place: Int) throws {
    let data = try TrainingTests.quadrants(20, seed: 2)
    var settings = try Self.settings(batch: 20, optimizer: "lbfgs")
    Self.refused[place].1(&settings)
    #expect(throws: TrainingError.self) {
      _ = try Training(TrainingMethodTests.network(Self.refused[place].0), on: data, settings: settings)
    }
  }

  @Test(
    "have averages by name",
    arguments: [("0.9", "ema 0.9"), ("ema 0.5", "ema 0.5"), ("swa 3", "swa 3"), ("swa", "swa 9")])
  func averagings(text: String, description: String) throws {
    #expect(try Averaging(parsing: text, epochs: 12).description == description)
    #expect(try Averaging(parsing: description).description == description)
  }

  @Test("have no other averages", arguments: ["1", "-0.1", "swa 0", "swa 1.5", "mean 3", "swa", "ema", ""])
  func noAveraging(text: String) {
    #expect(throws: DescriptionError.self) { _ = try Averaging(parsing: text) }
  }
}
