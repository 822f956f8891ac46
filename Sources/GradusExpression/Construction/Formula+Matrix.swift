extension Formula {
  /// A⁻¹ of a square matrix, in canonical form: (Aᵀ)⁻¹ = (A⁻¹)ᵀ, (A⁻¹)⁻¹ = A, (s A)⁻¹ = s⁻¹ A⁻¹ for a scalar s.
  public static func inverse(_ matrix: Formula) -> Formula {
    requireSquare(matrix, "the inverse")
    switch matrix.node {
    case .inverse(let inner): return inner
    case .delta: return matrix
    default: break
    }
    let (coefficient, rest) = matrix.coefficientAndRest
    if let reciprocal = coefficient.reciprocal, !coefficient.isOne { return inverse(rest).scaled(by: reciprocal) }
    if case .contraction(let inner) = matrix.node {
      if inner.isTranspose { return inverse(inner.factors[0].formula).transposed }
      if let (scalars, rest) = inner.splitScalars {
        return product(scalars.map { power($0, -1) } + [inverse(rest)])
      }
    }
    return Formula(.inverse(matrix), shape: matrix.shape)
  }

  /// adj A of a square matrix, in canonical form: (adj Aᵀ) = (adj A)ᵀ, adj(s A) = sⁿ⁻¹ adj A for a number s.
  public static func adjugate(_ matrix: Formula) -> Formula {
    requireSquare(matrix, "the adjugate")
    if case .delta = matrix.node { return matrix }
    if case .number(1) = matrix.shape[0] { return ones(matrix.shape) }
    if case .contraction(let inner) = matrix.node, inner.isTranspose {
      return adjugate(inner.factors[0].formula).transposed
    }
    let (coefficient, rest) = matrix.coefficientAndRest
    if case .number(let n) = matrix.shape[0], !coefficient.isOne, !coefficient.isZero, n <= 64 {
      return adjugate(rest).scaled(by: coefficient.power(n - 1))
    }
    return Formula(.adjugate(matrix), shape: matrix.shape)
  }

  /// det A of a square matrix, in canonical form: det Aᵀ = det A, det A⁻¹ = 1/det A.
  public static func determinant(_ matrix: Formula) -> Formula {
    requireSquare(matrix, "the determinant")
    switch matrix.node {
    case .inverse(let inner): return power(determinant(inner), -1)
    case .delta: return one
    default: break
    }
    if case .contraction(let inner) = matrix.node, inner.isTranspose { return determinant(inner.factors[0].formula) }
    if case .number(1) = matrix.shape[0] { return matrix.summed }
    return Formula(.determinant(matrix), shape: [])
  }

  /// log |det A| of a square matrix, in canonical form: of Aᵀ it is that of A, of A⁻¹ the negative.
  public static func logDeterminant(_ matrix: Formula) -> Formula {
    requireSquare(matrix, "the determinant")
    switch matrix.node {
    case .inverse(let inner): return logDeterminant(inner).scaled(by: -1)
    case .delta: return zero
    default: break
    }
    if case .contraction(let inner) = matrix.node, inner.isTranspose { return logDeterminant(inner.factors[0].formula) }
    return Formula(.logDeterminant(matrix), shape: [])
  }

  /// A function of a square matrix in the sense of its power series.
  public static func matrixFunction(_ function: ElementaryFunction, _ matrix: Formula) -> Formula {
    requireSquare(matrix, "a matrix function")
    if case .contraction(let inner) = matrix.node, inner.isTranspose {
      return matrixFunction(function, inner.factors[0].formula).transposed
    }
    return Formula(.matrixFunction(function, matrix), shape: matrix.shape)
  }

  /// The sum of the diagonal of a square matrix.
  public static func trace(_ matrix: Formula) -> Formula {
    requireSquare(matrix, "the trace")
    return .contraction([.init(matrix, [0, 0])], output: [], flattening: true)
  }

  /// The diagonal of a square matrix as a vector.
  public static func diagonal(of matrix: Formula) -> Formula {
    requireSquare(matrix, "the diagonal")
    return .contraction([.init(matrix, [0, 0])], output: [0], flattening: true)
  }

  /// The diagonal matrix of a vector.
  public static func diagonalMatrix(_ vector: Formula) -> Formula {
    precondition(vector.rank == 1, "a diagonal matrix of \(describe(shape: vector.shape))")
    return .contraction(
      [.init(vector, [0]), .init(.identity(vector.shape[0]), [0, 1])], output: [0, 1], flattening: true)
  }

  /// The matrix x yᵀ of all products of two vectors.
  public static func outer(_ left: Formula, _ right: Formula) -> Formula {
    .contraction(
      [.init(left, Array(0..<left.rank)), .init(right, Array(left.rank..<left.rank + right.rank))],
      output: Array(0..<left.rank + right.rank), flattening: true)
  }

  /// The Kronecker product of two matrices.
  public static func kronecker(_ left: Formula, _ right: Formula) -> Formula {
    precondition(left.rank == 2 && right.rank == 2, "the Kronecker product is of two matrices")
    let blocks = Formula.contraction(
      [.init(left, [0, 2]), .init(right, [1, 3])], output: [0, 1, 2, 3], flattening: true)
    return blocks.reshaped(to: [left.shape[0] * right.shape[0], left.shape[1] * right.shape[1]])
  }

  static func requireSquare(_ matrix: Formula, _ operation: String) {
    precondition(
      matrix.rank == 2 && matrix.shape[0] == matrix.shape[1],
      "\(operation) is of a square matrix, not of \(describe(shape: matrix.shape))")
  }
}

extension Contraction {
  /// The scalar factors and the product of the others, where there are some of both.
  var splitScalars: (scalars: [Formula], rest: Formula)? {
    let scalars = factors.filter(\.labels.isEmpty).map(\.formula)
    if scalars.isEmpty || scalars.count == factors.count { return nil }
    let rest = Formula.contraction(
      factors.filter { !$0.labels.isEmpty }, output: Array(0..<rank),
      sizes: Dictionary(uniqueKeysWithValues: zip(sizes.indices, sizes)))
    return (scalars, rest)
  }
}

extension Literal {
  /// The part at one place of an axis.
  func selecting(_ index: Int, along axis: Int) -> Literal {
    let after = shape[(axis + 1)...].reduce(1, *)
    let before = shape[..<axis].reduce(1, *)
    var part: [Rational] = []
    for block in 0..<before {
      let start = (block * shape[axis] + index) * after
      part += values[start..<start + after]
    }
    var rest = shape
    rest.remove(at: axis)
    return Literal(shape: rest, values: part)
  }
}
