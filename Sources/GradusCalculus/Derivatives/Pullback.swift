import GradusExpression

/// The rules of reverse mode: what an adjoint of a node gives to the node's children.
///
/// The adjoint Ȳ of a node Y under a function f has the axes of f, then those of Y: Ȳ(s…, y…) = ∂f(s…)/∂Y(y…). Each rule
/// is the transpose of the node's differential. Products are not flattened, so that what is shared stays shared.
struct Pullback {
  /// The count of axes of the function that is differentiated.
  let seedRank: Int
  let seedShape: [Size]
  let relu: ReLUConvention

  /// The contributions to the adjoints of the children that `isActive`.
  func contributions(
    of formula: Formula, adjoint: Formula, isActive: (Formula) -> Bool
  ) throws(DifferentiationError) -> [(child: Formula, adjoint: Formula)] {
    switch formula.node {
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band:
      return []
    case .sum(let terms):
      // d Σ c Y = Σ c dY
      return terms.filter { isActive($0.formula) }.map { ($0.formula, adjoint.scaled(by: $0.coefficient)) }
    case .contraction(let contraction):
      return try product(contraction, adjoint, isActive)
    case .map(let function, let argument):
      // d f(x) = f′(x) ⊙ dx
      return [(argument, entrywise(adjoint, function.definition.derivative(at: argument, value: formula, relu: relu)))]
    case .power(let base, let exponent):
      return power(formula, base, exponent, adjoint, isActive)
    case .extremum(let extremum, let left, let right):
      // The entry that is picked moves; of two equal ones the first.
      let first = Formula.map(.stepFromZero, extremum == .maximum ? left - right : right - left)
      return [(left, entrywise(adjoint, first)), (right, entrywise(adjoint, 1 - first))]
    case .reduction(let reduction, let argument, let axes):
      return [(argument, self.reduction(formula, reduction, argument, axes, adjoint))]
    case .alongAxes(let function, let argument, let axes):
      return [(argument, alongAxes(function, argument, axes, adjoint))]
    case .inverse(let matrix):
      // d A⁻¹ = −A⁻¹ dA A⁻¹, so Ā = −A⁻ᵀ Ȳ A⁻ᵀ
      let s = seedLabels(after: 4)
      let result = Formula.contraction(
        [.init(formula, [2, 0]), .init(adjoint, s + [2, 3]), .init(formula, [1, 3])], output: s + [0, 1])
      return [(matrix, -result)]
    case .adjugate(let matrix): return [(matrix, self.adjugate(formula, matrix, adjoint))]
    case .determinant(let matrix):
      // d det A = tr(adj(A) dA)
      return [(matrix, outer(adjoint, Formula.adjugate(matrix).transposed))]
    case .logDeterminant(let matrix):
      // d log det A = tr(A⁻¹ dA)
      return [(matrix, outer(adjoint, Formula.inverse(matrix).transposed))]
    case .spectral(let function, let matrix):
      // dλ = vᵀ dA v and dσ = uᵀ dA v
      guard let slope = function.derivative(at: matrix) else { throw .spectralTwice(function) }
      return [(matrix, outer(adjoint, slope))]
    case .matrixFunction(let function, _):
      throw .matrixFunctionOutsideTrace(function)
    case .reshape(let argument):
      return [(argument, adjoint.reshaped(to: seedShape + argument.shape))]
    }
  }

  // MARK: Products

