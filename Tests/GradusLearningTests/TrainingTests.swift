import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

@Suite("Training")
struct TrainingTests {
  /// Images of 2x2 whose class is the place of the brightest pixel, with noise.
  static func quadrants(_ count: Int, seed: UInt64) throws -> Dataset {
    var generator = SeededGenerator(seed: seed)
    let labels = (0..<count).map { _ in UInt8(generator.integer(below: 4)) }
    let pixels = labels.flatMap { label in
      (0..<4).map { UInt8(($0 == Int(label) ? 160 : 0) + generator.integer(below: 90)) }
    }
    return try Dataset(
      pixels: pixels, labels: labels, classNames: ["NW", "NE", "SW", "SE"], imageShape: ImageShape(height: 2, width: 2))
  }

  static let optimizers: [(Optimizer, Double)] = [
    (.gradientDescent, 0.5), (.momentum(Rational(9, 10)), 0.1), (.nesterov(Rational(9, 10)), 0.1),
    (.adam(), 0.02), (.adamW(), 0.02),
  ]

  func training(_ data: Dataset, _ settings: TrainingSettings, hidden: [Int] = [8]) throws -> Training {
    let network = try Network(inputs: 4, hidden: hidden, activation: .relu, classes: 4)
    return try Training(network, on: data, settings: settings)
  }

  @Test("learns a small problem with every optimiser", arguments: optimizers)
  func learns(optimizer: Optimizer, rate: Double) throws {
    let data = try Self.quadrants(150, seed: 1)
    let training = try training(
      data,
      TrainingSettings(
        optimizer: optimizer, learningRate: rate, batchSize: 16, epochs: 12, seed: 3, validationFraction: 0.2))
    var reports: [EpochReport] = []
    while let report = try training.nextEpoch() { reports.append(report) }
    #expect(reports.map(\.epoch) == Array(1...12))
    #expect(reports[11].loss < reports[0].loss / 2)
    #expect(try #require(reports[11].accuracy) > 0.97)
    #expect(try #require(reports[11].validationAccuracy) > 0.9)
    #expect(training.state.history == reports)
    let fresh = try Predictor(training.model()).confusionMatrix(on: Self.quadrants(60, seed: 2))
    #expect(try #require(fresh.accuracy) > 0.9)
  }

  @Test("gives the same bits for the same seed, and others for another")
  func repeatable() throws {
    let data = try Self.quadrants(50, seed: 1)
    func run(seed: UInt64) throws -> [String: [UInt32]] {
      let training = try training(data, TrainingSettings(batchSize: 16, epochs: 2, seed: seed, validationFraction: 0.1))
      while try training.nextEpoch() != nil {}
      return training.state.parameters.mapValues { $0.map(\.bitPattern) }
    }
    #expect(try run(seed: 7) == run(seed: 7))
    #expect(try run(seed: 7) != run(seed: 8))
  }

