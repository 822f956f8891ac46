internal import GradusExpression
package import GradusKernels
internal import GradusOptimization

/// Training as a sequence to pull from: the caller takes batch after batch, or epoch after epoch, and owns the time between.
///
///     let training = try Training(network, on: data, settings: settings)
///     while let epoch = try training.nextEpoch() { print(epoch.loss) }
///
/// The same data, settings and machine give the same numbers to the bit, whether or not training was stopped in between
/// and resumed from its `state`.
public final class Training {
  /// What is trained.
  public let network: Network
  /// How it is trained.
  public let settings: TrainingSettings
  /// The examples that are trained on; of those that are read piece by piece the piece that is in memory.
  public var data: Dataset { source.data }
  /// The examples held back; none without a validation split, and none where they are not in memory.
  public var validationData: Dataset { if case .memory(let data) = validation { data } else { source.data.subset([]) } }
  /// The number of examples held back, wherever they are.
  package var validationCount: Int { validation.count }
  /// The state after the last whole epoch.
  public private(set) var state: TrainingState {
    didSet { measured = state.history.measured }
  }
  /// What schedules go by; a step should not gather it anew.
  private(set) var measured: [Double]
  /// The number of batches in an epoch.
  public let batches: Int

  let engine: TrainingEngine
  /// The processes that train together; nil for this one alone.
  package let group: ProcessGroup?
  /// What makes the steps of an optimiser that searches for them.
  let search: TrainingSearch?
  let forwardPass: ForwardPass
  /// Measures the mean over epochs, whose parameters are no step's; nil before it is needed.
  var averagedPass: ForwardPass?
  /// Where the examples come from, and in which order.
  private var source: EpochRows
  private let validation: LearningData
  private let batchSize: Int
  private var generator: SeededGenerator
  /// The generator as it was before the order of this epoch was drawn.
  private var epochGenerator: SeededGenerator
  private var batch = 0
  private(set) var step: Int
  private var sums = EpochSums()
  /// How long the steps of this epoch took; nil where another process made some of them.
  private var seconds: Double? = 0

  /// Begins with new parameters.
  ///
  /// - Parameters:
  ///   - validation: examples to measure on after every epoch; where there are none, the settings' share of `data` is held back.
  ///   - given: values that take the place of new ones, by the names of their parameters.
  /// - Throws: `TrainingError` where a setting makes no sense, the data do not fit the network, or a given value its parameter.
  public convenience init(
    _ network: Network, on data: Dataset, validation: Dataset? = nil, settings: TrainingSettings,
    from given: [String: [Float]] = [:]
  ) throws {
    try self.init(
      network, on: .memory(data), validation: validation.map(LearningData.memory), settings: settings, from: given)
  }

  /// The same with examples that need not be in memory, and as one of the processes of a group; each of them is given the same.
  package convenience init(
    _ network: Network, on data: LearningData, validation: LearningData? = nil, settings: TrainingSettings,
    from given: [String: [Float]] = [:], among group: ProcessGroup? = nil
  ) throws {
    try settings.check()
    var settings = settings
    settings.readsInParts = data.isStored
    var generator = SeededGenerator(seed: settings.seed)
    let parts = try Self.parts(data, validation, settings, using: &generator)
    let sample = try parts.training.sample(seed: settings.seed)
    let parameters = try network.initialParameters(for: sample, given, using: &generator)
    try self.init(
      TrainingState(
        network: network, settings: settings, epoch: 0, step: 0, generator: generator, parameters: parameters,
        memories: [:], dataFingerprint: Self.fingerprint(data, validation), history: []), training: parts.training,
      validation: parts.validation, group)
  }

  /// Goes on after the last whole epoch of another training, on the same data.
  ///
  /// - Parameters:
  ///   - epochs: the number of epochs in all, where it is to be another than in the settings.
  ///   - measures: what is measured after every epoch from now on, where it is to be something else than until now.
  /// - Throws: `TrainingError.dataMismatch` for other data.
  public convenience init(
    resuming state: TrainingState, on data: Dataset, validation: Dataset? = nil, epochs: Int? = nil,
    measures: [Measure]? = nil
  ) throws {
    try self.init(
      resuming: state, on: .memory(data), validation: validation.map(LearningData.memory), epochs: epochs,
      measures: measures)
  }

