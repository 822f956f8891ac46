import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation
import GradusSolving

// Decompositions of small matrices, by the way that paper takes: eigenvalues of AᵀA, Gram and Schmidt.
extension Blackboard {
  /// σ = √λ for the eigenvalues λ of AᵀA, the greatest first.
  private func squaredSingularValues(_ matrix: ExactMatrix) throws -> (gram: ExactMatrix, found: [Eigenvalue]) {
    let gram = try matrix.transposed * matrix
    return (gram, try gram.eigenvalues().sorted { $0.value.value.real > $1.value.value.real })
  }

  private func root(_ eigenvalue: Eigenvalue) -> Formula {
    guard let value = eigenvalue.value.realFormula else { return 0 }
    return Formula.power(value, .constant(Rational(1, 2))).simplified()
  }

  private func gramLines(_ gram: ExactMatrix) throws -> [Line] {
    [
      Line(
        "They are the roots of the eigenvalues of",
        .equation(.line("AᵀA"), .numbers(Literal(shape: gram.shape, values: gram.elements)))),
      Line("whose characteristic polynomial is", .line("\(try gram.characteristicPolynomial())")),
    ]
  }

  func singularValues(_ matrix: ExactMatrix) throws -> Answer {
    let (gram, found) = try squaredSingularValues(matrix)
    var roots = found.flatMap { Array(repeating: root($0), count: $0.multiplicity) }
    roots = Array(roots.prefix(min(matrix.rowCount, matrix.columnCount)))
    let result = roots.enumerated().flatMap { index, value in
      valueLines(value, named: .line(roots.count == 1 ? "σ" : indexed("σ", index + 1)))
    }
    return Answer(.roots(unknown: "sigma", roots), result: result, working: try gramLines(gram))
  }

  /// A = U Σ Vᵀ: the columns of V are eigenvectors of AᵀA of length 1, those of U are A v/σ.
  func singularValueDecomposition(_ matrix: ExactMatrix) throws -> Answer {
    let (gram, found) = try squaredSingularValues(matrix)
    var working = try gramLines(gram)
    working.append(Line("The columns of V are eigenvectors of AᵀA of length 1, those of U are A v/σ."))
    var result: [Line] = []
    var count = 0
    for eigenvalue in found where eigenvalue.value.value.real > 1e-12 {
      let sigma = root(eigenvalue)
      let vectors =
        eigenvalue.multiplicity == 1
        ? gram.eigenvectors(of: eigenvalue)
        : ExactMatrix(
          rowCount: eigenvalue.eigenvectors.count, columnCount: gram.columnCount,
          elements: eigenvalue.eigenvectors.flatMap(\.self)
        ).transposed.orthogonalColumns()?.map { $0.map(Formula.constant) } ?? []
      for vector in vectors {
        count += 1
        let length = Formula.power(.sum(vector.map { Term(1, $0 * $0) }, shape: []), .constant(Rational(1, 2)))
        let v = vector.map { $0 / length }
        let u = (0..<matrix.rowCount).map { row in
          Formula.sum(matrix.row(row).enumerated().map { Term($1, v[$0]) }, shape: []) / sigma
        }
        result += valueLines(sigma, named: .line(indexed("σ", count)))
        result.append(Line("", u.related(to: .line(indexed("u", count)))))
        result.append(Line("", v.related(to: .line(indexed("v", count)))))
      }
    }
    result.append(Line("A = Σₖ σₖ uₖ vₖᵀ; vectors with both signs turned are as good."))
    let value = Decomposition(kind: .singularVectors, matrix: matrix)
    return Answer(.decomposition(value), result: result, working: working)
  }

  /// A = Q R by Gram and Schmidt.
  func orthonormal(_ matrix: ExactMatrix, _ phrase: Phrase) throws(StatementProblem) -> Answer {
    guard let basis = matrix.orthogonalColumns() else {
      throw StatementProblem(
        "the columns are not independent, so Gram and Schmidt's way ends before the last", at: phrase)
    }
    func product(_ a: [Rational], _ b: [Rational]) -> Rational { zip(a, b).reduce(Rational.zero) { $0 + $1.0 * $1.1 } }
    let squares = basis.map { product($0, $0) }
    /// a/√n, as c √n where c = a/n is whole.
    func over(_ number: Rational, _ square: Rational) -> Formula {
      let root = Formula.power(.constant(square), .constant(Rational(1, 2))).simplified()
      return (number / square).isInteger
        ? root.scaled(by: number / square).simplified() : (.constant(number) / root).simplified()
    }
    let working = basis.enumerated().map { index, vector in
      Line(
        index == 0 ? "By Gram and Schmidt, each column less its parts along those before it, without fractions:" : "",
        .equation(.line(indexed("u", index + 1)), .numbers(Literal(shape: [vector.count], values: vector))))
    }
    let count = basis.count
    var q: [Formula] = []
    for row in 0..<matrix.rowCount { for column in 0..<count { q.append(over(basis[column][row], squares[column])) } }
    var r: [Formula] = []
    for row in 0..<count {
      for column in 0..<count {
        r.append(row > column ? 0 : over(product(basis[row], matrix.column(column)), squares[row]))
      }
    }
    return Answer(
      .decomposition(Decomposition(kind: .orthogonalColumns, matrix: matrix)),
      result: [
        Line("", .equation(.line("Q"), .entries(q, shape: [matrix.rowCount, count]))),
        Line("", .equation(.line("R"), .entries(r, shape: [count, count]))),
      ], working: working)
  }

