import GradusExpression

/// Index notation: a quantity by its entry at named indices.
extension Writer {
  /// Names for the axes of a result: i, j, k, l, and on.
  var axisLetters: [String] { letters("ijklmnoab") }
  /// Names for summed indices.
  private var summedLetters: [String] { letters("pqrstuvwxyzcdefgh") }

  private func letters(_ base: String) -> [String] {
    // Under a sum over r, x_r is read as one of all x.
    let below = Set(
      taken.compactMap { name in name.lastIndex(of: "_").map { name[name.index(after: $0)...] } }.joined())
    let single = base.filter { !below.contains($0) }.map(String.init).filter { !taken.contains($0) }
    let numbered = (1...64).map { "\(base.first!)\($0)" }.filter { !taken.contains($0) }
    return single + numbered
  }

  func entry(_ written: Written, _ indices: [String], depth: Int) -> Piece {
    if indices.isEmpty, !written.isIndexForm { return piece(written, depth: depth) }
    func at(_ part: Written) -> Piece {
      part.kind.rank == 0 ? piece(part, depth: depth) : entry(part, indices, depth: depth)
    }
    switch written.form {
    case .sum(let terms): return sum(terms) { at($0) }
    case .product(let factors)
    where factors.last?.kind == written.kind && factors.dropLast().allSatisfy { $0.kind == .scalar }:
      // A product behind numbers goes on without brackets.
      return times(factors.map(at), last: .product)
    case .entrywiseProduct(let factors): return times(factors.map(at))
    case .quotient(let top, let bottom), .entrywiseQuotient(let top, let bottom): return quotient(at(top), at(bottom))
    case .entrywisePower(let base, let exponent): return power(at(base), at(exponent), dialect.power)
    case .call(let name, let arguments) where name.isEntrywise:
      return dialect.call(name, arguments.map(at), kind: .scalar)
    case .ones(let sizes, _): return dialect.entry(constant: .ones, indices, sizes: sizes)
    case .zeros(let sizes): return dialect.entry(constant: .zeros, indices, sizes: sizes)
    case .unitMatrix(let size, _): return dialect.entry(constant: .unitMatrix, indices, sizes: [size, size])
    case .indexed(let product): return entry(product, indices, depth: depth)
    case .reduced(let reduction, let inner, let axes):
      let fresh = Array(summedLetters.dropFirst(depth).prefix(axes.count))
      var all = indices
      for (axis, letter) in zip(axes, fresh) { all.insert(letter, at: axis) }
      return dialect.reduction(reduction.rawValue, over: fresh, entry(inner, all, depth: depth + fresh.count))
    default: return dialect.entry(tight(piece(written, depth: depth), .postfix), indices)
    }
  }

  private func entry(_ product: Written.IndexedProduct, _ indices: [String], depth: Int) -> Piece {
    let summed = Array(summedLetters.dropFirst(depth).prefix(product.sizes.count - product.rank))
    let letters = indices + summed
    let inner = depth + summed.count
    let told = Set(product.factors.filter { !$0.written.isConstant }.flatMap(\.labels))
    var parts: [Piece] = []
    for factor in product.factors {
      let names = factor.labels.map { letters[$0] }
      if case .unitMatrix(let size, _) = factor.written.form {
        let needsSizes = !factor.labels.contains(where: told.contains)
        parts.append(dialect.entry(constant: .unitMatrix, names, sizes: needsSizes ? [size, size] : nil))
      } else {
        parts.append(entry(factor.written, names, depth: inner))
      }
    }
    let carried = Set(product.factors.flatMap(\.labels))
    let idle = (0..<product.rank).filter { !carried.contains($0) }
    if !idle.isEmpty {
      parts.append(dialect.entry(constant: .ones, idle.map { letters[$0] }, sizes: idle.map { product.sizes[$0] }))
    }
    let all = times(parts)
    return summed.isEmpty ? all : dialect.reduction("sum", over: summed, all)
  }

  private func times(_ pieces: [Piece], last: Binding = .power) -> Piece {
    guard let first = pieces.first else { return dialect.number(1) }
    if pieces.count == 1 { return first }
    let rest = pieces.indices.dropFirst().map { tight(pieces[$0], $0 == pieces.count - 1 ? last : .power) }
    return rest.reduce(tight(first, .power), dialect.product)
  }
}

extension Written {
  fileprivate var isIndexForm: Bool {
    switch form {
    case .indexed, .reduced: true
    default: false
    }
  }

  fileprivate var isConstant: Bool {
    switch form {
    case .unitMatrix, .ones, .zeros: true
    default: false
    }
  }
}

extension Written.Name {
  /// Whether the function takes entries to entries.
  var isEntrywise: Bool {
    switch self {
    case .elementary, .squareRoot, .extremum: true
    case .sum, .reduction, .alongAxes, .softmax, .logSoftmax, .norm1, .norm2, .normInfinity, .norm, .trace, .adjugate,
      .determinant, .logDeterminant, .diagonal, .kronecker, .vectorized, .matrixFunction, .spectral:
      false
    }
  }
}
