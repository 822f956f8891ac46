import GradusExpression
import GradusRewriting

/// Laws of sums over indices whose factors stand open in a product.
enum OpenSumLaws {
  static let all: [RewriteRule] = [cancelProduct, sameForEveryEntry, quadraticForm, multiplyOut]

  /// (a b) (a b)⁻ᵏ = (a b)¹⁻ᵏ, also where the product a b is a sum over indices whose factors stand open.
  static let cancelProduct = RewriteRule("cancel", "What stands above and below the line cancels.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() {
      let (base, exponent) = factor.formula.baseAndExponent
      guard exponent.isNegative, case .contraction(let product) = base.node, !product.summed.isEmpty,
        let taken = contraction.occurrence(of: product, at: factor.labels, besides: place)
      else { continue }
      let power = Contraction.Factor(.power(base, .constant(exponent + 1)), factor.labels)
      let inside = Set(taken.flatMap { contraction.factors[$0].labels }).subtracting(factor.labels)
      return Rewrite(contraction.replacing(Set(taken + [place]), by: [power], dropping: inside))
    }
    return nil
  }

  /// a 𝟏 + b 𝟏 = (a + b) 𝟏: a sum that is the same for every entry is one number.
  static let sameForEveryEntry = RewriteRule("the same for every entry", "Every entry is the same number.") { formula in
    guard case .sum(let terms) = formula.node, terms.count > 1, formula.rank > 0 else { return nil }
    var scalars: [Term] = []
    for term in terms {
      guard case .contraction(let product) = term.formula.node, product.factors.allSatisfy(\.labels.isEmpty) else {
        return nil
      }
      scalars.append(Term(term.coefficient, .product(product.factors.map(\.formula))))
    }
    return Rewrite(
      .contraction(
        [.init(.sum(scalars, shape: []), [])], output: Array(0..<formula.rank),
        sizes: Dictionary(uniqueKeysWithValues: zip(0..<formula.rank, formula.shape)), flattening: true))
  }

  /// (Aᵀ diag(s) − Aᵀ s sᵀ) A = Aᵀ (diag(s) − s sᵀ) A: a matrix that stands before every term and behind the sum.
  static let quadraticForm = RewriteRule("quadratic form", "The matrix on both sides is taken out.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() where factor.labels.count == 2 {
      guard case .sum(let terms) = factor.formula.node, terms.count > 1 else { continue }
      for outer in contraction.factors where outer.labels.count == 2 && outer.formula != factor.formula {
        // S(i, l) A(l, j), where each term of S is Σₖ A(k, i) R(k, l): the axis of l in A is that of k.
        guard let inside = factor.labels.firstIndex(where: outer.labels.contains), factor.labels[0] != factor.labels[1],
          let axis = outer.labels.firstIndex(of: factor.labels[inside]), outer.labels[0] != outer.labels[1]
        else { continue }
        var middle: [Term] = []
        for term in terms {
          guard let rest = term.formula.dividing(by: outer.formula, free: 1 - inside, axis: axis) else { break }
          middle.append(Term(term.coefficient, rest))
        }
        if middle.count < terms.count { continue }
        let size = outer.formula.shape[axis]
        let next = contraction.sizes.count
        var labels = [0, 0]
        (labels[axis], labels[1 - axis]) = (next, factor.labels[1 - inside])
        let candidate = contraction.replacing(
          [place],
          by: [
            .init(outer.formula, labels), .init(.sum(middle, shape: [size, size]), [next, factor.labels[inside]]),
          ])
        if candidate.length <= formula.length { return Rewrite(candidate) }
      }
    }
    return nil
  }
}

