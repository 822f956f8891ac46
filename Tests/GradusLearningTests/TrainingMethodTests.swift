import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

@Suite("What a training may be told besides")
struct TrainingMethodTests {
  static func settings(_ loss: String = "cross-entropy", epochs: Int = 4) throws -> TrainingSettings {
    TrainingSettings(
      loss: try Loss(Clause(parsing: loss)), optimizer: .adam(), learningRate: 0.02,
      schedule: .warmup(steps: 3, then: .cosine(steps: 40)), weightDecay: Rational(1, 1000), batchSize: 8,
      epochs: epochs,
      seed: 5, validationFraction: 0.2)
  }

  static func network(_ text: String = "dense 12, batchnorm, relu, dropout 0.2, noise 0.05, dense 4") throws -> Network
  {
    try Network(inputs: 4, layers: Layer.list(text), output: .softmax)
  }

  static let variants: [(String, @Sendable (inout TrainingSettings) -> Void)] = [
    ("plain", { _ in }), ("averaging", { $0.averaging = .exponential(share: Rational(9, 10)) }),
    ("patience", { $0.patience = 50 }),
    (
      "all",
      {
        $0.averaging = .exponential(share: Rational(9, 10))
        $0.patience = 50
        $0.clipping = Clipping(.globalNorm, 1)
        $0.maxNorm = 2
        $0.sparsity = Rational(1, 1000)
      }
    ),
  ]

  /// With dropout, noise, batch normalisation, a schedule and everything else that a step may keep.
  @Test("goes on from the middle of an epoch to the same bits", arguments: 0..<variants.count, [1, 3, 5, 7, 10, 11])
  func resumes(variant: Int, after steps: Int) throws {
    let data = try TrainingTests.quadrants(45, seed: 1)
    var settings = try Self.settings()
    Self.variants[variant].1(&settings)
    let whole = try Training(Self.network(), on: data, settings: settings)
    while try whole.nextEpoch() != nil {}

    let first = try Training(Self.network(), on: data, settings: settings)
    var count = 0
    var checkpoint = first.state
    stopped: while !first.isFinished {
      while try first.nextBatch() != nil {
        count += 1
        if count == steps {
          checkpoint = try first.checkpoint()
          break stopped
        }
      }
      _ = try first.finishEpoch()
    }
    #expect(checkpoint.step == steps)
    let resumed = try Training(resuming: checkpoint, on: data)
    while try resumed.nextEpoch() != nil {}
    #expect(resumed.state.parameters == whole.state.parameters)
    #expect(resumed.state.memories == whole.state.memories)
    #expect(resumed.state.generator == whole.state.generator)
    #expect(resumed.state.step == whole.state.step)
    // Seconds differ, and of an epoch that began elsewhere nobody knows them.
    #expect(resumed.state.history.map { $0.seconds == nil } == (0..<4).map { $0 == checkpoint.epoch })
    for (a, b) in zip(resumed.state.history, whole.state.history) {
      #expect((a.loss, a.accuracy) == (b.loss, b.accuracy))
      #expect((a.validationLoss, a.validationAccuracy) == (b.validationLoss, b.validationAccuracy))
    }
    #expect(try resumed.model() == whole.model())
  }

