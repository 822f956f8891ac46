import BigInt

extension Formula {
  /// Every entry of the base to the power of the exponent, a scalar or of the base's shape, in canonical form.
  ///
  /// Powers of powers, products and numbers are multiplied out where that holds on the whole domain of the written form:
  /// (x y)² = x² y², (xᵃ)ᵏ = xᵃᵏ for an integer k.
  public static func power(_ base: Formula, _ exponent: Formula) -> Formula {
    precondition(
      exponent.isScalar || exponent.shape == base.shape,
      "an exponent \(describe(shape: exponent.shape)) over a base \(describe(shape: base.shape))")
    guard let value = exponent.constantValue else {
      if base.isOnes { return base }
      if case .namedConstant(.e) = base.node { return .map(.exp, exponent) }
      return Formula(.power(base, exponent), shape: base.shape)
    }
    if value.isZero { return ones(base.shape) }
    if value.isOne || base.isOnes { return base }
    if case .namedConstant(.e) = base.node { return .map(.exp, exponent) }
    return power(base, rational: value) ?? Formula(.power(base, exponent), shape: base.shape)
  }

  private static func power(_ base: Formula, rational exponent: Rational) -> Formula? {
    switch base.node {
    case .constant(let value):
      return exactPower(value, exponent).map(Formula.constant)
    case .literal(let literal):
      guard let whole = exponent.integerValue, whole > 0 || !literal.values.contains(where: \.isZero),
        whole.magnitude < 64
      else { return nil }
      return .literal(shape: literal.shape, literal.values.map { $0.power(whole) })
    case .sum(let terms):
      if terms.isEmpty { return exponent.isNegative ? nil : base }
      guard terms.count == 1, let scale = exactPower(terms[0].coefficient, exponent),
        exponent.isInteger || !terms[0].coefficient.isNegative
      else { return nil }
      return power(terms[0].formula, .constant(exponent)).scaled(by: scale)
    case .power(let inner, let innerExponent):
      guard exponent.isInteger, let innerValue = innerExponent.constantValue else { return nil }
      return power(inner, .constant(innerValue * exponent))
    case .map(.exp, let argument):
      // 1/exp(u)ᵏ = exp(−u)ᵏ.
      guard exponent.isNegative else { return nil }
      return power(.map(.exp, argument.scaled(by: -1)), .constant(-exponent))
    case .contraction(let contraction):
      if exponent.isInteger, !contraction.isEntrywise, let (scalars, rest) = contraction.splitScalars {
        // (s X w)ᵏ = sᵏ (X w)ᵏ for a scalar s.
        return .contraction(
          scalars.map { .init(power($0, .constant(exponent)), []) }
            + [.init(power(rest, .constant(exponent)), Array(0..<contraction.rank))],
          output: Array(0..<contraction.rank), flattening: true)
      }
      guard exponent.isInteger, contraction.isEntrywise,
        !contraction.factors.contains(where: { $0.formula.isDelta || $0.formula.isBasis || $0.formula.isBand })
      else { return nil }
      return .contraction(
        contraction.factors.map { .init(power($0.formula, .constant(exponent)), $0.labels) },
        output: Array(0..<contraction.rank),
        sizes: Dictionary(uniqueKeysWithValues: zip(0..<contraction.rank, contraction.sizes)),
        flattening: true)
    case .delta, .basis, .band:
      return exponent.isNegative ? nil : base
    case .symbol, .namedConstant, .size, .map, .extremum, .reduction, .alongAxes, .inverse, .adjugate, .determinant,
      .logDeterminant, .matrixFunction, .spectral, .reshape:
      return nil
    }
  }

  var isDelta: Bool { if case .delta = node { true } else { false } }
  var isBand: Bool { if case .band = node { true } else { false } }
  var isBasis: Bool { if case .basis = node { true } else { false } }

  /// The longest power that is multiplied out: some 39,000 digits.
  private static let mostPowerBits = 1 << 17

  /// vᵖ where it is rational and of a sane length.
  static func exactPower(_ value: Rational, _ exponent: Rational) -> Rational? {
    if exponent.isZero { return 1 }
    if value.isZero { return exponent.isNegative ? nil : 0 }
    if value.isOne { return value }
    let bits = max(value.numerator.magnitude.bitWidth, value.denominator.magnitude.bitWidth)
    let most = min(mostPowerBits, Budget.current.limits.bits)
    if let whole = exponent.integerValue {
      return whole.magnitude <= UInt(most / bits) ? value.power(whole) : nil
    }
    guard let root = Int(exactly: exponent.denominator), root == 2, let top = Int(exactly: exponent.numerator),
      !value.isNegative, top.magnitude <= UInt(most / bits)
    else { return nil }
    let (p, q) = (value.numerator.squareRoot(), value.denominator.squareRoot())
    guard p * p == value.numerator, q * q == value.denominator else { return nil }
    return Rational(p, q).power(top)
  }

  /// The base and the rational exponent of a power; anything else to the power 1.
  package var baseAndExponent: (base: Formula, exponent: Rational) {
    if case .power(let base, let exponent) = node, let value = exponent.constantValue { return (base, value) }
    return (self, 1)
  }

  /// u, where the formula is exp(u)ᵏ for a whole k ≥ 1.
  var exponentialArgument: Formula? {
    let (base, exponent) = baseAndExponent
    guard exponent.isInteger, !exponent.isNegative, case .map(.exp, let argument) = base.node else { return nil }
    return argument
  }

  /// The power with its exponent less by one.
  var withoutOneFactor: Formula {
    let (base, exponent) = baseAndExponent
    return .power(base, .constant(exponent - 1))
  }

  /// What one factor exp(a) and one of the other factor are together, laid out on the labels of the left one.
  static func mergeExponentials(_ a: Formula, _ left: Contraction.Factor, _ right: Contraction.Factor) -> Formula? {
    guard Set(left.labels).count == left.labels.count, right.labels.allSatisfy(left.labels.contains) else { return nil }
    let (base, exponent) = right.formula.baseAndExponent
    guard exponent.isInteger, !exponent.isNegative, case .map(.exp, let b) = base.node else { return nil }
    let places = right.labels.map { left.labels.firstIndex(of: $0)! }
    let repeated = places == Array(a.shape.indices) ? b : b.broadcast(to: a.shape, axes: places)
    let total = sum([Term(1, a), Term(1, repeated)], shape: a.shape)
    if total.isZero { return ones(a.shape) }
    if case .reduction(.logSumExp, let u, _) = b.scaled(by: -1).node, u == a { return .map(.exp, total) }
    return nil
  }
}
