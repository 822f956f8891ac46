import GradusExpression

extension Composer {
  /// Positive terms first, compound ones before names and numbers; a number that all share stands in front.
  func compose(_ terms: [Term], shape: [Size], isTold: Bool) -> Written {
    let kind = Written.Kind(rank: shape.count)
    if terms.isEmpty { return shape.isEmpty ? .number(0) : Written(.zeros(shape), kind) }
    if let entries = entries(of: terms, shape: shape) { return Written(.matrix(entries), kind) }
    if terms.count == 1 { return product(terms[0].formula, coefficient: terms[0].coefficient, isTold: isTold) }
    if let (number, sum, rest) = keptSum(among: terms) {
      // c (a + b) is one term among the rest.
      let inside = compose(sum.terms, shape: shape, isTold: isTold)
      let group = Written.Summand(
        isNegative: number.isNegative, written: .product([.number(number.magnitude)], [inside]))
      let others = compose(rest, shape: shape, isTold: isTold)
      if case .sum(let summands) = others.form {
        let (positive, negative) = (summands.filter { !$0.isNegative }, summands.filter(\.isNegative))
        return Written(.sum(number.isNegative ? positive + negative + [group] : positive + [group] + negative), kind)
      }
      let other = Written.Summand(isNegative: false, written: others)
      return Written(.sum([other, group]), kind)
    }
    if let common = commonCoefficient(terms) {
      let inner = terms.map { Term($0.coefficient / common, $0.formula) }
      let sum = compose(inner, shape: shape, isTold: isTold)
      return common.isNegative
        ? Written.product([.number(-common)], [sum]).negated : Written.product([.number(common)], [sum])
    }
    // Terms that carry all axes between them tell the sizes to the others.
    let told = terms.reduce(into: Set<Int>()) { $0.formUnion(axesTold(by: $1.formula)) }
    let tellsShape = told.count == shape.count
    var summands: [(rank: Int, summand: Written.Summand)] = []
    for term in terms {
      let scalar = tellsShape && !shape.isEmpty ? term.formula.repeatedScalar : nil
      let isNegative = term.coefficient.isNegative
      let magnitude = term.coefficient.magnitude
      let part = scalar ?? term.formula
      let written = product(part, coefficient: magnitude, isTold: isTold || tellsShape)
      let rank = scalar != nil || term.formula.isOnes ? 3 : written.isName ? 2 : 1
      summands.append((isNegative ? 10 + rank : rank, .init(isNegative: isNegative, written: written)))
    }
    if let places = terms.placesOfPowers {
      // 3 x² − 5 x + 2, but 1 − x².
      let first = places.indices.min { places[$0] < places[$1] }!
      let late = terms[first].coefficient.isNegative ? 1000 : 0
      for index in summands.indices {
        summands[index].rank = (terms[index].coefficient.isNegative ? late : 0) + places[index]
      }
    }
    let sorted = summands.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    return Written(.sum(sorted.map(\.element.summand)), kind)
  }

  /// A sum to be kept, with a number other than ±1 that all its terms have here, and the other terms.
  private func keptSum(among terms: [Term]) -> (number: Rational, sum: Formula, rest: [Term])? {
    for sum in kept where sum.terms.count < terms.count {
      var rest = terms
      var number: Rational?
      let fits = sum.terms.allSatisfy { own in
        guard let place = rest.firstIndex(where: { $0.formula == own.formula }) else { return false }
        let ratio = rest.remove(at: place).coefficient / own.coefficient
        if number == nil { number = ratio }
        return number == ratio
      }
      if fits, let number, !number.magnitude.isOne { return (number, sum, rest) }
    }
    return nil
  }

  /// The number other than 1 by which all coefficients agree up to sign, or −1 where all are −1.
  private func commonCoefficient(_ terms: [Term]) -> Rational? {
    let magnitude = terms[0].coefficient.magnitude
    guard terms.allSatisfy({ $0.coefficient.magnitude == magnitude }) else { return nil }
    let isNegative = terms.allSatisfy(\.coefficient.isNegative)
    if magnitude.isOne { return isNegative ? -1 : nil }
    return isNegative ? -magnitude : magnitude
  }

  /// The axes whose sizes a reader knows from the formula as written, because some factor carries them.
  func axesTold(by formula: Formula) -> Set<Int> {
    if names[formula] != nil { return Set(formula.shape.indices) }
    if let known = told[formula] { return known }
    var result = Set<Int>()
    switch formula.node {
    case .contraction(let inner):
      for factor in inner.factors {
        for axis in axesTold(by: factor.formula) where factor.labels[axis] < inner.rank {
          result.insert(factor.labels[axis])
        }
      }
    case .sum(let terms): for term in terms { result.formUnion(axesTold(by: term.formula)) }
    // A unit matrix is written without its size where others tell it.
    case .delta: break
    default: result = Set(formula.shape.indices)
    }
    told[formula] = result
    return result
  }
}

extension Written {
  /// The place among the factors of an entrywise product: names, then functions and powers, then products and sums.
  var weight: Int {
    switch form {
    case .product, .sum, .quotient: 2
    default: isName ? 0 : 1
    }
  }

  /// A name, or a name transposed.
  var isName: Bool {
    switch form {
    case .name, .unitMatrix: true
    case .transpose(let inner): inner.isName
    default: false
    }
  }
}

extension Formula {
  /// The sums inside, the longest first.
  var sums: [Formula] {
    nodesBottomUp.filter { if case .sum(let terms) = $0.node { terms.count > 1 } else { false } }
      .sorted { ($1.terms.count, $1.length) < ($0.terms.count, $0.length) }
  }
}
