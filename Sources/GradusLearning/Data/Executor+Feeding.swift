internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

extension Executor {
  /// Fills X with the examples at `rows`. The network sees the 255th part of a byte.
  func feed(_ examples: Examples, rows: ArraySlice<Int>) throws {
    switch examples.numbers {
    case .bytes(let bytes): try gather("X", rows: rows, from: bytes, scale: 1 / 255)
    case .floats(let floats): try gather("X", rows: rows, from: floats)
    }
  }

  /// Fills X, Y and, where examples count differently, ω with what is at `rows`.
  ///
  /// - Parameter batch: what is made of the examples there; nil to take them as they are.
  func feed(
    _ data: Dataset, rows: ArraySlice<Int>, for network: Network, changed batch: AugmentedBatch? = nil
  ) throws {
    if let batch { try write("X", batch.numbers) } else { try feed(data.examples, rows: rows) }
    if let weights = data.weights { try gather("omega", rows: rows, from: weights) }
    if let targets = batch?.targets { return try write("Y", targets) }
    switch data.targets {
    case .classes(let labels, _):
      if DataForm(data, for: network).targets == .labels {
        try write("Y", rows.map { Float(labels[$0]) })
      } else {
        try oneHot("Y", labels: labels, rows: rows)
      }
    case .probabilities(let numbers, _), .labels(let numbers, _), .numbers(let numbers, _):
      try gather("Y", rows: rows, from: numbers)
    }
  }

  /// Writes those of a network's parameters that the plan has.
  ///
  /// - Parameter values: by the names of the network's parameters.
  func write(_ values: [String: [Float]], of network: Network) throws {
    let inputs = Set(plan.inputs.map(\.name))
    for parameter in network.parameters where inputs.contains(parameter.symbol.name) {
      try write(parameter.symbol.name, values[parameter.name] ?? [])
    }
  }

  /// Fills what is drawn anew for every batch: the same numbers for the same seed, batch and place in it.
  ///
  /// - Parameter firstRow: the place in the batch of the first row, for a part of a batch.
  func draw(_ draws: [Network.Draw], seed: UInt64, batch: Int, firstRow: Int = 0) throws {
    for draw in draws {
      let name = draw.symbol.name
      let first = firstRow == 0 ? 0 : firstRow * (try input(name).shape.dropFirst().reduce(1, *))
      switch draw.distribution {
      case .keeps(let probability):
        try drawMask(name, probability: probability, seed: seed, step: batch, stream: draw.stream, first: first)
      case .normal: try drawNormal(name, seed: seed, step: batch, stream: draw.stream, first: first)
      }
    }
  }
}
