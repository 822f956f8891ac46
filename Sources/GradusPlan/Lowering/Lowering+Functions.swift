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
    return pointwise(shape, LoopFunction(of: function), [view(argument)])
  }

  /// c (exp(u) − 1) + r
  mutating func expm1(
    _ coefficient: Rational, _ argument: Formula, _ rest: Formula, _ shape: [Int]
  ) throws(PlanError) -> Use {
    let power = scaled(pointwise(shape, .init(.expm1), [view(argument)]), by: coefficient.doubleValue, shape)
    if rest.isZero { return power }
    return pointwise(shape, .init(.add), [power, try viewOrLowered(rest)])
  }

  /// |u| + softplus(−2 |u|) − log 2
  mutating func logCosh(_ argument: Use, _ shape: [Int]) -> Use {
    let magnitude = pointwise(shape, .init(.abs), [argument])
    let rest = pointwise(shape, .init(.softplus), [pointwise(shape, .init(.affine, s: -2), [magnitude])])
    return pointwise(
      shape, .init(.affine, t: -ElementaryFunction.log(2)), [pointwise(shape, .init(.add), [magnitude, rest])])
  }

  /// Every row of entries along some axes, in row-major order, as a row of a matrix: what it is, and how its axes lie in the formula.
  private mutating func rows(
    _ argument: Formula, _ axes: [Int], _ shape: [Int]
  ) -> (matrix: Value.ID, order: [Int], rows: Int, columns: Int) {
    let order = shape.indices.filter { !axes.contains($0) } + axes
    let place = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    let use = view(argument)
    let written = dense(Use(value: use.value, axes: use.axes.map { place[$0]! }), order.map { shape[$0] })
    let columns = axes.map { shape[$0] }.reduce(1, *)
    let count = shape.reduce(1, *) / max(columns, 1)
    return (graph.add([count, columns], .reshape(written)), order, count, columns)
  }

  mutating func alongAxes(
    _ function: AxisFunction, _ argument: Formula, _ axes: [Int], _ shape: [Int]
  ) throws(PlanError) -> Use {
    let (matrix, order, rows, columns) = rows(argument, axes, shape)
    let result =
      switch function {
      case .hardmax: try hardmax(matrix, rows, columns)
      case .productOfOthers: productOfOthers(matrix, rows, columns)
      }
    let value = graph.add(order.map { shape[$0] }, .reshape(dense(result, [rows, columns])))
    return Use(value: value, axes: order)
  }

  /// [j = min {k : x(k) = max x}], row by row.
  private mutating func hardmax(_ matrix: Value.ID, _ rows: Int, _ columns: Int) throws(PlanError) -> Use {
    // A float counts this far.
    if columns > 1 << 24 { throw .unsupported("hardmax over more than \(grouped(1 << 24)) entries") }
    let (all, space) = (Use(value: matrix, axes: [0, 1]), [rows, columns])
    let largest = Use(value: graph.add([rows], .fold(.largest, of: matrix, axes: [1])), axes: [0])
    let counting = Use(value: graph.add([columns], .counting), axes: [1])
    let isLargest = pointwise(space, .init(.equal), [all, largest])
    // What is not the largest counts from beyond the end.
    let places = pointwise(space, .init(.combine, s: 1, t: -Double(columns)), [counting, isLargest])
    let first = Use(
      value: graph.add([rows], .fold(.smallest, of: dense(places, space), axes: [1])), axes: [0])
    return pointwise(space, .init(.equal), [counting, pointwise(space, .init(.affine, t: Double(columns)), [first])])
  }

  /// Πₖ (x(k) (1 − [k = j]) + [k = j]), row by row.
  private mutating func productOfOthers(_ matrix: Value.ID, _ rows: Int, _ columns: Int) -> Use {
    let space = [rows, columns, columns]
    let counting = graph.add([columns], .counting)
    let isOwn = pointwise(space, .init(.equal), [Use(value: counting, axes: [1]), Use(value: counting, axes: [2])])
    let others = pointwise(space, .init(.affine, s: -1, t: 1), [isOwn])
    let masked = pointwise(space, .init(.multiply), [Use(value: matrix, axes: [0, 2]), others])
    let full = dense(pointwise(space, .init(.add), [masked, isOwn]), space)
    let result = graph.add([rows, columns], .fold(.product, of: full, axes: [2]))
    return whole(result)
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
    let factors = graph.add([n, n + 1], .factors(of: dense(view(argument), [n, n])), in: .float64)
    return added(shape, .matrix(function, factors: factors))
  }
}
