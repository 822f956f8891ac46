import GradusExpression

extension FormulaBuilder {
  /// The functions of the notation, as definitions over the graph.
  func call(
    _ function: Function, _ axis: Int?, _ index: Int, _ parts: [Formula], _ kinds: [ShapeKind]
  ) throws(ReadingError) -> Formula {
    let x = parts[0]
    switch function {
    case .elementary(let function):
      if function == .log, x.isZero { throw refuse(index, "the logarithm of zero", "it has no value") }
      return .map(function, x)
    case .defined(let function): return try defined(function, x, index)
    case .times: return x .* parts[1]
    case .divide: return x .* (try reciprocal(of: parts[1], index))
    case .pow: return try entrywisePower(x, parts[1], index)
    case .atan2: return try angle(x, parts[1], index)
    case .binom: return try binomial(x, parts[1], index)
    case .sum: return x.summed(along: axes(x, axis))
    case .mean: return mean(x, along: axes(x, axis))
    case .prod: return .reduction(.product, x, axes: axes(x, axis))
    case .max, .min:
      if parts.count == 2 { return extremum(function, parts) }
      return .reduction(FormulaBuilder.reduction(function), x, axes: axes(x, axis))
    case .logsumexp: return .reduction(.logSumExp, x, axes: axes(x, axis))
    case .softmax: return softmax(x)
    case .logsoftmax: return logSoftmax(x)
    case .transpose: return x.transposed
    case .size: return .size(x.shape[(axis ?? 1) - 1])
    case .tr: return .trace(x)
    case .det: return .determinant(x)
    case .logdet: return .logDeterminant(x)
    case .inv: return x.isScalar ? try reciprocal(of: x, index) : .inverse(x)
    case .pinv: return pseudoinverse(x)
    case .adj: return .adjugate(x)
    case .solve: return Formula.inverse(x) * parts[1]
    case .diag: return x.rank == 2 ? .diagonal(of: x) : .diagonalMatrix(x)
    case .outer: return .outer(x, parts[1])
    case .inner: return (x .* parts[1]).summed
    case .kron: return kronecker(x, parts[1])
    case .vec: return x.rank == 2 ? x.transposed.reshaped(to: [x.shape[1] * x.shape[0]]) : x
    case .expm: return .matrixFunction(.exp, x)
    case .logm: return .matrixFunction(.log, x)
    case .sinm: return .matrixFunction(.sin, x)
    case .cosm: return .matrixFunction(.cos, x)
    case .tanm: return .matrixFunction(.tan, x)
    case .asinm: return .matrixFunction(.asin, x)
    case .acosm: return .matrixFunction(.acos, x)
    case .atanm: return .matrixFunction(.atan, x)
    case .sinhm: return .matrixFunction(.sinh, x)
    case .coshm: return .matrixFunction(.cosh, x)
    case .tanhm: return .matrixFunction(.tanh, x)
    case .asinhm: return .matrixFunction(.asinh, x)
    case .acoshm: return .matrixFunction(.acosh, x)
    case .atanhm: return .matrixFunction(.atanh, x)
    case .spectral(let function): return try spectral(function, x, index)
    case .spectralRadius: return try spectralRadius(x, index)
    case .vector, .matrix, .ones, .zeros, .eye, .triu, .norm, .norm1, .norm2, .normInf, .normF, .nuclearNorm, .eig,
      .svals,
      .rank,
      .sqrtm, .reshape, .hardmax, .prodothers:
      preconditionFailure("\(function.rawValue) is resolved before shapes are known")
    }
  }

  private func defined(_ function: DefinedFunction, _ x: Formula, _ index: Int) throws(ReadingError) -> Formula {
    if function == .tgamma || function == .factorial { return try gamma(x, shift: function == .tgamma ? 0 : 1, index) }
    let definition = function.definition
    switch definition.hole {
    case .logarithm(let argument)?:
      if argument(x).isZero { throw refuse(index, "the logarithm of zero", "it has no value") }
    case .division(let divisor)?: _ = try reciprocal(of: divisor(x), index)
    case nil: break
    }
    return definition.formula(x)
  }

