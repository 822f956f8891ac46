internal import GradusExpression

extension GraphReader {
  /// Operators that bring numbers to mean 0 and deviation 1.
  static let normalizations: [String: Operator] = [
    "BatchNormalization": { (reader, call) throws(GraphFault) in
      let results = try batch(call)
      if call.integer("training_mode", 0) == 0 {
        let clause = layer("batchnorm", try call.epsilon())
        var own: [Formula] = []
        for place in 1...4 { own.append(try call.formula(place)) }
        reader.origins[results[0].formula] = .layer(clause, of: try call.formula(0), values: own)
      }
      return results
    },
    "LayerNormalization": { (reader, call) throws(GraphFault) in
      let x = try call.formula(0)
      let axes = Array(try call.axis(call.integer("axis", -1), of: x.rank)..<x.rank)
      let ε = try call.epsilon()
      let (whole, mean, inverse) = standardized(x, along: axes, ε)
      let kept = x.shape.indices.map { axes.contains($0) ? 1 : x.shape[$0] }
      let result = try affine(call, whole)
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
      let ε = try call.epsilon()
      let inverse = inverseDeviation((x .** 2).mean(along: axes), ε)
      let result = try affine(call, .product([x, inverse.along(x.shape, without: axes)], flattening: false))
      if axes == [1] { reader.origins[result] = .layer(layer("rmsnorm", ε), of: x, values: [try call.formula(1)]) }
      return [GraphValue(result)]
    },
    "InstanceNormalization": giving { (call) throws(GraphFault) in
      let x = try call.formula(0)
      guard x.rank > 2 else { throw call.fault("it is of \(x.shape)") }
      return try perChannel(call, standardized(x, along: Array(2..<x.rank), try call.epsilon()).result)
    },
    "GroupNormalization": giving { (call) throws(GraphFault) in try groups(call) },
    "MeanVarianceNormalization": mapping { (x, call) throws(GraphFault) in
      let axes = try call.axes(call.integers("axes") ?? [0, 2, 3], of: x.rank)
      return standardized(x, along: axes, 0).result
    },
  ]

  /// The description of a layer that has an ε.
  private static func layer(_ name: String, _ ε: Rational) -> String { "\(name) epsilon=\(ε.doubleValue)" }

  /// 1 / √(v + ε)
  private static func inverseDeviation(_ variance: Formula, _ ε: Rational) -> Formula {
    .power(variance + Formula.ones(variance.shape).scaled(by: ε), .constant(Rational(-1, 2)))
  }

  /// (x − mean) / √(v + ε) along axes, with the mean and 1 / √(v + ε), which do not have them.
  private static func standardized(
    _ x: Formula, along axes: [Int], _ ε: Rational
  ) -> (result: Formula, mean: Formula, inverse: Formula) {
    let mean = x.mean(along: axes)
    let centred = difference(x, mean.along(x.shape, without: axes))
    let inverse = inverseDeviation((centred .** 2).mean(along: axes), ε)
    return (.product([centred, inverse.along(x.shape, without: axes)], flattening: false), mean, inverse)
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
    return perPlace(x, γ, β)
  }

  /// γ ⊙ x + β, each repeated along all axes but the second.
  private static func perPlace(_ x: Formula, _ γ: Formula, _ β: Formula) -> Formula {
    let scaled = Formula.product([x, γ.broadcast(to: x.shape, axes: [1])], flattening: false)
    return .sum([scaled, β.broadcast(to: x.shape, axes: [1])], shape: x.shape, flattening: false)
  }

  private static func groups(_ call: NodeCall) throws(GraphFault) -> Formula {
    let x = try call.formula(0)
    let count = call.integer("num_groups", 1)
    let channels = x.rank > 1 ? try call.length(x.shape[1]) : 0
    guard x.rank > 1, count > 0, channels % count == 0 else { throw call.fault("\(count) groups of \(channels)") }
    let split = [x.shape[0], .number(count), .number(channels / count)] + x.shape.dropFirst(2)
    let (result, _, _) = standardized(x.reshaped(to: split), along: Array(2..<split.count), try call.epsilon())
    let whole = result.reshaped(to: x.shape)
    if call.opset >= 21 { return try perChannel(call, whole) }
    // Before version 21 there was a number for each group.
    for place in 1...2 where try call.formula(place).shape != [split[1]] {
      throw call.fault("its input \(place + 1) has the shape \(try call.formula(place).shape), for \(count) groups")
    }
    return perPlace(whole.reshaped(to: split), try call.formula(1), try call.formula(2)).reshaped(to: x.shape)
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
    let centred = difference(x, mean.broadcast(to: x.shape, axes: [1]))
    let inverse = inverseDeviation(variance, try call.epsilon())
    let scale = Formula.product([inverse, try call.formula(1)], flattening: false)
    return [GraphValue(perPlace(centred, scale, try call.formula(2)))] + running
  }
}

extension NodeCall {
  /// What is added to a variance.
  fileprivate func epsilon() throws(GraphFault) -> Rational { try number("epsilon", Rational(1, 100_000)) }
}
