internal import GradusExpression

extension GraphReader {
  private static func yesOrNo(
    _ body: @escaping @Sendable (Formula, Formula) -> Formula
  ) -> Operator {
    { (_, call) throws(GraphFault) in
      let (a, b) = try call.pair()
      return [GraphValue(body(a, b), type: ElementKind.bool.rawValue)]
    }
  }

  /// Comparisons and logic: 1 is yes and 0 is no.
  static let comparisons: [String: Operator] = [
    "Greater": yesOrNo { .map(.step, difference($0, $1)) },
    "Less": yesOrNo { .map(.step, difference($1, $0)) },
    "GreaterOrEqual": yesOrNo { .map(.stepFromZero, difference($0, $1)) },
    "LessOrEqual": yesOrNo { .map(.stepFromZero, difference($1, $0)) },
    "Equal": yesOrNo { Formula.ones($0.shape) - .map(.step, .map(.abs, difference($0, $1))) },
    "And": yesOrNo { .product([$0, $1], flattening: false) },
    "Or": yesOrNo { .extremum(.maximum, $0, $1) },
    "Xor": yesOrNo { .map(.abs, difference($0, $1)) },
    "Not": mapping { (x, _) throws(GraphFault) in Formula.ones(x.shape) - x },
    "Where": { (reader, call) throws(GraphFault) in [try reader.choose(call)] },
    "Cast": { (_, call) throws(GraphFault) in [try cast(call, to: Int32(clamping: call.integer("to", 1)))] },
    "CastLike": { (_, call) throws(GraphFault) in [try cast(call, to: call.value(1).type)] },
  ]

  /// a − b, where sums stay sums.
  static func difference(_ a: Formula, _ b: Formula) -> Formula {
    .sum([Term(1, a), Term(-1, b)], shape: a.shape, flattening: false)
  }

  /// c ⊙ a + (1 − c) ⊙ b. What is the same for every input is chosen at once: an infinity that is not chosen is then no factor of 0.
  private mutating func choose(_ call: NodeCall) throws(GraphFault) -> GraphValue {
    let parts = try call.joined([try call.formula(0), try call.formula(1), try call.formula(2)])
    let type = try call.value(1).type
    let marks = try numbers(call.value(0), as: parts[0])
    let sides = [try numbers(call.value(1), as: parts[1]), try numbers(call.value(2), as: parts[2])]
    if let marks, let a = sides[0], let b = sides[1] {
      let values = marks.values.indices.map { marks.values[$0] != 0 ? a.values[$0] : b.values[$0] }
      return constant(Tensor(shape: marks.shape, values: values), type: type)
    }
    var terms: [Formula] = []
    for (place, side) in [parts[1], parts[2]].enumerated() {
      if let marks, let own = sides[place] {
        let kept = marks.values.indices.map { (marks.values[$0] != 0) == (place == 0) ? own.values[$0] : 0 }
        terms.append(constant(Tensor(shape: marks.shape, values: kept), type: type).formula)
      } else {
        let mark = place == 0 ? parts[0] : Self.difference(.ones(parts[0].shape), parts[0])
        terms.append(.product([mark, side], flattening: false))
      }
    }
    return GraphValue(.sum(terms, shape: parts[0].shape, flattening: false), type: type)
  }

  /// The numbers of a value that no input changes, in the shape of a formula that repeats it; nil for another or a large one.
  private func numbers(_ value: GraphValue, as formula: Formula) -> Tensor? {
    let shape = formula.shape.compactMap { $0.value(in: [:]) }
    guard value.tensor != nil, shape.count == formula.rank, shape.entryCount <= Self.foldLimit else { return nil }
    return try? Evaluator(inputs: arrays).evaluate(formula)
  }

  private static func cast(_ call: NodeCall, to type: Int32) throws(GraphFault) -> GraphValue {
    let x = try call.value(0)
    guard let kind = ElementKind(type) else {
      throw call.fault("it makes elements of type \(type), which are not read")
    }
    if !kind.isWhole || x.type == type || x.type == ElementKind.bool.rawValue {
      return GraphValue(x.formula, x.tensor, type: type)
    }
    if kind == .bool {
      return GraphValue(.map(.step, .map(.abs, x.formula)), x.tensor.map { $0.map { $0 == 0 ? 0 : 1 } }, type: type)
    }
    if x.isWhole { return GraphValue(x.formula, x.tensor, type: type) }
    guard let tensor = x.tensor else { throw call.fault("it rounds what depends on the input of the graph") }
    let whole = tensor.map { $0.rounded(.towardZero) }
    guard let formula = whole.exactFormula(isDouble: true) else { throw call.fault("it rounds what is no number") }
    return GraphValue(formula, whole, type: type)
  }
}
