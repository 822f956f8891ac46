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

  /// Which of the batches that make one update a plan sees.
  public enum Part: Hashable, Sendable {
    /// The only one.
    case whole
    /// One after which others follow: its share of the gradient is added to what was gathered.
    case earlier
    /// The last: with what was gathered it makes the update, and nothing is left of it.
    case last
    /// A part of a batch: its share of the gradient stands for itself, and no update is made of it.
    case leaf
  }

  /// What is trained.
  public let network: Network
  /// How parameters follow their gradient.
  public let optimizer: Optimizer
  /// X: a row an example, of shape (batch, inputs); images are scaled to [0, 1].
  public let examples: Symbol
  /// Y: a row an example, of shape (batch, outputs): 1 in the column of its class and 0 elsewhere, or what else is to be told.
  public let targets: Symbol
  /// ω: what every example counts, of shape (batch); nil where all count the same.
  public let weights: Symbol?
  /// The mean loss of the batch, a scalar.
  public let loss: Formula
  /// How many examples of the batch are taken for what they are, a scalar: their first greatest score is at their class, or all their
  /// labels are right; nil where numbers are to be told.
  public let correct: Formula?
  /// What the network is trained to make small.
  package let lossKind: Loss
  /// What goes into and comes out of every layer.
  public let forward: Network.Forward
  /// ∂loss/∂θ of every parameter θ, in the order of `network.trained`.
  public let gradients: [Formula]
  /// The new parameters, what the optimiser remembers of them, and running statistics.
  public let updates: [Update]

  /// Derives the step.
  ///
  /// - Parameters:
  ///   - batch: the number of rows, a number or a symbol.
  ///   - loss: what is made small; its output map is the network's.
  ///   - weightDecay: λ of the optimiser, for weights; biases do not decay.
  public init(
    network: Network, optimizer: Optimizer, batch: Formula.Size, loss: Loss = .crossEntropy, weightDecay: Rational = 0
  ) throws(TrainingError) {
    try self.init(
      network: network, TrainingSettings(loss: loss, optimizer: optimizer, weightDecay: weightDecay), batch: batch)
  }

  /// Derives the step of these settings.
  ///
  /// - Parameters:
  ///   - batch: the number of rows, a number or a symbol.
  ///   - data: what is known of the numbers that are given.
  ///   - part: which of the batches of an update this is.
  public init(
    network: Network, _ settings: TrainingSettings, batch: Formula.Size, data: DataForm = .images, part: Part = .whole
  ) throws(TrainingError) {
    let lossKind = settings.loss
    guard network.output == lossKind.output else { throw .outputMap(network, lossKind) }
    guard lossKind.fits(network.outputs) else {
      throw .setting("the loss \(lossKind.name) is of one number, and the network \(network) gives \(network.outputs)")
    }
    self.lossKind = lossKind
    self.network = network
    optimizer = settings.optimizer
    examples = data.examples(network, batch: batch)
    targets = data.targets(network, batch: batch)
    weights = data.weights(batch: batch)
    forward =
      part == .leaf ? network.forward(part: .symbol(examples)) : network.forward(.symbol(examples), isTraining: true)
    loss = lossKind(scores: forward.scores, targets: .symbol(targets), weights: weights.map { .symbol($0) })
    var objective = loss
    if let penalty = Self.penalty(network, settings, part) {
      objective = .sum([Term(1, loss)] + penalty, shape: [], flattening: false)
    }
    if part == .leaf { objective = Self.objective(ofLeaf: loss, forward.statistics[...]) }
    correct = data.hits(scores: forward.scores, targets: .symbol(targets), output: network.output)
    let parameters = network.trained
    let derived: [Formula]
    do {
      derived = try GradusCalculus.gradients(of: objective, withRespectTo: parameters.map { .symbol($0.symbol) })
    } catch {
      throw .underivable("\(error)")
    }
    gradients = derived
    updates = (part == .leaf ? [] : Self.updates(of: forward)) + Self.updates(of: parameters, derived, part, settings)
  }

  /// The next values of running statistics.
  static func updates(of forward: Network.Forward) -> [Update] {
    forward.updates.sorted { $0.key.name < $1.key.name }.map { Update(symbol: $0.key, value: $0.value) }
  }

  /// λ₁ Σ |w| over the weights; nil where it is no part of what is made small. Shares of batches add up to 1; of a loss that is a sum every
  /// batch counts whole, and the last one has the penalty. Leaves leave it to the update.
  private static func penalty(_ network: Network, _ settings: TrainingSettings, _ part: Part) -> [Term]? {
    guard !settings.sparsity.isZero, part != .leaf, !(settings.loss.isSum && part == .earlier) else { return nil }
    return network.trained.filter(\.decays).map { Term(settings.sparsity, norm1(.symbol($0.symbol))) }
  }

  /// ∂penalty/∂θ of every parameter; nil for those that have none.
  static func penaltyGradients(
    _ network: Network, _ settings: TrainingSettings, _ part: Part
  ) throws(TrainingError) -> [Formula?] {
    guard let penalty = penalty(network, settings, part), !penalty.isEmpty else {
      return network.trained.map { _ in nil }
    }
    let weights = network.trained.filter(\.decays)
    do {
      let derived = try GradusCalculus.gradients(
        of: .sum(penalty, shape: [], flattening: false), withRespectTo: weights.map { .symbol($0.symbol) })
      let named = Dictionary(uniqueKeysWithValues: zip(weights.map(\.name), derived))
      return network.trained.map { named[$0.name] }
    } catch {
      throw .underivable("\(error)")
    }
  }

  static func updates(
    of parameters: [Network.Parameter], _ derived: [Formula], _ part: Part, _ settings: TrainingSettings
  ) -> [Update] {
    if part == .leaf {
      return zip(parameters, derived).map { Update(symbol: $0.leafGradient, value: $1) }
    }
    // G ← G + s g
    let gathered = zip(parameters, derived).map { parameter, gradient in
      part == .whole
        ? gradient
        : .partsSum([
          Term(1, .symbol(parameter.gathered)), Term(1, .parts(.symbol(Network.Parameter.shareOfBatch), gradient)),
        ])
    }
    guard part != .earlier else {
      return zip(parameters, gathered).map { Update(symbol: $0.gathered, value: $1) }
    }
    let taken = settings.clipping.map { $0(gathered) } ?? gathered
    return zip(parameters, taken).flatMap { parameter, gradient in
      var own = settings.optimizer.updates(
        of: parameter.symbol, gradient: gradient, weightDecay: parameter.decays ? settings.weightDecay : 0,
        rate: parameter.slot.rate
      ).map { Update(symbol: $0.symbol, value: $0.value) }
      if let bound = settings.maxNorm, parameter.decays { own[0] = own[0].bounded(by: bound) }
      if let share = settings.averaging?.share {
        let old = Formula.symbol(parameter.average).scaled(by: share)
        own.append(Update(symbol: parameter.average, value: old + own[0].value.scaled(by: 1 - share)))
      }
      if part == .last { own.append(Update(symbol: parameter.gathered, value: .zero(parameter.symbol.shape))) }
      return own
    }
  }
}

