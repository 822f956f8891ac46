import GradusCalculus
import GradusExpression

/// Roots of what is no polynomial: by its factors, by an elementary function that holds the unknown, by squaring.
extension RootFinder {
  /// A product vanishes where one of its factors does and the others have a value.
  mutating func rootsOfProduct(_ formula: Formula) -> [Root]? {
    guard case .contraction(let contraction) = formula.coefficientAndRest.rest.node,
      contraction.factors.allSatisfy({ $0.labels.isEmpty || !$0.formula.contains(unknown) })
    else { return nil }
    let factors = contraction.factors.map(\.formula).filter { $0.contains(unknown) }
    guard factors.count > 1 else { return nil }
    let open = factors.filter { facts.sign($0).contains(.zero) && !Self.isQuotient($0) }
    if open.count < factors.count {
      note(
        "cancel", .product(open, flattening: false), .zero,
        "The other factors are never zero: divide by them.")
    } else {
      note("a product", formula, .zero, "A product is 0 where one of its factors is.")
    }
    var all: [Root] = []
    for factor in open {
      guard let found = roots(of: factor) else { return nil }
      all += found.filter { root in !all.contains { $0.value == root.value } }
    }
    if all.isEmpty { reason = "no factor is ever 0" }
    return inDomain(all, of: formula, others: factors)
  }

  /// Whether a factor is a negative power, which never vanishes.
  private static func isQuotient(_ formula: Formula) -> Bool {
    if case .power(_, let exponent) = formula.node { exponent.constantValue?.isNegative == true } else { false }
  }

  /// The roots at which all factors have a value; nil where that is not known.
  private func inDomain(_ roots: [Root], of formula: Formula, others factors: [Formula]) -> [Root]? {
    if factors.allSatisfy({ SymbolicQuotient($0, in: unknown)?.denominator.isEmpty == true }) { return roots }
    var kept: [Root] = []
    for root in roots {
      if let number = root.number, let value = value(of: formula, at: number) {
        if value.isFinite { kept.append(root) }
      } else if factors.allSatisfy({ !Self.hasHoles($0) }) {
        kept.append(root)
      } else {
        return nil
      }
    }
    return kept
  }

  /// The roots at which a function has a value: where all arguments of its logarithms and roots are positive, with the conditions for
  /// that.
  func inDomain(_ roots: [Root], of function: Formula) -> [Root] {
    let arguments = function.nodesBottomUp.compactMap { node -> Formula? in
      guard node.isScalar, node.contains(unknown) else { return nil }
      switch node.node {
      case .map(.log, let argument): return argument
      case .power(let base, let exponent): return exponent.constantValue?.isInteger == false ? base : nil
      default: return nil
      }
    }.filter { !facts.sign($0).isPositive }
    return roots.compactMap { root in
      var needed = root.conditions
      for argument in arguments {
        let value = argument.substituting([unknown: root.value]).simplified()
        let signs = certainSign(value) ?? .unknown
        if signs.isDisjoint(with: .positive) { return nil }
        if !signs.isPositive { needed.append(.positive(value)) }
      }
      return root.with(conditions: needed)
    }
  }

  /// Whether there are numbers at which the formula has no value.
  private static func hasHoles(_ formula: Formula) -> Bool {
    formula.nodesBottomUp.contains { node in
      switch node.node {
      case .map(let function, _): function.definition.smoothness.hasHoles
      case .power(_, let exponent): exponent.constantValue.map { $0.isNegative || !$0.isInteger } ?? true
      default: false
      }
    }
  }

  /// A power vanishes where its base does.
  mutating func rootsOfPower(_ formula: Formula) -> [Root]? {
    guard case .power(let base, let exponent) = formula.coefficientAndRest.rest.node,
      let power = exponent.constantValue?.integerValue, power > 1
    else { return nil }
    note("a power vanishes", base, .zero, "A power is 0 where its base is.")
    return roots(of: base)?.map {
      $0.with(multiplicity: power * $0.multiplicity)
    }
  }

