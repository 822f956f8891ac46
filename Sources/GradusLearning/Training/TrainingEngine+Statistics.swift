internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

extension TrainingEngine {
  /// The most examples whose statistics are taken at once.
  private static let batch = 500

  /// The running statistics of given parameters: the mean over the batches of all examples, each batch counting as its examples. Noise
  /// is drawn as in training. Empty where no layer keeps any.
  ///
  /// - Parameter parameters: by the names of the network's parameters.
  func freshStatistics(with parameters: [String: [Float]], on data: Dataset) throws -> [String: [Float]] {
    let states = network.parameters.filter { $0.role == .state }
    if states.isEmpty { return [:] }
    var shared: Executor?
    var last: Executor?
    for (number, start) in stride(from: 0, to: data.count, by: Self.batch).enumerated() {
      let rows = Array(start..<min(start + Self.batch, data.count))
      let executor: Executor
      if let shared, rows.count == Self.batch {
        executor = shared
      } else {
        executor = try Executor(statisticsPlan(batch: rows.count), sharing: shared)
      }
      if shared == nil {
        let inputs = Set(executor.plan.inputs.map(\.name))
        for parameter in network.parameters where inputs.contains(parameter.symbol.name) {
          try executor.write(parameter.symbol.name, parameters[parameter.name] ?? [])
        }
      }
      shared = shared ?? executor
      try executor.feed(data.examples, rows: rows[...])
      let inputs = Set(executor.plan.inputs.map(\.name))
      try executor.draw(draws.filter { inputs.contains($0.symbol.name) }, seed: settings.seed, batch: number + 1)
      // The first batch is taken whole, whatever was there.
      try executor.write(Self.intake.name, Double(rows.count) / Double(start + rows.count))
      executor.run()
      last = executor
    }
    return try Dictionary(
      uniqueKeysWithValues: states.compactMap { state in
        try last.map { (state.name, try $0.read(state.symbol.name)) }
      })
  }

  private static let intake = Symbol("intake", facts: [.positive])

  private func statisticsPlan(batch: Int) throws -> Plan {
    let examples = form.examples(network, batch: .number(batch))
    let forward = network.forward(.symbol(examples), isTraining: true, intake: .symbol(Self.intake))
    let updates = forward.updates.sorted { $0.key.name < $1.key.name }.map { ($0.key.name, $0.value) }
    return try Plan(outputs: [], updates: updates)
  }
}
