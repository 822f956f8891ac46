import GradusOptimization

extension Training {
  /// The model as it was after the last whole epoch, or after the best one where a patience is set; the means of its
  /// parameters over the steps where they are averaged.
  public func model() throws -> TrainedModel { try model(at: state) }

  /// The model of a state of this training.
  public func model(at state: TrainingState) throws -> TrainedModel {
    var parameters = used(state.parameters, state.memories)
    for parameter in network.parameters where settings.patience != nil {
      if let best = state.memories["best.\(parameter.name)"] { parameters[parameter.name] = best }
    }
    return try TrainedModel(
      network: network, parameters: parameters, task: task, form: data.examples.form)
  }

  /// What the data are to be told; where the network has more classes than they, the others are called by their numbers.
  private var task: LearningTask {
    guard case .classification(let names) = data.task, names.count < network.outputs else { return data.task }
    return .classification(names + (names.count..<network.outputs).map(String.init))
  }

  /// What a model takes of parameters and memories.
  func used(_ parameters: [String: [Float]], _ memories: [String: [Float]]) -> [String: [Float]] {
    parameters.merging(
      parameters.keys.compactMap { name in memories["average.\(name)"].map { (name, $0) } }
    ) { $1 }
  }
}

extension Training {
  /// What is remembered: by the plan of a step as it is now, and from epoch to epoch as it was after the last.
  func carried() throws -> [String: [Float]] {
    let kept = state.memories.filter { !$0.key.hasPrefix(TrainingSearch.prefix) }
    return kept.merging(try engine.read(engine.memorySymbols)) { $1 }.merging(search?.memories ?? [:]) { $1 }
  }

  /// θ̄ ← θ̄ + (θ − θ̄) / (n + 1) of every trained parameter, and running statistics for it.
  ///
  /// - Parameter count: n, how many epochs the mean is of so far.
  func averages(of parameters: [String: [Float]], after count: Int) throws -> [String: [Float]] {
    var means = parameters
    for parameter in network.trained {
      guard let old = state.memories["average.\(parameter.name)"], let new = parameters[parameter.name] else {
        continue
      }
      means[parameter.name] = zip(old, new).map { Float(Double($0) + (Double($1) - Double($0)) / Double(count + 1)) }
    }
    means.merge(try engine.statistics.statistics(with: means, on: data)) { $1 }
    return Dictionary(uniqueKeysWithValues: means.map { ("average.\($0)", $1) })
  }

  /// What measures the model that parameters and memories make.
  func measuringPass(_ parameters: [String: [Float]], _ memories: [String: [Float]]) throws -> ForwardPass {
    guard case .stochastic = settings.averaging else { return forwardPass }
    let model = try TrainedModel(
      network: network, parameters: used(parameters, memories), task: task, form: data.examples.form)
    if let averagedPass {
      try averagedPass.write(model.parameters)
      return averagedPass
    }
    let made = try ForwardPass(model)
    made.group = group
    averagedPass = made
    return made
  }
}
