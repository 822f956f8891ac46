internal import GradusExpression

extension GraphWriter {
  /// A product: entry by entry, of two matrices, a sum along axes, or by labels (Einsum).
  mutating func product(_ contraction: Contraction) throws(UnwritableFormula) -> Operand {
    let scalars = contraction.factors.filter(\.labels.isEmpty)
    let factors = contraction.factors.filter { !$0.labels.isEmpty }
    if factors.isEmpty || scalars.isEmpty == false && !contraction.summed.isEmpty {
      // A number times the rest.
      let rest: Operand? = factors.isEmpty ? nil : try summed(factors, contraction)
      return try quotient(of: scalars.map(\.formula), times: rest)
    }
    return contraction.summed.isEmpty
      ? try entries(contraction) : try summed(factors, contraction)
  }

  /// The product of numbers, times a value.
  private mutating func quotient(of numbers: [Formula], times rest: Operand?) throws(UnwritableFormula) -> Operand {
    var product = rest
    for formula in numbers {
      let own = try operand(formula)
      product = product.map { entrywise("Mul", $0, own) } ?? own
    }
    return product ?? number(1)
  }

  /// Factors that meet entry by entry, those with a negative exponent below the line.
  private mutating func entries(_ contraction: Contraction) throws(UnwritableFormula) -> Operand {
    if contraction.factors.contains(where: { Set($0.labels).count < $0.labels.count }) {
      return try einsum(contraction.factors, contraction)
    }
    var (above, below): ([Operand], [Operand]) = ([], [])
    for factor in contraction.factors {
      if case .power(let base, let exponent) = factor.formula.node, let value = exponent.constantValue, value.isNegative
      {
        let inverse = value == -1 ? try operand(base) : try power(base, .constant(-value))
        below.append(aligned(inverse, factor.formula.rank, factor.labels, contraction.rank))
      } else {
        above.append(aligned(try operand(factor.formula), factor.formula.rank, factor.labels, contraction.rank))
      }
    }
    var result: Operand?
    for part in above { result = result.map { entrywise("Mul", $0, part) } ?? part }
    for part in below { result = result.map { entrywise("Div", $0, part) } ?? add("Reciprocal", [part], part.shape) }
    return result ?? number(1)
  }

  /// A value whose axes are laid where its labels say; what it lacks in front is NumPy's own repetition.
  private mutating func aligned(_ operand: Operand, _ rank: Int, _ labels: [Int], _ whole: Int) -> Operand {
    if operand.shape.isEmpty { return operand }
    var value = operand
    if value.shape.count < rank {
      value = unsqueezed(value, Array(0..<rank - value.shape.count))
    }
    let order = labels.indices.sorted { labels[$0] < labels[$1] }
    if order != Array(labels.indices) {
      value = add("Transpose", [value], order.map { value.shape[$0] }, [.integers("perm", order)])
    }
    let first = labels.min() ?? whole
    let missing = (first..<whole).filter { !labels.contains($0) }.map { $0 - first }
    return unsqueezed(value, missing)
  }

  private mutating func unsqueezed(_ operand: Operand, _ axes: [Int]) -> Operand {
    if axes.isEmpty { return operand }
    var shape: [Size] = []
    var rest = operand.shape[...]
    for axis in 0..<operand.shape.count + axes.count {
      shape.append(axes.contains(axis) ? 1 : rest.removeFirst())
    }
    return add("Unsqueeze", [operand, integers(axes)], shape)
  }

  /// Σ over labels that the result does not have.
  private mutating func summed(
    _ factors: [Contraction.Factor], _ contraction: Contraction
  ) throws(UnwritableFormula) -> Operand {
    if factors.count == 1, Set(factors[0].labels).count == factors[0].labels.count {
      let labels = factors[0].labels
      let kept = labels.filter { $0 < contraction.rank }
      let sum = reduce(
        "ReduceSum", try whole(factors[0].formula), labels.indices.filter { labels[$0] >= contraction.rank })
      return aligned(sum, kept.count, kept, contraction.rank)
    }
    if let (left, right) = matrices(factors, contraction) {
      return add("MatMul", [try matrix(left), try matrix(right)], contraction.shape)
    }
    return try einsum(factors, contraction)
  }

  /// Two matrices in their order, each perhaps to be transposed; nil for another product.
  private func matrices(
    _ factors: [Contraction.Factor], _ contraction: Contraction
  ) -> (left: OrientedMatrix, right: OrientedMatrix)? {
    guard factors.count == 2, contraction.rank == 2, contraction.summed.count == 1,
      factors.allSatisfy({ $0.labels.count == 2 && $0.labels.contains(2) }),
      let left = factors.first(where: { $0.labels.contains(0) }),
      let right = factors.first(where: { $0.labels.contains(1) }),
      left != right
    else { return nil }
    return (
      OrientedMatrix(formula: left.formula, isTransposed: left.labels == [2, 0]),
      OrientedMatrix(formula: right.formula, isTransposed: right.labels == [1, 2])
    )
  }

  private mutating func matrix(_ matrix: OrientedMatrix) throws(UnwritableFormula) -> Operand {
    let own = try whole(matrix.formula)
    guard matrix.isTransposed else { return own }
    return add("Transpose", [own], own.shape.reversed(), [.integers("perm", [1, 0])])
  }

  /// X W + b as one node, where the terms are that: a product of matrices, and a vector in every row.
  mutating func affine(_ terms: [Term], _ formula: Formula) throws(UnwritableFormula) -> Operand? {
    guard terms.count == 2, formula.rank == 2, terms.allSatisfy({ $0.coefficient.isOne }) else { return nil }
    for (product, bias) in [(terms[0], terms[1]), (terms[1], terms[0])] {
      guard case .contraction(let contraction) = product.formula.node,
        let (left, right) = matrices(contraction.factors, contraction),
        case .contraction(let repeated) = bias.formula.node, repeated.factors.count == 1,
        repeated.factors[0].labels == [1], case .symbol = repeated.factors[0].formula.node
      else { continue }
      let flags: [Onnx_AttributeProto] =
        (left.isTransposed ? [.integer("transA", 1)] : []) + (right.isTransposed ? [.integer("transB", 1)] : [])
      return add(
        "Gemm", [try whole(left.formula), try whole(right.formula), try whole(repeated.factors[0].formula)],
        formula.shape, flags)
    }
    return nil
  }

  /// Any product by its labels; axes that no factor carries are added behind.
  private mutating func einsum(
    _ factors: [Contraction.Factor], _ contraction: Contraction
  ) throws(UnwritableFormula) -> Operand {
    guard contraction.sizes.count <= 26 else {
      throw UnwritableFormula("a product over \(contraction.sizes.count) indices")
    }
    func letters(_ labels: [Int]) -> String {
      String(String.UnicodeScalarView(labels.compactMap { Unicode.Scalar(UInt32(97 + $0)) }))
    }
    var inputs: [Operand] = []
    for factor in factors { inputs.append(try whole(factor.formula)) }
    let carried = (0..<contraction.rank).filter { label in factors.contains { $0.labels.contains(label) } }
    let equation = factors.map { letters($0.labels) }.joined(separator: ",") + "->" + letters(carried)
    let value = add("Einsum", inputs, carried.map { contraction.sizes[$0] }, [.text("equation", equation)])
    return aligned(value, carried.count, carried, contraction.rank)
  }
}

/// A matrix, perhaps on its side.
private struct OrientedMatrix {
  let formula: Formula
  let isTransposed: Bool
}
