/// A chain of matrix products for programs, where vectors have one axis: rows are vectors too, and between a column and
/// a row stands an outer product.
struct Chain {
  /// Numbers and scalars in front.
  let scalars: [Written]
  /// Runs of links between outer products; transposed vectors stand as vectors.
  let runs: [[Written]]

  init(_ factors: [Written]) {
    var scalars: [Written] = []
    var runs: [[Written]] = []
    var last: Written.Kind?
    for factor in factors {
      if factor.kind == .scalar {
        scalars.append(factor)
        continue
      }
      if last == nil || (last == .column && factor.kind == .row) || last == .scalar {
        runs.append([])
      }
      runs[runs.count - 1].append(factor.vector)
      last = factor.kind
    }
    self.scalars = scalars
    self.runs = runs
  }
}

extension Written {
  /// A transposed vector as the vector.
  var vector: Written {
    if case .transpose(let inner) = form, kind.rank == 1 { return inner.vector }
    return self
  }
}
