package import GradusExpression

/// What a wrong answer most likely got wrong.
package enum Slip: Hashable, Sendable {
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
  /// Two matrices of these names must be transposed.
  case lostTransposes(String, String)
  /// A factor of the right answer is missing.
  case missingFactor(Formula)
  /// A factor too many.
  case extraFactor(Formula)
  /// A term must be multiplied by a number.
  case factorOfTerm(Formula, Rational)
  /// The chain rule's inner derivative is missing: of a part, and what it is.
  case missingInnerDerivative(of: Formula, Formula)
  /// A part that moves was held constant.
  case heldConstant(Formula)
  /// (f g)′ was taken for f′ g′.
  case productOfDerivatives
}

extension Slip {
  /// Looks for one slip that turns the right answer into the given one.
  package static func likely(answer: Formula, expected: Formula) -> Slip? {
    if answer.rank == 2, answer.shape == expected.shape.reversed(), answer.agrees(with: expected.transposed) {
      return .otherLayout
    }
    guard answer.shape == expected.shape else { return nil }
    if let factor = factors.first(where: { answer.agrees(with: expected.scaled(by: $0)) }) { return .factor(factor) }
    if let slip = first(transposes(of: answer), agreeingWith: expected) { return slip }
    if let slip = symmetry(answer, expected) ?? first(exchanges(of: answer), agreeingWith: expected) { return slip }
    return first(missingTerms(of: expected), agreeingWith: answer)
      ?? first(missingTerms(of: answer), agreeingWith: expected)?.inverted
  }

  /// The formulas that are one slip away from a right answer; some may be equal to it all the same.
  package static func variations(of expected: Formula) -> [(slip: Slip, formula: Formula)] {
    var found = assumedSymmetries(of: expected) + transposes(of: expected) + missingTerms(of: expected)
    found += exchanges(of: expected)
    found += [Rational(1, 2), 2, -1].map { (.factor($0), expected.scaled(by: $0)) }
    return found
  }

  /// The slip seen from the other side: a term that one formula lacks the other has too much.
  private var inverted: Slip { if case .missingTerm(let term) = self { .extraTerm(term) } else { self } }

  private static let factors: [Rational] = [
    Rational(1, 2), 2, -1, -2, Rational(-1, 2), 4, Rational(1, 4), 3, Rational(1, 3),
  ]

  private static func first(_ variations: [(slip: Slip, formula: Formula)], agreeingWith formula: Formula) -> Slip? {
    variations.first { $0.formula.agrees(with: formula) }?.slip
  }

  private static func squareSymbols(of formula: Formula) -> [Symbol] {
    formula.symbols.filter { $0.shape.count == 2 && $0.shape[0] == $0.shape[1] && !$0.facts.contains(.symmetric) }
  }

  private static func symmetric(_ symbol: Symbol) -> Formula {
    .symbol(symbol.name, symbol.shape, facts: symbol.facts.union([.symmetric]))
  }

  private static func symmetry(_ answer: Formula, _ expected: Formula) -> Slip? {
    squareSymbols(of: answer - expected).first { symbol in
      let replacement = [Formula.symbol(symbol): symmetric(symbol)]
      return answer.substituting(replacement).agrees(with: expected.substituting(replacement))
    }.map { .assumedSymmetry($0.name) }
  }

  private static func assumedSymmetries(of formula: Formula) -> [(slip: Slip, formula: Formula)] {
    squareSymbols(of: formula).map { symbol in
      let assumed = formula.substituting([.symbol(symbol): symmetric(symbol)]).simplified()
      return (.assumedSymmetry(symbol.name), assumed.substituting([symmetric(symbol): .symbol(symbol)]))
    }
  }

  /// Turns each factor of each product in its turn, then each matrix everywhere.
  private static func transposes(of formula: Formula) -> [(slip: Slip, formula: Formula)] {
    var found: [(slip: Slip, formula: Formula)] = []
    for (product, contraction) in products(of: formula) {
      for (place, factor) in contraction.factors.enumerated() where factor.labels.count == 2 {
        guard factor.formula.shape[0] == factor.formula.shape[1], case .symbol(let symbol) = factor.formula.node else {
          continue
        }
        var factors = contraction.factors
        factors[place] = .init(factor.formula, factor.labels.reversed())
        found.append((.lostTranspose(symbol.name), formula.substituting([product: contraction.with(factors)])))
      }
    }
    for symbol in formula.symbols where symbol.shape.count == 2 && symbol.shape[0] == symbol.shape[1] {
      let matrix = Formula.symbol(symbol)
      found.append((.lostTranspose(symbol.name), formula.substituting([matrix: matrix.transposed])))
    }
    return found
  }

  /// Exchanges each pair of factors of each product in its turn.
  private static func exchanges(of formula: Formula) -> [(slip: Slip, formula: Formula)] {
    var found: [(slip: Slip, formula: Formula)] = []
    for (product, contraction) in products(of: formula) {
      for i in contraction.factors.indices {
        for j in contraction.factors.indices where j > i {
          let (a, b) = (contraction.factors[i], contraction.factors[j])
          guard a.labels.count == 2, a.formula.shape == b.formula.shape, case .symbol(let left) = a.formula.node,
            case .symbol(let right) = b.formula.node
          else { continue }
          var factors = contraction.factors
          factors[i] = .init(b.formula, a.labels)
          factors[j] = .init(a.formula, b.labels)
          found.append(
            (.swappedFactors(left.name, right.name), formula.substituting([product: contraction.with(factors)])))
        }
      }
    }
    return found
  }

  /// The formula without each of its terms, first as they stand, then with the products multiplied out.
  private static func missingTerms(of formula: Formula) -> [(slip: Slip, formula: Formula)] {
    (formula.terms + formula.terms.flatMap(CommonFactorLaws.distribute)).map { term in
      let part = term.formula.scaled(by: term.coefficient)
      return (.missingTerm(part), formula - part)
    }
  }

  private static func products(of formula: Formula) -> [(Formula, Contraction)] {
    formula.nodesBottomUp.compactMap { node in
      if case .contraction(let contraction) = node.node { (node, contraction) } else { nil }
    }
  }
}

extension Formula {
  func agrees(with other: Formula) -> Bool { shape == other.shape && isEqual(to: other).holds }
}
