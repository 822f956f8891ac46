extension Formula {
  /// The axes along which the formula is a softmax, exp(u − log Σ exp u); nil where it is none.
  package var softmaxAxes: [Int]? { softmaxArgumentAndAxes?.axes }

  /// u and the axes of a softmax exp(u − log Σ exp u); nil where the formula is none.
  package var softmaxArgumentAndAxes: (argument: Formula, axes: [Int])? {
    guard case .map(.exp, let argument) = node, case .sum(let terms) = argument.node else { return nil }
    for term in terms where term.coefficient == -1 {
      var (total, places) = (term.formula, Array(argument.shape.indices))
      if case .contraction(let repeated) = total.node {
        guard repeated.factors.count == 1, repeated.isEntrywise else { continue }
        (total, places) = (repeated.factors[0].formula, repeated.factors[0].labels)
      } else if !total.isScalar {
        continue
      } else {
        places = []
      }
      guard case .reduction(.logSumExp, let inner, let axes) = total.node, inner.shape == argument.shape,
        places == argument.shape.indices.filter({ !axes.contains($0) })
      else { continue }
      let rest = Formula.sum(terms.filter { $0 != term }, shape: argument.shape)
      if rest == inner { return (inner, axes) }
    }
    return nil
  }
}