  /// The same with examples that need not be in memory, and as one of the processes of a group; each of them is given the same.
  package convenience init(
    resuming state: TrainingState, on data: LearningData, validation: LearningData? = nil, epochs: Int? = nil,
    measures: [Measure]? = nil, among group: ProcessGroup? = nil
  ) throws {
    guard Self.fingerprint(data, validation) == state.dataFingerprint else {
      throw TrainingError.dataMismatch(
        "these are not the data that this training began with")
    }
    var settings = state.settings
    settings.epochs = epochs ?? settings.epochs
    settings.measures = measures ?? settings.measures
    try settings.check()
    var generator = SeededGenerator(seed: settings.seed)
    let parts = try Self.parts(data, validation, settings, using: &generator)
    try self.init(state.with(settings), training: parts.training, validation: parts.validation, group)
  }

  private static func parts(
    _ data: LearningData, _ validation: LearningData?, _ settings: TrainingSettings,
    using generator: inout SeededGenerator
  ) throws -> (training: LearningData, validation: LearningData) {
    let weights = settings.classWeights
    if let validation { return (try data.weighted(by: weights), validation) }
    guard case .memory(let whole) = data else {
      // What is held back was divided off when the rows were stored.
      return (try data.weighted(by: weights), .memory(try data.sample(seed: 0).subset([])))
    }
    let parts = try whole.split(validationFraction: settings.validationFraction, using: &generator)
    return (.memory(try parts.training.weighted(by: weights)), .memory(parts.validation))
  }

  private static func fingerprint(_ data: LearningData, _ validation: LearningData?) -> UInt64 {
    data.fingerprint ^ (validation.map { $0.fingerprint &* 3 } ?? 0)
  }

  private init(
    _ state: TrainingState, training stored: LearningData, validation: LearningData, _ group: ProcessGroup?
  ) throws {
    network = state.network
    settings = state.settings
    let (inAll, size, remainder) = state.settings.batches(of: stored.count)
    source = try EpochRows(stored, batch: size, state.settings)
    self.validation = validation
    let training = source.data
    self.state = state
    self.group = group
    measured = state.history.measured
    generator = state.generator
    epochGenerator = state.generator
    step = state.step
    try Self.check(state, training, isStored: stored.isStored, validation, group)
    let count = settings.reports(of: inAll)
    (batches, batchSize) = (count, size)
    let (planned, isTooMany) = max(settings.epochs, state.epoch).multipliedReportingOverflow(by: count)
    guard !isTooMany, planned <= Self.stepLimit else {
      throw TrainingError.setting(
        "\(max(settings.epochs, state.epoch)) epochs of \(count) steps: at most \(Self.stepLimit) steps are counted")
    }
    guard state.epoch >= 0, (0...count).contains(state.batch),
      state.step == state.epoch * count + state.batch
    else {
      throw TrainingError.dataMismatch(
        "the training stands after \(state.step) steps and \(state.epoch) epochs, but an epoch of these examples has \(count) \(count == 1 ? "step" : "steps")"
      )
    }
    let engine = try TrainingEngine(
      network: network, settings: settings,
      data: DataForm(training, for: network).augmented(by: settings.augmentations),
      batch: batchSize, remainder: remainder, group: group)
    self.engine = engine
    forwardPass = engine.forwardPass()
    search = try settings.optimizer.searchMemory.map {
      try TrainingSearch(engine, capacity: $0, on: training, batch: size)
    }
    try restore(state)
    try compareBeginning()
  }