  /// d Σ Π Fᵢ = Σᵢ Σ (Π_{j ≠ i} Fⱼ) dFᵢ: the adjoint of a factor is the product of the adjoint and the other factors.
  private func product(
    _ contraction: Contraction, _ adjoint: Formula, _ isActive: (Formula) -> Bool
  ) throws(DifferentiationError) -> [(child: Formula, adjoint: Formula)] {
    let sizes = Dictionary(uniqueKeysWithValues: zip(contraction.sizes.indices, contraction.sizes))
    let seeds = seedLabels(after: contraction.sizes.count)
    let incoming = Contraction.Factor(adjoint, seeds + Array(0..<contraction.rank))
    var result: [(child: Formula, adjoint: Formula)] = []
    for (index, factor) in contraction.factors.enumerated() where isActive(factor.formula) {
      var others = contraction.factors
      others.remove(at: index)
      if case .matrixFunction(let function, let matrix) = factor.formula.node {
        result.append((matrix, try trace(of: function, matrix, factor, others, incoming, sizes)))
        continue
      }
      // A label on two axes of the factor is spread over its diagonal.
      var labels: [Int] = []
      var diagonal: [Contraction.Factor] = []
      var next = contraction.sizes.count + seedRank
      for (axis, label) in factor.labels.enumerated() {
        if labels.contains(label) {
          diagonal.append(.init(.identity(factor.formula.shape[axis]), [label, next]))
          labels.append(next)
          next += 1
        } else {
          labels.append(label)
        }
      }
      let own = Formula.contraction([incoming] + others + diagonal, output: seeds + labels, sizes: sizes)
      result.append((factor.formula, own))
    }
    return result
  }

  /// d tr f(A) = tr(f′(A) dA); the trace may be multiplied by what does not touch its index.
  private func trace(
    of function: ElementaryFunction, _ matrix: Formula, _ factor: Contraction.Factor, _ others: [Contraction.Factor],
    _ incoming: Contraction.Factor, _ sizes: [Int: Size]
  ) throws(DifferentiationError) -> Formula {
    let label = factor.labels[0]
    guard factor.labels[1] == label, !(others + [incoming]).contains(where: { $0.labels.contains(label) }) else {
      throw .matrixFunctionOutsideTrace(function)
    }
    guard let derivative = function.definition.matrixDerivative(at: matrix) else {
      throw .unknownMatrixFunction(function)
    }
    let next = sizes.count + seedRank
    return .contraction(
      [incoming] + others + [.init(derivative, [next + 1, next])],
      output: seedLabels(after: sizes.count) + [next, next + 1], sizes: sizes.filter { $0.key != label })
  }

  // MARK: Powers and reductions

  /// d xᵖ = p xᵖ⁻¹ dx + xᵖ log x dp
  private func power(
    _ formula: Formula, _ base: Formula, _ exponent: Formula, _ adjoint: Formula, _ isActive: (Formula) -> Bool
  ) -> [(child: Formula, adjoint: Formula)] {
    var result: [(child: Formula, adjoint: Formula)] = []
    if isActive(base) {
      let slope = exponent .* .power(base, exponent - 1)
      result.append((base, entrywise(adjoint, slope)))
    }
    if isActive(exponent) {
      let slope = formula .* .map(.log, base)
      let all = entrywise(adjoint, slope)
      let sumsOver = exponent.isScalar ? Array(seedRank..<seedRank + base.rank) : []
      result.append((exponent, sumsOver.isEmpty ? all : all.summed(along: sumsOver)))
    }
    return result
  }

  private func reduction(
    _ formula: Formula, _ reduction: Reduction, _ argument: Formula, _ axes: [Int], _ adjoint: Formula
  ) -> Formula {
    let kept = argument.shape.indices.filter { !axes.contains($0) }
    let repeated = formula.broadcast(to: argument.shape, axes: kept)
    let slope: Formula =
      switch reduction {
      // d log Σ exp x = Σ softmax(x) dx
      case .logSumExp:
        .map(.exp, .sum([Term(1, argument), Term(-1, repeated)], shape: argument.shape, flattening: false))
      // The largest entry moves; of several equal ones the first.
      case .maximum: .alongAxes(.hardmax, argument, axes: axes)
      case .minimum: .alongAxes(.hardmax, argument.scaled(by: -1), axes: axes)
      // d Π x = Σᵢ Π_{j≠i} xⱼ dxᵢ
      case .product: .alongAxes(.productOfOthers, argument, axes: axes)
      }
    let seeds = seedLabels(after: argument.rank)
    return .contraction(
      [.init(adjoint, seeds + kept), .init(slope, Array(0..<argument.rank))], output: seeds + Array(0..<argument.rank))
  }

