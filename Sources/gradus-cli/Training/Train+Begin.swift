import ArgumentParser
import Gradus

extension Train {
  /// - Parameters:
  ///   - resumed: what training goes on from.
  ///   - donor: whose parameters it begins with.
  func load(_ source: DataSource, _ resumed: ModelFile?, _ donor: TrainedModel?) throws -> TrainingData {
    let settings = resumed?.training?.settings
    // What begins with a model of tables sees them as that model did, or its weights would meet other numbers.
    let isOfTables = if case .table? = donor?.form { true } else { false }
    var reading = reading.reading(for: resumed?.model ?? donor)
    reading.preparation.size = resize
    return try TrainingData(
      source, columns, reading,
      .init(
        validation: validation, test: test, validationFraction: settings?.validationFraction ?? validationSplit ?? 0,
        testFraction: settings?.testFraction ?? testSplit ?? 0, seed: settings?.seed ?? seed ?? 0),
      streams: settings?.readsInParts ?? stream, model: resumed?.model ?? (isOfTables ? donor : nil))
  }

  func begin(
    _ data: TrainingData, resumed: ModelFile?, _ donor: TrainedModel?, _ group: ProcessGroup? = nil
  ) throws -> Training {
    if let resumed {
      guard let state = resumed.training else {
        throw ExchangeError(.unsupported, file: resume ?? "", "has no place in training to go on from")
      }
      try checkEpochs(state)
      return try Training(
        resuming: state, on: data.training, validation: data.validation, epochs: epochs, measures: metrics,
        among: group)
    }
    let settings = try settings(for: data, processes: group?.count ?? 1)
    let network = try network(for: data, settings, donor)
    return try Training(
      network, on: data.training, validation: data.validation, settings: settings,
      from: donor.map { try given(to: network, by: $0, data) } ?? [:], among: group)
  }

  /// What the options say, with what serves most data where they say nothing.
  private func settings(for data: TrainingData, processes: Int = 1) throws -> TrainingSettings {
    let isTable = data.training.form.imageShape == nil
    var settings = try optimizer.settings(for: data.training.task)
    if isTable, optimizer.batchSize == nil { settings.batchSize = 32 }
    if isTable, optimizer.weightDecay == nil, settings.weightDecay.isZero {
      settings.weightDecay = Rational(1, 10_000)
    }
    settings.validationFraction = validationSplit ?? 0
    settings.testFraction = testSplit ?? 0
    settings.classWeights = classWeights ?? .equal
    settings.augmentations = augment
    settings.lastBatch = lastBatch ?? .keep
    settings.accumulation = accumulate ?? 1
    settings.leaves = leaves ?? processes
    let perEpoch = settings.steps(
      perEpochOf: data.training.count, holdsBack: data.validation == nil && !data.training.isStored)
    // A search makes one step an epoch.
    let usual = isTable ? min(max(4000 / max(perEpoch, 1), 20), 500) : settings.epochs
    settings.epochs = epochs ?? (settings.optimizer.isSearch ? 200 : usual)
    settings.seed = seed ?? 0
    settings.clipping = try clip.map { clip in try described("--clip") { try .init(clip) } }
    settings.sparsity = l1 ?? 0
    settings.maxNorm = maxNorm
    settings.averaging = try average.map { text in
      try described("--average") { try .init(parsing: text, epochs: settings.epochs) }
    }
    settings.patience = patience
    settings.monitor = monitor
    settings.measures = metrics ?? []
    settings.isShuffled = !noShuffle
    settings.schedule = try rates(settings, perEpoch: perEpoch)
    return settings
  }

