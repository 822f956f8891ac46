import GradusExpression
import GradusRewriting

/// Laws of matrices: transposes, inverses, orthogonal factors.
enum MatrixLaws {
  static let all: [RewriteRule] = [
    symmetricFactors, symmetricTranspose, inverseCancels, inverseOfProduct, orthogonalCancels, inverseOfOrthogonal,
    transposedSum, innerSum, repeatedScalar, determinantOfPower, unitMatrixInBlocks,
  ]

  /// Aᵀ = A for a symmetric A, within products.
  static let symmetricFactors = RewriteRule("symmetric matrix", "A symmetric matrix equals its transpose.") { formula in
    let oriented = formula.orientedSymmetricFactors
    return oriented.formula == formula ? nil : Rewrite(oriented.formula, facts: oriented.facts)
  }

  /// Aᵀ = A for a symmetric A that stands alone.
  static let symmetricTranspose = RewriteRule("symmetric matrix", "A symmetric matrix equals its transpose.") {
    formula in
    guard case .contraction(let contraction) = formula.node, contraction.isTranspose,
      let facts = contraction.factors[0].formula.symmetryFacts
    else { return nil }
    return Rewrite(contraction.factors[0].formula, facts: facts)
  }

  /// A⁻¹ A = A A⁻¹ = I.
  static let inverseCancels = RewriteRule("inverse", "A matrix times its inverse is the unit matrix.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (i, left) in contraction.factors.enumerated() {
      guard case .inverse(let matrix) = left.formula.node else { continue }
      for (j, right) in contraction.factors.enumerated() where j != i && right.formula == matrix {
        if let result = cancel(contraction, i, j, crossed: true) { return Rewrite(result) }
        if let facts = matrix.symmetryFacts, let result = cancel(contraction, i, j, crossed: false) {
          return Rewrite(result, facts: facts)
        }
      }
    }
    return nil
  }

  /// B (A X B)⁻¹ A = X⁻¹: the inverse of a product of square matrices is taken apart where that cancels something.
  static let inverseOfProduct = RewriteRule(
    "inverse of a product", "The inverse of a product is the product of the inverses in reverse order."
  ) { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() {
      guard case .inverse(let matrix) = factor.formula.node, let chain = matrix.squareChain else { continue }
      let next = contraction.sizes.count
      var new: [Contraction.Factor] = []
      var left = factor.labels[0]
      for (step, part) in chain.reversed().enumerated() {
        let right = step == chain.count - 1 ? factor.labels[1] : next + step
        new.append(.init(.inverse(part), [left, right]))
        left = right
      }
      var candidate = contraction.replacing([place], by: new)
      while let rewrite = inverseCancels(candidate), rewrite.facts.isEmpty { candidate = rewrite.formula }
      if candidate.length < formula.length { return Rewrite(candidate) }
    }
    return nil
  }

  /// det(Aᵏ) = (det A)ᵏ, log |det Aᵏ| = k log |det A|.
  static let determinantOfPower = RewriteRule(
    "determinant of a product", "The determinant of a product is the product of the determinants."
  ) { formula in
    switch formula.node {
    case .determinant(let matrix):
      guard let chain = matrix.squareChain, Set(chain).count == 1 else { return nil }
      return Rewrite(.power(.determinant(chain[0]), .constant(Rational(chain.count))))
    case .logDeterminant(let matrix):
      guard let chain = matrix.squareChain, Set(chain).count == 1 else { return nil }
      return Rewrite(Formula.logDeterminant(chain[0]).scaled(by: Rational(chain.count)))
    default: return nil
    }
  }

  /// The unit matrix of size m n, cut into blocks, is the product of the unit matrices of sizes m and n.
  static let unitMatrixInBlocks = RewriteRule(
    "unit matrix in blocks", "A unit matrix of blocks is a unit matrix of unit matrices."
  ) {
    formula in
    guard case .reshape(let argument) = formula.node else { return nil }
    var pairs: [(first: Int, second: Int)] = []
    switch argument.node {
    case .delta: pairs = [(0, 1)]
    case .contraction(let contraction):
      guard contraction.summed.isEmpty else { return nil }
      for factor in contraction.factors {
        guard case .delta = factor.formula.node else { return nil }
        pairs.append((factor.labels[0], factor.labels[1]))
      }
    default: return nil
    }
    // The axes of the result that each axis of the argument is cut into.
    var parts: [[Int]] = []
    var next = 0
    for size in argument.shape {
      var (axes, product) = ([Int](), Size.number(1))
      while product != size {
        guard next < formula.rank else { return nil }
        product = product * formula.shape[next]
        axes.append(next)
        next += 1
      }
      parts.append(axes)
    }
    guard next == formula.rank else { return nil }
    var factors: [Contraction.Factor] = []
    for (first, second) in pairs {
      guard parts[first].map({ formula.shape[$0] }) == parts[second].map({ formula.shape[$0] }) else { return nil }
      for (a, b) in zip(parts[first], parts[second]) { factors.append(.init(.identity(formula.shape[a]), [a, b])) }
    }
    return Rewrite(
      .contraction(
        factors, output: Array(0..<formula.rank),
        sizes: Dictionary(uniqueKeysWithValues: zip(0..<formula.rank, formula.shape)), flattening: true))
  }

  /// QᵀQ = QQᵀ = I for an orthogonal Q.
  static let orthogonalCancels = RewriteRule(
    "orthogonal matrix", "The transpose of an orthogonal matrix is its inverse."
  ) {
    formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (i, left) in contraction.factors.enumerated() {
      guard case .symbol(let symbol) = left.formula.node, symbol.facts.contains(.orthogonal) else { continue }
      for (j, right) in contraction.factors.enumerated() where j > i && right.formula == left.formula {
        if let result = cancel(contraction, i, j, crossed: false) {
          return Rewrite(result, facts: [UsedFact(symbol.name, .orthogonal)])
        }
      }
    }
    return nil
  }

  static let inverseOfOrthogonal = RewriteRule(
    "orthogonal matrix", "The inverse of an orthogonal matrix is its transpose."
  ) {
    formula in
    guard case .inverse(let matrix) = formula.node, case .symbol(let symbol) = matrix.node,
      symbol.facts.contains(.orthogonal)
    else { return nil }
    return Rewrite(matrix.transposed, facts: [UsedFact(symbol.name, .orthogonal)])
  }

  /// (A + B)ᵀ = Aᵀ + Bᵀ where the transpose stands alone and the terms' transposes are no longer.
  static let transposedSum = RewriteRule("transpose of a sum", "A sum is transposed term by term.") { formula in
    guard case .contraction(let contraction) = formula.node, contraction.isTranspose,
      case .sum(let terms) = contraction.factors[0].formula.node
    else { return nil }
    let order = contraction.factors[0].labels.indices.map { axis in contraction.factors[0].labels.firstIndex(of: axis)!
    }
    return Rewrite(.sum(terms.map { Term($0.coefficient, $0.formula.permuted(order)) }, shape: formula.shape))
  }

  /// Σᵢ (xᵢ − yᵢ) = Σᵢ xᵢ − Σᵢ yᵢ and tr(A − x yᵀ) = tr A − yᵀx: what is summed in one factor alone is summed term by term,
  /// where that is shorter, or no longer and a trace becomes a product of vectors.
  static let innerSum = RewriteRule("linearity of the sum", "A sum of terms is summed term by term.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() {
      guard case .sum(let terms) = factor.formula.node, terms.count > 1 else { continue }
      let inner = Set(factor.labels.filter { contraction.isSummedOnly($0, in: [place]) })
      if inner.isEmpty { continue }
      let outer = factor.labels.filter { !inner.contains($0) }
      guard Set(outer).count == outer.count else { continue }
      let sizes = contraction.sizeByLabel.filter { factor.labels.contains($0.key) }
      let summed = terms.map { term in
        Term(
          term.coefficient,
          .contraction([.init(term.formula, factor.labels)], output: outer, sizes: sizes, flattening: true))
      }
      let sum = Formula.sum(summed, shape: outer.map { contraction.sizes[$0] })
      let candidate = contraction.replacing([place], by: [.init(sum, outer)], dropping: inner)
      let opensTrace =
        Set(factor.labels).count < factor.labels.count
        && terms.contains {
          if case .contraction(let product) = $0.formula.node { product.components.count > 1 } else { false }
        }
      if candidate.length < formula.length || (opensTrace && candidate.length == formula.length) {
        return Rewrite(candidate)
      }
    }
    return nil
  }

  /// tr(A) tr(A) = tr(A)²: of a number that is itself a product or a trace, as many as there are become a power.
  static let repeatedScalar = RewriteRule("power", "Equal factors are a power.") { formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    var seen: [Formula: [Int]] = [:]
    for component in contraction.components {
      let factors = component.map { contraction.factors[$0] }
      guard factors.contains(where: { !$0.labels.isEmpty }),
        factors.allSatisfy({ $0.labels.allSatisfy { $0 >= contraction.rank } })
      else { continue }
      let number = Formula.contraction(factors, output: [], flattening: true)
      let power = contraction.factors.indices.first { place in
        contraction.factors[place].labels.isEmpty && contraction.factors[place].formula.baseAndExponent.base == number
      }
      guard let others = seen[number] ?? power.map({ [$0] }) else {
        seen[number] = component
        continue
      }
      let exponent = seen[number] == nil ? contraction.factors[others[0]].formula.baseAndExponent.exponent : 1
      let dropped = Set((component + others).flatMap { contraction.factors[$0].labels })
      return Rewrite(
        contraction.replacing(
          Set(component + others), by: [.init(.power(number, .constant(exponent + 1)), [])], dropping: dropped))
    }
    return nil
  }

  /// Two factors joined by one summed label become the unit matrix between their other labels. `crossed`: the second axis
  /// of one meets the first of the other, as in A⁻¹ A; otherwise equal axes meet, as in QᵀQ.
  static func cancel(_ contraction: Contraction, _ i: Int, _ j: Int, crossed: Bool) -> Formula? {
    let (a, b) = (contraction.factors[i].labels, contraction.factors[j].labels)
    for axis in 0..<2 {
      let other = crossed ? 1 - axis : axis
      guard a[axis] == b[other], a[0] != a[1], b[0] != b[1], contraction.isSummedOnly(a[axis], in: [i, j]) else {
        continue
      }
      let size = contraction.sizes[a[axis]]
      return contraction.replacing(
        [i, j], by: [.init(.identity(size), [a[1 - axis], b[1 - other]])], dropping: [a[axis]])
    }
    return nil
  }
}

extension Formula {
  /// The factors in their order, where the formula is a product of several square matrices of one size.
  var squareChain: [Formula]? {
    guard case .contraction(let contraction) = node, contraction.rank == 2, contraction.factors.count > 1 else {
      return nil
    }
    var rest = contraction.factors
    var (chain, label) = ([Formula](), 0)
    while !rest.isEmpty {
      guard let place = rest.firstIndex(where: { $0.labels.contains(label) }), rest[place].labels.count == 2,
        rest[place].formula.shape == shape, rest[place].labels[0] != rest[place].labels[1],
        rest.count(where: { $0.labels.contains(label) }) == 1
      else { return nil }
      let factor = rest.remove(at: place)
      let along = factor.labels[0] == label
      chain.append(along ? factor.formula : factor.formula.transposed)
      label = factor.labels[along ? 1 : 0]
    }
    return label == 1 ? chain : nil
  }
}
