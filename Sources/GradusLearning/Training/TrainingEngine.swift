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
  /// The steps where batches are cut into leaves; nil where a batch is one piece.
  let leaves: LeafSteps?
  /// The plan of a whole batch, or of the update where it is cut.
  private let main: Executor
  private let last: Executor?
  private let lastSize: Int
  private let group: ProcessGroup?
  /// Gathers the gradient of a batch after which others follow.
  private let earlier: Executor?
  private let scalars: StepScalars
  /// Makes batches of images that are changed; nil where they are taken as they are.
  private let augmenter: Augmenter?
  /// Takes running statistics of parameters that are no step's.
  private(set) lazy var statistics = StatisticsPass(network, form, seed: settings.seed)
  /// The plans that have everything that training changes.
  private let holders: [Executor]
  /// What is drawn anew for every batch.
  let draws: [Network.Draw]
  /// The symbol of everything that training changes, by its name in files.
  let parameterSymbols: [String: String]
  let memorySymbols: [String: String]

  /// - Parameter remainder: the number of examples in the last batch where it is smaller than the others; 0 for none.
  init(
    network: Network, settings: TrainingSettings, data form: DataForm, batch: Int, remainder: Int,
    group: ProcessGroup? = nil
  ) throws {
    self.network = network
    self.settings = settings
    self.form = form
    let isSearch = settings.optimizer.isSearch
    let isGathered = settings.accumulation > 1
    let final: TrainingStep.Part = isSearch ? .earlier : isGathered ? .last : .whole
    if settings.leaves > 1 {
      let leaves = try LeafSteps(network: network, settings: settings, data: form, batch: batch, group: group)
      self.leaves = leaves
      (main, last, earlier, draws) = (leaves.update, nil, nil, leaves.draws)
      holders = [leaves.update, leaves.main]
    } else {
      func step(_ count: Int, _ part: TrainingStep.Part) throws -> TrainingStep {
        try TrainingStep(network: network, settings, batch: .number(count), data: form, part: part)
      }
      leaves = nil
      let first = try step(batch, final)
      main = try Executor(first.plan())
      last = remainder > 0 ? try Executor(step(remainder, final).plan(), sharing: main) : nil
      earlier = isGathered ? try Executor(step(batch, .earlier).plan(), sharing: main) : nil
      draws = first.forward.draws
      holders = [main]
    }
    scalars = try StepScalars(settings.optimizer)
    augmenter = settings.augmentations.isEmpty ? nil : Augmenter(settings.augmentations, seed: settings.seed)
    lastSize = remainder
    self.group = group
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
    if let leaves { return try step(leaves, place, measured: measured, rows: rows, of: data, learningRate, next: next) }
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

  private func step(
    _ leaves: LeafSteps, _ place: BatchPlace, measured: [Double], rows: ArraySlice<Int>, of data: Dataset,
    _ learningRate: Double?, next: ArraySlice<Int>?
  ) throws -> (loss: Double, correct: Int?) {
    // Images are mixed with others of the whole batch.
    let changed = augmenter?.batch(place.batch, rows: rows, of: data)
    if let next { augmenter?.begin(place.batch + 1, rows: next, of: data) }
    let report = try leaves.gradient(rows: rows, of: data) { executor, part in
      let own = rows[rows.startIndex + part.lowerBound..<rows.startIndex + part.upperBound]
      try executor.feed(data, rows: own, for: network, changed: changed?.part(part, of: rows.count))
      try executor.draw(draws, seed: settings.seed, batch: place.batch, firstRow: part.lowerBound)
    }
    let update = leaves.update(place.part)
    try feed(place, measured: measured, to: update, learningRate)
    update.run()
    return report
  }

  /// Gives a plan what a step is given: examples, noise, and the numbers that go with the step.
  func feed(
    _ place: BatchPlace, measured: [Double], rows: ArraySlice<Int>, of data: Dataset, to executor: Executor,
    _ learningRate: Double? = nil
  ) throws {
    try executor.feed(data, rows: rows, for: network, changed: augmenter?.batch(place.batch, rows: rows, of: data))
    try executor.draw(draws, seed: settings.seed, batch: place.batch)
    try feed(place, measured: measured, to: executor, learningRate)
  }

  /// The numbers that go with the step.
  private func feed(
    _ place: BatchPlace, measured: [Double], to executor: Executor, _ learningRate: Double?
  ) throws {
    if place.part != .whole { try executor.write(Network.Parameter.shareOfBatch.name, place.share) }
    if place.part == .earlier { return }
    let progress = TrainingProgress(step: place.update, measured: measured)
    let rate = learningRate ?? settings.learningRate * settings.schedule.factor(at: progress)
    try scalars.write(step: place.update, learningRate: rate, to: executor)
  }

  /// The instructions of all plans.
  var description: String { holders.map { "\($0.plan)" }.joined(separator: "\n") }

  private func executor(for count: Int, _ part: TrainingStep.Part) -> Executor {
    if part == .earlier, let earlier { return earlier }
    if let last, count == lastSize { return last }
    return main
  }

  /// What batches have given to the gradient of a parameter.
  func gathered(_ parameter: Network.Parameter) throws -> [Float] {
    try holder(of: parameter.gathered.name).read(parameter.gathered.name)
  }

  /// Forgets what batches have given to gradients.
  func clearGathered() throws {
    for parameter in network.trained {
      try holder(of: parameter.gathered.name).write(
        parameter.gathered.name, [Float](repeating: 0, count: parameter.count))
    }
  }

  /// A predictor that sees the parameters as they are at each call.
  func forwardPass() -> ForwardPass {
    let pass = ForwardPass(network, sharing: holders, averaged: settings.averaging?.share != nil)
    pass.group = group
    return pass
  }

  /// An executor of another plan on the same parameters.
  func executor(of plan: Plan) throws -> Executor { try Executor(plan, sharing: holders, placing: [:]) }

  /// The plan that has a symbol.
  private func holder(of symbol: String) -> Executor { holders.first { $0.has(symbol) } ?? main }

  /// Reads everything named: parameters or memories.
  func read(_ symbols: [String: String]) throws -> [String: [Float]] {
    try symbols.mapValues { try holder(of: $0).read($0) }
  }

  /// Writes everything named that has a value; the rest keeps what it has, zeros at first.
  func write(_ symbols: [String: String], _ values: [String: [Float]]) throws {
    for (name, symbol) in symbols {
      if let values = values[name] { try holder(of: symbol).write(symbol, values) }
    }
  }
}
