internal import GradusExpression
internal import GradusKernels
internal import GradusOptimization
internal import GradusPlan

/// The plans of a step whose batch is cut into leaves: each leaf's gradient is computed alone, those of all are added in one tree, and a plan of
/// its own makes the update from the sum. What comes out depends on the number of leaves, and not on how many processes share them.
///
///     G = Σ sᵢ ∂ℓᵢ/∂θ,  sᵢ = what the examples of leaf i count among those of the batch
///
/// What layers take of a whole batch is summed before, in the same way (`TrainingStep+Leaves`).
final class LeafSteps {
  /// A plan that has the parameters: that of the largest leaf.
  let main: Executor
  /// The plan that makes the update of a batch which is the last of its update.
  let update: Executor
  /// What is drawn anew for every batch.
  let draws: [Network.Draw]
  /// What a caller has to say to all processes, which comes back as the sum over them.
  var notice = [Float](repeating: 0, count: LeafSteps.notices)

  private let network: Network
  private let settings: TrainingSettings
  private let form: DataForm
  private let sum: TreeSum
  /// Gathers what a batch gives after which others follow.
  private let earlier: Executor?
  private var executors: [Int: Executor] = [:]
  /// What is summed before the gradients, first to last.
  private let phases: [Phase]
  /// The memory of what is the same for all leaves.
  private let common: [String: Storage]
  /// The leaf whose examples the plans of its size have; nil where that is not known.
  private var fed: [Int: Int] = [:]
  /// Where in a row of the sum the gradient of a parameter begins, by the symbol's name.
  private let places: [String: (offset: Int, shape: [Int])]

  /// A sum before that of the gradients, with its plans for every size of leaf.
  private final class Phase {
    let sum: TreeSum
    var executors: [Int: Executor] = [:]

    init(_ symbol: Symbol, _ settings: TrainingSettings, _ group: ProcessGroup?) {
      let count = symbol.shape.reduce(1) { $0 * ($1.value(in: [:]) ?? 1) }
      sum = TreeSum(count: count, leaves: settings.leaves, group: group)
    }
  }

  /// How many numbers a notice has.
  static let notices = 4
  /// A row begins with the loss and the hits of its examples, and the notice.
  private static let head = 16

  /// - Parameters:
  ///   - batch: the number of examples in a whole batch.
  ///   - group: the processes that share the leaves; nil for this one alone.
  init(
    network: Network, settings: TrainingSettings, data form: DataForm, batch: Int, group: ProcessGroup?
  ) throws {
    (self.network, self.settings, self.form) = (network, settings, form)
    var (offset, places) = (Self.head, [String: (offset: Int, shape: [Int])]())
    for parameter in network.trained {
      places[parameter.leafGradient.name] = (offset, parameter.shape)
      // Every one begins at a multiple of 64 bytes.
      offset += (parameter.count + 15) / 16 * 16
    }
    self.places = places
    sum = TreeSum(count: offset, leaves: settings.leaves, group: group)
    let size = (batch + settings.leaves - 1) / settings.leaves
    let step = try Self.step(network, settings, form, size)
    draws = step.forward.draws
    let made = try step.leafPhases()
    let phases = made.map { Phase($0.symbol, settings, group) }
    self.phases = phases
    common = Dictionary(uniqueKeysWithValues: zip(made, phases).map { ($0.symbol.name, $1.sum.total) })
    main = try Executor(
      step.plan(), sharing: [], placing: Self.places(places, in: sum.leaf).merging(common) { $1 })
    executors[size] = main
    let isGathered = settings.accumulation > 1
    let final: TrainingStep.Part = settings.optimizer.isSearch ? .earlier : isGathered ? .last : .whole
    let placed = Self.places(places, in: sum.total).merging(common) { $1 }
    update = try Executor(
      TrainingStep.update(of: network, settings, final), sharing: [main], placing: placed)
    earlier =
      isGathered
      ? try Executor(TrainingStep.update(of: network, settings, .earlier), sharing: [update, main], placing: placed)
      : nil
    try addPhases(made, main, size)
  }

  private static func step(
    _ network: Network, _ settings: TrainingSettings, _ form: DataForm, _ size: Int
  ) throws -> TrainingStep {
    try TrainingStep(network: network, settings, batch: .number(size), data: form, part: .leaf)
  }

