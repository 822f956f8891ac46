import BigInt
import GradusExpression

/// The factors of a product taken apart: the number, the scalars above and below the line, and the factors with axes.
struct FlatProduct {
  var coefficient: Rational
  var scalars: [(base: Formula, exponent: Formula)] = []
  var factors: [Contraction.Factor] = []
  var sizes: [Size]
  let rank: Int

  /// Beyond this count of factors products stay nested.
  private static let mostFactors = 64

  /// - Parameter isKept: whether a factor has a name and is not taken apart.
  init(_ formula: Formula, coefficient: Rational, isKept: (Formula) -> Bool) {
    self.coefficient = coefficient
    sizes = formula.shape
    rank = formula.rank
    absorb(formula, Array(0..<rank), isKept: { $0 != formula && isKept($0) })
  }

  private mutating func absorb(_ formula: Formula, _ labels: [Int], isKept: (Formula) -> Bool) {
    if isKept(formula) {
      append(formula, labels)
      return
    }
    switch formula.node {
    case .constant(let value): coefficient *= value
    case .sum(let terms) where terms.count == 1:
      coefficient *= terms[0].coefficient
      absorb(terms[0].formula, labels, isKept: isKept)
    // The product in hand comes apart whatever its length: it would be a factor of itself.
    case .contraction(let inner)
    where factors.isEmpty && scalars.isEmpty || factors.count + inner.factors.count <= FlatProduct.mostFactors:
      let fresh = labels + inner.summed.indices.map { sizes.count + $0 - inner.rank }
      sizes += inner.sizes[inner.rank...]
      for factor in inner.factors { absorb(factor.formula, factor.labels.map { fresh[$0] }, isKept: isKept) }
    default:
      append(formula, labels)
    }
  }

  private mutating func append(_ formula: Formula, _ labels: [Int]) {
    if !labels.isEmpty {
      factors.append(.init(formula, labels))
    } else if case .power(let base, let exponent) = formula.node {
      scalars.append((base, exponent))
    } else {
      scalars.append((formula, .one))
    }
  }
}

extension Composer {
  /// A number times a formula.
  func product(_ formula: Formula, coefficient: Rational, isTold: Bool) -> Written {
    if names[formula] != nil || !formula.isProduct || formula.definition != nil {
      return scaled(compose(formula, isTold: isTold), by: coefficient)
    }
    record(formula)
    return recording(formula) { factored(formula, coefficient: coefficient, isTold: isTold) }
  }

  /// A number times a product by its factors, in matrix notation or, where there is none, in index notation.
  func factored(_ formula: Formula, coefficient: Rational, isTold: Bool) -> Written {
    let flat = FlatProduct(formula, coefficient: coefficient) { names[$0] != nil }
    var over: [Written] = []
    var under: [Written] = []
    // The simple before the compound: x₁ exp(x₂) cos(x₁ exp(x₂)).
    let ordered = flat.scalars.enumerated().sorted {
      ($0.element.base.depth, $0.offset) < ($1.element.base.depth, $1.offset)
    }
    for (base, exponent) in joiningRoots(ordered.map(\.element)) {
      if let value = exponent.constantValue, value.isNegative {
        under.append(power(base, .constant(-value)))
      } else {
        over.append(power(base, exponent))
      }
    }
    var body: Written?
    if flat.rank > 0 || !flat.factors.isEmpty {
      var graph = ProductGraph(flat, composer: self, isTold: isTold)
      body = graph.reduced()
      over += graph.scalars
    }
    return joined(flat.coefficient, over, under, body)
  }

  /// √2 √π = √(2 π): the roots of numbers and constants under one sign.
  private func joiningRoots(_ scalars: [(base: Formula, exponent: Formula)]) -> [(base: Formula, exponent: Formula)] {
    var result = scalars
    for half in [Rational(1, 2), Rational(-1, 2)] {
      let roots = result.filter { $0.exponent.constantValue == half && $0.base.isConstant }
      guard roots.count > 1 else { continue }
      result.removeAll { $0.exponent.constantValue == half && $0.base.isConstant }
      result.append((Formula.product(roots.map(\.base)), .constant(half)))
    }
    return result
  }

  func scaled(_ written: Written, by coefficient: Rational) -> Written {
    joined(coefficient, [], [], written)
  }