extension TrainingStep {
  /// The plan of the step: the loss, the hits, and every update in place.
  ///
  /// - Parameter sizes: the number of rows, where `batch` is a symbol.
  public func plan(sizes: [String: Int] = [:]) throws(PlanError) -> Plan {
    try Plan(
      outputs: [("loss", loss)] + (correct.map { [("correct", $0)] } ?? []),
      updates: updates.map { ($0.symbol.name, $0.value) }, sizes: sizes
    )
  }
}

extension TrainingStep.Update {
  /// W with every column times min(1, c / ‖column‖).
  ///
  /// Source: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15 (2014), section 5.1.
  fileprivate func bounded(by bound: Rational) -> Self {
    let norms = sqrt(Formula.contraction([.init(value .** 2, [0, 1])], output: [1]))
    let small = Formula.constant(Rational(1, 1_000_000)).broadcast(to: norms.shape)
    let limit = Formula.constant(bound).broadcast(to: norms.shape)
    let factor = Formula.extremum(.minimum, Formula.ones(norms.shape), limit ./ (norms + small))
    return Self(
      symbol: symbol, value: .product([value, factor.broadcast(to: value.shape, axes: [1])], flattening: false))
  }
}

extension Network.Parameter {
  /// The mean of this parameter over the steps, with a share that stays: `average.layers.0.weight` in files.
  var average: Symbol { Symbol("\(symbol.name).average", shape.map(Size.number)) }

  /// What the batches of an update have given to its gradient so far: `gradient.layers.0.weight` in files.
  var gathered: Symbol { Symbol("\(symbol.name).gradient", shape.map(Size.number)) }

  /// s, what a batch counts among those of its update: its examples in theirs.
  static let shareOfBatch = Symbol("shareOfBatch", facts: [.positive])
}
