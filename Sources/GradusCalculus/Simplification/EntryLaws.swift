import BigInt
import GradusExpression
import GradusRewriting

/// Laws of entries: powers of ±1 and of 0/1, signs, absolute values, steps, sums that are known to be one.
enum EntryLaws {
  static let all: [RewriteRule] = [
    powersOfSigns, powersOfBits, rowsSumToOne, softmaxSumsToOne, signOfKnown, stepTimesRelu, absoluteSquare,
    signTimesAbsolute, othersOfNonzero, pythagoras,
  ]

  /// yᵏ is 1 for an even k and y for an odd k where y = ±1.
  static let powersOfSigns = RewriteRule("entries are ±1", "The square of ±1 is 1.") { formula in
    guard case .power(let base, let exponent) = formula.node, let k = exponent.constantValue, k.isInteger,
      case .symbol(let symbol) = base.node, symbol.facts.contains(.plusMinusOne)
    else { return nil }
    return Rewrite(
      k.numerator % 2 == 0 ? .ones(base.shape) : base, facts: [UsedFact(symbol.name, .plusMinusOne)])
  }

  /// yᵏ = y for k > 0 where y is 0 or 1.
  static let powersOfBits = RewriteRule("entries are 0 or 1", "Every power of 0 or 1 is itself.") { formula in
    guard case .power(let base, let exponent) = formula.node, let k = exponent.constantValue, k > 0 else { return nil }
    switch base.node {
    case .symbol(let symbol) where symbol.facts.contains(.zeroOne):
      return Rewrite(base, facts: [UsedFact(symbol.name, symbol.statedFact(implying: .zeroOne))])
    case .map(.step, _), .map(.stepFromZero, _), .alongAxes(.hardmax, _, _):
      return Rewrite(base)
    default:
      return nil
    }
  }