  /// Eigenvalues are read of matrices that are known to be symmetric: of the others they may not be real.
  private func spectral(_ function: SpectralFunction, _ x: Formula, _ index: Int) throws(ReadingError) -> Formula {
    guard !function.isOfEigenvalues || isSymmetric(x) else {
      let name = Parser.slice(texts[nodes[index].place.text], nodes[nodes[index].children[0]].place.range)
      throw refuse(
        index, "an eigenvalue of \(name), which is not known to be symmetric",
        "declare it, as in A: [n, n] symmetric; sigma_max is the largest singular value")
    }
    return .spectral(function, x)
  }

  /// The largest |λ| of a symmetric matrix, which is its largest singular value.
  private func spectralRadius(_ x: Formula, _ index: Int) throws(ReadingError) -> Formula {
    _ = try spectral(.largestEigenvalue, x, index)
    return .spectral(.largestSingularValue, x)
  }

  /// Whether a matrix equals its transpose by its form and the facts of its symbols.
  private func isSymmetric(_ x: Formula) -> Bool {
    if x.transposed == x { return true }
    if x.symbols.isEmpty, let literal = ExactEvaluator().evaluate(x), literal.shape.count == 2 {
      let n = literal.shape[0]
      return (0..<n).allSatisfy { i in (0..<i).allSatisfy { literal.values[i * n + $0] == literal.values[$0 * n + i] } }
    }
    switch x.node {
    case .symbol(let symbol): return symbol.facts.contains(.symmetric)
    case .inverse(let matrix), .adjugate(let matrix), .matrixFunction(_, let matrix): return isSymmetric(matrix)
    case .sum(let terms) where terms.count > 1:
      // A + Aᵀ
      let turned = Formula.sum(terms.map { Term($0.coefficient, $0.formula.transposed) }, shape: x.shape)
      return turned == x || terms.allSatisfy { isSymmetric($0.formula) }
    default:
      // With Z Zᵀ in the place of every symmetric symbol the product is its own transpose.
      var squares: [Formula: Formula] = [:]
      for symbol in x.symbols where symbol.facts.contains(.symmetric) {
        let root = Formula.symbol(Symbol("root of " + symbol.name, symbol.shape))
        squares[.symbol(symbol)] = root * root.transposed
      }
      let spread = squares.isEmpty ? x : x.substituting(squares)
      return spread.transposed == spread
    }
  }

  /// The angle of (x, y): atan(y/x), and half a turn more where x is negative.
  private func angle(_ y: Formula, _ x: Formula, _ index: Int) throws(ReadingError) -> Formula {
    let shape = y.isScalar ? x.shape : y.shape
    let (y, x) = (y.isScalar ? y.broadcast(to: shape) : y, x.isScalar ? x.broadcast(to: shape) : x)
    let behind = Formula.ones(shape) - .map(.sign, x)
    return .map(.atan, y .* (try reciprocal(of: x, index))) + Formula.pi / 2 * (.map(.sign, y) .* behind)
  }

  private func reciprocal(of value: Formula, _ index: Int) throws(ReadingError) -> Formula {
    if value.isZero { throw refuse(index, "a division by zero", "it has no value") }
    return .power(value, -1)
  }

  /// The axes that a reduction runs over: all of them, or the one named, counted from 1.
  private func axes(_ x: Formula, _ axis: Int?) -> [Int] {
    guard let axis, x.rank == 2 else { return Array(0..<x.rank) }
    return [axis < 0 ? 1 : axis - 1]
  }

  private func mean(_ x: Formula, along axes: [Int]) -> Formula {
    let count = axes.reduce(Formula.one) { $0 * Formula.size(x.shape[$1]) }
    return x.summed(along: axes) / count
  }

  private func extremum(_ function: Function, _ parts: [Formula]) -> Formula {
    let shape = parts[0].isScalar ? parts[1].shape : parts[0].shape
    let entries = parts.map { $0.isScalar ? $0.broadcast(to: shape) : $0 }
    return .extremum(function == .max ? .maximum : .minimum, entries[0], entries[1])
  }

  /// A⁺ of full rank: (AᵀA)⁻¹Aᵀ, or Aᵀ(AAᵀ)⁻¹ where A is known to have fewer rows than columns; A⁻¹ where it is square.
  private func pseudoinverse(_ a: Formula) -> Formula {
    if a.shape[0] == a.shape[1] { return .inverse(a) }
    if case .number(let rows) = a.shape[0], case .number(let columns) = a.shape[1], rows < columns {
      return a.transposed * Formula.inverse(a * a.transposed)
    }
    return Formula.inverse(a.transposed * a) * a.transposed
  }
}