  private static func places(
    _ places: [String: (offset: Int, shape: [Int])], in row: Storage
  ) -> [String: Storage] {
    places.mapValues { Storage($0.shape, in: row, at: $0.offset) }
  }

  private func executor(_ size: Int) throws -> Executor {
    if let known = executors[size] { return known }
    let step = try Self.step(network, settings, form, size)
    let made = try Executor(
      step.plan(), sharing: [main], placing: Self.places(places, in: sum.leaf).merging(common) { $1 })
    executors[size] = made
    try addPhases(step.leafPhases(), made, size)
    return made
  }

  private func addPhases(_ made: [TrainingStep.Update], _ whole: Executor, _ size: Int) throws {
    for (update, phase) in zip(made, phases) {
      let name = "\(update.symbol.name).leaf"
      phase.executors[size] = try Executor(
        Plan(outputs: [], updates: [(name, update.value)]), sharing: [whole],
        placing: common.merging([name: phase.sum.leaf]) { $1 })
    }
  }

  /// The plan that makes of the sum what a part of an update makes of it.
  func update(_ part: TrainingStep.Part) -> Executor { part == .earlier ? earlier ?? update : update }

  /// Computes the leaves of this process and adds those of all: the loss of the batch and its hits, before the update. The gradient waits for
  /// the plan of the update.
  ///
  /// - Parameters:
  ///   - rows: the examples of the batch.
  ///   - feed: gives a plan the examples of the batch at these places, and what is drawn for them.
  func gradient(
    rows: ArraySlice<Int>, of data: Dataset, _ feed: (Executor, Range<Int>) throws -> Void
  ) throws -> (loss: Double, correct: Int?) {
    let whole = data.weight(of: rows)
    let isSum = settings.loss.isSum
    fed = [:]
    func part(_ leaf: Int) -> Range<Int> {
      rows.count * leaf / settings.leaves..<rows.count * (leaf + 1) / settings.leaves
    }
    func share(_ part: Range<Int>) -> Double {
      let own = data.weight(of: rows[rows.startIndex + part.lowerBound..<rows.startIndex + part.upperBound])
      return isSum || whole == 0 ? 1 : own / whole
    }
    /// The plan of a leaf, with its examples.
    func prepared(_ leaf: Int, _ part: Range<Int>) throws -> Executor {
      let executor = try executor(part.count)
      // The plans of all sizes have it in one place.
      try executor.write(Network.Parameter.shareOfBatch.name, share(part))
      if fed[part.count] == leaf { return executor }
      try feed(executor, part)
      if !phases.isEmpty { try executor.write(Network.Statistic.perRow.name, 1 / Double(rows.count)) }
      fed[part.count] = leaf
      return executor
    }
    for phase in phases {
      try phase.sum.add { leaf in
        let part = part(leaf)
        if part.isEmpty { return phase.sum.leaf.region.clear() }
        _ = try prepared(leaf, part)
        phase.executors[part.count]?.run()
      }
    }
    try sum.add { leaf in
      let part = part(leaf)
      let head = Storage([Self.head], in: sum.leaf, at: 0)
      // What is told to all is told once by each process.
      let told = leaf == sum.own.lowerBound ? notice : notice.map { _ in 0 }
      guard !part.isEmpty else {
        sum.leaf.region.clear()
        return head.region.write(Self.head([0, 0] + told))
      }
      let executor = try prepared(leaf, part)
      executor.run()
      let loss = try executor.readScalar("loss") * share(part)
      let correct = form.targets == .numbers ? 0 : try executor.readScalar("correct")
      head.region.write(Self.head([Float(loss), Float(correct)] + told))
    }
    if update.has(Network.Statistic.unbiasing.name) {
      try update.write(
        Network.Statistic.unbiasing.name, rows.count < 2 ? 1 : Double(rows.count) / Double(rows.count - 1))
    }
    let report = Storage([Self.head], in: sum.total, at: 0).region.numbers
    notice = report[2..<2 + Self.notices].map { Float($0) }
    return (isSum ? report[0] / whole : report[0], form.targets == .numbers ? nil : Int(report[1]))
  }

  private static func head(_ numbers: [Float]) -> [Float] {
    numbers + [Float](repeating: 0, count: head - numbers.count)
  }
}
