import GradusExpression

extension Formula {
  /// The facts from which something certainly follows for the formula; nil where it does not.
  func facts(proving holds: (FactReasoner, Formula) -> Bool) -> [UsedFact]? {
    let reasoner = FactReasoner()
    return holds(reasoner, self) ? reasoner.usedFacts.sorted() : nil
  }

  /// Facts from which a square matrix is symmetric; nil where that is not known.
  var symmetryFacts: [UsedFact]? {
    guard rank == 2, shape[0] == shape[1] else { return nil }
    return facts { $0.isSymmetric($1) }
  }

  /// A product in which every symmetric factor is turned the way that makes the whole come first in the order of
  /// formulas, so that `A` and `Aᵀ` read the same; with the facts that this took.
  var orientedSymmetricFactors: (formula: Formula, facts: [UsedFact]) {
    guard case .contraction(let contraction) = node else { return (self, []) }
    var turning: [(index: Int, facts: [UsedFact])] = []
    for (index, factor) in contraction.factors.enumerated() where factor.labels.count == 2 {
      guard factor.labels[0] != factor.labels[1], let facts = factor.formula.symmetryFacts else { continue }
      turning.append((index, facts))
    }
    if turning.isEmpty { return (self, []) }
    // All turns of a few factors, or of each of many in its turn.
    var best = self
    var used: Set<UsedFact> = []
    let sizes = Dictionary(uniqueKeysWithValues: zip(contraction.sizes.indices, contraction.sizes))
    func turned(_ chosen: (Int) -> Bool) -> Formula {
      var factors = contraction.factors
      for (place, entry) in turning.enumerated() where chosen(place) {
        factors[entry.index] = .init(factors[entry.index].formula, factors[entry.index].labels.reversed())
      }
      return .contraction(factors, output: Array(0..<contraction.rank), sizes: sizes)
    }
    let choices: [(Int) -> Bool] =
      turning.count <= 4
      ? (1..<(1 << turning.count)).map { mask in { mask >> $0 & 1 == 1 } }
      : turning.indices.map { only in { $0 == only } }
    for choice in choices {
      let candidate = turned(choice)
      guard candidate.precedesAsOriented(best) else { continue }
      best = candidate
      used = Set(turning.indices.filter(choice).flatMap { turning[$0].facts })
    }
    return (best, used.sorted())
  }

  private func precedesAsOriented(_ other: Formula) -> Bool {
    if self == other { return false }
    guard case .contraction(let mine) = node else { return true }
    guard case .contraction(let theirs) = other.node else { return false }
    let (a, b) = (mine.transposes, theirs.transposes)
    return a == b ? fingerprint < other.fingerprint : a < b
  }
}
