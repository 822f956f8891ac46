internal import Glibc

/// A temperature T > 0 that scores are divided by before the softmax, so that probabilities are the shares of hits; which class has the greatest
/// stays the same.
///
/// It makes the mean of −log p of what examples are the smallest, which is convex in 1 / T.
///
/// Source: C. Guo et al., "On calibration of modern neural networks", ICML 2017.
public struct Temperature: Hashable, Sendable {
  /// T.
  public let value: Double

  /// The best temperature for scores of examples of which it is known what they are.
  ///
  /// - Parameters:
  ///   - scores: what the softmax is made of, a row an example; of one score a row the class of 0 and that of the score are meant.
  ///   - labels: the class of every example.
  /// - Returns: nil where there is none: every example has its greatest score for what it is, or nothing depends on the scores.
  public init?(scores: [Double], labels: [Int]) {
    guard !labels.isEmpty, scores.count.isMultiple(of: labels.count), scores.allSatisfy(\.isFinite) else { return nil }
    let width = scores.count / labels.count
    let rows = labels.indices.map { row in
      (width == 1 ? [0] : []) + scores[row * width..<(row + 1) * width]
    }
    guard zip(rows, labels).allSatisfy({ $0.indices.contains($1) }) else { return nil }
    // The derivative of the loss by β = 1 / T rises: its zero lies between two bounds that Newton's steps stay in.
    var (low, high) = (1e-6, 1e6)
    guard Self.derivatives(rows, labels, low).first < 0, Self.derivatives(rows, labels, high).first > 0 else {
      return nil
    }
    var beta = 1.0
    for _ in 0..<200 {
      let (slope, bend) = Self.derivatives(rows, labels, beta)
      if slope < 0 { low = beta } else { high = beta }
      let newton = beta - slope / bend
      let next = bend > 0 && newton > low && newton < high ? newton : (low * high).squareRoot()
      if abs(next - beta) <= 1e-15 * beta || slope == 0 { break }
      beta = next
    }
    value = 1 / beta
  }

  /// ∂/∂β and ∂²/∂β² of mean(log Σ exp(β z) − β z_y): the mean of E z − z_y, and of the variance of z.
  private static func derivatives(_ rows: [[Double]], _ labels: [Int], _ beta: Double) -> (
    first: Double, second: Double
  ) {
    var (slope, bend) = (0.0, 0.0)
    for (row, label) in zip(rows, labels) {
      let most = row.max() ?? 0
      let weights = row.map { exp(beta * ($0 - most)) }
      let total = weights.reduce(0, +)
      let mean = zip(weights, row).reduce(0) { $0 + $1.0 * $1.1 } / total
      let variance = zip(weights, row).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
      slope += mean - row[label]
      bend += variance
    }
    return (slope / Double(labels.count), bend / Double(labels.count))
  }
}

extension TrainedModel {
  /// The model with its scores divided by a temperature: the weights and biases of its last layer are, so that everything that uses the model
  /// has the new probabilities.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the last layer is no dense one.
  public func scaled(by temperature: Temperature) throws(TrainingError) -> TrainedModel {
    guard let last = network.layers.last, last.width != nil, network.tellsProbabilities else {
      throw .dataMismatch("the network \(network) does not end in a dense layer and probabilities of classes")
    }
    var scaled = parameters
    for parameter in network.parameters where parameter.layer == network.layers.count - 1 {
      scaled[parameter.name] = parameters[parameter.name]?.map { Float(Double($0) / temperature.value) }
    }
    return try TrainedModel(network: network, parameters: scaled, task: task, form: form)
  }
}

extension Predictor {
  /// The temperature that is best for examples of which it is known what they are.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network, or have no classes.
  public func temperature(on data: Dataset) throws -> Temperature? {
    try model.network.check(data)
    guard let labels = data.targets.classes, model.network.tellsProbabilities else {
      throw TrainingError.dataMismatch("the model tells no probabilities of classes")
    }
    return Temperature(scores: try scores(for: data.examples).map(Double.init), labels: labels.map(Int.init))
  }
}