  /// A = L Lᵀ of a symmetric positive definite matrix: with A = M D Mᵀ, by elimination without exchanges, L = M √D.
  func cholesky(_ matrix: ExactMatrix, _ phrase: Phrase) throws(StatementProblem) -> Answer {
    guard matrix.isSymmetric else {
      throw StatementProblem("only a symmetric matrix has a Cholesky decomposition, and this one is not", at: phrase)
    }
    let count = matrix.rowCount
    var unit = Array(repeating: Array(repeating: Rational.zero, count: count), count: count)
    var pivots: [Rational] = []
    for column in 0..<count {
      for row in column..<count {
        let known = (0..<column).reduce(Rational.zero) { $0 + unit[row][$1] * unit[column][$1] * pivots[$1] }
        let rest = matrix[row, column] - known
        if row == column {
          guard rest > 0 else {
            throw StatementProblem(
              "the matrix is not positive definite: its pivot \(column + 1) is \(rest.text), so there is no Cholesky decomposition",
              at: phrase)
          }
          pivots.append(rest)
        }
        unit[row][column] = rest / pivots[column]
      }
    }
    var entries: [Formula] = []
    for row in 0..<count {
      for column in 0..<count {
        let root = Formula.power(.constant(pivots[column]), .constant(Rational(1, 2)))
        entries.append(root.scaled(by: unit[row][column]).simplified())
      }
    }
    return Answer(
      .decomposition(Decomposition(kind: .triangleWithTranspose, matrix: matrix)),
      result: [Line("", .equation(.line("L"), .entries(entries, shape: [count, count])))],
      working: [
        Line(
          "Elimination without exchanges gives the pivots \(pivots.map(\.text).joined(separator: ", ")): all positive. With its factors M, A = M D Mᵀ and",
          .equation(.line("M"), .numbers(Literal(shape: [count, count], values: unit.flatMap(\.self))))),
        Line("L = M √D, so that A = L Lᵀ:"),
      ])
  }

  /// The greatest singular value over the least.
  func conditionNumber(_ matrix: ExactMatrix, _ phrase: Phrase) throws -> Answer {
    let (gram, found) = try squaredSingularValues(matrix)
    guard let first = found.first, let last = found.last, last.value.value.real > 1e-14 * first.value.value.real else {
      throw StatementProblem("the matrix is singular: it has no condition number", at: phrase)
    }
    let value = (root(first) / root(last)).simplified()
    return Answer(
      .formula(value), result: valueLines(value),
      working: try gramLines(gram) + [Line("The condition number is the greatest singular value over the least.")])
  }

  /// The eigenvector of the covariance matrix for the greatest eigenvalue; every row is an observation.
  func principalComponent(_ matrix: ExactMatrix, _ phrase: Phrase) throws -> Answer {
    guard matrix.rowCount > 1 else { throw StatementProblem("one observation has no direction", at: phrase) }
    let isCovariance = phrase.text.lowercased().hasPrefix("covariance")
    if matrix.isSymmetric, !isCovariance, !phrase.text.lowercased().hasPrefix("data") {
      throw StatementProblem(
        "a symmetric matrix may be a covariance matrix, or the data: write first principal component of the covariance matrix \(phrase.text), or of the data \(phrase.text)",
        at: phrase)
    }
    if isCovariance { return try leadingEigenvector(of: matrix, Line("The covariance matrix is given."), phrase) }
    let means = matrix.columns.map { $0.reduce(Rational.zero, +) / Rational(matrix.rowCount) }
    let centred = ExactMatrix(
      rowCount: matrix.rowCount, columnCount: matrix.columnCount,
      elements: matrix.rows.flatMap { zip($0, means).map { $0 - $1 } })
    let covariance = Rational(1, matrix.rowCount - 1) * (try centred.transposed * centred)
    let line = Line(
      "Every row is an observation. The covariance matrix, divided by n − 1:",
      .equation(.line("C"), .numbers(Literal(shape: covariance.shape, values: covariance.elements))))
    return try leadingEigenvector(of: covariance, line, phrase)
  }

  private func leadingEigenvector(
    of covariance: ExactMatrix, _ line: Line, _ phrase: Phrase
  ) throws -> Answer {
    guard covariance.isSymmetric else {
      throw StatementProblem("a covariance matrix is symmetric", at: phrase)
    }
    let found = try covariance.eigenvalues().max { $0.value.value.real < $1.value.value.real }!
    guard let vector = covariance.eigenvectors(of: found).first else {
      throw StatementProblem("no eigenvector was found", at: phrase)
    }
    let length = Formula.power(.sum(vector.map { Term(1, $0 * $0) }, shape: []), .constant(Rational(1, 2)))
    return Answer(
      .decomposition(Decomposition(kind: .principalComponent, matrix: covariance)),
      result: [Line("", vector.map { $0 / length }.related(to: .line("w")))],
      working: [
        line, Line("Its greatest eigenvalue:", found.value.line(named: .line("λ")).display),
        Line("The component is an eigenvector for it, of length 1; the other sign is as good."),
      ])
  }
}