  /// Σⱼ Yᵢⱼ = 1 where the rows of Y sum to one, and Σᵢ pᵢ = 1.
  static let rowsSumToOne = RewriteRule("sums to one", "The entries sum to one.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() {
      guard case .symbol(let symbol) = factor.formula.node, let last = factor.labels.last else { continue }
      if symbol.facts.contains(.rowsSumToOne), contraction.isSummedOnly(last, in: [place]),
        factor.labels.count(where: { $0 == last }) == 1
      {
        // The sum over a row is one, whichever row it is; a row index that nothing else carries is counted.
        return Rewrite(
          contraction.replacing([place], by: [], dropping: [last]),
          facts: [UsedFact(symbol.name, symbol.statedFact(implying: .rowsSumToOne))])
      }
      if symbol.facts.contains(.sumsToOne), Set(factor.labels).count == factor.labels.count,
        factor.labels.allSatisfy({ contraction.isSummedOnly($0, in: [place]) })
      {
        return Rewrite(
          contraction.replacing([place], by: [], dropping: Set(factor.labels)),
          facts: [UsedFact(symbol.name, .sumsToOne)])
      }
    }
    return nil
  }

  /// Σ softmax(x) = 1 and Σ hardmax(x) = 1.
  static let softmaxSumsToOne = RewriteRule("softmax sums to one", "The entries of softmax and of hardmax sum to one.")
  {
    formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() {
      guard let axes = factor.formula.softmaxAxes ?? factor.formula.hardmaxAxes else { continue }
      let labels = Set(axes.map { factor.labels[$0] })
      guard labels.count == axes.count, labels.allSatisfy({ contraction.isSummedOnly($0, in: [place]) }),
        factor.labels.count(where: labels.contains) == labels.count
      else { continue }
      return Rewrite(contraction.replacing([place], by: [], dropping: labels))
    }
    return nil
  }

  /// |x| = x, relu(x) = x and sign(x) = 1 where the sign of x is known.
  static let signOfKnown = RewriteRule("known sign", "The sign of the argument is known.") { formula in
    guard case .map(let function, let argument) = formula.node else { return nil }
    switch function {
    case .abs, .relu:
      return argument.facts { $0.sign($1).isNonnegative }.map { Rewrite(argument, facts: $0) }
    case .sign, .step, .stepFromZero:
      return argument.facts { $0.sign($1).isPositive }.map { Rewrite(.ones(argument.shape), facts: $0) }
    default:
      return nil
    }
  }

  /// relu(x) · step(x) = relu(x).
  static let stepTimesRelu = RewriteRule("relu and its step", "Where the step is 0, relu is 0 already.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() {
      guard case .map(let function, let argument) = factor.formula.node, function == .step || function == .stepFromZero
      else { continue }
      let present = contraction.factors.contains { other in
        guard other.labels == factor.labels else { return false }
        switch other.formula.node {
        case .map(.relu, let inner): return inner == argument
        case .power(let base, let exponent):
          guard case .map(.relu, let inner) = base.node, let k = exponent.constantValue else { return false }
          return inner == argument && k > 0
        default: return false
        }
      }
      if present { return Rewrite(contraction.replacing([place], by: [])) }
    }
    return nil
  }

  /// Π xⱼ over j ≠ i is Π x / xᵢ where no entry is 0.
  static let othersOfNonzero = RewriteRule("product of the others", "No entry is 0: the product is divided by it.") {
    formula in
    guard case .alongAxes(.productOfOthers, let argument, let axes) = formula.node,
      let facts = argument.facts(proving: { !$0.sign($1).contains(.zero) })
    else { return nil }
    let kept = argument.shape.indices.filter { !axes.contains($0) }
    let product = Formula.reduction(.product, argument, axes: axes).broadcast(to: argument.shape, axes: kept)
    return Rewrite(product ./ argument, facts: facts)
  }

  /// |x|ᵏ = xᵏ for an even k.
  static let absoluteSquare = RewriteRule("even power of an absolute value", "An even power loses the sign.") {
    formula in
    guard case .power(let base, let exponent) = formula.node, let k = exponent.constantValue, k.isInteger,
      k.numerator % 2 == 0, case .map(.abs, let argument) = base.node
    else { return nil }
    return Rewrite(.power(argument, exponent))
  }

  /// sign(x) · |x| = x, and sign(x)/|x|ᵏ = 1/xᵏ for an odd k.
  static let signTimesAbsolute = RewriteRule(
    "sign and absolute value", "The sign times the absolute value is the number."
  ) {
    formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (i, factor) in contraction.factors.enumerated() {
      guard case .map(.sign, let argument) = factor.formula.node else { continue }
      for (j, other) in contraction.factors.enumerated() where j != i && other.labels == factor.labels {
        let (base, exponent) = other.formula.baseAndExponent
        guard case .map(.abs, let inner) = base.node, inner == argument else { continue }
        let powers: [Formula]
        if exponent >= 1 {
          powers = [argument, .power(base, .constant(exponent - 1))]
        } else if exponent.isInteger, exponent.isNegative, exponent.numerator % 2 != 0 {
          powers = [.power(argument, .constant(exponent))]
        } else {
          continue
        }
        return Rewrite(contraction.replacing([i, j], by: powers.map { .init($0, factor.labels) }))
      }
    }
    return nil
  }

  /// sin² x + cos² x = 1 and cosh² x − sinh² x = 1, with one coefficient throughout.
  static let pythagoras = RewriteRule("sin² + cos² = 1", "The squares of sine and cosine sum to one.") { formula in
    guard case .sum(let terms) = formula.node else { return nil }
    for (i, left) in terms.enumerated() {
      guard let (first, x) = square(left.formula), first == .sin || first == .cosh else { continue }
      for (j, right) in terms.enumerated() where j != i {
        guard let (second, y) = square(right.formula), x == y else { continue }
        let matches =
          (first == .sin && second == .cos && left.coefficient == right.coefficient)
          || (first == .cosh && second == .sinh && left.coefficient == -right.coefficient)
        guard matches else { continue }
        var rest = terms.indices.filter { $0 != i && $0 != j }.map { terms[$0] }
        rest.append(Term(left.coefficient, .ones(x.shape)))
        return Rewrite(.sum(rest, shape: formula.shape))
      }
    }
    return nil
  }

  private static func square(_ formula: Formula) -> (ElementaryFunction, Formula)? {
    guard case .power(let base, let exponent) = formula.node, exponent.constantValue == 2,
      case .map(let function, let argument) = base.node
    else { return nil }
    return (function, argument)
  }
}

extension Formula {
  /// The axes along which the formula selects one entry; nil where it is no such selection.
  fileprivate var hardmaxAxes: [Int]? { if case .alongAxes(.hardmax, _, let axes) = node { axes } else { nil } }
}