  /// The network of the options, or of the model that is begun with where they say none.
  private func network(
    for data: TrainingData, _ settings: TrainingSettings, _ donor: TrainedModel?
  ) throws -> Network {
    let outputs = data.training.task.outputs(of: settings.loss.output)
    if let donor, network.given.isEmpty {
      var layers = donor.network.layers
      // Other classes need a last layer of their own.
      if donor.network.outputs != outputs, let last = layers.lastIndex(where: { $0.width != nil }) {
        layers[last] = .dense(outputs)
      }
      return try Network(inputs: data.training.form.width, layers: layers, output: settings.loss.output)
    }
    return try network.network(
      inputs: data.training.form.width, classes: outputs, output: settings.loss.output,
      usual: data.training.form.imageShape == nil ? [100] : [512, 512], form: data.training.form,
      embeds: columns.categories == .embed)
  }

  /// The parameters of another model that the network has too, of the same shape; the last layer only where it tells the same.
  private func given(to network: Network, by donor: TrainedModel, _ data: TrainingData) throws -> [String: [Float]] {
    let last = network.parameters.last?.layer
    let isSame = donor.names == data.training.task.names
    let own = network.parameters.filter { parameter in
      (isSame || parameter.layer != last)
        && donor.network.parameters.contains { $0.name == parameter.name && $0.shape == parameter.shape }
    }
    guard !own.isEmpty else {
      throw CommandError(
        .usage,
        "--init-from \((initFrom ?? "").visible): the network \(network) has none of the parameters of \(donor.network)"
      )
    }
    return Dictionary(
      uniqueKeysWithValues: own.compactMap { parameter in
        donor.parameters[parameter.name].map { (parameter.name, $0) }
      })
  }

  /// The loss at rates that rise, and the one that is proposed.
  func showRates(_ data: TrainingData) throws {
    let settings = try settings(for: data)
    let network = try network(for: data, settings, nil)
    let found = try LearningRateCurve(of: network, on: data.training.sample(seed: settings.seed), settings: settings)
    if format == .json {
      for point in found.points { try Terminal.write(json(point) + "\n") }
      return try Terminal.write(json(["proposal": found.proposal]) + "\n")
    }
    let step = max(1, found.points.count / 24)
    for (place, point) in found.points.enumerated() where place % step == 0 || place == found.points.count - 1 {
      let rate = point.learningRate.written(.scientific)
      try Terminal.write("rate \(padded(rate, 9))  loss \(rounded(point.smoothedLoss, 4))\n")
    }
    try Terminal.write(
      found.proposal.map { "the loss falls fastest at about --learning-rate \($0.written(.significant(2)))\n" }
        ?? "the loss falls at none of these rates\n")
  }

  /// Going on gives what training so long from the beginning would have given, or is refused.
  private func checkEpochs(_ state: TrainingState) throws {
    let planned = state.settings.epochs
    let wanted = epochs ?? planned
    if wanted < state.epoch || wanted == state.epoch && (epochs != nil || state.epoch > 0) {
      throw CommandError(
        .usage,
        "\((resume ?? "").visible) has \(state.epoch) epochs already; --epochs counts from the beginning, so give more")
    }
    if wanted != planned, state.settings.schedule.goesWithLength {
      throw CommandError(
        .usage,
        "--epochs \(wanted): the schedule of this training ends with epoch \(planned), and \(state.epoch) epochs are over with its rates; train from the beginning with --epochs \(wanted)"
          + (state.epoch < planned ? ", or go on to \(planned)" : "")
      )
    }
  }

  /// The schedule in steps: what has no duration ends with the last epoch, a staircase goes down at each third of them.
  private func rates(_ settings: TrainingSettings, perEpoch: Int) throws -> Schedule {
    try settings.check()
    let (steps, overflow) = perEpoch.multipliedReportingOverflow(by: settings.epochs)
    guard !overflow, steps <= Training.stepLimit else {
      throw TrainingError.setting("\(settings.epochs) epochs are too many to count their steps")
    }
    let warmup = warmup ?? 0
    let main: Schedule = try described("--schedule") {
      try .init(schedule ?? Clause("constant"), stepsPerEpoch: perEpoch, epochs: settings.epochs, after: warmup)
    }
    return warmup > 0 ? .warmup(steps: warmup, then: main) : main
  }
}