extension OpenSumLaws {
  /// Σᵢ (aᵢ + bᵢ) cᵢ multiplied out, where the sums of the products are shorter once they are simplified themselves:
  /// tr(B (t A⁻¹ − A⁻¹ B A⁻¹)) with t = tr(A⁻¹ B) is tr(A⁻¹ B)² − tr(A⁻¹ B A⁻¹ B).
  static let multiplyOut = RewriteRule("multiply out", "Multiplied out, the sums come out shorter.") { formula in
    guard case .contraction(let contraction) = formula.node, formula.length <= mostLength else { return nil }
    // Without this law, so that it does not call itself.
    let laws = Rewriter(
      EntryLaws.all + DeterminantLaws.all + MatrixLaws.all + FractionLaws.all + [cancelProduct, sameForEveryEntry]
        + [CommonFactorLaws.commonCoefficient, CommonFactorLaws.commonFactor])
    for (place, factor) in contraction.factors.enumerated() where !factor.labels.isEmpty {
      guard case .sum(let terms) = factor.formula.node, (2...6).contains(terms.count),
        contraction.rank == 0 || factor.labels.contains(where: { contraction.isSummedOnly($0, in: [place]) })
      else { continue }
      let products = terms.map { term in
        Term(term.coefficient, contraction.replacing([place], by: [.init(term.formula, factor.labels)]))
      }
      let candidate = laws.rewrite(.sum(products, shape: formula.shape)).result
      if candidate.length < formula.length { return Rewrite(candidate) }
    }
    return nil
  }

  /// A longer product is not tried, so that the time stays in hand.
  private static let mostLength = 200
}

extension Formula {
  /// R with the axes k and l, where the formula is Σₖ A(k, i) R(k, l), i its axis `free` and the other axis l, and k the
  /// given axis of A; nil where it is not.
  fileprivate func dividing(by matrix: Formula, free: Int, axis: Int) -> Formula? {
    let product: Contraction
    if case .contraction(let own) = node {
      product = own
    } else {
      product = Contraction(factors: [.init(self, [0, 1])], sizes: shape, rank: 2)
    }
    guard
      let place = product.factors.firstIndex(where: { factor in
        factor.formula == matrix && factor.labels[1 - axis] == free && factor.labels[axis] != free
      }), !product.factors.indices.contains(where: { $0 != place && product.factors[$0].labels.contains(free) })
    else { return nil }
    var rest = product.factors
    var first = rest.remove(at: place).labels[axis]
    if first == 1 - free {
      first = product.sizes.count
      rest.append(.init(.identity(product.sizes[1 - free]), [first, 1 - free]))
    } else if first < product.rank {
      return nil
    }
    // The rest of Aᵀ alone is the unit matrix, and a vector's is its diagonal matrix.
    return .contraction(
      rest, output: [first, 1 - free], sizes: product.sizeByLabel.filter { $0.key == first || $0.key == 1 - free },
      flattening: true)
  }
}

extension Contraction {
  /// The places of factors that make up the product with its axes on the labels, its summed labels being theirs alone;
  /// nil where there are none.
  fileprivate func occurrence(of product: Contraction, at labels: [Int], besides excluded: Int) -> [Int]? {
    func search(_ next: Int, _ names: [Int: Int], _ taken: [Int]) -> [Int]? {
      guard next < product.factors.count else {
        let inside = product.summed.map { names[$0]! }
        return inside.allSatisfy { isSummedOnly($0, in: Set(taken)) } ? taken : nil
      }
      let wanted = product.factors[next]
      for place in factors.indices where place != excluded && !taken.contains(place) {
        guard factors[place].formula == wanted.formula else { continue }
        var extended = names
        let fits = zip(wanted.labels, factors[place].labels).allSatisfy { mine, theirs in
          if let known = extended[mine] { return known == theirs }
          if extended.values.contains(theirs) { return false }
          extended[mine] = theirs
          return true
        }
        if fits, let found = search(next + 1, extended, taken + [place]) { return found }
      }
      return nil
    }
    guard product.factors.count <= 8, labels.count == product.rank else { return nil }
    return search(0, Dictionary(uniqueKeysWithValues: zip(0..<product.rank, labels)), [])
  }
}