  @Test("goes on after a stop to the same bits", arguments: optimizers)
  func resumes(optimizer: Optimizer, rate: Double) throws {
    let data = try Self.quadrants(45, seed: 1)
    let settings = TrainingSettings(
      optimizer: optimizer, learningRate: rate, schedule: .warmup(steps: 4, then: .cosine(steps: 20)),
      weightDecay: Rational(1, 100), batchSize: 8, epochs: 4, seed: 2, validationFraction: 0.2)
    let whole = try training(data, settings)
    var states: [TrainingState] = []
    while try whole.nextEpoch() != nil { states.append(whole.state) }
    let resumed = try Training(resuming: states[1], on: data)
    while try resumed.nextEpoch() != nil {}
    #expect(resumed.state.parameters == whole.state.parameters)
    #expect(resumed.state.memories == whole.state.memories)
    #expect(resumed.state.generator == whole.state.generator)
    #expect(resumed.state.step == whole.state.step)
    #expect(resumed.state.history.map(\.loss) == whole.state.history.map(\.loss))

    let other = try Self.quadrants(45, seed: 2)
    #expect(throws: TrainingError.dataMismatch("these are not the data that this training began with")) {
      try Training(resuming: states[1], on: other)
    }
  }

  /// A step by the oracle in double precision, written out here, beside the engine's in single precision.
  @Test("takes the step that the formulas give")
  func oneStep() throws {
    let data = try Self.quadrants(6, seed: 9)
    let training = try training(
      data, TrainingSettings(optimizer: .momentum(Rational(1, 2)), learningRate: 0.25, batchSize: 6, epochs: 1, seed: 1)
    )
    let before = training.state.parameters
    let report = try #require(try training.nextBatch())
    _ = try training.finishEpoch()

    let step = try TrainingStep(network: training.network, optimizer: .momentum(Rational(1, 2)), batch: 6)
    var inputs = [
      "learningRate": Tensor(0.25), "X": Tensor(shape: [6, 4], values: data.pixels!.map { Double($0) / 255 }),
    ]
    inputs["Y"] = Tensor(
      shape: [6, 4], values: data.targets.classes!.flatMap { label in (0..<4).map { $0 == Int(label) ? 1 : 0 } })
    for parameter in training.network.parameters {
      inputs[parameter.symbol.name] = Tensor(
        shape: parameter.shape, values: try #require(before[parameter.name]).map(Double.init))
      inputs["\(parameter.symbol.name).velocity"] = Tensor(shape: parameter.shape, repeating: 0)
    }
    let evaluator = Evaluator(inputs: inputs)
    #expect(abs(try evaluator.evaluate(step.loss).scalar - report.loss) < 1e-5)
    for parameter in training.network.parameters {
      let update = try #require(step.updates.first { $0.symbol == parameter.symbol })
      let expected = try evaluator.evaluate(update.value).values
      let found = try #require(training.state.parameters[parameter.name])
      for (a, b) in zip(found, expected) { #expect(abs(Double(a) - b) < 1e-5) }
    }
  }

  @Test("keeps or drops the images that fill no batch", arguments: [(45, 8, 6, 5), (40, 8, 5, 5), (5, 8, 1, 1)])
  func lastBatch(count: Int, size: Int, kept: Int, dropped: Int) throws {
    let data = try Self.quadrants(count, seed: 1)
    for (policy, batches) in [(TrainingSettings.LastBatch.keep, kept), (.drop, dropped)] {
      let training = try training(data, TrainingSettings(batchSize: size, lastBatch: policy, epochs: 1))
      #expect(training.batches == batches)
      var images = 0
      while let batch = try training.nextBatch() {
        images += batch.examples
        #expect(try #require(batch.correct) <= batch.examples)
      }
      #expect(images == (policy == .keep ? count : batches * min(size, count)))
      #expect(try training.finishEpoch().epoch == 1)
      #expect(try training.nextBatch() == nil)
      #expect(try training.nextEpoch() == nil)
    }
  }

  @Test("stops where the loss is no number, names the place, and keeps the last good state")
  func diverges() throws {
    let data = try Self.quadrants(40, seed: 1)
    let training = try training(
      data, TrainingSettings(optimizer: .gradientDescent, learningRate: 1e30, batchSize: 8, epochs: 9), hidden: [8, 8])
    var error: TrainingError?
    do { while try training.nextEpoch() != nil {} } catch let caught as TrainingError { error = caught }
    guard case .diverged(let place) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.epoch == 1)
    #expect((2...5).contains(place.batch))
    #expect((1...3).contains(place.layer))
    #expect(training.state.epoch == 0)
    #expect(training.state.parameters.values.allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test(
    "refuses settings that make no sense",
    arguments: [
      TrainingSettings(batchSize: 0), TrainingSettings(epochs: -1), TrainingSettings(learningRate: 0),
      TrainingSettings(learningRate: .nan), TrainingSettings(learningRate: -1), TrainingSettings(weightDecay: -1),
      TrainingSettings(optimizer: .momentum(1)), TrainingSettings(optimizer: .nesterov(-1)),
      TrainingSettings(optimizer: .adam(beta1: 1)),
      TrainingSettings(optimizer: .adamW(epsilon: 0)), TrainingSettings(validationFraction: 1),
    ])
  func settings(settings: TrainingSettings) throws {
    let data = try Self.quadrants(10, seed: 1)
    #expect(throws: TrainingError.self) { try training(data, settings) }
  }

  @Test("refuses data that do not fit the network, or that are none")
  func mismatch() throws {
    let network = try Network(inputs: 5, hidden: [], activation: .relu, classes: 4)
    #expect(throws: TrainingError.self) {
      try Training(network, on: Self.quadrants(10, seed: 1), settings: TrainingSettings())
    }
    let few = try Network(inputs: 4, hidden: [], activation: .relu, classes: 3)
    #expect(throws: TrainingError.self) {
      try Training(few, on: Self.quadrants(10, seed: 1), settings: TrainingSettings())
    }
    let right = try Network(inputs: 4, hidden: [], activation: .relu, classes: 4)
    #expect(throws: TrainingError.self) {
      try Training(right, on: Self.quadrants(0, seed: 1), settings: TrainingSettings())
    }
  }

  @Test("lets weights decay, and never biases", arguments: optimizers)
  func decay(optimizer: Optimizer, rate: Double) throws {
    let network = try Network(inputs: 3, hidden: [2], activation: .relu, classes: 2)
    func updates(_ decay: Rational) throws -> [String: Formula] {
      let step = try TrainingStep(network: network, optimizer: optimizer, batch: 4, weightDecay: decay)
      return Dictionary(uniqueKeysWithValues: step.updates.map { ($0.symbol.name, $0.value) })
    }
    let (without, with) = (try updates(0), try updates(Rational(1, 10)))
    for parameter in network.parameters {
      let name = parameter.symbol.name
      #expect((without[name] == with[name]) == (!parameter.decays), "\(name)")
    }
  }

  /// Black images and biases of zero: every score is zero in the first step.
  @Test("takes equal scores for the first class, as a predictor does")
  func ties() throws {
    let labels: [UInt8] = [0, 1, 2, 3, 0, 2, 3, 3, 1, 0]
    let data = try Dataset(
      pixels: Array(repeating: 0, count: 40), labels: labels, classNames: ["a", "b", "c", "d"],
      imageShape: ImageShape(height: 2, width: 2))
    let training = try training(data, TrainingSettings(learningRate: 1e-30, batchSize: 10, epochs: 1))
    let predictor = try Predictor(training.model())
    #expect(try predictor.predictions(for: data.examples).map(\.label) == Array(repeating: 0, count: 10))
    #expect(try #require(try training.nextBatch()).correct == 3)
    #expect(try training.finishEpoch().accuracy == predictor.confusionMatrix(on: data).accuracy)
  }

  @Test("one predictor serves many tasks, and each gets what it would get alone")
  func manyTasks() async throws {
    let data = try Self.quadrants(60, seed: 2)
    let predictor = try Predictor(training(data, TrainingSettings(batchSize: 10, epochs: 1)).model())
    func image(_ index: Int) -> Examples { data.examples.subset([index]) }
    let found = try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
      for index in 0..<60 { group.addTask { (index, try predictor.outputs(for: image(index))) } }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for index in 0..<60 { #expect(try found[index] == predictor.outputs(for: image(index))) }
  }

  @Test("counts a hit where its class is the first with the greatest score")
  func hits() throws {
    let scores: [[Double]] = [
      [1, 3, 3], [1, 3, 3], [2, 2, 2], [2, 2, 2], [2, 2, 2], [0, 1, 5], [5, 1, 5], [-1, -1, -2],
    ]
    let labels = [1, 2, 0, 1, 2, 2, 2, 1]
    let Y = labels.flatMap { label in (0..<3).map { $0 == label ? 1.0 : 0 } }
    let formula = correctPredictions(
      scores: .symbol("Z", ["m", 3]), targets: .symbol("Y", ["m", 3], facts: [.oneHotRows]))
    for row in scores.indices {
      let inputs = [
        "Z": Tensor(matrix: [scores[row]]), "Y": Tensor(shape: [1, 3], values: Array(Y[3 * row..<3 * row + 3])),
      ]
      let isHit = scores[row].placeOfFirstGreatest == labels[row]
      #expect(
        try Evaluator(inputs: inputs).evaluate(formula).scalar == (isHit ? 1 : 0), "\(scores[row]), \(labels[row])")
    }
    #expect(scores.map(\.placeOfFirstGreatest) == [1, 1, 0, 0, 0, 2, 0, 0])
  }

  @Test(
    "counts the steps of an epoch as it runs them",
    arguments: [(45, 8, 0.0), (45, 8, 0.2), (40, 100, 0.1), (41, 20, 0.5)])
  func steps(count: Int, size: Int, held: Double) throws {
    let data = try Self.quadrants(count, seed: 1)
    for last in TrainingSettings.LastBatch.allCases {
      let settings = TrainingSettings(batchSize: size, lastBatch: last, epochs: 1, validationFraction: held)
      let training = try training(data, settings)
      #expect(settings.steps(perEpochOf: count) == training.batches)
      var images = 0
      while let batch = try training.nextBatch() { images += batch.examples }
      #expect(training.examplesPerEpoch == images)
    }
  }

  @Test("refuses a place in training that these data have not")
  func impossiblePlace() throws {
    let data = try Self.quadrants(45, seed: 1)
    let state = try training(data, TrainingSettings(batchSize: 8, epochs: 3)).state
    for (epoch, step) in [(1, 7), (1, Int.max), (Int.max, Int.max), (2, 0)] {
      let wrong = TrainingState(
        network: state.network, settings: state.settings, epoch: epoch, step: step, generator: state.generator,
        parameters: state.parameters, memories: [:], dataFingerprint: state.dataFingerprint, history: [])
      #expect(throws: TrainingError.self) { try Training(resuming: wrong, on: data) }
    }
  }

  @Test(
    "refuses schedules out of range",
    arguments: [
      .warmup(steps: 0, then: .constant), .warmup(steps: -5, then: .constant), .cosine(steps: 0), .cosine(steps: .min),
      .cosine(steps: 5, floor: -1), .cosine(steps: 5, floor: 2), .step(every: 0, factor: Rational(1, 10)),
      .step(every: 3, factor: -1), .step(every: 3, factor: 2), .warmup(steps: .max, then: .constant),
    ] as [Schedule])
  func schedules(schedule: Schedule) throws {
    #expect(throws: TrainingError.self) {
      try training(Self.quadrants(10, seed: 1), TrainingSettings(schedule: schedule))
    }
  }
}
