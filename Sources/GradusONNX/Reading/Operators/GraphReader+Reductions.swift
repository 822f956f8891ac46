internal import GradusExpression

extension GraphReader {
  /// Operators that drop axes, or work along them.
  static let reductions: [String: Operator] = [
    "ReduceSum": reducing { (x, axes) in x.summed(along: axes) },
    "ReduceMean": reducing { (x, axes) in x.mean(along: axes) },
    "ReduceMax": reducing { (x, axes) in .reduction(.maximum, x, axes: axes) },
    "ReduceMin": reducing { (x, axes) in .reduction(.minimum, x, axes: axes) },
    "ReduceProd": reducing { (x, axes) in .reduction(.product, x, axes: axes) },
    "ReduceLogSumExp": reducing { (x, axes) in .reduction(.logSumExp, x, axes: axes) },
    "ReduceLogSum": reducing { (x, axes) in .map(.log, x.summed(along: axes)) },
    "ReduceSumSquare": reducing { (x, axes) in (x .** 2).summed(along: axes) },
    "ReduceL1": reducing { (x, axes) in abs(x).summed(along: axes) },
    "ReduceL2": reducing { (x, axes) in sqrt((x .** 2).summed(along: axes)) },
    "Softmax": giving { (call) throws(GraphFault) in
      try alongRows(call) { (x, axes) in exp(x.logProbabilities(along: axes)) }
    },
    "LogSoftmax": giving { (call) throws(GraphFault) in
      try alongRows(call) { (x, axes) in x.logProbabilities(along: axes) }
    },
    "Hardmax": giving { (call) throws(GraphFault) in
      try alongRows(call) { (x, axes) in .alongAxes(.hardmax, x, axes: axes) }
    },
    "ArgMax": { (_, call) throws(GraphFault) in [try place(call, sign: 1)] },
    "ArgMin": { (_, call) throws(GraphFault) in [try place(call, sign: -1)] },
    "CumSum": giving { (call) throws(GraphFault) in try cumulated(call) },
    "LpNormalization": mapping { (x, call) throws(GraphFault) in
      let axis = try call.axis(call.integer("axis", -1), of: x.rank)
      let size = call.integer("p", 2) == 1 ? abs(x).summed(along: [axis]) : sqrt((x .** 2).summed(along: [axis]))
      // Of nothing but zeros, zeros.
      let divisor = Formula.extremum(
        .maximum, size, Formula.ones(size.shape).scaled(by: Rational(1) / Rational(1 << 60)))
      return .product([x, .power(divisor.along(x.shape, without: [axis]), -1)], flattening: false)
    },
  ]

  private static func reducing(_ body: @escaping @Sendable (Formula, [Int]) -> Formula) -> Operator {
    giving { (call) throws(GraphFault) in
      let x = try call.formula(0)
      var axes = call.integers("axes")
      if call.has(1) { axes = try call.integers(1) }
      if axes?.isEmpty ?? true {
        if call.integer("noop_with_empty_axes", 0) != 0 { return body(x.reshaped(to: x.shape + [1]), [x.rank]) }
        axes = Array(0..<x.rank)
      }
      let dropped = try call.axes(axes ?? [], of: x.rank)
      let result = dropped.isEmpty ? body(x.reshaped(to: [1]), [0]) : body(x, dropped)
      guard call.integer("keepdims", 1) != 0 else { return result }
      return result.reshaped(to: x.shape.indices.map { dropped.contains($0) ? 1 : x.shape[$0] })
    }
  }

  /// Along one axis, or before version 13 along all axes from one on.
  private static func alongRows(
    _ call: NodeCall, _ body: (Formula, [Int]) -> Formula
  ) throws(GraphFault) -> Formula {
    let x = try call.formula(0)
    let axis = try call.axis(call.integer("axis", call.opset < 13 ? 1 : -1), of: x.rank)
    return body(x, call.opset < 13 ? Array(axis..<x.rank) : [axis])
  }

  /// Σᵢ i · hardmax(x)ᵢ, of several equally great the first; the last where the node says so.
  private static func place(_ call: NodeCall, sign: Rational) throws(GraphFault) -> GraphValue {
    let x = try call.formula(0).scaled(by: sign)
    let axis = try call.axis(call.integer("axis", 0), of: x.rank)
    let length = try call.length(x.shape[axis])
    guard length > 0, length <= foldLimit else { throw call.fault("its axis has the length \(length)") }
    let isLast = call.integer("select_last_index", 0) != 0
    let size = Size.number(length)
    // The last of equals is the first of them from the end.
    let turned = isLast ? x.selecting((0..<length).reversed().map { $0 }, along: axis) : x
    let places = Formula.literal(shape: [length], (0..<length).map { Rational(isLast ? length - 1 - $0 : $0) })
    let marks = Formula.alongAxes(.hardmax, turned, axes: [axis])
    let rest = (0..<x.rank).filter { $0 != axis }
    let found =
      length == 1
      ? Formula.zero(rest.map { x.shape[$0] })
      : .contraction([.init(marks, Array(0..<x.rank)), .init(places, [axis])], output: rest, sizes: [axis: size])
    let shape = call.integer("keepdims", 1) != 0 ? x.shape.indices.map { $0 == axis ? 1 : x.shape[$0] } : found.shape
    return GraphValue(found.reshaped(to: shape), type: ElementKind.int64.rawValue)
  }

  /// Running sums along an axis: a product with ones on and below the diagonal.
  private static func cumulated(_ call: NodeCall) throws(GraphFault) -> Formula {
    let x = try call.formula(0)
    let axis = try call.axis(try call.integers(1).first ?? 0, of: x.rank)
    let ones = Formula.upperTriangle(x.shape[axis], from: call.integer("exclusive", 0))
    let labels = (0..<x.rank).map { $0 == axis ? x.rank : $0 }
    let isReversed = call.integer("reverse", 0) != 0
    return .contraction(
      [.init(x, labels), .init(ones, isReversed ? [axis, x.rank] : [x.rank, axis])], output: Array(0..<x.rank))
  }
}

extension Formula {
  /// The mean along axes, which are dropped.
  func mean(along axes: [Int]) -> Formula {
    let count = axes.reduce(Size.number(1)) { $0 * shape[$1] }
    return .product([summed(along: axes), .power(.size(count), -1)], flattening: false)
  }

  /// What was reduced along axes, repeated along them.
  func along(_ shape: [Size], without axes: [Int]) -> Formula {
    broadcast(to: shape, axes: shape.indices.filter { !axes.contains($0) })
  }

  /// x − log Σ exp x along axes.
  func logProbabilities(along axes: [Int]) -> Formula {
    let total = Formula.reduction(.logSumExp, self, axes: axes).along(shape, without: axes)
    return .sum([Term(1, self), Term(-1, total)], shape: shape)
  }
}
