import GradusExpression

extension Lowering {
  /// Σ c x, two terms at a time.
  mutating func sum(_ formula: Formula, _ terms: [Term], _ shape: [Int]) -> Use {
    if let argument = Lowering.logSoftmaxArgument(terms) { return rows(.logSoftmax, argument, shape) }
    var constant = 0.0
    var parts: [(scale: Double, use: Use)] = []
    for term in terms {
      let (scale, use) = (term.coefficient.doubleValue, view(term.formula))
      if let value = numberValue(use) { constant += scale * value } else { parts.append((scale, use)) }
    }
    guard let first = parts.first else { return number(constant) }
    if parts.count == 1 {
      return pointwise(shape, .init(.affine, s: first.scale, t: constant), [first.use])
    }
    var total = pointwise(shape, .init(.combine, s: first.scale, t: parts[1].scale), [first.use, parts[1].use])
    for part in parts.dropFirst(2) {
      total = pointwise(shape, .init(.combine, s: 1, t: part.scale), [total, part.use])
    }
    return constant == 0 ? total : pointwise(shape, .init(.affine, s: 1, t: constant), [total])
  }

  /// x, where the terms are x − log Σ exp x along the last axes of x.
  static func logSoftmaxArgument(_ terms: [Term]) -> Formula? {
    guard terms.count == 2, let x = terms.first(where: { $0.coefficient.isOne })?.formula,
      let other = terms.first(where: { $0.coefficient == -1 })?.formula, case .contraction(let repeated) = other.node,
      repeated.factors.count == 1, repeated.summed.isEmpty,
      case .reduction(.logSumExp, let argument, let axes) = repeated.factors[0].formula.node, argument == x,
      axes == Array(x.rank - axes.count..<x.rank), repeated.factors[0].labels == Array(0..<x.rank - axes.count)
    else { return nil }
    // Softmax runs over the last axis alone.
    return axes.count == 1 ? x : nil
  }

  mutating func map(_ function: ElementaryFunction, _ argument: Formula, _ shape: [Int]) -> Use {
    if function == .exp, case .sum(let terms) = argument.node, let x = Lowering.logSoftmaxArgument(terms) {
      return rows(.softmax, x, shape)
    }
    if function == .step, isRectified(argument) {
      let relu = pointwise(shape, .init(.relu), [view(argument)])
      return pointwise(shape, .init(.step), [relu])
    }
    return pointwise(shape, .init(LoopOperation(of: function)), [view(argument)])
  }

  mutating func power(_ base: Formula, _ exponent: Formula, _ shape: [Int]) -> Use {
    let x = view(base)
    guard let value = numberValue(view(exponent)) else {
      return pointwise(shape, .init(.power), [x, view(exponent)])
    }
    let function: LoopFunction =
      switch value {
      case 2: .init(.square)
      case 0.5: .init(.squareRoot)
      case -1: .init(.reciprocal)
      default: .init(.powerNumber, s: value)
      }
    return pointwise(shape, function, [x])
  }

  private mutating func rows(_ function: RowFunction, _ argument: Formula, _ shape: [Int]) -> Use {
    added(shape, .rows(function, of: dense(view(argument), shape)))
  }

  mutating func reduce(_ reduction: Reduction, _ argument: Formula, _ axes: [Int]) -> Use {
    let labels = Array(0..<argument.rank)
    let kept = labels.filter { !axes.contains($0) }
    let use = view(argument)
    let shape = (try? lengths(argument.shape)) ?? []
    if reduction == .logSumExp {
      // Rows need the axes that are reduced at the end, next to one another, and present.
      let ordered = kept + axes
      let place = Dictionary(uniqueKeysWithValues: zip(ordered, labels))
      let rows = dense(Use(value: use.value, axes: use.axes.map { place[$0]! }), ordered.map { shape[$0] })
      let (count, length) = (kept.map { shape[$0] }.reduce(1, *), axes.map { shape[$0] }.reduce(1, *))
      let matrix =
        axes.count == 1 && kept.count == 1 ? rows : graph.add([count, length], .reshape(rows))
      let result = graph.add([count], .rows(.logSumExp, of: matrix))
      return kept.count == 1 ? whole(result) : added(kept.map { shape[$0] }, .reshape(result))
    }
    let written = dense(use, shape)
    let fold: Fold =
      switch reduction {
      case .maximum: .largest
      case .minimum: .smallest
      case .product: .product
      case .logSumExp: preconditionFailure("log-sum-exp is no fold")
      }
    let result = self.fold(fold, Factor(value: written, labels: labels), over: Set(axes))
    return Use(value: result.value, axes: result.labels.map { kept.firstIndex(of: $0)! })
  }

  mutating func matrix(_ function: MatrixFunction, _ argument: Formula, _ shape: [Int]) -> Use {
    let n = (try? length(argument.shape[0])) ?? 0
    let factors = graph.add([n, n + 1], .factors(of: dense(view(argument), [n, n])))
    return added(shape, .matrix(function, factors: factors))
  }
}
