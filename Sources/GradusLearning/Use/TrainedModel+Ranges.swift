package import GradusExpression
internal import GradusKernels
internal import GradusPlan

extension TrainedModel {
  /// The least and the greatest entry of some formulas over examples.
  ///
  /// - Parameters:
  ///   - formulas: of X, of shape (rows, inputs), and of the network's parameters.
  ///   - rows: how many examples go through at once.
  /// - Throws: `TrainingError.dataMismatch` where the examples do not fit the network, or there are none.
  package func ranges(
    of formulas: [Formula], rows: Int, on examples: Examples
  ) throws -> [ClosedRange<Float>] {
    guard examples.count > 0, examples.width == network.inputs else {
      throw TrainingError.dataMismatch(
        "\(examples.count) examples of \(examples.width) numbers, and the network takes \(network.inputs)")
    }
    let plan = try Plan(outputs: formulas.enumerated().map { ("value\($0)", $1) })
    let executor = try Executor(plan)
    try executor.write(parameters, of: network)
    let seesInput = plan.inputs.contains { $0.name == "X" }
    var ranges = formulas.map { _ in (least: Float.infinity, greatest: -Float.infinity) }
    for start in stride(from: 0, to: examples.count, by: rows) {
      // What is missing in the last rows is the first ones once more.
      let places = (start..<start + rows).map { $0 % examples.count }
      if seesInput { try executor.feed(examples, rows: places[...]) }
      executor.run()
      for place in formulas.indices {
        for value in try executor.read("value\(place)") {
          ranges[place].least = min(ranges[place].least, value)
          ranges[place].greatest = max(ranges[place].greatest, value)
        }
      }
    }
    return try ranges.map { own in
      guard own.least.isFinite, own.greatest.isFinite else {
        throw TrainingError.dataMismatch("the network gives what is no number on these examples")
      }
      return own.least...own.greatest
    }
  }
}
