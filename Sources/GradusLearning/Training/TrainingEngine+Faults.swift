internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

extension TrainingEngine {
  /// The first layer, on the way forward, where something is not finite. Layers are counted from 1.
  func firstFault(rows: ArraySlice<Int>, of data: Dataset) throws -> (layer: Int, Divergence.Origin) {
    let step = try TrainingStep(network: network, settings, batch: .number(rows.count), data: form)
    let outputs = step.forward.stages.enumerated().map { (name: "stage\($0)", formula: $1) }
    let executor = try executor(of: Plan(outputs: outputs))
    try executor.feed(data.examples, rows: rows)
    executor.run()
    let parameters = try read(parameterSymbols)
    for index in network.layers.indices {
      let own = network.parameters(ofLayer: index)
      if !own.allSatisfy({ (parameters[$0.name] ?? []).allSatisfy(\.isFinite) }) { return (index + 1, .parameters) }
      if try !executor.read("stage\(index)").allSatisfy(\.isFinite) { return (index + 1, .outputs) }
    }
    return (network.layers.count, .loss)
  }
}