  /// Σ kᵢ log aᵢ + c = 0 with whole kᵢ: Π aᵢ^kᵢ = exp(−c), as far as every aᵢ is positive.
  mutating func rootsThroughLogarithms(_ formula: Formula) -> [Root]? {
    var arguments: [(argument: Formula, power: Rational)] = []
    var rest: [Term] = []
    for term in formula.terms {
      if case .map(.log, let argument) = term.formula.node, argument.contains(unknown) {
        arguments.append((argument, term.coefficient))
      } else if term.formula.contains(unknown) {
        return nil
      } else {
        rest.append(term)
      }
    }
    guard arguments.count > 1, arguments.allSatisfy(\.power.isInteger) else { return nil }
    let product = Formula.product(arguments.map { .power($0.argument, .constant($0.power)) })
    let value = Formula.map(.exp, Formula.sum(rest, shape: []).scaled(by: -1))
    note(
      "exponentiate", product, value,
      "A sum of logarithms is the logarithm of the product: apply the exponential function to both sides.")
    guard let found = roots(of: product - value) else { return nil }
    var kept: [Root] = []
    for root in found {
      var needed = root.conditions
      var isOutside = false
      for (argument, _) in arguments {
        let value = argument.substituting([unknown: root.value])
        switch certainSign(value) {
        case .positive?: continue
        case .zero?, .negative?: isOutside = true
        case .some, nil: needed.append(.positive(value.simplified()))
        }
      }
      if !isOutside {
        kept.append(root.with(conditions: needed))
      }
    }
    if kept.isEmpty { reason = "what solves it makes an argument of a logarithm negative or zero" }
    return kept
  }

  /// Where the unknown stands inside one function u = g(x) only: for u first, and then g(x) = u.
  mutating func rootsThroughFunction(_ formula: Formula) -> [Root]? {
    guard let (part, replaced, name) = innerFunction(of: formula) else { return nil }
    var inner = RootFinder(name, facts: facts)
    guard let values = inner.roots(of: replaced), !inner.isEverywhere else { return nil }
    if values.count == 1, AffineForm(replaced, in: name, facts: facts) != nil {
      note("isolate", part, values[0].value, "Solve for the part that holds the unknown.")
      for condition in inner.conditions { require(condition) }
    } else {
      note("substitute", replaced, .zero, "The unknown only stands inside one function: put a letter for it.")
      take(inner, besides: replaced)
    }
    var all: [Root] = []
    for value in values {
      guard let preimages = preimages(of: value.value, under: part) else { return nil }
      for (argument, result, condition) in preimages {
        note("undo the function", argument, result, "Apply the inverse function to both sides.")
        guard let found = argument == unknown ? [Root(result)] : roots(of: argument - result) else { return nil }
        all += found.map {
          $0.with(
            isExact: $0.isExact && value.isExact, multiplicity: value.multiplicity,
            conditions: value.conditions + $0.conditions + (condition.map { [$0] } ?? []))
        }
      }
    }
    return all
  }

