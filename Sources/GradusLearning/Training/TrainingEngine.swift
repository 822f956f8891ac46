internal import GradusExpression
internal import GradusKernels
internal import GradusOptimization
internal import GradusPlan

/// Where a batch stands in a training.
struct BatchPlace {
  /// The number of the batch, from 1 on: noise goes by it.
  let batch: Int
  /// The number of the update that it takes part in, from 1 on: the learning rate goes by it.
  let update: Int
  /// Whether others follow before the update.
  let part: TrainingStep.Part
  /// What it counts among the batches of its update.
  let share: Double
}

/// The plans of a training step, one for each size of batch and part of an update, on common parameters.
final class TrainingEngine {
  let network: Network
  let settings: TrainingSettings
  let form: DataForm
  private let main: Executor
  private let last: Executor?
  private let lastSize: Int
  /// Gathers the gradient of a batch after which others follow.
  private let earlier: Executor?
  private let scalars: StepScalars
  /// Makes batches of images that are changed; nil where they are taken as they are.
  private let augmenter: Augmenter?
  /// Takes running statistics of parameters that are no step's.
  private(set) lazy var statistics = StatisticsPass(network, form, seed: settings.seed)
  /// What is drawn anew for every batch.
  let draws: [Network.Draw]
  /// The symbol of everything that training changes, by its name in files.
  let parameterSymbols: [String: String]
  let memorySymbols: [String: String]

  /// - Parameter remainder: the number of examples in the last batch where it is smaller than the others; 0 for none.
  init(network: Network, settings: TrainingSettings, data form: DataForm, batch: Int, remainder: Int) throws {
    self.network = network
    self.settings = settings
    self.form = form
    let isSearch = settings.optimizer.isSearch
    let isGathered = settings.accumulation > 1
    let final: TrainingStep.Part = isSearch ? .earlier : isGathered ? .last : .whole
    func step(_ count: Int, _ part: TrainingStep.Part) throws -> TrainingStep {
      try TrainingStep(network: network, settings, batch: .number(count), data: form, part: part)
    }
    let first = try step(batch, final)
    main = try Executor(first.plan())
    last = remainder > 0 ? try Executor(step(remainder, final).plan(), sharing: main) : nil
    earlier = isGathered ? try Executor(step(batch, .earlier).plan(), sharing: main) : nil
    scalars = try StepScalars(settings.optimizer)
    augmenter = settings.augmentations.isEmpty ? nil : Augmenter(settings.augmentations, seed: settings.seed)
    draws = first.forward.draws
    lastSize = remainder
    parameterSymbols = Dictionary(uniqueKeysWithValues: network.parameters.map { ($0.name, $0.symbol.name) })
    memorySymbols = Dictionary(
      uniqueKeysWithValues: network.trained.flatMap { parameter in
        settings.optimizer.memories(of: parameter.symbol).map {
          ($0.name(of: parameter), $0.symbol(of: parameter.symbol).name)
        } + (settings.averaging?.share == nil ? [] : [("average.\(parameter.name)", parameter.average.name)])
          + (isGathered ? [("gradient.\(parameter.name)", parameter.gathered.name)] : [])
      })
  }

  /// One batch, the examples at `rows`: the mean loss and the number of hits, before it; no hits where numbers are told.
  ///
  /// - Parameters:
  ///   - measured: what was measured after every epoch that is over, for schedules that go by it.
  ///   - next: the examples of the next batch, which is made ready meanwhile; nil where there is none yet.
  func step(
    _ place: BatchPlace, measured: [Double], rows: ArraySlice<Int>, of data: Dataset, _ learningRate: Double? = nil,
    next: ArraySlice<Int>? = nil
  ) throws -> (loss: Double, correct: Int?) {
    let executor = executor(for: rows.count, place.part)
    try feed(place, measured: measured, rows: rows, of: data, to: executor, learningRate)
    if let next { augmenter?.begin(place.batch + 1, rows: next, of: data) }
    executor.run()
    let loss = try executor.readScalar("loss")
    return (
      settings.loss.isSum ? loss / data.weight(of: rows) : loss,
      form.targets == .numbers ? nil : Int(try executor.readScalar("correct"))
    )
  }

  /// Gives a plan what a step is given: examples, noise, and the numbers that go with the step.
  func feed(
    _ place: BatchPlace, measured: [Double], rows: ArraySlice<Int>, of data: Dataset, to executor: Executor,
    _ learningRate: Double? = nil
  ) throws {
    try executor.feed(data, rows: rows, for: network, changed: augmenter?.batch(place.batch, rows: rows, of: data))
    try executor.draw(draws, seed: settings.seed, batch: place.batch)
    if place.part != .whole { try executor.write(Network.Parameter.shareOfBatch.name, place.share) }
    if place.part == .earlier { return }
    let progress = TrainingProgress(step: place.update, measured: measured)
    let rate = learningRate ?? settings.learningRate * settings.schedule.factor(at: progress)
    try scalars.write(step: place.update, learningRate: rate, to: executor)
  }

  private func executor(for count: Int, _ part: TrainingStep.Part) -> Executor {
    if part == .earlier, let earlier { return earlier }
    if let last, count == lastSize { return last }
    return main
  }

  /// What batches have given to the gradient of a parameter.
  func gathered(_ parameter: Network.Parameter) throws -> [Float] { try main.read(parameter.gathered.name) }

  /// Forgets what batches have given to gradients.
  func clearGathered() throws {
    for parameter in network.trained {
      try main.write(parameter.gathered.name, [Float](repeating: 0, count: parameter.count))
    }
  }

  /// A predictor that sees the parameters as they are at each call.
  func forwardPass() -> ForwardPass { ForwardPass(network, sharing: main, averaged: settings.averaging?.share != nil) }

  /// An executor of another plan on the same parameters.
  func executor(of plan: Plan) throws -> Executor { try Executor(plan, sharing: main) }

  /// Reads everything named: parameters or memories.
  func read(_ symbols: [String: String]) throws -> [String: [Float]] { try symbols.mapValues { try main.read($0) } }

  /// Writes everything named that has a value; the rest keeps what it has, zeros at first.
  func write(_ symbols: [String: String], _ values: [String: [Float]]) throws {
    for (name, symbol) in symbols {
      if let values = values[name] { try main.write(symbol, values) }
    }
  }
}
