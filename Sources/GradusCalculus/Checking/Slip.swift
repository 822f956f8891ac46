public import GradusExpression

/// What a wrong answer most likely got wrong.
public enum Slip: Hashable, Sendable {
  /// The answer is the transpose of the right one.
  case otherLayout
  /// The answer is the right one times a number.
  case factor(Rational)
  /// The answer holds only for a symmetric matrix of this name.
  case assumedSymmetry(String)
  /// The matrix of this name must be transposed in one place.
  case lostTranspose(String)
  /// Two factors stand in the wrong order.
  case swappedFactors(String, String)
  /// A term of the right answer is missing.
  case missingTerm(Formula)
  /// A term too many.
  case extraTerm(Formula)
}

extension Slip {
  /// Looks for one slip that turns the right answer into the given one.
  public static func likely(answer: Formula, expected: Formula) -> Slip? {
    if answer.rank == 2, answer.shape == expected.shape.reversed(), answer.agrees(with: expected.transposed) {
      return .otherLayout
    }
    guard answer.shape == expected.shape else { return nil }
    return factor(answer, expected) ?? transpose(answer, expected) ?? symmetry(answer, expected)
      ?? order(answer, expected) ?? term(answer, expected)
  }

  private static func factor(_ answer: Formula, _ expected: Formula) -> Slip? {
    for factor in [Rational(1, 2), 2, -1, -2, Rational(-1, 2), 4, Rational(1, 4), 3, Rational(1, 3)]
    where answer.agrees(with: expected.scaled(by: factor)) {
      return .factor(factor)
    }
    return nil
  }

  private static func symmetry(_ answer: Formula, _ expected: Formula) -> Slip? {
    for symbol in (answer - expected).symbols where symbol.shape.count == 2 && symbol.shape[0] == symbol.shape[1] {
      if symbol.facts.contains(.symmetric) { continue }
      let symmetric = Formula.symbol(symbol.name, symbol.shape, facts: symbol.facts.union([.symmetric]))
      let replacement = [Formula.symbol(symbol): symmetric]
      if answer.substituting(replacement).agrees(with: expected.substituting(replacement)) {
        return .assumedSymmetry(symbol.name)
      }
    }
    return nil
  }

  /// Turns each factor of each product in its turn.
  private static func transpose(_ answer: Formula, _ expected: Formula) -> Slip? {
    for (product, contraction) in products(of: answer) {
      for (place, factor) in contraction.factors.enumerated() where factor.labels.count == 2 {
        guard factor.formula.shape[0] == factor.formula.shape[1], case .symbol(let symbol) = factor.formula.node else {
          continue
        }
        var factors = contraction.factors
        factors[place] = .init(factor.formula, factor.labels.reversed())
        if answer.substituting([product: contraction.with(factors)]).agrees(with: expected) {
          return .lostTranspose(symbol.name)
        }
      }
    }
    for symbol in answer.symbols where symbol.shape.count == 2 && symbol.shape[0] == symbol.shape[1] {
      let matrix = Formula.symbol(symbol)
      if answer.substituting([matrix: matrix.transposed]).agrees(with: expected) { return .lostTranspose(symbol.name) }
    }
    return nil
  }

  /// Exchanges each pair of factors of each product in its turn.
  private static func order(_ answer: Formula, _ expected: Formula) -> Slip? {
    for (product, contraction) in products(of: answer) {
      for i in contraction.factors.indices {
        for j in contraction.factors.indices where j > i {
          let (a, b) = (contraction.factors[i], contraction.factors[j])
          guard a.labels.count == 2, a.formula.shape == b.formula.shape, case .symbol(let left) = a.formula.node,
            case .symbol(let right) = b.formula.node
          else { continue }
          var factors = contraction.factors
          factors[i] = .init(b.formula, a.labels)
          factors[j] = .init(a.formula, b.labels)
          if answer.substituting([product: contraction.with(factors)]).agrees(with: expected) {
            return .swappedFactors(left.name, right.name)
          }
        }
      }
    }
    return nil
  }

  private static func term(_ answer: Formula, _ expected: Formula) -> Slip? {
    for term in expected.terms + expected.terms.flatMap(CommonFactorLaws.distribute) {
      let part = term.formula.scaled(by: term.coefficient)
      if answer.agrees(with: expected - part) { return .missingTerm(part) }
    }
    for term in answer.terms + answer.terms.flatMap(CommonFactorLaws.distribute) {
      let part = term.formula.scaled(by: term.coefficient)
      if expected.agrees(with: answer - part) { return .extraTerm(part) }
    }
    return nil
  }

  private static func products(of formula: Formula) -> [(Formula, Contraction)] {
    formula.nodesBottomUp.compactMap { node in
      if case .contraction(let contraction) = node.node { (node, contraction) } else { nil }
    }
  }
}

extension Formula {
  fileprivate func agrees(with other: Formula) -> Bool { shape == other.shape && isEqual(to: other).holds }
}