  /// The one function that holds the unknown, the formula with a name in its place, and the name. Exponentials of multiples of one
  /// argument are powers of one of them, and roots of the unknown are powers of one root.
  private func innerFunction(of formula: Formula) -> (part: Formula, replaced: Formula, name: Formula)? {
    let name = Self.freeName(in: formula)
    let parts = formula.nodesBottomUp.filter { $0.isScalar && $0.contains(unknown) && Self.isTranscendental($0) }
    guard let first = parts.first else { return nil }
    if case .map(.exp, let argument) = first.node {
      let base = argument.coefficientAndRest.rest
      var exponents: [(part: Formula, exponent: Rational)] = []
      for part in parts {
        guard case .map(.exp, let other) = part.node, other.coefficientAndRest.rest == base else { break }
        exponents.append((part, other.coefficientAndRest.coefficient))
      }
      if exponents.count == parts.count, let unit = Self.commonUnit(exponents.map(\.exponent)) {
        let replaced = formula.substituting(
          Dictionary(
            uniqueKeysWithValues: exponents.map { ($0.part, Formula.power(name, .constant($0.exponent / unit))) }))
        return replaced.contains(unknown) ? nil : (.map(.exp, base.scaled(by: unit)), replaced, name)
      }
    }
    if let unit = Self.commonUnit(parts.compactMap { $0.exponent(of: unknown) }),
      parts.allSatisfy({ $0.exponent(of: unknown) != nil })
    {
      let root = unit.denominator
      var replacements = [unknown: Formula.power(name, .constant(Rational(root)))]
      for part in parts { replacements[part] = .power(name, .constant(part.exponent(of: unknown)! * Rational(root))) }
      return (.power(unknown, .constant(1 / Rational(root))), formula.substituting(replacements), name)
    }
    // The outermost that leaves no unknown behind.
    for part in parts.reversed() {
      let replaced = formula.substituting([part: name])
      if !replaced.contains(unknown) { return (part, replaced, name) }
    }
    return nil
  }

  static func freeName(in formula: Formula) -> Formula {
    let taken = Set(formula.symbols.map(\.name))
    return .symbol(["u", "v", "s", "t", "r"].first { !taken.contains($0) } ?? "substitute")
  }

  private static func isTranscendental(_ formula: Formula) -> Bool {
    switch formula.node {
    case .map: true
    case .power(_, let exponent): exponent.constantValue?.isInteger != true
    default: false
    }
  }

  /// The greatest number of which all are whole multiples.
  private static func commonUnit(_ numbers: [Rational]) -> Rational? {
    guard let first = numbers.first, !numbers.contains(where: \.isZero) else { return nil }
    return numbers.dropFirst().reduce(first.magnitude) { unit, other in
      var (a, b) = (unit, other.magnitude)
      while !b.isZero { (a, b) = (b, a - b * Rational((a / b).numerator / (a / b).denominator)) }
      return a
    }
  }

  /// From g(argument) = value: every argument, its value and what must hold; none where g does not take the value, nil where the
  /// arguments are not known to be all.
  private mutating func preimages(
    of value: Formula, under part: Formula
  ) -> [(argument: Formula, result: Formula, condition: Condition?)]? {
    switch part.node {
    case .map(let function, let argument):
      switch function.definition.inverse(of: value) {
      case nil: return nil
      case .pair(let result, let rest, let reason):
        let sign = certainSign(rest)
        if sign == .negative {
          self.reason = reason
          return []
        }
        if sign == .zero { return [(argument, .zero, nil)] }
        let condition: Condition? = sign == nil ? .nonnegative(rest) : nil
        return [(argument, result.scaled(by: -1), condition), (argument, result, condition)]
      case .single(let result, nil): return [(argument, result, nil)]
      case .single(let result, let needed?):
        guard let sign = certainSign(needed) else { return [(argument, result, .positive(needed))] }
        if sign == .positive { return [(argument, result, nil)] }
        reason = "\(function.rawValue) does not take this value"
        return sign == .zero || sign == .negative ? [] : nil
      }
    case .power(let base, let exponent):
      guard let power = exponent.constantValue else {
        // aˣ = v
        guard !base.contains(unknown), facts.sign(base).isPositive else { return nil }
        let result = Formula.map(.log, value) / Formula.map(.log, base)
        // 1 to any power is 1.
        if certainSign(.map(.log, base)) == nil { require(.nonzero(.map(.log, base))) }
        guard let sign = certainSign(value) else { return [(exponent, result, .positive(value))] }
        if sign == .positive { return [(exponent, result, nil)] }
        reason = "a power of a positive number is positive"
        return sign == .zero || sign == .negative ? [] : nil
      }
      let result = Formula.power(value, .constant(1 / power))
      guard let sign = certainSign(value) else { return [(base, result, .nonnegative(value))] }
      if sign == .zero { return power > 0 ? [(base, .zero, nil)] : [] }
      if sign.isNonnegative { return [(base, result, nil)] }
      reason = "a root is never negative"
      return []
    default: return nil
    }
  }