  private func alongAxes(_ function: AxisFunction, _ argument: Formula, _ axes: [Int], _ adjoint: Formula) -> Formula {
    switch function {
    // Constant wherever it has a derivative.
    case .hardmax: return .zero(seedShape + argument.shape)
    case .productOfOthers:
      // Yᵢ = Πₖ Mᵢₖ with Mᵢₖ = xₖ (1 − δᵢₖ) + δᵢₖ, so dYᵢ = Σₖ Π_{j≠k} Mᵢⱼ (1 − δᵢₖ) dxₖ.
      let rank = argument.rank
      // The axes that are multiplied over stand twice: those of i keep their labels, those of k come behind all.
      let copies = Dictionary(uniqueKeysWithValues: axes.enumerated().map { ($1, rank + $0) })
      let moved = (0..<rank).map { copies[$0] ?? $0 }
      let all = Array(0..<rank + axes.count)
      let shape = argument.shape + axes.map { argument.shape[$0] }
      let sizes = Dictionary(uniqueKeysWithValues: zip(all, shape))
      let isOwn = Formula.contraction(
        axes.map { .init(.identity(argument.shape[$0]), [$0, copies[$0]!]) }, output: all, sizes: sizes)
      let isOther = Formula.ones(shape) - isOwn
      let masked =
        Formula.contraction([.init(argument, moved), .init(isOther, all)], output: all, sizes: sizes) + isOwn
      let others = Formula.alongAxes(.productOfOthers, masked, axes: Array(rank..<rank + axes.count))
      let seeds = seedLabels(after: all.count)
      return .contraction(
        [.init(adjoint, seeds + Array(0..<rank)), .init(others, all), .init(isOther, all)], output: seeds + moved)
    }
  }

  /// d adj A = (tr(adj(A) dA) adj A − adj(A) dA adj(A)) / det A, where A is invertible. (Where it is not, the derivative is a polynomial
  /// that the adjugate and the determinant do not tell.)
  private func adjugate(_ formula: Formula, _ matrix: Formula, _ adjoint: Formula) -> Formula {
    let s = seedLabels(after: 4)
    let scale = Contraction.Factor(.power(.determinant(matrix), -1), [])
    // Ȳ(s, i, j) adj(i, j) adj(l, k) − Ȳ(s, i, j) adj(i, k) adj(l, j), for dA(k, l)
    let trace = Formula.contraction(
      [scale, .init(adjoint, s + [2, 3]), .init(formula, [2, 3]), .init(formula, [1, 0])], output: s + [0, 1])
    let chain = Formula.contraction(
      [scale, .init(adjoint, s + [2, 3]), .init(formula, [2, 0]), .init(formula, [1, 3])], output: s + [0, 1])
    return .sum([Term(1, trace), Term(-1, chain)], shape: seedShape + matrix.shape, flattening: false)
  }

  // MARK: Layout

  private func seedLabels(after label: Int) -> [Int] { Array(label..<label + seedRank) }

  /// The adjoint times a factor of the child's shape, entry by entry.
  private func entrywise(_ adjoint: Formula, _ slope: Formula) -> Formula {
    let seeds = seedLabels(after: slope.rank)
    let own = Array(0..<slope.rank)
    return .contraction([.init(adjoint, seeds + own), .init(slope, own)], output: seeds + own)
  }

  /// The adjoint of a scalar node times a formula of the child's shape.
  private func outer(_ adjoint: Formula, _ slope: Formula) -> Formula {
    let seeds = seedLabels(after: slope.rank)
    let own = Array(0..<slope.rank)
    return .contraction([.init(adjoint, seeds), .init(slope, own)], output: seeds + own)
  }
}
