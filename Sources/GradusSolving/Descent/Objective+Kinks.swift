import GradusCalculus
import GradusExpression

extension Objective {
  /// Whether the formula may have kinks: absolute values, maxima, norms. Where it has, the gradient jumps, and methods that trust it
  /// stop short of the minimum.
  package var mayHaveKinks: Bool {
    let facts = FactReasoner()
    let moving = Set(variables)
    return formula.nodesBottomUp.contains { node in
      guard node.symbols.contains(where: moving.contains) else { return false }
      switch node.node {
      case .map(let function, _):
        if case .exceptKinks = function.definition.smoothness { return true }
        return false
      case .extremum: return true
      case .reduction(let reduction, _, _): return reduction == .maximum || reduction == .minimum
      case .power(let base, let exponent):
        guard let power = exponent.constantValue else { return false }
        return !power.isInteger && power < 2 && power > 0 && !base.isScalarSymbol && !facts.sign(base).isPositive
      default: return false
      }
    }
  }
}

extension Formula {
  fileprivate var isScalarSymbol: Bool { if case .symbol = node { rank == 0 } else { false } }
}
