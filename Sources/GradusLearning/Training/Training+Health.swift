internal import GradusExpression
internal import GradusKernels
internal import GradusPlan

/// How a parameter fares in training, measured on one batch.
public struct ParameterHealth: Hashable, Sendable, Codable {
  /// The name in files: `layers.0.weight`.
  public let name: String
  /// ‖θ‖, the root of the sum of its squares.
  public let norm: Double
  /// ‖∂loss/∂θ‖
  public let gradientNorm: Double
  /// ‖step‖ / ‖θ‖ of the step that would come next: about 10⁻³ is usual; 0 where ‖θ‖ is.
  public let updateRatio: Double
}

/// How the nodes of a layer fare, measured on one batch.
public struct LayerHealth: Hashable, Sendable, Codable {
  /// Counted from 1.
  public let layer: Int
  /// What the layer is.
  public let description: String
  /// The mean of its outputs.
  public let mean: Double
  /// The deviation of its outputs.
  public let deviation: Double
  /// The share of its nodes whose output is the same for every example of the batch, as that of a ReLU that lets nothing through.
  public let deadShare: Double
}

extension Training {
  /// How every parameter and every layer fares now, on the first examples that are trained on. Nothing is changed by looking.
  ///
  /// - Throws: `TrainingError` where a formula cannot be derived.
  public func health() throws -> (parameters: [ParameterHealth], layers: [LayerHealth]) {
    try engine.health(step: step + 1, measured: measured, of: data)
  }
}

extension TrainingEngine {
  /// The most examples that are looked at.
  private static let sample = 256

  func health(
    step number: Int, measured: [Double], of data: Dataset
  ) throws -> (parameters: [ParameterHealth], layers: [LayerHealth]) {
    let rows = Array(0..<min(data.count, Self.sample))[...]
    let step = try TrainingStep(network: network, settings, batch: .number(rows.count), data: form)
    var outputs: [(name: String, formula: Formula)] = []
    for (place, parameter) in network.trained.enumerated() {
      let θ = Formula.symbol(parameter.symbol)
      let new = step.updates.first { $0.symbol == parameter.symbol }?.value ?? θ
      outputs += [
        ("norm\(place)", norm(θ)), ("gradient\(place)", norm(step.gradients[place])), ("step\(place)", norm(new - θ)),
      ]
    }
    outputs += step.forward.stages.enumerated().map { ("stage\($0)", $1) }
    let executor = try executor(of: Plan(outputs: outputs))
    try feed(number, measured: measured, rows: rows, of: data, to: executor)
    executor.run()
    let parameters = try network.trained.enumerated().map { place, parameter in
      let norm = try executor.readScalar("norm\(place)")
      return ParameterHealth(
        name: parameter.name, norm: norm, gradientNorm: try executor.readScalar("gradient\(place)"),
        updateRatio: norm > 0 ? try executor.readScalar("step\(place)") / norm : 0)
    }
    let layers = try step.forward.stages.indices.map { place in
      LayerHealth(layer: place + 1, network.layers[place], try executor.read("stage\(place)"), rows: rows.count)
    }
    return (parameters, layers)
  }
}

/// √ of the sum of the squares.
private func norm(_ x: Formula) -> Formula { sqrt(squaredNorm(x)) }

extension LayerHealth {
  init(layer: Int, _ kind: Layer, _ outputs: [Float], rows: Int) {
    let width = outputs.count / max(rows, 1)
    let statistics = ColumnStatistics(outputs.map(Double.init))
    let dead = (0..<width).count { column in
      stride(from: column, to: outputs.count, by: width).allSatisfy { outputs[$0] == outputs[column] }
    }
    self.init(
      layer: layer, description: kind.description, mean: statistics.mean, deviation: statistics.deviation,
      deadShare: rows > 1 ? Double(dead) / Double(max(width, 1)) : 0)
  }
}
