internal import GradusCalculus
public import GradusExpression
public import GradusOptimization
public import GradusPlan

/// One step of training as formulas: the loss of a batch, its gradients, and the new value of everything that training
/// changes. All of it is derived from the network's formula; nothing here knows how to propagate backwards.
public struct TrainingStep: Hashable, Sendable {
  /// A symbol and the formula of its next value.
  public struct Update: Hashable, Sendable {
    /// What is updated.
    public let symbol: Symbol
    /// Its new value.
    public let value: Formula
  }

  /// What is trained.
  public let network: Network
  /// How parameters follow their gradient.
  public let optimizer: Optimizer
  /// X: a row an example, scaled to [0, 1]; of shape (batch, inputs).
  public let examples: Symbol
  /// Y: a row an example, 1 in the column of its class and 0 elsewhere; of shape (batch, classes).
  public let targets: Symbol
  /// The mean loss of the batch, a scalar.
  public let loss: Formula
  /// How many examples of the batch have their first greatest score at their class, a scalar.
  public let correct: Formula
  /// What goes into and comes out of every layer.
  public let forward: Network.Forward
  /// ∂loss/∂θ of every parameter θ, in the order of `network.parameters`.
  public let gradients: [Formula]
  /// The new parameters, and what the optimiser remembers of them.
  public let updates: [Update]

  /// Derives the step.
  ///
  /// - Parameters:
  ///   - batch: the number of rows, a number or a symbol.
  ///   - weightDecay: λ of the optimiser, for weights; biases do not decay.
  public init(
    network: Network, optimizer: Optimizer, batch: Size, weightDecay: Rational = 0
  ) throws(TrainingError) {
    guard network.layers.last?.activation == .softmax else { throw .noClassifier(network) }
    self.network = network
    self.optimizer = optimizer
    examples = Symbol("X", [batch, .number(network.inputs)], facts: [.nonnegative])
    targets = Symbol("Y", [batch, .number(network.outputs)], facts: [.oneHotRows])
    forward = network.forward(.symbol(examples))
    loss = softmaxCrossEntropy(scores: forward.scores, targets: .symbol(targets))
    correct = correctPredictions(scores: forward.scores, targets: .symbol(targets))
    let parameters = network.parameters
    do {
      gradients = try GradusCalculus.gradients(of: loss, withRespectTo: parameters.map { .symbol($0.symbol) })
    } catch {
      throw .underivable("\(error)")
    }
    updates = zip(parameters, gradients).flatMap { parameter, gradient in
      let update = optimizer.update(
        parameter.symbol, gradient: gradient, weightDecay: parameter.role == .weight ? weightDecay : 0)
      return [Update(symbol: parameter.symbol, value: update.parameter)]
        + update.memories.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { Update(symbol: $0.key.symbol(of: parameter.symbol), value: $0.value) }
    }
  }
}

extension TrainingStep {
  /// The plan of the step: the loss, the hits, and every update in place.
  ///
  /// - Parameter sizes: the number of rows, where `batch` is a symbol.
  public func plan(sizes: [String: Int] = [:]) throws(PlanError) -> Plan {
    try Plan(
      outputs: [("loss", loss), ("correct", correct)], updates: updates.map { ($0.symbol.name, $0.value) }, sizes: sizes
    )
  }
}
