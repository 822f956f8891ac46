package import GradusExpression

/// Between what numbers the entries of a formula lie; nil where there is no bound. An open end is one that no entry reaches.
package struct Bounds {
  package var low: Rational?
  package var high: Rational?
  var isOpenBelow = false
  var isOpenAbove = false

  static func between(_ low: Rational, _ high: Rational, open: Bool = false) -> Bounds {
    Bounds(low: low, high: high, isOpenBelow: open, isOpenAbove: open)
  }

  static func signs(_ signs: SignSet) -> Bounds {
    Bounds(
      low: signs.isNonnegative ? 0 : nil, high: signs.isNonpositive ? 0 : nil, isOpenBelow: signs.isPositive,
      isOpenAbove: signs == .negative)
  }

  func scaled(by factor: Rational) -> Bounds {
    if factor.isZero { return .between(0, 0) }
    let ends = (low.map { $0 * factor }, high.map { $0 * factor })
    return factor.isNegative
      ? Bounds(low: ends.1, high: ends.0, isOpenBelow: isOpenAbove, isOpenAbove: isOpenBelow)
      : Bounds(low: ends.0, high: ends.1, isOpenBelow: isOpenBelow, isOpenAbove: isOpenAbove)
  }

  func plus(_ other: Bounds) -> Bounds {
    Bounds(
      low: low.flatMap { a in other.low.map { a + $0 } }, high: high.flatMap { a in other.high.map { a + $0 } },
      isOpenBelow: isOpenBelow || other.isOpenBelow, isOpenAbove: isOpenAbove || other.isOpenAbove)
  }

  /// The signs that are left.
  var signs: SignSet {
    var result = SignSet.unknown
    if let low, !low.isNegative { result.remove(.negative) }
    if let low, low > 0 || low.isZero && isOpenBelow { result.remove(.zero) }
    if let high, high <= 0 { result.remove(.positive) }
    if let high, high.isNegative || high.isZero && isOpenAbove { result.remove(.zero) }
    return result
  }

  fileprivate func lies(from low: Rational, to high: Rational) -> Bool {
    self.low.map { $0 >= low } == true && self.high.map { $0 <= high } == true
  }
}

extension FactReasoner {
  /// The bounds of the entries, by those of the functions in it.
  package func bounds(_ formula: Formula) -> Bounds {
    switch formula.node {
    case .constant(let value): return .between(value, value)
    case .symbol(let symbol):
      if has(symbol, .zeroOne) { return .between(0, 1) }
      if has(symbol, .plusMinusOne) { return .between(-1, 1) }
      let isPart = has(symbol, .nonnegative) && (has(symbol, .sumsToOne) || has(symbol, .rowsSumToOne))
      var bounds = isPart ? .between(0, 1) : Bounds.signs(sign(formula))
      if has(symbol, .atMostOne) {
        bounds.high = 1
        bounds.isOpenAbove = has(symbol, .belowOne)
      }
      return bounds
    case .sum(let terms):
      return terms.reduce(.between(0, 0)) { $0.plus(bounds($1.formula).scaled(by: $1.coefficient)) }
    case .map(let function, let argument):
      if function == .exp, logSoftmaxAxes(argument) != nil { return .between(0, 1) }
      guard let range = function.definition.range else { return .signs(sign(formula)) }
      return .between(range.low, range.high, open: range.isOpen)
    case .power(let base, let exponent):
      let inner = bounds(base)
      guard let power = exponent.constantValue, power > 0, power.isInteger, inner.lies(from: -1, to: 1) else {
        return .signs(sign(formula))
      }
      let isOpen = inner.isOpenBelow && inner.isOpenAbove
      let low: Rational = power.isEvenInteger || inner.lies(from: 0, to: 1) ? 0 : -1
      return Bounds(low: low, high: 1, isOpenBelow: isOpen && low != 0, isOpenAbove: isOpen)
    case .contraction(let contraction):
      if contraction.isOnes { return .between(1, 1) }
      let parts = contraction.factors.map { bounds($0.formula) }
      guard contraction.isEntrywise, parts.allSatisfy({ $0.lies(from: -1, to: 1) }) else {
        return .signs(sign(formula))
      }
      let isOpen = parts.contains { $0.isOpenAbove && $0.isOpenBelow }
      // u (1 − u) is at most ¼.
      if parts.count == 2, contraction.factors.map(\.formula).reduce(Formula.zero([]), { $0 + $1 }) == 1,
        parts.allSatisfy({ $0.lies(from: 0, to: 1) })
      {
        return Bounds(low: 0, high: Rational(1, 4), isOpenBelow: isOpen, isOpenAbove: false)
      }
      return Bounds(
        low: parts.allSatisfy { $0.lies(from: 0, to: 1) } ? 0 : -1, high: 1, isOpenBelow: false, isOpenAbove: isOpen)
    case .alongAxes(.hardmax, _, _): return .between(0, 1)
    case .namedConstant, .size, .literal, .delta, .basis, .band, .extremum, .reduction, .alongAxes, .inverse, .adjugate,
      .determinant, .logDeterminant, .matrixFunction, .spectral, .reshape:
      return .signs(sign(formula))
    }
  }
}
