internal import GradusCalculus
internal import GradusExpression
internal import GradusOptimization
internal import GradusPlan

// A batch in parts, each with formulas of its own.
//
// What a layer takes of the whole batch, as the mean and the variance of batch normalisation, is a symbol mₖ in the formulas of a part, and every
// part gives its share to it: mₖ = Σᵢ Sₖⁱ(θ, m₁ … mₖ₋₁). With a multiplier for each, what training makes small is
//
//     Λ = Σᵢ (sᵢ ℓᵢ + Σₖ λₖ · Sₖⁱ) − Σₖ λₖ · mₖ
//
// Where λₖ = Σᵢ ∂(sᵢ ℓᵢ + Σⱼ λⱼ · Sⱼⁱ)/∂mₖ, which only those with j > k enter, Λ does not change with mₖ, and ∂Λ/∂θ is the gradient of the loss. So the
// statistics are summed first to last, their slopes last to first, and then the gradients, each derived from a formula of the part alone.
//
// Source: Y. LeCun, "A theoretical framework for back-propagation", Proc. 1988 Connectionist Models Summer School.
extension TrainingStep {
  /// sᵢ ℓᵢ + Σ λₖ · Sₖⁱ over some statistics.
  static func objective(ofLeaf loss: Formula, _ statistics: ArraySlice<Network.Statistic>) -> Formula {
    let share = Formula.parts(.symbol(Network.Parameter.shareOfBatch), loss)
    if statistics.isEmpty { return share }
    let terms = statistics.map { statistic in
      Term(1, Formula.contraction([.init(.symbol(statistic.slope), [0]), .init(statistic.part, [0])], output: []))
    }
    return .sum([Term(1, share)] + terms, shape: [], flattening: false)
  }

  /// Sₖⁱ of every statistic, first to last, then what this part gives to λₖ, last to first; each with the symbol of its sum over the parts.
  ///
  /// - Throws: `TrainingError.underivable` where the engine has no derivative for a part.
  func leafPhases() throws(TrainingError) -> [Update] {
    let statistics = forward.statistics
    var phases = statistics.map { Update(symbol: $0.symbol, value: $0.part) }
    for (place, statistic) in statistics.enumerated().reversed() {
      do {
        let slope = try GradusCalculus.gradients(
          of: Self.objective(ofLeaf: loss, statistics[(place + 1)...]), withRespectTo: [.symbol(statistic.symbol)])
        phases.append(Update(symbol: statistic.slope, value: slope[0]))
      } catch {
        throw .underivable("\(error)")
      }
    }
    return phases
  }

  /// The plan that makes an update of the gradient that the leaves of a batch gave together.
  ///
  /// - Parameter part: which of the batches of the update this is.
  static func update(of network: Network, _ settings: TrainingSettings, _ part: Part) throws -> Plan {
    let penalty = try penaltyGradients(network, settings, part)
    let gradients = zip(network.trained, penalty).map { parameter, penalty in
      let leaves = Formula.symbol(parameter.leafGradient)
      return penalty.map { .partsSum([Term(1, leaves), Term(1, $0)]) } ?? leaves
    }
    // Running statistics hold those of the batch alone, and no example.
    let forward = network.forward(part: .symbol(Symbol("X", [1, .number(network.inputs)])))
    let updates = updates(of: forward) + updates(of: network.trained, gradients, part, settings)
    return try Plan(outputs: [], updates: updates.map { ($0.symbol.name, $0.value) })
  }
}

extension Network.Parameter {
  /// What the leaves of a batch give to its gradient.
  var leafGradient: Symbol { Symbol("\(symbol.name).leaves", shape.map(Size.number)) }
}
