internal import GradusExpression
internal import GradusKernels
internal import GradusOptimization
internal import GradusPlan

/// The plans of a training step, one for each size of batch, on common parameters.
final class TrainingEngine {
  let network: Network
  let settings: TrainingSettings
  let form: DataForm
  private let main: Executor
  private let last: Executor?
  private let lastSize: Int
  private let scalars: StepScalars
  private let draws: [Network.Draw]
  /// The symbol of everything that training changes, by its name in files.
  let parameterSymbols: [String: String]
  let memorySymbols: [String: String]

  /// - Parameter remainder: the number of examples in the last batch where it is smaller than the others; 0 for none.
  init(network: Network, settings: TrainingSettings, data form: DataForm, batch: Int, remainder: Int) throws {
    self.network = network
    self.settings = settings
    self.form = form
    func step(_ count: Int) throws -> TrainingStep {
      try TrainingStep(network: network, settings, batch: .number(count), data: form)
    }
    let first = try step(batch)
    main = try Executor(first.plan())
    last = remainder > 0 ? try Executor(step(remainder).plan(), sharing: main) : nil
    scalars = try StepScalars(settings.optimizer)
    draws = first.forward.draws
    lastSize = remainder
    parameterSymbols = Dictionary(uniqueKeysWithValues: network.parameters.map { ($0.name, $0.symbol.name) })
    memorySymbols = Dictionary(
      uniqueKeysWithValues: network.trained.flatMap { parameter in
        settings.optimizer.memories(of: parameter.symbol).map {
          ($0.name(of: parameter), $0.symbol(of: parameter.symbol).name)
        } + (settings.averaging == nil ? [] : [("average.\(parameter.name)", parameter.average.name)])
      })
  }

  /// One step on the examples at `rows`: the mean loss and the number of hits, before it; no hits where numbers are told.
  ///
  /// - Parameters:
  ///   - number: of the step, from 1 on.
  ///   - measured: what was measured after every epoch that is over, for schedules that go by it.
  func step(
    _ number: Int, measured: [Double], rows: ArraySlice<Int>, of data: Dataset, _ learningRate: Double? = nil
  ) throws -> (loss: Double, correct: Int?) {
    let executor = executor(for: rows.count)
    try feed(number, measured: measured, rows: rows, of: data, to: executor, learningRate)
    executor.run()
    let loss = try executor.readScalar("loss")
    return (
      settings.loss.isSum ? loss / data.weight(of: rows) : loss,
      form.targets == .numbers ? nil : Int(try executor.readScalar("correct"))
    )
  }

  /// Gives a plan what a step is given: examples, noise, and the numbers that go with the step.
  func feed(
    _ number: Int, measured: [Double], rows: ArraySlice<Int>, of data: Dataset, to executor: Executor,
    _ learningRate: Double? = nil
  ) throws {
    try executor.feed(data, rows: rows, for: network)
    for draw in draws {
      switch draw.distribution {
      case .keeps(let probability):
        try executor.drawMask(
          draw.symbol.name, probability: probability, seed: settings.seed, step: number, stream: draw.stream
        )
      case .normal: try executor.drawNormal(draw.symbol.name, seed: settings.seed, step: number, stream: draw.stream)
      }
    }
    let progress = TrainingProgress(step: number, measured: measured)
    let rate = learningRate ?? settings.learningRate * settings.schedule.factor(at: progress)
    try scalars.write(step: number, learningRate: rate, to: executor)
  }

  private func executor(for count: Int) -> Executor {
    if let last, count == lastSize { return last }
    return main
  }

  /// A predictor that sees the parameters as they are at each call.
  func forwardPass() -> ForwardPass { ForwardPass(network, sharing: main, averaged: settings.averaging != nil) }

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
