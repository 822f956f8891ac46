import GradusExpression
import GradusRewriting

/// Laws of determinants and adjugates.
enum DeterminantLaws {
  static let all: [RewriteRule] = [
    determinantOfEntries, cofactorsOfEntries, adjugateCancels, adjugateOverDeterminant, adjugateBesideInverse,
    determinantTimesInverse, adjugateOfInvertible,
  ]

  /// A larger matrix keeps its determinant: expanded, it has n! terms.
  private static let mostRows = 4

  /// det [a b; c d] = a d − b c: of a matrix that is given entry by entry, by the cofactors of its first row.
  static let determinantOfEntries = RewriteRule(
    "expansion by cofactors", "The determinant is expanded along the first row."
  ) {
    formula in
    guard case .determinant(let matrix) = formula.node, let entries = entries(of: matrix) else { return nil }
    return Rewrite(determinant(entries))
  }

  /// adj [a b; c d] = [d −b; −c a]
  static let cofactorsOfEntries = RewriteRule("cofactors", "The entries of the adjugate are the cofactors.") {
    formula in
    guard case .adjugate(let matrix) = formula.node, let entries = entries(of: matrix) else { return nil }
    let n = entries.count
    var terms: [Term] = []
    for row in 0..<n {
      for column in 0..<n {
        let unit = Formula.outer(.basis(row, .number(n)), .basis(column, .number(n)))
        terms.append(Term((row + column).isMultiple(of: 2) ? 1 : -1, minor(entries, column, row) * unit))
      }
    }
    return Rewrite(.sum(terms, shape: matrix.shape))
  }

  /// A adj A = adj(A) A = det A · I.
  static let adjugateCancels = RewriteRule(
    "adjugate", "A matrix times its adjugate is the determinant times the unit matrix."
  ) {
    formula in
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (i, left) in contraction.factors.enumerated() {
      guard case .adjugate(let matrix) = left.formula.node else { continue }
      for (j, right) in contraction.factors.enumerated() where j != i && right.formula == matrix {
        if let result = MatrixLaws.cancel(contraction, i, j, crossed: true) {
          return Rewrite(.product([.determinant(matrix), result]))
        }
      }
    }
    return nil
  }

  /// det(A)ᵖ adj A = det(A)ᵖ⁺¹ A⁻¹ for p < 0: what is divided by is not 0.
  static let adjugateOverDeterminant = RewriteRule(
    "adjugate over determinant", "The adjugate over the determinant is the inverse."
  ) { formula in
    exchange(formula) { contraction, place, matrix in
      guard case .adjugate = contraction.factors[place].formula.node, let (other, p) = power(contraction, matrix), p < 0
      else { return nil }
      return ([other], .inverse(matrix), p + 1)
    }
  }

  /// det(A)ᵖ A⁻¹ = det(A)ᵖ⁻¹ adj A for p ≥ 1, of a product with one inverse: the right side is defined for singular matrices too.
  static let determinantTimesInverse = RewriteRule(
    "adjugate", "The determinant times the inverse is the adjugate."
  ) { formula in
    exchange(formula) { contraction, place, matrix in
      guard case .inverse = contraction.factors[place].formula.node, let (other, p) = power(contraction, matrix),
        p >= 1,
        contraction.factors.count(where: { $0.formula == .inverse(matrix) }) == 1
      else { return nil }
      return ([other], .adjugate(matrix), p - 1)
    }
  }

  /// adj(A) beside A⁻¹ is det A · A⁻¹: the inverse is there, so the determinant is not 0.
  static let adjugateBesideInverse = RewriteRule(
    "adjugate over determinant", "The adjugate is the determinant times the inverse."
  ) { formula in
    exchange(formula) { contraction, place, matrix in
      guard case .adjugate = contraction.factors[place].formula.node,
        contraction.factors.contains(where: { $0.formula == .inverse(matrix) })
      else { return nil }
      return ([], .inverse(matrix), 1)
    }
  }

  /// adj A = det A · A⁻¹ of a matrix that is known to be orthogonal, where the inverse is short.
  static let adjugateOfInvertible = RewriteRule(
    "adjugate", "The adjugate is the determinant times the inverse."
  ) { formula in
    guard case .adjugate(let matrix) = formula.node, case .symbol(let symbol) = matrix.node,
      symbol.facts.contains(.orthogonal)
    else { return nil }
    return Rewrite(
      .product([.determinant(matrix), .inverse(matrix)]), facts: [UsedFact(symbol.name, .orthogonal)])
  }

  // MARK: Parts

  /// Puts another factor in the place of one, and det(A)ᵖ in the place of others.
  private static func exchange(
    _ formula: Formula,
    _ change: (Contraction, Int, Formula) -> (others: Set<Int>, factor: Formula, exponent: Rational)?
  ) -> Rewrite? {
    guard case .contraction(let contraction) = formula.node else { return nil }
    for (place, factor) in contraction.factors.enumerated() {
      let matrix: Formula
      switch factor.formula.node {
      case .adjugate(let inner), .inverse(let inner): matrix = inner
      default: continue
      }
      guard let (others, new, exponent) = change(contraction, place, matrix) else { continue }
      return Rewrite(
        contraction.replacing(
          others.union([place]),
          by: [.init(new, factor.labels), .init(.power(.determinant(matrix), .constant(exponent)), [])]))
    }
    return nil
  }

  /// The factor det(A)ᵖ of a product and its exponent.
  private static func power(_ contraction: Contraction, _ matrix: Formula) -> (place: Int, exponent: Rational)? {
    let determinant = Formula.determinant(matrix)
    for (place, factor) in contraction.factors.enumerated() {
      let (base, exponent) = factor.formula.baseAndExponent
      if base == determinant { return (place, exponent) }
    }
    return nil
  }

  /// The entries of a small matrix that is a table of numbers and formulas.
  private static func entries(of matrix: Formula) -> [[Formula]]? {
    guard case .number(let n) = matrix.shape[0], n <= mostRows else { return nil }
    var entries = Array(repeating: Array(repeating: Formula.zero, count: n), count: n)
    for term in matrix.terms {
      switch term.formula.node {
      case .literal(let literal):
        for (place, value) in literal.values.enumerated() {
          entries[place / n][place % n] = entries[place / n][place % n] + .constant(term.coefficient * value)
        }
      case .delta:
        for i in 0..<n { entries[i][i] = entries[i][i] + .constant(term.coefficient) }
      default:
        guard let (entry, places) = term.formula.singleEntry else { return nil }
        entries[places[0]][places[1]] = entries[places[0]][places[1]] + entry.scaled(by: term.coefficient)
      }
    }
    return entries
  }

  private static func determinant(_ entries: [[Formula]]) -> Formula {
    if entries.isEmpty { return .one }
    let terms = entries[0].indices.filter { !entries[0][$0].isZero }.map { column in
      Term(column.isMultiple(of: 2) ? 1 : -1, Formula.product([entries[0][column], minor(entries, 0, column)]))
    }
    return .sum(terms, shape: [])
  }

  private static func minor(_ entries: [[Formula]], _ row: Int, _ column: Int) -> Formula {
    determinant(
      entries.enumerated().filter { $0.offset != row }.map { line in
        line.element.enumerated().filter { $0.offset != column }.map(\.element)
      })
  }
}
