internal import GradusExpression

/// What a model that is made of several is the mean of.
public enum EnsembleMean: String, CaseIterable, Hashable, Sendable {
  /// Their scores: of numbers what they tell, of classes the geometric mean of their probabilities, made to sum to one.
  case scores
  /// Their probabilities of classes.
  case probabilities
}

extension TrainedModel {
  /// One model of several of the same layers: by default its scores are the mean of theirs: of numbers that is the mean of what they tell, of classes the
  /// geometric mean of their probabilities, made to sum to one.
  ///
  /// Hidden nodes stand side by side, and the last dense layer takes the mean: `Z = Σ Aₖ Wₖ / K + Σ bₖ / K`. Layers between have weights of
  /// zero from one model to another. The mean of probabilities keeps the scores of all and has a layer `blend` at its end.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the models see or tell different things, or have layers that cannot stand side by side:
  ///   dense layers, activations, dropout, noise and batch normalisation can.
  public init(meanOf models: [TrainedModel], _ mean: EnsembleMean = .scores) throws(TrainingError) {
    guard let first = models.first else { throw .dataMismatch("a mean of no models") }
    guard models.allSatisfy({ $0.network == first.network && $0.task == first.task && $0.form == first.form }) else {
      throw .dataMismatch("models that see or tell different things have no mean")
    }
    let isSum = mean == .scores
    guard isSum || first.network.output == .softmax else {
      throw .dataMismatch(
        "probabilities have a mean where classes are told by a softmax; others have one of their scores")
    }
    let layers = first.network.layers
    let dense = layers.indices.filter { layers[$0].width != nil }
    guard let start = dense.first, let end = dense.last, end == layers.count - 1 else {
      throw .dataMismatch("a mean of models needs a dense layer at their end")
    }
    for (place, layer) in layers.enumerated() {
      let isBetween = (start..<end).contains(place)
      guard
        layer.width != nil || Self.standsAlone(layer) || isBetween && layer.kind is BatchNormLayer
      else { throw .dataMismatch("layer \(place + 1), \(layer), of several models cannot stand side by side") }
    }
    let count = models.count
    let made = layers.enumerated().map { place, layer in
      guard let width = layer.width else { return layer }
      let hasBias = first.network.parameters.contains { $0.layer == place && $0.slot.name == "bias" }
      return Layer.dense(place == end && isSum ? width : width * count, bias: hasBias)
    }
    let network: Network
    do {
      network = try Network(
        inputs: first.network.inputs, layers: isSum ? made : made + [.blend(count)], output: first.network.output)
    } catch {
      throw .dataMismatch(error.description)
    }
    var parameters: [String: [Float]] = [:]
    for parameter in first.network.parameters {
      let values = models.map { $0.parameters[parameter.name] ?? [] }
      parameters[parameter.name] =
        parameter.shape.count == 2
        ? Self.weights(
          values, parameter.shape, seesAll: parameter.layer == start, tells: parameter.layer == end && isSum)
        : parameter.layer == end && isSum ? Self.mean(values) : values.flatMap(\.self)
    }
    try self.init(network: network, parameters: parameters, task: first.task, form: first.form)
  }

  /// Whether a layer makes of every number something by itself, and keeps nothing.
  private static func standsAlone(_ layer: Layer) -> Bool {
    if let activation = layer.activation { return OutputMap(activation) != .softmax }
    return layer.kind is DropoutLayer || layer.kind is NoiseLayer || layer.kind is FlattenLayer
  }

  private static func mean(_ values: [[Float]]) -> [Float] {
    values[0].indices.map { place in Float(values.reduce(0) { $0 + Double($1[place]) } / Double(values.count)) }
  }

  /// The weights of several models in one matrix: below one another where they see what is their own, beside one another where they tell it.
  private static func weights(_ values: [[Float]], _ shape: [Int], seesAll: Bool, tells: Bool) -> [Float] {
    if seesAll, tells { return mean(values) }
    let (rows, columns, count) = (shape[0], shape[1], values.count)
    let width = tells ? columns : count * columns
    var result = [Float](repeating: 0, count: (seesAll ? rows : count * rows) * width)
    for (model, weights) in values.enumerated() {
      for row in 0..<rows {
        for column in 0..<columns {
          let place = (seesAll ? row : model * rows + row) * width + (tells ? column : model * columns + column)
          result[place] = tells ? weights[row * columns + column] / Float(count) : weights[row * columns + column]
        }
      }
    }
    return result
  }
}