  @Test("ends when patience is out, and gives the best epoch's model")
  func patience() throws {
    let data = try TrainingTests.quadrants(60, seed: 1)
    var settings = try Self.settings(epochs: 60)
    settings.schedule = .constant
    settings.learningRate = 0.3
    settings.patience = 2
    let training = try Training(Self.network("dense 12, tanh, dense 4"), on: data, settings: settings)
    while try training.nextEpoch() != nil {}
    let history = training.state.history
    let best = try #require(history.bestEpoch())
    #expect(training.isOutOfPatience && history.count == best + 3, "\(history.count) epochs, the best \(best)")
    #expect(history.allSatisfy { ($0.validationLoss ?? 0) >= (history[best - 1].validationLoss ?? 0) })
    // The model is the one of a training that ended with the best epoch.
    settings.epochs = best
    let short = try Training(Self.network("dense 12, tanh, dense 4"), on: data, settings: settings)
    while try short.nextEpoch() != nil {}
    #expect(try training.model() == short.model())
    #expect(throws: TrainingError.self) {
      var without = settings
      without.validationFraction = 0
      _ = try Training(Self.network(), on: data, settings: without)
    }
  }

  @Test("clips gradients as PyTorch does")
  func clipping() throws {
    let gradients = [Formula.symbol("g", [3]), .symbol("h", [2, 2])]
    let inputs = ["g": Tensor(vector: [3, -4, 0]), "h": Tensor(matrix: [[0, 0.1], [-0.2, 12]])]
    func clipped(_ text: String) throws -> [[Double]] {
      try Evaluator(inputs: inputs).evaluate(Clipping(Clause(parsing: text))(gradients)).map(\.values)
    }
    #expect(try clipped("value 3.5") == [[3, -3.5, 0], [0, 0.1, -0.2, 3.5]])
    let norm = try clipped("norm 2.5")
    for (a, b) in zip(norm[0], [1.5, -2, 0]) { #expect(abs(a - b) < 1e-6) }
    let total = (25 + 0.01 + 0.04 + 144).squareRoot()
    for (a, b) in zip(try clipped("global-norm 6.5").joined(), [3, -4, 0, 0, 0.1, -0.2, 12]) {
      #expect(abs(a - b * 6.5 / (total + 1e-6)) < 1e-12)
    }
    #expect(try clipped("global-norm 100") == [[3, -4, 0], [0, 0.1, -0.2, 12]])
    #expect(throws: DescriptionError.self) { try Clipping(Clause(parsing: "norm 0")) }
    #expect(throws: DescriptionError.self) { try Clipping(Clause(parsing: "nrm 1")) }
  }

  @Test("bounds the norms of columns, and takes the mean of the parameters over the steps")
  func constraints() throws {
    let data = try TrainingTests.quadrants(40, seed: 2)
    var settings = try Self.settings(epochs: 6)
    (settings.maxNorm, settings.averaging) = (Rational(1, 2), .exponential(share: Rational(3, 4)))
    let training = try Training(Self.network("dense 6, relu, dense 4"), on: data, settings: settings)
    var mean = try #require(training.state.parameters["layers.0.weight"]).map(Double.init)
    while (try training.nextBatch()) != nil {
      let now = try #require(try training.checkpoint().parameters["layers.0.weight"])
      for index in mean.indices { mean[index] = 0.75 * mean[index] + 0.25 * Double(now[index]) }
      for column in 0..<6 {
        let norm = (0..<4).reduce(0) { $0 + Double(now[$1 * 6 + column]) * Double(now[$1 * 6 + column]) }.squareRoot()
        #expect(norm <= 0.5 + 1e-5)
      }
    }
    let report = try training.finishEpoch()
    let model = try training.model()
    for (a, b) in zip(try #require(model.parameters["layers.0.weight"]), mean) {
      #expect(abs(Double(a) - b) < 1e-5)
    }
    // What is measured is what is saved.
    #expect(
      try Predictor(model).confusionMatrix(on: training.validationData).accuracy == report.validationAccuracy)
  }

  @Test("adds the magnitudes of the weights to what is made small")
  func sparsity() throws {
    var settings = TrainingSettings(sparsity: Rational(1, 4))
    let network = try Self.network("dense 3, tanh, dense 4")
    let with = try TrainingStep(network: network, settings, batch: 5).gradients
    settings.sparsity = 0
    let without = try TrainingStep(network: network, settings, batch: 5).gradients
    var inputs = TrainingStepTests().inputs(try TrainingStep(network: network, settings, batch: 5), batch: 5, seed: 4)
    inputs["t"] = Tensor(1)
    let (a, b) = (try Evaluator(inputs: inputs).evaluate(with), try Evaluator(inputs: inputs).evaluate(without))
    for (parameter, (a, b)) in zip(network.trained, zip(a, b)) {
      let values = try #require(inputs[parameter.symbol.name]).values
      for index in values.indices {
        let slope = parameter.decays ? (values[index] > 0 ? 0.25 : -0.25) : 0
        #expect(abs(a.values[index] - b.values[index] - slope) < 1e-12)
      }
    }
  }

  @Test("learns with every loss of classes, every optimiser and every layer")
  func learns() throws {
    let data = try TrainingTests.quadrants(120, seed: 1)
    func accuracy(_ text: String, _ loss: String, _ optimizer: String, rate: Double? = nil) throws -> Double {
      let loss = try Loss(Clause(parsing: loss))
      let optimizer = try Optimizer(Clause(parsing: optimizer))
      let network = try Network(inputs: 4, layers: Layer.list(text), output: loss.output)
      let training = try Training(
        network, on: data,
        settings: TrainingSettings(
          loss: loss, optimizer: optimizer, learningRate: rate ?? optimizer.usualLearningRate, batchSize: 16,
          epochs: 40, seed: 3))
      do { while try training.nextEpoch() != nil {} } catch {
        Issue.record("\(text), \(loss), \(optimizer): \(error)")
        return 1
      }
      return try #require(training.state.history.last?.accuracy)
    }
    for loss in [
      "focal", "hinge", "hinge 2", "binary-cross-entropy", "squared-error", "huber", "brier",
      "cross-entropy smoothing=0.1",
    ] {
      let found = try accuracy("dense 8, relu, dense 4", loss, "adam", rate: 0.02)
      #expect(found > 0.95, "\(loss): \(found)")
    }
    let rates = [
      "lion": 0.005, "adagrad": 0.1, "lamb": 0.02, "adamw": 0.02, "adam": 0.02, "amsgrad": 0.02, "radam": 0.05,
      "adamax": 0.02, "lookahead": 0.03,
    ]
    for optimizer in Optimizer.all.map(\.name) {
      let found = try accuracy("dense 8, relu, dense 4", "cross-entropy", optimizer, rate: rates[optimizer])
      #expect(found > 0.9, "\(optimizer): \(found)")
    }
    for text in LayerTests.descriptions {
      let found = try accuracy(
        text.replacing("dense 3", with: "dense 4").replacing("dense(3", with: "dense(4"), "cross-entropy", "adam",
        rate: 0.02)
      #expect(found > 0.85, "\(text): \(found)")
    }
  }
}
