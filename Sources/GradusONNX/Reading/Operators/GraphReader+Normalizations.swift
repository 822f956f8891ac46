internal import GradusExpression

extension GraphReader {
  /// Operators that bring numbers to mean 0 and deviation 1.
  static let normalizations: [String: Operator] = [
    "BatchNormalization": { (reader, call) throws(GraphFault) in
      let results = try batch(call)
      if call.integer("training_mode", 0) == 0 {
        let clause = layer("batchnorm", try call.number("epsilon", Rational(1, 100_000)))
        var own: [Formula] = []
        for place in 1...4 { own.append(try call.formula(place)) }
        reader.origins[results[0].formula] = .layer(clause, of: try call.formula(0), values: own)
      }
      return results
    },
    "LayerNormalization": { (reader, call) throws(GraphFault) in
      let x = try call.formula(0)
      let first = try call.axis(call.integer("axis", -1), of: x.rank)
      let axes = Array(first..<x.rank)
      let mean = x.mean(along: axes)
      let centred = Formula.sum(
        [Term(1, x), Term(-1, mean.along(x.shape, without: axes))], shape: x.shape, flattening: false)
      let ε = try call.number("epsilon", Rational(1, 100_000))
      let inverse = inverseDeviation((centred .** 2).mean(along: axes), ε)
      let kept = x.shape.indices.map { axes.contains($0) ? 1 : x.shape[$0] }
      let result = try affine(call, .product([centred, inverse.along(x.shape, without: axes)], flattening: false))
      if axes == [1] {
        let shift = call.has(2) ? try call.formula(2) : .zero([x.shape[1]])
        reader.origins[result] = .layer(layer("layernorm", ε), of: x, values: [try call.formula(1), shift])
      }
      return [
        GraphValue(result),
        GraphValue(mean.reshaped(to: kept)), GraphValue(inverse.reshaped(to: kept)),
      ]
    },
    "RMSNormalization": { (reader, call) throws(GraphFault) in
      let x = try call.formula(0)
      let axes = Array(try call.axis(call.integer("axis", -1), of: x.rank)..<x.rank)
      let ε = try call.number("epsilon", Rational(1, 100_000))
      let inverse = inverseDeviation((x .** 2).mean(along: axes), ε)
      let result = try affine(call, .product([x, inverse.along(x.shape, without: axes)], flattening: false))
      if axes == [1] { reader.origins[result] = .layer(layer("rmsnorm", ε), of: x, values: [try call.formula(1)]) }
      return [GraphValue(result)]
    },
    "InstanceNormalization": giving { (call) throws(GraphFault) in
      let x = try call.formula(0)
      guard x.rank > 2 else { throw call.fault("it is of \(x.shape)") }
      return try perChannel(
        call, standardized(x, along: Array(2..<x.rank), try call.number("epsilon", Rational(1, 100_000))))
    },
    "GroupNormalization": giving { (call) throws(GraphFault) in try groups(call) },
    "MeanVarianceNormalization": mapping { (x, call) throws(GraphFault) in
      let axes = try call.axes(call.integers("axes") ?? [0, 2, 3], of: x.rank)
      return standardized(x, along: axes, 0)
    },
  ]

  /// The description of a layer that has an ε.
  private static func layer(_ name: String, _ ε: Rational) -> String { "\(name) epsilon=\(ε.doubleValue)" }

  /// 1 / √(v + ε)
  private static func inverseDeviation(_ variance: Formula, _ ε: Rational) -> Formula {
    .power(variance + Formula.ones(variance.shape).scaled(by: ε), .constant(Rational(-1, 2)))
  }

  private static func standardized(_ x: Formula, along axes: [Int], _ ε: Rational) -> Formula {
    let mean = x.mean(along: axes).along(x.shape, without: axes)
    let centred = Formula.sum([Term(1, x), Term(-1, mean)], shape: x.shape, flattening: false)
    let inverse = inverseDeviation((centred .** 2).mean(along: axes), ε).along(x.shape, without: axes)
    return .product([centred, inverse], flattening: false)
  }