  private func restore(_ state: TrainingState) throws {
    try engine.write(engine.parameterSymbols, state.parameters)
    var memories: [String: [Float]] = [:]
    for parameter in network.trained {
      for memory in settings.optimizer.memories(of: parameter.symbol) {
        memories[memory.name(of: parameter)] = Array(repeating: memory.initial, count: memory.count)
      }
      if settings.averaging?.share != nil {
        memories["average.\(parameter.name)"] = state.parameters[parameter.name] ?? []
      }
      if settings.accumulation > 1 {
        memories["gradient.\(parameter.name)"] = Array(repeating: 0, count: parameter.count)
      }
    }
    try engine.write(engine.memorySymbols, memories.merging(state.memories) { $1 })
    search?.memories = state.memories
    generator = state.generator
    epochGenerator = state.generator
    step = state.step
    batch = state.batch
    sums = state.sums
    if batch > 0 {
      seconds = nil
      source.begin(using: &generator)
      try source.go(to: batch - 1)
    }
  }
}

extension Training {
  /// The most steps that a training may have.
  package static let stepLimit = 1 << 53

  /// The number of examples that are trained on.
  public var count: Int { source.count }

  /// The number of examples that an epoch trains on.
  public var examplesPerEpoch: Int { settings.lastBatch == .drop ? batches * batchSize : count }

  /// Whether all epochs are over, or too many of them since the best one.
  public var isFinished: Bool { state.epoch >= settings.epochs || isOutOfPatience || isSettled }

  /// Whether an optimiser that searches has found no lower loss in the last epoch.
  package var isSettled: Bool { batch == 0 && search?.isSettled == true }

  /// Whether more epochs than are borne have gone by since the best one.
  package var isOutOfPatience: Bool {
    guard let patience = settings.patience, let best = state.history.bestEpoch(by: settings.monitor) else {
      return false
    }
    return state.epoch - best > patience
  }

