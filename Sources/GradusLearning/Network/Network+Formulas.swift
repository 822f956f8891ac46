public import GradusExpression

extension Network {
  /// What is drawn anew in every step of training.
  package struct Draw: Hashable, Sendable {
    /// What its numbers are.
    package enum Distribution: Hashable, Sendable {
      /// 1 with this probability, and 0 otherwise.
      case keeps(Double)
      /// Standard normal.
      case normal
    }

    /// The symbol that formulas have for it.
    package let symbol: Symbol
    /// What its numbers are.
    package let distribution: Distribution
    /// Which stream of random numbers they are taken from.
    package let stream: Int
  }

  /// What a layer takes of a whole batch, where a formula sees only a part of its rows.
  package struct Statistic: Hashable, Sendable {
    /// The symbol that formulas have for it.
    package let symbol: Symbol
    /// What these rows give to it: those of all parts add up to it.
    package let part: Formula
    /// 1 / m of the m rows of the whole batch.
    static let perRow = Symbol("perRow", facts: [.positive])
    /// m / (m − 1), or 1 of a single row.
    static let unbiasing = Symbol("unbiasing", facts: [.positive])
    /// λ: the slope of what training makes small by this.
    var slope: Symbol { Symbol("\(symbol.name).slope", symbol.shape) }
  }

  /// What goes in and comes out of every layer, as formulas.
  public struct Forward: Hashable, Sendable {
    /// What every layer gives.
    public let stages: [Formula]
    /// What is made of the scores.
    public let output: Formula
    /// The next values of running statistics, by their symbols; empty in use.
    public let updates: [Symbol: Formula]
    /// What is drawn anew in every step; empty in use.
    package let draws: [Draw]
    /// What is taken of the whole batch, in the order in which each may hold those before it; empty where the rows are all of it.
    package let statistics: [Statistic]

    /// What the last layer gives. Softmax and sigmoid keep the order of the numbers, so the greatest of them tells the class.
    public var scores: Formula { stages[stages.count - 1] }
  }

  /// What the layers make of the rows of `input`, of shape (examples, inputs), one after another.
  ///
  /// - Parameters:
  ///   - isTraining: whether the formulas are those of a step of training: batch normalisation takes the statistics of the batch, and
  ///     noise is drawn.
  ///   - intake: the share of the batch in running statistics, a scalar; nil for what the layers say.
  public func forward(_ input: Formula, isTraining: Bool = false, intake: Formula? = nil) -> Forward {
    forward(input, LayerPass(isTraining: isTraining, intake: intake))
  }

  /// What the layers make of some of the rows of a batch in a step of training.
  func forward(part input: Formula) -> Forward { forward(input, LayerPass(isTraining: true, isPart: true)) }

  private func forward(_ input: Formula, _ pass: LayerPass) -> Forward {
    precondition(
      input.rank == 2 && input.shape[1] == .number(inputs), "an input of shape \(input.shape) for \(inputs) inputs")
    var stages: [Formula] = []
    var pass = pass
    for (index, layer) in layers.enumerated() {
      pass.enter(parameters(ofLayer: index))
      stages.append(layer.kind.output(of: stages.last ?? input, &pass))
    }
    return Forward(
      stages: stages, output: output(stages[stages.count - 1]), updates: pass.updates, draws: pass.draws,
      statistics: pass.statistics)
  }
}

/// How many examples are taken for their class, which is the first with the greatest score, as a `Predictor` takes it:
///
///     Σ Y ⊙ hardmax(Z), row by row
package func correctPredictions(scores: Formula, targets: Formula) -> Formula {
  (targets .* Formula.alongAxes(.hardmax, scores, axes: [1])).summed
}

extension Collection where Element: Comparable {
  /// The place of the greatest element, the first of equals: what a row of scores is taken for. Traps on an empty collection.
  package var placeOfFirstGreatest: Index {
    var best = startIndex
    for place in indices where self[place] > self[best] { best = place }
    return best
  }
}
