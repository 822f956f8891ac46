internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

/// What a layer of a trained model is like: its sizes, its parameters and, on examples, its outputs.
public struct LayerInspection: Hashable, Sendable, Codable {
  /// What a parameter is like.
  public struct Parameter: Hashable, Sendable, Codable {
    /// The name in files: `layers.0.weight`.
    public let name: String
    /// The lengths of its axes.
    public let shape: [Int]
    /// What becomes of it in training: parameter, state or constant.
    public let role: Slot.Role
    /// The root of the sum of its squares.
    public let norm: Double
    /// σ₁ of a matrix, the most that it makes longer; nil of others.
    public let largestSingularValue: Double?
    /// The share of its numbers that are zero.
    public let zeroShare: Double
  }

  /// Counted from 1.
  public let layer: Int
  /// What the layer is.
  public let description: String
  /// How many numbers of an example go in.
  public let inputs: Int
  /// How many come out.
  public let outputs: Int
  /// What the layer keeps.
  public let parameters: [Parameter]
  /// How its outputs are on examples; nil where there are none.
  public let health: LayerHealth?
}

extension TrainedModel {
  /// Every layer, first to last.
  ///
  /// - Parameter examples: the first 256 of them are run through the network; nil for parameters alone.
  /// - Throws: `TrainingError.dataMismatch` where the examples do not fit the network.
  public func layerInspections(on examples: Examples? = nil) throws -> [LayerInspection] {
    let health = try examples.map { try layerHealth(on: $0) }
    var width = network.inputs
    return try network.layers.enumerated().map { place, layer in
      let inputs = width
      width = try layer.kind.outputs(of: inputs)
      return LayerInspection(
        layer: place + 1, description: layer.description, inputs: inputs, outputs: width,
        parameters: try network.parameters(ofLayer: place).map(inspected), health: health?[place])
    }
  }

  private func inspected(_ parameter: Network.Parameter) throws -> LayerInspection.Parameter {
    let values = parameters[parameter.name] ?? []
    var largest: Double?
    if parameter.shape.count == 2, values.allSatisfy(\.isFinite) {
      let matrix = DenseMatrix(
        rowCount: parameter.shape[0], columnCount: parameter.shape[1], rowMajor: values.map(Double.init))
      largest = try SingularValueDecomposition(matrix).singularValues.first
    }
    return LayerInspection.Parameter(
      name: parameter.name, shape: parameter.shape, role: parameter.role,
      norm: values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot(), largestSingularValue: largest,
      zeroShare: Double(values.count { $0 == 0 }) / Double(max(values.count, 1)))
  }

  /// How the outputs of every layer are in use, on the first examples.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the examples do not fit the network.
  public func layerHealth(on examples: Examples) throws -> [LayerHealth] {
    try network.check(examples.form)
    guard examples.count > 0 else { throw TrainingError.dataMismatch("there are no examples to look at") }
    let rows = Array(0..<min(examples.count, LayerHealth.sample))
    let stages = network.forward(.symbol("X", [.number(rows.count), .number(network.inputs)])).stages
    let executor = try Executor(Plan(outputs: stages.enumerated().map { ("stage\($0)", $1) }))
    try executor.write(parameters, of: network)
    try executor.feed(examples, rows: rows[...])
    executor.run()
    return try stages.indices.map { place in
      LayerHealth(layer: place + 1, network.layers[place], try executor.read("stage\(place)"), rows: rows.count)
    }
  }
}
