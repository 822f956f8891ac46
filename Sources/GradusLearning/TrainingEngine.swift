internal import GradusExpression
internal import GradusKernels
internal import GradusOptimization
internal import GradusPlan

/// The plans of a training step, one for each size of batch, on common parameters.
final class TrainingEngine {
  let network: Network
  let settings: TrainingSettings
  private let main: Executor
  private let last: Executor?
  private let lastSize: Int
  /// The symbol of everything that training changes, by its name in files.
  let parameterSymbols: [String: String]
  let memorySymbols: [String: String]

  /// - Parameter remainder: the number of images in the last batch where it is smaller than the others; 0 for none.
  init(network: Network, settings: TrainingSettings, batch: Int, remainder: Int) throws {
    self.network = network
    self.settings = settings
    main = try Executor(Self.plan(network, settings, batch: batch))
    last = remainder > 0 ? try Executor(Self.plan(network, settings, batch: remainder), sharing: main) : nil
    lastSize = remainder
    parameterSymbols = Dictionary(uniqueKeysWithValues: network.parameters.map { ($0.name, $0.symbol.name) })
    memorySymbols = Dictionary(
      uniqueKeysWithValues: settings.optimizer.memories.flatMap { memory in
        network.parameters.map { ("\(memory.rawValue).\($0.name)", memory.symbol(of: $0.symbol).name) }
      })
  }

  static func plan(_ network: Network, _ settings: TrainingSettings, batch: Int) throws -> Plan {
    let step = try TrainingStep(
      network: network, optimizer: settings.optimizer, batch: .number(batch), weightDecay: settings.weightDecay)
    return try step.plan()
  }

  /// One step on the images at `rows`: the mean loss and the number of hits, before it.
  func step(_ number: Int, rows: ArraySlice<Int>, of data: Dataset) throws -> (loss: Double, correct: Double) {
    let executor = executor(for: rows.count)
    try executor.gather("X", rows: rows, from: data.pixels, scale: Dataset.scale)
    try executor.oneHot("Y", labels: data.labels, rows: rows)
    let rate = settings.learningRate * settings.schedule.factor(at: number)
    for scalar in settings.optimizer.scalars {
      try executor.write(
        scalar.rawValue, settings.optimizer.value(of: scalar, step: number, learningRate: rate))
    }
    executor.run()
    return (try executor.readScalar("loss"), try executor.readScalar("correct"))
  }

  private func executor(for count: Int) -> Executor {
    if let last, count == lastSize { return last }
    return main
  }

  /// A predictor that sees the parameters as they are at each call.
  func forwardPass() -> ForwardPass { ForwardPass(network, sharing: main) }

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
