import BigInt

/// The named functions of the field, as definitions over the nodes.

/// √x, entry by entry.
public func sqrt(_ x: Formula) -> Formula { .power(x, .constant(Rational(1, 2))) }

/// 1 at the largest of all entries and 0 elsewhere; of several equally large ones the first in row-major order has the 1.
public func hardmax(_ x: Formula) -> Formula { .alongAxes(.hardmax, x, axes: Array(0..<x.rank)) }

/// The product of all other entries, Π xⱼ over j ≠ i.
public func productOfOthers(_ x: Formula) -> Formula { .alongAxes(.productOfOthers, x, axes: Array(0..<x.rank)) }

/// log Σ exp x over the last axis: of a vector a number, of a matrix a number a row.
public func logSumExp(_ x: Formula) -> Formula {
  x.isScalar ? x : .reduction(.logSumExp, x, axes: [x.rank - 1])
}

/// x − log Σ exp x over the last axis.
public func logSoftmax(_ x: Formula) -> Formula {
  if x.isScalar { return 0 }
  let total = logSumExp(x).broadcast(to: x.shape, axes: Array(0..<x.rank - 1))
  return .sum([Term(1, x), Term(-1, total)], shape: x.shape)
}

/// exp x / Σ exp x over the last axis: of a vector, or of every row of a matrix. It is defined as exp(x − log Σ exp x), so
/// that it needs no rule of its own and never overflows.
public func softmax(_ x: Formula) -> Formula { exp(logSoftmax(x)) }

/// Σ x² over all entries.
public func squaredNorm(_ x: Formula) -> Formula { (x .** 2).summed }

/// √Σ x² over all entries: the Euclidean norm of a vector, the Frobenius norm of a matrix.
public func norm(_ x: Formula) -> Formula { sqrt(squaredNorm(x)) }

/// Σ |x| over all entries.
public func norm1(_ x: Formula) -> Formula { abs(x).summed }

/// max |x| over all entries.
public func normInfinity(_ x: Formula) -> Formula {
  .reduction(.maximum, abs(x), axes: Array(0..<x.rank))
}

/// (Σ |x|ᵖ)^(1/p) over all entries.
public func norm(_ x: Formula, order p: Rational) -> Formula {
  if p == 1 { return norm1(x) }
  let even = p.isInteger && p.numerator % 2 == 0
  return .power(Formula.power(even ? x : abs(x), .constant(p)).summed, .constant(1 / p))
}
