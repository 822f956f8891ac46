internal import GradusExpression
internal import GradusKernels
internal import GradusOptimization

/// Training by searches along directions: every step has the loss and the gradient of all the examples, gathered batch by batch by the
/// plan that gathers.
final class TrainingSearch {
  private let engine: TrainingEngine
  private let data: Dataset
  /// The rows of every batch, with what they count among all.
  private let batches: [(rows: ArraySlice<Int>, share: Double)]
  private let total: Double
  private var memory: LimitedMemory
  /// Whether the last search has found no lower loss: in single precision this is the end.
  private(set) var isSettled = false
  /// What is known of where the parameters are.
  private var current: Point?

  /// Parameters in a row, with what the loss is there.
  private struct Point {
    let parameters: [Float]
    let loss: Double
    /// The loss with the decay's ½ λ ‖W‖².
    let objective: Double
    let correct: Int?
    /// As single precision keeps it, so that a training that goes on has the same.
    let gradient: [Double]
  }

  /// - Parameter capacity: how many steps are remembered.
  /// - Throws: `TrainingError.setting` where the loss is not the same each time, or parameters have rates of their own.
  init(_ engine: TrainingEngine, capacity: Int, on data: Dataset, batch: Int) throws(TrainingError) {
    let network = engine.network
    if !engine.draws.isEmpty || network.parameters.contains(where: { $0.role == .state }) {
      throw .setting(
        "\(engine.settings.optimizer.name) needs a loss that is the same each time, and noise, dropout and batch normalisation change it"
      )
    }
    if network.trained.contains(where: { $0.slot.rate != 1 }) {
      throw .setting("\(engine.settings.optimizer.name) has one step for all layers, and no rates of their own")
    }
    (self.engine, self.data) = (engine, data)
    memory = LimitedMemory(capacity: capacity)
    let rows = Array(0..<data.count)
    let total = data.weight(of: rows[...])
    self.total = total
    batches = stride(from: 0, to: rows.count, by: batch).map { start in
      let part = rows[start..<min(start + batch, rows.count)]
      return (part, data.weight(of: part) / total)
    }
  }

  /// One step: the loss and the hits before it.
  func step() throws -> (loss: Double, correct: Int?) {
    let before = try current ?? point(at: parameters())
    current = before
    guard before.objective.isFinite, !isSettled else { return (before.loss, before.correct) }
    var direction = memory.direction(before.gradient)
    if dot(direction, before.gradient) >= 0 {
      // Rounding has spoilt what was remembered.
      memory = LimitedMemory(capacity: memory.capacity)
      direction = before.gradient.map { -$0 }
    }
    let start = WolfeLineSearch.Sample(step: 0, value: before.objective, slope: dot(direction, before.gradient))
    var reached: [Double: Point] = [:]
    let found = try WolfeLineSearch.ofLimitedMemory.search(
      from: start, first: memory.pairs.isEmpty ? 1 / dot(direction, direction).squareRoot() : 1
    ) { step in
      let point = try point(at: zip(before.parameters, direction).map { Float(Double($0) + step * $1) })
      reached[step] = point
      return .init(step: step, value: point.objective, slope: dot(point.gradient, direction))
    }
    if start.slope < 0, let found, let after = reached[found.step], after.objective < before.objective {
      memory.add(
        step: zip(after.parameters, before.parameters).map { Double($0 - $1) },
        change: zip(after.gradient, before.gradient).map { Double(Float($0 - $1)) })
      current = after
      try write(after.parameters)
    } else {
      isSettled = true
      try write(before.parameters)
    }
    return (before.loss, before.correct)
  }

  private func point(at parameters: [Float]) throws -> Point {
    try write(parameters)
    var (loss, correct, gradient) = (0.0, 0, [Double](repeating: 0, count: parameters.count))
    try engine.clearGathered()
    let isSum = engine.settings.loss.isSum
    for (number, batch) in batches.enumerated() {
      let place = BatchPlace(batch: number + 1, update: 1, part: .earlier, share: isSum ? 1 : batch.share)
      let report = try engine.step(place, measured: [], rows: batch.rows, of: data)
      loss += report.loss * batch.share
      correct += report.correct ?? 0
    }
    var objective = isSum ? loss * total : loss
    var start = 0
    for parameter in engine.network.trained {
      let own = try engine.gathered(parameter)
      let λ = parameter.decays ? engine.settings.weightDecay.doubleValue : 0
      for (place, slope) in own.enumerated() {
        let θ = Double(parameters[start + place])
        objective += λ / 2 * θ * θ
        gradient[start + place] = Double(Float(Double(slope) + λ * θ))
      }
      start += own.count
    }
    return Point(
      parameters: parameters, loss: loss, objective: objective,
      correct: engine.form.targets == .numbers ? nil : correct,
      gradient: gradient)
  }

  private func parameters() throws -> [Float] {
    let named = try engine.read(engine.parameterSymbols)
    return engine.network.trained.flatMap { named[$0.name] ?? [] }
  }

  private func write(_ parameters: [Float]) throws {
    var named: [String: [Float]] = [:]
    var start = 0
    for parameter in engine.network.trained {
      named[parameter.name] = Array(parameters[start..<start + parameter.count])
      start += parameter.count
    }
    try engine.write(engine.parameterSymbols, named)
  }
}

extension TrainingSearch {
  /// What the search remembers, by its names in files: `search.step.0` and `search.change.0` of the oldest pair, over all parameters.
  var memories: [String: [Float]] {
    get {
      var named: [String: [Float]] = isSettled ? [Self.settled: [1]] : [:]
      for (place, pair) in memory.pairs.enumerated() {
        named["\(Self.prefix)step.\(place)"] = pair.step.map { Float($0) }
        named["\(Self.prefix)change.\(place)"] = pair.change.map { Float($0) }
      }
      return named
    }
    set {
      memory = LimitedMemory(capacity: memory.capacity)
      for place in 0..<memory.capacity {
        guard let step = newValue["\(Self.prefix)step.\(place)"],
          let change = newValue["\(Self.prefix)change.\(place)"],
          step.count == change.count, step.count == engine.network.trained.reduce(0, { $0 + $1.count })
        else { break }
        memory.add(step: step.map { Double($0) }, change: change.map { Double($0) })
      }
      isSettled = newValue[Self.settled] != nil
      current = nil
    }
  }

  /// How their names begin.
  static let prefix = "search."
  private static let settled = "\(prefix)settled"
}
