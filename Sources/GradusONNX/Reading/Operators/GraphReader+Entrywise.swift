internal import GradusExpression
internal import GradusLearning
internal import GradusOptimization

/// A number in a formula's shape.
private func filled(_ value: Rational, _ x: Formula) -> Formula { Formula.ones(x.shape).scaled(by: value) }

/// min(max(x, low), high), a limit at a time.
private func clipped(_ x: Formula, _ low: Formula?, _ high: Formula?) -> Formula {
  let above = low.map { Formula.extremum(.maximum, x, $0) } ?? x
  return high.map { .extremum(.minimum, above, $0) } ?? above
}

/// c x, where a sum x stays one: layers are looked for by what they are made of.
private func multiple(_ c: Rational, _ x: Formula) -> Formula {
  x.constantValue == nil ? .sum([Term(c, x)], shape: x.shape, flattening: false) : x.scaled(by: c)
}

/// a ⊙ b
private func entries(_ a: Formula, _ b: Formula) -> Formula {
  if let c = b.onlyNumber { return multiple(c, a) }
  return a.onlyNumber.map { multiple($0, b) } ?? .product([a, b], flattening: false)
}

extension GraphReader {
  /// Operators that work entry by entry.
  static let entrywise: [String: Operator] = functions.merging(activationOperators) { $1 }.merging(arithmetic) { $1 }

  private static let functions: [String: Operator] = ElementaryFunction.ofOperators.mapValues { function in
    mapping { (x, _) throws(GraphFault) in .map(function, x) }
  }

  /// Activations that the table of layers has, so that a graph can become a network again.
  private static let activationOperators: [String: Operator] = Dictionary(
    ActivationOperator.all.filter { $0.limits.isEmpty && $0.fixed.isEmpty }.map { row in
      let read: Operator = { (reader, call) throws(GraphFault) in
        if row.name == "Gelu", call.text("approximate", "none") == "tanh" {
          return [GraphValue(try reader.apply(Clause("gelu-tanh"), to: call.formula(0)))]
        }
        if row.name == "Selu", call.attribute("alpha") != nil || call.attribute("gamma") != nil {
          return [GraphValue(try selu(call))]
        }
        // The first versions of Elu's kin have the constant that the table has.
        var arguments: [Clause.Argument] = []
        for constant in row.constants {
          let usual = Rational("\(constant.usual)") ?? 1
          arguments.append(.init(label: constant.own, .number(try call.number(constant.theirs, usual))))
        }
        return [GraphValue(try reader.apply(Clause(row.activation, arguments), to: call.formula(0)))]
      }
      return (row.name, read)
    }, uniquingKeysWith: { first, _ in first })

  /// An activation of the table; where its constants are out of the table's range, the formula is none that is read.
  mutating func apply(_ clause: Clause, to x: Formula) throws(GraphFault) -> Formula {
    do {
      let activation = try Activation(clause)
      let result = activation(x)
      origins[result] = .activation(activation, of: x)
      // A product behind it takes a number in front over.
      let (coefficient, rest) = result.coefficientAndRest
      if !coefficient.isOne, !coefficient.isZero {
        origins[rest] = .activation(activation, of: x, factor: Float(1 / coefficient.doubleValue))
      }
      return result
    } catch { throw GraphFault(error.description) }
  }

  /// γ (max(x, 0) + min(α (exp x − 1), 0))
  private static func selu(_ call: NodeCall) throws(GraphFault) -> Formula {
    let x = try call.formula(0)
    let (α, γ) = (try call.number("alpha", Rational("1.6732632")!), try call.number("gamma", Rational("1.050701")!))
    return (relu(x) - relu(filled(1, x) - .map(.exp, x)).scaled(by: α)).scaled(by: γ)
  }

