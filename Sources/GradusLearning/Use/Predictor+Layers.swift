internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

extension Predictor {
  /// How the nodes of every layer fare on the first examples, as the model is used.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the examples do not fit the network.
  public func layers(on examples: Examples, most: Int = 1000) throws -> [LayerHealth] {
    try model.network.check(examples.form)
    let rows = Array(0..<min(examples.count, most))
    guard !rows.isEmpty else { return [] }
    let network = model.network
    let stages = network.forward(.symbol("X", [.number(rows.count), .number(network.inputs)])).stages
    let executor = try Executor(Plan(outputs: stages.enumerated().map { ("stage\($0)", $1) }))
    for parameter in network.parameters {
      try executor.write(parameter.symbol.name, model.parameters[parameter.name] ?? [])
    }
    try executor.feed(examples, rows: rows[...])
    executor.run()
    return try stages.indices.map { place in
      LayerHealth(layer: place + 1, network.layers[place], try executor.read("stage\(place)"), rows: rows.count)
    }
  }
}