  /// Runs the next step; nil at the end of an epoch, which `finishEpoch` then closes, and after the last epoch.
  ///
  /// - Parameter learningRate: a rate for this step alone; nil for that of the settings.
  /// - Throws: `TrainingError.diverged` where the loss is no number.
  public func nextBatch(learningRate: Double? = nil) throws -> BatchReport? {
    guard !isFinished, batch < batches else { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    let (rows, place) = try nextRows()
    let next = source.rows(ofBatch: batch)
    let (loss, correct) =
      try search?.step() ?? engine.step(place, measured: measured, rows: rows, of: data, learningRate, next: next)
    seconds = seconds.map { $0 + (clock.now - start) / .seconds(1) }
    guard loss.isFinite else { throw TrainingError.diverged(try divergence()) }
    let weight = data.weight(of: rows)
    sums.loss += loss * weight
    sums.weight += weight
    sums.correct += correct ?? 0
    sums.examples += rows.count
    return BatchReport(
      batch: batch, batches: batches, examples: rows.count, loss: loss, correct: correct)
  }

  /// Goes to the next batch, and into the next epoch's order with the first.
  private func nextRows() throws -> (rows: ArraySlice<Int>, place: BatchPlace) {
    if batch == 0 {
      epochGenerator = generator
      source.begin(using: &generator)
    }
    try source.go(to: batch)
    let rows = search == nil ? source.rows(ofBatches: batch..<batch + 1) : source.all
    let place = place(ofBatch: batch)
    batch += 1
    step += 1
    return (rows, place)
  }

  /// Where a batch of this epoch stands, counted from 0.
  private func place(ofBatch batch: Int) -> BatchPlace {
    let count = settings.accumulation
    let update = batch / count
    let group = update * count..<min((update + 1) * count, batches)
    let part: TrainingStep.Part =
      count == 1 ? .whole : batch == group.upperBound - 1 ? .last : .earlier
    // Of a loss that is a sum every batch counts whole.
    let share =
      part == .whole || settings.loss.isSum
      ? 1 : data.weight(of: source.rows(ofBatches: batch..<batch + 1)) / data.weight(of: source.rows(ofBatches: group))
    return BatchPlace(batch: step + 1, update: nextUpdate, part: part, share: share)
  }

  /// The number of the update that the next batch takes part in, from 1 on.
  var nextUpdate: Int { state.epoch * settings.updates(of: batches) + batch / settings.accumulation + 1 }

  /// Closes an epoch whose batches are over: measures the accuracy on the examples held back and moves `state` on.
  ///
  /// - Throws: `TrainingError.diverged` where the last step made a parameter that is no number; `state` stays as it was.
  public func finishEpoch() throws -> EpochReport {
    precondition(batch == batches, "the epoch has \(batches) batches, and only \(batch) are over")
    let parameters = try engine.read(engine.parameterSymbols)
    try checkFinite(parameters)
    var memories = try carried()
    if case .stochastic(let start) = settings.averaging, state.epoch + 1 >= start {
      memories.merge(try averages(of: parameters, after: state.epoch + 1 - start)) { $1 }
    }
    let pass = validation.count == 0 ? nil : try measuringPass(parameters, memories)
    let measured = try pass?.evaluation(on: validation, settings.loss)
    var report = EpochReport(
      epoch: state.epoch + 1, seconds: seconds, loss: sums.loss / sums.weight,
      accuracy: engine.form.targets == .numbers ? nil : Double(sums.correct) / Double(sums.examples),
      validationLoss: measured?.loss,
      validationAccuracy: measured?.accuracy)
    if settings.monitor != nil || !settings.measures.isEmpty, let told = try pass?.told(of: validation) {
      report.monitored = settings.monitor.flatMap { told.value($0) }
      if !settings.measures.isEmpty { report.measures = told.values(settings.measures) }
    }
    let history = state.history + [report]
    if settings.patience != nil {
      let isBest = history.bestEpoch(by: settings.monitor) == report.epoch
      for parameter in network.parameters {
        if isBest { memories["best.\(parameter.name)"] = used(parameters, memories)[parameter.name] }
      }
    }
    state = TrainingState(
      network: network, settings: settings, epoch: report.epoch, step: step, generator: generator,
      parameters: parameters, memories: memories, dataFingerprint: state.dataFingerprint, history: history)
    batch = 0
    sums = EpochSums()
    seconds = 0
    try compare(state)
    return report
  }

  /// Where training stands now, in the middle of an epoch too. Going on from there gives the bits of a training without a stop.
  ///
  /// - Throws: `TrainingError.diverged` where the last step made a parameter that is no number.
  public func checkpoint() throws -> TrainingState {
    if batch == 0 { return state }
    let parameters = try engine.read(engine.parameterSymbols)
    try checkFinite(parameters)
    return TrainingState(
      network: network, settings: settings, epoch: state.epoch, batch: batch, sums: sums, step: step,
      generator: epochGenerator, parameters: parameters, memories: try carried(),
      dataFingerprint: state.dataFingerprint, history: state.history)
  }

  private func checkFinite(_ parameters: [String: [Float]]) throws {
    if let bad = network.parameters.first(where: { !(parameters[$0.name] ?? []).allSatisfy(\.isFinite) }) {
      throw TrainingError.diverged(
        Divergence(epoch: state.epoch + 1, batch: batch, layer: bad.layer + 1, origin: .parameters))
    }
  }
}

extension Training {
  /// Where the loss of the last batch stopped being a number.
  ///
  /// The step has already spoilt the parameters. So the epoch is run again from its beginning, to the same bits, up to
  /// this batch, and the layers are then looked at one by one.
  private func divergence() throws -> Divergence {
    let failing = batch
    try restore(state)
    for _ in state.batch + 1..<failing {
      let (rows, place) = try nextRows()
      _ = try engine.step(place, measured: measured, rows: rows, of: data)
    }
    let (rows, _) = try nextRows()
    let (layer, origin) = try engine.firstFault(rows: rows, of: data)
    return Divergence(epoch: state.epoch + 1, batch: failing, layer: layer, origin: origin)
  }
}

extension TrainingState {
  fileprivate func with(_ settings: TrainingSettings) -> TrainingState {
    TrainingState(
      network: network, settings: settings, epoch: epoch, batch: batch, sums: sums, step: step, generator: generator,
      parameters: parameters, memories: memories, dataFingerprint: dataFingerprint, history: history)
  }
}
