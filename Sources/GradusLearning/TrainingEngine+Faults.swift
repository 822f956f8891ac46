internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

extension TrainingEngine {
  /// The first layer, on the way forward, where something is not finite. Layers are counted from 1.
  func firstFault(rows: ArraySlice<Int>, of data: Dataset) throws -> (layer: Int, Divergence.Origin) {
    let step = try TrainingStep(network: network, optimizer: settings.optimizer, batch: .number(rows.count))
    let outputs = zip(step.forward.sums, step.forward.outputs).enumerated().flatMap { index, layer in
      [(name: "sums\(index)", formula: layer.0), (name: "outputs\(index)", formula: layer.1)]
    }
    let executor = try executor(of: Plan(outputs: outputs))
    try executor.gather("X", rows: rows, from: data.pixels, scale: Dataset.scale)
    executor.run()
    let parameters = try read(parameterSymbols)
    for index in network.layers.indices {
      let own = network.parameters.filter { $0.layer == index }
      if !own.allSatisfy({ (parameters[$0.name] ?? []).allSatisfy(\.isFinite) }) { return (index + 1, .parameters) }
      if try !executor.read("sums\(index)").allSatisfy(\.isFinite) { return (index + 1, .sums) }
      if try !executor.read("outputs\(index)").allSatisfy(\.isFinite) { return (index + 1, .outputs) }
    }
    return (network.layers.count, .loss)
  }
}