  /// γ ⊙ x + β, by NumPy's rule.
  private static func affine(_ call: NodeCall, _ x: Formula) throws(GraphFault) -> Formula {
    let scaled = try Formula.product([x, call.repeated(try call.formula(1), to: x.shape)], flattening: false)
    guard call.has(2) else { return scaled }
    return .sum([scaled, try call.repeated(try call.formula(2), to: x.shape)], shape: x.shape, flattening: false)
  }

  /// γ ⊙ x + β with a number for each place of the second axis.
  private static func perChannel(_ call: NodeCall, _ x: Formula) throws(GraphFault) -> Formula {
    let (γ, β) = (try call.formula(1), try call.formula(2))
    guard γ.shape == [x.shape[1]], β.shape == γ.shape else { throw call.fault("its scale has the shape \(γ.shape)") }
    let scaled = Formula.product([x, γ.broadcast(to: x.shape, axes: [1])], flattening: false)
    return .sum([scaled, β.broadcast(to: x.shape, axes: [1])], shape: x.shape, flattening: false)
  }

  private static func groups(_ call: NodeCall) throws(GraphFault) -> Formula {
    let x = try call.formula(0)
    let count = call.integer("num_groups", 1)
    let channels = x.rank > 1 ? try call.length(x.shape[1]) : 0
    guard x.rank > 1, count > 0, channels % count == 0 else { throw call.fault("\(count) groups of \(channels)") }
    let split = [x.shape[0], .number(count), .number(channels / count)] + x.shape.dropFirst(2)
    let ε = try call.number("epsilon", Rational(1, 100_000))
    let whole = standardized(x.reshaped(to: split), along: Array(2..<split.count), ε).reshaped(to: x.shape)
    if call.opset >= 21 { return try perChannel(call, whole) }
    // Before version 21 there was a number for each group.
    for place in 1...2 where try call.formula(place).shape != [split[1]] {
      throw call.fault("its input \(place + 1) has the shape \(try call.formula(place).shape), for \(count) groups")
    }
    var scaled = whole.reshaped(to: split)
    scaled = .product([scaled, try call.formula(1).broadcast(to: split, axes: [1])], flattening: false)
    let shift = try call.formula(2).broadcast(to: split, axes: [1])
    return Formula.sum([scaled, shift], shape: split, flattening: false).reshaped(to: x.shape)
  }

  /// With running statistics, or in training with those of the batch and the next running ones.
  private static func batch(_ call: NodeCall) throws(GraphFault) -> [GraphValue] {
    let x = try call.formula(0)
    guard x.rank >= 2 else { throw call.fault("it is of \(x.shape)") }
    var (mean, variance) = (try call.formula(3), try call.formula(4))
    for place in 1...4 where try call.formula(place).shape != [x.shape[1]] {
      throw call.fault(
        "its input \(place + 1) has the shape \(try call.formula(place).shape), for \(x.shape[1]) columns")
    }
    var running: [GraphValue] = []
    if call.integer("training_mode", 0) != 0 {
      let axes = (0..<x.rank).filter { $0 != 1 }
      let momentum = try call.number("momentum", Rational(9, 10))
      let own = x.mean(along: axes)
      let centred = x - own.broadcast(to: x.shape, axes: [1])
      let spread = (centred .** 2).mean(along: axes)
      running = [
        GraphValue(mean.scaled(by: momentum) + own.scaled(by: 1 - momentum)),
        GraphValue(variance.scaled(by: momentum) + spread.scaled(by: 1 - momentum)),
      ]
      (mean, variance) = (own, spread)
    }
    let centred = Formula.sum(
      [Term(1, x), Term(-1, mean.broadcast(to: x.shape, axes: [1]))], shape: x.shape, flattening: false)
    let inverse = inverseDeviation(variance, try call.number("epsilon", Rational(1, 100_000)))
    let scaled = Formula.product(
      [centred, Formula.product([inverse, try call.formula(1)], flattening: false).broadcast(to: x.shape, axes: [1])],
      flattening: false)
    let shift = try call.formula(2).broadcast(to: x.shape, axes: [1])
    return [GraphValue(.sum([scaled, shift], shape: x.shape, flattening: false))] + running
  }
}
