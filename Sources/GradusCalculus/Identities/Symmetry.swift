import GradusExpression

extension Formula {
  /// Facts from which a square matrix is symmetric; nil where that is not known.
  var symmetryFacts: [UsedFact]? {
    guard rank == 2, shape[0] == shape[1] else { return nil }
    switch node {
    case .symbol(let symbol):
      for fact in [Fact.symmetric, .positiveDefinite, .positiveSemidefinite, .diagonal]
      where symbol.facts.contains(fact) {
        return [UsedFact(symbol.name, symbol.statedFact(implying: fact))]
      }
      return nil
    case .delta: return []
    case .constant, .namedConstant, .size, .basis, .determinant, .logDeterminant: return nil
    case .literal(let literal):
      let n = literal.shape[0]
      return (0..<n).allSatisfy { i in (0..<i).allSatisfy { literal.values[i * n + $0] == literal.values[$0 * n + i] } }
        ? [] : nil
    case .inverse(let inner), .matrixFunction(_, let inner), .map(_, let inner): return inner.symmetryFacts
    case .power(let base, let exponent):
      return exponent.isScalar ? base.symmetryFacts : both(base.symmetryFacts, exponent.symmetryFacts)
    case .extremum(_, let left, let right): return both(left.symmetryFacts, right.symmetryFacts)
    case .sum(let terms):
      // The sum with each term transposed is the same sum, as in A + Aᵀ.
      var facts: [UsedFact] = []
      var transposed: [Term] = []
      for term in terms {
        if let found = term.formula.symmetryFacts {
          facts += found
          transposed.append(term)
        } else {
          let other = term.formula.transposed.orientedSymmetricFactors
          facts += other.facts
          transposed.append(Term(term.coefficient, other.formula))
        }
      }
      return Formula.sum(transposed, shape: shape) == self ? facts : nil
    case .contraction:
      let (own, other) = (orientedSymmetricFactors, transposed.orientedSymmetricFactors)
      return own.formula == other.formula ? Array(Set(own.facts + other.facts)).sorted() : nil
    case .reduction, .reshape: return nil
    }
  }

  private func both(_ left: [UsedFact]?, _ right: [UsedFact]?) -> [UsedFact]? {
    guard let left, let right else { return nil }
    return left + right
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

extension Symbol {
  /// The fact as it was declared: what is declared positive definite is symmetric because of that.
  func statedFact(implying fact: Fact) -> Fact {
    let stated = Fact.allCases.filter { candidate in
      facts.contains(candidate) && Set([candidate]).closure.contains(fact)
    }
    return stated.first { candidate in
      !stated.contains { $0 != candidate && Set([$0]).closure.contains(candidate) }
    } ?? fact
  }
}
