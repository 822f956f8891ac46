internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

/// Takes the running statistics of given parameters afresh, with the plans that do so, one a size of batch. For one caller at a time.
final class StatisticsPass {
  private let network: Network
  private let form: DataForm
  private let seed: UInt64
  /// One for each size of batch, with what it draws.
  private var executors: [Int: (executor: Executor, draws: [Network.Draw])] = [:]
  /// Holds the parameters and the statistics.
  private var shared: Executor?

  /// The most examples whose statistics are taken at once.
  private static let batch = 500
  /// The share of a batch in the statistics.
  private static let intake = Symbol("intake", facts: [.positive])

  init(_ network: Network, _ form: DataForm, seed: UInt64) {
    (self.network, self.form, self.seed) = (network, form, seed)
  }

  /// The mean over the batches of all examples, each batch counting as its examples. Noise is drawn as in training. Empty where no layer
  /// keeps statistics.
  ///
  /// - Parameter parameters: by the names of the network's parameters.
  func statistics(with parameters: [String: [Float]], on data: Dataset) throws -> [String: [Float]] {
    let states = network.parameters.filter { $0.role == .state }
    if states.isEmpty { return [:] }
    for (number, start) in stride(from: 0, to: data.count, by: Self.batch).enumerated() {
      let rows = Array(start..<min(start + Self.batch, data.count))
      let (executor, draws) = try executor(batch: rows.count)
      if start == 0 { try executor.write(parameters, of: network) }
      try executor.feed(data.examples, rows: rows[...])
      try executor.draw(draws, seed: seed, batch: number + 1)
      // The first batch is taken whole, whatever was there.
      try executor.write(Self.intake.name, Double(rows.count) / Double(start + rows.count))
      executor.run()
    }
    return try Dictionary(
      uniqueKeysWithValues: states.compactMap { state in
        try shared.map { (state.name, try $0.read(state.symbol.name)) }
      })
  }

  private func executor(batch: Int) throws -> (executor: Executor, draws: [Network.Draw]) {
    if let known = executors[batch] { return known }
    let examples = form.examples(network, batch: .number(batch))
    let forward = network.forward(.symbol(examples), isTraining: true, intake: .symbol(Self.intake))
    let updates = forward.updates.sorted { $0.key.name < $1.key.name }.map { ($0.key.name, $0.value) }
    let executor = try Executor(Plan(outputs: [], updates: updates), sharing: shared)
    let inputs = Set(executor.plan.inputs.map(\.name))
    // What is drawn behind the last statistics is in no plan of them.
    let made = (executor, forward.draws.filter { inputs.contains($0.symbol.name) })
    shared = shared ?? executor
    executors[batch] = made
    return made
  }
}