  /// number · scalars · body / divisors.
  private func joined(_ number: Rational, _ over: [Written], _ under: [Written], _ body: Written?) -> Written {
    let magnitude = number.magnitude
    var top = Rational(magnitude.numerator)
    var bottom = under
    // 1/(2 (a + b)) would be read as 1/(2 a + 2 b).
    if under.isEmpty || (under.count == 1 && under[0].isSum) {
      top = magnitude
    } else if !magnitude.isInteger {
      bottom.insert(.number(Rational(magnitude.denominator)), at: 0)
    }
    let scalars = [.number(top)] + over
    // (½ (a − b))/c: the number belongs to the sum, not to the quotient.
    var body = body
    if let inner = body, scalars.count > 1 || !top.isOne || !bottom.isEmpty, case .product(let factors) = inner.form,
      factors[0].isNumber
    {
      body = Written(.product([inner]), inner.kind)
    }
    let upper: Written
    if body == nil, over.count == 1, case .product(let factors) = over[0].form {
      // A number before xᵀAx needs no brackets.
      upper = Written.product([.number(top)] + factors, [])
    } else if let body {
      upper = scale(body, by: scalars)
    } else {
      upper = Written.product(scalars, [])
    }
    let result = Written.quotient(upper, bottom)
    return number.isNegative ? result.negated : result
  }

  private func scale(_ body: Written, by scalars: [Written]) -> Written {
    if body.kind == .scalar {
      return Written.product(scalars + Written.scalarChain(body, alone: scalars.allSatisfy(\.isNumber)), [])
    }
    if case .entrywiseQuotient(let top, let divisor) = body.form, top == .number(1) {
      return Written(.entrywiseQuotient(Written.product(scalars, []), divisor), body.kind)
    }
    if case .quotient(let top, let bottom) = body.form {
      return Written(.quotient(scale(top, by: scalars), bottom), body.kind)
    }
    return Written.product(scalars, Written.chain(body))
  }

  /// A power, written as a root, a norm or a quotient where it is one.
  func power(_ base: Formula, _ exponent: Formula) -> Written {
    guard let value = exponent.constantValue else {
      let kind = Written.Kind(rank: base.rank)
      if base.isScalar { return Written(.power(compose(base), compose(exponent)), kind) }
      let written = exponent.isScalar ? nil : base.repeatedScalar.map { compose($0) }
      return Written(.entrywisePower(written ?? compose(base), compose(exponent)), kind)
    }
    if value.isOne { return compose(base) }
    let kind = Written.Kind(rank: base.rank)
    if base.isScalar, let x = base.squaredNormArgument, (2 * value).isInteger, !value.isInteger || !x.isName {
      let norm = Written.call(.norm2, [compose(x)], .scalar)
      return value == Rational(1, 2) ? norm : Written(.power(norm, .number(2 * value)), .scalar)
    }
    if value == Rational(1, 2) { return .call(.squareRoot, [compose(base)], kind) }
    let written = compose(base)
    // (‖W‖²)² = ‖W‖⁴.
    if base.isScalar, value.isInteger, case .power(let inner, let own) = written.form,
      case .number(let number) = own.form
    {
      return Written(.power(inner, .number(number * value)), kind)
    }
    return Written(base.isScalar ? .power(written, .number(value)) : .entrywisePower(written, .number(value)), kind)
  }
}

extension Formula {
  /// Whether the formula is a positive number or π or e.
  fileprivate var isConstant: Bool {
    switch node {
    case .constant(let value): !value.isNegative
    case .namedConstant: true
    default: false
    }
  }

  /// Whether the formula is written by its factors.
  fileprivate var isProduct: Bool {
    switch node {
    case .contraction, .power: true
    case .sum(let terms): terms.count == 1
    default: false
    }
  }

  /// Whether the formula is a name by itself.
  var isName: Bool { if case .symbol = node { true } else { false } }

  /// x, where the formula is the sum of all x².
  var squaredNormArgument: Formula? {
    guard case .contraction(let inner) = node, inner.rank == 0, !inner.factors.isEmpty else { return nil }
    var roots: [Contraction.Factor] = []
    for factor in inner.factors {
      guard case .power(let base, let exponent) = factor.formula.node, exponent.constantValue == 2 else { return nil }
      roots.append(.init(base, factor.labels))
    }
    let x = Formula.contraction(roots, output: Array(inner.summed))
    return squaredNorm(x) == self ? x : nil
  }
}

extension Written {
  var isNumber: Bool { if case .number = form { true } else { false } }
  var isSum: Bool { if case .sum = form { true } else { false } }

  /// The factors of a scalar that is a product of vectors, where it stands alone or behind a number; otherwise itself.
  static func scalarChain(_ written: Written, alone: Bool) -> [Written] {
    if alone, case .product(let factors) = written.form { return factors }
    return [written]
  }
}