  /// The formula with (√r)² = r wherever that stands, as it does where the equation has a meaning.
  private static func squaring(_ radicand: Formula, in formula: Formula) -> Formula? {
    let name = freeName(in: formula)
    var replacements: [Formula: Formula] = [:]
    for node in formula.nodesBottomUp {
      guard case .power(radicand, let exponent) = node.node, let power = exponent.constantValue, power.denominator == 2
      else { continue }
      replacements[node] = .power(name, .constant(2 * power))
    }
    guard let form = SymbolicQuotient(formula.substituting(replacements), in: name), form.denominator.isEmpty else {
      return nil
    }
    let terms = form.numerator.coefficients.enumerated().map { power, coefficient in
      Formula.product([coefficient, .power(radicand, .constant(Rational(power) / 2))])
    }
    return FactReasoner().normalised(terms.reduce(.zero, +)).simplified()
  }

  /// What stands under the roots that hold the unknown.
  private static func radicands(_ formula: Formula, _ unknown: Formula) -> Set<Formula> {
    Set(
      formula.nodesBottomUp.compactMap { node in
        guard node.contains(unknown), case .power(let base, let exponent) = node.node,
          exponent.constantValue?.isInteger == false
        else { return nil }
        return base
      })
  }

  /// p + q √r = 0: p² = q² r, and of its roots those that satisfy the equation itself, which numbers tell.
  mutating func rootsThroughRadical(_ formula: Formula) -> [Root]? {
    let name = Self.freeName(in: formula)
    var radicands: Set<Formula> = []
    var replacements: [Formula: Formula] = [:]
    for node in formula.nodesBottomUp where node.isScalar && node.contains(unknown) {
      guard case .power(let base, let exponent) = node.node, let power = exponent.constantValue, power.denominator == 2
      else { continue }
      radicands.insert(base)
      replacements[node] = .power(name, .constant(2 * power))
    }
    // Of several roots one is isolated; squaring has to leave fewer.
    guard let radicand = radicands.max(by: { $0.nodesBottomUp.count < $1.nodesBottomUp.count }) else { return nil }
    if radicands.count > 1 {
      replacements = replacements.filter { if case .power(radicand, _) = $0.key.node { true } else { false } }
    }
    guard let form = SymbolicQuotient(formula.substituting(replacements), in: name), form.numerator.degree == 1
    else { return nil }
    let (p, q) = (form.numerator.coefficients[0], form.numerator.coefficients[1])
    var squared = facts.normalised(
      Formula.power(p, .constant(2)) - .product([Formula.power(q, .constant(2)), radicand])
    ).simplified()
    for other in radicands where other != radicand { squared = Self.squaring(other, in: squared) ?? squared }
    if radicands.count > 1 { guard Self.radicands(squared, unknown).count < radicands.count else { return nil } }
    note(
      "square", Formula.power(p, .constant(2)), .product([Formula.power(q, .constant(2)), radicand]),
      "Isolate the root and square both sides; what solves this need not solve the equation, and is tried.")
    guard let found = roots(of: squared) else { return nil }
    var kept: [Root] = []
    for root in found {
      guard let number = root.number, let value = value(of: formula, at: number) else { return nil }
      if abs(value) < 1e-9 { kept.append(root) }
    }
    if kept.isEmpty { reason = "what solves the squared equation does not solve the equation itself" }
    return kept
  }
}

extension Formula {
  /// p, where the formula is xᵖ with a broken exponent.
  fileprivate func exponent(of unknown: Formula) -> Rational? {
    guard case .power(unknown, let exponent) = node else { return nil }
    return exponent.constantValue
  }
}
