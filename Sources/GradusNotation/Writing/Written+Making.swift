import GradusExpression

extension Written {
  static func number(_ value: Rational) -> Written { Written(.number(value), .scalar) }
  static func name(_ name: String, rank: Int) -> Written { Written(.name(name), Kind(rank: rank)) }
  static func call(_ name: Name, _ arguments: [Written], _ kind: Kind) -> Written {
    Written(.call(name, arguments), kind)
  }

  /// −x; of a number the number.
  var negated: Written {
    switch form {
    case .number(let value): .number(-value)
    case .sum(let terms): Written(.sum(terms.map { Summand(isNegative: !$0.isNegative, written: $0.written) }), kind)
    default: Written(.sum([Summand(isNegative: true, written: self)]), kind)
    }
  }

  /// The transpose, written the shortest way: of a product the product of the transposes the other way round, where that
  /// has no more of them.
  var transposed: Written {
    let turned: Kind = kind == .column ? .row : kind == .row ? .column : kind
    switch (form, kind) {
    case (_, .scalar), (.unitMatrix, _), (.call(.diagonal, _), .matrix): return self
    case (.transpose(let inner), _): return inner
    case (.ones(let sizes, let isTold), .matrix): return Written(.ones(sizes.reversed(), isTold: isTold), .matrix)
    case (.product(let factors), _):
      // A number belongs to the sum behind it, and stays with it.
      if factors[0].kind == .scalar { return Written(.transpose(self), turned) }
      return .product([], factors.reversed().map(\.transposed))
    case (.entrywiseProduct(let factors), .matrix):
      let turnedFactors = factors.map(\.transposed)
      return Written.transposeCost(turnedFactors) <= Written.transposeCost(factors)
        ? Written(.entrywiseProduct(turnedFactors), .matrix) : Written(.transpose(self), .matrix)
    default: return Written(.transpose(self), turned)
    }
  }

  /// A column that is a row transposed, as the row: standing alone, both are the same vector.
  var asRow: Written {
    switch form {
    case .transpose(let inner) where inner.kind == .row: return inner
    case .quotient(let top, let bottom):
      let row = top.asRow
      return Written(.quotient(row, bottom), row.kind)
    case .product(let factors):
      guard let last = factors.last, last.asRow != last, factors.dropLast().allSatisfy({ $0.kind == .scalar }) else {
        return self
      }
      return Written(.product(factors.dropLast() + [last.asRow]), .row)
    case .sum(let terms) where terms.count == 1:
      let row = terms[0].written.asRow
      return Written(.sum([Summand(isNegative: terms[0].isNegative, written: row)]), row.kind)
    default: return self
    }
  }

  /// What transposes in a chain cost: each the same, and a little more over something compound.
  static func transposeCost(_ chain: [Written]) -> Int {
    chain.reduce(0) { total, link in
      guard case .transpose(let inner) = link.form else { return total }
      return total + (inner.isName ? 10 : 11)
    }
  }

  /// Scalars times a chain of matrix products.
  static func product(_ scalars: [Written], _ chain: [Written]) -> Written {
    let flat = scalars.filter { $0 != .number(1) } + chain
    if flat.isEmpty { return .number(1) }
    if flat.count == 1 { return flat[0] }
    return Written(.product(flat), kind(ofChain: chain))
  }

  private static func kind(ofChain chain: [Written]) -> Kind {
    guard let first = chain.first, let last = chain.last else { return .scalar }
    switch (first.kind, last.kind) {
    case (.row, .column): return chain.count == 1 ? .column : .scalar
    case (.column, .row): return .matrix
    case (.row, _): return .row
    case (_, .column): return .column
    case (let kind, _): return kind
    }
  }

  static func quotient(_ top: Written, _ bottom: [Written]) -> Written {
    bottom.isEmpty ? top : Written(.quotient(top, product(bottom, [])), top.kind)
  }

  /// The product, entry by entry, of columns or of matrices, over that of the divisors.
  static func entrywise(_ factors: [Written], over divisors: [Written], scalars: [Written] = [], kind: Kind) -> Written
  {
    func joined(_ parts: [Written]) -> Written { parts.count == 1 ? parts[0] : Written(.entrywiseProduct(parts), kind) }
    if divisors.isEmpty {
      if factors.count == 1 { return product(scalars, chain(factors[0])) }
      return product(scalars, [joined(factors)])
    }
    if factors.isEmpty { return Written(.entrywiseQuotient(product(scalars, []), joined(divisors)), kind) }
    let quotient = Written(.entrywiseQuotient(joined(factors), joined(divisors)), kind)
    return product(scalars, [quotient])
  }

  /// The links of a chain: of a product without scalars its factors.
  static func chain(_ written: Written) -> [Written] {
    if case .product(let factors) = written.form, written.kind != .scalar, factors[0].kind != .scalar { return factors }
    return [written]
  }

  /// Neighbours in a chain of matrix products that are powers of one matrix, as one power: X X² = X³, X⁻ᵀ X⁻ᵀ = X⁻²ᵀ.
  static func collectingPowers(_ chain: [Written]) -> [Written] {
    var result: [(links: [Written], power: MatrixPower)] = []
    for link in chain {
      let power = MatrixPower(link)
      if let last = result.last, link.kind == .matrix, let joined = last.power.times(power) {
        result[result.count - 1] = (last.links + [link], joined)
      } else {
        result.append(([link], power))
      }
    }
    return result.map { links, power in links.count == 1 ? links[0] : power.written }
  }

  /// A matrix as a whole power of another, perhaps transposed.
  private struct MatrixPower {
    var base: Written
    var isTransposed = false
    var exponent = 1

    init(_ written: Written) {
      base = written
      while true {
        switch base.form {
        case .transpose(let inner) where inner.kind == .matrix:
          base = inner
          isTransposed.toggle()
        case .inverse(let inner):
          base = inner
          exponent = -exponent
        case .power(let inner, let power) where inner.kind == .matrix:
          guard case .number(let value) = power.form, let count = value.integerValue else { return }
          base = inner
          exponent *= count
        default: return
        }
      }
    }

    /// The product of two powers of one matrix with exponents of one sign.
    func times(_ other: MatrixPower) -> MatrixPower? {
      guard base == other.base, isTransposed == other.isTransposed, (exponent < 0) == (other.exponent < 0) else {
        return nil
      }
      var product = self
      product.exponent += other.exponent
      return product
    }

    var written: Written {
      let power = Written(.power(base, .number(Rational(exponent))), .matrix)
      return isTransposed ? Written(.transpose(power), .matrix) : power
    }
  }
}