  private static let arithmetic: [String: Operator] = [
    "Add": giving { (call) throws(GraphFault) in
      let (a, b) = try call.pair()
      return .sum([Term(1, a), Term(1, b)], shape: a.shape, flattening: false)
    },
    "Sub": giving { (call) throws(GraphFault) in
      let (a, b) = try call.pair()
      return difference(a, b)
    },
    "Mul": giving { (call) throws(GraphFault) in
      let (a, b) = try call.pair()
      return entries(a, b)
    },
    "Div": giving { (call) throws(GraphFault) in
      let (a, b) = try call.pair()
      if b.isZero { throw call.fault("it divides by zero") }
      return entries(a, .power(b, -1))
    },
    "Pow": giving { (call) throws(GraphFault) in
      let exponent = try call.value(1)
      if let number = exponent.formula.constantValue ?? exponent.formula.onlyNumber {
        let x = try call.repeated(try call.formula(0), to: Operand.joined([try call.formula(0).shape, exponent.shape]))
        return .power(x, .constant(number))
      }
      let (a, b) = try call.pair()
      return .power(a, b)
    },
    "Neg": mapping { (x, _) throws(GraphFault) in multiple(-1, x) },
    "Reciprocal": mapping { (x, _) throws(GraphFault) in .power(x, -1) },
    "Sqrt": mapping { (x, _) throws(GraphFault) in sqrt(x) },
    "Identity": mapping { (x, _) throws(GraphFault) in x },
    "Sum": giving { (call) throws(GraphFault) in
      let parts = try call.all()
      return .sum(parts, shape: parts[0].shape)
    },
    "Mean": giving { (call) throws(GraphFault) in
      let parts = try call.all()
      return Formula.sum(parts, shape: parts[0].shape).scaled(by: Rational(1) / Rational(parts.count))
    },
    "Max": giving { (call) throws(GraphFault) in
      let parts = try call.all()
      return parts.dropFirst().reduce(parts[0]) { .extremum(.maximum, $0, $1) }
    },
    "Min": giving { (call) throws(GraphFault) in
      let parts = try call.all()
      return parts.dropFirst().reduce(parts[0]) { .extremum(.minimum, $0, $1) }
    },
    "Clip": { (reader, call) throws(GraphFault) in [try reader.clip(call)] },
    "HardSigmoid": { (reader, call) throws(GraphFault) in [try reader.hardSigmoid(call)] },
    "PRelu": { (reader, call) throws(GraphFault) in
      let (x, slope) = (try call.formula(0), try call.formula(1))
      let whole =
        slope.rank == 1 && x.rank > 2 && call.opset < 7 && slope.shape[0] == x.shape[1]
        ? slope.broadcast(to: x.shape, axes: [1]) : try call.repeated(slope, to: x.shape)
      let result = relu(x) - .product([whole, relu(-x)], flattening: false)
      reader.origins[result] = .layer("prelu", of: x, values: [whole])
      return [GraphValue(result)]
    },
    "ThresholdedRelu": mapping { (x, call) throws(GraphFault) in
      let α = filled(try call.number("alpha", 1), x)
      return .product([x, .map(.step, difference(x, α))], flattening: false)
    },
    "Shrink": mapping { (x, call) throws(GraphFault) in
      let (λ, bias) = (filled(try call.number("lambd", Rational(1, 2)), x), filled(try call.number("bias", 0), x))
      func plus(_ a: Rational, _ b: Rational, _ other: Formula) -> Formula {
        .sum([Term(a, x), Term(b, other)], shape: x.shape, flattening: false)
      }
      let below = Formula.product([plus(1, 1, bias), .map(.step, plus(-1, -1, λ))], flattening: false)
      let above = Formula.product([plus(1, -1, bias), .map(.step, plus(1, -1, λ))], flattening: false)
      return .sum([below, above], shape: x.shape, flattening: false)
    },
    "Swish": { (reader, call) throws(GraphFault) in
      let (x, α) = (try call.formula(0), try call.number("alpha", 1))
      if α == 1 { return [GraphValue(try reader.apply(Clause("silu"), to: x))] }
      return [GraphValue(.product([x, sigmoid(x.scaled(by: α))], flattening: false))]
    },
    "Dropout": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let isTraining = call.has(2) ? try call.integers(2) != [0] : false
      let drops = call.has(1) ? try call.value(1).tensor?.values != [0] : true
      if isTraining, drops {
        throw call.fault("it drops numbers at random, as in training")
      }
      return [x, GraphValue(.ones(x.shape), type: ElementKind.bool.rawValue)]
    },
    "Scaler": giving { (call) throws(GraphFault) in try scaler(call) },
  ]

  /// (x − offset) · scale, with a number a column.
  private static func scaler(_ call: NodeCall) throws(GraphFault) -> Formula {
    let x = try call.formula(0)
    func row(_ name: String, _ usual: Rational) throws(GraphFault) -> Formula {
      let numbers = call.attribute(name)?.floats ?? []
      var exact: [Rational] = []
      for number in numbers {
        guard let value = Rational(shortest: number) else { throw call.fault("its \(name) holds \(number)") }
        exact.append(value)
      }
      if exact.isEmpty { return filled(usual, x) }
      let formula = exact.count == 1 ? Formula.constant(exact[0]) : .literal(shape: [exact.count], exact)
      return try call.repeated(formula, to: x.shape)
    }
    return .product([x - (try row("offset", 0)), try row("scale", 1)], flattening: false)
  }

  private mutating func clip(_ call: NodeCall) throws(GraphFault) -> GraphValue {
    let x = try call.formula(0)
    var limits: [Formula?] = []
    for (place, name) in [(1, "min"), (2, "max")] {
      if call.has(place) {
        limits.append(try call.repeated(try call.formula(place), to: x.shape))
      } else if call.opset < 11, let value = call.attribute(name)?.f, Swift.abs(value) < 3.4e38 {
        limits.append(Rational(shortest: value).map { filled($0, x) })
      } else {
        limits.append(nil)
      }
    }
    for row in ActivationOperator.all where row.name == "Clip" {
      let own = row.limits.map { Rational("\($0)") }
      if limits[0]?.onlyNumber == own[0], limits[1]?.onlyNumber == own[1], own[0] != nil {
        return GraphValue(try apply(Clause(row.activation), to: x), type: try call.value(0).type)
      }
    }
    return GraphValue(clipped(x, limits[0], limits[1]), type: try call.value(0).type)
  }

  private mutating func hardSigmoid(_ call: NodeCall) throws(GraphFault) -> GraphValue {
    let x = try call.formula(0)
    let (α, β) = (try call.number("alpha", Rational(1, 5)), try call.number("beta", Rational(1, 2)))
    if Swift.abs(α.doubleValue - 1 / 6.0) < 1e-7, β == Rational(1, 2) {
      return GraphValue(try apply(Clause("hard-sigmoid"), to: x))
    }
    let line = Formula.sum([Term(α, x), Term(1, filled(β, x))], shape: x.shape, flattening: false)
    return GraphValue(clipped(line, .zero(x.shape), .ones(x.shape)))
  }
}

extension Formula {
  /// The number that every entry is, where the formula is one repeated.
  var onlyNumber: Rational? {
    if let value = constantValue { return value }
    if isZero { return 0 }
    let (coefficient, rest) = coefficientAndRest
    return rest.isOnes ? coefficient : nil
  }
}
