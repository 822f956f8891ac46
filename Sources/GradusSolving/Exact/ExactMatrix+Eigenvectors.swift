import BigInt
public import GradusExpression

extension AlgebraicNumber {
  /// The number as a formula: exactly where it is rational or a root of a quadratic, to double precision otherwise; nil where it
  /// is not real.
  package var realFormula: Formula? {
    switch self {
    case .rational: formula
    case .surd(let surd): surd.isReal ? formula : nil
    case .numeric(_, let imaginary): imaginary == 0 ? formula : nil
    }
  }
}

extension ExactMatrix {
  /// The vectors v with A v = λ v for one real eigenvalue: exactly where it is rational or the matrix is 2 by 2, and otherwise
  /// one vector of length 1 in double precision.
  public func eigenvectors(of eigenvalue: Eigenvalue) -> [[Formula]] {
    if !eigenvalue.eigenvectors.isEmpty { return eigenvalue.eigenvectors.map { $0.map(Formula.constant) } }
    guard let lambda = eigenvalue.value.realFormula else { return [] }
    if rowCount == 2 {
      // (A − λ I) v = 0 has the solution (b, λ − a), or (λ − d, c) where b is 0.
      return self[0, 1].isZero
        ? [[lambda - .constant(self[1, 1]), .constant(self[1, 0])]]
        : [[.constant(self[0, 1]), lambda - .constant(self[0, 0])]]
    }
    return nullVector(shift: eigenvalue.value.value.real).map {
      [$0.compactMap { Rational("\($0)").map(Formula.constant) }]
    } ?? []
  }

  /// A vector of length 1 that A − λ I takes to nearly zero, by elimination with the largest pivots.
  private func nullVector(shift: Double) -> [Double]? {
    var rows = self.rows.enumerated().map { i, row in
      row.enumerated().map { j, value in value.doubleValue - (i == j ? shift : 0) }
    }
    let count = rowCount
    guard count > 1 else { return nil }
    for column in 0..<count - 1 {
      let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) }!
      guard abs(rows[pivot][column]) > 1e-12 else { return nil }
      rows.swapAt(column, pivot)
      for row in column + 1..<count {
        let factor = rows[row][column] / rows[column][column]
        for place in column..<count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    var vector = Array(repeating: 0.0, count: count)
    vector[count - 1] = 1
    for row in (0..<count - 1).reversed() {
      let rest = (row + 1..<count).reduce(0.0) { $0 + rows[row][$1] * vector[$1] }
      vector[row] = -rest / rows[row][row]
    }
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return vector.map { $0 / length }
  }

  /// The positive multiple of a vector with the smallest whole numbers.
  private static func withoutFractions(_ vector: [Rational]) -> [Rational] {
    let common = vector.reduce(Rational.one) { factor, value in
      let denominator = Rational((factor * value).denominator)
      return factor * denominator
    }
    let whole = vector.map { $0 * common }
    let divisor = whole.reduce(BigInt(0)) { $0.greatestCommonDivisor(with: $1.numerator) }
    return divisor.isZero ? whole : whole.map { $0 / Rational(BigInt(divisor.magnitude)) }
  }

  /// Orthogonal vectors that span what the columns span, by Gram and Schmidt: uₖ = aₖ − Σ (uᵢᵀaₖ / uᵢᵀuᵢ) uᵢ. Nil where the columns
  /// are not independent.
  package func orthogonalColumns() -> [[Rational]]? {
    func product(_ a: [Rational], _ b: [Rational]) -> Rational { zip(a, b).reduce(Rational.zero) { $0 + $1.0 * $1.1 } }
    var basis: [[Rational]] = []
    for column in columns {
      let vector = basis.reduce(column) { vector, unit in
        let factor = product(unit, column) / product(unit, unit)
        return zip(vector, unit).map { $0 - factor * $1 }
      }
      if vector.allSatisfy(\.isZero) { return nil }
      basis.append(Self.withoutFractions(vector))
    }
    return basis
  }
}
