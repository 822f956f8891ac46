import GradusExpression
import GradusRewriting

extension Working {
  /// Products and sums flat, and nothing else done.
  static func flat(_ formula: Formula) -> Formula { Rewriter([]).rewrite(formula).result }

  /// A line for each term of a sum, then one for the sum; for anything else the one line. Products and sums are flat here,
  /// but nothing is simplified yet.
  func termByTerm(
    _ definition: Formula, _ children: [Formula], sentence: Words, _ relation: Step.Relation,
    _ rules: Differential, _ differentiate: (Formula) throws(DifferentiationError) -> Formula
  ) throws(DifferentiationError) -> [Step] {
    var steps: [Step] = []
    var whole = definition
    if let terms = definition.distributedOverSum(where: rules.moves) {
      let sum = Formula.sum(terms, shape: definition.shape, flattening: false)
      steps.append(
        Step(
          rule: "linearity", before: definition, after: sum, sentence: "What is linear acts on each term by itself.",
          relation: .equality, level: .normal))
      whole = sum
    }
    let terms = whole.terms
    if terms.count > 1 {
      let isOne = terms.count(where: { rules.moves($0.formula) }) == 1
      var constants: [Step] = []
      for term in terms {
        let part = term.formula.scaled(by: term.coefficient)
        if children.count == 1, rules.changes.count == 1 { steps += try factorByFactor(part, children[0], rules) }
        let after = Working.flat(try differentiate(part))
        if after.isZero {
          constants.append(
            Step(
              rule: "derivative of a constant", before: part, after: after,
              sentence: "This term does not depend on the variable.", relation: relation, level: .all))
        } else {
          steps.append(
            Step(
              rule: rules.law(for: term.formula).name, before: part, after: after, sentence: "One term of the sum.",
              relation: relation, level: isOne || rules.law(for: term.formula).isElementary ? .all : .normal))
        }
      }
      // Where parts have names, a term without this one has its line under another.
      if children.count == 1 { steps += constants }
    }
    let after = Working.flat(try differentiate(whole))
    steps.append(
      Step(
        rule: rules.law(for: whole).name, before: definition, after: after, sentence: sentence, relation: relation,
        level: .normal))
    return steps
  }

  /// A line for each of several factors that move with the child: that one moves, the others stay.
  func factorByFactor(
    _ definition: Formula, _ child: Formula, _ rules: Differential
  ) throws(DifferentiationError) -> [Step] {
    let (coefficient, rest) = definition.coefficientAndRest
    guard case .contraction(let product) = rest.node else { return [] }
    let moving = product.factors.indices.filter { rules.moves(product.factors[$0].formula) }
    guard moving.count > 1 else { return [] }
    var steps: [Step] = []
    for place in moving {
      let factor = product.factors[place]
      if case .matrixFunction = factor.formula.node { return [] }
      let local = try derivative(of: factor.formula, withRespectTo: child, layout: .numerator, relu: relu)
      let fresh = (0..<child.rank).map { product.sizes.count + $0 }
      var factors = product.factors
      factors[place] = .init(local, factor.labels + fresh)
      let after = Formula.contraction(
        factors, output: Array(0..<product.rank) + fresh, sizes: product.sizeByLabel, flattening: true
      ).scaled(by: coefficient)
      let same = moving.filter { product.factors[$0].formula == factor.formula }
      let which =
        same.count > 1
        ? ["first", "second", "third", "fourth"].dropFirst(same.firstIndex(of: place)!).first ?? "next" : "factor"
      steps.append(
        Step(
          rule: "product rule, one factor", before: definition, after: after,
          sentence:
            "Only \(same.count > 1 ? "the \(which) of the equal factors" : "one factor") moves; the others stay.",
          level: .all))
    }
    return steps
  }

  /// A line that puts a formula in its shortest form, with the facts that it rests on; nil where it has that form already.
  func shortening(_ formula: Formula) -> (result: Formula, line: Step?) {
    let simplification = formula.simplification()
    if simplification.result == formula { return (formula, nil) }
    let names = simplification.steps.map(\.rule).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let line = Step(
      rule: names.count == 1 ? names[0] : "simplify", before: formula, after: simplification.result,
      facts: simplification.facts,
      sentence: names.count == 1
        ? simplification.steps[0].sentence : "The same, in its shortest form: \(names.joined(separator: ", ")).",
      relation: .equality, level: .normal)
    return (simplification.result, line)
  }
}

extension DifferentiationRule {
  /// Whether a line with this rule alone says nothing that the line of its sum does not.
  fileprivate var isElementary: Bool {
    switch self {
    case .constant, .variable, .multipleOfVariable, .constantFactor, .linearity, .power, .sumOfSquares: true
    case .sum, .product, .quotient, .reciprocal, .generalPower, .chain, .powerAndChain, .function, .inverse, .adjugate,
      .jacobi, .logDeterminant, .spectral:
      false
    }
  }
}

extension Formula {
  /// The terms of a product with one factor that moves, which is a sum of several terms that move: tr(A + B) = tr A + tr B. Nil for
  /// anything else.
  func distributedOverSum(where moves: (Formula) -> Bool) -> [Term]? {
    let (coefficient, rest) = coefficientAndRest
    guard case .contraction(let product) = rest.node else { return nil }
    let moving = product.factors.indices.filter { moves(product.factors[$0].formula) }
    guard moving.count == 1, case .sum(let terms) = product.factors[moving[0]].formula.node,
      terms.count(where: { moves($0.formula) }) > 1
    else { return nil }
    return product.terms(distributing: moving[0], coefficient)
  }
}

extension Contraction {
  /// The product with the sum at a place multiplied out.
  func terms(distributing place: Int, _ coefficient: Rational = 1) -> [Term] {
    factors[place].formula.terms.map { term in
      var parts = factors
      parts[place] = .init(term.formula, factors[place].labels)
      return Term(coefficient * term.coefficient, with(parts, flattening: false))
    }
  }
}
