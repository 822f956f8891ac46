/// Formulas that lose digits or overflow when they are computed as they are written, and what is computed instead. They are recognised by shape,
/// whoever wrote them, by all who compute: the evaluator, the plan, the writers of code.
extension Formula {
  /// u, where the formula is log(1 + u): log1p keeps the digits of a small u, which 1 + u has lost.
  package var log1pArgument: Formula? {
    guard case .map(.log, let argument) = node else { return nil }
    if let value = argument.constantValue, value > Rational(1, 2), value < 2 { return .constant(value - 1) }
    guard case .sum(let terms) = argument.node, terms.count > 1,
      let one = terms.firstIndex(where: { $0.formula.isOnes && $0.coefficient.isOne })
    else { return nil }
    var rest = terms
    rest.remove(at: one)
    return .sum(rest, shape: argument.shape, flattening: false)
  }

  /// u, where the formula is log cosh u = |u| + log(1 + exp(−2 |u|)) − log 2, in which nothing overflows.
  package var logCoshArgument: Formula? {
    if case .map(.log, let argument) = node, case .map(.cosh, let inner) = argument.node { inner } else { nil }
  }

  /// c, u and r, where the formula is c (exp(u) − 1) + r: expm1 keeps the digits of a small u.
  package var expm1Parts: (coefficient: Rational, argument: Formula, rest: Formula)? {
    guard case .sum(let terms) = node, terms.count > 1,
      let one = terms.firstIndex(where: { $0.formula.isOnes }),
      let power = terms.firstIndex(where: {
        if case .map(.exp, _) = $0.formula.node { $0.coefficient == -terms[one].coefficient } else { false }
      }),
      case .map(.exp, let argument) = terms[power].formula.node
    else { return nil }
    let rest = terms.indices.filter { $0 != one && $0 != power }.map { terms[$0] }
    return (terms[power].coefficient, argument, .sum(rest, shape: shape, flattening: false))
  }
}

extension Contraction {
  /// The factors with quotients of exponentials that meet entry by entry as one, exp(a)/exp(b) = exp(a − b): either may overflow where the
  /// quotient does not. Nil where there are none.
  package var joiningExponentials: [Factor]? {
    var joined: [(labels: [Int], arguments: [Term], places: [Int])] = []
    var rest: [Factor?] = factors.map { $0 }
    for (place, factor) in factors.enumerated() {
      let (base, exponent) = factor.formula.baseAndExponent
      guard exponent.isInteger, case .map(.exp, let argument) = base.node, base.softmaxAxes == nil else { continue }
      if let known = joined.firstIndex(where: { $0.labels == factor.labels }) {
        joined[known].arguments.append(Term(exponent, argument))
        joined[known].places.append(place)
      } else {
        joined.append((factor.labels, [Term(exponent, argument)], [place]))
      }
    }
    let merged = joined.filter { group in
      group.arguments.contains(where: \.isNegative) && !group.arguments.allSatisfy(\.isNegative)
    }
    if merged.isEmpty { return nil }
    for (labels, arguments, places) in merged {
      let total = Formula.sum(arguments, shape: factors[places[0]].formula.shape, flattening: false)
      for place in places { rest[place] = nil }
      rest[places[0]] = .init(.map(.exp, total), labels)
    }
    return rest.compactMap { $0 }
  }
}

extension Term {
  /// Whether the sign in front is a minus.
  fileprivate var isNegative: Bool { (coefficient * formula.coefficientAndRest.coefficient).isNegative }
}
