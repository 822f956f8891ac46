import BigInt
import GradusExpression
import GradusRewriting

/// Laws that take out what the terms of a sum have in common, where that makes the formula shorter.
enum CommonFactorLaws {
  static let all: [RewriteRule] = [multiplyOutTensors, commonCoefficient, contentOfPower, commonFactor, multiplyOut]

  /// (2 A + 2 B) x = 2 (A + B) x: the number that all terms of a factor share stands in front.
  static let commonCoefficient = RewriteRule("common coefficient", "The number that all terms share stands in front.") {
    formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() {
      guard case .sum(let terms) = factor.formula.node, terms.count > 1, let content = content(of: terms) else {
        continue
      }
      let reduced = Formula.sum(
        terms.map { Term($0.coefficient / content, $0.formula) }, shape: factor.formula.shape, flattening: false)
      let result = contraction.replacing([place], by: [.init(reduced, factor.labels)])
      return Rewrite(result.scaled(by: content))
    }
    return nil
  }

  /// (2 a + 2 b)ᵏ = 2ᵏ (a + b)ᵏ.
  static let contentOfPower = RewriteRule("common coefficient", "The number that all terms share stands in front.") {
    formula in
    guard case .power(let base, let exponent) = formula.node, let k = exponent.constantValue?.integerValue,
      (-8...8).contains(k), case .sum(let terms) = base.node, terms.count > 1, let content = content(of: terms)
    else { return nil }
    let reduced = Formula.sum(
      terms.map { Term($0.coefficient / content, $0.formula) }, shape: base.shape, flattening: false)
    return Rewrite(Formula.power(reduced, exponent).scaled(by: content.power(k)))
  }

  /// A x + Aᵀ x = (A + Aᵀ) x.
  static let commonFactor = RewriteRule("common factor", "What two terms have in common is taken out.") { formula in
    guard case .sum(let terms) = formula.node, (2...24).contains(terms.count) else { return nil }
    var best: Formula?
    for i in terms.indices {
      for j in terms.indices where j > i && Budget.spend() {
        guard let joined = CommonFactor.join(terms[i], terms[j]) else { continue }
        var rest = terms.indices.filter { $0 != i && $0 != j }.map { terms[$0] }
        rest.append(joined)
        let candidate = Formula.sum(rest, shape: formula.shape)
        if candidate.length < (best ?? formula).length { best = candidate }
      }
    }
    return best.map { Rewrite($0) }
  }

  /// y − y s + s (y − 1) = … multiplied out, where terms then cancel.
  static let multiplyOut = RewriteRule("multiply out", "Multiplied out, terms cancel.") { formula in
    let reflected: [Term]
    switch formula.node {
    case .sum(let terms) where (2...12).contains(terms.count): reflected = reflectSigmoids(terms)
    case .contraction: reflected = [Term(1, formula)]
    default: return nil
    }
    var expanded: [Term] = []
    for term in reflected {
      guard let products = distribute(term, atMost: 24 - expanded.count) else { return nil }
      expanded += products
    }
    let candidate = Formula.sum(expanded, shape: formula.shape)
    return candidate.length < formula.length ? Rewrite(candidate) : nil
  }

  /// A sum with more than two axes inside a product cannot be written with matrices: each of its terms gets the product.
  static let multiplyOutTensors = RewriteRule("multiply out", "Each term is multiplied by the other factors.") {
    formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() where factor.labels.count > 2 {
      guard case .sum(let terms) = factor.formula.node, (2...8).contains(terms.count) else { continue }
      let products = terms.map { term in
        Term(term.coefficient, contraction.replacing([place], by: [.init(term.formula, factor.labels)]))
      }
      return Rewrite(.sum(products, shape: formula.shape))
    }
    return nil
  }

  /// The greatest number that divides every coefficient, negative where all are; nil where it is 1.
  private static func content(of terms: [Term]) -> Rational? {
    var top = terms[0].coefficient.numerator.magnitude
    var bottom = terms[0].coefficient.denominator.magnitude
    for term in terms.dropFirst() {
      top = top.greatestCommonDivisor(with: term.coefficient.numerator.magnitude)
      let other = term.coefficient.denominator.magnitude
      bottom = bottom / bottom.greatestCommonDivisor(with: other) * other
    }
    var content = Rational(BigInt(top), BigInt(bottom))
    if terms.allSatisfy(\.coefficient.isNegative) { content = -content }
    return content.isOne ? nil : content
  }

  /// The product multiplied out; the term itself where that makes very many.
  static func distribute(_ term: Term) -> [Term] { distribute(term, atMost: 200) ?? [term] }

  /// The product of a term's factors with one sum among them multiplied out, and so on until there is none; nil where that
  /// makes more terms than wanted.
  static func distribute(_ term: Term, atMost most: Int) -> [Term]? {
    if case .contraction(let contraction) = term.formula.node {
      let counts = contraction.factors.compactMap { factor -> Int? in
        if case .sum(let inner) = factor.formula.node { (2...6).contains(inner.count) ? inner.count : nil } else { nil }
      }
      // A few sums may cancel with what stands below the line, but not so many.
      if counts.entryCount > 8 * most { return nil }
    }
    var done: [Term] = []
    // Every term on the way makes at least one: the count is known to be too large long before the last is made.
    var waiting = [term]
    while let next = waiting.popLast() {
      guard done.count + waiting.count < most else { return nil }
      guard case .contraction(let contraction) = next.formula.node,
        let place = contraction.factors.firstIndex(where: { factor in
          if case .sum(let inner) = factor.formula.node { inner.count > 1 && inner.count <= 6 } else { false }
        })
      else {
        done.append(next)
        continue
      }
      let factor = contraction.factors[place]
      waiting += factor.formula.terms.reversed().map { inner in
        let product = contraction.replacing([place], by: [.init(inner.formula, factor.labels)])
        let (coefficient, rest) = product.coefficientAndRest
        return Term(next.coefficient * inner.coefficient * coefficient, rest)
      }
    }
    return done
  }

  /// sigmoid(−u) = 1 − sigmoid(u), where both occur.
  private static func reflectSigmoids(_ terms: [Term]) -> [Term] {
    var arguments: Set<Formula> = []
    for term in terms {
      for formula in factors(of: term.formula) {
        if case .map(.sigmoid, let argument) = formula.node { arguments.insert(argument) }
      }
    }
    var replacements: [Formula: Formula] = [:]
    for argument in arguments.sorted() {
      let negative = argument.scaled(by: -1)
      guard arguments.contains(negative), replacements[.map(.sigmoid, argument)] == nil,
        argument.length > negative.length || (argument.length == negative.length && negative < argument)
      else { continue }
      replacements[.map(.sigmoid, argument)] = 1 - Formula.map(.sigmoid, negative)
    }
    if replacements.isEmpty { return terms }
    return terms.flatMap { term in
      term.formula.substituting(replacements).terms.map { Term(term.coefficient * $0.coefficient, $0.formula) }
    }
  }

  private static func factors(of formula: Formula) -> [Formula] {
    if case .contraction(let contraction) = formula.node { return contraction.factors.map(\.formula) }
    return [formula]
  }
}
